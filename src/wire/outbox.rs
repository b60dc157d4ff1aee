//! Notices that wait for one session: bounded, so that a stuck client costs nobody else anything.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::api::Notice;

/// How many notices wait at the most; then one `Reload` takes the place of all.
const LIMIT: usize = 256;

#[derive(Default)]
struct Waiting {
    notices: VecDeque<Notice>,
    closed: bool,
}

/// What came of waiting for a notice.
#[derive(Debug, PartialEq, Eq)]
pub enum Waited {
    /// This one.
    Notice(Notice),
    /// None came in time.
    Nothing,
    /// None will come any more.
    Closed,
}

/// Notices that wait for one session.
#[derive(Default)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

impl Outbox {
    /// Puts a notice in; never waits.
    pub fn put(&self, notice: &Notice) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let full = waiting.notices.len() >= LIMIT;
        if full {
            waiting.notices.clear();
            waiting.notices.push_back(Notice::Reload);
        }
        // What is about the session itself is said all the same.
        if !full || !matches!(notice, Notice::Changed { .. } | Notice::Reload) {
            waiting.notices.push_back(notice.clone());
        }
        self.changed.notify_all();
    }

    /// Waits so long for a notice.
    pub fn take_within(&self, time: Duration) -> Waited {
        let until = Instant::now() + time;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(notice) = waiting.notices.pop_front() {
                return Waited::Notice(notice);
            }
            if waiting.closed {
                return Waited::Closed;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Waited::Nothing;
            }
            waiting = self.changed.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until it is closed, so long at the most.
    pub fn closed_within(&self, time: Duration) {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let open = |waiting: &mut Waiting| !waiting.closed;
        drop(self.changed.wait_timeout_while(waiting, time, open).unwrap_or_else(PoisonError::into_inner));
    }

    /// Lets whoever waits go once the outbox is empty.
    pub fn close(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_outbox_says_reload_once() {
        let outbox = Outbox::default();
        for _ in 0..=LIMIT {
            outbox.put(&Notice::Reload);
        }
        outbox.put(&Notice::ReadOnly);
        outbox.close();
        let take = || outbox.take_within(Duration::ZERO);
        assert_eq!(take(), Waited::Notice(Notice::Reload));
        assert_eq!(take(), Waited::Notice(Notice::ReadOnly));
        assert_eq!(take(), Waited::Closed);
    }

    #[test]
    fn what_is_about_the_session_itself_is_never_lost() {
        let outbox = Outbox::default();
        for _ in 0..LIMIT {
            outbox.put(&Notice::Reload);
        }
        let ended = Notice::Ended { by: None };
        outbox.put(&ended);
        assert_eq!(outbox.take_within(Duration::ZERO), Waited::Notice(Notice::Reload));
        assert_eq!(outbox.take_within(Duration::ZERO), Waited::Notice(ended));
        assert_eq!(outbox.take_within(Duration::ZERO), Waited::Nothing);
    }
}
