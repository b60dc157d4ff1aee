//! A calendar month in two bytes, and the months of a period.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::month::Month;
use crate::domain::report::Period;
use crate::domain::time::{JST, Moment};

/// A calendar month as the number of months since January of the year 0; what lies outside of the years 0 to 5460 is put
/// at the nearer end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MonthNumber(u16);

impl MonthNumber {
    /// The month that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        let months = i64::from(day.year()) * 12 + i64::from(day.month0());
        Self(u16::try_from(months.max(0)).unwrap_or(u16::MAX))
    }

    /// The month that a moment lies in, in Japan.
    pub fn at(moment: Moment) -> Self {
        Self::of(moment.with_timezone(&JST).date_naive())
    }

    /// The calendar month.
    pub fn month(self) -> Month {
        let (year, month) = (i32::from(self.0 / 12), u32::from(self.0 % 12) + 1);
        Month::of(NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default())
    }
}

/// The first and the last month of a period.
pub fn span(period: Period) -> (MonthNumber, MonthNumber) {
    (MonthNumber::of(period.first_day()), MonthNumber::of(period.last_day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_survives_its_number_and_turns_at_midnight_in_japan() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        assert_eq!(MonthNumber::of(day).month(), Month::of(day));
        let late: Moment = "2026-10-31T15:00:00+00:00".parse().unwrap();
        assert_eq!(MonthNumber::at(late).month().to_string(), "2026-11");
        assert!(MonthNumber::of(day) < MonthNumber::of(day.succ_opt().unwrap()));
        assert!(
            MonthNumber::of(NaiveDate::MIN) < MonthNumber::of(day)
                && MonthNumber::of(day) < MonthNumber::of(NaiveDate::MAX)
        );
    }
}
