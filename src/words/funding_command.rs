//! Sentences of `renkei account` and `renkei funding`.

use super::{Lang, Text};

/// What `account` is for.
pub const ACCOUNT: Text = Text::new(
    "財源と事業項目ごとの時間・延数・実数を、年度で出す（管理責任者のみ）",
    "Time, contacts and persons charged to each funding line and item in a fiscal year; for managers",
);
/// The fiscal year.
pub const YEAR: Text =
    Text::new("年度: R8、令和8年度、2026。省くと今年度", "Fiscal year: R8 or 2026; this year if left out");
/// What `funding` is for.
pub const FUNDING: Text = Text::new(
    "財源の額とふだんの事業項目・財源を見る。FILE を付けると、その内容に置き換える",
    "Show what funding lines give and what work is usually charged to; with FILE, take over what it says",
);
/// The file.
pub const FILE: Text =
    Text::new("TOML ファイル。書き方は出力と同じ", "A TOML file of the same form as what is printed");

/// The file was taken over.
pub fn taken(lang: Lang, grants: usize, usual: usize) -> String {
    match lang {
        Lang::Ja => format!("財源の額 {grants}件、ふだんの事業項目・財源 {usual}件に置き換えました。"),
        Lang::En => format!("Taken over: {grants} amounts of funding lines, {usual} usual charges."),
    }
}

/// The file cannot be read as TOML of the right form.
pub fn unreadable(lang: Lang, path: &str, line: Option<usize>, why: &str) -> String {
    match (lang, line) {
        (Lang::Ja, Some(line)) => format!("{path} の{line}行目が読めません: {why}"),
        (Lang::Ja, None) => format!("{path} が読めません: {why}"),
        (Lang::En, Some(line)) => format!("{path}, line {line} cannot be read: {why}"),
        (Lang::En, None) => format!("{path} cannot be read: {why}"),
    }
}
