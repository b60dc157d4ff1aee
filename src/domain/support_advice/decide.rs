//! Which step of advice is possible now: each decision gives the event, or the reason why not.

use serde::{Deserialize, Serialize};

use super::event::{Advice, AdviceEvent, AdviceRequest};
use super::{AdviceState, AdviceStep, SupportAdvice, can_be_asked};
use crate::domain::id::{PatientId, StaffId};
use crate::domain::staff::Staff;
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceProblem {
    /// The state does not allow this step.
    NotNow {
        /// The step that was tried.
        step: AdviceStep,
        /// The state that it is in.
        state: AdviceState,
    },
    /// Who is asked is no physician of the centre.
    NoPhysician {
        /// Who was named.
        member: StaffId,
    },
    /// Another physician was asked: only that one answers for themself, or whoever takes the answer down.
    AskedOfAnother {
        /// Who was asked.
        physician: StaffId,
    },
    /// What has not happened yet cannot be written down as done.
    InFuture {
        /// The time that was named.
        on: Occurred,
    },
    /// Nobody answers before being asked.
    BeforeAsked {
        /// The time that was named.
        on: Occurred,
        /// When it was asked.
        asked: Occurred,
    },
    /// Nothing would change.
    NothingChanged,
    /// The patient died or moved away: nothing new is asked.
    PatientGone,
}

type Decision = Result<AdviceEvent, AdviceProblem>;

impl SupportAdvice {
    /// A support physician is asked.
    pub fn ask(request: AdviceRequest, physician: &Staff, now: Moment) -> Decision {
        if !can_be_asked(physician) {
            return Err(AdviceProblem::NoPhysician { member: request.physician });
        }
        if request.on.is_after(now) {
            return Err(AdviceProblem::InFuture { on: request.on });
        }
        Ok(AdviceEvent::Asked(Box::new(request)))
    }

    /// Whether the state allows the step, whatever is written down with it.
    pub fn may(&self, step: AdviceStep) -> Result<(), AdviceProblem> {
        let possible = match step {
            AdviceStep::Answer | AdviceStep::Decline | AdviceStep::Withdraw => self.state.is_open(),
            AdviceStep::CorrectAnswer => self.state == AdviceState::Answered,
        };
        if possible { Ok(()) } else { Err(AdviceProblem::NotNow { step, state: self.state }) }
    }

    fn happened(&self, on: Occurred, now: Moment) -> Result<(), AdviceProblem> {
        if on.is_after(now) {
            return Err(AdviceProblem::InFuture { on });
        }
        let asked = self.request.on;
        let before = match (on, asked) {
            // Times are written down to the minute.
            (Occurred::At(at), Occurred::At(asked)) => at.timestamp().div_euclid(60) < asked.timestamp().div_euclid(60),
            (on, asked) => on.date() < asked.date(),
        };
        if before { Err(AdviceProblem::BeforeAsked { on, asked }) } else { Ok(()) }
    }

    /// The consultation was linked to a patient, or parted from one; none where nothing changes.
    pub fn follow(&self, patient: Option<PatientId>) -> Option<AdviceEvent> {
        (self.request.patient != patient).then_some(AdviceEvent::PatientChanged { patient })
    }

    /// The physician answers.
    pub fn answer(&self, advice: Advice, now: Moment) -> Decision {
        self.may(AdviceStep::Answer)?;
        self.happened(advice.on, now)?;
        Ok(AdviceEvent::Answered(advice))
    }

    /// The answer was written down wrongly.
    pub fn correct_answer(&self, reason: String, advice: Advice, now: Moment) -> Decision {
        self.may(AdviceStep::CorrectAnswer)?;
        self.happened(advice.on, now)?;
        if self.advice.as_ref() == Some(&advice) {
            return Err(AdviceProblem::NothingChanged);
        }
        Ok(AdviceEvent::AnswerCorrected { reason, advice })
    }

    /// The physician cannot advise.
    pub fn decline(&self, reason: String) -> Decision {
        self.may(AdviceStep::Decline)?;
        Ok(AdviceEvent::Declined { reason })
    }

    /// Nothing is asked any more.
    pub fn withdraw(&self, reason: String) -> Decision {
        self.may(AdviceStep::Withdraw)?;
        Ok(AdviceEvent::Withdrawn { reason })
    }
}
