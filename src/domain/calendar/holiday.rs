//! Japan's national holidays by the law that was in force in each year, 1949 to 2099.
//!
//! Source: 国民の祝日に関する法律 (Act on National Holidays, 1948 No. 178) with its revisions of 1966, 1973, 1985,
//! 1989, 1995, 1998, 2001, 2005, 2014, 2017 and 2018; the acts for single ceremonies of 1959, 1989, 1990, 1993 and 2019;
//! and the special measures act for the Tokyo Games that moved three holidays in 2020 and 2021. The equinox days follow
//! the approximation of 新こよみ便利帳 for 1900–1979 and 1980–2099; each year's are fixed by the official
//! gazette (暦要項) in the February before. A later revision of the law has to be added here.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A national holiday, or a day that the law makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    /// 元日
    NewYear,
    /// 成人の日
    ComingOfAge,
    /// 建国記念の日
    Foundation,
    /// 天皇誕生日
    EmperorsBirthday,
    /// 春分の日
    VernalEquinox,
    /// 昭和の日
    Showa,
    /// 憲法記念日
    Constitution,
    /// みどりの日
    Greenery,
    /// こどもの日
    Children,
    /// 海の日
    Marine,
    /// 山の日
    Mountain,
    /// 敬老の日
    RespectForTheAged,
    /// 秋分の日
    AutumnalEquinox,
    /// 体育の日, since 2020 スポーツの日
    Sports,
    /// 文化の日
    Culture,
    /// 勤労感謝の日
    LabourThanksgiving,
    /// A single day of an imperial wedding, funeral or enthronement.
    Ceremony,
    /// 振替休日: in place of one that falls on a Sunday.
    Substitute,
    /// 国民の休日: a day between two holidays.
    Between,
}

/// The holiday that the day is by law; none before 1949.
pub fn holiday(day: NaiveDate) -> Option<Holiday> {
    if day.year() < 1949 {
        return None;
    }
    named(day).or_else(|| substitute(day)).or_else(|| between(day))
}

/// Days that an act of its own made holidays: weddings, a funeral and enthronements.
const CEREMONIES: [(i32, u32, u32); 6] =
    [(1959, 4, 10), (1989, 2, 24), (1990, 11, 12), (1993, 6, 9), (2019, 5, 1), (2019, 10, 22)];

/// All holidays of July, August and October in the two years of the Tokyo Games.
const GAMES: [((i32, u32, u32), Holiday); 6] = [
    ((2020, 7, 23), Holiday::Marine),
    ((2020, 7, 24), Holiday::Sports),
    ((2020, 8, 10), Holiday::Mountain),
    ((2021, 7, 22), Holiday::Marine),
    ((2021, 7, 23), Holiday::Sports),
    ((2021, 8, 8), Holiday::Mountain),
];

/// The days that the law names.
fn named(day: NaiveDate) -> Option<Holiday> {
    let year = day.year();
    if CEREMONIES.contains(&(year, day.month(), day.day())) {
        return Some(Holiday::Ceremony);
    }
    if matches!((year, day.month()), (2020 | 2021, 7 | 8 | 10)) {
        return GAMES.iter().find(|(date, _)| *date == (year, day.month(), day.day())).map(|(_, what)| *what);
    }
    let found = match (day.month(), day.day()) {
        (1, 1) => Holiday::NewYear,
        (1, 15) if year < 2000 => Holiday::ComingOfAge,
        (1, _) if year >= 2000 && nth_monday(day, 2) => Holiday::ComingOfAge,
        (2, 11) if year >= 1967 => Holiday::Foundation,
        (2, 23) if year >= 2020 => Holiday::EmperorsBirthday,
        (3, date) if date == vernal_equinox(year) => Holiday::VernalEquinox,
        (4, 29) => match year {
            ..1989 => Holiday::EmperorsBirthday,
            1989..2007 => Holiday::Greenery,
            _ => Holiday::Showa,
        },
        (5, 3) => Holiday::Constitution,
        (5, 4) if year >= 2007 => Holiday::Greenery,
        (5, 5) => Holiday::Children,
        (7, 20) if (1996..2003).contains(&year) => Holiday::Marine,
        (7, _) if year >= 2003 && nth_monday(day, 3) => Holiday::Marine,
        (8, 11) if year >= 2016 => Holiday::Mountain,
        (9, 15) if (1966..2003).contains(&year) => Holiday::RespectForTheAged,
        (9, _) if year >= 2003 && nth_monday(day, 3) => Holiday::RespectForTheAged,
        (9, date) if date == autumnal_equinox(year) => Holiday::AutumnalEquinox,
        (10, 10) if (1966..2000).contains(&year) => Holiday::Sports,
        (10, _) if year >= 2000 && nth_monday(day, 2) => Holiday::Sports,
        (11, 3) => Holiday::Culture,
        (11, 23) => Holiday::LabourThanksgiving,
        (12, 23) if (1989..2019).contains(&year) => Holiday::EmperorsBirthday,
        _ => return None,
    };
    Some(found)
}

/// Since 12 April 1973 the Monday after a holiday on a Sunday; since 2007 the next day that is not named itself.
fn substitute(day: NaiveDate) -> Option<Holiday> {
    if day < NaiveDate::from_ymd_opt(1973, 4, 12)? {
        return None;
    }
    let mut before = day.pred_opt()?;
    if day.year() < 2007 {
        return (before.weekday() == Weekday::Sun && named(before).is_some()).then_some(Holiday::Substitute);
    }
    while named(before).is_some() {
        if before.weekday() == Weekday::Sun {
            return Some(Holiday::Substitute);
        }
        before = before.pred_opt()?;
    }
    None
}

