//! The request itself: which team, for whom, asked by whom, why.

use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::id::{ConsultationId, PatientId, ReferralId, SiteId};
use crate::domain::staff::SupportTeam;
use crate::domain::timeline::Occurred;

/// A place or a person outside of the centre: one of the regional resources, or as staff wrote it, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Party {
    /// The place among the regional resources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// The name as staff wrote it: an organisation, a person, or both.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl Party {
    /// A party that is only a name.
    pub fn named(name: &str) -> Self {
        Self { site: None, name: name.to_owned() }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.site.is_none() && self.name.trim().is_empty()
    }
}

/// Who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requester {
    /// A code of the list of professions.
    pub profession: Code,
    /// The organisation; empty for somebody who belongs to none.
    #[serde(default)]
    pub organisation: Party,
    /// The person's name.
    pub name: String,
    /// Where the person is reached; empty when nobody knows yet.
    #[serde(default)]
    pub phone: String,
}

/// The wish that a member of the team come to a clinic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// The clinic.
    pub to: Party,
    /// When and for what.
    #[serde(default)]
    pub wish: String,
}

/// A request to a support team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The team.
    pub team: SupportTeam,
    /// The patient.
    pub patient: PatientId,
    /// The consultation that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consultation: Option<ConsultationId>,
    /// The referral that asked for this one in its step ④.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_referral: Option<ReferralId>,
    /// When it was asked for.
    pub asked: Occurred,
    /// Who asked.
    pub requester: Requester,
    /// Why.
    pub reason: String,
    /// What is to be reached; empty when the requester left that to the team.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub aim: String,
    /// The wish that a member come to a clinic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispatch: Option<Dispatch>,
}
