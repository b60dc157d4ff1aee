//! The working days of the made-up city, from its founding to the morning on which it stands still.

use chrono::{Days as Span, NaiveDate, NaiveTime, TimeDelta};

use super::chance::Chance;
use crate::domain::calendar::WorkingTime;
use crate::domain::settings::OfficeHours;
use crate::domain::time::{JST, Moment};

/// Minutes after midnight between which the office works.
pub const OPENS: i64 = 9 * 60;
const CLOSES: i64 = 17 * 60;

/// The working days up to today.
#[derive(Clone, Debug)]
pub struct Days {
    /// The day on which the centre was founded.
    pub founded: NaiveDate,
    /// The last day.
    pub today: NaiveDate,
    /// The moment at which the city stands still: nothing is recorded later.
    pub now: Moment,
    working: Vec<NaiveDate>,
}

impl Days {
    /// So many years of working days that end today.
    pub fn new(today: NaiveDate, years: u32, hours: &OfficeHours) -> Self {
        let founded = today - Span::new(u64::from(years) * 365);
        let time = WorkingTime::new(hours);
        let working = founded.iter_days().take_while(|day| *day <= today).filter(|day| time.is_working_day(*day));
        let working: Vec<NaiveDate> = working.collect();
        Self { founded, today, now: moment(today, OPENS), working }
    }

    /// The working day of this number; the first or last one beyond the ends.
    pub fn day(&self, number: i64) -> NaiveDate {
        let last = self.working.len().saturating_sub(1);
        let at = usize::try_from(number.max(0)).unwrap_or(0).min(last);
        self.working.get(at).copied().unwrap_or(self.today)
    }

    /// The number of the first working day on or after this day.
    pub fn number(&self, day: NaiveDate) -> i64 {
        i64::try_from(self.working.partition_point(|working| *working < day)).unwrap_or(0)
    }

    /// A moment within office hours of the working day of this number.
    pub fn office(&self, number: i64, chance: &mut Chance) -> Moment {
        moment(self.day(number), chance.range(OPENS + 5, CLOSES - 10))
    }

    /// The number of the last working day before today.
    pub fn yesterday(&self) -> i64 {
        self.number(self.today) - 1
    }

    /// A clock that starts at a moment and only goes forward through working time.
    pub const fn pace(&self, at: Moment) -> Pace<'_> {
        Pace { days: self, at }
    }
}

/// So many minutes after midnight of a day.
pub fn moment(day: NaiveDate, minute: i64) -> Moment {
    let naive = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute);
    naive.and_local_timezone(JST).single().unwrap_or_default()
}

/// A clock that only goes forward through working time.
#[derive(Clone, Debug)]
pub struct Pace<'a> {
    days: &'a Days,
    /// Where it stands.
    pub at: Moment,
}

impl Pace<'_> {
    /// So many working days later; on the same day some minutes later. None once that is not past yet.
    pub fn later(&mut self, from: i64, to: i64, chance: &mut Chance) -> Option<Moment> {
        let today = self.at.date_naive();
        let number = self.days.number(today);
        let ahead = chance.range(from, to);
        let minute = (self.at - moment(today, 0)).num_minutes();
        let soon = minute.max(OPENS) + chance.range(4, 70);
        let works = self.days.day(number) == today;
        let next = match ahead {
            0 if works && soon < CLOSES => moment(today, soon),
            0 => moment(self.days.day(number + i64::from(works)), chance.range(OPENS + 2, OPENS + 90)),
            ahead => moment(self.days.day(number + ahead), chance.range(OPENS + 2, CLOSES - 5)),
        };
        if next >= self.days.now || next <= self.at {
            return None;
        }
        self.at = next;
        Some(next)
    }

    /// Some minutes later, whatever the hour: what is done in one sitting.
    pub fn minutes(&mut self, from: i64, to: i64, chance: &mut Chance) -> Option<Moment> {
        let next = self.at + TimeDelta::minutes(chance.range(from, to));
        if next >= self.days.now {
            return None;
        }
        self.at = next;
        Some(next)
    }
}