/// Since 27 December 1985 a day between two named ones; before 2007 not on a Sunday.
fn between(day: NaiveDate) -> Option<Holiday> {
    if day < NaiveDate::from_ymd_opt(1985, 12, 27)? || (day.year() < 2007 && day.weekday() == Weekday::Sun) {
        return None;
    }
    let neighbours = [day.pred_opt()?, day.checked_add_days(Days::new(1))?];
    neighbours.into_iter().all(|neighbour| named(neighbour).is_some()).then_some(Holiday::Between)
}

fn nth_monday(day: NaiveDate, nth: u32) -> bool {
    day.weekday() == Weekday::Mon && day.day().div_ceil(7) == nth
}

/// The day of March on which spring begins.
fn vernal_equinox(year: i32) -> u32 {
    equinox(year, if year < 1980 { 20_835_700 } else { 20_843_100 })
}

/// The day of September on which autumn begins.
fn autumnal_equinox(year: i32) -> u32 {
    equinox(year, if year < 1980 { 23_258_800 } else { 23_248_800 })
}

/// Micro-days: the offset of 1980 plus 0.242194 days for each year, less the leap days.
fn equinox(year: i32, offset: i32) -> u32 {
    let since = year - 1980;
    let day = (offset + 242_194 * since).div_euclid(1_000_000) - since.div_euclid(4);
    u32::try_from(day).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i32) -> Vec<(u32, u32)> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let days = first.iter_days().take_while(|day| day.year() == year);
        days.filter(|day| holiday(*day).is_some()).map(|day| (day.month(), day.day())).collect()
    }

    #[test]
    #[rustfmt::skip]
    fn years_agree_with_the_table_of_the_cabinet_office() {
        assert_eq!(year(1955), [(1, 1), (1, 15), (3, 21), (4, 29), (5, 3), (5, 5), (9, 24), (11, 3), (11, 23)]);
        assert_eq!(year(1959), [(1, 1), (1, 15), (3, 21), (4, 10), (4, 29), (5, 3), (5, 5), (9, 24), (11, 3), (11, 23)]);
        assert_eq!(year(1973), [(1, 1), (1, 15), (2, 11), (3, 21), (4, 29), (4, 30), (5, 3), (5, 5), (9, 15), (9, 23), (9, 24), (10, 10), (11, 3), (11, 23)]);
        assert_eq!(year(1986), [(1, 1), (1, 15), (2, 11), (3, 21), (4, 29), (5, 3), (5, 5), (9, 15), (9, 23), (10, 10), (11, 3), (11, 23), (11, 24)]);
        assert_eq!(year(1988), [(1, 1), (1, 15), (2, 11), (3, 20), (3, 21), (4, 29), (5, 3), (5, 4), (5, 5), (9, 15), (9, 23), (10, 10), (11, 3), (11, 23)]);
        assert_eq!(year(1989), [(1, 1), (1, 2), (1, 15), (1, 16), (2, 11), (2, 24), (3, 21), (4, 29), (5, 3), (5, 4), (5, 5), (9, 15), (9, 23), (10, 10), (11, 3), (11, 23), (12, 23)]);
        assert_eq!(year(2003), [(1, 1), (1, 13), (2, 11), (3, 21), (4, 29), (5, 3), (5, 5), (7, 21), (9, 15), (9, 23), (10, 13), (11, 3), (11, 23), (11, 24), (12, 23)]);
        assert_eq!(year(2009), [(1, 1), (1, 12), (2, 11), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6), (7, 20), (9, 21), (9, 22), (9, 23), (10, 12), (11, 3), (11, 23), (12, 23)]);
        assert_eq!(year(2019), [(1, 1), (1, 14), (2, 11), (3, 21), (4, 29), (4, 30), (5, 1), (5, 2), (5, 3), (5, 4), (5, 5), (5, 6), (7, 15), (8, 11), (8, 12), (9, 16), (9, 23), (10, 14), (10, 22), (11, 3), (11, 4), (11, 23)]);
        assert_eq!(year(2020), [(1, 1), (1, 13), (2, 11), (2, 23), (2, 24), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6), (7, 23), (7, 24), (8, 10), (9, 21), (9, 22), (11, 3), (11, 23)]);
        assert_eq!(year(2021), [(1, 1), (1, 11), (2, 11), (2, 23), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (7, 22), (7, 23), (8, 8), (8, 9), (9, 20), (9, 23), (11, 3), (11, 23)]);
        assert_eq!(year(2026), [(1, 1), (1, 12), (2, 11), (2, 23), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5), (5, 6), (7, 20), (8, 11), (9, 21), (9, 22), (9, 23), (10, 12), (11, 3), (11, 23)]);
    }

    #[test]
    fn a_day_between_two_holidays_is_told_from_a_substitute() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(holiday(day(2026, 9, 22)), Some(Holiday::Between));
        assert_eq!(holiday(day(2026, 5, 6)), Some(Holiday::Substitute));
        assert_eq!(holiday(day(1998, 5, 4)), Some(Holiday::Substitute), "a Monday after Constitution Day on a Sunday");
        assert_eq!(holiday(day(1997, 5, 4)), None, "a Sunday is not a day between before 2007");
        assert_eq!(holiday(day(2099, 9, 23)), Some(Holiday::AutumnalEquinox));
        assert_eq!(holiday(day(1948, 11, 3)), None);
    }
}
