//! What the server tells every open session without being asked.

use serde::{Deserialize, Serialize};

use crate::domain::event::Kind;
use crate::domain::id::{StaffId, Version};
use crate::domain::time::Moment;

/// Something that other screens should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// A record changed; whoever shows it asks for it again.
    Changed {
        /// The kind of record.
        kind: Kind,
        /// Its identifier.
        id: String,
        /// Its version now.
        version: Version,
        /// Who changed it.
        by: StaffId,
        /// When.
        at: Moment,
    },
    /// Too much changed to name it all: ask for everything again.
    Reload,
    /// The server takes no changes until there is room again.
    ReadOnly,
    /// The server takes changes again.
    Writable,
    /// The server is closing.
    Closing,
}
