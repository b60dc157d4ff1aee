//! A weekly plan as staff write it on one line: `平日 9-18、土 9-12、毎日 18-9 オンコール`, `24時間`, `Mon-Fri 9:00-18:00`.

use serde::{Deserialize, Serialize};

use super::cover::{Cover, Days, Shift};
use super::half_hours::HalfHour;
use crate::text::{forms, normalise_input, parse_time};

/// Why a line is no weekly plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverProblem {
    /// A part names no days that are known, and no times.
    Unreadable {
        /// The part as typed.
        part: String,
    },
    /// A part has days and no times.
    NoTimes {
        /// The part as typed.
        part: String,
    },
    /// A time lies between two half hours.
    NotHalf {
        /// The time as typed.
        time: String,
    },
    /// More shifts than anybody has.
    TooMany {
        /// The most.
        limit: u32,
    },
}

/// The most shifts that one plan holds.
pub const MOST_SHIFTS: usize = 40;

/// What stands for a set of days; longer words come before those that they begin with.
const DAY_WORDS: [(&str, u8, u8); 26] = [
    ("毎日", 0, 7),
    ("平日", 0, 4),
    ("週末", 5, 6),
    ("祝日", 7, 7),
    ("月", 0, 0),
    ("火", 1, 1),
    ("水", 2, 2),
    ("木", 3, 3),
    ("金", 4, 4),
    ("土", 5, 5),
    ("日", 6, 6),
    ("祝", 7, 7),
    ("weekday", 0, 4),
    ("weekend", 5, 6),
    ("daily", 0, 7),
    ("every", 0, 7),
    ("mon", 0, 0),
    ("tue", 1, 1),
    ("wed", 2, 2),
    ("thu", 3, 3),
    ("fri", 4, 4),
    ("sat", 5, 5),
    ("sun", 6, 6),
    ("hol", 7, 7),
    ("曜日", 8, 8),
    ("曜", 8, 8),
];

/// What says that somebody is called rather than there.
const ON_CALL: [&str; 6] = ["オンコール", "おんこーる", "電話", "待機", "on call", "oncall"];

/// What says around the clock.
const ALWAYS: [&str; 5] = ["24時間365日", "24時間", "24/365", "24/7", "24h"];

impl Cover {
    /// The plan that a line says; an empty line is a plan that covers nothing.
    pub fn read(typed: &str) -> Result<Self, CoverProblem> {
        let tidy = forms::to_ascii(&normalise_input(typed)).to_lowercase().replace("対応", " ");
        let mut shifts: Vec<Shift> = Vec::new();
        let mut days = Days::ALL;
        for part in tidy.split(['、', ';', ',', '\n', '。']).map(str::trim).filter(|part| !part.is_empty()) {
            let (named, read) = self::part(part, days)?;
            // A part that names no days goes on with those before it: 平日 9-12、14-18.
            days = named;
            shifts.extend(read);
            if shifts.len() > MOST_SHIFTS {
                return Err(CoverProblem::TooMany { limit: 40 });
            }
        }
        Ok(Self(shifts))
    }
}

/// The days that count from here on, and the shifts of one part.
fn part(part: &str, before: Days) -> Result<(Days, Vec<Shift>), CoverProblem> {
    let (rest, on_call) = taken_out(part, &ON_CALL);
    let (rest, always) = taken_out(&rest, &ALWAYS);
    let (named, rest) = named_days(&rest);
    let days = named.unwrap_or(if always { Days::ALL } else { before });
    let unreadable = || CoverProblem::Unreadable { part: part.to_owned() };
    if always {
        return if rest.is_empty() {
            Ok((days, vec![Shift { days, on_call, ..Shift::ALWAYS }]))
        } else {
            Err(unreadable())
        };
    }
    if rest.is_empty() {
        return Err(CoverProblem::NoTimes { part: part.to_owned() });
    }
    let mut shifts = Vec::new();
    for range in rest.split(|c: char| c.is_whitespace() || c == '/' || c == '+').filter(|range| !range.is_empty()) {
        let (from, to) = range.split_once(is_dash).ok_or_else(unreadable)?;
        let (from, to) = (time(from).ok_or_else(unreadable)??, time(to).ok_or_else(unreadable)??);
        // 18-0 is until midnight.
        let to = if to == HalfHour::MIDNIGHT { HalfHour::END } else { to };
        let shift = Shift { days, from, to, on_call };
        if !shift.is_possible() {
            return Err(unreadable());
        }
        shifts.push(shift);
    }
    Ok((days, shifts))
}

