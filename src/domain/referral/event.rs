//! What happens to a referral, and what is written down with each step.

use serde::{Deserialize, Serialize};

use super::consent::{Consent, Means};
use super::course::Outcome;
use super::load::Load;
use super::request::{Party, Request};
use super::score::Score;
use crate::domain::code::Code;
use crate::domain::funding::Charge;
use crate::domain::id::{IntroductionId, ReferralId, StaffId};
use crate::domain::time::Minutes;
use crate::domain::timeline::Occurred;
use chrono::NaiveDate;

/// One contact of an assessment: a visit, or a look at records or a call in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// When.
    pub on: Occurred,
    /// The member who went.
    pub member: StaffId,
    /// Where: home, clinic, facility; empty means at home.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What was found.
    pub findings: String,
    /// The time that it took.
    #[serde(default)]
    pub minutes: Minutes,
    /// What it is charged to.
    #[serde(default, skip_serializing_if = "Charge::is_empty")]
    pub charge: Charge,
}

/// A score with its day and rater.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scoring {
    /// The day.
    pub on: NaiveDate,
    /// Who rated.
    pub member: StaffId,
    /// The scale and the total.
    #[serde(flatten)]
    pub score: Score,
    /// Anything about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// To whom advice was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advised {
    /// 本人・家族
    Patient,
    /// 支援者: those who care for the patient.
    CareTeam,
}

/// A piece of advice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// When.
    pub on: Occurred,
    /// To whom.
    pub to: Advised,
    /// What.
    pub text: String,
}

/// A report to the requester.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When.
    pub on: Occurred,
    /// By what means.
    pub means: Means,
    /// To whom.
    pub to: Party,
    /// What was said.
    pub text: String,
}

/// The requester's word that the report arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// When.
    pub on: Occurred,
    /// Who said so.
    pub by: Party,
    /// What the requester said; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A link to support.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// When.
    pub on: Occurred,
    /// What support.
    pub what: String,
    /// To whom.
    pub to: Party,
}

/// What an asking opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opened {
    /// Another referral.
    Referral(ReferralId),
    /// An introduction to a hospital.
    Introduction(IntroductionId),
}

/// A profession asked to act (④).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    /// When.
    pub on: Occurred,
    /// A code of the list of professions.
    pub profession: Code,
    /// Who.
    pub to: Party,
    /// To do what.
    pub what: String,
    /// What it opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Opened>,
}

/// A look at what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// When.
    pub on: Occurred,
    /// What was found.
    pub text: String,
    /// The next look, if there is to be one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NaiveDate>,
    /// The time that it took.
    #[serde(default)]
    pub minutes: Minutes,
    /// What it is charged to.
    #[serde(default, skip_serializing_if = "Charge::is_empty")]
    pub charge: Charge,
}

/// What happens to a referral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralEvent {
    /// It was asked for.
    Requested(Box<Request>),
    /// The request was put right; team and patient stay.
    Amended(Box<Request>),
    /// The team took it.
    Accepted,
    /// A member got it, or another one.
    Assigned {
        /// Who.
        member: StaffId,
        /// The load, where the member had no room and it was assigned all the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        over: Option<Load>,
    },
    /// The assessment started.
    AssessmentStarted,
    /// A contact of the assessment.
    Visited(Visit),
    /// A score.
    Scored(Scoring),
    /// Advice.
    Advised(Advice),
    /// The assessment ended.
    Assessed {
        /// What it comes to.
        summary: String,
    },
    /// The requester was told.
    Reported(Report),
    /// The requester acknowledged.
    Acknowledged(Acknowledgement),
    /// A physician was asked, answered, or took an answer back.
    Consent(Consent),
    /// The person was linked to support.
    Linked(Link),
    /// A profession was asked to act.
    Asked(Asking),
    /// What came of it was looked at.
    FollowedUp(FollowUp),
    /// It ended.
    Closed {
        /// What came of it.
        outcome: Outcome,
        /// In words; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// The requester was asked for more.
    SentBack {
        /// What is missing.
        question: String,
    },
    /// The requester gave more.
    Resubmitted {
        /// What was given.
        information: String,
    },
    /// The team said no.
    Declined {
        /// Why.
        reason: String,
    },
    /// It is not wanted any more.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// It waits.
    Held {
        /// For what.
        reason: String,
        /// Until when.
        until: NaiveDate,
    },
    /// It goes on.
    Resumed,
}
