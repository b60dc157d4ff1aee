//! What a centre decides for itself about pairs: which role is called primary, when to look again, what weighs how much.

use serde::{Deserialize, Serialize};

use super::rank::Weights;
use super::scheme::{Reading, Scheme};

/// A centre's own rules for pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PairTerms {
    /// The scheme in which a pair usually begins.
    pub scheme: Scheme,
    /// Which role of hospital and family is called primary.
    pub reading: Reading,
    /// In how many days a step that is the centre's own should follow.
    pub step_days: u32,
    /// In how many days a candidate should have answered.
    pub answer_days: u32,
    /// After how many days a pair is looked at again, unless another day is named.
    pub review_days: u32,
    /// What weighs how much when candidates are ranked.
    pub weights: Weights,
}

impl Default for PairTerms {
    /// A week for a step and for an answer, a quarter of a year until the review.
    fn default() -> Self {
        Self {
            scheme: Scheme::default(),
            reading: Reading::default(),
            step_days: 7,
            answer_days: 7,
            review_days: 90,
            weights: Weights::default(),
        }
    }
}
