//! Which step of a questionnaire is possible now: each decision gives the event, or the reason why not.

use serde::{Deserialize, Serialize};

use super::event::{Look, PreventionOutcome, ScreeningEvent, Sheet};
use super::record::{Screening, ScreeningState, ScreeningStep};
use crate::domain::id::{ConsultationId, PatientId};
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningProblem {
    /// The state does not allow this step.
    NotNow {
        /// The step that was tried.
        step: ScreeningStep,
        /// The state that it is in.
        state: ScreeningState,
    },
    /// No published rule says that the person is at risk: going into the queue needs a reason in words.
    NeedsReason,
    /// It belongs to a patient already; a wrong link is put right by recording the answers anew and setting these aside.
    AlreadyLinked {
        /// To whom.
        patient: PatientId,
    },
    /// The questionnaire of the answers does not change.
    OtherQuestionnaire,
    /// What has not happened yet cannot be written down as done.
    NotYet {
        /// The day that was named.
        on: Occurred,
    },
}

type Decision = Result<ScreeningEvent, ScreeningProblem>;

impl Screening {
    /// Whether the state allows the step, whatever is written down with it.
    pub fn may(&self, step: ScreeningStep) -> Result<(), ScreeningProblem> {
        use ScreeningState as State;
        let possible = match step {
            ScreeningStep::Amend | ScreeningStep::Link => self.state != State::Ended,
            ScreeningStep::EnterQueue | ScreeningStep::SetAside => self.state == State::Recorded,
            ScreeningStep::TakeUp => self.state == State::SetAside,
            ScreeningStep::FollowUp | ScreeningStep::End => self.state == State::InQueue,
        };
        if possible { Ok(()) } else { Err(ScreeningProblem::NotNow { step, state: self.state }) }
    }

    /// Puts the answers right.
    pub fn amend(&self, sheet: Sheet) -> Decision {
        self.may(ScreeningStep::Amend)?;
        if sheet.answers.questionnaire() != self.questionnaire() {
            return Err(ScreeningProblem::OtherQuestionnaire);
        }
        Ok(ScreeningEvent::Amended(Box::new(sheet)))
    }

    /// Says which patient the person is.
    pub fn link(&self, patient: PatientId) -> Decision {
        self.may(ScreeningStep::Link)?;
        match self.patient() {
            Some(patient) => Err(ScreeningProblem::AlreadyLinked { patient }),
            None => Ok(ScreeningEvent::Linked { patient }),
        }
    }

    /// Whether the person may go into the queue, for this reason if no rule says so.
    pub fn may_enter_queue(&self, reason: &str) -> Result<(), ScreeningProblem> {
        self.may(ScreeningStep::EnterQueue)?;
        if !self.risk().is_by_rule() && reason.trim().is_empty() {
            return Err(ScreeningProblem::NeedsReason);
        }
        Ok(())
    }

    /// The person goes into the queue by this consultation.
    pub fn enter_queue(&self, consultation: ConsultationId, reason: String) -> Decision {
        self.may_enter_queue(&reason)?;
        Ok(ScreeningEvent::EnteredQueue { consultation, reason })
    }

    /// Nothing is done for now.
    pub fn set_aside(&self, reason: String) -> Decision {
        self.may(ScreeningStep::SetAside)?;
        Ok(ScreeningEvent::SetAside { reason })
    }

    /// It is looked at after all.
    pub fn take_up(&self) -> Decision {
        self.may(ScreeningStep::TakeUp)?;
        Ok(ScreeningEvent::TakenUp)
    }

    /// What came of it is looked at.
    pub fn follow_up(&self, look: Look, now: Moment) -> Decision {
        self.may(ScreeningStep::FollowUp)?;
        if look.on.is_after(now) {
            return Err(ScreeningProblem::NotYet { on: look.on });
        }
        Ok(ScreeningEvent::Followed(look))
    }

    /// It ends.
    pub fn end(&self, outcome: PreventionOutcome, text: String) -> Decision {
        self.may(ScreeningStep::End)?;
        Ok(ScreeningEvent::Ended { outcome, text })
    }
}
