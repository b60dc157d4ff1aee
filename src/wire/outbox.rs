//! Notices that wait for one session: bounded, so that a stuck client costs nobody else anything, and taken together, so
//! that many changes at once wake a client once.

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
    /// These, in their order.
    Notices(Vec<Notice>),
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
    /// Apart from the other, so that a notice wakes nobody who waits for the end.
    ended: Condvar,
}

impl Outbox {
    /// Puts a notice in, in place of one that says less of the same; never waits.
    pub fn put(&self, notice: &Notice) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.notices.retain(|earlier| !notice.replaces(earlier));
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

    /// Waits so long for a notice, and takes all that are there then.
    pub fn take_within(&self, time: Duration) -> Waited {
        let until = Instant::now() + time;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if !waiting.notices.is_empty() {
                return Waited::Notices(waiting.notices.drain(..).collect());
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
        drop(self.ended.wait_timeout_while(waiting, time, open).unwrap_or_else(PoisonError::into_inner));
    }

    /// Lets whoever waits go once the outbox is empty.
    pub fn close(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
        self.ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Kind;
    use crate::domain::id::{StaffId, Version};

    fn take(outbox: &Outbox) -> Waited {
        outbox.take_within(Duration::ZERO)
    }

    fn changed(id: &str, version: u32) -> Notice {
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-24T10:00:00+09:00").unwrap();
        let (kind, id, version) = (Kind::Consultation, id.to_owned(), Version(version));
        Notice::Changed { kind, id, patient: None, version, by: StaffId(1), at }
    }

    #[test]
    fn a_full_outbox_says_reload_once() {
        let outbox = Outbox::default();
        for number in 0..=LIMIT {
            outbox.put(&changed(&format!("c{number}"), 1));
        }
        outbox.put(&Notice::ReadOnly);
        outbox.close();
        assert_eq!(take(&outbox), Waited::Notices(vec![Notice::Reload, Notice::ReadOnly]));
        assert_eq!(take(&outbox), Waited::Closed);
    }

    #[test]
    fn what_is_about_the_session_itself_is_never_lost() {
        let outbox = Outbox::default();
        for number in 0..LIMIT {
            outbox.put(&changed(&format!("c{number}"), 1));
        }
        let ended = Notice::Ended { by: None };
        outbox.put(&ended);
        assert_eq!(take(&outbox), Waited::Notices(vec![Notice::Reload, ended]));
        assert_eq!(take(&outbox), Waited::Nothing);
    }

    #[test]
    fn many_changes_of_one_record_are_told_as_the_last() {
        let outbox = Outbox::default();
        for version in 1..=3 {
            outbox.put(&changed("c1", version));
            outbox.put(&changed("c2", version));
        }
        assert_eq!(take(&outbox), Waited::Notices(vec![changed("c1", 3), changed("c2", 3)]));
    }
}
