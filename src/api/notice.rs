//! What the server tells open sessions without being asked: each hears only of records that its member of staff may read.

use serde::{Deserialize, Serialize};

use super::access_log::AccessLogState;
use super::news::Handed;
use super::presence::Presence;
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, StaffId, Version};
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
        /// Whom it is about, or was about until this change.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        patient: Option<PatientId>,
        /// Its version now.
        version: Version,
        /// Who changed it.
        by: StaffId,
        /// When.
        at: Moment,
    },
    /// Somebody came to a record, left it, or began to type.
    Presence(Presence),
    /// A case changed hands; only the members are told between whom.
    Handed(Handed),
    /// Too much changed to name it all: ask for everything again.
    Reload,
    /// The server takes no changes until there is room again.
    ReadOnly,
    /// The server takes changes again.
    Writable,
    /// How it stands with the access log has changed.
    AccessLog(AccessLogState),
    /// This session is locked now.
    Locked,
    /// This session has been ended: what is typed may still be kept, then the connection closes.
    Ended {
        /// The name of whoever ended it; none where the account was taken away.
        by: Option<String>,
    },
    /// The server is closing.
    Closing,
}

impl Notice {
    /// Whether whoever hears this one need not hear that earlier one any more.
    pub fn replaces(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (
                Self::Changed { kind, id, patient, .. },
                Self::Changed { kind: earlier_kind, id: earlier_id, patient: earlier_patient, .. },
            ) => (kind, id, patient) == (earlier_kind, earlier_id, earlier_patient),
            (Self::Presence(now), Self::Presence(earlier)) => (now.kind, &now.id) == (earlier.kind, &earlier.id),
            (Self::Reload, Self::Reload) => true,
            _ => false,
        }
    }
}
