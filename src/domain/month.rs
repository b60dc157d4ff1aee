//! A calendar month, written as `2026-11`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::as_text::as_text;

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

/// A text that is no month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadMonth;

impl fmt::Display for BadMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a month is written like 2026-11")
    }
}

impl Month {
    /// The month that the day lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Its first day.
    pub const fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.0.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(self.0)
    }

    /// The month so many months after it.
    pub fn after(self, months: u32) -> Self {
        self.0.checked_add_months(Months::new(months)).map_or(self, Self)
    }

    /// The month so many months before it.
    pub fn before(self, months: u32) -> Self {
        self.0.checked_sub_months(Months::new(months)).map_or(self, Self)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

impl FromStr for Month {
    type Err = BadMonth;

    fn from_str(text: &str) -> Result<Self, BadMonth> {
        let (year, month) = text.split_once('-').ok_or(BadMonth)?;
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(BadMonth);
        }
        let (year, month) = (year.parse().map_err(|_| BadMonth)?, month.parse().map_err(|_| BadMonth)?);
        NaiveDate::from_ymd_opt(year, month, 1).map(Self).ok_or(BadMonth)
    }
}

as_text!(Month);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_written_and_knows_its_ends() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let month: Month = "2028-02".parse().unwrap();
        assert_eq!((month.first_day(), month.last_day()), (day(2028, 2, 1), day(2028, 2, 29)));
        assert_eq!(Month::of(day(2028, 2, 17)), month);
        assert_eq!(month.before(3).to_string(), "2027-11");
        assert_eq!(month.after(11).to_string(), "2029-01");
        assert_eq!(serde_json::to_string(&month).unwrap(), "\"2028-02\"");
        for wrong in ["2028-13", "2028-2", "28-02", "2028", "", "+028-02", "2028-02-01"] {
            assert_eq!(wrong.parse::<Month>(), Err(BadMonth), "{wrong}");
        }
    }
}
