//! What one session hears without asking: notices on their way to it, its lock, its end.

use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::outbox::{Outbox, Waited};
use crate::api::Notice;
use crate::center::Center;
use crate::center::access::{Seat, Tell};

/// How long a session that was ended has to keep what was typed.
const GRACE: Duration = Duration::from_secs(2);

/// What reaches one session's client from anywhere. One that was ended is cut off after a while, even if it takes nothing.
pub fn tell(outbox: &Arc<Outbox>, stream: UnixStream) -> Tell {
    let outbox = Arc::clone(outbox);
    let stream = Arc::new(stream);
    Box::new(move |notice| {
        outbox.put(notice);
        if let Notice::Ended { .. } = notice {
            let (waiting, cut) = (Arc::clone(&outbox), Arc::clone(&stream));
            let spawned = thread::Builder::new().name("farewell".to_owned()).spawn(move || {
                waiting.closed_within(GRACE);
                let _ = cut.shutdown(Shutdown::Both);
            });
            if spawned.is_err() {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    })
}

/// Once a client was told something, what follows waits so long and is told together: where a hundred work, each change
/// would wake a hundred clients, and keys would wait behind them.
const REST: Duration = Duration::from_millis(50);

/// Sends notices to a screen, and locks it when nobody has touched a key for long.
pub fn pass_on(center: &Center, seat: &Seat, outbox: &Outbox, send: impl Fn(Vec<Notice>) -> bool) {
    loop {
        match outbox.take_within(center.rests(seat)) {
            Waited::Notices(mut notices) => {
                notices.retain(|notice| seat.hears(notice));
                if !notices.is_empty() {
                    if !send(notices) {
                        return;
                    }
                    outbox.closed_within(REST);
                }
            }
            Waited::Nothing => center.lock_if_idle(seat),
            Waited::Closed => return,
        }
    }
}
