//! Requests about the centre itself: who is calling, settings, staff.

use serde::{Deserialize, Serialize};

use super::access_log::AccessLogState;
use super::session::Access;
use crate::domain::funding::FundingFault;
use crate::domain::id::{StaffId, Version};
use crate::domain::settings::Settings;
use crate::domain::staff::{Staff, StaffEvent, StaffProfile};
use crate::domain::time::Moment;

/// What the server says to a caller whom it knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The protocol of the server.
    pub protocol: u32,
    /// The version of the server's program.
    pub program: String,
    /// The caller.
    pub staff: Staff,
    /// The server's time: all ages and due times count from it.
    pub now: Moment,
    /// Everybody at the centre, those who left included, for their names.
    pub everybody: Vec<Staff>,
    /// What the centre decided for itself.
    pub settings: Settings,
    /// Whether the server takes changes now.
    pub writable: bool,
    /// How it stands with the access log.
    #[serde(default)]
    pub access_log: AccessLogState,
    /// What this session may do now; while it is locked `everybody` is the caller alone.
    #[serde(default)]
    pub access: Access,
    /// Whether unlocking takes a password; else any key will do.
    #[serde(default)]
    pub password: bool,
}

/// Reads about the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CentreRead {
    /// The same as at hello, as of now.
    Welcome,
    /// Everybody at the centre.
    Staff,
    /// The settings in force, with their version.
    Settings,
}

/// Answers about the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CentreAnswer {
    /// To [`CentreRead::Welcome`].
    Welcome(Box<Welcome>),
    /// To [`CentreRead::Staff`].
    Staff(Vec<Staff>),
    /// To [`CentreRead::Settings`].
    Settings {
        /// How often they have changed.
        version: Version,
        /// The settings.
        settings: Box<Settings>,
    },
}

/// Why the centre's own affairs stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CentreProblem {
    /// Nobody would be left who can come in and register staff.
    NobodyLeft,
    /// It cannot decide so about money.
    Funding(FundingFault),
}

/// Changes of the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CentreChange {
    /// The settings as a whole.
    Settings {
        /// The version that the caller saw.
        seen: Version,
        /// What is to be in force.
        settings: Box<Settings>,
    },
    /// Somebody joins.
    Join(StaffProfile),
    /// Somebody's profile changes as a whole.
    ChangeStaff {
        /// Who.
        staff: StaffId,
        /// The version that the caller saw.
        seen: Version,
        /// The profile from now on.
        profile: StaffProfile,
    },
    /// Somebody leaves.
    Leave {
        /// Who.
        staff: StaffId,
        /// The version that the caller saw.
        seen: Version,
    },
    /// A fact about somebody's password or tokens, noted by the server itself: no client can say it.
    #[serde(skip)]
    Note {
        /// Who.
        staff: StaffId,
        /// What happened; never a secret.
        event: StaffEvent,
    },
}
