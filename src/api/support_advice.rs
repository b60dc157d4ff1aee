//! Requests and answers about advice of support physicians: lists, one request for advice, each step.

use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::patient::PatientRow;
use crate::domain::area::AreaCode;
use crate::domain::consultation::ConsultationNumber;
use crate::domain::id::{AdviceId, ConsultationId, PatientId, StaffId, Version};
use crate::domain::support_advice::{Advice, AdviceRequest, AdviceState, Judgement, SupportAdvice};
use crate::domain::timeline::Occurred;

pub use crate::domain::support_advice::AdviceProblem;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceRead {
    /// What was asked of support physicians: what waits, the oldest first, then the rest, the newest first.
    List {
        /// Which.
        #[serde(default)]
        filter: AdviceFilter,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One of them.
    Advice {
        /// Which.
        advice: AdviceId,
    },
}

/// Which are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AdviceFilter {
    /// Only those that wait, only ended ones, or all.
    pub open: Option<bool>,
    /// Only those that are asked of the caller, or were asked by the caller.
    pub mine: bool,
    /// Only about this patient, merged records included.
    pub patient: Option<PatientId>,
    /// Whose person, consultation, physician or first line holds this text, or that have this number.
    pub text: String,
}

/// One as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceRow {
    /// The number.
    pub id: AdviceId,
    /// The consultation.
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
    pub state: AdviceState,
    /// When it was asked.
    pub on: Occurred,
    /// Who asked.
    pub by: StaffId,
    /// The support physician.
    pub physician: StaffId,
    /// The judgement, once given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
    /// The first line of what is asked.
    pub line: String,
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceCounts {
    /// That wait.
    pub open: u32,
    /// That wait for the caller.
    pub of_me: u32,
}

/// One with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceDetail {
    /// The record.
    pub advice: SupportAdvice,
    /// As lists show it.
    pub row: AdviceRow,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceAnswer {
    /// To [`AdviceRead::List`].
    List {
        /// The rows.
        page: Page<AdviceRow>,
        /// The counts, whatever the filter.
        counts: AdviceCounts,
    },
    /// To [`AdviceRead::Advice`].
    Advice(Box<AdviceDetail>),
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceChange {
    /// A support physician is asked. The patient is the one of the consultation, whatever the request says.
    Ask(Box<AdviceRequest>),
    /// A step.
    Step {
        /// Of which.
        advice: AdviceId,
        /// The version that the caller saw; an answer overwrites nothing and is taken whatever it says.
        seen: Version,
        /// The step.
        step: AdviceAct,
    },
}

/// A step, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceAct {
    /// The physician answers.
    Answer(Advice),
    /// The answer was written down wrongly.
    CorrectAnswer {
        /// What was wrong.
        reason: String,
        /// What is right.
        advice: Advice,
    },
    /// The physician cannot advise.
    Decline {
        /// Why.
        reason: String,
    },
    /// Nothing is asked any more.
    Withdraw {
        /// Why.
        reason: String,
    },
}

impl From<AdviceProblem> for super::Problem {
    fn from(problem: AdviceProblem) -> Self {
        Self::SupportAdvice(problem)
    }
}
