//! The half hours of one day: a time on the half hour, and a set of the 48 that a day has.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveTime, Timelike};

use crate::domain::as_text::as_text;

/// How many half hours a day has.
pub const PER_DAY: u8 = 48;

/// A time of day on the half hour, counted from midnight: 0 is `0:00`, 17 is `8:30`, 48 is `24:00`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfHour(u8);

/// A text that is no time on the half hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOnTheHalfHour(String);

impl fmt::Display for NotOnTheHalfHour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no time from 0:00 to 24:00 on the half hour", self.0)
    }
}

impl HalfHour {
    /// The start of the day.
    pub const MIDNIGHT: Self = Self(0);
    /// The end of the day, `24:00`.
    pub const END: Self = Self(PER_DAY);

    /// The half hour of this number, 0 to 48; none beyond the day.
    pub const fn new(number: u8) -> Option<Self> {
        if number <= PER_DAY { Some(Self(number)) } else { None }
    }

    /// A full hour, 0 to 24; later ones are the end of the day.
    pub const fn hour(hour: u8) -> Self {
        if hour >= 24 { Self::END } else { Self(hour * 2) }
    }

    /// The half hour that begins at this time; none between two.
    pub fn at(time: NaiveTime) -> Option<Self> {
        let number = u8::try_from(time.hour() * 2 + time.minute() / 30).ok()?;
        (time.minute().is_multiple_of(30) && time.second() == 0).then_some(Self(number))
    }

    /// Its number, 0 to 48.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> i64 {
        i64::from(self.0) * 30
    }
}

impl fmt::Display for HalfHour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:02}", self.0 / 2, self.0 % 2 * 30)
    }
}

impl FromStr for HalfHour {
    type Err = NotOnTheHalfHour;

    fn from_str(text: &str) -> Result<Self, NotOnTheHalfHour> {
        let read = || {
            let (hour, minute) = text.split_once(':')?;
            let hour: u8 = hour.parse().ok().filter(|hour| *hour <= 24)?;
            let half = match minute {
                "00" => 0,
                "30" => 1,
                _ => return None,
            };
            Self::new(hour * 2 + half)
        };
        read().ok_or_else(|| NotOnTheHalfHour(text.chars().take(40).collect()))
    }
}

as_text!(HalfHour);

/// A set of half hours of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct HalfHours(u64);

impl HalfHours {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// The whole day.
    pub const ALL: Self = Self((1 << PER_DAY) - 1);

    /// Those from one time up to another; none if the second does not come later.
    pub const fn between(from: HalfHour, to: HalfHour) -> Self {
        if from.0 >= to.0 {
            return Self::NONE;
        }
        Self(((1_u64 << to.0) - 1) & !((1_u64 << from.0) - 1))
    }

    /// Those in either set.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those in both sets.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that the other set lacks.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the half hour of this number, 0 to 47, is in it.
    pub const fn holds(self, number: u8) -> bool {
        number < PER_DAY && self.0 & (1 << number) != 0
    }

    /// How many there are.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those that follow each other as stretches, the earliest first.
    pub fn stretches(self) -> impl Iterator<Item = (HalfHour, HalfHour)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let from = rest.trailing_zeros();
            let length = (rest >> from).trailing_ones();
            rest &= !(((1_u64 << length) - 1) << from);
            let (from, to) = (u8::try_from(from).ok()?, u8::try_from(from + length).ok()?);
            Some((HalfHour(from), HalfHour(to)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for text in ["0:00", "8:30", "18:00", "24:00"] {
            assert_eq!(text.parse::<HalfHour>().unwrap().to_string(), text);
        }
        for text in ["8:15", "24:30", "25:00", "8", "", "-1:00", "8:3"] {
            assert!(text.parse::<HalfHour>().is_err(), "{text}");
        }
        assert_eq!(HalfHour::at(NaiveTime::from_hms_opt(8, 30, 0).unwrap()), HalfHour::new(17));
        assert_eq!(HalfHour::at(NaiveTime::from_hms_opt(8, 40, 0).unwrap()), None);
    }

    proptest! {
        #[test]
        fn stretches_put_together_are_the_set(bits in 0_u64..1 << 48) {
            let set = HalfHours(bits);
            let mut again = HalfHours::NONE;
            let mut end = None;
            for (from, to) in set.stretches() {
                prop_assert!(from < to);
                prop_assert!(end.is_none_or(|end| end < from), "two stretches that touch are one");
                again = again.or(HalfHours::between(from, to));
                end = Some(to);
            }
            prop_assert_eq!(again, set);
        }
    }
}
