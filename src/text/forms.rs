//! Full-width and half-width forms of the same character.

use std::borrow::Cow;

/// Half-width katakana and punctuation from U+FF61 on, as their full-width forms.
const FULL: [char; 63] = [
    '。', '「', '」', '、', '・', 'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー', 'ア', 'イ', 'ウ',
    'エ', 'オ', 'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ', 'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ',
    'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ', 'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル',
    'レ', 'ロ', 'ワ', 'ン', '゛', '゜',
];

/// The full-width form of half-width katakana; any other character as it is.
pub fn full_kana(c: char) -> char {
    match c {
        '\u{ff61}'..='\u{ff9f}' => FULL[c as usize - 0xff61],
        _ => c,
    }
}

/// The ASCII form of full-width letters, digits, signs and the wide space; any other character as it is.
pub fn ascii(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// `text` with full-width letters, digits, signs and spaces as ASCII: for what is parsed, not for prose.
pub fn to_ascii(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| ascii(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(ascii).collect())
    }
}

/// Whether `c` is one of the many characters that stand for a hyphen, a dash or a minus.
pub fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{ad}' | '˗' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '⁻' | '₋' | '−' | '─' | '━' | '﹘' | '﹣' | '－'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_meet() {
        let half: String = ('\u{ff61}'..='\u{ff9f}').map(full_kana).collect();
        assert!(half.starts_with("。「」、・ヲァ") && half.ends_with("ワン゛゜"));
        assert_eq!(to_ascii("Ｒ８　（１）"), "R8 (1)");
        assert!(matches!(to_ascii("令和"), Cow::Borrowed(_)));
        assert!("-‐‑–—―−－₋".chars().all(is_hyphen));
        assert!(!is_hyphen('ー') && !is_hyphen('一'));
    }
}
