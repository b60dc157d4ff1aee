//! Sentences of `renkei timeline`.

use super::{Lang, Text};
use crate::domain::consultation::ConsultationNumber;

/// What the command is for.
pub const ABOUT: Text = Text::new("一人の経過を新しい順に示す", "Show one patient's timeline, the newest first");
/// The number.
pub const NUMBER: Text = Text::new(
    "対象者番号（p123 か 123）、またはその人の相談番号（R8-0123）",
    "The patient's number (p123 or 123), or that of a consultation about the patient (R8-0123)",
);
/// The kinds.
pub const KIND: Text = Text::new("この種類だけ（何度でも指定できる）", "Only this kind; may be given several times");
/// The first day.
pub const FROM: Text = Text::new("この日から", "From this day on");
/// The last day.
pub const TO: Text = Text::new("この日まで", "Up to this day");
/// How many.
pub const LIMIT: Text = Text::new("最大の件数", "At most so many rows");

/// What was given is no number.
pub fn no_number(given: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("「{given}」は番号ではありません。p123、123、R8-0123 のように指定してください。"),
        Lang::En => format!("{given} is no number. Give one like p123, 123 or R8-0123."),
    }
}

/// What was given is no date.
pub fn no_date(given: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("「{given}」は日付として読めません。2026-11-22 や R8.11.22 のように書いてください。"),
        Lang::En => format!("{given} cannot be read as a date. Write it like 2026-11-22 or R8.11.22."),
    }
}

/// There is no such consultation.
pub fn no_consultation(number: ConsultationNumber, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("相談 {number} は見つかりません。番号を確かめてください。"),
        Lang::En => format!("There is no consultation {number}. Check the number."),
    }
}

/// The consultation is about nobody with a record.
pub fn nobody(number: ConsultationNumber, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("相談 {number} には対象者の記録がありません。先に対象者を登録して結びつけてください。"),
        Lang::En => {
            format!("The consultation {number} is about nobody with a record. Register the person and link it.")
        }
    }
}

/// The record that stands for this one.
pub fn stands_for(line: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("! 統合先: {line}"),
        Lang::En => format!("! merged into {line}"),
    }
}

/// A record that shows within this one.
pub fn absorbed(line: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("= 統合された記録: {line}"),
        Lang::En => format!("= merged record {line}"),
    }
}

/// How many of how many are shown.
pub fn shown(rows: usize, total: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{total}件中{rows}件"),
        Lang::En => format!("{rows} of {total}"),
    }
}
