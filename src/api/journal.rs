//! Requests about the journal: its head, whether it is whole, a backup of it.

use serde::{Deserialize, Serialize};

/// Reads about what is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalRequest {
    /// The last frame.
    Head,
    /// Reads the whole chain again.
    Verify,
    /// Compares the records with a rebuild from the journal.
    VerifyRecords,
    /// Writes a consistent, verified copy into an empty directory on the server's machine.
    Backup {
        /// The directory, as an absolute path.
        into: String,
        /// Whether the master key goes with it.
        with_key: bool,
    },
    /// Ends the server once every session has gone.
    Retire,
}

/// Where a journal stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The number of the last frame; 0 for none.
    pub sequence: u64,
    /// Its hash, in hexadecimal digits.
    pub hash: String,
}

/// What a check of the access log's chain found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessVerified {
    /// It is whole.
    Whole {
        /// Where it ends.
        head: Head,
        /// How many entries were read.
        entries: u64,
        /// The directories of earlier ones that were broken and put aside.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        aside: Vec<String>,
    },
    /// It is broken.
    Broken {
        /// The place and what is wrong there.
        place: String,
    },
    /// There is none.
    Missing,
}

/// Answers about what is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalAnswer {
    /// To [`JournalRequest::Head`].
    Head(Head),
    /// To [`JournalRequest::Verify`]: the chain is whole.
    Whole {
        /// Where it ends.
        head: Head,
        /// How many frames were read.
        frames: u64,
        /// The access log's own chain.
        access: AccessVerified,
    },
    /// The chain is broken.
    Broken {
        /// The place and what is wrong there.
        place: String,
    },
    /// To [`JournalRequest::VerifyRecords`].
    Records {
        /// How many records were compared.
        records: u64,
        /// How many differ.
        different: u64,
    },
    /// To [`JournalRequest::Backup`].
    Backup {
        /// Where the copy ends.
        head: Head,
        /// Its size in bytes.
        bytes: u64,
    },
    /// To [`JournalRequest::Retire`].
    Retiring,
}
