//! What happens to an introduction, and what is written down with each step.

use serde::{Deserialize, Serialize};

use super::{Ending, Purpose};
use crate::domain::id::{ConsultationId, PatientId, ReferralId};
use crate::domain::referral::{Means, Party};
use crate::domain::timeline::Occurred;

/// What is asked of which hospital, for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The patient.
    pub patient: PatientId,
    /// What for.
    pub purpose: Purpose,
    /// The hospital.
    pub to: Party,
    /// The department; empty when the hospital decides.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// Which examination or operation, or what the specialist is asked, and why.
    pub reason: String,
    /// The family physician who wants it and will be told the result.
    #[serde(default)]
    pub physician: Party,
    /// When the hospital was asked.
    pub asked: Occurred,
    /// The consultation that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consultation: Option<ConsultationId>,
    /// The referral that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<ReferralId>,
}

/// That it took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Performed {
    /// When.
    pub on: Occurred,
    /// Anything about it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// The result, as it arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// When it arrived.
    pub on: Occurred,
    /// How.
    pub means: Means,
    /// What it says.
    pub text: String,
}

/// That the family physician was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// When.
    pub on: Occurred,
    /// How.
    pub means: Means,
    /// Who.
    pub physician: Party,
    /// What the physician said; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What happens to an introduction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionEvent {
    /// The hospital was asked.
    Asked(Box<Order>),
    /// The order was put right; the patient stays.
    Amended(Box<Order>),
    /// The hospital takes the patient, or moved the day.
    Accepted {
        /// On which day, at which hour.
        on: Occurred,
        /// What is to be brought or minded; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// The hospital said no.
    Declined {
        /// Why.
        reason: String,
    },
    /// It took place.
    Performed(Performed),
    /// The result arrived.
    ResultReceived(Findings),
    /// The family physician was told.
    Told(Told),
    /// It ended.
    Closed {
        /// How.
        ending: Ending,
        /// In words; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// It is not wanted any more.
    Cancelled {
        /// Why.
        reason: String,
    },
}
