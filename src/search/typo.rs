//! Finding a pattern with a wrong, missing, added or swapped letter in it.

/// The letters of a pattern and where each stands in it, a bit for each place.
#[derive(Clone, Debug)]
pub(super) struct Positions {
    length: usize,
    ascii: Box<[u64; 128]>,
    others: Vec<(char, u64)>,
}

impl Positions {
    /// Of the first 64 letters.
    pub fn of(pattern: &[char]) -> Self {
        let mut ascii = Box::new([0; 128]);
        let mut others: Vec<(char, u64)> = Vec::new();
        let pattern = &pattern[..pattern.len().min(64)];
        for (at, letter) in pattern.iter().enumerate() {
            let bit = 1 << at;
            if let Some(places) = ascii.get_mut(*letter as usize) {
                *places |= bit;
            } else if let Some((_, places)) = others.iter_mut().find(|(other, _)| other == letter) {
                *places |= bit;
            } else {
                others.push((*letter, bit));
            }
        }
        Self { length: pattern.len(), ascii, others }
    }

    fn places(&self, letter: char) -> u64 {
        match self.ascii.get(letter as usize) {
            Some(places) => *places,
            None => self.others.iter().find(|(other, _)| *other == letter).map_or(0, |(_, places)| *places),
        }
    }
}

/// The fewest slips that turn the pattern into some part of `key`, if no more than `most`.
///
/// A slip is a wrong, a missing, an added or two swapped letters. With `at_head` the part must
/// begin where the key begins. This is Hyyrö's bit-parallel edit distance (2003): a column of the
/// matrix is held as its differences, one bit a row.
pub(super) fn slips(key: impl Iterator<Item = char>, pattern: &Positions, most: u32, at_head: bool) -> Option<u32> {
    let Some(last_row) = pattern.length.checked_sub(1) else {
        return Some(0);
    };
    let (mut rises, mut falls, mut diagonal, mut places_before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
    let mut cost = u32::try_from(pattern.length).unwrap_or(u32::MAX);
    let mut fewest = cost;
    let longest = if at_head { pattern.length + most as usize } else { usize::MAX };
    for letter in key.take(longest) {
        let places = pattern.places(letter);
        let swapped = ((!diagonal & places) << 1) & places_before;
        diagonal = ((places & rises).wrapping_add(rises) ^ rises) | places | falls | swapped;
        let across_rises = falls | !(diagonal | rises);
        let across_falls = diagonal & rises;
        cost += u32::from(across_rises >> last_row & 1 == 1);
        cost -= u32::from(across_falls >> last_row & 1 == 1);
        fewest = fewest.min(cost);
        // Beginning anywhere costs nothing; letters passed over at the head of the key do.
        let across_rises = across_rises << 1 | u64::from(at_head);
        let across_falls = across_falls << 1;
        rises = across_falls | !(diagonal | across_rises);
        falls = across_rises & diagonal;
        places_before = places;
    }
    (fewest <= most).then_some(fewest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(key: &str, pattern: &str, most: u32, at_head: bool) -> Option<u32> {
        let pattern: Vec<char> = pattern.chars().collect();
        slips(key.chars(), &Positions::of(&pattern), most, at_head)
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
        assert_eq!(of("松戸中央病院", "松戸中夫病院", 1, false), Some(1));
    }

    /// The whole matrix, cell by cell.
    fn slow(key: &[char], pattern: &[char], at_head: bool) -> u32 {
        let mut columns: Vec<Vec<u32>> = vec![(0..=u32::try_from(pattern.len()).unwrap()).collect()];
        for (at, letter) in key.iter().enumerate() {
            let last = &columns[at];
            let mut now = vec![if at_head { last[0] + 1 } else { 0 }];
            for row in 1..=pattern.len() {
                let wrong = u32::from(pattern[row - 1] != *letter);
                let mut cost = (last[row - 1] + wrong).min(last[row] + 1).min(now[row - 1] + 1);
                if row > 1 && at > 0 && pattern[row - 1] == key[at - 1] && pattern[row - 2] == *letter {
                    cost = cost.min(columns[at - 1][row - 2] + 1);
                }
                now.push(cost);
            }
            columns.push(now);
        }
        columns.iter().filter_map(|column| column.last()).min().copied().unwrap_or(0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_matrix_says_the_same(key in "[a-cあ-う]{0,14}", pattern in "[a-cあ-う]{0,10}", most in 0_u32..4, at_head: bool) {
            let (letters, wanted): (Vec<char>, Vec<char>) = (key.chars().collect(), pattern.chars().collect());
            let expected = Some(slow(&letters, &wanted, at_head)).filter(|slips| *slips <= most);
            prop_assert_eq!(of(&key, &pattern, most, at_head), expected);
        }
    }
}
