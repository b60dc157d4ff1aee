//! Words that come up together: what the texts of some consultations say more often than those of the others.
//!
//! What it promises: words are told by how many texts hold them, once a text, so that one long text does not speak for
//! many; what few texts hold is not told; the same texts give the same words in the same order.
//!
//! Words are runs of kanji and of katakana, cut where the script changes, and the two-character pieces of longer kanji
//! runs. They are ranked by the log-likelihood ratio of Dunning, *Accurate methods for the statistics of surprise and
//! coincidence*, Computational Linguistics 19 (1993) 61–74, which holds where counts are small.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::text::normalise_input;

/// So many texts hold a word at the least before it is told.
pub const LEAST_TEXTS: u32 = 3;

/// A ratio of less than this is not told: of words without any tie to the texts one in a thousand reaches it (χ², one
/// degree of freedom).
pub const LEAST_RATIO: f64 = 10.83;

/// The longest run that is taken as one word; longer ones are names of places, or no words.
const LONGEST: usize = 8;

/// A word, and how it stands out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The word as it is written.
    pub word: String,
    /// How many of the texts hold it.
    pub texts: u32,
    /// How many of the others hold it.
    pub others: u32,
    /// The log-likelihood ratio.
    pub ratio: f64,
}

/// The words of one text, each once.
pub fn words(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut run = String::new();
    let mut of = Script::Other;
    for letter in normalise_input(text).chars().chain(['。']) {
        let script = Script::of(letter, of);
        if script != of {
            take(&run, of, &mut found);
            run.clear();
            of = script;
        }
        if script != Script::Other {
            run.push(letter);
        }
    }
    found
}

/// Takes in a run, and the pieces of two characters of a longer one in kanji.
fn take(run: &str, of: Script, found: &mut BTreeSet<String>) {
    let letters: Vec<char> = run.chars().collect();
    if letters.len() < 2 || of == Script::Other {
        return;
    }
    if letters.len() <= LONGEST {
        found.insert(run.to_owned());
    }
    if of == Script::Kanji && letters.len() > 2 {
        found.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Other,
}

impl Script {
    /// The script of a letter; signs that belong to what stands before them go with it.
    const fn of(letter: char, before: Self) -> Self {
        match letter {
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                Self::Kanji
            }
            '々' | '〆' if matches!(before, Self::Kanji) => Self::Kanji,
            '\u{30a1}'..='\u{30fa}' => Self::Katakana,
            'ー' if matches!(before, Self::Katakana) => Self::Katakana,
            _ => Self::Other,
        }
    }
}

/// The words that the texts hold more often than the others, the most telling first. A piece of a longer word that is as
/// telling is left out, since the longer one says it.
pub fn together<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    others: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<Word> {
    let (of_texts, texts) = count(texts);
    let (of_others, others) = count(others);
    let mut told: Vec<Word> = of_texts
        .into_iter()
        .filter(|(_, many)| *many >= LEAST_TEXTS)
        .filter_map(|(word, many)| {
            let elsewhere = of_others.get(&word).copied().unwrap_or(0);
            let ratio = ratio(many, texts, elsewhere, others)?;
            (ratio >= LEAST_RATIO).then_some(Word { word, texts: many, others: elsewhere, ratio })
        })
        .collect();
    told.sort_by(|one, other| {
        let length = |word: &Word| word.word.chars().count();
        other
            .ratio
            .total_cmp(&one.ratio)
            .then_with(|| length(other).cmp(&length(one)))
            .then_with(|| one.word.cmp(&other.word))
    });
    let mut kept: Vec<Word> = Vec::new();
    for word in told {
        let said = kept.iter().any(|longer| longer.word.contains(&word.word) || word.word.contains(&longer.word));
        if !said {
            kept.push(word);
        }
        if kept.len() == most {
            break;
        }
    }
    kept
}

