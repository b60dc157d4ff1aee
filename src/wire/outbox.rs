//! Notices that wait for one session: bounded, so that a stuck client costs nobody else anything.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};

use crate::api::Notice;

/// How many notices wait at the most; then one `Reload` takes the place of all.
const LIMIT: usize = 256;

#[derive(Default)]
struct Waiting {
    notices: VecDeque<Notice>,
    closed: bool,
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
        if waiting.notices.len() >= LIMIT {
            waiting.notices.clear();
            waiting.notices.push_back(Notice::Reload);
        } else {
            waiting.notices.push_back(notice.clone());
        }
        self.changed.notify_one();
    }

    /// Waits for a notice; none once the outbox is closed and empty.
    pub fn take(&self) -> Option<Notice> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(notice) = waiting.notices.pop_front() {
                return Some(notice);
            }
            if waiting.closed {
                return None;
            }
            waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
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
            outbox.put(&Notice::Writable);
        }
        outbox.put(&Notice::ReadOnly);
        outbox.close();
        assert_eq!(outbox.take(), Some(Notice::Reload));
        assert_eq!(outbox.take(), Some(Notice::ReadOnly));
        assert_eq!(outbox.take(), None);
    }
}
