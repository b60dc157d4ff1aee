//! The real program in a pseudo-terminal: keys in, a screen out, waiting on named conditions only.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use crate::support::Centre;

/// How long a condition may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A session in a terminal that answers what terminals are asked.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    tail: Vec<u8>,
    log: PathBuf,
}

impl Terminal {
    /// Opens the screen of a centre in a terminal of 80 by 24.
    pub fn open(centre: &Centre, lang: &str) -> Self {
        Self::open_from(centre, lang, None)
    }

    /// The same as sshd starts it, for somebody who comes from this address.
    pub fn open_from(centre: &Centre, lang: &str, address: Option<&str>) -> Self {
        Self::start(Self::command(centre, lang, address), (80, 24), centre.data().join("server.log"))
    }

    /// The same in a terminal of 140 by 40, where the header has room for everything.
    pub fn open_wide(centre: &Centre, lang: &str) -> Self {
        Self::start(Self::command(centre, lang, None), (140, 40), centre.data().join("server.log"))
    }

    fn command(centre: &Centre, lang: &str, address: Option<&str>) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_renkei"));
        command.args(["--lang", lang, "--data", centre.data().to_str().unwrap()]);
        command.env("TERM", "xterm-256color");
        let home = centre.beside("home");
        std::fs::create_dir_all(&home).unwrap();
        command.cwd(&home);
        command.env("HOME", &home);
        command.env_remove("RENKEI_KEYMAP");
        match address {
            Some(address) => command.env("SSH_CONNECTION", format!("{address} 50022 192.0.2.1 22")),
            None => command.env_remove("SSH_CONNECTION"),
        }
        command.env_remove("NO_COLOR");
        command.env_remove("SSH_ORIGINAL_COMMAND");
        command
    }

    /// Runs a command in a terminal of so many columns and rows; a failure prints the log.
    pub fn start(command: CommandBuilder, (cols, rows): (u16, u16), log: PathBuf) -> Self {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(read) = reader.read(&mut bytes) {
                if read == 0 || sender.send(bytes[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        let cells = |count| std::num::NonZeroU16::new(count).unwrap();
        let parser = vt100::Parser::new(cells(rows), cells(cols), 0);
        Self { child, _master: pair.master, input, output, parser, tail: Vec::new(), log }
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// Row and column of the hardware cursor.
    pub fn caret(&self) -> (u16, u16) {
        self.parser.screen().cursor_position()
    }

    /// Types text or raw keys.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
        self
    }

    /// Waits until the screen shows this.
    pub fn until(&mut self, shown: &str) -> &mut Self {
        self.until_so(shown, |text| text.contains(shown))
    }

    /// Waits until the condition holds for the screen's text.
    pub fn until_so(&mut self, name: &str, holds: impl Fn(&str) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !holds(&self.text()) {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => self.fail(&format!("waited in vain for: {name}")),
                Err(RecvTimeoutError::Disconnected) => self.fail(&format!("the program ended before: {name}")),
            }
        }
        self
    }

    /// Waits until the program has ended by itself.
    pub fn until_over(&mut self) {
        assert_eq!(self.exit_code(), 0);
    }

    /// Waits until the program has ended by itself and gives its exit code.
    pub fn exit_code(&mut self) -> u32 {
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => self.fail("waited in vain for the end"),
            }
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Sends the program a signal.
    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        let pid = self.child.process_id().and_then(|pid| Pid::from_raw(i32::try_from(pid).unwrap()));
        kill_process(pid.unwrap(), signal).unwrap();
        self
    }

    /// Cuts the line, as a dropped connection does.
    pub fn cut(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.tail.extend_from_slice(bytes);
        // What a terminal answers: its status, and where the cursor is.
        while let Some((at, status)) = find(&self.tail) {
            self.tail.drain(..at + 4);
            let answer = if status {
                "\x1b[0n".to_owned()
            } else {
                let (row, column) = self.parser.screen().cursor_position();
                format!("\x1b[{};{}R", row + 1, column + 1)
            };
            let _ = self.input.write_all(answer.as_bytes()).and_then(|()| self.input.flush());
        }
        let keep = self.tail.len().saturating_sub(3);
        self.tail.drain(..keep);
    }

    fn fail(&self, why: &str) -> ! {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        panic!("{why}\n--- screen ---\n{}\n--- log ---\n{log}", self.text());
    }
}

/// Where the next question to the terminal stands, and whether it is about its status.
fn find(bytes: &[u8]) -> Option<(usize, bool)> {
    let at = bytes.windows(4).position(|window| window == b"\x1b[5n" || window == b"\x1b[6n")?;
    Some((at, bytes[at + 2] == b'5'))
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
