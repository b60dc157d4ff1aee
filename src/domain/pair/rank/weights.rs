//! What weighs how much in the ranking, in points; a centre can set each of them.

use serde::{Deserialize, Serialize};

/// The points of each reason. None of them is negative: what speaks against a candidate is taken off by its own points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Weights {
    /// At the door; falls evenly to nothing at [`Weights::far`].
    pub distance: u16,
    /// From how many metres on the distance gives nothing.
    pub far: u32,
    /// In the patient's own area.
    pub area: u16,
    /// Visits at home, where they are needed.
    pub visits: u16,
    /// An answer by day and night, where it is needed.
    pub round_the_clock: u16,
    /// Care until death at home, where it is needed.
    pub end_of_life: u16,
    /// Used to the patient's illness.
    pub disease: u16,
    /// Each procedure at home that the patient has.
    pub procedure: u16,
    /// A bed in an emergency, where a specialist is sought.
    pub emergency: u16,
    /// Open on all the days that are wanted; on some of them, in proportion.
    pub days: u16,
    /// No pair yet.
    pub free: u16,
    /// What each pair that a place already has takes off of [`Weights::free`].
    pub pair: u16,
    /// No patient of the centre yet; each ten take off a point.
    pub patients: u16,
    /// Each time that a place agreed within a year.
    pub agreed: u16,
    /// What each decline within [`LATELY`] takes off.
    pub declined: u16,
    /// What each earlier decline within a year takes off.
    pub declined_before: u16,
}

/// A decline counts as late for so many days.
pub const LATELY: u16 = 90;

/// Answers count for so many days.
pub const YEAR: u16 = 365;

/// Insurance pays for visits within this many metres of the institution, save where there is a compelling reason
/// (診療報酬 C000 往診料・C001 在宅患者訪問診療料: 16 km between institution and home).
pub const VISITS_REACH: u32 = 16_000;

impl Default for Weights {
    /// Near and able come first, then time, then what they said before.
    fn default() -> Self {
        Self {
            distance: 30,
            far: 8_000,
            area: 5,
            visits: 20,
            round_the_clock: 15,
            end_of_life: 15,
            disease: 10,
            procedure: 5,
            emergency: 20,
            days: 10,
            free: 10,
            pair: 2,
            patients: 5,
            agreed: 4,
            declined: 8,
            declined_before: 4,
        }
    }
}
