//! What every command needs: the data directory, the language, and a way to the server.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::ArgMatches;
use rustix::event::{Timespec, poll};

use super::opening;
use super::output::{Refusal, Trouble};
use crate::api::centre::Welcome;
use crate::api::session::{Origin, Secret};
use crate::api::{Answer, CommandId, Hello, Problem, Request};
use crate::center::{Center, OpenProblem};
use crate::wire::server::Server;
use crate::wire::{Client, ClientProblem, client, connect, peer};
use crate::words::commands as say;
use crate::words::{self, Lang};

/// How long a command waits for a centre that another one holds.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the server of a screen waits for the next session before it ends.
pub const IDLE: Duration = Duration::from_mins(1);

/// What every command needs.
pub struct Context {
    /// The data directory.
    pub data: PathBuf,
    /// The language of everything printed.
    pub lang: Lang,
    /// The keymap asked for, by name or file.
    pub keymap: Option<String>,
}

/// A way to the server for as long as a command lasts.
pub struct Session {
    /// The connection.
    pub client: Client,
    /// What the server said at hello.
    pub welcome: Welcome,
    /// The server inside this process, if none answered.
    inner: Option<(Server, Arc<Center>)>,
}

impl Session {
    /// Asks and waits; a refusal is the command's trouble.
    pub fn ask(&mut self, request: Request) -> Result<Answer, Problem> {
        let command = matches!(request, Request::Change(_)).then(client::command_id);
        self.ask_as(request, command)
    }

    /// Asks under an idempotency id of the caller's.
    pub fn ask_as(&mut self, request: Request, command: Option<CommandId>) -> Result<Answer, Problem> {
        self.client.ask(request, command).map_err(refusal)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some((server, center)) = self.inner.take() {
            server.close();
            center.shut_down();
        }
    }
}

fn refusal(problem: ClientProblem) -> Problem {
    match problem {
        ClientProblem::Refused(problem) => problem,
        ClientProblem::Gone => Problem::Closing,
        ClientProblem::Misunderstood => Problem::Internal,
    }
}

impl Context {
    /// Reads the options that stand before or after every subcommand.
    pub fn new(matches: &ArgMatches, lang: Lang) -> Result<Self, Trouble> {
        let innermost = matches.subcommand().map_or(matches, |(_, rest)| rest);
        let data = innermost
            .get_one::<PathBuf>("data")
            .filter(|path| !path.as_os_str().is_empty())
            .cloned()
            .or_else(default_data)
            .ok_or_else(|| Trouble::Usage(say::NO_HOME.say(lang).to_owned()))?;
        let data = std::path::absolute(&data).map_err(|_| Trouble::Usage(say::NO_HOME.say(lang).to_owned()))?;
        Ok(Self { data, lang, keymap: innermost.get_one::<String>("keymap").cloned() })
    }

    /// A session for a command: with the server that answers, else with one inside this process.
    pub fn session(&self) -> Result<Session, Trouble> {
        self.patiently(|| {
            if let Some(stream) = self.reach()? {
                return self
                    .greet_unlocked(stream)
                    .map(|(client, welcome)| Some(Session { client, welcome, inner: None }));
            }
            self.check_own()?;
            match Center::open(&self.data) {
                Ok(center) => {
                    let center = Arc::new(center);
                    let server = Server::new(Arc::clone(&center))?;
                    let (client, welcome) = self.greet_unlocked(server.connect()?)?;
                    Ok(Some(Session { client, welcome, inner: Some((server, center)) }))
                }
                Err(OpenProblem::InUse { .. }) => Ok(None),
                Err(problem) => Err(opening::trouble(self, problem)),
            }
        })
    }

    /// A connection for a screen; starts the server when none answers and the data is the caller's own.
    pub fn screen(&self) -> Result<(Client, Welcome), Trouble> {
        let mut started = false;
        self.patiently(|| {
            if let Some(stream) = self.reach()? {
                return self.greet(stream, true).map(Some);
            }
            if !started {
                self.check_own()?;
                self.start_server()?;
                started = true;
            }
            Ok(None)
        })
    }

    /// Says hello as a screen does, on a connection that is there.
    pub fn greet(&self, stream: std::os::unix::net::UnixStream, notices: bool) -> Result<(Client, Welcome), Trouble> {
        let token = std::env::var("RENKEI_TOKEN").ok().filter(|token| !token.is_empty() && !notices);
        let hello = Hello { from: origin(), token: token.map(Secret), ..Hello::of_this_program(notices) };
        Client::introduce(stream, hello).map_err(|problem| Trouble::Refused(refusal(problem)))
    }

    /// Says hello as a command does, and asks for the password where one is needed.
    fn greet_unlocked(&self, stream: std::os::unix::net::UnixStream) -> Result<(Client, Welcome), Trouble> {
        let (mut client, welcome) = self.greet(stream, false)?;
        let welcome = super::password::unlock(&mut client, welcome, self.lang)?;
        Ok((client, welcome))
    }

