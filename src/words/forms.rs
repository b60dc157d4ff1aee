//! Words of forms: what is missing, what cannot be read, what a field takes.

use super::{Lang, Text};
use crate::text::{DateProblem, era};

/// Before the sentence that a save needs more.
pub const MISSING: Text = Text::new("入力してください", "Fill this in");
/// A time is missing behind a date.
pub const TIME_MISSING: Text = Text::new("時刻も入れてください (例 11/24 9:10)", "Add the time (as in 11/24 9:10)");
/// No date and time can be read.
pub const NOT_A_MOMENT: Text =
    Text::new("日時を読み取れません (例 11/24 9:10、きのう 15時、9:10)", "No date and time (as in 11/24 9:10 or 9:10)");
/// Nothing in the list matches what is typed.
pub const NOT_IN_LIST: Text = Text::new("一覧にありません。候補から選んでください", "Choose one of the list");
/// A record was typed for but not chosen.
pub const NOT_CHOSEN: Text = Text::new("候補から選んでください", "Choose one of those found");
/// The answer of a search has not come yet.
pub const SEARCHING: Text = Text::new("さがしています", "Searching");
/// Nothing was found.
pub const NOTHING: Text = Text::new("見つかりません", "Nothing found");
/// The form is being saved.
pub const SAVING: Text = Text::new("保存しています", "Saving");
/// The form is checked before it is saved.
pub const CHECKING: Text = Text::new("確かめています", "Checking");
/// A check found something; the same key again saves all the same.
pub const SAVE_ANYWAY: Text = Text::new("よければ、もう一度保存してください", "If this is right, save once more");
/// Esc would lose what is typed.
pub const DISCARD: Text = Text::new("書きかけを捨てて閉じますか? (y/n)", "Throw away what you have typed? (y/n)");
/// The last field: nothing follows but saving.
pub const LAST_FIELD: Text =
    Text::new("最後の欄です。保存のキーで登録します", "This is the last field; save when ready");
/// The form came from a draft.
pub const FROM_DRAFT: Text = Text::new("下書きから続けます", "Going on from the draft");
/// Heading of the place of forms.
pub const PLACE: Text = Text::new("入力", "Form");

/// What a date field takes.
pub const DATE_HELP: Text = Text::new("例 R8.11.22、11/22、きのう、-3", "As in 2026-11-22, 11/22, R8.11.22, -3");
/// What a field of date and time takes.
pub const MOMENT_HELP: Text = Text::new("例 11/22 9:10、きのう 15時、9:10", "As in 11/22 9:10, or 9:10 for today");
/// What a field of one code takes.
pub const ONE_HELP: Text =
    Text::new("番号・かな・ローマ字で絞り、Enterで決定", "Narrow by number or letters, Enter takes it");
/// What a field of several codes takes.
pub const MANY_HELP: Text = Text::new(
    "番号・かな・ローマ字で絞り、Enterで付け外し、Tabで次へ",
    "Narrow by number or letters, Enter adds or removes, Tab goes on",
);
/// What a field of offers takes.
pub const OFFERED_HELP: Text = Text::new(
    "近い順の候補。↓で選んでEnter、名前や町名で絞込、一覧になければTabで次へ",
    "nearest first: Down and Enter take one, typing narrows, Tab goes on without",
);
/// When something happened.
pub const WHEN: Text = Text::new("日時", "When");
/// How something was said or sent.
pub const MEANS: Text = Text::new("方法", "By what means");
/// What a field of a record takes.
pub const RECORD_HELP: Text =
    Text::new("名前・かな・ローマ字でさがし、Enterで決定", "Type part of the name, Enter takes it");
/// What a field of many questions takes.
pub const ANSWERS_HELP: Text = Text::new(
    "答えの番号を1つずつ。無回答は - 。左右で戻って直せます",
    "One digit an answer, - where there is none; go back with Left to put one right",
);

/// The sign for an answer that was left out.
pub const LEFT_OUT: Text = Text::new("無回答", "none");

/// Nothing is left to answer.
pub const ALL_ANSWERED: Text = Text::new("すべて入力しました", "All are answered");

/// How many questions are answered.
pub fn answered(count: usize, of: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("回答 {count}/{of}"),
        Lang::En => format!("{count} of {of} answered"),
    }
}

/// What a long text takes.
pub const LONG_HELP: Text = Text::new("Enterで改行、Tabで次へ", "Enter starts a line, Tab goes on");

/// Why a date was not understood.
pub fn date_problem(problem: &DateProblem, lang: Lang) -> String {
    let text = match problem {
        DateProblem::Empty => MISSING,
        DateProblem::NotADate => {
            Text::new("日付を読み取れません (例 R8.11.22、11/22)", "No date (as in 2026-11-22 or 11/22)")
        }
        DateProblem::NoSuchDay { year, month, day } => {
            return match lang {
                Lang::Ja => format!("{year}年{month}月{day}日という日はありません"),
                Lang::En => format!("There is no {year}-{month:02}-{day:02}"),
            };
        }
        DateProblem::EraNotBegun { date, .. } | DateProblem::EraEnded { date, .. } => {
            return match lang {
                Lang::Ja => format!("元号が違います。{}のことですか", era::long(*date)),
                Lang::En => format!("The era is wrong; did you mean {}?", era::short(*date)),
            };
        }
    };
    text.say(lang).to_owned()
}

/// A number lies outside of its range.
pub fn out_of_range(from: f64, to: f64, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{from} から {to} までにしてください"),
        Lang::En => format!("Must be from {from} to {to}"),
    }
}

/// No number, or too many decimals.
pub fn not_a_number(decimals: u8, lang: Lang) -> String {
    match (lang, decimals) {
        (Lang::Ja, 0) => "整数を入れてください".to_owned(),
        (Lang::Ja, _) => format!("数を入れてください (小数{decimals}桁まで)"),
        (Lang::En, 0) => "Enter a whole number".to_owned(),
        (Lang::En, _) => format!("Enter a number with at most {decimals} decimals"),
    }
}

/// A text is longer than its field takes.
pub fn too_long(limit: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{limit}文字までにしてください"),
        Lang::En => format!("At most {limit} characters"),
    }
}

/// Two people changed the same fields of one record.
pub const BOTH_CHANGED: Text = Text::new(
    "印の欄はほかの人も変えました。もう一度保存すると、こちらの内容になります。",
    "Somebody else changed the marked fields too. Save once more to keep what stands here.",
);

/// What somebody else made of a field.
pub fn theirs(value: &str, lang: Lang) -> String {
    match (lang, value) {
        (Lang::Ja, "") => "ほかの人がここを変えました".to_owned(),
        (Lang::En, "") => "somebody else changed this".to_owned(),
        (Lang::Ja, value) => format!("ほかの人の入力: {value}"),
        (Lang::En, value) => format!("somebody else wrote: {value}"),
    }
}
