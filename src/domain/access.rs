//! What the access log holds: who read what of whom, and what became of the log itself. Never a word of content.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::Kind;
use super::id::{PatientId, StaffId};

/// A record by its kind and its identifier as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordRef {
    /// The kind.
    pub kind: Kind,
    /// Its identifier, such as `c45`.
    pub id: String,
}

/// By what means somebody read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// On the screen.
    Screen,
    /// By a command.
    Command,
    /// By a script with this token.
    Token {
        /// Its number.
        number: u64,
    },
    /// From the files themselves while the centre was closed.
    Files,
}

/// Why a log has no entries before its first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beginning {
    /// The centre was founded.
    Founded,
    /// There was none though the centre is older.
    Missing,
    /// The one before was broken, and was put aside.
    Broken {
        /// Where it is broken and how.
        place: String,
        /// The directory that it was put into.
        kept: String,
    },
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accessed {
    /// A record stayed open on a screen.
    Opened,
    /// Records were handed to a command, or a copy of everything was made.
    Exported {
        /// What was asked for, such as `queue.detail`.
        request: String,
    },
    /// So many records passed by on a screen within a minute, each for less than a second.
    Leafed {
        /// How many.
        records: u32,
    },
    /// This log was read.
    ReadLog {
        /// About whom or what, as asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
        /// Of whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        staff: Option<StaffId>,
        /// Since which day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<NaiveDate>,
    },
    /// The log begins here.
    Begun(Beginning),
    /// The centre was put back from a copy; what was read after that copy is not in this log.
    Restored,
    /// So many entries were lost, since they could not be written for a long time.
    Lost {
        /// How many.
        entries: u64,
    },
}

/// One entry of the log; its time stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessEntry {
    /// Who; nobody where it is the log's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// The Unix account.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// The address that the session came from, by the client's own word; none at the centre's machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// By what means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// What was done.
    pub access: Accessed,
    /// The records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<RecordRef>,
    /// Whom they were about at that time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patients: Vec<PatientId>,
}

impl AccessEntry {
    /// An entry of the log about itself.
    pub const fn own(access: Accessed) -> Self {
        let account = String::new();
        Self { by: None, account, from: None, way: None, access, records: Vec::new(), patients: Vec::new() }
    }
}
