//! Requests and answers about outreach: lists, one outreach, each step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::patient::PatientRow;
use crate::domain::area::AreaCode;
use crate::domain::consultation::ConsultationNumber;
use crate::domain::id::{ConsultationId, OutreachId, PatientId, StaffId, Version};
use crate::domain::outreach::{
    Basis, FollowUpDone, FollowUpPlan, Outreach, OutreachDecision, OutreachOutcome, OutreachState, OutreachStep,
    OutreachVisit, Proposal, RiskClass,
};
use crate::domain::timeline::Occurred;

pub use crate::domain::outreach::OutreachProblem;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachRead {
    /// Outreaches: open ones by danger and by what falls due, then the rest, the newest first.
    List {
        /// Which.
        #[serde(default)]
        filter: OutreachFilter,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One of them.
    Outreach {
        /// Which.
        outreach: OutreachId,
    },
}

/// Which are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutreachFilter {
    /// Only open ones, only ended ones, or all.
    pub open: Option<bool>,
    /// Only those whose follow-up is due today or over its day.
    pub due: bool,
    /// Only about this patient, merged records included.
    pub patient: Option<PatientId>,
    /// Whose person, consultation or first line holds this text, or that have this number.
    pub text: String,
}

/// An outreach as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachRow {
    /// The number.
    pub id: OutreachId,
    /// The consultation that it comes from.
    pub consultation: ConsultationId,
    /// Its number.
    pub number: ConsultationNumber,
    /// The patient, as the record that stands for the one it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientRow>,
    /// The name of the person, known as a patient or not; may be empty.
    pub person: String,
    /// The area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// Where it stands.
    pub state: OutreachState,
    /// When it was proposed.
    pub on: Occurred,
    /// The step that comes next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<OutreachStep>,
    /// The danger as it was last told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<RiskClass>,
    /// How often somebody went.
    pub visits: u32,
    /// The day by which the next of what follows is due; none once the person died or moved away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// Whether that day is today or over.
    pub overdue: bool,
    /// The member of staff who sees to what is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<StaffId>,
    /// The first line of why it was proposed.
    pub line: String,
}

/// How many outreaches there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachCounts {
    /// Open.
    pub open: u32,
    /// Proposed, and nothing decided.
    pub undecided: u32,
    /// Open, of high or urgent danger.
    pub in_danger: u32,
    /// Open, with a follow-up that is due today or over its day.
    pub due: u32,
}

/// One outreach with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachDetail {
    /// The record.
    pub outreach: Outreach,
    /// As lists show it.
    pub row: OutreachRow,
    /// The community support centre that looks after the area; empty where the area is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub support_centre: String,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachAnswer {
    /// To [`OutreachRead::List`].
    List {
        /// The rows.
        page: Page<OutreachRow>,
        /// The counts, whatever the filter.
        counts: OutreachCounts,
    },
    /// To [`OutreachRead::Outreach`].
    Outreach(Box<OutreachDetail>),
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachChange {
    /// It is proposed that somebody goes. The patient is the one of the consultation, whatever the proposal says.
    Propose(Box<Proposal>),
    /// A step.
    Step {
        /// Of which.
        outreach: OutreachId,
        /// The version that the caller saw; a visit overwrites nothing and is taken whatever it says.
        seen: Version,
        /// The step.
        step: OutreachAct,
    },
}

/// A step of an outreach, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachAct {
    /// It is decided that somebody goes.
    Decide(Box<OutreachDecision>),
    /// It is acted on something else from now on.
    ChangeBasis {
        /// On what.
        basis: Basis,
        /// When that came about.
        on: Occurred,
    },
    /// Somebody went.
    Visit(Box<OutreachVisit>),
    /// Something is to follow.
    PlanFollowUp(FollowUpPlan),
    /// What was to follow was done.
    FollowUp(FollowUpDone),
    /// It is closed.
    Close {
        /// With what outcome.
        outcome: OutreachOutcome,
        /// In words.
        text: String,
    },
    /// It is decided that nobody goes.
    NotTakeUp {
        /// Why.
        reason: String,
    },
    /// It is given up on the way.
    Cancel {
        /// Why.
        reason: String,
    },
}

impl From<OutreachProblem> for super::Problem {
    fn from(problem: OutreachProblem) -> Self {
        Self::Outreach(problem)
    }
}
