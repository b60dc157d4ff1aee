//! Dates as staff type them, and why one was not understood.

use chrono::{Datelike, Days, NaiveDate};

use super::{Era, FiscalYear};
use crate::text::forms;

/// Why a typed date was not understood; the sentence for it is in `words`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Nothing was typed.
    Empty,
    /// Not in any of the known forms.
    NotADate,
    /// In a known form, but the calendar has no such day: 2026-02-30.
    NoSuchDay { year: i32, month: u32, day: u32 },
    /// The calendar has the day, the era does not yet: 平成元年1月7日 was still Showa.
    EraNotBegun { era: Era, first_day: NaiveDate, date: NaiveDate },
    /// The calendar has the day, but the era had ended: 平成31年5月1日 was Reiwa already.
    EraEnded { era: Era, last_day: NaiveDate, date: NaiveDate },
}

/// The date in `text`, seen from `today`.
///
/// Known forms, with full-width or ASCII digits and spaces anywhere: `令和8年11月22日`, `令和元年5月1日`,
/// `R8.11.22`, `r8/11/22`, `R081122`, `2026-11-22`, `2026/11/22`, `2026年11月22日`, `20261122`,
/// `11/22` and `11月22日` (the year that brings it nearest to today), `今日 きょう 昨日 きのう
/// 一昨日 おととい 明日 あした 明後日 あさって`, `-3` and `+7` (days from today). A weekday in
/// brackets at the end is passed over.
///
/// ```
/// use chrono::NaiveDate;
/// use renkei::text::parse_date;
/// let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// assert_eq!(parse_date("Ｒ８．１１．２０", today), parse_date("-2", today));
/// ```
pub fn parse_date(text: &str, today: NaiveDate) -> Result<NaiveDate, DateProblem> {
    let typed = tidy(text);
    if typed.is_empty() {
        return Err(DateProblem::Empty);
    }
    if let Some(days) = days_from_today(&typed) {
        return shift(today, days).ok_or(DateProblem::NotADate);
    }
    if let Some((era, rest)) = era_prefix(&typed) {
        let parts = parts(rest, 2).ok_or(DateProblem::NotADate)?;
        return in_era(era, parts);
    }
    if let Some(Parts { year, month, day }) = parts(&typed, 4) {
        return on(year, month, day);
    }
    let (month, day) = month_and_day(&typed).ok_or(DateProblem::NotADate)?;
    nearest(month, day, today)
}

/// See [`FiscalYear::parse`].
pub(super) fn fiscal_year(text: &str) -> Option<FiscalYear> {
    let typed = tidy(text);
    let bare = typed.strip_suffix("年度").or_else(|| typed.strip_suffix('年')).unwrap_or(&typed);
    match era_prefix(bare) {
        Some((era, year)) => Some(FiscalYear(era.western(year_number(year)?))),
        None if bare.len() == 4 => number(bare).map(FiscalYear),
        None => None,
    }
}

/// ASCII digits and signs, no spaces, all dashes alike, no weekday at the end.
fn tidy(text: &str) -> String {
    let mut typed: String = text
        .chars()
        .map(forms::ascii)
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '．' | '。' => '.',
            '／' => '/',
            c if forms::is_hyphen(c) || c == 'ー' => '-',
            c => c.to_ascii_lowercase(),
        })
        .collect();
    if typed.ends_with(')')
        && let Some(open) = typed.rfind('(')
        && is_weekday(&typed[open + 1..typed.len() - 1])
    {
        typed.truncate(open);
    }
    typed
}

fn is_weekday(name: &str) -> bool {
    ["日", "月", "火", "水", "木", "金", "土"].contains(&name.strip_suffix("曜日").unwrap_or(name))
}

