//! The physician's consent (医師の了解): what was said, by whom, how, and who took it down.

use serde::{Deserialize, Serialize};

use super::request::Party;
use crate::domain::id::StaffId;
use crate::domain::timeline::Occurred;

/// How something was said or sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// 電話
    Phone,
    /// 対面
    InPerson,
    /// 文書
    Letter,
    /// FAX
    Fax,
    /// メール
    Email,
    /// 地域ICT
    Ict,
    /// 会議
    Meeting,
}

impl Means {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 7] =
        [Self::Phone, Self::InPerson, Self::Letter, Self::Fax, Self::Email, Self::Ict, Self::Meeting];
}

/// What the physician said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentAnswer {
    /// Nothing yet: the physician was asked.
    Asked,
    /// Yes; with conditions, if any.
    Given {
        /// The conditions in the physician's words; empty for none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        conditions: String,
    },
    /// No.
    Refused {
        /// Why.
        reason: String,
    },
    /// Yes before, no from now on.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// One word of a physician's, as it was taken down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// What was said.
    pub answer: ConsentAnswer,
    /// The physician.
    pub physician: Party,
    /// When it was said.
    pub on: Occurred,
    /// How.
    pub means: Means,
    /// Who of the staff took it down.
    pub taken_by: StaffId,
}

/// Where the consent stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentStanding {
    /// Nobody has asked.
    #[default]
    NotAsked,
    /// Asked, without an answer.
    Asked,
    /// Given.
    Given,
    /// Refused.
    Refused,
    /// Given and taken back.
    Withdrawn,
}

impl ConsentStanding {
    /// Whether the physician said no.
    pub const fn is_no(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn)
    }
}

impl From<&ConsentAnswer> for ConsentStanding {
    fn from(answer: &ConsentAnswer) -> Self {
        match answer {
            ConsentAnswer::Asked => Self::Asked,
            ConsentAnswer::Given { .. } => Self::Given,
            ConsentAnswer::Refused { .. } => Self::Refused,
            ConsentAnswer::Withdrawn { .. } => Self::Withdrawn,
        }
    }
}
