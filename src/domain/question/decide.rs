//! Which step of a question is possible now: each decision gives the event, or the reason why not.

use serde::{Deserialize, Serialize};

use super::event::{Answer, Inquiry, QuestionEvent, Reminder};
use super::{Question, QuestionState, QuestionStep};
use crate::domain::calendar::WorkingTime;
use crate::domain::id::ConsultationId;
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionProblem {
    /// The state does not allow this step.
    NotNow {
        /// The step that was tried.
        step: QuestionStep,
        /// The state that it is in.
        state: QuestionState,
    },
    /// Its time has not run out yet.
    StillRunning {
        /// When it does.
        due: Moment,
    },
    /// What has not happened yet cannot be written down as done.
    InFuture {
        /// The time that was named.
        on: Occurred,
    },
    /// Nobody is reminded or answers before the question is put.
    BeforeAsked {
        /// The time that was named.
        on: Occurred,
        /// When it was put.
        asked: Moment,
    },
    /// Patient, place and time of a question do not change: a wrong one is withdrawn and put anew.
    Fixed,
    /// Nothing would change.
    NothingChanged,
    /// The patient died or moved away: nothing new is asked.
    PatientGone,
}

type Decision = Result<QuestionEvent, QuestionProblem>;

/// When the time of a question runs out that was put at this moment: after so many working days' time, counted by the
/// minute within office hours, so that it runs out while somebody is there to call. A term of no days counts as one.
pub fn due_time(time: WorkingTime<'_>, asked: Moment, days: u32) -> Moment {
    let day = u32::try_from(time.day_minutes()).unwrap_or(u32::MAX);
    time.add_minutes(asked, day.saturating_mul(days.max(1)))
}

impl Question {
    /// A question is put; it has not been put before `now`.
    pub fn ask(inquiry: Inquiry, time: WorkingTime<'_>, days: u32, now: Moment) -> Decision {
        let asked = inquiry.asked;
        if asked > now {
            return Err(QuestionProblem::InFuture { on: Occurred::At(asked) });
        }
        Ok(QuestionEvent::Asked { inquiry: Box::new(inquiry), due: due_time(time, asked, days) })
    }

    /// Whether the state allows the step, whatever is written down with it.
    pub fn may(&self, step: QuestionStep) -> Result<(), QuestionProblem> {
        let possible = match step {
            QuestionStep::Amend | QuestionStep::Remind | QuestionStep::Answer | QuestionStep::Withdraw => {
                self.state.is_open()
            }
            QuestionStep::RunOut => self.state.is_running(),
            QuestionStep::CorrectAnswer => self.state == QuestionState::Answered,
        };
        if possible { Ok(()) } else { Err(QuestionProblem::NotNow { step, state: self.state }) }
    }

    fn happened(&self, on: Occurred, now: Moment) -> Result<(), QuestionProblem> {
        if on.is_after(now) {
            return Err(QuestionProblem::InFuture { on });
        }
        let asked = self.inquiry.asked;
        let before = match on {
            // Times are written down to the minute.
            Occurred::At(at) => at.timestamp().div_euclid(60) < asked.timestamp().div_euclid(60),
            Occurred::Day(day) => day < Occurred::At(asked).date(),
        };
        if before { Err(QuestionProblem::BeforeAsked { on, asked }) } else { Ok(()) }
    }

    /// Its words are put right while it is open.
    pub fn amend(&self, inquiry: Inquiry) -> Decision {
        self.may(QuestionStep::Amend)?;
        let (new, old) = (&inquiry, &self.inquiry);
        if (new.patient, new.asked, &new.to.place) != (old.patient, old.asked, &old.to.place) {
            return Err(QuestionProblem::Fixed);
        }
        if new == old {
            return Err(QuestionProblem::NothingChanged);
        }
        Ok(QuestionEvent::Amended(Box::new(inquiry)))
    }

    /// The physician is reminded.
    pub fn remind(&self, reminder: Reminder, now: Moment) -> Decision {
        self.may(QuestionStep::Remind)?;
        self.happened(reminder.on, now)?;
        Ok(QuestionEvent::Reminded(reminder))
    }

    /// Its time runs out: never before its time, and never twice.
    pub fn run_out(&self, call: ConsultationId, now: Moment) -> Decision {
        self.may(QuestionStep::RunOut)?;
        if now < self.due {
            return Err(QuestionProblem::StillRunning { due: self.due });
        }
        Ok(QuestionEvent::RanOut { call })
    }

    /// The physician answers.
    pub fn answer(&self, answer: Answer, now: Moment) -> Decision {
        self.may(QuestionStep::Answer)?;
        self.happened(answer.on, now)?;
        Ok(QuestionEvent::Answered(answer))
    }

    /// The answer was written down wrongly.
    pub fn correct_answer(&self, reason: String, answer: Answer, now: Moment) -> Decision {
        self.may(QuestionStep::CorrectAnswer)?;
        self.happened(answer.on, now)?;
        if self.answer.as_ref() == Some(&answer) {
            return Err(QuestionProblem::NothingChanged);
        }
        Ok(QuestionEvent::AnswerCorrected { reason, answer })
    }

    /// It is not to be answered any more.
    pub fn withdraw(&self, reason: String) -> Decision {
        self.may(QuestionStep::Withdraw)?;
        Ok(QuestionEvent::Withdrawn { reason })
    }
}
