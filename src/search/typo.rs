//! Finding a pattern with a wrong, missing, added or swapped letter in it.

use super::term::LONGEST_PATTERN;

/// No pattern is searched for with more slips than this.
const MOST_SLIPS: usize = 2;

/// The fewest slips that turn `pattern` into some part of `key`, if no more than `most`.
///
/// A slip is a wrong, a missing, an added or two swapped letters. With `at_head` the part must
/// begin where the key begins. Patterns are no longer than [`LONGEST_PATTERN`].
pub(super) fn slips<T: Copy + PartialEq>(key: &[T], pattern: &[T], most: u32, at_head: bool) -> Option<u32> {
    let length = pattern.len().min(LONGEST_PATTERN);
    // Columns of the edit-distance matrix: the letter before the last, the last, and this one.
    let mut earlier = [0_u8; LONGEST_PATTERN + 1];
    for (cost, row) in earlier.iter_mut().zip(0..) {
        *cost = row;
    }
    let mut last = earlier;
    let mut now = earlier;
    let mut fewest = last[length];
    for (at, letter) in key.iter().enumerate() {
        now[0] = if at_head { last[0].saturating_add(1) } else { 0 };
        for row in 1..=length {
            let wrong = u8::from(pattern[row - 1] != *letter);
            let mut cost = (last[row - 1].saturating_add(wrong))
                .min(last[row].saturating_add(1))
                .min(now[row - 1].saturating_add(1));
            if row > 1 && at > 0 && pattern[row - 1] == key[at - 1] && pattern[row - 2] == *letter {
                cost = cost.min(earlier[row - 2].saturating_add(1));
            }
            now[row] = cost;
        }
        fewest = fewest.min(now[length]);
        // Too far on for the pattern to have begun at the head.
        if at_head && at > length + 2 * MOST_SLIPS {
            break;
        }
        (earlier, last, now) = (last, now, earlier);
    }
    let fewest = u32::from(fewest);
    (fewest <= most).then_some(fewest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(key: &str, pattern: &str, most: u32, at_head: bool) -> Option<u32> {
        let (key, pattern): (Vec<char>, Vec<char>) = (key.chars().collect(), pattern.chars().collect());
        slips(&key, &pattern, most, at_head)
    }

    #[test]
    fn slips_are_counted() {
        assert_eq!(of("matudo", "matudo", 0, true), Some(0));
        assert_eq!(of("matudo", "matsdo", 1, true), Some(1));
        assert_eq!(of("matudo", "matdo", 1, true), Some(1));
        assert_eq!(of("matudo", "mattudo", 1, true), Some(1));
        assert_eq!(of("matudo", "amtudo", 1, true), Some(1));
        assert_eq!(of("xxmatudoyy", "amtudo", 1, false), Some(1));
        assert_eq!(of("xxmatudoyy", "amtudo", 1, true), None);
        assert_eq!(of("matudohomon", "matudo", 0, true), Some(0));
        assert_eq!(of("matudo", "kasiwa", 2, false), None);
    }

    proptest! {
        #[test]
        fn one_slip_is_found(key in "[a-d]{4,10}", at in 0_usize..4, to in proptest::char::range('a', 'd'), how in 0..4) {
            let mut typed: Vec<char> = key.chars().collect();
            match how {
                0 => typed[at] = to,
                1 => typed.insert(at, to),
                2 => { typed.remove(at); }
                _ => typed.swap(at.min(2), at.min(2) + 1),
            }
            let typed: String = typed.into_iter().collect();
            let counted = of(&key, &typed, 1, false);
            prop_assert!(counted.is_some(), "{} in {}", typed, key);
        }
    }
}
