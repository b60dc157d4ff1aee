//! The town as one hospital: requests and answers about the census by area.

use serde::{Deserialize, Serialize};

use crate::domain::area::AreaCode;
use crate::domain::time::Moment;

/// Reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CensusRead {
    /// The census as it is now, of those whom the caller may read.
    Now,
}

/// How an area stands, or the whole town.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CensusCounts {
    /// People at home, each once, whatever records they have: the beds.
    pub at_home: u32,
    /// Visits of the support teams whose day has come.
    pub visits_due: u32,
    /// Of those at home, people in whose team there is no physician.
    pub no_physician: u32,
    /// Of those at home whose nights are checked, people with any half hour tonight that nobody covers.
    pub uncovered: u32,
    /// Referrals that no member of a team has begun.
    pub referrals_waiting: u32,
}

impl CensusCounts {
    /// Adds those of another area.
    pub const fn add(&mut self, other: &Self) {
        self.at_home += other.at_home;
        self.visits_due += other.visits_due;
        self.no_physician += other.no_physician;
        self.uncovered += other.uncovered;
        self.referrals_waiting += other.referrals_waiting;
    }
}

/// One area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CensusRow {
    /// Which; none for those whose area nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// How it stands.
    pub counts: CensusCounts,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CensusAnswer {
    /// To [`CensusRead::Now`].
    Now {
        /// The areas in the order of the city's list, then those whose area nobody knows, if there are any.
        rows: Vec<CensusRow>,
        /// All of them together.
        total: CensusCounts,
        /// As of when.
        at: Moment,
    },
}
