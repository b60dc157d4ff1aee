//! Chance that is the same for the same seed: one stream of numbers for each thing that is made up.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of chance.
#[derive(Clone, Debug)]
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of this number under a seed; streams do not depend on each other.
    pub fn of(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number below `end`; 0 if that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.0.next_u64()) * (end as u128);
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from `first` to `last`, both included.
    pub fn range(&mut self, first: i64, last: i64) -> i64 {
        let span = usize::try_from(last - first + 1).unwrap_or(1);
        first + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// True so many times in a thousand.
    pub fn per_mille(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    /// One of these; there must be at least one.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of these texts; there must be at least one.
    pub fn word<'a>(&mut self, from: &'a [String]) -> &'a str {
        self.pick::<String>(from)
    }

    /// A place in these weights, as often as they say.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let sum: usize = weights.iter().map(|weight| *weight as usize).sum();
        let mut at = self.below(sum);
        for (place, weight) in weights.iter().enumerate() {
            if at < *weight as usize {
                return place;
            }
            at -= *weight as usize;
        }
        0
    }
}