/// How many texts hold each word, and how many texts there are.
fn count<'a>(texts: impl IntoIterator<Item = &'a str>) -> (BTreeMap<String, u32>, u32) {
    let mut all = BTreeMap::new();
    let mut texts_seen = 0;
    for text in texts {
        texts_seen += 1;
        for word in words(text) {
            *all.entry(word).or_insert(0) += 1;
        }
    }
    (all, texts_seen)
}

/// The log-likelihood ratio of a word that `a` of `n` texts hold and `b` of `m` others; none where it is not more common
/// in the texts.
pub fn ratio(a: u32, n: u32, b: u32, m: u32) -> Option<f64> {
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole);
    if n == 0 || m == 0 || share(a, n) <= share(b, m) {
        return None;
    }
    let pooled = f64::from(a + b) / f64::from(n + m);
    let part = |seen: u32, whole: u32, of: f64| {
        let expected = f64::from(whole) * of;
        if seen == 0 || expected <= 0.0 { 0.0 } else { f64::from(seen) * (f64::from(seen) / expected).ln() }
    };
    let sum = part(a, n, pooled)
        + part(n.saturating_sub(a), n, 1.0 - pooled)
        + part(b, m, pooled)
        + part(m.saturating_sub(b), m, 1.0 - pooled);
    Some(2.0 * sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_runs_of_one_script_and_their_pieces() {
        let found = words("常盤平の訪問リハビリが休止。ｶﾃｰﾃﾙは済み、佐々木様へ。");
        for word in ["常盤平", "常盤", "盤平", "訪問", "リハビリ", "休止", "佐々木様"] {
            assert!(found.contains(word), "{word} {found:?}");
        }
        for none in ["の", "が", "済", "訪問リハビリ", "。"] {
            assert!(!found.contains(none), "{none}");
        }
    }

    #[test]
    fn what_the_texts_share_and_the_others_do_not_comes_first_and_is_said_once() {
        let texts =
            ["訪問看護の休止で困る", "訪問看護が休止した", "休止のため訪問看護を探す", "訪問看護の休止と家族の不安"];
        let others: Vec<String> = (0..60).map(|at| format!("家族の不安の相談{at}、訪問診療の希望")).collect();
        let told = together(texts, others.iter().map(String::as_str), 5);
        let words: Vec<&str> = told.iter().map(|word| word.word.as_str()).collect();
        assert_eq!(words[..2], ["訪問看護", "休止"], "{told:?}");
        assert!(!words.contains(&"問看"), "a piece of a word that is told says nothing new: {words:?}");
        assert!(!words.contains(&"家族"), "{words:?}");
        assert_eq!((told[0].texts, told[0].others), (4, 0));
    }

    #[test]
    fn what_two_texts_hold_is_not_told() {
        assert!(together(["透析の送迎", "透析の送迎"], vec!["配食"; 100], 5).is_empty());
        assert!(together(["透析"; 3], [], 5).is_empty(), "without others nothing can be told");
    }

    #[test]
    fn the_ratio_is_that_of_the_paper() {
        // Dunning 1993, table 1 of the usual worked example: "the swiss" k(AB)=110, k(A¬B)=2442, k(¬AB)=111, k(¬A¬B)=29114.
        let ratio = ratio(110, 110 + 2_442, 111, 111 + 29_114).unwrap();
        assert!((ratio - 270.72).abs() < 0.05, "{ratio}");
        assert_eq!(super::ratio(1, 10, 10, 10), None);
    }

    proptest! {
        #[test]
        fn no_text_stops_it_and_no_word_is_of_one_letter(text in ".{0,120}") {
            for word in words(&text) {
                let length = word.chars().count();
                prop_assert!((2..=LONGEST).contains(&length));
            }
        }

        #[test]
        fn the_ratio_is_never_negative(a in 0_u32..200, more in 0_u32..200, b in 0_u32..200, others in 0_u32..2_000) {
            if let Some(ratio) = ratio(a, a + more, b, b + others) {
                prop_assert!(ratio >= -1e-9 && ratio.is_finite());
            }
        }
    }
}
