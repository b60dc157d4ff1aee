//! Why the rules of the queue refuse something; the sentences are in `words::queue`.

use serde::{Deserialize, Serialize};

use super::kinds::State;
use super::number::ConsultationNumber;
use super::step::StepNumber;
use crate::domain::id::{PatientId, StaffId};

/// Why a rule of the queue refuses a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationProblem {
    /// Another person has it already.
    ClaimedBy {
        /// Which consultation.
        number: ConsultationNumber,
        /// Who has it.
        holder: StaffId,
    },
    /// The caller, or the person named, has it already.
    AlreadyHolds {
        /// Which consultation.
        number: ConsultationNumber,
        /// Who has it.
        holder: StaffId,
    },
    /// Nobody has it: somebody has to claim it first.
    Unclaimed {
        /// Which consultation.
        number: ConsultationNumber,
    },
    /// It is resolved or closed: it has to be reopened first.
    Finished {
        /// Which consultation.
        number: ConsultationNumber,
        /// Where it stands.
        state: State,
    },
    /// It is not on hold.
    NotOnHold {
        /// Which consultation.
        number: ConsultationNumber,
    },
    /// It is on hold already.
    OnHold {
        /// Which consultation.
        number: ConsultationNumber,
    },
    /// It has no outcome yet: it has to be resolved before it is closed.
    NotResolved {
        /// Which consultation.
        number: ConsultationNumber,
        /// Where it stands.
        state: State,
    },
    /// It is open: there is nothing to reopen.
    StillOpen {
        /// Which consultation.
        number: ConsultationNumber,
        /// Where it stands.
        state: State,
    },
    /// No step says what was done: one has to be recorded before it is resolved.
    NoStep {
        /// Which consultation.
        number: ConsultationNumber,
    },
    /// Somebody is still to be called back.
    CallOpen {
        /// Which consultation.
        number: ConsultationNumber,
        /// The call that nobody took.
        step: StepNumber,
    },
    /// It has no such step.
    NoSuchStep {
        /// Which consultation.
        number: ConsultationNumber,
        /// What was asked for.
        step: StepNumber,
    },
    /// The step has been corrected already; its correction can be corrected.
    StepCorrected {
        /// Which consultation.
        number: ConsultationNumber,
        /// The step.
        step: StepNumber,
    },
    /// The person named has left the centre or may not hold consultations.
    CannotHold {
        /// Which consultation.
        number: ConsultationNumber,
        /// Who.
        staff: StaffId,
    },
    /// It is linked to a patient already.
    LinkedTo {
        /// Which consultation.
        number: ConsultationNumber,
        /// The patient.
        patient: PatientId,
    },
    /// It is not linked to a patient.
    NotLinked {
        /// Which consultation.
        number: ConsultationNumber,
    },
}
