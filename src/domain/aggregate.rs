//! What all records share: who did it and when, whose secret it is, and how events fold into a record.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::id::{PatientId, StaffId, Version};
use super::time::Moment;

/// Who did something, and when it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When it was recorded.
    pub at: Moment,
    /// Who recorded it.
    pub by: StaffId,
}

/// Whose secret a record is; it decides under which key it is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The centre's own affairs, and cases without a patient.
    Centre,
    /// One patient.
    Patient(PatientId),
}

/// An identifier that a record can be kept under.
pub trait Key: Copy + Ord + std::fmt::Display {
    /// Opaque bytes that sort as the identifiers do.
    fn bytes(&self) -> Vec<u8>;
    /// The number from which the next free one is counted.
    fn serial(&self) -> u64;
}

/// A record that events are folded into.
pub trait Aggregate: Clone + Serialize + DeserializeOwned {
    /// Its identifier.
    type Id: Key;
    /// What can happen to it.
    type Event: Clone;

    /// The record that a first event makes; none if that event cannot be the first.
    fn begin(id: Self::Id, event: &Self::Event, stamp: &Stamp) -> Option<Self>;
    /// Folds a later event in; the version goes up by one.
    fn apply(&mut self, event: &Self::Event, stamp: &Stamp);
    /// Its identifier.
    fn id(&self) -> Self::Id;
    /// How often it has changed.
    fn version(&self) -> Version;
    /// Whose secret it is now.
    fn subject(&self) -> Subject;
}
