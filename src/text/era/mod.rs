//! Japanese eras: their exact beginnings and ends, dates and fiscal years named by them.

mod parse;

use chrono::{Datelike, NaiveDate};

pub use parse::{DateProblem, parse_date};

/// An era of the modern calendar, in order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
}

impl Era {
    pub const ALL: [Self; 5] = [Self::Meiji, Self::Taisho, Self::Showa, Self::Heisei, Self::Reiwa];

    /// The era of a date; None before Meiji.
    pub fn of(date: NaiveDate) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|era| era.first_day() <= date)
    }

    /// The first day of the era.
    pub fn first_day(self) -> NaiveDate {
        let (year, month, day) = match self {
            Self::Meiji => (1868, 10, 23),
            Self::Taisho => (1912, 7, 30),
            Self::Showa => (1926, 12, 25),
            Self::Heisei => (1989, 1, 8),
            Self::Reiwa => (2019, 5, 1),
        };
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    /// The last day of the era, the day before the next began; None while it lasts.
    pub fn last_day(self) -> Option<NaiveDate> {
        let next = Self::ALL.into_iter().find(|era| *era > self)?;
        next.first_day().pred_opt()
    }

    /// The western year of the era's year `year`.
    pub fn western(self, year: i32) -> i32 {
        self.first_day().year() - 1 + year
    }

    /// The name in full: 令和.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The letter that forms and numbers use: R.
    pub fn letter(self) -> char {
        match self {
            Self::Meiji => 'M',
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }
}

/// `令和8年11月22日`, with 元年 for a first year. Dates before Meiji are written `1850年1月2日`.
pub fn long(date: NaiveDate) -> String {
    let (month, day) = (date.month(), date.day());
    match era_year(date) {
        Some((era, 1)) => format!("{}元年{month}月{day}日", era.name()),
        Some((era, year)) => format!("{}{year}年{month}月{day}日", era.name()),
        None => format!("{}年{month}月{day}日", date.year()),
    }
}

/// `R8.11.22`. Dates before Meiji are written `1850.1.2`.
pub fn short(date: NaiveDate) -> String {
    let (month, day) = (date.month(), date.day());
    match era_year(date) {
        Some((era, year)) => format!("{}{year}.{month}.{day}", era.letter()),
        None => format!("{}.{month}.{day}", date.year()),
    }
}

/// The era of a date and the year within it.
pub fn era_year(date: NaiveDate) -> Option<(Era, i32)> {
    let era = Era::of(date)?;
    Some((era, date.year() - era.western(0)))
}

/// A fiscal year, from 1 April, named by the western year in which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i32);

impl FiscalYear {
    /// The fiscal year that a date lies in.
    pub fn of(date: NaiveDate) -> Self {
        Self(if date.month() >= 4 { date.year() } else { date.year() - 1 })
    }

    /// From `R8`, `令和8年度` (年 and 年度 may be missing, 元 is 1) or a western year.
    pub fn parse(text: &str) -> Option<Self> {
        parse::fiscal_year(text)
    }

    /// 1 April.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 4, 1).unwrap_or_default()
    }

    /// 31 March.
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31).unwrap_or_default()
    }

    /// `R8`, as consultation numbers begin.
    pub fn short(self) -> String {
        match self.era_year() {
            Some((era, year)) => format!("{}{year}", era.letter()),
            None => self.0.to_string(),
        }
    }

    /// `令和8年度`.
    pub fn long(self) -> String {
        match self.era_year() {
            Some((era, 1)) => format!("{}元年度", era.name()),
            Some((era, year)) => format!("{}{year}年度", era.name()),
            None => format!("{}年度", self.0),
        }
    }

    /// A fiscal year carries the era that its first calendar year ended in: 2019 is 令和元年度.
    fn era_year(self) -> Option<(Era, i32)> {
        era_year(NaiveDate::from_ymd_opt(self.0, 12, 31)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn eras_meet_without_a_gap() {
        assert_eq!(Era::of(day(2019, 4, 30)), Some(Era::Heisei));
        assert_eq!(Era::of(day(2019, 5, 1)), Some(Era::Reiwa));
        assert_eq!(Era::of(day(1989, 1, 7)), Some(Era::Showa));
        assert_eq!(Era::of(day(1926, 12, 25)), Some(Era::Showa));
        assert_eq!(Era::of(day(1926, 12, 24)), Some(Era::Taisho));
        assert_eq!(Era::of(day(1868, 10, 22)), None);
        assert_eq!(Era::Heisei.last_day(), Some(day(2019, 4, 30)));
        assert_eq!(Era::Reiwa.last_day(), None);
    }

    #[test]
    fn dates_are_written_both_ways() {
        assert_eq!(long(day(2026, 11, 22)), "令和8年11月22日");
        assert_eq!(short(day(2026, 11, 22)), "R8.11.22");
        assert_eq!(long(day(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(short(day(1937, 3, 4)), "S12.3.4");
        assert_eq!(long(day(1850, 1, 2)), "1850年1月2日");
    }

    #[test]
    fn fiscal_years_start_in_april() {
        let eighth = FiscalYear::of(day(2026, 11, 22));
        assert_eq!(eighth, FiscalYear::of(day(2027, 3, 31)));
        assert_ne!(eighth, FiscalYear::of(day(2027, 4, 1)));
        assert_eq!((eighth.short(), eighth.long()), ("R8".into(), "令和8年度".into()));
        assert_eq!((eighth.first_day(), eighth.last_day()), (day(2026, 4, 1), day(2027, 3, 31)));
        assert_eq!(FiscalYear(2019).long(), "令和元年度");
        assert_eq!(FiscalYear(2018).short(), "H30");
        for text in ["R8", "r8", "令和8年度", "令和８年", "2026", "2026年度"] {
            assert_eq!(FiscalYear::parse(text), Some(eighth), "{text}");
        }
        assert_eq!(FiscalYear::parse("令和元年度"), Some(FiscalYear(2019)));
        assert_eq!(FiscalYear::parse("R8-0123"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(days in 0_i64..80_000) {
            let date = Era::Meiji.first_day() + chrono::Days::new(days.unsigned_abs());
            let today = day(2026, 11, 22);
            prop_assert_eq!(parse_date(&long(date), today), Ok(date));
            prop_assert_eq!(parse_date(&short(date), today), Ok(date));
            let year = FiscalYear::of(date);
            prop_assert_eq!(FiscalYear::parse(&year.short()), Some(year));
            prop_assert_eq!(FiscalYear::parse(&year.long()), Some(year));
        }
    }
}
