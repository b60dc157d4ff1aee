//! From a document to the keys that are compared: folded text, romaji and digits, with masks of their characters.

use super::document::{Document, Field, Role};
use super::legal;
use super::spelt::Spelt;
use crate::text::{fold, kana, phone};

/// Characters of a free text that are kept; more would cost memory and only bring accidental hits.
const LONGEST_TEXT: usize = 200;

/// What a key is written in, and so what is compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Script {
    /// Folded text of any script.
    Folded,
    /// Canonical romaji.
    Romaji,
    /// Digits alone.
    Digits,
}

/// What is known of a key without reading it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub mask: u32,
    pub length: u16,
    pub script: Script,
    role: u8,
    pub weight: u8,
    /// Of its first character, see [`first`].
    pub first: u8,
    /// The place of the field in its document.
    pub field: u8,
}

impl Head {
    pub fn role(&self) -> Role {
        Role::from_code(self.role)
    }

    /// By its mask; certain only if not.
    pub fn may_hold_hyphen(&self) -> bool {
        self.script == Script::Folded && self.mask & folded_bit('-') != 0
    }
}

/// All keys of one document.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub heads: Vec<Head>,
    pub text: String,
    pub masks: Masks,
}

/// Which characters a document has anywhere, to rule most documents out at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Masks {
    /// Of folded text, by a hash of each character.
    pub folded: [u64; 2],
    /// Of romaji and digits, a bit for each letter: of each of the first keys by itself, since a
    /// pattern lies in one key and few letters are in all words, and of the others together.
    pub latin: [u32; 4],
}

impl Keys {
    pub fn of(document: &Document, spelt: &mut Spelt) -> Self {
        let mut keys = Self::default();
        let has_reading =
            document.fields.iter().any(|field| field.role == Role::Reading && !field.text.trim().is_empty());
        for (at, field) in (0..=u8::MAX).zip(&document.fields) {
            keys.add(at, field, has_reading, spelt);
        }
        keys
    }

    fn add(&mut self, at: u8, field: &Field, has_reading: bool, spelt: &mut Spelt) {
        let text = field.text.as_str();
        let mut push = |role, weight, script, key: &str| self.push(at, role, weight, script, key);
        match field.role {
            Role::Name => {
                let parts = legal::split(text);
                push(Role::Name, field.weight, Script::Folded, &fold(parts.core));
                if !has_reading {
                    push(Role::Reading, part(field.weight, 95), Script::Romaji, spelt.text(parts.core));
                }
                let low = part(field.weight, Role::LegalForm.weight());
                push(Role::LegalForm, low, Script::Folded, &fold(parts.form));
                if let Some(society) = parts.form.strip_suffix('会').map(|_| parts.form) {
                    let romaji = legal::without_read_form(spelt.text(society));
                    push(Role::LegalForm, low, Script::Romaji, romaji);
                }
            }
            Role::Reading => {
                push(Role::Reading, field.weight, Script::Romaji, legal::without_read_form(spelt.given(text)));
            }
            Role::Organisation | Role::Address | Role::Area | Role::Service | Role::LegalForm => {
                push(field.role, field.weight, Script::Folded, &fold(text));
                let spoken = if field.role == Role::Address { town(text) } else { text };
                push(field.role, part(field.weight, 90), Script::Romaji, spelt.text(spoken));
            }
            Role::Phone => push(Role::Phone, field.weight, Script::Digits, &phone::digits(text)),
            Role::Number => push(Role::Number, field.weight, Script::Folded, &fold(text)),
            Role::Text => {
                let mut key = fold(text);
                if let Some((end, _)) = key.char_indices().nth(LONGEST_TEXT) {
                    key.truncate(end);
                }
                push(Role::Text, field.weight, Script::Folded, &key);
            }
        }
    }

    fn push(&mut self, field: u8, role: Role, weight: u8, script: Script, key: &str) {
        let Ok(length) = u16::try_from(key.len()) else {
            return;
        };
        if length == 0 {
            return;
        }
        let mask = mask(script, key);
        if script == Script::Folded {
            let wide = wide_mask(key);
            self.masks.folded[0] |= wide[0];
            self.masks.folded[1] |= wide[1];
        } else {
            let latin = self.heads.iter().filter(|head| head.script != Script::Folded).count();
            self.masks.latin[latin.min(3)] |= mask;
        }
        self.heads.push(Head { mask, length, script, role: role as u8, weight, first: first(key), field });
        self.text.push_str(key);
    }
}

/// `percent` of a weight.
fn part(weight: u8, percent: u8) -> u8 {
    u8::try_from(u16::from(weight) * u16::from(percent) / 100).unwrap_or(u8::MAX)
}

/// The part of an address that people say: without the prefecture and from the first number on.
fn town(address: &str) -> &str {
    let end = address.find(|c: char| c.is_numeric() && !kana::is_kanji(c)).unwrap_or(address.len());
    let address = &address[..end];
    let prefecture = address.char_indices().skip(2).take(2).find(|(_, c)| matches!(c, '都' | '道' | '府' | '県'));
    match prefecture {
        Some((at, c)) => &address[at + c.len_utf8()..],
        None => address,
    }
}

/// The characters of a key in 32 bits: letters have their own, digits share six, others are hashed.
pub(super) fn mask(script: Script, key: &str) -> u32 {
    if script == Script::Folded {
        return key.chars().fold(0, |mask, c| mask | folded_bit(c));
    }
    key.bytes().fold(0, |mask, b| {
        mask | match b {
            b'a'..=b'z' => 1 << (b - b'a'),
            b'0'..=b'9' => 1 << (26 + (b - b'0') % 6),
            _ => 0,
        }
    })
}

fn folded_bit(c: char) -> u32 {
    1 << (hash(c) >> 59)
}

/// A byte of the first character: keys that differ in it begin differently.
pub(super) fn first(key: &str) -> u8 {
    key.chars().next().map_or(0, |c| (u32::from(c) & 0xff) as u8)
}

/// The characters of folded text in 128 bits.
pub(super) fn wide_mask(key: &str) -> [u64; 2] {
    key.chars().fold([0; 2], |mut mask, c| {
        let bit = hash(c) >> 57;
        mask[usize::from(bit >= 64)] |= 1 << (bit & 63);
        mask
    })
}

/// The high bits are well mixed, also for neighbouring characters.
fn hash(c: char) -> u64 {
    u64::from(u32::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_spoken_up_to_the_first_number() {
        assert_eq!(town("千葉県松戸市小金1-2"), "松戸市小金");
        assert_eq!(town("松戸市小金原８丁目"), "松戸市小金原");
        assert_eq!(town("神奈川県横浜市"), "横浜市");
        assert_eq!(town("柏市"), "柏市");
    }

    #[test]
    fn a_name_without_kana_gets_a_reading_and_one_with_kana_keeps_it() {
        let named = Document::new(0).with(Role::Name, "医療法人社団誠馨会 松戸訪問看護");
        let keys = Keys::of(&named, &mut Spelt::default());
        assert!(keys.text.contains("matudohomonkango"), "{}", keys.text);
        assert!(keys.text.contains("seikeikai"), "{}", keys.text);
        let keys = Keys::of(&named.with(Role::Reading, "カブシキガイシャベツメイ"), &mut Spelt::default());
        assert!(!keys.text.contains("matudo"), "{}", keys.text);
        assert!(keys.text.ends_with("betumei"), "{}", keys.text);
    }
}
