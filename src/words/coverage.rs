//! Words for the 24/365 gap check: duties, weekly plans as staff write and read them, periods, and refusals.

use std::borrow::Cow;

use chrono::Datelike;

use super::{Lang, Say, screen, words};
use crate::domain::absence::AbsenceProblem;
use crate::domain::coverage::{Cover, CoverProblem, Days, Duty, HalfHour, Period, Shift};
use crate::domain::time::{JST, Moment};

words! { Duty {
    Primary => "主治医", "primary";
    Secondary => "副主治医", "secondary";
    VisitingNurse => "訪問看護", "nurse";
    BackBed => "バックベッド", "back bed";
} }

/// English names of the days of a plan.
const EN_DAYS: [&str; 8] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "hol"];

/// A weekly plan on one line, in words that are read back as the same plan; empty for one that covers nothing.
pub fn cover(cover: &Cover, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut before: Option<Shift> = None;
    for shift in &cover.0 {
        let time = times(*shift, lang);
        match (before, parts.last_mut()) {
            // Several times of the same days share them.
            (Some(last), Some(part))
                if last.days == shift.days && last.on_call == shift.on_call && !is_whole(last) && !is_whole(*shift) =>
            {
                let call = on_call(*shift, lang);
                let bare = part.strip_suffix(call).unwrap_or(part).to_owned();
                *part = format!("{bare} {time}{call}");
            }
            _ => parts.push(format!("{}{time}{}", days(*shift, lang), on_call(*shift, lang))),
        }
        before = Some(*shift);
    }
    parts.join(match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    })
}

fn is_whole(shift: Shift) -> bool {
    shift.from == HalfHour::MIDNIGHT && shift.to == HalfHour::END
}

const fn on_call(shift: Shift, lang: Lang) -> &'static str {
    match (shift.on_call, lang) {
        (false, _) => "",
        (true, Lang::Ja) => " オンコール",
        (true, Lang::En) => " on call",
    }
}

fn times(shift: Shift, lang: Lang) -> String {
    match (is_whole(shift), lang) {
        (true, Lang::Ja) => "24時間".to_owned(),
        (true, Lang::En) => "24h".to_owned(),
        (false, _) => format!("{}-{}", shift.from, shift.to),
    }
}

/// The days with the blank behind them; nothing for every day around the clock.
fn days(shift: Shift, lang: Lang) -> String {
    let all = shift.days == Days::ALL;
    match lang {
        _ if all && is_whole(shift) => String::new(),
        Lang::Ja if all => "毎日 ".to_owned(),
        Lang::En if all => "daily ".to_owned(),
        Lang::Ja if shift.days == Days::WORKDAYS => "平日 ".to_owned(),
        Lang::En if shift.days == Days::WORKDAYS => "Mon-Fri ".to_owned(),
        Lang::Ja => format!("{} ", shift.days),
        Lang::En => {
            let names: Vec<&str> = shift.days.numbers().map(|number| EN_DAYS[usize::from(number)]).collect();
            format!("{} ", names.join("/"))
        }
    }
}

/// A period: `11/24(火) 18:00-11/25(水) 8:00`, one day only once.
pub fn period(period: Period, lang: Lang) -> String {
    let day = |at: Moment| format!("{}/{}({})", at.month(), at.day(), screen::weekday(at.weekday(), lang));
    let (from, to) = (period.from().with_timezone(&JST), period.to().with_timezone(&JST));
    let until = if to.date_naive() == from.date_naive() {
        to.format("%-H:%M").to_string()
    } else if period.days().0 == period.days().1 {
        "24:00".to_owned()
    } else {
        format!("{} {}", day(to), to.format("%-H:%M"))
    };
    format!("{} {}-{until}", day(from), from.format("%-H:%M"))
}

/// A stretch of one night: `18:00-24:00` or `22:00-8:00`.
pub fn stretch(period: Period) -> String {
    let (from, to) = (period.from().with_timezone(&JST), period.to().with_timezone(&JST));
    let until = to.format("%-H:%M").to_string();
    let until = if until == "0:00" { "24:00" } else { &until };
    format!("{}-{until}", from.format("%-H:%M"))
}

