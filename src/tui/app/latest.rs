//! Keeps only the answer to the newest of several requests.

use super::{Cx, Holds, Ticket};
use crate::api::Request;
use std::time::{Duration, Instant};

/// After this long a wait is worth a word on the screen.
pub const WORTH_A_WORD: Duration = Duration::from_millis(300);

/// The newest request of one purpose; answers to older ones are stale and dropped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Latest(Option<(Ticket, Instant)>);

impl Latest {
    /// Asks, and forgets whatever was asked before. Moves and acts typed meanwhile wait for the answer, text does not.
    pub fn ask(&mut self, request: Request, cx: &mut Cx) {
        self.ask_holding(Holds::Moves, request, cx);
    }

    /// The same for what stands beside a list: moves go on.
    pub fn ask_beside(&mut self, request: Request, cx: &mut Cx) {
        self.ask_holding(Holds::Acts, request, cx);
    }

    /// The same for what decides where the next key goes, such as a save: all that is typed waits.
    pub fn ask_first(&mut self, request: Request, cx: &mut Cx) {
        self.ask_holding(Holds::Typing, request, cx);
    }

    /// The same for a save after which the draft of this form is of no use.
    pub fn ask_settling(&mut self, form: &str, request: Request, cx: &mut Cx) {
        let ticket = cx.ask_instead(self.0.map(|(old, _)| old), request, Holds::Typing, Some(form.to_owned()));
        self.0 = Some((ticket, cx.instant));
    }

    fn ask_holding(&mut self, holds: Holds, request: Request, cx: &mut Cx) {
        let ticket = cx.ask_instead(self.0.map(|(old, _)| old), request, holds, None);
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
