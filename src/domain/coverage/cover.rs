//! When somebody covers: shifts by days of the week, each with its half hours, there or on call.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::half_hours::{HalfHour, HalfHours};
use crate::domain::as_text::as_text;
use crate::domain::calendar::holiday;

/// A day as a weekly plan knows it: Monday to Sunday, or a national holiday, whatever its day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayOfPlan(u8);

impl DayOfPlan {
    /// The letters of the days, Monday first and the national holiday last, as the resources write them too.
    pub const LETTERS: [char; 8] = ['月', '火', '水', '木', '金', '土', '日', '祝'];

    /// The day of the plan that counts on this date.
    pub fn of(date: NaiveDate) -> Self {
        if holiday(date).is_some() {
            return Self(7);
        }
        Self(u8::try_from(date.weekday().num_days_from_monday()).unwrap_or(0))
    }

    /// Its number: 0 for Monday to 7 for a national holiday.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// A set of days of the plan, written `月火水木金土日祝`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(u8);

/// A text with something else than days in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoDays(String);

impl fmt::Display for NoDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not made of 月火水木金土日祝", self.0)
    }
}

impl Days {
    /// Every day, national holidays too.
    pub const ALL: Self = Self(0xff);
    /// Monday to Friday, national holidays left out.
    pub const WORKDAYS: Self = Self(0b0001_1111);

    /// The set of one day, 0 for Monday to 7 for a national holiday; none for any other number.
    pub const fn one(number: u8) -> Self {
        if number < 8 { Self(1 << number) } else { Self(0) }
    }

    /// Those in either set.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the day is in it.
    pub const fn holds(self, day: DayOfPlan) -> bool {
        self.0 & (1 << day.0) != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The numbers of its days, Monday first.
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (0..8).filter(move |number| self.0 & (1 << number) != 0)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.numbers().try_for_each(|number| write!(f, "{}", DayOfPlan::LETTERS[usize::from(number)]))
    }
}

impl FromStr for Days {
    type Err = NoDays;

    fn from_str(text: &str) -> Result<Self, NoDays> {
        text.chars().try_fold(Self::default(), |days, letter| {
            let place = DayOfPlan::LETTERS.iter().position(|known| *known == letter);
            let place = place.and_then(|place| u8::try_from(place).ok());
            place.map(|place| days.or(Self::one(place))).ok_or_else(|| NoDays(text.chars().take(40).collect()))
        })
    }
}

as_text!(Days);

/// One shift of the weekly plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shift {
    /// The days on which it begins.
    pub days: Days,
    /// When it begins, before 24:00.
    pub from: HalfHour,
    /// When it ends; not later than it begins means on the day after, as in 18:00 to 8:00.
    pub to: HalfHour,
    /// Whether whoever covers is called rather than there (オンコール).
    #[serde(default)]
    pub on_call: bool,
}

impl Shift {
    /// Around the clock on every day.
    pub const ALWAYS: Self = Self { days: Days::ALL, from: HalfHour::MIDNIGHT, to: HalfHour::END, on_call: false };

    /// Whether it says anything: on some day, from before the day's end on.
    pub fn is_possible(self) -> bool {
        !self.days.is_empty() && self.from < HalfHour::END && self.to > HalfHour::MIDNIGHT
    }

    /// Its half hours on the day on which it begins.
    fn own(self) -> HalfHours {
        let to = if self.to > self.from { self.to } else { HalfHour::END };
        HalfHours::between(self.from, to)
    }

    /// Its half hours on the day after.
    fn spilt(self) -> HalfHours {
        if self.to > self.from { HalfHours::NONE } else { HalfHours::between(HalfHour::MIDNIGHT, self.to) }
    }
}

/// The half hours of one day that somebody covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// There, or at least on the way at once.
    pub present: HalfHours,
    /// On call; where both are said, presence counts.
    pub on_call: HalfHours,
}

impl Hours {
    /// Both together.
    pub const fn all(self) -> HalfHours {
        self.present.or(self.on_call)
    }

    /// What is left without these.
    pub const fn without(self, away: HalfHours) -> Self {
        Self { present: self.present.without(away), on_call: self.on_call.without(away) }
    }
}

/// The weekly plan of whoever covers; no shift means that nothing is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cover(pub Vec<Shift>);

impl Cover {
    /// Around the clock on every day.
    pub fn always(on_call: bool) -> Self {
        Self(vec![Shift { on_call, ..Shift::ALWAYS }])
    }

    /// What it covers on this date: the shifts that begin then, and those of the night before.
    pub fn on(&self, date: NaiveDate) -> Hours {
        hours(&self.0, DayOfPlan::of(date), date.pred_opt().map_or(DayOfPlan(0), DayOfPlan::of))
    }
}

/// What shifts cover on a day that follows another one.
pub fn hours(shifts: &[Shift], day: DayOfPlan, before: DayOfPlan) -> Hours {
    let mut hours = Hours::default();
    for shift in shifts {
        let own = if shift.days.holds(day) { shift.own() } else { HalfHours::NONE };
        let spilt = if shift.days.holds(before) { shift.spilt() } else { HalfHours::NONE };
        let both = own.or(spilt);
        if shift.on_call {
            hours.on_call = hours.on_call.or(both);
        } else {
            hours.present = hours.present.or(both);
        }
    }
    hours.on_call = hours.on_call.without(hours.present);
    hours
}
