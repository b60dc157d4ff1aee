//! The real link: requests over the socket, and over the next one if the server went away in between.

use super::{Link, Question};
use crate::api::centre::Welcome;
use crate::api::draft::DraftRequest;
use crate::api::session::{Access, SessionAnswer, SessionProblem, SessionRequest};
use crate::api::{Answer, CommandId, FromServer, Notice, Outcome, Problem, Request};
use crate::tui::app::{Event, Ticket};
use crate::wire::client::{Asker, Client, ClientProblem, Listener, command_id};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// So often a server that went away is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// So long a session that ends waits for what it wrote last to be taken.
const FAREWELL: Duration = Duration::from_secs(2);

/// Finds the server again.
pub type Reconnect = Box<dyn FnMut() -> Again + Send>;

/// What came of looking for the server.
pub enum Again {
    /// There is none yet.
    Away,
    /// It is there, and the session goes on.
    Back(Client, Box<Welcome>),
    /// It is there and does not take the session back, such as one of another version.
    Refused(Problem),
}

/// What the thread that keeps the connection is told.
enum Order {
    Ask(Question),
    Touch,
    /// From the listener of the connection with this number.
    Heard(u32, FromServer),
    Gone(u32),
    /// The session ends: hang up once all that was written is taken. The sender is dropped then.
    End(Sender<Infallible>),
}

/// A link over the socket. Whatever is asked while the server is away is asked again when it is back, a change under the
/// same idempotency id, so that it is done once.
pub struct WireLink {
    orders: Sender<Order>,
}

impl WireLink {
    /// Takes the connection over. Everything that comes back is sent to `events`.
    pub fn start(client: Client, access: Access, reconnect: Reconnect, events: Sender<Event>) -> io::Result<Self> {
        let (orders, received) = channel();
        let keeper = Keeper {
            orders: orders.clone(),
            events,
            reconnect,
            asker: None,
            connection: 0,
            locked: access != Access::Open,
            open: BTreeMap::new(),
            sent: BTreeMap::new(),
            after: BTreeMap::new(),
            ending: None,
        };
        thread::Builder::new().name("link".to_owned()).spawn(move || keeper.run(client, &received))?;
        Ok(Self { orders })
    }
}

impl Link for WireLink {
    fn ask(&mut self, question: Question) {
        // The keeper ends only after the loop.
        let _ = self.orders.send(Order::Ask(question));
    }

    fn touch(&mut self) {
        let _ = self.orders.send(Order::Touch);
    }
}

impl Drop for WireLink {
    /// The process ends with the session: without a wait the draft that is kept on a hang-up could be lost with it.
    fn drop(&mut self) {
        let (taken, all_taken) = channel();
        if self.orders.send(Order::End(taken)).is_ok() {
            let _ = all_taken.recv_timeout(FAREWELL);
        }
    }
}

/// What has not been answered yet.
struct Open {
    request: Request,
    command: Option<CommandId>,
    settles: Option<String>,
}

/// Keeps the connection and knows what has not been answered.
struct Keeper {
    orders: Sender<Order>,
    events: Sender<Event>,
    reconnect: Reconnect,
    asker: Option<Asker>,
    connection: u32,
    /// While the session is locked only what unlocks it is sent; the rest waits, so that nothing is done twice or lost.
    locked: bool,
    /// Not answered yet, in the order of asking.
    open: BTreeMap<Ticket, Open>,
    /// Which ticket a number of this connection stands for.
    sent: BTreeMap<u64, Ticket>,
    /// What is asked once the answer to something else has come, which nobody wants any more.
    after: BTreeMap<Ticket, Ticket>,
    /// Held until the session may end.
    ending: Option<Sender<Infallible>>,
}

impl Keeper {
    /// Runs until the loop has gone.
    fn run(mut self, client: Client, orders: &Receiver<Order>) {
        let mut alive = self.connect(client).is_ok();
        while alive && !self.may_end() {
            let order = if self.asker.is_some() {
                orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                orders.recv_timeout(AGAIN)
            };
            alive = match order {
                Ok(order) => self.obey(order).is_ok(),
                Err(RecvTimeoutError::Timeout) => self.try_again().is_ok(),
                Err(RecvTimeoutError::Disconnected) => false,
            };
        }
        if let Some(asker) = self.asker {
            asker.close();
        }
    }

    /// Whether the session ends and nothing that was written is on its way any more. A locked session sends nothing.
    fn may_end(&self) -> bool {
        self.ending.is_some()
            && (self.asker.is_none() || self.locked || !self.open.values().any(|open| writes(&open.request)))
    }

    fn obey(&mut self, order: Order) -> Result<(), LoopGone> {
        match order {
            Order::Ask(question) => self.ask(question),
            Order::Touch => {
                if let Some(asker) = self.asker.as_mut().filter(|_| !self.locked) {
                    // Without an answer to wait for; if the server has gone, its listener says so.
                    let _ = asker.send(Request::Session(SessionRequest::Touch), None);
                }
                Ok(())
            }
            Order::Heard(connection, heard) if connection == self.connection => self.hear(heard),
            Order::Gone(connection) if connection == self.connection => self.lose(),
            Order::Heard(..) | Order::Gone(_) => Ok(()),
            Order::End(taken) => {
                self.ending = Some(taken);
                Ok(())
            }
        }
    }

