//! A centre in a directory of its own, driven through the real program.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use renkei::api::Hello;
use renkei::api::centre::Welcome;
use renkei::wire::{Client, ClientProblem, connect};
use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
    for name in [
        "RENKEI_DATA",
        "RENKEI_LANG",
        "RENKEI_KEYMAP",
        "RENKEI_TOKEN",
        "SSH_CONNECTION",
        "SSH_ORIGINAL_COMMAND",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
    ] {
        command.env_remove(name);
    }
    command
}

/// A centre that was just founded.
pub struct Centre {
    base: TempDir,
}

impl Centre {
    /// Founds one, with the caller as its only member of staff.
    pub fn found() -> Self {
        Self::found_with(&[])
    }

    /// Founds one with further words to `init`.
    pub fn found_with(words: &[&str]) -> Self {
        let centre = Self { base: TempDir::new().unwrap() };
        let out = centre.run(&[&["init", "--name", "佐藤 恵", "--kana", "さとう めぐみ"], words].concat());
        assert!(out.status.success(), "{}", said(&out));
        centre
    }

    /// Founds one in a directory of the caller's; gives the data directory.
    pub fn found_in(base: &Path) -> PathBuf {
        let data = base.join("data");
        let out = program().arg("--data").arg(&data).args(["init", "--name", "佐藤 恵"]).output().unwrap();
        assert!(out.status.success(), "{}", said(&out));
        data
    }

    /// Its data directory.
    pub fn data(&self) -> PathBuf {
        self.base.path().join("data")
    }

    /// A path beside the data directory.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.base.path().join(name)
    }

    /// The program with these words, on this centre.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = program();
        command.arg("--data").arg(self.data()).args(words);
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, words: &[&str]) -> Output {
        self.command(words).stdin(Stdio::null()).output().unwrap()
    }

    /// Runs it and demands exit code 0.
    pub fn done(&self, words: &[&str]) -> String {
        let out = self.run(words);
        assert!(out.status.success(), "{words:?}: {}", said(&out));
        String::from_utf8(out.stdout).unwrap()
    }

    /// Sends requests through `renkei call`, one answer each.
    pub fn call(&self, requests: &[Value]) -> Vec<Value> {
        let mut child = self.command(&["call"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        for request in requests {
            writeln!(input, "{request}").unwrap();
        }
        drop(input);
        let out = child.wait_with_output().unwrap();
        let answers: Vec<Value> =
            String::from_utf8(out.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(answers.len(), requests.len(), "one answer a request");
        answers
    }

    /// A one-time password for this member of staff.
    pub fn first_password(&self, who: &str) -> String {
        let said = self.done(&["staff", "password", who, "--lang", "en"]);
        said.lines().next().unwrap().rsplit(' ').next().unwrap().to_owned()
    }

    /// Starts a server and waits until it is ready.
    pub fn serve(&self) -> Server {
        Server::start(&self.data())
    }
}

/// Says in one line what is left out and why; the harness would swallow what is printed the usual way.
pub fn left_out(what: &str) {
    std::io::stderr().write_all(format!("left out: {what}\n").as_bytes()).unwrap();
}

/// What a command printed, for a failure's message.
pub fn said(out: &Output) -> String {
    format!("{}\n{}{}", out.status, String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

/// A server process; killed when dropped.
pub struct Server {
    child: Child,
    data: PathBuf,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut child = program()
            .arg("serve")
            .arg("--data")
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The log says when it listens; what follows is read on so that the pipe never fills.
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut read = String::new();
        loop {
            let before = read.len();
            assert!(
                log.read_line(&mut read).unwrap() != 0,
                "the server did not start: {}\n{read}",
                child.wait().unwrap()
            );
            if read[before..].contains("the server is ready") {
                break;
            }
        }
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Self { child, data: data.to_path_buf() }
    }

    /// A connection that has said hello.
    pub fn client(&self) -> (Client, Welcome) {
        let stream = connect(&self.data).unwrap().expect("the server listens");
        Client::hello(stream, false).unwrap()
    }

    /// A connection that has said this hello, with notices if it asks for them.
    pub fn enter(&self, hello: Hello) -> Result<(Client, Welcome), ClientProblem> {
        Client::introduce(connect(&self.data).unwrap().expect("the server listens"), hello)
    }

    /// Kills it as a power cut would, and waits until it is gone.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and waits; the exit code must be 0.
    pub fn stop(mut self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed or stopped already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
