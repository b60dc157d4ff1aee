//! A centre whose server runs in this process, with several members of staff: each has connections of their own through
//! the server's sockets, under an account of their own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use renkei::api::centre::CentreChange;
use renkei::api::queue::{QueueAnswer, QueueChange, QueueDetail, QueueRead};
use renkei::api::{Answer, Change, CommandId, Done, FromServer, Hello, Problem, Request};
use renkei::center::Center;
use renkei::domain::code::Code;
use renkei::domain::id::{ConsultationId, StaffId};
use renkei::domain::person::PersonName;
use renkei::domain::staff::{FullTimeEquivalent, Role, StaffProfile, SupportTeam};
use renkei::wire::client::{Asker, Listener, command_id};
use renkei::wire::server::{Server, Stopper};
use renkei::wire::{Client, ClientProblem, peer};
use tempfile::TempDir;

use crate::crash::intake;
use crate::support::Centre;

/// Somebody who works there.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: StaffId,
    pub account: String,
}

pub struct House {
    pub center: Arc<Center>,
    pub server: Server,
    pub owner: Member,
    data: PathBuf,
    listening: Option<(Stopper, JoinHandle<()>)>,
    _base: Option<TempDir>,
}

impl House {
    /// Founds one in memory, where the machine has a place for that: what is tested is order, and there are many syncs.
    pub fn in_memory() -> Self {
        let base = tempfile::tempdir_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
        let data = Centre::found_in(base.path());
        Self::open(data, Some(base))
    }

    /// Opens a centre that is there, and listens at its door: the real program finds a server.
    pub fn at(centre: &Centre) -> Self {
        let mut house = Self::open(centre.data(), None);
        let (server, data) = (house.server.clone(), house.data.clone());
        let stopper = server.stopper();
        let listening = std::thread::spawn(move || server.listen(&data, None).unwrap());
        house.listening = Some((stopper, listening));
        while renkei::wire::connect(&house.data).unwrap().is_none() {
            std::thread::yield_now();
        }
        house
    }

    fn open(data: PathBuf, base: Option<TempDir>) -> Self {
        let center = Arc::new(Center::open(&data).unwrap());
        let server = Server::new(Arc::clone(&center)).unwrap();
        let owner = Member { id: StaffId(1), account: peer::own_account() };
        Self { center, server, owner, data, listening: None, _base: base }
    }

    /// Somebody who joins, with an account of their own.
    pub fn join(&self, name: &'static str, roles: &[Role], team: Option<SupportTeam>) -> Member {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let account = format!("branch{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let profile = StaffProfile {
            name: PersonName { written: name.into(), kana: String::new() },
            profession: Code::new("public_health_nurse"),
            roles: roles.to_vec(),
            full_time_equivalent: FullTimeEquivalent(100),
            team,
            areas: vec![],
            account: Some(account.clone()),
        };
        let done = self.line(&self.owner, false).change(Change::Centre(CentreChange::Join(profile))).unwrap();
        Member { id: done.id.parse().unwrap(), account }
    }

    /// A connection of this member's that has said hello; with notices it is a screen.
    pub fn line(&self, member: &Member, notices: bool) -> Line {
        Line::new(self.client(member, notices).unwrap())
    }

    pub fn client(&self, member: &Member, notices: bool) -> Result<Client, ClientProblem> {
        let stream = self.server.connect_as(&member.account).unwrap();
        Client::introduce(stream, Hello::of_this_program(notices)).map(|(client, _)| client)
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some((stopper, listening)) = self.listening.take() {
            stopper.stop();
            listening.join().unwrap();
        }
        self.server.close();
        self.center.shut_down();
    }
}

/// One connection, whose two halves can be used apart.
pub struct Line {
    asker: Asker,
    pub listener: Listener,
}

impl Line {
    pub fn new(client: Client) -> Self {
        let (asker, listener) = client.split();
        Self { asker, listener }
    }

    /// Sends without waiting.
    pub fn send(&mut self, request: Request, command: Option<CommandId>) -> u64 {
        self.asker.send(request, command).unwrap()
    }

    /// Waits for the answer to what was sent; notices are passed over.
    pub fn receive(&mut self, number: u64) -> Result<Answer, Problem> {
        self.try_receive(number).unwrap()
    }

    /// Sends on a line that may have been closed.
    pub fn try_send(&mut self, request: Request) -> Result<u64, ClientProblem> {
        self.asker.send(request, None)
    }

    /// Waits for an answer on a line that may be closed before it comes.
    pub fn try_receive(&mut self, number: u64) -> Result<Result<Answer, Problem>, ClientProblem> {
        loop {
            if let FromServer::Reply(reply) = self.listener.next()?
                && reply.id == number
            {
                return Ok(reply.outcome.into());
            }
        }
    }

    pub fn ask(&mut self, request: Request) -> Result<Answer, Problem> {
        let number = self.send(request, None);
        self.receive(number)
    }

    pub fn change(&mut self, change: Change) -> Result<Done, Problem> {
        let number = self.send(Request::Change(change), Some(command_id()));
        done(self.receive(number))
    }

    /// A case comes in.
    pub fn receive_case(&mut self, text: &str) -> ConsultationId {
        let receive = QueueChange::Receive { intake: Box::new(intake(text)), patient: None };
        self.change(Change::Queue(receive)).unwrap().id.parse().unwrap()
    }

    pub fn case(&mut self, consultation: ConsultationId) -> QueueDetail {
        match self.ask(Request::Queue(QueueRead::Detail { consultation })).unwrap() {
            Answer::Queue(answer) => match *answer {
                QueueAnswer::Detail(detail) => *detail,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }
}

/// The answer to a change.
pub fn done(answer: Result<Answer, Problem>) -> Result<Done, Problem> {
    match answer? {
        Answer::Done(done) => Ok(done),
        other => panic!("{other:?}"),
    }
}
