//! Sentences of the search command.

use super::resource_screen::{CREDIT, PROCESSED, credit as publisher};
use super::{Lang, Text};
use crate::domain::resource::Source;

pub const ABOUT: Text = Text::new(
    "資源・対象者・相談を、漢字・かな・ローマ字で探す",
    "Find places, patients and consultations by kanji, kana or romaji",
);
pub const TEXT: Text = Text::new("探す言葉（空白で区切る）", "The words to look for, divided by spaces");
pub const IN: Text = Text::new("探す範囲（くり返せる）", "What to search in; may be repeated");
pub const LIMIT: Text = Text::new("件数の上限（1〜1000）", "The most hits, 1 to 1,000");

/// Whose open data it comes from, and that it was processed.
pub fn credit(sources: impl IntoIterator<Item = Source>, lang: Lang) -> String {
    let publishers: Vec<&str> = sources.into_iter().map(|source| publisher(source).say(lang)).collect();
    match lang {
        Lang::Ja => format!("{}: {}{}", CREDIT.say(lang), publishers.join("・"), PROCESSED.say(lang)),
        Lang::En => format!("{}: {}{}", CREDIT.say(lang), publishers.join("; "), PROCESSED.say(lang)),
    }
}

/// Nothing was found.
pub fn nothing(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("「{text}」は見つかりません。言葉を減らすか、かなで試してください。"),
        Lang::En => format!("Nothing was found for {text:?}. Try fewer words, or kana."),
    }
}
