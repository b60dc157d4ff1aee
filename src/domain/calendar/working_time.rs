//! Time as the centre works it: whole minutes within office hours on working days.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use super::holiday;
use crate::domain::settings::OfficeHours;
use crate::domain::time::{JST, Moment};

/// How far a working day is looked for before the centre counts as never open.
const HORIZON_DAYS: u64 = 800;

/// Counts in the working time of a centre. A centre that never opens counts calendar days of its hours instead.
#[derive(Clone, Copy, Debug)]
pub struct WorkingTime<'a> {
    hours: &'a OfficeHours,
}

impl<'a> WorkingTime<'a> {
    /// Counts by these hours.
    pub const fn new(hours: &'a OfficeHours) -> Self {
        Self { hours }
    }

    /// Whether the centre works on this day.
    pub fn is_working_day(self, day: NaiveDate) -> bool {
        let hours = self.hours;
        let rests = hours.rests_on.contains(&day.weekday())
            || self.is_year_end(day)
            || hours.closed_days.contains(&day)
            || (hours.rests_on_holidays && holiday(day).is_some());
        !rests
    }

    fn is_year_end(self, day: NaiveDate) -> bool {
        let (from, to) = (self.hours.year_end_from, self.hours.year_end_to);
        let at = (day.month(), day.day());
        if from <= to { (from..=to).contains(&at) } else { at >= from || at <= to }
    }

    /// The minutes of one working day; at least one.
    pub fn day_minutes(self) -> i64 {
        (self.hours.closes - self.hours.opens).num_minutes().max(1)
    }

    /// When work starts on this day.
    pub fn opens(self, day: NaiveDate) -> Moment {
        midnight(day) + (self.hours.opens - chrono::NaiveTime::MIN)
    }

    /// When work ends on this day; a minute after it starts if the hours say less.
    pub fn closes(self, day: NaiveDate) -> Moment {
        self.opens(day) + TimeDelta::minutes(self.day_minutes())
    }

    /// The first working day from this day on, this day included.
    pub fn working_day_from(self, day: NaiveDate) -> NaiveDate {
        let ahead = (0..HORIZON_DAYS).filter_map(|n| day.checked_add_days(Days::new(n)));
        ahead.into_iter().find(|day| self.is_working_day(*day)).unwrap_or(day)
    }

    /// The working day that is so many working days after this one; the day itself is not counted (初日不算入).
    pub fn working_days_after(self, day: NaiveDate, days: u32) -> NaiveDate {
        let mut at = day;
        for _ in 0..days {
            at = self.working_day_from(at.checked_add_days(Days::new(1)).unwrap_or(at));
        }
        at
    }

    /// The end of the working day that lasts or comes next at this moment.
    pub fn end_of_day(self, from: Moment) -> Moment {
        let today = day_of(from);
        let day = if from < self.closes(today) { today } else { next(today) };
        self.closes(self.working_day_from(day))
    }

    /// The end of the day that is so many working days after this moment's.
    pub fn after_days(self, from: Moment, days: u32) -> Moment {
        self.closes(self.working_days_after(day_of(from), days))
    }

    /// The end of the last of as many working days as an ordinary week of the centre has; holidays and closures do not count.
    pub fn after_week(self, from: Moment) -> Moment {
        let rests = u32::try_from(self.hours.rests_on.len()).unwrap_or(7);
        self.after_days(from, 7u32.saturating_sub(rests).max(1))
    }

    /// The end of this day, or of the next working day if the centre rests on it.
    pub fn end_of(self, day: NaiveDate) -> Moment {
        self.closes(self.working_day_from(day))
    }

    /// The moment when so many minutes have been worked after this one. It lies within office hours, their end included.
    pub fn add_minutes(self, from: Moment, minutes: u32) -> Moment {
        let length = self.day_minutes();
        let mut day = day_of(from);
        let mut left = i64::from(minutes);
        if from >= self.closes(day) || !self.is_working_day(day) {
            day = self.working_day_from(next(day));
        } else {
            left += (from - self.opens(day)).num_minutes().max(0);
        }
        while left > length {
            left -= length;
            day = self.working_day_from(next(day));
        }
        self.opens(day) + TimeDelta::minutes(left)
    }

    /// The minutes worked from one moment to another; negative if the second comes first.
    pub fn minutes_between(self, from: Moment, to: Moment) -> i64 {
        if to < from {
            return -self.minutes_between(to, from);
        }
        let (first, last) = (day_of(from), day_of(to));
        if first == last {
            return self.worked_by(to) - self.worked_by(from);
        }
        let full =
            first.iter_days().skip(1).take_while(|day| *day < last).filter(|day| self.is_working_day(*day)).count();
        let first_day = if self.is_working_day(first) { self.day_minutes() - self.worked_by(from) } else { 0 };
        first_day + i64::try_from(full).unwrap_or(0) * self.day_minutes() + self.worked_by(to)
    }

    /// The minutes worked on the moment's own day before it.
    fn worked_by(self, at: Moment) -> i64 {
        let day = day_of(at);
        if self.is_working_day(day) { (at - self.opens(day)).num_minutes().clamp(0, self.day_minutes()) } else { 0 }
    }
}

fn day_of(at: Moment) -> NaiveDate {
    at.with_timezone(&JST).date_naive()
}

fn midnight(day: NaiveDate) -> Moment {
    let naive = day.and_time(chrono::NaiveTime::MIN);
    Moment::from_naive_utc_and_offset(naive - TimeDelta::seconds(i64::from(JST.local_minus_utc())), JST)
}

fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveTime, Weekday};
    use proptest::prelude::*;

    use super::*;

    fn hours() -> OfficeHours {
        OfficeHours {
            opens: NaiveTime::from_hms_opt(9, 0, 0).unwrap(),
            closes: NaiveTime::from_hms_opt(17, 0, 0).unwrap(),
            rests_on: vec![Weekday::Sat, Weekday::Sun],
            rests_on_holidays: true,
            year_end_from: (12, 29),
            year_end_to: (1, 3),
            closed_days: vec![NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()],
        }
    }

    fn at(text: &str) -> Moment {
        format!("{text}:00+09:00").parse().unwrap()
    }

    #[test]
    fn due_times_leave_out_rest_holidays_and_the_year_end() {
        let hours = hours();
        let time = WorkingTime::new(&hours);
        assert_eq!(time.end_of_day(at("2026-11-20T10:30")), at("2026-11-20T17:00"));
        assert_eq!(
            time.end_of_day(at("2026-11-20T17:00")),
            at("2026-11-24T17:00"),
            "weekend and Labour Thanksgiving Day"
        );
        assert_eq!(time.end_of_day(at("2026-11-21T08:00")), at("2026-11-24T17:00"));
        assert_eq!(time.after_days(at("2026-11-20T10:30"), 3), at("2026-11-27T17:00"), "the 25th is closed as well");
        assert_eq!(time.after_week(at("2026-12-01T10:30")), at("2026-12-08T17:00"));
        assert_eq!(time.after_week(at("2026-12-25T10:30")), at("2027-01-07T17:00"));
        assert_eq!(time.end_of(at("2026-12-31T00:00").date_naive()), at("2027-01-04T17:00"));
    }

    #[test]
    fn minutes_count_only_where_the_centre_works() {
        let hours = hours();
        let time = WorkingTime::new(&hours);
        assert_eq!(time.add_minutes(at("2026-11-20T16:30"), 60), at("2026-11-24T09:30"));
        assert_eq!(time.add_minutes(at("2026-11-20T16:30"), 30), at("2026-11-20T17:00"));
        assert_eq!(time.add_minutes(at("2026-11-21T12:00"), 0), at("2026-11-24T09:00"));
        assert_eq!(time.minutes_between(at("2026-11-20T16:30"), at("2026-11-24T09:30")), 60);
        assert_eq!(time.minutes_between(at("2026-11-24T09:30"), at("2026-11-20T16:30")), -60);
        assert_eq!(time.minutes_between(at("2026-11-21T00:00"), at("2026-11-23T23:59")), 0);
    }

    #[test]
    fn a_centre_that_never_opens_still_gets_an_answer() {
        let mut hours = hours();
        hours.rests_on =
            [Weekday::Mon].into_iter().chain((0..6).map(|n| (0..n).fold(Weekday::Tue, |day, _| day.succ()))).collect();
        hours.closes = hours.opens;
        let time = WorkingTime::new(&hours);
        assert_eq!(time.after_days(at("2026-11-20T10:30"), 3), at("2026-11-23T09:01"));
        assert_eq!(time.minutes_between(at("2026-11-20T10:30"), at("2026-12-20T10:30")), 0);
    }

    proptest! {
        #[test]
        fn adding_minutes_is_monotone_lands_in_open_time_and_is_undone_by_counting(
            start in 0i64..60_000_000, later in 0i64..200_000, minutes in 0u32..20_000, more in 0u32..5_000,
        ) {
            let hours = hours();
            let time = WorkingTime::new(&hours);
            let from = at("1985-01-01T00:00") + TimeDelta::minutes(start);
            let due = time.add_minutes(from, minutes);
            let day = due.date_naive();
            prop_assert!(time.is_working_day(day));
            prop_assert!(time.opens(day) <= due && due <= time.closes(day));
            prop_assert!(due >= from);
            prop_assert_eq!(time.minutes_between(from, due), i64::from(minutes));
            prop_assert!(time.add_minutes(from, minutes + more) >= due);
            prop_assert!(time.add_minutes(from + TimeDelta::minutes(later), minutes) >= due);
            prop_assert_eq!(time.add_minutes(due, more), time.add_minutes(from, minutes + more));
        }

        #[test]
        fn due_days_are_monotone_and_end_on_a_working_day(start in 0i64..60_000_000, days in 0u32..40) {
            let hours = hours();
            let time = WorkingTime::new(&hours);
            let from = at("1985-01-01T00:00") + TimeDelta::minutes(start);
            let today = time.end_of_day(from);
            prop_assert!(today > from);
            for due in [today, time.after_days(from, days + 1), time.after_week(from)] {
                prop_assert!(time.is_working_day(due.date_naive()));
                prop_assert_eq!(due, time.closes(due.date_naive()));
                prop_assert!(due >= today || from >= time.closes(from.date_naive()) || !time.is_working_day(from.date_naive()));
            }
            prop_assert!(time.after_days(from, days) <= time.after_days(from, days + 1));
        }

        #[test]
        fn minutes_between_add_up(a in 0i64..3_000_000, b in 0i64..3_000_000, c in 0i64..3_000_000) {
            let hours = hours();
            let time = WorkingTime::new(&hours);
            let [a, b, c] = [a, b, c].map(|n| at("2020-01-01T00:00") + TimeDelta::minutes(n));
            prop_assert_eq!(time.minutes_between(a, b) + time.minutes_between(b, c), time.minutes_between(a, c));
        }
    }
}
