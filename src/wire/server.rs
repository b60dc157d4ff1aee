//! The server: takes connections, one thread each, until it is told to stop or everybody has gone.

use std::io::{self, BufReader, Write};
use std::net::Shutdown;
use std::os::fd::AsFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde_json::Value;

use super::frame::{self, FrameProblem};
use super::outbox::Outbox;
use super::{door, notices, peer};
use crate::api::journal::JournalRequest;
use crate::api::session::SessionProblem;
use crate::api::{Answer, Ask, FromServer, Notice, Outcome, PROGRAM, PROTOCOL, Problem, Reply, Request};
use crate::center::Center;
use crate::center::access::{Arrival, MOST, Seat, Tell};
use crate::center::connection::Connections;

/// How many connections there may be at once: some more than sessions, so that one too many is told so.
const CONNECTIONS: usize = MOST as usize + 64;

/// How long a client has to say hello.
const HELLO: Duration = Duration::from_secs(30);

/// How long sessions have to end when the server closes.
const FAREWELL: Duration = Duration::from_secs(3);

struct Session {
    number: u64,
    stream: UnixStream,
}

/// What the connections of one server share.
struct Shared {
    center: Arc<Center>,
    sessions: Mutex<Vec<Session>>,
    next: AtomicU64,
    stopping: AtomicBool,
    connections: Connections,
    /// One end wakes the accepting loop, the other is polled by it.
    wake: (UnixStream, UnixStream),
}

/// A server for one centre.
#[derive(Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

/// Stops a server from anywhere, a signal handler's thread included.
#[derive(Clone)]
pub struct Stopper {
    shared: Arc<Shared>,
}

impl Stopper {
    /// Asks the server to stop; it finishes what it has begun.
    pub fn stop(&self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        self.shared.nudge();
    }
}

impl Server {
    /// A server that has no connections yet.
    pub fn new(center: Arc<Center>) -> io::Result<Self> {
        let wake = UnixStream::pair()?;
        wake.0.set_nonblocking(true)?;
        wake.1.set_nonblocking(true)?;
        let shared = Shared {
            center,
            sessions: Mutex::default(),
            next: AtomicU64::default(),
            stopping: AtomicBool::default(),
            connections: Connections::default(),
            wake,
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// What stops this server.
    pub fn stopper(&self) -> Stopper {
        Stopper { shared: Arc::clone(&self.shared) }
    }

    /// A connection to this server within the process, for the account that the process runs under.
    pub fn connect(&self) -> io::Result<UnixStream> {
        self.connect_as(&peer::own_account())
    }

    /// The same for whatever account the process says: it has opened the keys itself.
    pub fn connect_as(&self, account: &str) -> io::Result<UnixStream> {
        let (ours, theirs) = UnixStream::pair()?;
        self.attend(ours, Some(account.to_owned()));
        Ok(theirs)
    }

    /// Listens in the data directory until it is stopped, or nobody has been there for `idle`.
    pub fn listen(&self, dir: &Path, idle: Option<Duration>) -> io::Result<()> {
        let listener = door::listen(dir)?;
        listener.set_nonblocking(true)?;
        tracing::info!(version = PROGRAM, "the server is ready");
        let outcome = self.accept(&listener, idle);
        drop(listener);
        door::close(dir);
        self.close();
        outcome
    }

    fn accept(&self, listener: &UnixListener, idle: Option<Duration>) -> io::Result<()> {
        let mut empty_since = Instant::now();
        while !self.shared.stopping.load(Ordering::SeqCst) {
            let empty = self.shared.sessions().is_empty();
            let left = if empty { idle.map(|idle| idle.saturating_sub(empty_since.elapsed())) } else { None };
            if left == Some(Duration::ZERO) {
                break;
            }
            let timeout = left.and_then(|left| Timespec::try_from(left).ok());
            let mut ready = [
                PollFd::from_borrowed_fd(listener.as_fd(), PollFlags::IN),
                PollFd::from_borrowed_fd(self.shared.wake.1.as_fd(), PollFlags::IN),
            ];
            match poll(&mut ready, timeout.as_ref()) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            self.shared.drain_nudges();
            loop {
                match listener.accept() {
                    Ok((stream, _)) => {
                        stream.set_nonblocking(false)?;
                        self.attend(stream, None);
                    }
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                    Err(error) => {
                        // Out of descriptors, say: those who are in go on, and the next one is tried again.
                        tracing::error!(%error, "a connection could not be taken");
                        break;
                    }
                }
            }
            if !empty {
                empty_since = Instant::now();
            }
        }
        Ok(())
    }

    /// Tells everybody, lets them go, and waits a little for them.
    pub fn close(&self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        self.shared.center.tell(&Notice::Closing);
        for session in self.shared.sessions().iter() {
            // Reading ends at once; an answer that is being written still goes out.
            if let Err(error) = session.stream.shutdown(Shutdown::Read) {
                tracing::debug!(%error, "a session had gone already");
            }
        }
        let deadline = Instant::now() + FAREWELL;
        while !self.shared.sessions().is_empty() && Instant::now() < deadline {
            let left = Timespec::try_from(deadline.saturating_duration_since(Instant::now())).ok();
            let mut ready = [PollFd::from_borrowed_fd(self.shared.wake.1.as_fd(), PollFlags::IN)];
            if poll(&mut ready, left.as_ref()).is_err() {
                break;
            }
            self.shared.drain_nudges();
        }
    }

    /// Serves a connection on a thread of its own; `within` is the account of one within the process.
    fn attend(&self, stream: UnixStream, within: Option<String>) {
        let shared = Arc::clone(&self.shared);
        let number = shared.next.fetch_add(1, Ordering::Relaxed);
        let copy = match stream.try_clone() {
            Ok(copy) => copy,
            Err(error) => return tracing::error!(%error, "a connection could not be kept"),
        };
        {
            let mut sessions = shared.sessions();
            if sessions.len() >= CONNECTIONS {
                drop(sessions);
                tracing::warn!("more than {CONNECTIONS} connections");
                return turn_away(&stream);
            }
            sessions.push(Session { number, stream: copy });
        }
        let spawned = thread::Builder::new().name(format!("session {number}")).spawn({
            let shared = Arc::clone(&shared);
            move || {
                if let Err(problem) = serve(&shared, &stream, within) {
                    tracing::debug!(?problem, "session {number} ended");
                }
                shared.forget(number);
            }
        });
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for a session");
            shared.forget(number);
        }
    }
}

impl Shared {
    fn sessions(&self) -> std::sync::MutexGuard<'_, Vec<Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self, number: u64) {
        self.sessions().retain(|session| session.number != number);
        self.nudge();
    }

