//! How many questions organisations answer in time: one beside the middle of all, and small numbers said to be small.
//!
//! No organisation is put above or below another: a share is laid against the median, whose organisations stay unnamed.

use serde::{Deserialize, Serialize};

use crate::domain::id::SiteId;

/// With fewer questions than this a share says nothing, and none is given.
pub const FEWEST: u32 = 5;

/// With fewer organisations than this the median would tell what the others do, and none is given.
const FEWEST_ORGANISATIONS: usize = 3;

/// How many questions one organisation answered in time, of those whose time is over or that it answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The organisation among the regional resources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// Its name.
    pub name: String,
    /// How many questions count.
    pub questions: u32,
    /// How many of them were answered in time.
    pub in_time: u32,
}

impl Share {
    /// The share in whole percent, rounded to the nearest; none below [`FEWEST`] questions.
    pub const fn percent(&self) -> Option<u32> {
        if self.questions < FEWEST {
            return None;
        }
        Some((self.in_time * 200 + self.questions) / (self.questions * 2))
    }
}

/// The middle of the organisations' shares, in whole percent; organisations with few questions are left out.
pub fn median(shares: &[Share]) -> Option<u32> {
    let mut all: Vec<u32> = shares.iter().filter_map(Share::percent).collect();
    if all.len() < FEWEST_ORGANISATIONS {
        return None;
    }
    all.sort_unstable();
    let (middle, even) = (all.len() / 2, all.len().is_multiple_of(2));
    let upper = all.get(middle)?;
    let lower = if even { all.get(middle.checked_sub(1)?)? } else { upper };
    Some((lower + upper).div_ceil(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(questions: u32, in_time: u32) -> Share {
        Share { site: None, name: "本町クリニック".into(), questions, in_time }
    }

    #[test]
    fn a_small_number_has_no_share_and_a_large_one_is_rounded_to_the_nearest() {
        assert_eq!(share(4, 4).percent(), None);
        assert_eq!(share(0, 0).percent(), None);
        assert_eq!(share(5, 4).percent(), Some(80));
        assert_eq!(share(7, 5).percent(), Some(71));
        assert_eq!(share(8, 5).percent(), Some(63), "62.5 is rounded up");
        assert_eq!(share(9, 9).percent(), Some(100));
    }

    #[test]
    fn the_median_leaves_out_small_numbers_and_names_nobody() {
        let large = [share(10, 9), share(10, 5), share(10, 7)];
        assert_eq!(median(&large), Some(70));
        assert_eq!(median(&[&large[..], &[share(2, 0)]].concat()), Some(70));
        assert_eq!(median(&[&large[..], &[share(10, 8)]].concat()), Some(75));
        assert_eq!(median(&large[..2]), None, "of two, each would know the other's");
        assert_eq!(median(&[]), None);
    }
}
