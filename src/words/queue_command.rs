//! Words of `renkei queue`.

use super::{Lang, Text};

pub const ABOUT: Text = Text::new("相談の一覧を出す", "Print the consultation queue");
pub const STATE: Text = Text::new(
    "状態（いくつでも。なければ終わっていないもの）",
    "States, any number; all that is open if none is named",
);
pub const URGENCY: Text = Text::new("緊急度（いくつでも）", "Urgencies, any number");
pub const AREA: Text = Text::new("圏域の名前かコード（いくつでも）", "Areas by name or code, any number");
pub const MINE: Text = Text::new("自分の担当だけ", "Only those that you have");
pub const OVERDUE: Text = Text::new("期限を過ぎたものだけ", "Only what is overdue");
pub const CALL_BACK: Text = Text::new("折り返し待ちだけ", "Only those with a call to return");
pub const TEXT: Text = Text::new(
    "番号・氏名・かな・ローマ字・所属・電話・内容の1行目にある言葉",
    "Words in number, names, kana, romaji, organisation, phone or first line",
);
pub const LIMIT: Text = Text::new("出す件数の上限", "How many at the most");

/// There is no such area.
pub fn no_area(asked: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("「{asked}」という圏域はありません。圏域の名前かコードを確かめてください。"),
        Lang::En => format!("There is no area {asked}. Check its name or code."),
    }
}

/// How many of how many were printed.
pub fn shown(shown: usize, total: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{total}件のうち{shown}件"),
        Lang::En => format!("{shown} of {total}"),
    }
}