    fn nudge(&self) {
        // A full pipe means that a nudge is waiting already.
        let _ = (&self.wake.0).write(&[1]);
    }

    fn drain_nudges(&self) {
        let mut sink = [0; 64];
        while matches!(io::Read::read(&mut &self.wake.1, &mut sink), Ok(read) if read > 0) {}
    }
}

/// Tells a client that there is no room. Its hello is not waited for: a client of this program gives it the number 1.
fn turn_away(stream: &UnixStream) {
    let full = Err(SessionProblem::TooMany { most: MOST }.into());
    let sent = stream.set_nonblocking(true).map_err(FrameProblem::from);
    if let Err(problem) = sent.and_then(|()| reply(&Mutex::new(stream), 1, full)) {
        tracing::debug!(?problem, "nobody could be told that there is no room");
    }
}

/// Serves one connection until it ends.
fn serve(shared: &Shared, stream: &UnixStream, within: Option<String>) -> Result<(), FrameProblem> {
    let mut reader = BufReader::with_capacity(16 * 1024, stream);
    let mut buffer = Vec::new();
    let writer = Mutex::new(stream);
    let outbox = Arc::new(Outbox::default());
    stream.set_read_timeout(Some(HELLO))?;
    let tell = notices::tell(&outbox, stream.try_clone()?);
    let Some((seat, notices)) = greet(shared, stream, within, tell, &mut reader, &mut buffer, &writer)? else {
        return Ok(());
    };
    stream.set_read_timeout(None)?;
    let subscription = notices.then(|| {
        let outbox = Arc::clone(&outbox);
        shared.center.subscribe(seat.staff, Box::new(move |notice| outbox.put(notice)))
    });
    let outcome = thread::scope(|scope| {
        if notices {
            scope.spawn(|| {
                let notice = |notice| FromServer::Notice { notice };
                let send = |notices: Vec<Notice>| send(&writer, notices.into_iter().map(notice)).is_ok();
                notices::pass_on(&shared.center, &seat, &outbox, send);
            });
        }
        let outcome = converse(shared, &seat, &mut reader, &mut buffer, &writer);
        // A client that takes nothing must not hold the notices' thread for ever.
        if outcome.is_err() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        if let Some(subscription) = subscription {
            shared.center.unsubscribe(subscription);
        }
        outbox.close();
        outcome
    });
    shared.center.leave(&seat);
    let _ = stream.shutdown(Shutdown::Both);
    outcome
}

