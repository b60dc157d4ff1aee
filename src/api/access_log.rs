//! Requests about the access log: who read and who changed what. The answers name records and hold none of their content.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::access::{Accessed, Way};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::time::Moment;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessLogRead {
    /// What was read and changed, the newest first; this is itself written down.
    List {
        /// Which.
        #[serde(default)]
        filter: AccessFilter,
        /// Where the last answer ended; none for the newest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<AccessCursor>,
        /// The most rows, 1 to 1,000.
        #[serde(default = "usual_limit")]
        limit: u32,
    },
}

const fn usual_limit() -> u32 {
    100
}

/// Which accesses are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccessFilter {
    /// About the person of this record: an identifier such as `p12` or `c45`, or a consultation's number. A consultation
    /// about nobody stands for itself.
    pub about: Option<String>,
    /// By this member of staff.
    pub staff: Option<StaffId>,
    /// On this day and after.
    pub since: Option<NaiveDate>,
}

/// How far back an answer reached in the two chains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessCursor {
    /// The access log's entry that is next older is before this one.
    pub read: u64,
    /// The journal's frame that is next older is before this one.
    pub changed: u64,
}

/// Answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessLogAnswer {
    /// To [`AccessLogRead::List`].
    List(AccessPage),
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessPage {
    /// The newest first; there may be fewer than asked for, or none, and still more further back.
    pub rows: Vec<AccessRow>,
    /// Where to go on; none at the end of what was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<AccessCursor>,
    /// Up to when it was looked through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<Moment>,
    /// How it stands with the log.
    pub state: AccessLogState,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Something was read, or happened to the log.
    Read(Accessed),
    /// Something was written.
    Changed,
}

/// One access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRow {
    /// When.
    pub at: Moment,
    /// Who; nobody where it is the log's own, or where the key of what was changed is destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// The Unix account of a reader.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// The address that a reader came from; none at the centre's machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// By what means it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// What was done.
    pub what: What,
    /// The first of the records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<AccessRecord>,
    /// How many more there are.
    #[serde(default)]
    pub more: u32,
}

/// A record that was read or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRecord {
    /// Its kind.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// The number that staff call it by, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// That person's name, where the caller may read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Why the log could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessLogProblem {
    /// A chain is broken.
    Broken {
        /// Where and how.
        place: String,
    },
}

/// How it stands with the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessLogState {
    /// What is read is written down.
    #[default]
    Kept,
    /// It cannot be written now: what is read waits in memory.
    Failing,
    /// It is written, and an earlier log that was broken lies beside it.
    Broken,
}
