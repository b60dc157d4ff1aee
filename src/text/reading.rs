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
    let letters: Vec<char> = text.chars().filter(|c| !is_selector(*c)).map(letter).collect();
    let lexicon = lexicon();
    let mut kana = String::with_capacity(text.len() * 2);
    let mut unread = 0;
    let mut at = 0;
    // The reading before, and whether it was of a single character that no longer word held.
    let (mut last, mut last_single) = ("", false);
    while let Some(&c) = letters.get(at) {
        let single = is_kanji(c) && lexicon.longest(&letters[at..]).is_none();
        if let Some(word) = lexicon.longest(&letters[at..]) {
            last = &word.kana;
            at += word.letters.len();
        } else {
            at += 1;
            let beside = last_single || lexicon.single_first(&letters[at..]);
            match lexicon.single(c, beside) {
                Some(reading) => last = reading,
                None if c == '々' => {}
                None => {
                    kana.push(hiragana(c));
                    unread += usize::from(single);
                    last = "";
                }
            }
        }
        kana.push_str(last);
        last_single = single;
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

struct Lexicon {
    /// Words of two characters or more by their first, the longest first.
    words: HashMap<char, Vec<Word>>,
    /// Single characters beside others that no word holds either, as in 悠翔会.
    within: HashMap<char, Box<str>>,
    /// Single characters that are read differently where they stand for themselves, as in そよ風.
    alone: HashMap<char, Box<str>>,
}

impl Lexicon {
    /// The longest word at the beginning of `letters`.
    fn longest(&self, letters: &[char]) -> Option<&Word> {
        let words = self.words.get(letters.first()?)?;
        words.iter().find(|word| letters.starts_with(&word.letters))
    }

    /// Whether `letters` begin with a Chinese character that no word holds.
    fn single_first(&self, letters: &[char]) -> bool {
        letters.first().is_some_and(|c| is_kanji(*c)) && self.longest(letters).is_none()
    }

    /// How a single character is read, beside another such or not.
    fn single(&self, c: char, beside: bool) -> Option<&str> {
        let alone = if beside { None } else { self.alone.get(&c) };
        alone.or_else(|| self.within.get(&c)).map(|kana| &**kana)
    }
}

type Tables = BTreeMap<String, BTreeMap<String, String>>;

fn lexicon() -> &'static Lexicon {
    static READ: OnceLock<Lexicon> = OnceLock::new();
    READ.get_or_init(|| {
        // The file is part of the program and a test parses it: it cannot fail here.
        let mut tables: Tables = toml::from_str(LEXICON).unwrap_or_default();
        let mut singles = |table: &str| {
            let table = tables.remove(table).unwrap_or_default().into_iter();
            table.filter_map(|(word, kana)| Some((letter(word.chars().next()?), kana.into()))).collect()
        };
        let (within, alone) = (singles("kanji"), singles("alone"));
        let mut words: HashMap<char, Vec<Word>> = HashMap::new();
        for (word, kana) in tables.into_values().flatten() {
            let letters: Box<[char]> = word.chars().map(letter).collect();
            if let Some(&first) = letters.first() {
                let kana = kana.into();
                words.entry(first).or_default().push(Word { letters, kana });
            }
        }
        for same_first in words.values_mut() {
            same_first.sort_by_key(|word| std::cmp::Reverse(word.letters.len()));
        }
        Lexicon { words, within, alone }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    use crate::text::kana::is_hiragana;

    #[test]
    fn names_are_read() {
        for (name, kana) in [
            ("松戸訪問看護ステーション", "まつどほうもんかんごすてーしょん"),
            ("医療法人社団木下会 鎌ヶ谷総合病院", "いりょうほうじんしゃだんきのしたかい かまがやそうごうびょういん"),
            ("居宅介護支援事業所ひまわり", "きょたくかいごしえんじぎょうしょひまわり"),
            ("柏市北部地域包括支援センター", "かしわしほくぶちいきほうかつしえんせんたー"),
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
    fn a_character_alone_is_read_by_its_own_word() {
        assert_eq!(reading("そよ風の丘"), "そよかぜのおか");
        assert_eq!(reading("悠翔会"), "ゆうしょうかい");
        assert_eq!(reading("ひかりの家居宅介護支援"), "ひかりのいえきょたくかいごしえん");
    }

    #[test]
    fn every_word_of_the_lexicon_is_sound() {
        let tables: Tables = toml::from_str(LEXICON).unwrap();
        let mut seen = HashSet::new();
        for (table, words) in tables {
            for (word, kana) in words {
                assert!(kana.chars().all(|c| is_hiragana(c) || c == 'ー') && !kana.is_empty(), "{word} = {kana}");
                let key: String = word.chars().map(letter).collect();
                let single = table == "alone" || table == "kanji";
                assert_eq!(single, key.chars().count() == 1, "{word} in {table}");
                assert!(seen.insert((table == "alone", key)), "{word} twice");
            }
        }
        assert!(seen.len() > 3_000, "{}", seen.len());
    }

    /// The names of the real stations come without kana; hardly a character may stay unread.
    #[test]
    fn real_names_can_be_read() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/kaigo/jigyosho_130_chiba_rebuilt.csv");
        let Ok(mut rows) = csv::Reader::from_path(path) else {
            return;
        };
        let names: Vec<String> = rows.records().flatten().map(|row| row[4].to_owned()).collect();
        let letters: usize = names.iter().map(|name| name.chars().count()).sum();
        let missing: usize = names.iter().map(|name| unread(name)).sum();
        assert!(missing * 1_000 < letters, "{missing} of {letters} in {}", names.len());
    }
}
