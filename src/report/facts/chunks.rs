//! Facts by number in chunks that copies share: a copy costs a pointer a chunk, a change copies at most one of them.

use std::collections::BTreeMap;
use std::sync::Arc;

/// So many numbers share a chunk.
const CHUNK: u64 = 512;

/// Facts by number, in its order.
#[derive(Clone, Debug)]
pub struct Chunks<T>(BTreeMap<u64, Arc<BTreeMap<u64, T>>>);

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Clone> Chunks<T> {
    /// Takes a fact in, in place of the one of this number.
    pub fn put(&mut self, number: u64, fact: T) {
        Arc::make_mut(self.0.entry(number / CHUNK).or_default()).insert(number, fact);
    }

    /// The fact of this number.
    pub fn get(&self, number: u64) -> Option<&T> {
        self.0.get(&(number / CHUNK))?.get(&number)
    }

    /// All facts, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.values().flat_map(|chunk| chunk.values())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_stays_as_it_was_and_shares_what_did_not_change() {
        let mut chunks = Chunks::default();
        for number in [5, 1, 700, 3_000] {
            chunks.put(number, number);
        }
        let copy = chunks.clone();
        chunks.put(700, 0);
        chunks.put(2, 2);
        assert_eq!(copy.iter().copied().collect::<Vec<_>>(), [1, 5, 700, 3_000]);
        assert_eq!(chunks.iter().copied().collect::<Vec<_>>(), [1, 2, 5, 0, 3_000]);
        assert_eq!((copy.get(700), chunks.get(700), copy.get(2)), (Some(&700), Some(&0), None));
        assert!(Arc::ptr_eq(&copy.0[&5], &chunks.0[&5]));
    }
}
