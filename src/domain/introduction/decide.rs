//! Which step of an introduction is possible now: each decision gives the event, or the reason why not.

use serde::{Deserialize, Serialize};

use super::event::{Findings, IntroductionEvent, Order, Performed, Told};
use super::{Ending, Introduction, IntroductionState, IntroductionStep};
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionProblem {
    /// The state does not allow this step.
    NotNow {
        /// The step that was tried.
        step: IntroductionStep,
        /// The state that it is in.
        state: IntroductionState,
        /// The step that comes next.
        next: Option<IntroductionStep>,
    },
    /// What has not happened yet cannot be written down as done.
    NotYet {
        /// The day that was named.
        on: Occurred,
    },
    /// The patient of an introduction does not change; a wrong one is cancelled.
    OtherPatient,
}

type Decision = Result<IntroductionEvent, IntroductionProblem>;

impl Introduction {
    /// Whether the state allows the step, whatever is written down with it.
    pub fn may(&self, step: IntroductionStep) -> Result<(), IntroductionProblem> {
        let possible = match step {
            IntroductionStep::Amend | IntroductionStep::Close | IntroductionStep::Cancel => self.state.is_open(),
            IntroductionStep::Accept | IntroductionStep::Decline => {
                matches!(self.state, IntroductionState::Asked | IntroductionState::Accepted)
            }
            IntroductionStep::Perform => self.state == IntroductionState::Accepted,
            IntroductionStep::ReceiveResult => self.state == IntroductionState::Done,
            IntroductionStep::Tell => self.state == IntroductionState::ResultReceived,
        };
        if possible { Ok(()) } else { Err(self.not_now(step)) }
    }

    fn not_now(&self, step: IntroductionStep) -> IntroductionProblem {
        IntroductionProblem::NotNow { step, state: self.state, next: self.next_step() }
    }

    /// Puts the order right while it is open; the patient stays.
    pub fn amend(&self, order: Order) -> Decision {
        self.may(IntroductionStep::Amend)?;
        if order.patient != self.order.patient {
            return Err(IntroductionProblem::OtherPatient);
        }
        Ok(IntroductionEvent::Amended(Box::new(order)))
    }

    /// The hospital takes the patient on a day, or moves the day.
    pub fn accept(&self, on: Occurred, text: String) -> Decision {
        self.may(IntroductionStep::Accept)?;
        Ok(IntroductionEvent::Accepted { on, text })
    }

    /// The hospital says no, before or after it named a day.
    pub fn decline(&self, reason: String) -> Decision {
        self.may(IntroductionStep::Decline)?;
        Ok(IntroductionEvent::Declined { reason })
    }

    /// It took place.
    pub fn perform(&self, performed: Performed, now: Moment) -> Decision {
        self.may(IntroductionStep::Perform)?;
        if performed.on.is_after(now) {
            return Err(IntroductionProblem::NotYet { on: performed.on });
        }
        Ok(IntroductionEvent::Performed(performed))
    }

    /// The result arrived.
    pub fn receive(&self, findings: Findings) -> Decision {
        self.may(IntroductionStep::ReceiveResult)?;
        Ok(IntroductionEvent::ResultReceived(findings))
    }

    /// The family physician is told.
    pub fn tell(&self, told: Told) -> Decision {
        self.may(IntroductionStep::Tell)?;
        Ok(IntroductionEvent::Told(told))
    }

    /// It ends: once the physician was told, or at any time by the patient's death or move.
    pub fn close(&self, ending: Ending, text: String) -> Decision {
        self.may(IntroductionStep::Close)?;
        if ending == Ending::Completed && self.state != IntroductionState::Told {
            return Err(self.not_now(IntroductionStep::Close));
        }
        Ok(IntroductionEvent::Closed { ending, text })
    }

    /// It is not wanted any more.
    pub fn cancel(&self, reason: String) -> Decision {
        self.may(IntroductionStep::Cancel)?;
        Ok(IntroductionEvent::Cancelled { reason })
    }
}
