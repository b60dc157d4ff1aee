//! The real server on a data directory, for measurements through its socket.

use std::error::Error;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use renkei::wire::{Client, connect};

/// What a measurement comes to, or why it cannot be made.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// A server that is ended with the measurement.
pub struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    /// Starts it, and gives a connection once it answers.
    pub fn start(dir: &Path) -> Outcome<(Self, Client)> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
        command.arg("--data").arg(dir).arg("serve");
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut server = Self(child);
        loop {
            if let Some(stream) = connect(dir)? {
                let client = Client::hello(stream, false).map_err(|problem| format!("{problem:?}"))?.0;
                return Ok((server, client));
            }
            if let Some(status) = server.0.try_wait()? {
                return Err(format!("the server ended: {status}").into());
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}
