//! From one moment to another, on the half hour: how long somebody is away, or stands in.

use chrono::{DateTime, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::half_hours::{HalfHour, HalfHours};
use crate::domain::time::{JST, Moment};

/// A time with two ends on the half hour; the second comes later, and does not belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Period {
    from: Moment,
    to: Moment,
}

/// A period as it is kept and sent.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Written {
    from: Moment,
    to: Moment,
}

impl From<Period> for Written {
    fn from(period: Period) -> Self {
        Self { from: period.from, to: period.to }
    }
}

impl TryFrom<Written> for Period {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        Self::new(written.from, written.to).ok_or("the period ends before it begins")
    }
}

/// Seconds of a half hour.
const HALF: i64 = 30 * 60;

impl Period {
    /// From one moment to another, widened to full half hours; none if the second does not come later.
    pub fn new(from: Moment, to: Moment) -> Option<Self> {
        let floor = |at: Moment| at.timestamp().div_euclid(HALF);
        let ceiling = |at: Moment| (at.timestamp() + HALF - 1).div_euclid(HALF) + i64::from(is_late(at));
        let at = |half: i64| DateTime::from_timestamp(half.saturating_mul(HALF), 0).map(|at| at.with_timezone(&JST));
        (to > from).then_some(Self { from: at(floor(from))?, to: at(ceiling(to))? })
    }

    /// Some half hours of a day.
    pub fn of_day(day: NaiveDate, from: HalfHour, to: HalfHour) -> Option<Self> {
        let midnight = midnight(day)?;
        let at = |half: HalfHour| midnight + TimeDelta::minutes(half.minutes());
        (to > from).then(|| Self { from: at(from), to: at(to) })
    }

    /// When it begins.
    pub const fn from(self) -> Moment {
        self.from
    }

    /// When it has ended.
    pub const fn to(self) -> Moment {
        self.to
    }

    /// Its half hours on this day.
    pub fn on(self, day: NaiveDate) -> HalfHours {
        let Some(midnight) = midnight(day) else { return HalfHours::NONE };
        let half = |at: Moment| {
            let number = (at - midnight).num_seconds().div_euclid(HALF).clamp(0, 48);
            u8::try_from(number).ok().and_then(HalfHour::new).unwrap_or(HalfHour::MIDNIGHT)
        };
        HalfHours::between(half(self.from), half(self.to))
    }

    /// Whether the two have any time in common.
    pub fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// The days that it lies in, the first and the last of them.
    pub fn days(self) -> (NaiveDate, NaiveDate) {
        let last = self.to - TimeDelta::seconds(1);
        (self.from.with_timezone(&JST).date_naive(), last.with_timezone(&JST).date_naive())
    }

    /// How many half hours it has.
    pub fn half_hours(self) -> u32 {
        u32::try_from((self.to - self.from).num_seconds().div_euclid(HALF)).unwrap_or(0)
    }
}

/// Whether parts of a second follow the full second: they begin another half hour where the second ends one.
fn is_late(at: Moment) -> bool {
    at.timestamp_subsec_nanos() > 0 && at.timestamp().rem_euclid(HALF) == 0
}

/// The start of a day.
pub fn midnight(day: NaiveDate) -> Option<Moment> {
    day.and_hms_opt(0, 0, 0)?.and_local_timezone(JST).single()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;

    fn at(day: u32, hour: u32, minute: u32) -> Moment {
        JST.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap()
    }

    #[test]
    fn it_is_never_shorter_than_what_was_said() {
        let period = Period::new(at(24, 9, 10), at(24, 17, 40)).unwrap();
        assert_eq!((period.from(), period.to()), (at(24, 9, 0), at(24, 18, 0)));
        assert_eq!(period.half_hours(), 18);
        assert_eq!(Period::new(at(24, 9, 0), at(24, 9, 0)), None);
        assert_eq!(Period::new(at(24, 9, 0), at(24, 8, 59)), None);
    }

    #[test]
    fn a_night_lies_in_two_days() {
        let night = Period::new(at(24, 18, 0), at(25, 8, 0)).unwrap();
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(night.days(), (day(24), day(25)));
        assert_eq!(night.on(day(24)).count() + night.on(day(25)).count(), 28);
        assert!(night.on(day(23)).is_empty() && night.on(day(26)).is_empty());
        let until_midnight = Period::new(at(24, 18, 0), at(25, 0, 0)).unwrap();
        assert_eq!(until_midnight.days(), (day(24), day(24)));
    }

    proptest! {
        #[test]
        fn its_days_hold_all_of_it(from in 0_i64..100_000, length in 1_i64..20_000) {
            let from = at(1, 0, 0) + TimeDelta::minutes(from);
            let period = Period::new(from, from + TimeDelta::minutes(length)).unwrap();
            let (first, last) = period.days();
            let days = first.iter_days().take_while(|day| *day <= last);
            prop_assert_eq!(days.map(|day| period.on(day).count()).sum::<u32>(), period.half_hours());
            let json = serde_json::to_string(&period).unwrap();
            prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        }
    }
}