    /// A question in place of one that the server is busy with waits until that one is answered, and the next one takes its
    /// place: so keys that come faster than answers cost the server one answer at a time.
    fn ask(&mut self, Question { ticket, request, instead, settles }: Question) -> Result<(), LoopGone> {
        let command = matches!(request, Request::Change(_)).then(command_id);
        let instead = instead.filter(|old| command.is_none() && self.open.contains_key(old));
        self.open.insert(ticket, Open { request, command, settles });
        let Some(old) = instead else { return self.send(ticket) };
        if self.sent.values().any(|sent| *sent == old) {
            self.after.insert(old, ticket);
            return Ok(());
        }
        self.open.remove(&old);
        match self.after.values_mut().find(|waiting| **waiting == old) {
            Some(waiting) => {
                *waiting = ticket;
                Ok(())
            }
            None => self.send(ticket),
        }
    }

    /// Nothing waits for an answer that will not come: what was asked in place of something else is asked by itself.
    fn part(&mut self) {
        for old in std::mem::take(&mut self.after).into_keys() {
            self.open.remove(&old);
        }
    }

    fn send(&mut self, ticket: Ticket) -> Result<(), LoopGone> {
        let (Some(asker), Some(open)) = (&mut self.asker, self.open.get(&ticket)) else { return Ok(()) };
        if self.locked && !matches!(open.request, Request::Session(_)) {
            return Ok(());
        }
        match asker.send_settling(open.request.clone(), open.command.clone(), open.settles.clone()) {
            Ok(number) => {
                self.sent.insert(number, ticket);
                Ok(())
            }
            Err(ClientProblem::Refused(problem)) => {
                self.open.remove(&ticket);
                self.tell(Event::Reply(ticket, Box::new(Err(problem))))
            }
            Err(ClientProblem::Gone | ClientProblem::Misunderstood) => self.lose(),
        }
    }

    fn hear(&mut self, heard: FromServer) -> Result<(), LoopGone> {
        match heard {
            FromServer::Reply(reply) => {
                let Some(ticket) = self.sent.remove(&reply.id) else { return Ok(()) };
                if reply.outcome == Outcome::Problem(Problem::Session(SessionProblem::Locked)) {
                    // It is asked again, the same under the same id, once somebody has unlocked the screen.
                    self.locked = true;
                    self.part();
                    return self.tell(Event::Notice(Notice::Locked));
                }
                self.open.remove(&ticket);
                let unlocked = unlocks(&reply.outcome);
                let next = self.after.remove(&ticket);
                self.tell(Event::Reply(ticket, Box::new(reply.outcome.into())))?;
                if let Some(next) = next {
                    self.send(next)?;
                }
                if unlocked { self.send_waiting() } else { Ok(()) }
            }
            FromServer::Notice { notice } => {
                self.locked |= notice == Notice::Locked;
                self.tell(Event::Notice(notice))
            }
        }
    }

    fn lose(&mut self) -> Result<(), LoopGone> {
        match self.asker.take() {
            Some(asker) => {
                asker.close();
                self.sent.clear();
                self.part();
                self.tell(Event::Lost)
            }
            None => Ok(()),
        }
    }

    fn try_again(&mut self) -> Result<(), LoopGone> {
        let (client, welcome) = match (self.reconnect)() {
            Again::Away => return Ok(()),
            Again::Refused(problem) => return self.tell(Event::Refused(problem)),
            Again::Back(client, welcome) => (client, welcome),
        };
        self.connect(client)?;
        self.locked = welcome.access != Access::Open;
        if self.locked {
            // What was to unlock the last session says nothing to this one.
            self.open.retain(|_, open| !matches!(open.request, Request::Session(_)));
        }
        self.tell(Event::Back(welcome))?;
        self.resend()
    }

    /// The session is open: what waited is sent.
    fn send_waiting(&mut self) -> Result<(), LoopGone> {
        self.locked = false;
        self.resend()
    }

    /// Sends whatever has not been sent on this connection.
    fn resend(&mut self) -> Result<(), LoopGone> {
        let sent: Vec<Ticket> = self.sent.values().copied().collect();
        let waiting: Vec<Ticket> = self.open.keys().filter(|ticket| !sent.contains(ticket)).copied().collect();
        waiting.into_iter().try_for_each(|ticket| self.send(ticket))
    }

    fn connect(&mut self, client: Client) -> Result<(), LoopGone> {
        let (asker, listener) = client.split();
        self.connection += 1;
        let (connection, orders) = (self.connection, self.orders.clone());
        let listening =
            thread::Builder::new().name("listener".to_owned()).spawn(move || listen(connection, listener, &orders));
        if let Err(error) = listening {
            tracing::error!(%error, "no thread to listen with");
            return self.tell(Event::Lost);
        }
        self.asker = Some(asker);
        Ok(())
    }

    fn tell(&self, event: Event) -> Result<(), LoopGone> {
        self.events.send(event).map_err(|_| LoopGone)
    }
}

/// Whether something would be lost if this were never answered.
fn writes(request: &Request) -> bool {
    matches!(request, Request::Change(_))
        || matches!(request, Request::Draft(draft) if !matches!(draft, DraftRequest::List))
}

/// Whether this answer opens the session.
fn unlocks(outcome: &Outcome) -> bool {
    let Outcome::Answer(Answer::Session(answer)) = outcome else { return false };
    matches!(&**answer, SessionAnswer::Welcome(welcome) if welcome.access == Access::Open)
}

/// Nobody hears the answers any more.
struct LoopGone;

fn listen(connection: u32, mut listener: Listener, orders: &Sender<Order>) {
    while let Ok(heard) = listener.next() {
        if orders.send(Order::Heard(connection, heard)).is_err() {
            return;
        }
    }
    // If the keeper has gone there is nobody to tell.
    let _ = orders.send(Order::Gone(connection));
}
