//! Whether and how a pattern lies in a key, before anything is scored.

use super::document::Role;
use super::keys::{Head, Script};
use super::score;
use super::term::{LONGEST_PATTERN, Pattern};

/// How a pattern lies in a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lie {
    /// It is the key.
    Exact,
    /// The key begins with it.
    Prefix,
    /// It stands in the key in one piece.
    Whole { cost: i64 },
    /// Its characters stand in the key in order, others between them.
    Loose { cost: i64 },
}

/// How `pattern` lies in `key`, which is of the same script, if it does and closely enough to be meant.
///
/// The cost is what the matcher takes off at the least for characters that are parted, less what it gives for the head.
pub(super) fn lie(pattern: &Pattern, head: &Head, key: &str) -> Option<Lie> {
    if pattern.text.len() > key.len() {
        return None;
    }
    let latin = pattern.script != Script::Folded;
    if contains(key.as_bytes(), pattern.text.as_bytes()) {
        if key.len() == pattern.text.len() {
            return Some(Lie::Exact);
        }
        if key.starts_with(&pattern.text) {
            return Some(Lie::Prefix);
        }
        // With its first letter at the head and the others further on it may be worth more than in one piece.
        let cost = if pattern.first == head.first {
            let near = pattern.chars.len() + WORTH_PARTING;
            let letters: Vec<char> = key.chars().take(near).collect();
            least_cost(&letters, &pattern.chars).map_or(0, |cost| cost.min(0))
        } else {
            0
        };
        return Some(Lie::Whole { cost });
    }
    if pattern.whole || head.role() == Role::Text || pattern.chars.len() < 2 {
        return None;
    }
    let most = most_gaps(pattern);
    let cost = if latin {
        fewest_gaps(key.as_bytes(), pattern.text.as_bytes(), most)?;
        least_cost(key.as_bytes(), pattern.text.as_bytes())?
    } else {
        let mut rest = key.chars();
        if !pattern.chars.iter().all(|c| rest.any(|letter| letter == *c)) {
            return None;
        }
        let letters: Vec<char> = key.chars().collect();
        fewest_gaps(&letters, &pattern.chars, most)?;
        least_cost(&letters, &pattern.chars)?
    };
    Some(Lie::Loose { cost })
}

/// More characters than this between the first at the head and the others cost more than the head gives.
const WORTH_PARTING: usize = 9;

/// What the matcher takes off at the least for the gaps between the characters of `pattern` in `key`,
/// less what it gives for the head.
fn least_cost<T: Copy + PartialEq>(key: &[T], pattern: &[T]) -> Option<i64> {
    const NEVER: i64 = i64::MAX / 4;
    let last = pattern.len().min(LONGEST_PATTERN).checked_sub(1)?;
    // For each character of the pattern: the cost with it at the letter before this one, and the
    // cost with it at any earlier letter, less that letter's place.
    let mut before = [NEVER; LONGEST_PATTERN];
    let mut earlier = [NEVER; LONGEST_PATTERN];
    let mut least = NEVER;
    for (place, letter) in (0_i64..).zip(key) {
        // From the last row up, so that the row above still stands at the letter before.
        for row in (0..=last).rev() {
            let cost = match row.checked_sub(1) {
                _ if pattern[row] != *letter => NEVER,
                None if place == 0 => -score::HEAD,
                None => 0,
                Some(above) => before[above].min(earlier[above] + score::PARTED + place - 1),
            };
            earlier[row] = earlier[row].min(before[row] - (place - 1));
            before[row] = cost;
        }
        least = least.min(before[last]);
    }
    (least < NEVER / 2).then_some(least)
}

/// Whether `part` stands in `key`. Both are short, so that preparing a cleverer search would cost more than it saves.
fn contains(key: &[u8], part: &[u8]) -> bool {
    let (Some(first), Some(last)) = (part.first(), part.last()) else {
        return true;
    };
    // The last byte of a Chinese character tells more than its first.
    key.windows(part.len()).any(|window| window[part.len() - 1] == *last && window[0] == *first && window == part)
}

/// Letters that may be left out before a match is an accident. Few letters are many words, so romaji
/// must lie closer together than Chinese characters.
fn most_gaps(pattern: &Pattern) -> usize {
    let length = pattern.chars.len();
    match pattern.script {
        Script::Folded => 3 * length + 4,
        Script::Romaji | Script::Digits => length + 4,
    }
}

/// The fewest letters of `key` that lie between those of `pattern` in order; None above `most`.
fn fewest_gaps<T: Copy + PartialEq>(key: &[T], pattern: &[T], most: usize) -> Option<usize> {
    let (first, rest) = pattern.split_first()?;
    if rest.is_empty() {
        return key.contains(first).then_some(0);
    }
    let mut fewest = None;
    let mut most = most;
    let starts = key.iter().enumerate().filter(|(_, letter)| *letter == first);
    for (start, _) in starts {
        let within = &key[start + 1..key.len().min(start + pattern.len() + most)];
        let mut wanted = rest.iter();
        let mut next = wanted.next();
        for (at, letter) in within.iter().enumerate() {
            if next == Some(letter) {
                next = wanted.next();
                if next.is_none() {
                    let gaps = at + 2 - pattern.len();
                    fewest = Some(gaps);
                    // A later start is only of use if it lies closer still.
                    if gaps == 0 {
                        return fewest;
                    }
                    most = gaps - 1;
                    break;
                }
            }
        }
    }
    fewest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gaps(key: &str, pattern: &str, most: usize) -> Option<usize> {
        fewest_gaps(key.as_bytes(), pattern.as_bytes(), most)
    }

    #[test]
    fn gaps_are_counted_where_they_are_fewest() {
        assert_eq!(gaps("matudo", "mtd", 9), Some(2));
        assert_eq!(gaps("axxbab", "ab", 9), Some(0));
        assert_eq!(gaps("axxb", "ab", 2), Some(2));
        assert_eq!(gaps("axxb", "ab", 1), None);
        assert_eq!(gaps("ba", "ab", 9), None);
    }

    /// Every way of laying the pattern into the key, by brute force.
    fn slow(key: &[u8], pattern: &[u8], last: Option<usize>) -> Option<usize> {
        let Some((first, rest)) = pattern.split_first() else {
            return Some(0);
        };
        (last.map_or(0, |last| last + 1)..key.len())
            .filter(|at| key[*at] == *first)
            .filter_map(|at| {
                let between = last.map_or(0, |last| at - last - 1);
                Some(between + slow(key, rest, Some(at))?)
            })
            .min()
    }

    proptest! {
        #[test]
        fn the_fewest_gaps_are_found(key in "[abc]{0,12}", pattern in "[abc]{1,5}", most in 0_usize..10) {
            let expected = slow(key.as_bytes(), pattern.as_bytes(), None).filter(|gaps| *gaps <= most);
            prop_assert_eq!(gaps(&key, &pattern, most), expected);
        }
    }
}
