//! Making text from anywhere harmless to a terminal: characters that act instead of showing are spelt out.

use std::borrow::Cow;
use std::fmt::Write as _;

/// One line of text with every acting character shown as an escape such as `\u{202e}`.
///
/// Controls (line breaks among them), bidirectional and zero-width characters and tags are spelt
/// out; variation selectors stay, since names need them. Doing it twice changes nothing.
///
/// ```
/// use renkei::text::neutralise;
/// assert_eq!(neutralise("\u{1b}[2J山田"), "\\u{1b}[2J山田");
/// ```
pub fn neutralise(text: &str) -> Cow<'_, str> {
    spell_out(text, acts)
}

/// As [`neutralise`], but line breaks (`\n`, and `\r\n` as `\n`) are kept.
pub fn neutralise_lines(text: &str) -> Cow<'_, str> {
    let acts_within_lines = |c| c != '\n' && acts(c);
    if text.contains("\r\n") {
        let joined = text.replace("\r\n", "\n");
        return Cow::Owned(spell_out(&joined, acts_within_lines).into_owned());
    }
    spell_out(text, acts_within_lines)
}

/// Whether a terminal would act on `c`, or a reader could be deceived by it, instead of seeing it.
pub fn acts(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

fn spell_out(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    let Some(first) = text.find(&hidden) else {
        return Cow::Borrowed(text);
    };
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(&text[..first]);
    for c in text[first..].chars() {
        if hidden(c) {
            // Writing to a String cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_is_spelt_out_and_what_names_need_stays() {
        assert_eq!(neutralise("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(neutralise("\u{feff}a\u{e0041}\t\r\n"), "\\u{feff}a\\u{e0041}\\u{9}\\u{d}\\u{a}");
        assert_eq!(neutralise("葛\u{e0100}城 ① é"), "葛\u{e0100}城 ① é");
        assert_eq!(neutralise("\u{9b}31m"), "\\u{9b}31m");
        assert!(matches!(neutralise("山田"), Cow::Borrowed(_)));
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(neutralise_lines("a\r\nb\nc\rd"), "a\nb\nc\\u{d}d");
        assert!(matches!(neutralise_lines("a\nb"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_acts_afterwards_and_twice_is_once(text in "(\\PC|\\p{Cc}|\\p{Cf}|\r\n){0,40}") {
            let once = neutralise(&text).into_owned();
            prop_assert!(!once.chars().any(acts));
            prop_assert_eq!(neutralise(&once), once.as_str());
            let lines = neutralise_lines(&text).into_owned();
            prop_assert!(!lines.chars().any(|c| c != '\n' && acts(c)));
            prop_assert_eq!(neutralise_lines(&lines), lines.as_str());
        }
    }
}
