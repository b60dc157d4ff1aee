//! Who is where: what others look at and type into, told while it lasts and never written down.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::event::Kind;
use crate::domain::id::StaffId;
use crate::domain::time::Moment;

/// How long typing counts after it was last told of. It is a courtesy: it shows who is in there and blocks nobody.
pub const LEASE: TimeDelta = TimeDelta::seconds(120);

/// What somebody does at a record; typing is more than looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// The record is open on the screen.
    Looking,
    /// A form about it is being filled.
    Typing,
}

/// A record that somebody is at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// The kind of record.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// What is done there.
    pub doing: Doing,
}

/// Where the caller is from now on; it is answered with where the others are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresenceRequest {
    /// The record; none for nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Whereabouts>,
}

/// Somebody at a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Who.
    pub staff: StaffId,
    /// What is done there.
    pub doing: Doing,
    /// Until when that counts as typing, if it is not told anew.
    pub until: Moment,
}

impl Present {
    /// What it counts as now: typing without a sign of life is no more than looking.
    pub fn doing_at(&self, now: Moment) -> Doing {
        if now < self.until { self.doing } else { Doing::Looking }
    }
}

/// All who are at one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// The kind of record.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// Everybody there, each once, in the order of their numbers.
    pub who: Vec<Present>,
}
