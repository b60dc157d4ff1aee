//! What a match is worth: the fuzzy matcher's score and a bonus for how the pattern lies in the key.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::keys::Head;
use super::matching::Lie;
use super::term::Pattern;

/// What the matcher gives a character that follows the one before it, and the first of a match
/// within a key and at its head. [`bound`] relies on them; a test holds them against the matcher.
const NEXT: i64 = 20;
const FIRST: i64 = 15;
const FIRST_AT_HEAD: i64 = 31;
/// What parting two characters costs beside one point for each character between them.
const PARTED: i64 = 7;
/// The most that a character after a hyphen can be given above [`NEXT`].
const AFTER_HYPHEN: i64 = 7;

/// The matcher, used so that a score depends on nothing but its key and its pattern.
#[derive(Default)]
pub(super) struct Scorer {
    matcher: SkimMatcherV2,
}

impl Scorer {
    /// The score of a pattern that lies in a key as `lie` says, times the weight of the key.
    pub fn score(&self, pattern: &Pattern, head: &Head, key: &str, lie: Lie) -> i64 {
        // The matcher keeps its matrix between calls, and cells that it does not write again change
        // the next score. A match of one letter shrinks the matrix to cells that are always written.
        self.matcher.fuzzy_match("a", "a");
        let matched = self.matcher.fuzzy_match(key, &pattern.text).unwrap_or(0);
        (matched + bonus(pattern, lie)) * i64::from(head.weight)
    }
}

/// The most that [`Scorer::score`] can come to, without asking the matcher.
pub(super) fn bound(pattern: &Pattern, head: &Head, lie: Lie) -> i64 {
    let length = points(pattern.chars.len());
    let (first, cost) = match lie {
        Lie::Exact | Lie::Prefix => (FIRST_AT_HEAD, 0),
        // Its first letter at the head and the others further on may be worth more than all in one piece.
        Lie::Whole { at_head: true } => (FIRST_AT_HEAD, PARTED + 1),
        Lie::Whole { at_head: false } => (FIRST, 0),
        Lie::Loose { gaps, at_head: true } => (FIRST_AT_HEAD, PARTED + points(gaps)),
        Lie::Loose { gaps, .. } => (FIRST, PARTED + points(gaps)),
    };
    let hyphens = if pattern.chars.iter().any(char::is_ascii_digit) { AFTER_HYPHEN } else { 0 };
    let most = first + NEXT * (length - 1) - cost + hyphens * length;
    (most + bonus(pattern, lie)) * i64::from(head.weight)
}

fn points(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn bonus(pattern: &Pattern, lie: Lie) -> i64 {
    let length = points(pattern.chars.len());
    match lie {
        Lie::Exact => 30 + 10 * length,
        Lie::Prefix => 10 + 5 * length,
        Lie::Whole { .. } => 2 * length,
        Lie::Loose { .. } => 0,
    }
}

/// What a pattern with `slips` wrong letters scores: less than without, for hits of the same slips.
pub(super) fn with_slips(pattern: &Pattern, head: &Head, slips: u32) -> i64 {
    (NEXT * (points(pattern.chars.len()) - i64::from(slips))) * i64::from(head.weight)
}
