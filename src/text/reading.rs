//! How a name is read, by the longest words of a lexicon: a key for finding it by kana or romaji, not a fact about it.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::kana::{hiragana, is_kanji};
use super::variants::{is_selector, usual};

/// Words and their readings, in tables by subject; the tables only help people to find their way.
const LEXICON: &str = include_str!("../../fixtures/readings.toml");

/// The likely reading of `text` in hiragana. Kana, letters and digits stay as they are, and so does a
/// Chinese character that the lexicon does not know.
///
/// ```
/// use renkei::text::reading;
/// assert_eq!(reading("松戸訪問看護ステーション"), "まつどほうもんかんごすてーしょん");
/// ```
pub fn reading(text: &str) -> String {
    read(text).0
}

/// How many Chinese characters of `text` the lexicon cannot read.
pub fn unread(text: &str) -> usize {
    read(text).1
}

fn read(text: &str) -> (String, usize) {
    let letters: Vec<char> = text
        .chars()
        .filter(|c| !is_selector(*c))
        .map(letter)
        .collect();
    let lexicon = lexicon();
    let mut kana = String::with_capacity(text.len() * 2);
    let mut unread = 0;
    let mut at = 0;
    let mut last = "";
    while let Some(&c) = letters.get(at) {
        if let Some(word) = lexicon.longest(&letters[at..]) {
            kana.push_str(&word.kana);
            at += word.letters.len();
            last = &word.kana;
            continue;
        }
        if c == '々' {
            kana.push_str(last);
        } else {
            kana.push(hiragana(c));
            unread += usize::from(is_kanji(c));
        }
        at += 1;
    }
    (kana, unread)
}

/// Words are compared in the usual character forms, with one ケ for ヶ.
fn letter(c: char) -> char {
    match c {
        'ヶ' => 'ケ',
        'ヵ' => 'カ',
        _ => usual(c),
    }
}

struct Word {
    letters: Box<[char]>,
    kana: Box<str>,
}

/// All words by their first letter, the longest first.
struct Lexicon(HashMap<char, Vec<Word>>);

impl Lexicon {
    fn longest(&self, letters: &[char]) -> Option<&Word> {
        let words = self.0.get(letters.first()?)?;
        words.iter().find(|word| letters.starts_with(&word.letters))
    }
}

fn lexicon() -> &'static Lexicon {
    static READ: OnceLock<Lexicon> = OnceLock::new();
    READ.get_or_init(|| {
        // The file is part of the program and a test parses it: it cannot fail here.
        let tables: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(LEXICON).unwrap_or_default();
        let mut words: HashMap<char, Vec<Word>> = HashMap::new();
        for (word, kana) in tables.into_values().flatten() {
            let letters: Box<[char]> = word.chars().map(letter).collect();
            if let Some(&first) = letters.first() {
                words.entry(first).or_default().push(Word {
                    letters,
                    kana: kana.into(),
                });
            }
        }
        for with_one_letter in words.values_mut() {
            with_one_letter.sort_by_key(|word| std::cmp::Reverse(word.letters.len()));
        }
        Lexicon(words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::kana::is_hiragana;

    #[test]
    fn names_are_read() {
        for (name, kana) in [
            (
                "松戸訪問看護ステーション",
                "まつどほうもんかんごすてーしょん",
            ),
            (
                "医療法人社団木下会 鎌ヶ谷総合病院",
                "いりょうほうじんしゃだんきのしたかい かまがやそうごうびょういん",
            ),
            (
                "居宅介護支援事業所ひまわり",
                "きょたくかいごしえんじぎょうしょひまわり",
            ),
            (
                "柏市北部地域包括支援センター",
                "かしわしほくぶちいきほうかつしえんせんたー",
            ),
            ("髙橋歯科医院", "たかはししかいいん"),
            ("佐々木クリニック", "ささきくりにっく"),
            ("A1号", "A1ごう"),
        ] {
            assert_eq!(reading(name), kana);
        }
        assert_eq!(unread("松戸"), 0);
        assert_eq!(unread("鬮麤"), 2);
    }

    #[test]
    fn every_word_of_the_lexicon_is_sound() {
        let tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(LEXICON).unwrap();
        let mut readings: HashMap<String, String> = HashMap::new();
        for (word, kana) in tables.into_values().flatten() {
            assert!(
                kana.chars().all(|c| is_hiragana(c) || c == 'ー') && !kana.is_empty(),
                "{word} = {kana}"
            );
            let key: String = word.chars().map(letter).collect();
            assert!(readings.insert(key, kana).is_none(), "{word} twice");
        }
    }
}
