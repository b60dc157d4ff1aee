//! The program in a pseudo-terminal of 80 by 24 that answers at once what a terminal is asked.

use std::error::Error;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// The program in its terminal; it is ended with this.
pub struct Screen {
    input: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    pub child: Box<dyn portable_pty::Child + Send + Sync>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Screen {
    pub fn open(dir: &Path) -> Outcome<Self> {
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_renkei"));
        command.arg("--data");
        command.arg(dir);
        command.env("TERM", "xterm-256color");
        command.env("RENKEI_LANG", "ja");
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader()?;
        let input = pair.master.take_writer()?;
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 16 * 1024];
            while let Ok(read) = reader.read(&mut bytes) {
                if read == 0 || sender.send((Instant::now(), bytes[..read].to_vec())).is_err() {
                    break;
                }
            }
        });
        Ok(Self { input, output, child, _master: pair.master })
    }

    /// Types; gives the moment.
    pub fn type_keys(&mut self, keys: &str) -> Outcome<Instant> {
        let start = Instant::now();
        self.input.write_all(keys.as_bytes())?;
        self.input.flush()?;
        Ok(start)
    }

    /// Takes what comes until nothing has come for so long; how long the first and the last byte took.
    pub fn silence(&mut self, start: Instant, silence: Duration) -> Outcome<Option<(Duration, Duration)>> {
        self.listen(start, |last| silence.saturating_sub(last.elapsed()))
    }

    /// Takes what comes for as long as `left` says, given when something came last.
    pub fn listen(
        &mut self,
        start: Instant,
        left: impl Fn(Instant) -> Duration,
    ) -> Outcome<Option<(Duration, Duration)>> {
        let (mut answered, mut latest) = (None, start);
        loop {
            match self.output.recv_timeout(left(latest)) {
                Ok((at, bytes)) => {
                    latest = Instant::now();
                    let since = at.saturating_duration_since(start);
                    answered = Some((answered.map_or(since, |(first, _)| first), since));
                    let asked = |question: &[u8]| bytes.windows(question.len()).any(|window| window == question);
                    if asked(b"\x1b[6n") {
                        self.input.write_all(b"\x1b[1;2R")?;
                    }
                    if asked(b"\x1b[5n") {
                        self.input.write_all(b"\x1b[0n")?;
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Ok(answered),
                Err(RecvTimeoutError::Disconnected) => return Err("the program ended".into()),
            }
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
