//! Words of `renkei report`.

use std::path::Path;

use super::{Lang, Text};
use crate::domain::report::Period;

pub const ABOUT: Text = Text::new("月報・年報を出す", "Print monthly and annual reports");
pub const MONTHLY: Text = Text::new("月報を出す", "Print the report of a month");
pub const ANNUAL: Text = Text::new("年報（4月から3月）を出す", "Print the report of a fiscal year, April to March");
pub const CLOSE: Text = Text::new(
    "終わった月・年度を締める（数はそのまま残り、後の訂正は並べて示す）",
    "Close a month or fiscal year that is over: its figures stay, later corrections stand beside them",
);
pub const MONTH: Text =
    Text::new("月。例 2026-10（なければ先月）", "The month, such as 2026-10; last month if not named");
pub const YEAR: Text = Text::new("年度。例 R8（なければ今年度）", "The fiscal year, such as R8; this one if not named");
pub const FORMAT: Text = Text::new("形式", "The format");
pub const OUT: Text = Text::new("書き出すファイル", "The file to write to");
pub const COMPARE: Text = Text::new("前年を並べる", "Set the year before beside it");
pub const MASK: Text = Text::new(
    "1以上N未満の数を伏せる（Nがなければ5）。公表用",
    "Mask counts from 1 to below N, 5 if not named; for publication",
);
pub const TABLE: Text = Text::new("この表だけ（いくつでも）", "Only these tables, any number");

/// It is closed.
pub fn closed(period: Period, lang: Lang) -> String {
    let name = super::report::period(period, lang);
    match lang {
        Lang::Ja => format!("{name}を締めました。"),
        Lang::En => format!("Closed {name}."),
    }
}

/// A workbook needs a file.
pub fn needs_file(lang: Lang) -> String {
    Text::new(
        "xlsx は --out FILE でファイルに書き出してください。",
        "A workbook is written to a file: name it with --out FILE.",
    )
    .say(lang)
    .to_owned()
}

/// What was written.
pub fn written(path: &Path, lang: Lang) -> String {
    let path = path.display();
    match lang {
        Lang::Ja => format!("{path} に書き出しました。"),
        Lang::En => format!("Wrote {path}."),
    }
}

/// The file cannot be written.
pub fn not_written(path: &Path, why: &str, lang: Lang) -> String {
    let path = path.display();
    match lang {
        Lang::Ja => format!("{path} に書けません（{why}）。場所を確かめてください。"),
        Lang::En => format!("{path} cannot be written ({why}). Check the place."),
    }
}

/// Characters that the encoding does not have.
pub fn replaced(many: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("CP932 にない文字 {many} 字を〓に置き換えました。"),
        Lang::En => format!("{many} characters that CP932 does not have were replaced by 〓."),
    }
}
