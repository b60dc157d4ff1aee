//! What was typed, as terms and the patterns that each is tried as.

use super::keys::{self, Head, Masks, Script};
use super::score::{Reach, points};
use super::tops::Features;
use super::typo::Positions;
use crate::text::{fold, forms, phone, romaji};

/// More terms and longer patterns only make a slip of the clipboard slow.
const MOST_TERMS: usize = 8;
pub(super) const LONGEST_PATTERN: usize = 64;

/// One way of writing a term, to be looked for in keys of one script.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub text: String,
    pub chars: Vec<char>,
    pub script: Script,
    /// Only as a whole, not letter by letter: numbers mean nothing in pieces.
    pub whole: bool,
    /// Where its letters stand in it.
    pub positions: Positions,
    /// How many digits of it may follow a hyphen in a key in one piece: the first, and each behind a hyphen of its own;
    /// none where no digit is in it or its keys hold no hyphen.
    pub behind_hyphens: i64,
    /// See [`keys::first`].
    pub first: u8,
    pub reach: Reach,
    /// What blocks of documents are asked for it.
    pub features: Features,
    mask: u32,
    wide: [u64; 2],
}

impl Pattern {
    fn new(script: Script, text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().take(LONGEST_PATTERN).collect();
        if chars.is_empty() {
            return None;
        }
        let text: String = chars.iter().collect();
        let numeric = script == Script::Folded && chars.iter().any(char::is_ascii_digit);
        let hyphens = chars.iter().filter(|c| **c == '-').count();
        Some(Self {
            mask: keys::mask(script, &text),
            wide: if script == Script::Folded { keys::wide_mask(&text) } else { [0; 2] },
            whole: chars.iter().all(|c| c.is_ascii_digit() || *c == '-'),
            reach: Reach::of(chars.len()),
            features: Features::of(script, &text),
            behind_hyphens: if numeric { points(hyphens + 1) } else { 0 },
            positions: Positions::of(&chars),
            first: keys::first(&text),
            script,
            text,
            chars,
        })
    }

    fn digits(&self) -> usize {
        self.chars.iter().filter(|c| c.is_ascii_digit()).count()
    }

    /// How many wrong letters a pattern may hold by its length; with a wrong digit it would be another number.
    pub fn slips(&self) -> u32 {
        match self.chars.len() {
            length if 2 * self.digits() >= length => 0,
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        }
    }

    /// Whether a document with these masks may match with up to `slips` characters wrong.
    pub fn may_be_in(&self, masks: &Masks, slips: u32) -> bool {
        if self.script == Script::Folded {
            let missing = [0, 1].map(|half| (self.wide[half] & !masks.folded[half]).count_ones());
            return missing[0] + missing[1] <= slips;
        }
        masks.latin.iter().any(|latin| (self.mask & !latin).count_ones() <= slips)
    }

    /// The same for one key.
    pub fn may_be(&self, head: &Head, slips: u32) -> bool {
        self.script == head.script && (self.mask & !head.mask).count_ones() <= slips
    }
}

/// One word of the query, in every way that it is tried: at most one pattern for each script.
#[derive(Clone, Debug, Default)]
pub(super) struct Term {
    by_script: [Option<Pattern>; 3],
}

/// The query as terms, and the key of the whole of it.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    pub terms: Vec<Term>,
    pub whole: String,
}

impl Terms {
    pub fn of(text: &str) -> Self {
        let terms = text.split_whitespace().filter_map(Term::of).take(MOST_TERMS).collect();
        Self { terms, whole: fold(text) }
    }
}

impl Terms {
    /// Whether a document with these masks may hold every term as typed.
    pub fn may_be_in(&self, masks: &Masks) -> bool {
        let possible = |term: &Term| term.patterns().any(|pattern| pattern.may_be_in(masks, 0));
        self.terms.iter().all(possible)
    }

    /// Whether it may hold every term with letters corrected.
    pub fn may_nearly_be_in(&self, masks: &Masks) -> bool {
        let possible = |pattern: &Pattern| pattern.may_be_in(masks, pattern.slips());
        self.terms.iter().all(|term| term.patterns().any(possible))
    }
}

impl Term {
    /// None for what leaves no key, such as a lone dash.
    fn of(typed: &str) -> Option<Self> {
        let ascii = forms::to_ascii(typed);
        let number = ascii.chars().all(|c| c.is_ascii_digit() || forms::is_hyphen(c) || matches!(c, 'ー' | '(' | ')'));
        let mut term = Self::default();
        term.add(Pattern::new(Script::Folded, &fold(typed)));
        if number {
            term.add(Pattern::new(Script::Digits, &phone::digits(typed)));
        }
        if let Some(spelt) = romaji::of_term(typed) {
            term.add(Pattern::new(Script::Romaji, &spelt));
        }
        let empty = term.patterns().next().is_none();
        (!empty).then_some(term)
    }

    fn add(&mut self, pattern: Option<Pattern>) {
        if let Some(pattern) = pattern {
            let script = pattern.script as usize;
            self.by_script[script] = Some(pattern);
        }
    }

    /// Every way that the term is tried.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.by_script.iter().flatten()
    }

    /// The way in which it may lie in keys of a script.
    pub fn pattern_for(&self, script: Script) -> Option<&Pattern> {
        self.by_script[script as usize].as_ref()
    }
}