fn days_from_today(typed: &str) -> Option<i64> {
    Some(match typed {
        "今日" | "きょう" | "本日" | "today" => 0,
        "昨日" | "きのう" | "yesterday" => -1,
        "一昨日" | "おととい" => -2,
        "明日" | "あした" | "あす" | "tomorrow" => 1,
        "明後日" | "あさって" => 2,
        _ => {
            let (sign, digits) = match typed.split_at_checked(1)? {
                ("-", digits) => (-1, digits),
                ("+", digits) => (1, digits),
                _ => return None,
            };
            sign * i64::from(number(digits)?)
        }
    })
}

fn shift(from: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { from.checked_sub_days(by) } else { from.checked_add_days(by) }
}

fn era_prefix(typed: &str) -> Option<(Era, &str)> {
    for era in Era::ALL {
        let name = era.name();
        let initial = &name[..'令'.len_utf8()];
        let letter = era.letter().to_ascii_lowercase();
        let rest =
            typed.strip_prefix(name).or_else(|| typed.strip_prefix(initial)).or_else(|| typed.strip_prefix(letter));
        if let Some(rest) = rest {
            return Some((era, rest));
        }
    }
    None
}

/// Year, month and day before they are checked against a calendar.
struct Parts {
    year: i32,
    month: u32,
    day: u32,
}

/// Splits `8年11月22日`, `8.11.22` or, with a year of exactly `year_digits` digits, `081122`.
fn parts(typed: &str, year_digits: usize) -> Option<Parts> {
    if typed.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = typed.split_at_checked(year_digits)?;
        let (month, day) = rest.split_at_checked(2)?;
        return (day.len() == 2)
            .then(|| Some(Parts { year: number(year)?, month: small(month)?, day: small(day)? }))?;
    }
    let (year, rest) = match typed.split_once('年') {
        Some(split) => split,
        None => typed.split_once(['.', '/', '-'])?,
    };
    let long_enough = year_digits < 4 || year.len() == 4;
    let (month, day) = month_and_day(rest)?;
    long_enough.then(|| Some(Parts { year: year_number(year)?, month, day }))?
}

fn month_and_day(typed: &str) -> Option<(u32, u32)> {
    let (month, day) = match typed.split_once('月') {
        Some((month, day)) => (month, day.strip_suffix('日').unwrap_or(day)),
        None => typed.split_once(['.', '/', '-'])?,
    };
    Some((small(month)?, small(day)?))
}

fn year_number(year: &str) -> Option<i32> {
    if year == "元" { Some(1) } else { number(year) }
}

fn small(digits: &str) -> Option<u32> {
    if digits.len() > 2 { None } else { number(digits)?.try_into().ok() }
}

/// One to four digits and nothing else.
fn number(digits: &str) -> Option<i32> {
    let fits = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

fn on(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateProblem> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateProblem::NoSuchDay { year, month, day })
}

fn in_era(era: Era, Parts { year, month, day }: Parts) -> Result<NaiveDate, DateProblem> {
    if !(1..=99).contains(&year) {
        return Err(DateProblem::NotADate);
    }
    let date = on(era.western(year), month, day)?;
    let first_day = era.first_day();
    if date < first_day {
        return Err(DateProblem::EraNotBegun { era, first_day, date });
    }
    match era.last_day() {
        Some(last_day) if date > last_day => Err(DateProblem::EraEnded { era, last_day, date }),
        _ => Ok(date),
    }
}

