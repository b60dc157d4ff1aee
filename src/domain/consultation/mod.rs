//! Consultations (相談): received, claimed by exactly one person, answered step by step, resolved, closed, reopened.
//!
//! [`Consultation`] is the record, [`ConsultationEvent`] what happens to it. `decide` says what may happen and why not,
//! `fold` makes the record from what happened; no decision is ever taken while folding.

mod decide;
mod due;
mod event;
mod fold;
mod kinds;
mod number;
mod problem;
mod record;
mod step;
mod timeline;

#[cfg(test)]
mod tests;

pub use due::due_time;
pub use event::ConsultationEvent;
pub use kinds::{AgeBand, Asker, CareField, Channel, Outcome, Scene, State, Urgency, WaitReason};
pub use number::ConsultationNumber;
pub use problem::ConsultationProblem;
pub use record::{Act, AskedBy, Consultation, Intake, ProvisionalPerson, Resolution, Turn, Wait};
pub use step::{Correction, Counterpart, Step, StepContents, StepNumber};
