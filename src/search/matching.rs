//! Whether and how a pattern lies in a key, before anything is scored.

use super::document::Role;
use super::keys::{Head, Script};
use super::term::Pattern;

/// How a pattern lies in a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lie {
    /// It is the key.
    Exact,
    /// The key begins with it.
    Prefix,
    /// It stands in the key in one piece; `at_head` if its first letter is also the key's.
    Whole { at_head: bool },
    /// Its characters stand in the key in order, `gaps` others between them at the least.
    Loose { gaps: usize, at_head: bool },
}

/// How `pattern` lies in `key`, which is of the same script, if it does and closely enough to be meant.
pub(super) fn lie(pattern: &Pattern, head: &Head, key: &str) -> Option<Lie> {
    if pattern.text.len() > key.len() {
        return None;
    }
    let at_head = key.chars().next() == pattern.chars.first().copied();
    if key.contains(&pattern.text) {
        return Some(if pattern.text.len() == key.len() {
            Lie::Exact
        } else if key.starts_with(&pattern.text) {
            Lie::Prefix
        } else {
            Lie::Whole { at_head }
        });
    }
    if pattern.whole || head.role() == Role::Text || pattern.chars.len() < 2 {
        return None;
    }
    let most = most_gaps(pattern);
    let gaps = match pattern.script {
        Script::Folded => {
            let letters: Vec<char> = key.chars().collect();
            fewest_gaps(&letters, &pattern.chars, most)
        }
        Script::Romaji | Script::Digits => fewest_gaps(key.as_bytes(), pattern.text.as_bytes(), most),
    }?;
    Some(Lie::Loose { gaps, at_head })
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
