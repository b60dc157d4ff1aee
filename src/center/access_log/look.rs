//! What counts as reading on a screen: a detail or timeline that stays open for a second, not a cursor passing by.
//!
//! The screen says where it is once it has been there for a second. The server does not rely on that: a detail that it
//! handed out and that was not followed by another within a second counts too, and whoever leafs quickly through many of
//! them leaves a line of their number.

use std::collections::VecDeque;

use chrono::TimeDelta;

use crate::domain::access::{Accessed, RecordRef};
use crate::domain::time::Moment;

/// What passes by faster is not read.
const READ: TimeDelta = TimeDelta::seconds(1);

/// So long the screen's own word is waited for: it comes after a second, and takes its way.
const TOLD: TimeDelta = TimeDelta::seconds(2);

/// What a refresh brings again of something read before is not read again for so long.
const LATELY: TimeDelta = TimeDelta::minutes(10);

/// So many places are remembered for that.
const REMEMBERED: usize = 64;

/// What passes by is counted over so long, and noted from so many records on: nobody's finger stays on a key that long.
const MINUTE: TimeDelta = TimeDelta::minutes(1);
const MANY: u32 = 60;

/// What one screen looks at.
#[derive(Debug, Default)]
pub struct Look {
    /// Where it says it is.
    at: Option<RecordRef>,
    /// The detail handed out last, of which it is not known yet whether it stays.
    pending: Option<(RecordRef, Moment)>,
    /// What was read lately.
    lately: VecDeque<(RecordRef, Moment)>,
    /// How many passed by since the minute began.
    passed: u32,
    minute: Option<Moment>,
}

/// Something to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When it was opened.
    pub at: Moment,
    /// What was done.
    pub access: Accessed,
    /// The record.
    pub record: Option<RecordRef>,
}

impl Look {
    /// The screen says where it is.
    pub fn told(&mut self, at: Option<RecordRef>, now: Moment) -> Option<Seen> {
        if at == self.at {
            return None;
        }
        self.at.clone_from(&at);
        let record = at?;
        if self.pending.as_ref().is_some_and(|(pending, _)| *pending == record) {
            self.pending = None;
        }
        Some(self.read(record, now))
    }

    /// A detail is handed out to it.
    pub fn handed(&mut self, record: RecordRef, now: Moment) -> Option<Seen> {
        if self.pending.as_ref().is_some_and(|(pending, _)| *pending == record) {
            return None;
        }
        let before = self.judge(now, READ);
        if self.pending.take().is_some() {
            self.passed += 1;
            self.minute.get_or_insert(now);
        }
        let known = self.at.as_ref() == Some(&record) || self.was_read_lately(&record, now);
        self.pending = (!known).then_some((record, now));
        before
    }

    /// Time has passed.
    pub fn settle(&mut self, now: Moment) -> Vec<Seen> {
        let read = self.judge(now, TOLD);
        let over = self.minute.is_some_and(|minute| now - minute >= MINUTE);
        read.into_iter().chain(over.then(|| self.leafed()).flatten()).collect()
    }

    /// The session ends.
    pub fn end(&mut self, now: Moment) -> Vec<Seen> {
        let read = self.judge(now, READ);
        read.into_iter().chain(self.leafed()).collect()
    }

    /// Whether time alone can bring something to be written down.
    pub const fn waits(&self) -> bool {
        self.pending.is_some() || self.minute.is_some()
    }

    /// What is pending, if it has stayed for this long.
    fn judge(&mut self, now: Moment, long: TimeDelta) -> Option<Seen> {
        let (record, since) = self.pending.take_if(|(_, since)| now - *since >= long)?;
        Some(self.read(record, since))
    }

    fn read(&mut self, record: RecordRef, at: Moment) -> Seen {
        if self.lately.len() >= REMEMBERED {
            self.lately.pop_front();
        }
        self.lately.push_back((record.clone(), at));
        Seen { at, access: Accessed::Opened, record: Some(record) }
    }

    fn was_read_lately(&self, record: &RecordRef, now: Moment) -> bool {
        self.lately.iter().any(|(read, at)| read == record && now - *at < LATELY)
    }

