//! Scores of an assessment: total and sub-scores within the published ranges, no wording of items.

use serde::{Deserialize, Serialize};

/// A scale that the teams use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// MNA-SF, 0–14: nutrition.
    MnaSf,
    /// OHAT-J, eight items of 0–2: the mouth.
    Ohat,
    /// Barthel Index, 0–100 in fives: activities of daily living.
    Barthel,
    /// HDS-R, 0–30: cognition.
    HdsR,
    /// MMSE, 0–30: cognition.
    Mmse,
}

impl Scale {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 5] = [Self::MnaSf, Self::Ohat, Self::Barthel, Self::HdsR, Self::Mmse];

    /// Its own name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MnaSf => "MNA-SF",
            Self::Ohat => "OHAT-J",
            Self::Barthel => "Barthel Index",
            Self::HdsR => "HDS-R",
            Self::Mmse => "MMSE",
        }
    }

    /// The highest total; the lowest is 0.
    pub const fn highest(self) -> u16 {
        match self {
            Self::MnaSf => 14,
            Self::Ohat => 16,
            Self::Barthel => 100,
            Self::HdsR | Self::Mmse => 30,
        }
    }

    /// The distance between two possible totals.
    pub const fn step(self) -> u16 {
        match self {
            Self::Barthel => 5,
            _ => 1,
        }
    }

    /// Whether a total is possible.
    pub const fn takes(self, total: u16) -> bool {
        total <= self.highest() && total.is_multiple_of(self.step())
    }
}

/// One score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Score {
    /// The scale.
    pub scale: Scale,
    /// The total.
    pub total: u16,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_out_of_range_or_between_two_steps_are_not_taken() {
        assert!(Scale::Barthel.takes(0) && Scale::Barthel.takes(95) && Scale::Barthel.takes(100));
        assert!(!Scale::Barthel.takes(42) && !Scale::Barthel.takes(105));
        assert!(Scale::MnaSf.takes(14) && !Scale::MnaSf.takes(15));
        assert!(Scale::Ohat.takes(16) && !Scale::Ohat.takes(17));
    }
}