/// The text without the first of these words that it holds, and whether it held one.
fn taken_out(text: &str, words: &[&str]) -> (String, bool) {
    match words.iter().find_map(|word| text.split_once(word)) {
        Some((before, after)) => (format!("{before} {after}").trim().to_owned(), true),
        None => (text.to_owned(), false),
    }
}

fn is_dash(c: char) -> bool {
    forms::is_hyphen(c) || matches!(c, 'ー' | '~' | '～' | '〜')
}

/// The days at the start of a part, if it names any, and what follows them.
fn named_days(part: &str) -> (Option<Days>, &str) {
    let mut days = Days::default();
    let (mut rest, mut last, mut through) = (part, None, false);
    loop {
        let before = rest;
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '・' || c == '/');
        if let Some(after) = rest.strip_prefix(is_dash).filter(|_| last.is_some() && !through) {
            (rest, through) = (after, true);
            continue;
        }
        let word = DAY_WORDS.iter().find_map(|(word, from, to)| Some((rest.strip_prefix(word)?, *from, *to)));
        match word {
            Some((after, from, to)) => {
                let from = if through { last.unwrap_or(from) } else { from };
                days = (from..=to).fold(days, |days, number| days.or(Days::one(number)));
                if from < 8 {
                    last = Some(to);
                }
                // Thursday is thu.
                (rest, through) = (after.trim_start_matches(|c: char| c.is_ascii_alphabetic()), false);
            }
            None if through => return (Some(days).filter(|days| !days.is_empty()), before),
            None => return (Some(days).filter(|days| !days.is_empty()), rest),
        }
    }
}

/// A time, `24:00` included; none if it is no time, a problem if it lies between two half hours.
fn time(typed: &str) -> Option<Result<HalfHour, CoverProblem>> {
    let typed = typed.trim();
    if matches!(typed, "24" | "24:00" | "24時" | "2400") {
        return Some(Ok(HalfHour::END));
    }
    let time = parse_time(typed).ok()?;
    Some(HalfHour::at(time).ok_or_else(|| CoverProblem::NotHalf { time: typed.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(days: &str, from: u8, to: u8, on_call: bool) -> Shift {
        let (from, to) = (HalfHour::new(from).unwrap(), HalfHour::new(to).unwrap());
        Shift { days: days.parse().unwrap(), from, to, on_call }
    }

    #[test]
    fn plans_as_an_office_writes_them() {
        let all = "月火水木金土日祝";
        for (typed, plan) in [
            ("", vec![]),
            ("24時間", vec![shift(all, 0, 48, false)]),
            ("24h オンコール", vec![shift(all, 0, 48, true)]),
            ("24時間365日対応 ｵﾝｺｰﾙ", vec![shift(all, 0, 48, true)]),
            ("毎日 18-0", vec![shift(all, 36, 48, false)]),
            ("平日 9-18", vec![shift("月火水木金", 18, 36, false)]),
            ("月～金 ９：００～１８：３０", vec![shift("月火水木金", 18, 37, false)]),
            ("月・水・金 9-12 14-18", vec![shift("月水金", 18, 24, false), shift("月水金", 28, 36, false)]),
            (
                "平日 9-12、14-18、土 9-12",
                vec![
                    shift("月火水木金", 18, 24, false),
                    shift("月火水木金", 28, 36, false),
                    shift("土", 18, 24, false),
                ],
            ),
            ("毎日18時-9時 電話", vec![shift(all, 36, 18, true)]),
            ("土日祝 0-24", vec![shift("土日祝", 0, 48, false)]),
            ("火曜 8時半-17時", vec![shift("火", 17, 34, false)]),
            ("Mon-Friday 9:00-18:00; sat 9-12", vec![shift("月火水木金", 18, 36, false), shift("土", 18, 24, false)]),
            ("daily 18-8 on call", vec![shift(all, 36, 16, true)]),
            ("金-日 22-6", vec![shift("金土日", 44, 12, false)]),
        ] {
            assert_eq!(Cover::read(typed), Ok(Cover(plan)), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_which_part() {
        assert_eq!(Cover::read("平日 9-18、土"), Err(CoverProblem::NoTimes { part: "土".into() }));
        assert_eq!(Cover::read("平日 9:15-18"), Err(CoverProblem::NotHalf { time: "9:15".into() }));
        for typed in ["いつでも", "平日 9", "平日 9-18-20", "平日 25-26", "月 24-24"] {
            assert!(matches!(Cover::read(typed), Err(CoverProblem::Unreadable { .. })), "{typed}");
        }
        let many = vec!["9-10"; 41].join(",");
        assert_eq!(Cover::read(&many), Err(CoverProblem::TooMany { limit: 40 }));
    }
}
