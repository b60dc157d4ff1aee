//! One thread that reads what the terminal and the signals bring, and hands it to the loop.

use super::input::{Decoder, Input};
use crate::tui::app::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};
use signal_hook::consts::{SIGHUP, SIGTERM, SIGWINCH};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Sender;
use std::thread;

/// The rest of a sequence that began comes within this time, even on a slow line.
const TOGETHER: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };

/// Starts reading standard input. The thread ends when the loop or the terminal has gone.
pub fn start(events: Sender<Event>) -> io::Result<()> {
    let resized = on_signals(&[SIGWINCH])?;
    let ended = on_signals(&[SIGHUP, SIGTERM])?;
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        // Nobody is left to tell if the loop has gone.
        if let Err(error) = listen(io::stdin(), &resized, &ended, &events) {
            tracing::debug!(%error, "the terminal cannot be read any more");
        }
        drop(events.send(Event::HangUp));
    })?;
    Ok(())
}

/// A stream that becomes readable when one of the signals comes.
fn on_signals(signals: &[i32]) -> io::Result<UnixStream> {
    let (reader, writer) = UnixStream::pair()?;
    reader.set_nonblocking(true)?;
    for signal in signals {
        signal_hook::low_level::pipe::register(*signal, writer.try_clone()?)?;
    }
    Ok(reader)
}

fn listen(terminal: impl AsFd, resized: &UnixStream, ended: &UnixStream, events: &Sender<Event>) -> io::Result<()> {
    let mut decoder = Decoder::default();
    let mut bytes = [0; 4096];
    let mut inputs = Vec::new();
    loop {
        let mut watched = [
            PollFd::new(&terminal, PollFlags::IN),
            PollFd::new(resized, PollFlags::IN),
            PollFd::new(ended, PollFlags::IN),
        ];
        let patience = decoder.is_waiting().then_some(&TOGETHER);
        match poll(&mut watched, patience) {
            Ok(0) => decoder.idle(&mut inputs),
            Ok(_) => {
                let [typed, size, end] = watched.map(|fd| !fd.revents().is_empty());
                if end {
                    return Ok(());
                }
                if size {
                    drain(resized, &mut bytes);
                    inputs.push(Input::Resize);
                }
                if typed {
                    match read(&terminal, &mut bytes) {
                        Ok(0) => return Ok(()),
                        Ok(length) => decoder.feed(&bytes[..length], &mut inputs),
                        Err(Errno::INTR | Errno::AGAIN) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
            }
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        for input in inputs.drain(..) {
            if events.send(Event::Input(input)).is_err() {
                return Ok(());
            }
        }
    }
}

/// Empties a signal's stream; how often it came does not matter.
fn drain(stream: &UnixStream, bytes: &mut [u8]) {
    while matches!(read(stream, &mut *bytes), Ok(length) if length > 0) {}
}
