//! Romaji: kana in Latin letters, and one canonical spelling in which every way of typing it meets.

mod canon;
mod kana;

pub use canon::canonical;
pub use kana::from_kana;

use super::{input::normalise_input, kana::is_kana};

/// The canonical romaji of a reading in kana: what [`canonical`] makes of any spelling of it.
///
/// ```
/// use renkei::text::romaji::{canonical, of_reading};
/// assert_eq!(of_reading("ほうもんかんご"), canonical("houmonkango"));
/// assert_eq!(of_reading("しんばし"), canonical("Shimbashi"));
/// ```
pub fn of_reading(kana: &str) -> String {
    canonical(&from_kana(&normalise_input(kana)))
}

/// The canonical romaji of a search term, if it can be one: kana, letters, digits and the signs between
/// them, mixed as a half-converted input leaves them (`ほうもんk`). None for anything else.
pub fn of_term(term: &str) -> Option<String> {
    let possible = |c: char| {
        is_kana(c) || c.is_ascii_alphanumeric() || matches!(c, '\'' | '’' | '-' | ' ' | '・') || is_long_vowel(c)
    };
    let normal = normalise_input(term);
    let plain = super::forms::to_ascii(&normal);
    if !plain.chars().all(possible) {
        return None;
    }
    let spelt = canonical(&from_kana(&plain));
    spelt.bytes().any(|b| b.is_ascii_alphabetic()).then_some(spelt)
}

fn is_long_vowel(c: char) -> bool {
    "āīūēōâîûêôĀĪŪĒŌÂÎÛÊÔ".contains(c)
}

#[cfg(test)]
mod tests;
