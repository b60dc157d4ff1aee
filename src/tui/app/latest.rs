//! Keeps only the answer to the newest of several requests.

use super::{Cx, Ticket};
use crate::api::Request;
use std::time::{Duration, Instant};

/// After this long a wait is worth a word on the screen.
pub const WORTH_A_WORD: Duration = Duration::from_millis(300);

/// The newest request of one purpose; answers to older ones are stale and dropped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Latest(Option<(Ticket, Instant)>);

impl Latest {
    /// Asks, and forgets whatever was asked before.
    pub fn ask(&mut self, request: Request, cx: &mut Cx) {
        let ticket = cx.ask(request);
        self.0 = Some((ticket, cx.instant));
    }

    /// True once for the answer to the newest request.
    pub fn takes(&mut self, ticket: Ticket) -> bool {
        let newest = self.0.is_some_and(|(waiting, _)| waiting == ticket);
        if newest {
            self.0 = None;
        }
        newest
    }

    /// Stops waiting; the answer will be dropped.
    pub fn forget(&mut self) {
        self.0 = None;
    }

    pub fn is_waiting(&self) -> bool {
        self.0.is_some()
    }

    /// True if the wait has become long enough to say so.
    pub fn is_slow(&self, now: Instant) -> bool {
        self.0.is_some_and(|(_, since)| now.duration_since(since) >= WORTH_A_WORD)
    }
}
