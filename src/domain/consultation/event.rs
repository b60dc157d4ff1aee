//! What happens to a consultation.

use serde::{Deserialize, Serialize};

use super::number::ConsultationNumber;
use super::record::{Intake, Resolution, Wait};
use super::step::{StepContents, StepNumber};
use crate::domain::id::{PatientId, QuestionId, StaffId};
use crate::domain::time::Moment;

/// Something that happened to a consultation. Due times are part of it, so that later hours do not change the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationEvent {
    /// It was received.
    Received {
        /// Its number.
        number: ConsultationNumber,
        /// The reception form.
        intake: Box<Intake>,
        /// The patient, where there is a record.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        patient: Option<PatientId>,
        /// When it has to be answered.
        due: Moment,
        /// The question that nobody answered in time, if it is the call that came of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<QuestionId>,
    },
    /// The reception form was amended as a whole.
    Amended {
        /// The form from now on.
        intake: Box<Intake>,
        /// When it has to be answered now.
        due: Moment,
    },
    /// Whoever the stamp names claimed it.
    Claimed,
    /// Somebody was named to take it, which nobody had.
    Assigned {
        /// Who.
        to: StaffId,
    },
    /// Somebody took it over from another.
    TakenOver {
        /// Who has it now.
        to: StaffId,
        /// Why.
        reason: String,
    },
    /// A step was taken.
    Answered(Box<StepContents>),
    /// A step was written down wrongly: what is right stands beside it.
    StepCorrected {
        /// The step.
        step: StepNumber,
        /// Why.
        reason: String,
        /// What is right.
        contents: Box<StepContents>,
    },
    /// A step did not happen here.
    StepWithdrawn {
        /// The step.
        step: StepNumber,
        /// Why.
        reason: String,
    },
    /// It was put on hold.
    PutOnHold(Wait),
    /// It was taken off hold.
    TakenOffHold,
    /// It has an outcome.
    Resolved(Resolution),
    /// It was closed.
    Closed,
    /// The question that it was the call for was answered or withdrawn: it is closed with that, wherever it stood.
    Settled(Resolution),
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
        /// When it has to be answered now.
        due: Moment,
    },
    /// It was linked to a patient.
    Linked {
        /// The patient.
        patient: PatientId,
    },
    /// It was parted from the patient whom it was linked to.
    Unlinked {
        /// Why.
        reason: String,
    },
}
