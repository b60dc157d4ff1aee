//! Hiragana and katakana: telling them, turning one into the other, and setting voicing marks.

/// A hiragana letter or iteration mark, not the long-vowel sign.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ')
}

/// A katakana letter or iteration mark of full width, not the long-vowel sign.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ヽ' | 'ヾ')
}

/// A letter of either kana, the long-vowel sign, or a half-width one.
pub fn is_kana(c: char) -> bool {
    is_hiragana(c)
        || is_katakana(c)
        || matches!(c, 'ー' | '゛' | '゜' | '\u{3099}' | '\u{309a}' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether `text` is a reading: some kana, and nothing but kana, spaces and middle dots.
pub fn is_reading(text: &str) -> bool {
    let mut letters = 0_usize;
    text.chars().all(|c| {
        let kana = is_kana(c);
        letters += usize::from(kana);
        kana || matches!(c, ' ' | '\u{3000}' | '・' | '･')
    }) && letters > 0
}

/// A Chinese character, the iteration mark `々` and the zero `〇` among them.
pub fn is_kanji(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '々' | '〆' | '〇'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// `c` as hiragana if it is katakana that has a hiragana form.
pub fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// `c` as katakana if it is hiragana.
pub fn katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

/// `text` with its katakana as hiragana, for showing and comparing readings.
pub fn to_hiragana(text: &str) -> String {
    text.chars().map(hiragana).collect()
}

/// `text` with its hiragana as katakana.
pub fn to_katakana(text: &str) -> String {
    text.chars().map(katakana).collect()
}

/// What `base` becomes under a voicing mark, combining, spacing or half-width: か + ゛ = が.
/// None if `mark` is no mark or the two do not join.
pub fn compose(base: char, mark: char) -> Option<char> {
    let raised = |by: u32| char::from_u32(base as u32 + by);
    match mark {
        '\u{3099}' | '゛' | 'ﾞ' => match base {
            'か' | 'き' | 'く' | 'け' | 'こ' | 'さ' | 'し' | 'す' | 'せ' | 'そ' | 'た' | 'ち' | 'つ' | 'て' | 'と'
            | 'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' | 'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ'
            | 'ソ' | 'タ' | 'チ' | 'ツ' | 'テ' | 'ト' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' | 'ゝ' | 'ヽ' => {
                raised(1)
            }
            'う' => Some('ゔ'),
            'ウ' => Some('ヴ'),
            'ワ'..='ヲ' => raised(8),
            _ => None,
        },
        '\u{309a}' | '゜' | 'ﾟ' => match base {
            'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => raised(2),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_are_set() {
        assert_eq!(compose('か', '\u{3099}'), Some('が'));
        assert_eq!(compose('ウ', '゛'), Some('ヴ'));
        assert_eq!(compose('ワ', '゛'), Some('ヷ'));
        assert_eq!(compose('ヲ', '゛'), Some('ヺ'));
        assert_eq!(compose('ハ', 'ﾟ'), Some('パ'));
        assert_eq!(compose('ゝ', '゛'), Some('ゞ'));
        assert_eq!(compose('ア', '゛'), None);
        assert_eq!(compose('カ', '゜'), None);
    }

    #[test]
    fn scripts_are_told_apart() {
        assert!(is_reading("マツド・ホウモンカンゴ　ステーション"));
        assert!(!is_reading("松戸ステーション") && !is_reading(" ・") && !is_reading("R8"));
        assert!(is_kanji('髙') && is_kanji('々') && is_kanji('﨑') && is_kanji('𠮷'));
        assert!(!is_kanji('ヶ') && !is_kanji('ー'));
    }

    proptest! {
        #[test]
        fn kana_go_there_and_back(text in "[ぁ-ゖゝゞーa-z一-鿿]{0,20}") {
            prop_assert_eq!(to_hiragana(&to_katakana(&text)), text);
        }
    }
}
