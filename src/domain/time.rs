//! Moments with their zone, minutes of work, and the fiscal year.

use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// A point in time as staff read it, always at +09:00.
pub type Moment = DateTime<FixedOffset>;

/// Japan Standard Time, the zone of every centre.
pub const JST: FixedOffset = match FixedOffset::east_opt(9 * 60 * 60) {
    Some(zone) => zone,
    None => unreachable!(),
};

/// The moment that is so many microseconds after 1970-01-01T00:00:00Z; out of range gives the epoch.
pub fn from_micros(micros: i64) -> Moment {
    DateTime::from_timestamp_micros(micros).unwrap_or_default().with_timezone(&JST)
}

/// Time that a member of staff spent, in whole minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(pub u32);

/// A Japanese fiscal year, April to March, named by the western year it starts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i32);

impl FiscalYear {
    /// The fiscal year that the date lies in.
    pub fn of(date: NaiveDate) -> Self {
        Self(if date.month() >= 4 { date.year() } else { date.year() - 1 })
    }

    /// The year within Reiwa (2019 is 1); years before it count down from 0.
    pub const fn reiwa(self) -> i32 {
        self.0 - 2018
    }
}

impl fmt::Display for FiscalYear {
    /// `R8` for 2026; fiscal years before Reiwa are written in western years.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.reiwa() >= 1 { write!(f, "R{}", self.reiwa()) } else { write!(f, "{}", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_turns_on_the_first_of_april() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(FiscalYear::of(day(2027, 3, 31)).to_string(), "R8");
        assert_eq!(FiscalYear::of(day(2027, 4, 1)).to_string(), "R9");
        assert_eq!(FiscalYear::of(day(2019, 3, 31)).to_string(), "2018");
    }
}
