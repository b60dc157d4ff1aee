//! A question (質問) that a profession puts to a physician, and the clock of the answer that the physician owes.
//!
//! Asked → reminded → overdue → answered. The clock counts the centre's working time; when it runs out, a call comes
//! into the consultation queue, once. An answer ends it at any time, and so does a withdrawal with its reason.

mod decide;
mod event;
mod share;
mod steps;

#[cfg(test)]
mod model;

pub use decide::{QuestionProblem, due_time};
pub use event::{Addressee, Answer, Inquiry, QuestionEvent, Reminder};
pub use share::{FEWEST, Share, median};

use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::id::{ConsultationId, QuestionId, Version};
use super::time::Moment;

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionState {
    /// 回答待ち: it was put.
    Asked,
    /// 催促済: the physician was reminded.
    Reminded,
    /// 期限切れ: its time ran out, and a call is to be made.
    Overdue,
    /// 回答済
    Answered,
    /// 取下げ
    Withdrawn,
}

impl QuestionState {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 5] = [Self::Asked, Self::Reminded, Self::Overdue, Self::Answered, Self::Withdrawn];

    /// Whether it still waits for its answer.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Answered | Self::Withdrawn)
    }

    /// Whether its clock runs: it waits, and no call was made for it yet.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Asked | Self::Reminded)
    }
}

/// Everything that can be done with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionStep {
    /// Its words are put right.
    Amend,
    /// The physician is reminded.
    Remind,
    /// Its time runs out.
    RunOut,
    /// The physician answers.
    Answer,
    /// The answer was written down wrongly.
    CorrectAnswer,
    /// It is not to be answered any more.
    Withdraw,
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// What.
    pub event: QuestionEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its identifier.
    pub id: QuestionId,
    /// How often it has changed.
    pub version: Version,
    /// What is asked of whom, as it stands.
    pub inquiry: Inquiry,
    /// Where it stands.
    pub state: QuestionState,
    /// Since when it stands there.
    pub since: Moment,
    /// When its time runs out, or ran out.
    pub due: Moment,
    /// The call that was made when its time ran out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<ConsultationId>,
    /// The answer, as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Everything that happened, in the order of recording; the first is the question.
    pub history: Vec<Happened>,
}

impl Question {
    /// How often the physician was reminded.
    pub fn reminders(&self) -> usize {
        self.history.iter().filter(|happened| matches!(happened.event, QuestionEvent::Reminded(_))).count()
    }

    /// Whether it was answered in time. None while that is open, and for a question that was withdrawn.
    ///
    /// What counts is when the physician answered, not when that was written down.
    pub fn in_time(&self) -> Option<bool> {
        match (self.state, &self.answer) {
            (QuestionState::Answered, Some(answer)) => Some(!answer.on.is_after(self.due)),
            (QuestionState::Overdue, _) => Some(false),
            _ => None,
        }
    }

    fn fold(&mut self, event: &QuestionEvent) {
        match event {
            QuestionEvent::Asked { inquiry, due } => {
                self.inquiry = (**inquiry).clone();
                self.due = *due;
            }
            QuestionEvent::Amended(inquiry) => self.inquiry = (**inquiry).clone(),
            QuestionEvent::Reminded(_) => {
                if self.state == QuestionState::Asked {
                    self.state = QuestionState::Reminded;
                }
            }
            QuestionEvent::RanOut { call } => {
                self.state = QuestionState::Overdue;
                self.call = Some(*call);
            }
            QuestionEvent::Answered(answer) => {
                self.state = QuestionState::Answered;
                self.answer = Some(answer.clone());
            }
            QuestionEvent::AnswerCorrected { answer, .. } => self.answer = Some(answer.clone()),
            QuestionEvent::Withdrawn { .. } => self.state = QuestionState::Withdrawn,
        }
    }
}

impl Aggregate for Question {
    type Id = QuestionId;
    type Event = QuestionEvent;

    fn begin(id: QuestionId, event: &QuestionEvent, stamp: &Stamp) -> Option<Self> {
        let QuestionEvent::Asked { inquiry, due } = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            inquiry: (**inquiry).clone(),
            state: QuestionState::Asked,
            since: stamp.at,
            due: *due,
            call: None,
            answer: None,
            history: vec![Happened { event: event.clone(), stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &QuestionEvent, stamp: &Stamp) {
        let before = self.state;
        self.fold(event);
        if self.state != before {
            self.since = stamp.at;
        }
        self.history.push(Happened { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> QuestionId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        self.inquiry.patient.map_or(Subject::Centre, Subject::Patient)
    }
}
