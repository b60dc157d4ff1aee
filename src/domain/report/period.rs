//! What a report is about: a calendar month, or a fiscal year from April to March.

use std::fmt;
use std::str::FromStr;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::month::Month;
use crate::domain::time::FiscalYear;
use crate::text::era;

/// A calendar month, or a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// 月報
    Month(Month),
    /// 年報: April to March.
    Year(FiscalYear),
}

/// A text that is no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPeriod;

impl fmt::Display for BadPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a month is written like 2026-10, a fiscal year like R8")
    }
}

impl Period {
    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Month(month) => month.first_day(),
            Self::Year(year) => era::FiscalYear(year.0).first_day(),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Month(month) => month.last_day(),
            Self::Year(year) => era::FiscalYear(year.0).last_day(),
        }
    }

    /// Its months, the first one first.
    pub fn months(self) -> Vec<Month> {
        let first = self.first_day();
        let many = if matches!(self, Self::Month(_)) { 1 } else { 12 };
        (0..many).filter_map(|later| first.checked_add_months(Months::new(later))).map(Month::of).collect()
    }

    /// The same period of the year before.
    pub fn a_year_before(self) -> Self {
        match self {
            Self::Month(month) => Self::Month(month.before(12)),
            Self::Year(year) => Self::Year(FiscalYear(year.0.saturating_sub(1))),
        }
    }

    /// Whether its last day has passed.
    pub fn is_over(self, today: NaiveDate) -> bool {
        self.last_day() < today
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Year(year) => f.write_str(&era::FiscalYear(year.0).short()),
        }
    }
}

impl FromStr for Period {
    type Err = BadPeriod;

    /// Takes `2026-10` and, for a fiscal year, `R8`, `令和8年度` or `2026`.
    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        if let Ok(month) = text.parse() {
            return Ok(Self::Month(month));
        }
        era::FiscalYear::parse(text).map(|year| Self::Year(FiscalYear(year.0))).ok_or(BadPeriod)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_is_its_twelve_months_from_april() {
        let year: Period = "R8".parse().unwrap();
        assert_eq!(year, "令和8年度".parse().unwrap());
        let months = year.months();
        assert_eq!(
            (months.len(), months[0].to_string(), months[11].to_string()),
            (12, "2026-04".into(), "2027-03".into())
        );
        assert_eq!((year.first_day(), year.last_day()), (months[0].first_day(), months[11].last_day()));
        assert_eq!(year.a_year_before().to_string(), "R7");
        let month: Period = "2026-10".parse().unwrap();
        assert_eq!(month.a_year_before().to_string(), "2025-10");
        assert_eq!(month.months(), [Month::of(month.first_day())]);
        assert!(!month.is_over(month.last_day()) && month.is_over(month.last_day().succ_opt().unwrap()));
        for wrong in ["", "2026-13", "R8-10-1", "x"] {
            assert_eq!(wrong.parse::<Period>(), Err(BadPeriod), "{wrong}");
        }
    }
}
