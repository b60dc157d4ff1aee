//! Words of the handover at the end of a shift.

use crate::words::actions::actions;
use crate::words::{Lang, Text};

actions! {
    HAND_OVER: "申し送り", "hand over", "自分の相談をまとめて引き継ぐ", "Hand own cases over to a colleague", "じぶんのそうだんをまとめてひきつぐ もうしおくり";
}

/// Heading of the form.
pub const FORM: Text = Text::new("申し送り", "Handover");
/// The cases.
pub const CASES: Text = Text::new("相談", "Cases");
/// Help under them.
pub const CASES_HELP: Text =
    Text::new("はじめは全部。Enterで付け外し", "All of them at first; Enter adds or removes one");
/// What the colleague is told.
pub const LINE: Text = Text::new("申し送り", "What to know");
/// The caller has no case.
pub const NO_CASES: Text = Text::new("引き継ぐ相談はありません。", "You have no case to hand over.");

/// The reason in each case's course.
pub fn reason(line: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("申し送り: {line}"),
        Lang::En => format!("Handover: {line}"),
    }
}

/// It is done.
pub fn done(count: usize, to: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{to}さんに{count}件を引き継ぎました"),
        Lang::En => format!("{count} handed over to {to}"),
    }
}
