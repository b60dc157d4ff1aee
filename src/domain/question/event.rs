//! What happens to a question, and what is written down with each step.

use serde::{Deserialize, Serialize};

use crate::domain::id::{ConsultationId, PatientId};
use crate::domain::referral::{Means, Party, Requester};
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// The physician who owes the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// Clinic or hospital.
    pub place: Party,
    /// The physician's name; empty when the place decides who answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub physician: String,
    /// Where the physician is called; empty for the number of the place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// What is asked of whom, about whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// The patient; none for a question that is about nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// Who asks.
    pub from: Requester,
    /// Who is to answer.
    pub to: Addressee,
    /// When it was put to the physician: from then on its clock runs.
    pub asked: Moment,
    /// The question.
    pub text: String,
}

/// That the physician was reminded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// When.
    pub on: Occurred,
    /// By what means.
    pub means: Means,
    /// What was said; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// The physician's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// When.
    pub on: Occurred,
    /// By what means.
    pub means: Means,
    /// Who answered.
    pub by: String,
    /// The answer.
    pub text: String,
}

/// What happens to a question. When it runs out is part of it, so that later hours and terms do not change the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionEvent {
    /// It was put.
    Asked {
        /// What is asked of whom.
        inquiry: Box<Inquiry>,
        /// When its time runs out.
        due: Moment,
    },
    /// Its words were put right; patient, place and time stay.
    Amended(Box<Inquiry>),
    /// The physician was reminded.
    Reminded(Reminder),
    /// Its time ran out, and a call came into the queue.
    RanOut {
        /// The call.
        call: ConsultationId,
    },
    /// The physician answered.
    Answered(Answer),
    /// The answer was written down wrongly: what is right stands beside it.
    AnswerCorrected {
        /// What was wrong.
        reason: String,
        /// What is right.
        answer: Answer,
    },
    /// It is not to be answered any more.
    Withdrawn {
        /// Why.
        reason: String,
    },
}
