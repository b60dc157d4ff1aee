//! Sentences for a command line that cannot be read: what is wrong with it, and what would do.

use super::{Lang, Text};

/// Before the line that shows how a command is called.
pub const USAGE: Text = Text::new("使い方:", "Usage:");

/// Where all of it is explained.
pub const MORE: Text =
    Text::new("--help を付けると、くわしい説明が出ます。", "With --help everything about it is explained.");

/// There is no such option.
pub fn unknown(lang: Lang, option: &str, meant: Option<&str>) -> String {
    match (lang, meant) {
        (Lang::Ja, Some(meant)) => format!("{option} は使えません。{meant} のことですか。"),
        (Lang::Ja, None) => format!("{option} は使えません。"),
        (Lang::En, Some(meant)) => format!("There is no {option} here. Is {meant} meant?"),
        (Lang::En, None) => format!("There is no {option} here."),
    }
}

/// What has to be named is not.
pub fn missing(lang: Lang, what: &str) -> String {
    match lang {
        Lang::Ja => format!("{what} が足りません。"),
        Lang::En => format!("{what} is missing."),
    }
}

/// One of these has to follow.
pub fn choose(lang: Lang, among: &str) -> String {
    match lang {
        Lang::Ja => format!("続けて、次のどれかを書いてください: {among}"),
        Lang::En => format!("One of these has to follow: {among}"),
    }
}

/// An option stands without its value.
pub fn no_value(lang: Lang, option: &str) -> String {
    match lang {
        Lang::Ja => format!("{option} の値がありません。"),
        Lang::En => format!("{option} has no value."),
    }
}

/// The value is none of those that can be.
pub fn not_among(lang: Lang, option: &str, value: &str, among: &str) -> String {
    match lang {
        Lang::Ja => format!("{option} に「{value}」は使えません。次から選んでください: {among}"),
        Lang::En => format!("{option} cannot be {value}. Choose from: {among}"),
    }
}

/// The value cannot be read as what it should be.
pub fn unreadable(lang: Lang, option: &str, value: &str) -> String {
    match lang {
        Lang::Ja => format!("{option} に「{value}」は使えません。数や書き方を確かめてください。"),
        Lang::En => format!("{option} cannot be {value}. Check the number, or how it is written."),
    }
}

/// Two options exclude each other.
pub fn together(lang: Lang, one: &str, other: &str) -> String {
    match lang {
        Lang::Ja => format!("{one} と {other} は一緒に使えません。"),
        Lang::En => format!("{one} and {other} cannot stand together."),
    }
}
