//! The client's end of the socket: ask and wait, or ask and listen apart.

use std::io;
use std::os::unix::net::UnixStream;

use super::frame::{self, FrameProblem};
use crate::api::centre::Welcome;
use crate::api::{Answer, Ask, CommandId, FromServer, Hello, Problem, Request};

/// Why an ask got no answer.
#[derive(Debug)]
pub enum ClientProblem {
    /// The server refused it.
    Refused(Problem),
    /// The server has gone; whether the change was made is not known, ask again with the same command id.
    Gone,
    /// The server said something that this program does not understand.
    Misunderstood,
}

impl From<FrameProblem> for ClientProblem {
    fn from(problem: FrameProblem) -> Self {
        match problem {
            FrameProblem::Closed | FrameProblem::Io(_) => Self::Gone,
            FrameProblem::TooLarge => Self::Refused(Problem::TooLarge),
            FrameProblem::Unreadable(_) => Self::Misunderstood,
        }
    }
}

/// A connection that has said hello.
pub struct Client {
    asker: Asker,
    listener: Listener,
}

impl Client {
    /// Says hello on this stream.
    pub fn hello(stream: UnixStream, notices: bool) -> Result<(Self, Welcome), ClientProblem> {
        Self::introduce(stream, Hello::of_this_program(notices))
    }

    /// Says this hello on this stream.
    pub fn introduce(stream: UnixStream, hello: Hello) -> Result<(Self, Welcome), ClientProblem> {
        let writer = stream.try_clone().map_err(|_| ClientProblem::Gone)?;
        let mut client = Self {
            asker: Asker { stream: writer, next: 0, buffer: Vec::new() },
            listener: Listener { stream: io::BufReader::with_capacity(16 * 1024, stream), buffer: Vec::new() },
        };
        match client.ask(Request::Hello(hello), None)? {
            Answer::Hello(welcome) => Ok((client, *welcome)),
            _ => Err(ClientProblem::Misunderstood),
        }
    }

    /// Asks and waits for the answer; notices that come meanwhile are passed over.
    pub fn ask(&mut self, request: Request, command: Option<CommandId>) -> Result<Answer, ClientProblem> {
        let id = self.asker.send(request, command)?;
        loop {
            if let FromServer::Reply(reply) = self.listener.next()?
                && reply.id == id
            {
                return Result::from(reply.outcome).map_err(ClientProblem::Refused);
            }
        }
    }

    /// Parts the two directions, for a screen that asks on one thread and listens on another.
    pub fn split(self) -> (Asker, Listener) {
        (self.asker, self.listener)
    }
}

/// The sending half.
pub struct Asker {
    stream: UnixStream,
    next: u64,
    buffer: Vec<u8>,
}

impl Asker {
    /// Sends a request and returns the number that its reply will carry.
    pub fn send(&mut self, request: Request, command: Option<CommandId>) -> Result<u64, ClientProblem> {
        self.send_settling(request, command, None)
    }

    /// The same for one that makes the draft of a form useless once it is done.
    pub fn send_settling(
        &mut self,
        request: Request,
        command: Option<CommandId>,
        settles: Option<String>,
    ) -> Result<u64, ClientProblem> {
        self.next += 1;
        self.buffer.clear();
        frame::encode(&mut self.buffer, &Ask { id: self.next, command, request, settles })?;
        io::Write::write_all(&mut self.stream, &self.buffer).map_err(|_| ClientProblem::Gone)?;
        Ok(self.next)
    }

    /// Closes both directions, so that the listening half ends too.
    pub fn close(&self) {
        if let Err(error) = self.stream.shutdown(std::net::Shutdown::Both) {
            tracing::debug!(%error, "the server had closed the stream already");
        }
    }
}

/// The listening half.
pub struct Listener {
    stream: io::BufReader<UnixStream>,
    buffer: Vec<u8>,
}

impl Listener {
    /// Waits for whatever the server sends next.
    #[allow(clippy::should_implement_trait, reason = "it fails for good; an iterator would hide why")]
    pub fn next(&mut self) -> Result<FromServer, ClientProblem> {
        Ok(frame::read(&mut self.stream, &mut self.buffer)?)
    }
}

/// A fresh idempotency id: 128 random bits in hexadecimal digits.
pub fn command_id() -> CommandId {
    let mut bytes = [0_u8; 16];
    if getrandom::fill(&mut bytes).is_err() {
        // Without a source of chance the time and the process still make repetition unlikely.
        let nanos =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        bytes = (nanos ^ (u128::from(std::process::id()) << 96)).to_be_bytes();
    }
    CommandId(format!("{:032x}", u128::from_be_bytes(bytes)))
}