    fn leafed(&mut self) -> Option<Seen> {
        let (records, minute) = (std::mem::take(&mut self.passed), self.minute.take());
        let at = minute.filter(|_| records >= MANY)?;
        Some(Seen { at, access: Accessed::Leafed { records }, record: None })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::event::Kind;

    fn case(number: u32) -> RecordRef {
        RecordRef { kind: Kind::Consultation, id: format!("c{number}") }
    }

    fn start() -> Moment {
        "2026-11-24T10:00:00+09:00".parse().unwrap()
    }

    fn after(milliseconds: i64) -> Moment {
        start() + TimeDelta::milliseconds(milliseconds)
    }

    fn opened(number: u32, milliseconds: i64) -> Seen {
        Seen { at: after(milliseconds), access: Accessed::Opened, record: Some(case(number)) }
    }

    #[test]
    fn a_cursor_passing_by_reads_nothing_and_where_it_rests_is_read_once() {
        let mut look = Look::default();
        for number in 0..20 {
            assert_eq!(look.handed(case(number), after(i64::from(number) * 100)), None);
        }
        assert_eq!(look.settle(after(2_900)), []);
        assert_eq!(look.told(Some(case(19)), after(2_950)), Some(opened(19, 2_950)));
        assert_eq!(look.settle(after(9_000)), []);
        // Others change it: the same detail comes again.
        assert_eq!(look.handed(case(19), after(10_000)), None);
        assert_eq!(look.settle(after(20_000)), []);
        // Somewhere else and back again is another time.
        assert_eq!(look.told(None, after(21_000)), None);
        assert_eq!(look.told(Some(case(19)), after(22_000)), Some(opened(19, 22_000)));
    }

    #[test]
    fn a_screen_that_does_not_say_where_it_is_reads_what_it_was_handed_and_kept() {
        let mut look = Look::default();
        assert_eq!(look.handed(case(1), after(0)), None);
        assert_eq!(look.handed(case(2), after(1_000)), Some(opened(1, 0)));
        assert!(look.waits());
        assert_eq!(look.settle(after(2_999)), []);
        assert_eq!(look.settle(after(3_000)), [opened(2, 1_000)]);
        assert_eq!(look.handed(case(3), after(4_000)), None);
        assert_eq!(look.end(after(5_000)), [opened(3, 4_000)]);
        // What lies behind and is refreshed.
        assert_eq!(look.handed(case(1), after(6_000)), None);
        assert_eq!(look.settle(after(60_000)), []);
        assert_eq!(look.handed(case(1), after(700_000)), None);
        assert_eq!(look.settle(after(703_000)), [opened(1, 700_000)]);
    }

    #[test]
    fn whoever_leafs_through_everything_leaves_a_line() {
        let mut look = Look::default();
        for number in 0..200 {
            look.handed(case(number), after(i64::from(number) * 100));
        }
        let seen = look.settle(after(80_000));
        let leafed = Seen { at: after(100), access: Accessed::Leafed { records: 199 }, record: None };
        assert_eq!(seen, [opened(199, 19_900), leafed]);
        assert!(!look.waits());
    }

    proptest! {
        /// Whatever a screen says or leaves unsaid, what stayed for two seconds is written down, and what was never
        /// handed out or said is not.
        #[test]
        fn what_stays_is_written_down(steps in prop::collection::vec((0_u32..6, 0_u8..3, 1_i64..4_000), 1..60)) {
            let (mut look, mut now) = (Look::default(), 0);
            let mut written: Vec<(u32, i64)> = Vec::new();
            let mut touched: Vec<u32> = Vec::new();
            let note = |seen: Vec<Seen>, written: &mut Vec<(u32, i64)>| {
                for Seen { at, record, .. } in seen.into_iter().filter(|seen| seen.access == Accessed::Opened) {
                    let number = record.unwrap().id[1..].parse().unwrap();
                    written.push((number, (at - start()).num_milliseconds()));
                }
            };
            let mut stays: Option<(u32, i64)> = None;
            for (number, what, wait) in steps {
                match what {
                    0 => {
                        note(look.handed(case(number), after(now)).into_iter().collect(), &mut written);
                        stays = stays.filter(|(same, _)| *same == number).or(Some((number, now)));
                        touched.push(number);
                    }
                    1 => {
                        note(look.told(Some(case(number)), after(now)).into_iter().collect(), &mut written);
                        touched.push(number);
                    }
                    _ => note(look.told(None, after(now)).into_iter().collect(), &mut written),
                }
                now += wait;
                note(look.settle(after(now)), &mut written);
                if let Some((number, since)) = stays
                    && now - since >= TOLD.num_milliseconds()
                {
                    let lately = written.iter().any(|(read, at)| *read == number && now - at < LATELY.num_milliseconds());
                    prop_assert!(lately, "c{} stayed since {} and is not in {:?}", number, since, written);
                }
            }
            prop_assert!(written.iter().all(|(number, _)| touched.contains(number)));
        }
    }
}