    fn reach(&self) -> Result<Option<std::os::unix::net::UnixStream>, Trouble> {
        connect(&self.data).map_err(|error| {
            if self.data.is_file() {
                Trouble::Sentence(words::opening::not_a_directory(self.lang, &self.data))
            } else {
                Trouble::AtDoor(Refusal::NoServer, say::unreachable(self.lang, &self.data, &error.to_string()))
            }
        })
    }

    /// Tries again while another command holds the centre.
    fn patiently<T>(&self, mut attempt: impl FnMut() -> Result<Option<T>, Trouble>) -> Result<T, Trouble> {
        let deadline = Instant::now() + PATIENCE;
        let pause = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
        loop {
            if let Some(done) = attempt()? {
                return Ok(done);
            }
            if Instant::now() >= deadline {
                return Err(Trouble::Sentence(say::in_use(self.lang, &self.data)));
            }
            if poll(&mut [], Some(&pause)).is_err() {
                return Err(Trouble::Sentence(say::in_use(self.lang, &self.data)));
            }
        }
    }

    /// Only the data's owner can read its keys; anybody else is told whom to ask. That holds for root as well: what root
    /// writes the owner could not read any more.
    fn check_own(&self) -> Result<(), Trouble> {
        match std::fs::metadata(&self.data) {
            Ok(data) if data.uid() == rustix::process::geteuid().as_raw() => Ok(()),
            Ok(_) => Err(Trouble::AtDoor(Refusal::NoServer, say::not_own(self.lang, &self.data))),
            Err(_) => Err(Trouble::Sentence(say::no_centre(self.lang, &self.data))),
        }
    }

    /// Refuses to write into somebody else's data, and says who may.
    pub fn check_owner(&self) -> Result<(), Trouble> {
        match std::fs::metadata(&self.data) {
            Ok(data) if data.uid() != rustix::process::geteuid().as_raw() => {
                Err(Trouble::Sentence(say::of_another(self.lang, &self.data, &peer::name_of(data.uid()))))
            }
            // Whoever opens it says what is wrong with it.
            _ => Ok(()),
        }
    }

    fn start_server(&self) -> Result<(), Trouble> {
        let program = std::env::current_exe()?;
        let log = File::options().create(true).append(true).open(self.data.join("server.log"))?;
        let mut command = Command::new(program);
        command
            .arg("serve")
            .arg("--idle-exit")
            .arg(IDLE.as_secs().to_string())
            .arg("--data")
            .arg(&self.data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        command.spawn()?;
        Ok(())
    }
}

/// Where this process sits: sshd says it in a variable.
fn origin() -> Origin {
    match std::env::var_os("SSH_CONNECTION") {
        None => Origin::Console,
        Some(said) => {
            let said = said.to_string_lossy().into_owned();
            Origin::Ssh { address: said.split(' ').next().unwrap_or_default().to_owned() }
        }
    }
}

/// The language before anything else is read: the option, the variable, the locale.
pub fn language(words: &[OsString]) -> Lang {
    let mut asked = None;
    let mut rest = words.iter().skip(1);
    while let Some(word) = rest.next() {
        if word == "--lang" {
            asked = rest.next().map(OsString::as_os_str);
        } else if let Some(value) = word.to_str().and_then(|word| word.strip_prefix("--lang=")) {
            asked = Some(OsStr::new(value));
        }
    }
    let variable = std::env::var_os("RENKEI_LANG").filter(|value| !value.is_empty());
    match asked.or(variable.as_deref()).and_then(OsStr::to_str) {
        Some("en") => Lang::En,
        Some("ja") => Lang::Ja,
        _ => locale(|name| std::env::var(name).ok()),
    }
}

/// English only where the locale says `en`, Japanese otherwise.
fn locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match locale {
        Some(locale) if locale == "en" || locale.starts_with("en_") || locale.starts_with("en.") => Lang::En,
        _ => Lang::Ja,
    }
}

fn default_data() -> Option<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    from("XDG_DATA_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| from("HOME").map(|home| home.join(".local/share")))
        .map(|base| base.join("renkei"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_wins_over_the_locale_and_the_locale_decides_only_for_english() {
        let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(language(&words(&["renkei", "queue", "--lang", "en"])), Lang::En);
        assert_eq!(language(&words(&["renkei", "--lang=en", "queue"])), Lang::En);
        let said = |value: &'static str| locale(move |name| (name == "LANG").then(|| value.to_owned()));
        assert_eq!(said("en_GB.UTF-8"), Lang::En);
        assert_eq!(said("C.UTF-8"), Lang::Ja);
        assert_eq!(said("ja_JP.UTF-8"), Lang::Ja);
        assert_eq!(said("eno"), Lang::Ja);
    }
}
