//! How much a member of a team has, against the share of a full post.

use serde::{Deserialize, Serialize};

use crate::domain::id::StaffId;
use crate::domain::staff::FullTimeEquivalent;

/// What a member has and can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Load {
    /// Who.
    pub member: StaffId,
    /// Open referrals in the member's hands.
    pub open: u32,
    /// The member's share of a full post.
    pub full_time_equivalent: FullTimeEquivalent,
    /// How many open referrals one full post can carry.
    pub per_full_time: u32,
}

impl Load {
    /// How many referrals the member can carry, in tenths: 0.3 of a post at 25 each carry 7.5.
    pub fn capacity_tenths(&self) -> u32 {
        u32::from(self.full_time_equivalent.0).saturating_mul(self.per_full_time) / 10
    }

    /// Whether one more would be more than the member can carry.
    pub fn is_full(&self) -> bool {
        u64::from(self.open).saturating_add(1).saturating_mul(100)
            > u64::from(self.full_time_equivalent.0) * u64::from(self.per_full_time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_a_post_carries_a_third_of_the_cases() {
        let load = |open, fte| Load {
            member: StaffId(1),
            open,
            full_time_equivalent: FullTimeEquivalent(fte),
            per_full_time: 25,
        };
        assert_eq!(load(0, 30).capacity_tenths(), 75);
        assert!(!load(6, 30).is_full());
        assert!(load(7, 30).is_full(), "an eighth case is more than 7.5");
        assert!(!load(24, 100).is_full());
        assert!(load(25, 100).is_full());
        assert!(load(0, 0).is_full());
    }
}
