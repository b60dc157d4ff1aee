//! Kana spelt in Hepburn romaji.

use crate::text::kana::hiragana;

/// `kana` in Hepburn romaji without marks for long vowels: きのした is `kinoshita`.
/// Characters that are no kana are passed on as they are.
pub fn from_kana(kana: &str) -> String {
    let mut romaji = String::with_capacity(kana.len());
    let mut doubled = false;
    let mut after_n = false;
    let mut sounds = kana.chars().map(hiragana).peekable();
    while let Some(c) = sounds.next() {
        if c == 'っ' {
            doubled = true;
            continue;
        }
        if c == 'ー' {
            continue;
        }
        let start = romaji.len();
        if let Some(base) = syllable(c) {
            romaji.push_str(base);
            if let Some(small) = sounds.peek().copied().and_then(small) {
                sounds.next();
                contract(&mut romaji, start, small);
            }
        } else if let Some(small) = small(c) {
            romaji.push_str(small);
        } else {
            romaji.push(c);
        }
        let first = romaji[start..].chars().next().unwrap_or(' ');
        if doubled && first.is_ascii_alphabetic() && !is_vowel(first) {
            romaji.insert(start, if first == 'c' { 't' } else { first });
        } else if after_n && (is_vowel(first) || first == 'y') {
            romaji.insert(start, '\'');
        }
        doubled = false;
        after_n = c == 'ん';
    }
    romaji
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'i' | 'u' | 'e' | 'o')
}

/// Joins the syllable from `start` with a small kana: ki + ya = kya, fu + a = fa.
fn contract(romaji: &mut String, start: usize, small: &str) {
    let stem = match &romaji[start..] {
        "u" if small != "u" => "w",
        "i" if small == "e" => "y",
        "ku" if !small.starts_with('y') => "kw",
        "gu" if !small.starts_with('y') => "gw",
        other => other.strip_suffix(is_vowel).unwrap_or(other),
    };
    let palatal = matches!(stem, "sh" | "ch" | "j");
    let stem = stem.to_owned();
    romaji.truncate(start);
    romaji.push_str(&stem);
    romaji.push_str(if palatal { small.trim_start_matches('y') } else { small });
}

fn small(c: char) -> Option<&'static str> {
    Some(match c {
        'ぁ' => "a",
        'ぃ' => "i",
        'ぅ' => "u",
        'ぇ' => "e",
        'ぉ' => "o",
        'ゃ' => "ya",
        'ゅ' => "yu",
        'ょ' => "yo",
        'ゎ' => "wa",
        _ => return None,
    })
}

fn syllable(c: char) -> Option<&'static str> {
    Some(match c {
        'あ' => "a",
        'い' | 'ゐ' => "i",
        'う' => "u",
        'え' | 'ゑ' => "e",
        'お' | 'を' => "o",
        'か' | 'ゕ' => "ka",
        'き' => "ki",
        'く' => "ku",
        'け' | 'ゖ' => "ke",
        'こ' => "ko",
        'が' => "ga",
        'ぎ' => "gi",
        'ぐ' => "gu",
        'げ' => "ge",
        'ご' => "go",
        'さ' => "sa",
        'し' => "shi",
        'す' => "su",
        'せ' => "se",
        'そ' => "so",
        'ざ' => "za",
        'じ' | 'ぢ' => "ji",
        'ず' | 'づ' => "zu",
        'ぜ' => "ze",
        'ぞ' => "zo",
        'た' => "ta",
        'ち' => "chi",
        'つ' => "tsu",
        'て' => "te",
        'と' => "to",
        'だ' => "da",
        'で' => "de",
        'ど' => "do",
        'な' => "na",
        'に' => "ni",
        'ぬ' => "nu",
        'ね' => "ne",
        'の' => "no",
        'は' => "ha",
        'ひ' => "hi",
        'ふ' => "fu",
        'へ' => "he",
        'ほ' => "ho",
        'ば' => "ba",
        'び' => "bi",
        'ぶ' => "bu",
        'べ' => "be",
        'ぼ' => "bo",
        'ぱ' => "pa",
        'ぴ' => "pi",
        'ぷ' => "pu",
        'ぺ' => "pe",
        'ぽ' => "po",
        'ま' => "ma",
        'み' => "mi",
        'む' => "mu",
        'め' => "me",
        'も' => "mo",
        'や' => "ya",
        'ゆ' => "yu",
        'よ' => "yo",
        'ら' => "ra",
        'り' => "ri",
        'る' => "ru",
        'れ' => "re",
        'ろ' => "ro",
        'わ' => "wa",
        'ん' => "n",
        'ゔ' => "vu",
        _ => return None,
    })
}
