//! What a match is worth: the fuzzy matcher's score and a bonus for how the pattern lies in the key.

use std::cell::RefCell;
use std::collections::HashMap;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::keys::Head;
use super::matching::Lie;
use super::term::Pattern;
use super::tops::Weights;

// How the matcher counts. The bounds below rely on it; a test holds them against the matcher.
/// The first character of a match.
const FIRST: i64 = 15;
/// What it is given more at the head of the key.
pub(super) const HEAD: i64 = 16;
/// A character that follows the one before it.
const NEXT: i64 = 20;
/// What parting two characters costs, beside one for each character between them.
pub(super) const PARTED: i64 = 7;
/// The most that a character after a hyphen is given more.
const AFTER_HYPHEN: i64 = 7;

/// The matcher, used so that a score depends on nothing but its key and its pattern, and asked once for each pair of them:
/// towns and services are the same keys in thousands of documents.
#[derive(Default)]
pub(super) struct Scorer<'a> {
    matcher: SkimMatcherV2,
    known: RefCell<HashMap<(&'a str, &'a str), i64>>,
}

impl<'a> Scorer<'a> {
    /// The score of a pattern that lies in a key as `lie` says, times the weight of the key.
    pub fn score(&self, pattern: &'a Pattern, head: &Head, key: &'a str, lie: Lie) -> i64 {
        let mut known = self.known.borrow_mut();
        let matched = *known.entry((&pattern.text, key)).or_insert_with(|| {
            // The matcher keeps its matrix between calls, and cells that it does not write again change
            // the next score. A match of one letter shrinks the matrix to cells that are always written.
            self.matcher.fuzzy_match("a", "a");
            self.matcher.fuzzy_match(key, &pattern.text).unwrap_or(0)
        });
        (matched + bonus(points(pattern.chars.len()), lie)) * i64::from(head.weight)
    }
}

/// The most that [`Scorer::score`] can come to, without asking the matcher.
pub(super) fn bound(pattern: &Pattern, head: &Head, lie: Lie) -> i64 {
    let parted = match lie {
        Lie::Exact | Lie::Prefix => false,
        // From the head of the key on it may lie in pieces all the same.
        Lie::Whole { .. } => pattern.first == head.first,
        Lie::Loose { .. } => true,
    };
    let hyphens = if head.may_hold_hyphen() { behind_hyphens(pattern, parted) } else { 0 };
    (most(points(pattern.chars.len()), lie) + hyphens) * i64::from(head.weight)
}

/// What a pattern can come to in any key, times its weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    exact: i64,
    prefix: i64,
    /// With its first character at the head of the key and others further on.
    headed: i64,
    within: i64,
    /// In pieces.
    loose: i64,
}

impl Reach {
    /// Of a pattern of so many characters.
    pub fn of(length: usize) -> Self {
        let length = points(length);
        Self {
            exact: most(length, Lie::Exact),
            prefix: most(length, Lie::Prefix),
            headed: if length > 1 { most(length, Lie::Whole { cost: PARTED + 1 - HEAD }) } else { 0 },
            within: most(length, Lie::Whole { cost: 0 }),
            loose: if length > 1 { most(length, Lie::Loose { cost: PARTED + 1 }) } else { 0 },
        }
    }
}

/// The most that a pattern can score in a key by what is known of the key alone; None if it cannot lie in it.
pub(super) fn reach(pattern: &Pattern, head: &Head) -> Option<i64> {
    let length = usize::from(head.length);
    if length < pattern.text.len() || !pattern.may_be(head, 0) {
        return None;
    }
    let of = |parted| if head.may_hold_hyphen() { behind_hyphens(pattern, parted) } else { 0 };
    let Reach { exact, prefix, headed, within, loose } = pattern.reach;
    let most = if pattern.first != head.first {
        (within + of(false)).max(loose + of(true))
    } else if length == pattern.text.len() {
        exact + of(false)
    } else {
        (prefix + of(false)).max(headed + of(true))
    };
    Some(most * i64::from(head.weight))
}

/// The most that a pattern can score in any key of a block whose keys have these weights.
pub(super) fn reach_in_block(pattern: &Pattern, weights: Weights) -> i64 {
    let (whole, parted) = (behind_hyphens(pattern, false), behind_hyphens(pattern, true));
    let Reach { exact, prefix, headed, within, loose } = pattern.reach;
    let of = |most: i64, hyphens: i64, weight: u8| (most + hyphens) * i64::from(weight);
    let exact = of(exact, whole, weights.exact);
    let prefix = of(prefix, whole, weights.prefix);
    // Its first letter at the head of a key and the others further on.
    let headed = of(headed, parted, weights.first);
    let within = of(within, whole, weights.pieces);
    let loose = of(loose, parted, weights.within);
    exact.max(prefix).max(headed).max(within).max(loose)
}

/// What a pattern with `slips` wrong letters scores: less than without, for hits of the same slips.
pub(super) fn with_slips(pattern: &Pattern, head: &Head, slips: u32) -> i64 {
    NEXT * (points(pattern.chars.len()) - i64::from(slips)) * i64::from(head.weight)
}

fn most(length: i64, lie: Lie) -> i64 {
    let cost = match lie {
        Lie::Exact | Lie::Prefix => -HEAD,
        Lie::Whole { cost } | Lie::Loose { cost } => cost,
    };
    FIRST + NEXT * (length - 1) - cost + bonus(length, lie)
}

/// What digits may be given at the most for standing behind a hyphen of the key. In one piece only those count that the
/// pattern itself puts there. Each parting may bring one more, and costs more than it brings; but where the cost that is
/// known is that of fewer partings, every digit must be counted.
fn behind_hyphens(pattern: &Pattern, parted: bool) -> i64 {
    let most = if parted && pattern.behind_hyphens > 0 { points(pattern.chars.len()) } else { pattern.behind_hyphens };
    AFTER_HYPHEN * most
}

fn bonus(length: i64, lie: Lie) -> i64 {
    match lie {
        Lie::Exact => 30 + 10 * length,
        Lie::Prefix => 10 + 5 * length,
        Lie::Whole { .. } => 2 * length,
        Lie::Loose { .. } => 0,
    }
}

/// A count of characters as points.
pub(super) fn points(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
