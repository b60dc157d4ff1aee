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

/// Whoever changed a record, for the sentences below.
pub fn who(name: Option<&str>, lang: Lang) -> String {
    match (lang, name) {
        (Lang::Ja, Some(name)) => format!("{name}さん"),
        (Lang::En, Some(name)) => name.to_owned(),
        (Lang::Ja, None) => "ほかの人".to_owned(),
        (Lang::En, None) => "somebody else".to_owned(),
    }
}

/// Fields were changed on both sides; `swap` is the key that shows the other's in a field.
pub fn both_changed(who: &str, swap: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => {
            format!("!印の欄は{who}も変えました ({swap}で入れ替え)。もう一度保存すると、この画面の内容になります。")
        }
        Lang::En => format!(
            "The fields marked ! were changed by {who} too ({swap} swaps them). Save once more to keep what stands here."
        ),
    }
}

/// What somebody else changed was taken into the form; a save that was asked for waits for another look.
pub fn taken(who: &str, saving: bool, lang: Lang) -> String {
    match (lang, saving) {
        (Lang::Ja, true) => format!("+印の欄に{who}の変更を取り込みました。よければもう一度保存。"),
        (Lang::Ja, false) => format!("+印の欄に{who}の変更を取り込みました。"),
        (Lang::En, true) => format!("Fields marked + hold what {who} made of them. If this is right, save once more."),
        (Lang::En, false) => format!("Fields marked + hold what {who} made of them."),
    }
}

/// Somebody else did something to the record; `latest` says what, if it is known.
pub fn acted(who: &str, latest: &str, saving: bool, lang: Lang) -> String {
    let mut said = match lang {
        Lang::Ja => format!("開いたあとに{who}がこの記録を変えました"),
        Lang::En => format!("{who} changed this record after you opened it"),
    };
    if !latest.is_empty() {
        said = format!("{said}: {latest}");
    }
    match (lang, saving) {
        (Lang::Ja, true) => format!("{said}  よければもう一度保存。"),
        (Lang::En, true) => format!("{said}.  If this is right, save once more."),
        (Lang::Ja, false) => said,
        (Lang::En, false) => format!("{said}."),
    }
}

/// Beside a field: it holds what somebody else made of it.
pub fn taken_here(who: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{who}が変えました"),
        Lang::En => format!("changed by {who}"),
    }
}

/// Beside a field that was changed on both sides: what somebody else made of it.
pub fn theirs(who: &str, value: &str, lang: Lang) -> String {
    match (lang, value) {
        (Lang::Ja, "") => format!("{who}は空にしました"),
        (Lang::En, "") => format!("emptied by {who}"),
        (Lang::Ja, value) => format!("{who}の入力: {value}"),
        (Lang::En, value) => format!("{who} entered: {value}"),
    }
}

/// The same once the two were swapped: what was typed here.
pub fn mine(value: &str, lang: Lang) -> String {
    match (lang, value) {
        (Lang::Ja, "") => "自分は空にしました".to_owned(),
        (Lang::En, "") => "you had emptied it".to_owned(),
        (Lang::Ja, value) => format!("自分の入力: {value}"),
        (Lang::En, value) => format!("you had typed: {value}"),
    }
}

/// There is nothing to swap a field with.
pub const NOTHING_BESIDE: Text =
    Text::new("この欄には入れ替える内容がありません", "There is nothing to swap this field with");
