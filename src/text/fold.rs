//! The search key of a text: everything that people write in more than one way, written in one.

use unicode_normalization::UnicodeNormalization;

use super::forms::{ascii, full_kana, is_hyphen};
use super::kana::{compose, hiragana, is_hiragana, is_kanji};
use super::variants::{is_selector, usual};

/// The key by which `text` is compared and found; never shown.
///
/// Katakana becomes hiragana and small kana large, half-width and full-width forms meet, letters
/// are lower-case, Chinese characters take their usual form, 々 is written out, and the ケ of
/// 鎌ヶ谷, 鎌ケ谷 and 鎌が谷 is one. Spaces, brackets, dots and long-vowel signs go; a hyphen stays between digits only.
/// Folding a key changes nothing.
///
/// ```
/// use renkei::text::fold;
/// assert_eq!(fold("ﾏﾂﾄﾞ・ステーション"), fold("まつどステｰション"));
/// assert_eq!(fold("髙﨑　１－２"), "高崎1-2");
/// ```
pub fn fold(text: &str) -> String {
    let mut key = Key { text: String::with_capacity(text.len()), last: '\0', before: '\0', hyphen: false };
    for c in text.chars() {
        key.take(c);
    }
    key.text
}

struct Key {
    text: String,
    last: char,
    before: char,
    /// A hyphen was passed after a digit and counts if another digit follows.
    hyphen: bool,
}

impl Key {
    fn take(&mut self, c: char) {
        match c {
            'a'..='z' | '0'..='9' => self.push(c),
            'A'..='Z' => self.push(c.to_ascii_lowercase()),
            '\u{4e00}'..='\u{9fff}' => self.kanji(usual(c)),
            'ぁ'..='ゖ' => self.kana(c),
            'ァ'..='ヶ' => self.kana(hiragana(c)),
            '\u{ff61}'..='\u{ff9f}' => self.take(full_kana(c)),
            '\u{ff01}'..='\u{ff5e}' if !is_hyphen(c) => self.take(ascii(c)),
            '\u{3099}'..='\u{309c}' => self.voice(c),
            '々' | '〻' => self.push(if is_kanji(self.last) { self.last } else { '々' }),
            'ゝ' | 'ヽ' if is_hiragana(self.last) => self.push(self.last),
            'ゞ' | 'ヾ' if is_hiragana(self.last) => {
                self.push(self.last);
                self.voice('゛');
            }
            'ー' | '～' | '〜' => self.hyphen |= self.last.is_ascii_digit(),
            _ if is_hyphen(c) => self.hyphen |= self.last.is_ascii_digit(),
            _ if is_selector(c) || c.is_ascii() => {}
            _ if is_kanji(c) => self.kanji(usual(c)),
            _ => self.rare(c),
        }
    }

    fn push(&mut self, c: char) {
        if self.hyphen {
            self.hyphen = false;
            if c.is_ascii_digit() && self.last.is_ascii_digit() {
                self.text.push('-');
            }
        }
        self.text.push(c);
        self.before = self.last;
        self.last = c;
    }

    fn replace_last(&mut self, c: char) {
        self.text.pop();
        self.text.push(c);
        self.last = c;
    }

    fn kanji(&mut self, c: char) {
        // 緑が丘, 三か月: between two Chinese characters these are the ケ of 緑ヶ丘, 三ヶ月.
        if matches!(self.last, 'が' | 'か') && is_kanji(self.before) {
            self.replace_last('け');
        }
        self.push(c);
    }

    fn kana(&mut self, c: char) {
        let foreign = match c {
            'ぁ' => 'ば',
            'ぃ' => 'び',
            'ぇ' => 'べ',
            'ぉ' => 'ぼ',
            _ => '\0',
        };
        if self.last == 'ゔ' && foreign != '\0' {
            self.replace_last(foreign);
        } else {
            self.push(plain(c));
        }
    }

    fn voice(&mut self, mark: char) {
        if let Some(voiced) = compose(self.last, mark) {
            self.replace_last(plain(voiced));
        }
    }

    /// Signs, circled numbers, unit ligatures, letters of other scripts: by their compatibility form.
    fn rare(&mut self, c: char) {
        for part in std::iter::once(c).nfkd() {
            if part == c {
                if c.is_alphanumeric() {
                    c.to_lowercase().filter(|c| c.is_alphanumeric()).for_each(|c| self.push(c));
                }
            } else {
                self.take(part);
            }
        }
    }
}

/// One kana for each sound: small ones large, ぢ and づ as they sound.
fn plain(c: char) -> char {
    match c {
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' => {
            char::from_u32(c as u32 + 1).unwrap_or(c)
        }
        'ゕ' => 'か',
        'ゖ' => 'け',
        'ぢ' => 'じ',
        'づ' => 'ず',
        'ゐ' => 'い',
        'ゑ' => 'え',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ways_of_writing_meet() {
        for (one, other) in [
            ("ﾏﾂﾄﾞ", "まつど"),
            ("マツト゛", "まつど"),
            ("髙﨑 邊", "高崎辺"),
            ("鎌ヶ谷", "鎌ケ谷"),
            ("緑が丘", "緑ヶ丘"),
            ("緑 が 丘", "緑ｹ丘"),
            ("三か月", "三カ月"),
            ("佐々木", "佐佐木"),
            ("訪問看護ステ－ション", "訪問看護ステーション"),
            ("訪問看護ステーション・あおぞら", "訪問看護　ステーション　アオゾラ"),
            ("ABC Ｃare", "abcｃａｒｅ"),
            ("1－2―3", "1-2-3"),
            ("１ー２", "1-2"),
            ("第①クリニック㈱", "第1クリニック株"),
            ("ウ゛ィラ", "ビラ"),
            ("シヨウワ", "ショウワ"),
            ("みすゞ", "みすず"),
            ("つゞき", "ツヅキ"),
            ("Ⅲ", "iii"),
            ("Café", "CAFE"),
            ("葛\u{e0100}城", "葛城"),
            ("「さくら」（分院）", "さくら 分院"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        assert_eq!(fold("山田ガス"), "山田がす");
        assert_eq!(fold("047-366 0001"), "047-3660001");
        assert_eq!(fold("A-1"), "a1");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(
            any in any::<String>(),
            text in "([ぁ-ゟァ-ヿｦ-ﾟ\u{3099}-\u{309c}]|[一-三木田々ヶが]|[ー 0-9a-zＡ－①]){0,24}",
        ) {
            for text in [any, text] {
                let once = fold(&text);
                prop_assert_eq!(fold(&once), once);
            }
        }
    }
}
