//! What measures came to: the counts before and after, with how sure one can be.

use serde::{Deserialize, Serialize};

/// Twice the standard error that leaves one in twenty outside.
const NINETY_FIVE: f64 = 1.959_963_985;

/// The most months that are counted before the first measure, and after it.
pub const MOST_MONTHS: u32 = 12;

/// The fewest whole months after the first measure from which its effect is told.
pub const LEAST_MONTHS_AFTER: u32 = 2;

/// The counts of a period: those of the issue, and all others that they are held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// How many months.
    pub months: u32,
    /// Consultations that belong to the issue.
    pub count: u32,
    /// All other consultations.
    pub others: u32,
}

/// How the share of an issue's consultations changed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// How many times as many there were after as before, for the same number of others.
    pub ratio: f64,
    /// The lower end of the 95 % interval.
    pub from: f64,
    /// The upper end.
    pub to: f64,
}

impl Effect {
    /// The ratio of the odds after to those before, with the usual interval on its logarithm (half a case added to each
    /// count, Gart 1966), widened by the square root of the dispersion. None where a period has nothing to compare with.
    pub fn of(before: Period, after: Period, dispersion: f64) -> Option<Self> {
        if before.count + before.others == 0 || after.count + after.others == 0 {
            return None;
        }
        let half = |count: u32| f64::from(count) + 0.5;
        let cells = [half(after.count), half(after.others), half(before.count), half(before.others)];
        let logarithm = (cells[0] / cells[1]).ln() - (cells[2] / cells[3]).ln();
        let variance: f64 = cells.iter().map(|cell| cell.recip()).sum();
        let reach = NINETY_FIVE * (variance * dispersion.max(1.0)).sqrt();
        Some(Self { ratio: logarithm.exp(), from: (logarithm - reach).exp(), to: (logarithm + reach).exp() })
    }

    /// Whether the interval leaves out that nothing changed.
    pub fn is_clear(&self) -> bool {
        self.from > 1.0 || self.to < 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_count_that_halves_shows_as_half_and_a_small_one_as_unsure() {
        let period = |count, others| Period { months: 6, count, others };
        let effect = Effect::of(period(80, 2_000), period(40, 2_000), 1.0).unwrap();
        assert!((effect.ratio - 0.503).abs() < 0.005 && effect.is_clear(), "{effect:?}");
        let small = Effect::of(period(4, 2_000), period(2, 2_000), 1.0).unwrap();
        assert!(!small.is_clear(), "{small:?}");
        assert!(!Effect::of(period(80, 2_000), period(40, 2_000), 12.0).unwrap().is_clear());
        assert_eq!(Effect::of(period(0, 0), period(40, 2_000), 1.0), None);
    }

    proptest! {
        #[test]
        fn the_ratio_lies_in_its_interval(a in 0_u32..500, b in 1_u32..9_000, c in 0_u32..500, d in 1_u32..9_000) {
            let period = |count, others| Period { months: 3, count, others };
            let effect = Effect::of(period(a, b), period(c, d), 1.3).unwrap();
            prop_assert!(effect.from < effect.ratio && effect.ratio < effect.to);
            let back = Effect::of(period(c, d), period(a, b), 1.3).unwrap();
            prop_assert!((effect.ratio * back.ratio - 1.0).abs() < 1e-9);
        }
    }
}
