//! Who else is at a record, in a few words beside it.

use super::Lang;

/// Somebody fills a form about it.
pub fn typing(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{name}さんが入力中"),
        Lang::En => format!("{name} is typing"),
    }
}

/// The same where a row has little room.
pub fn typing_short(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{name}が入力中"),
        Lang::En => format!("{name} types"),
    }
}

/// Somebody has it open.
pub fn looking(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{name}さんが閲覧中"),
        Lang::En => format!("{name} is looking"),
    }
}