impl Say for CoverProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en): (String, String) = match self {
            Self::Unreadable { part } => (
                format!("「{part}」を読み取れません。例: 平日 9-18、土 9-12、毎日 18-9 オンコール、24時間"),
                format!("{part:?} cannot be read. For example: Mon-Fri 9-18, sat 9-12, daily 18-9 on call, 24h"),
            ),
            Self::NoTimes { part } => (
                format!("「{part}」に時間がありません。例: 土 9-12"),
                format!("{part:?} has no times. For example: sat 9-12"),
            ),
            Self::NotHalf { time } => (
                format!("「{time}」は30分単位ではありません。9:00か9:30のように入力してください。"),
                format!("{time} is not on the half hour. Enter it like 9:00 or 9:30."),
            ),
            Self::TooMany { limit } => (
                format!("対応時間は{limit}件までです。まとめて入力してください。"),
                format!("The hours may have {limit} parts. Put some together."),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}

impl Say for AbsenceProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let (ja, en): (String, String) = match self {
            Self::NobodyNamed => (
                "不在になる事業所がありません。事業所を選ぶか、名前を入力してください。".into(),
                "Nobody is named. Choose the place or enter its name.".into(),
            ),
            Self::ReasonMissing => {
                ("理由がありません。理由を入力してください。".into(), "The reason is missing. Enter it.".into())
            }
            Self::TooLong { limit } => {
                (format!("文が長すぎます。{limit}文字までにしてください。"), format!("Use at most {limit} characters."))
            }
            Self::Over => (
                "不在の終わりがもう過ぎています。期間を確かめてください。".into(),
                "The absence is over already. Check the period.".into(),
            ),
            Self::TooLongTime { days } => (
                format!("{days}日を超える不在は入力できません。閉院・廃止なら資源の画面で記録してください。"),
                format!(
                    "An absence may have {days} days. If the place has closed down, record it among the resources."
                ),
            ),
            Self::OtherPerson => (
                "不在になる人は変えられません。この不在を取り消して、新しく入力してください。".into(),
                "Who is away does not change. Cancel this absence and enter a new one.".into(),
            ),
            Self::IsCancelled => (
                "この不在は取り消されています。必要なら新しく入力してください。".into(),
                "This absence was called off. Enter a new one if needed.".into(),
            ),
            Self::NothingChanged => (
                "変わったところがないため、何も保存していません。".into(),
                "Nothing differs, so nothing was saved.".into(),
            ),
        };
        Cow::Owned(match lang {
            Lang::Ja => ja,
            Lang::En => en,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plan_reads_as_an_office_writes_it() {
        for (typed, ja, en) in [
            ("24時間", "24時間", "24h"),
            ("24h on call", "24時間 オンコール", "24h on call"),
            (
                "平日 9-12 14-18、土 9-12",
                "平日 9:00-12:00 14:00-18:00、土 9:00-12:00",
                "Mon-Fri 9:00-12:00 14:00-18:00, Sat 9:00-12:00",
            ),
            ("毎日 18-8 電話", "毎日 18:00-8:00 オンコール", "daily 18:00-8:00 on call"),
            ("月水祝 10-24", "月水祝 10:00-24:00", "Mon/Wed/hol 10:00-24:00"),
        ] {
            let plan = Cover::read(typed).unwrap();
            assert_eq!((cover(&plan, Lang::Ja).as_str(), cover(&plan, Lang::En).as_str()), (ja, en));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(shifts in prop::collection::vec((1_u8..=255, 0_u8..48, 1_u8..=48, any::<bool>()), 0..6)) {
            let shift = |(days, from, to, on_call): (u8, u8, u8, bool)| Shift {
                days: (0..8).filter(|n| days & (1 << n) != 0).fold(Days::default(), |all, n| all.or(Days::one(n))),
                from: HalfHour::new(from).unwrap(),
                to: HalfHour::new(to).unwrap(),
                on_call,
            };
            let plan = Cover(shifts.into_iter().map(shift).collect());
            for lang in [Lang::Ja, Lang::En] {
                let written = cover(&plan, lang);
                prop_assert_eq!(Cover::read(&written), Ok(plan.clone()), "{}", written);
            }
        }
    }
}