type Writer<'a> = Mutex<&'a UnixStream>;

/// Sends these with a single call.
fn send(writer: &Writer<'_>, messages: impl IntoIterator<Item = FromServer>) -> Result<(), FrameProblem> {
    let mut bytes = Vec::with_capacity(512);
    for message in messages {
        frame::encode(&mut bytes, &message)?;
    }
    let mut stream = *writer.lock().unwrap_or_else(PoisonError::into_inner);
    stream.write_all(&bytes)?;
    Ok(())
}

fn reply(writer: &Writer<'_>, id: u64, result: Result<Answer, Problem>) -> Result<(), FrameProblem> {
    let reply = |outcome| FromServer::Reply(Box::new(Reply { id, outcome }));
    match send(writer, [reply(Outcome::from(result))]) {
        Err(FrameProblem::TooLarge) => send(writer, [reply(Outcome::Problem(Problem::TooLarge))]),
        sent => sent,
    }
}

/// Reads the next ask; one that is none is answered here.
fn next_ask(
    reader: &mut impl io::Read,
    buffer: &mut Vec<u8>,
    writer: &Writer<'_>,
) -> Result<Option<Ask>, FrameProblem> {
    frame::read_bytes(reader, buffer)?;
    match serde_json::from_slice(buffer) {
        Ok(ask) => Ok(Some(ask)),
        Err(error) => {
            let id = serde_json::from_slice::<Value>(buffer)
                .ok()
                .and_then(|value| value.get("id").and_then(Value::as_u64))
                .unwrap_or_default();
            reply(writer, id, Err(Problem::BadRequest { why: error.to_string() }))?;
            Ok(None)
        }
    }
}

fn greet(
    shared: &Shared,
    stream: &UnixStream,
    within: Option<String>,
    tell: Tell,
    reader: &mut impl io::Read,
    buffer: &mut Vec<u8>,
    writer: &Writer<'_>,
) -> Result<Option<(Arc<Seat>, bool)>, FrameProblem> {
    let (account, uid) = peer::account(stream)?;
    let (account, within) = within.map_or((account, false), |account| (account, true));
    let Some(ask) = next_ask(reader, buffer, writer)? else { return Ok(None) };
    let result = match ask.request {
        Request::Hello(hello) if hello.protocol == PROTOCOL && hello.program == PROGRAM => {
            let notices = hello.notices;
            let entered = shared.center.enter(Arrival { account, uid, within, hello }, tell);
            entered.map(|(seat, welcome)| (seat, welcome, notices))
        }
        Request::Hello(_) => Err(Problem::VersionMismatch { server: PROGRAM.to_owned() }),
        _ => Err(Problem::BadRequest { why: "the first request is a hello".to_owned() }),
    };
    match result {
        Ok((seat, welcome, notices)) => {
            let told = reply(writer, ask.id, Ok(Answer::Hello(Box::new(welcome))));
            if let Err(problem) = told {
                shared.center.leave(&seat);
                return Err(problem);
            }
            Ok(Some((seat, notices)))
        }
        Err(problem) => {
            reply(writer, ask.id, Err(problem))?;
            Ok(None)
        }
    }
}

fn converse(
    shared: &Shared,
    seat: &Seat,
    reader: &mut impl io::Read,
    buffer: &mut Vec<u8>,
    writer: &Writer<'_>,
) -> Result<(), FrameProblem> {
    let mut connection = shared.connections.begin();
    loop {
        let ask = match next_ask(reader, buffer, writer) {
            Ok(Some(ask)) => ask,
            Ok(None) => continue,
            Err(FrameProblem::Closed) => return Ok(()),
            Err(problem) => return Err(problem),
        };
        let id = ask.id;
        let retires = ask.request == Request::Journal(JournalRequest::Retire);
        // A panic is a defect of ours; it must cost this one request and nothing else.
        let answer = AssertUnwindSafe(|| shared.center.serve(seat, &mut connection, ask));
        let result = catch_unwind(answer).unwrap_or_else(|_| {
            tracing::error!("a request panicked");
            Err(Problem::Internal)
        });
        let retires = retires && result.is_ok();
        if retires {
            shared.stopping.store(true, Ordering::SeqCst);
        }
        reply(writer, id, result)?;
        if retires {
            shared.nudge();
        }
    }
}
