//! Asks for passwords at the terminal of a command, unseen.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use super::output::{self, Trouble};
use crate::api::centre::Welcome;
use crate::api::session::{Access, Secret, SessionAnswer, SessionProblem, SessionRequest};
use crate::api::{Answer, Problem, Request};
use crate::wire::{Client, ClientProblem};
use crate::words::session as say;
use crate::words::{Lang, Say, Text};

/// How often a wrong password may be typed before the command gives up.
const TRIES: u32 = 3;

/// The longest line that is read.
const LONGEST: u64 = 4_096;

/// The terminal while it shows nothing of what is typed.
struct Unseen {
    terminal: File,
    before: Termios,
}

impl Unseen {
    fn begin() -> io::Result<Self> {
        let terminal = File::options().read(true).write(true).open("/dev/tty")?;
        let before = tcgetattr(&terminal)?;
        let mut unseen = before.clone();
        unseen.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&terminal, OptionalActions::Flush, &unseen)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        // The terminal may have gone.
        let _ = tcsetattr(&self.terminal, OptionalActions::Flush, &self.before);
    }
}

/// Asks for one line that is not shown.
pub fn ask(prompt: Text, lang: Lang) -> Result<Secret, Trouble> {
    let no_terminal = |_| Trouble::Sentence(say::NO_TERMINAL.say(lang).to_owned());
    let mut unseen = Unseen::begin().map_err(no_terminal)?;
    write!(unseen.terminal, "{}: ", prompt.say(lang)).map_err(no_terminal)?;
    let mut line = Secret::default();
    let read = BufReader::new(&unseen.terminal).take(LONGEST).read_line(&mut line.0).map_err(no_terminal)?;
    writeln!(unseen.terminal).map_err(no_terminal)?;
    if read == 0 {
        return Err(Trouble::Sentence(say::NO_TERMINAL.say(lang).to_owned()));
    }
    line.0.truncate(line.0.trim_end_matches(['\r', '\n']).len());
    Ok(line)
}

/// Asks for a new password, twice.
pub fn ask_new(lang: Lang) -> Result<Secret, Trouble> {
    let new = ask(say::NEW_PASSWORD, lang)?;
    if ask(say::AGAIN, lang)? == new { Ok(new) } else { Err(Trouble::Sentence(say::DIFFERENT.say(lang).to_owned())) }
}

/// Unlocks the session of a command, where it takes a password.
pub fn unlock(client: &mut Client, welcome: Welcome, lang: Lang) -> Result<Welcome, Trouble> {
    if welcome.access == Access::Open {
        return Ok(welcome);
    }
    let mut tries = 0;
    loop {
        let password = ask(say::PASSWORD, lang)?;
        tries += 1;
        match send(client, SessionRequest::Unlock { password: password.clone() }) {
            Ok(welcome) if welcome.access == Access::Renewal => {
                output::note(say::RENEWAL.say(lang));
                let new = ask_new(lang)?;
                return Ok(send(client, SessionRequest::ChangePassword { old: password, new })?);
            }
            Ok(welcome) => return Ok(welcome),
            Err(problem @ Problem::Session(SessionProblem::WrongPassword | SessionProblem::Wait { .. }))
                if tries < TRIES =>
            {
                output::note(&problem.say(lang));
            }
            Err(problem) => return Err(problem.into()),
        }
    }
}

fn send(client: &mut Client, request: SessionRequest) -> Result<Welcome, Problem> {
    match client.ask(Request::Session(request), None) {
        Ok(Answer::Session(answer)) => match *answer {
            SessionAnswer::Welcome(welcome) => Ok(*welcome),
            _ => Err(Problem::Internal),
        },
        Err(ClientProblem::Refused(problem)) => Err(problem),
        Err(ClientProblem::Gone) => Err(Problem::Closing),
        Ok(_) | Err(ClientProblem::Misunderstood) => Err(Problem::Internal),
    }
}
