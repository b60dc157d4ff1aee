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
    fn when(&self, step: IntroductionStep, possible: bool) -> Result<(), IntroductionProblem> {
        if possible {
            return Ok(());
        }
        Err(IntroductionProblem::NotNow { step, state: self.state, next: self.next_step() })
    }

    fn at(&self, step: IntroductionStep, state: IntroductionState) -> Result<(), IntroductionProblem> {
        self.when(step, self.state == state)
    }

    /// Puts the order right while it is open; the patient stays.
    pub fn amend(&self, order: Order) -> Decision {
        self.when(IntroductionStep::Amend, self.state.is_open())?;
        if order.patient != self.order.patient {
            return Err(IntroductionProblem::OtherPatient);
        }
        Ok(IntroductionEvent::Amended(Box::new(order)))
    }

    /// The hospital takes the patient on a day, or moves the day.
    pub fn accept(&self, on: Occurred, text: String) -> Decision {
        let possible = matches!(self.state, IntroductionState::Asked | IntroductionState::Accepted);
        self.when(IntroductionStep::Accept, possible)?;
        Ok(IntroductionEvent::Accepted { on, text })
    }

    /// The hospital says no, before or after it named a day.
    pub fn decline(&self, reason: String) -> Decision {
        let possible = matches!(self.state, IntroductionState::Asked | IntroductionState::Accepted);
        self.when(IntroductionStep::Decline, possible)?;
        Ok(IntroductionEvent::Declined { reason })
    }

    /// It took place.
    pub fn perform(&self, performed: Performed, now: Moment) -> Decision {
        self.at(IntroductionStep::Perform, IntroductionState::Accepted)?;
        if performed.on.is_after(now) {
            return Err(IntroductionProblem::NotYet { on: performed.on });
        }
        Ok(IntroductionEvent::Performed(performed))
    }

    /// The result arrived.
    pub fn receive(&self, findings: Findings) -> Decision {
        self.at(IntroductionStep::ReceiveResult, IntroductionState::Done)?;
        Ok(IntroductionEvent::ResultReceived(findings))
    }

    /// The family physician is told.
    pub fn tell(&self, told: Told) -> Decision {
        self.at(IntroductionStep::Tell, IntroductionState::ResultReceived)?;
        Ok(IntroductionEvent::Told(told))
    }

    /// It ends: once the physician was told, or at any time by the patient's death or move.
    pub fn close(&self, ending: Ending, text: String) -> Decision {
        let possible = match ending {
            Ending::Completed => self.state == IntroductionState::Told,
            Ending::PatientDied | Ending::PatientMoved => self.state.is_open(),
        };
        self.when(IntroductionStep::Close, possible)?;
        Ok(IntroductionEvent::Closed { ending, text })
    }

    /// It is not wanted any more.
    pub fn cancel(&self, reason: String) -> Decision {
        self.when(IntroductionStep::Cancel, self.state.is_open())?;
        Ok(IntroductionEvent::Cancelled { reason })
    }
}