/// The day in the year that brings it nearest to `today`; 29 February may be up to four years away.
fn nearest(month: u32, day: u32, today: NaiveDate) -> Result<NaiveDate, DateProblem> {
    (today.year() - 4..=today.year() + 4)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|date| (*date - today).num_days().abs())
        .ok_or(DateProblem::NoSuchDay { year: today.year(), month, day })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn today() -> NaiveDate {
        day(2026, 11, 22)
    }

    #[test]
    fn dates_as_staff_type_them() {
        for (typed, date) in [
            ("令和8年11月22日", day(2026, 11, 22)),
            ("令和８年１１月２２日（日）", day(2026, 11, 22)),
            ("令和 4年10月 1日", day(2022, 10, 1)),
            ("令和元年 5月 1日", day(2019, 5, 1)),
            ("R8.11.22", day(2026, 11, 22)),
            ("r8/11/22", day(2026, 11, 22)),
            ("Ｒ８－１１－２２", day(2026, 11, 22)),
            ("R081122", day(2026, 11, 22)),
            ("S12.3.4", day(1937, 3, 4)),
            ("昭12.3.4", day(1937, 3, 4)),
            ("T15.12.24", day(1926, 12, 24)),
            ("2026-11-22", day(2026, 11, 22)),
            ("2026/1/2", day(2026, 1, 2)),
            ("2026年1月2日", day(2026, 1, 2)),
            ("20261122", day(2026, 11, 22)),
            ("11/20", day(2026, 11, 20)),
            ("１１月２０日", day(2026, 11, 20)),
            ("1/5", day(2027, 1, 5)),
            ("6/1", day(2026, 6, 1)),
            ("2/29", day(2028, 2, 29)),
            ("きのう", day(2026, 11, 21)),
            ("今日", day(2026, 11, 22)),
            ("あした", day(2026, 11, 23)),
            ("-3", day(2026, 11, 19)),
            ("−３", day(2026, 11, 19)),
            ("+7", day(2026, 11, 29)),
            ("＋１０", day(2026, 12, 2)),
        ] {
            assert_eq!(parse_date(typed, today()), Ok(date), "{typed}");
        }
    }

    #[test]
    fn an_era_holds_only_its_own_days() {
        assert_eq!(parse_date("H31.4.30", today()), Ok(day(2019, 4, 30)));
        assert_eq!(
            parse_date("H31.5.1", today()),
            Err(DateProblem::EraEnded { era: Era::Heisei, last_day: day(2019, 4, 30), date: day(2019, 5, 1) })
        );
        assert_eq!(
            parse_date("令和元年4月30日", today()),
            Err(DateProblem::EraNotBegun { era: Era::Reiwa, first_day: day(2019, 5, 1), date: day(2019, 4, 30) })
        );
        assert_eq!(parse_date("S64.1.7", today()), Ok(day(1989, 1, 7)));
        assert!(matches!(parse_date("S64.1.8", today()), Err(DateProblem::EraEnded { era: Era::Showa, .. })));
        assert!(matches!(parse_date("昭和元年12月24日", today()), Err(DateProblem::EraNotBegun { .. })));
    }

    #[test]
    fn what_is_no_date_says_why() {
        assert_eq!(parse_date(" 　", today()), Err(DateProblem::Empty));
        assert_eq!(parse_date("2026-02-30", today()), Err(DateProblem::NoSuchDay { year: 2026, month: 2, day: 30 }));
        assert_eq!(parse_date("13/1", today()), Err(DateProblem::NoSuchDay { year: 2026, month: 13, day: 1 }));
        assert_eq!(parse_date("R8.2.29", today()), Err(DateProblem::NoSuchDay { year: 2026, month: 2, day: 29 }));
        for typed in
            ["あの日", "R8", "R8.11", "R0.1.1", "26/11/22", "2026", "202611", "--3", "11/", "X8.1.1", "+", "R8.11.22.1"]
        {
            assert_eq!(parse_date(typed, today()), Err(DateProblem::NotADate), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_makes_it_fall_over(typed in "\\PC{0,16}", dated in "[RSHrsh令和年月日元0-9./ -]{0,12}") {
            let _ = parse_date(&typed, today());
            let _ = parse_date(&dated, today());
        }

        #[test]
        fn a_day_without_a_year_is_within_half_a_year(month in 1_u32..=12, date in 1_u32..=28) {
            let found = parse_date(&format!("{month}/{date}"), today()).unwrap();
            prop_assert!((found - today()).num_days().abs() <= 183);
        }
    }
}
