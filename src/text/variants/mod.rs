//! Characters that are written for one another (異体字), brought to one form: for keys only, never for what is shown.

mod table;

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// The first and last character that the table answers for directly.
const FIRST: u32 = 0x2e80;
const LAST: u32 = 0xfaff;

struct Table {
    /// The folded form of every character from [`FIRST`] to [`LAST`], itself where nothing is folded.
    near: Box<[u16]>,
    /// The few beyond, such as 𠮷.
    far: HashMap<char, char>,
}

/// The usual form of a Chinese character: 髙 is 高, 﨑 is 崎, 邊 and 邉 are 辺. Any other character as it is.
///
/// ```
/// use renkei::text::variants::usual;
/// assert_eq!("髙島屋邉".chars().map(usual).collect::<String>(), "高島屋辺");
/// ```
pub fn usual(c: char) -> char {
    let code = c as u32;
    if code < FIRST {
        return c;
    }
    let table = table();
    if code <= LAST {
        char::from_u32(u32::from(table.near[(code - FIRST) as usize])).unwrap_or(c)
    } else if code < 0x20000 {
        c
    } else {
        table.far.get(&c).copied().unwrap_or(c)
    }
}

/// `text` with every character in its usual form.
pub fn usual_text(text: &str) -> String {
    text.chars().map(usual).collect()
}

/// Variation selectors only choose among the shapes of one character.
pub fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(build)
}

fn build() -> Table {
    let mut folded: HashMap<char, char> = HashMap::new();
    for group in groups() {
        let mut forms = group.chars();
        if let Some(usual) = forms.next() {
            folded.extend(forms.map(|form| (form, usual)));
        }
    }
    // Compatibility ideographs are the same characters under a second number; their first may be an old form itself.
    for c in ('\u{f900}'..='\u{faff}').chain('\u{2f800}'..='\u{2fa1f}').chain('\u{2e80}'..='\u{2fdf}') {
        if let Some(same) = single_nfkc(c) {
            let usual = folded.get(&same).copied().unwrap_or(same);
            folded.entry(c).or_insert(usual);
        }
    }
    let near = (FIRST..=LAST)
        .map(|code| {
            let usual = char::from_u32(code).and_then(|c| folded.get(&c)).map_or(code, |c| *c as u32);
            // A form beyond the table would not fit; none of the usual forms is.
            u16::try_from(usual).or_else(|_| u16::try_from(code)).unwrap_or_default()
        })
        .collect();
    folded.retain(|c, _| *c as u32 > LAST);
    Table { near, far: folded }
}

fn groups() -> impl Iterator<Item = &'static str> {
    table::OLD_FORMS.split_whitespace().chain(table::NAME_FORMS.split_whitespace())
}

fn single_nfkc(c: char) -> Option<char> {
    let mut normal = std::iter::once(c).nfkc();
    let first = normal.next()?;
    (normal.next().is_none() && first != c).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn forms_of_one_name_meet() {
        for (one, other) in [
            ("髙橋", "高橋"),
            ("山﨑", "山崎"),
            ("渡邊", "渡邉"),
            ("渡辺", "渡邉"),
            ("濵田", "浜田"),
            ("齋藤", "斉藤"),
            ("齊藤", "斎藤"),
            ("櫻澤", "桜沢"),
            ("國廣", "国広"),
            ("黑德惠眞", "黒徳恵真"),
            ("嶋", "嶌"),
            ("槇", "槙"),
            ("瀨戸", "瀬戸"),
            ("祐\u{fa4f}", "祐祐"),
            ("塩竈", "塩釜"),
            ("𠮷田", "吉田"),
            ("栢", "柏"),
            ("\u{fa19}社", "神社"),
        ] {
            assert_eq!(usual_text(one), usual_text(other), "{one} {other}");
        }
        assert_eq!(usual('一'), '一');
        assert_eq!(usual('ケ'), 'ケ');
    }

    #[test]
    fn every_character_is_in_one_group_only() {
        let mut seen = HashSet::new();
        for group in groups() {
            assert!(group.chars().count() > 1, "{group}");
            for c in group.chars() {
                assert!(seen.insert(c), "{c} in {group}");
            }
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(c in any::<char>()) {
            prop_assert_eq!(usual(usual(c)), usual(c));
        }
    }
}
