//! Finds short texts by a few typed letters: kanji, kana, romaji, English or digits, without an input method.

use crate::text::{fold, reading, romaji};

/// The keys by which one thing is found.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    folded: Vec<String>,
    spelt: Vec<String>,
}

impl Filter {
    /// Of all its names and readings.
    pub fn of(texts: &[&str]) -> Self {
        let folded = texts.iter().map(|text| fold(text)).filter(|key| !key.is_empty()).collect();
        let spelt = texts.iter().map(|text| romaji::of_reading(&reading(text))).collect();
        Self { folded, spelt }
    }

    fn score(&self, folded: &str, spelt: Option<&str>) -> Option<usize> {
        let by_text = self.folded.iter().filter_map(|key| distance(key, folded));
        let by_sound =
            spelt.into_iter().flat_map(|spelt| self.spelt.iter().filter_map(move |key| distance(key, spelt)));
        by_text.chain(by_sound).min()
    }
}

/// How far the key is from what was typed: where it begins, or how spread out it is; none if letters are missing.
fn distance(key: &str, typed: &str) -> Option<usize> {
    if let Some(at) = key.find(typed) {
        return Some(at);
    }
    let mut wanted = typed.chars();
    let mut next = wanted.next();
    let mut first = None;
    for (at, c) in key.char_indices() {
        if Some(c) == next {
            first = first.or(Some(at));
            next = wanted.next();
            if next.is_none() {
                return Some(1_000 + at - first.unwrap_or(at));
            }
        }
    }
    None
}

/// The places of those that match, the nearest first; all of them if nothing is typed.
pub fn best<'a>(typed: &str, of: impl Iterator<Item = &'a Filter>) -> Vec<usize> {
    let folded = fold(typed);
    let spelt = romaji::of_term(typed.trim());
    if folded.is_empty() {
        return of.enumerate().map(|(at, _)| at).collect();
    }
    let scored = of.enumerate().filter_map(|(at, filter)| Some((filter.score(&folded, spelt.as_deref())?, at)));
    let mut scored: Vec<(usize, usize)> = scored.collect();
    scored.sort_unstable();
    scored.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_by_kanji_kana_romaji_and_english() {
        let all = [
            Filter::of(&["ケアマネジャー", "care manager"]),
            Filter::of(&["訪問看護師", "ほうもんかんごし", "visiting nurse"]),
        ];
        for typed in ["訪問", "ほうもん", "ホウモン", "houmon", "homon", "visit"] {
            assert_eq!(best(typed, all.iter()), [1], "{typed}");
        }
        assert_eq!(best("keamane", all.iter()), [0]);
        assert_eq!(best("", all.iter()), [0, 1]);
        assert!(best("ほげ", all.iter()).is_empty());
    }
}
