//! What texts are spelt like in romaji, remembered: areas, services and names come again in thousands of documents.

use std::collections::HashMap;

use crate::text::{kana, reading, romaji};

/// How many texts are remembered before all are forgotten: most of a city's names, in a few megabytes at the most.
const MOST: usize = 16_384;

/// The spellings of texts that came lately.
#[derive(Debug, Default)]
pub struct Spelt {
    of_texts: HashMap<Box<str>, Box<str>>,
    of_kana: HashMap<Box<str>, Box<str>>,
}

impl Spelt {
    /// The likely reading of any text, in romaji.
    pub(super) fn text(&mut self, text: &str) -> &str {
        remembered(&mut self.of_texts, text, |text| romaji::of_reading(&reading(text)))
    }

    /// A reading that somebody gave, in romaji; what is no kana in it is read first.
    pub(super) fn given(&mut self, text: &str) -> &str {
        let spell = |text: &str| {
            if kana::is_reading(text) { romaji::of_reading(text) } else { romaji::of_reading(&reading(text)) }
        };
        remembered(&mut self.of_kana, text, spell)
    }
}

fn remembered<'a>(
    known: &'a mut HashMap<Box<str>, Box<str>>,
    text: &str,
    spell: impl FnOnce(&str) -> String,
) -> &'a str {
    if !known.contains_key(text) {
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(text.into(), spell(text).into_boxed_str());
    }
    &known[text]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_it_was_and_never_too_much() {
        let mut spelt = Spelt::default();
        for _ in 0..2 {
            assert_eq!(spelt.text("松戸訪問看護"), "matudohomonkango");
            assert_eq!(spelt.given("マツド"), "matudo");
            assert_eq!(spelt.given("松戸"), "matudo");
        }
        for number in 0..=MOST {
            spelt.text(&number.to_string());
        }
        assert!(spelt.of_texts.len() <= MOST);
        assert_eq!(spelt.text("松戸訪問看護"), "matudohomonkango");
    }
}
