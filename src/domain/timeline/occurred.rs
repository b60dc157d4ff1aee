//! When something happened: to the minute where it is known, else the day alone.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::domain::time::{JST, Moment};

/// When something happened, as exactly as anybody knows. Written as `2026-11-22` or `2026-11-22T10:30:00+09:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Occurred {
    /// At this time of this day.
    At(Moment),
    /// On this day; nobody knows the hour.
    Day(NaiveDate),
}

impl Occurred {
    /// The day.
    pub fn date(self) -> NaiveDate {
        match self {
            Self::At(at) => at.with_timezone(&JST).date_naive(),
            Self::Day(day) => day,
        }
    }

    /// The time of day, where it is known.
    pub fn time(self) -> Option<NaiveTime> {
        match self {
            Self::At(at) => Some(at.with_timezone(&JST).time()),
            Self::Day(_) => None,
        }
    }

    /// Minutes since 1970 by which timelines are sorted: a day without an hour comes before its hours.
    pub fn minute(self) -> i64 {
        match self {
            Self::At(at) => at.timestamp().div_euclid(60),
            Self::Day(day) => day
                .and_time(NaiveTime::MIN)
                .and_local_timezone(JST)
                .single()
                .map_or(0, |midnight| midnight.timestamp().div_euclid(60)),
        }
    }

    /// Whether it lies after this moment; a day without an hour only if it is a later day.
    pub fn is_after(self, now: Moment) -> bool {
        match self {
            Self::At(at) => at > now,
            Self::Day(day) => day > now.with_timezone(&JST).date_naive(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_precisions_survive_the_journey_and_sort_together() {
        let day: Occurred = serde_json::from_str("\"2026-11-22\"").unwrap();
        let at: Occurred = serde_json::from_str("\"2026-11-22T08:30:00+09:00\"").unwrap();
        assert_eq!(day.date(), at.date());
        assert_eq!((day.time(), at.time()), (None, NaiveTime::from_hms_opt(8, 30, 0)));
        assert!(day.minute() < at.minute());
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2026-11-22\"");
        assert_eq!(serde_json::from_str::<Occurred>(&serde_json::to_string(&at).unwrap()).unwrap(), at);
    }

    #[test]
    fn today_without_an_hour_is_not_the_future() {
        let now = crate::domain::time::from_micros(1_795_000_000_000_000);
        let today = now.date_naive();
        assert!(!Occurred::Day(today).is_after(now));
        assert!(Occurred::Day(today.succ_opt().unwrap()).is_after(now));
    }
}
