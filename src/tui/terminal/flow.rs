//! Holds the next frame until the terminal has drawn the last one, so that a slow line never lags behind the keys.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// A terminal that has not answered for so long is not waited for.
const PATIENCE: Duration = Duration::from_millis(300);

/// Shared by the backend, which asks after each frame, and the loop, which hears the answer.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    asks: bool,
    asked: Rc<Cell<bool>>,
    since: Rc<Cell<Option<Instant>>>,
}

impl Flow {
    /// For a terminal that answers status requests.
    pub fn asking() -> Self {
        Self { asks: true, ..Self::default() }
    }

    /// For a terminal that never answers: nothing is ever held.
    pub fn free() -> Self {
        Self::default()
    }

    /// Whether the backend is to ask after a frame.
    pub fn asks(&self) -> bool {
        self.asks
    }

    /// The backend has asked.
    pub fn asked(&self) {
        self.asked.set(true);
    }

    /// A frame was drawn. If the backend asked with it, the wait begins.
    pub fn drawn(&self, now: Instant) {
        if self.asked.take() {
            self.since.set(Some(now));
        }
    }

    /// The terminal has answered.
    pub fn ready(&self) {
        self.since.set(None);
    }

    /// How long the next frame is still to be held at the most.
    pub fn held_for(&self, now: Instant) -> Option<Duration> {
        let until = self.since.get()? + PATIENCE;
        let rest = until.saturating_duration_since(now);
        if rest.is_zero() {
            self.since.set(None);
            return None;
        }
        Some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_waits_for_the_answer_but_not_for_ever() {
        let (flow, start) = (Flow::asking(), Instant::now());
        flow.asked();
        flow.drawn(start);
        assert!(flow.held_for(start).is_some());
        flow.ready();
        assert!(flow.held_for(start).is_none());
        flow.asked();
        flow.drawn(start);
        assert!(flow.held_for(start + PATIENCE).is_none());
    }

    #[test]
    fn a_frame_that_wrote_nothing_holds_nothing() {
        let (flow, start) = (Flow::asking(), Instant::now());
        flow.drawn(start);
        assert!(flow.held_for(start).is_none());
    }
}
