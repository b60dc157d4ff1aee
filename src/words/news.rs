//! Words of what a member should know on coming back, and of cases that change hands.

use super::actions::actions;
use super::{Lang, Say, Text};
use crate::api::news::{Handed, NewsKind};
use std::borrow::Cow;

actions! {
    NEWS: "お知らせ", "news", "前回からの変更と待っていることを見る", "What has changed since you left, and what waits", "ぜんかいからのへんこうとまっていることをみる おしらせ";
    NEWS_OPEN: "開く", "open", "えらんだものの画面へ", "Go to the record", "えらんだもののがめんへ";
}

/// The place of the list.
pub const PLACE: Text = Text::new("お知らせ", "News");
/// The title for somebody who was never here before.
pub const WAITS: Text = Text::new("いま待っていること", "What waits for you");
/// There is none.
pub const NOTHING: Text = Text::new("前回から変わったことはありません", "Nothing has changed, and nothing waits");

/// The title, with the time since when.
pub fn since(when: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("前回 ({when}) からのこと"),
        Lang::En => format!("Since you left ({when})"),
    }
}

impl Say for NewsKind {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let text = match self {
            Self::TakenFrom => Text::new("担当交代", "taken over"),
            Self::HandedTo => Text::new("引き継ぎ", "handed over"),
            Self::Changed => Text::new("変更", "changed"),
            Self::Question => Text::new("質問待ち", "question"),
            Self::CallBack => Text::new("折返し", "call back"),
            Self::Overdue => Text::new("期限超過", "overdue"),
            Self::DueToday => Text::new("本日期限", "due today"),
        };
        Cow::Borrowed(text.say(lang))
    }
}

/// So many things are new, and this key shows them.
pub fn waiting(count: usize, key: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("お知らせが{count}件あります ({key}で開く)"),
        Lang::En => format!("{count} news ({key} shows them)"),
    }
}

/// A case went out of the reader's hands, or came into them; `key` shows all of these.
pub fn handed(handed: &Handed, mine: bool, by: &str, to: &str, key: &str, lang: Lang) -> String {
    let Handed { number, reason, .. } = handed;
    let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    let itself = handed.by == handed.to;
    match (lang, mine) {
        (Lang::Ja, false) if itself => format!("{by}さんが {number} の担当を引き取りました{why} ({key}で確認)"),
        (Lang::En, false) if itself => format!("{by} took {number} over from you{why} ({key} to confirm)"),
        (Lang::Ja, true) => format!("{by}さんから {number} を任されました{why} ({key}で確認)"),
        (Lang::Ja, false) => format!("{by}さんが {number} の担当を{to}さんに替えました{why} ({key}で確認)"),
        (Lang::En, true) => format!("{by} gave you {number}{why} ({key} to confirm)"),
        (Lang::En, false) => format!("{by} gave your {number} to {to}{why} ({key} to confirm)"),
    }
}

/// Behind the first of several.
pub fn more(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("  ほか{count}件"),
        Lang::En => format!("  and {count} more"),
    }
}
