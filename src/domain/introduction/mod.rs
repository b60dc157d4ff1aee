//! An introduction (紹介) to a hospital's examination, operation or specialist, followed to its result.
//!
//! Asked → accepted with a date → done → result received → told to the family physician → closed.
//! No step is skipped; the hospital may decline, and it can be cancelled while it is open.

mod decide;
mod event;
mod steps;

#[cfg(test)]
mod model;

pub use decide::IntroductionProblem;
pub use event::{Findings, IntroductionEvent, Order, Performed, Told};

use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::id::{IntroductionId, Version};
use super::referral::Party;
use super::time::{JST, Moment};
use super::timeline::Occurred;
use chrono::NaiveDate;

/// What the patient is sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// 検査
    Examination,
    /// 手術
    Operation,
    /// 専門外来
    Specialist,
}

impl Purpose {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Examination, Self::Operation, Self::Specialist];
}

/// Where an introduction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionState {
    /// 依頼中: the hospital was asked.
    Asked,
    /// 日程決定: the hospital takes the patient on a day.
    Accepted,
    /// 実施済: it took place.
    Done,
    /// 結果受領: the result arrived.
    ResultReceived,
    /// 報告済: the family physician was told.
    Told,
    /// 終了
    Closed,
    /// 受入不可: the hospital declined.
    Declined,
    /// 取消
    Cancelled,
}

impl IntroductionState {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 8] = [
        Self::Asked,
        Self::Accepted,
        Self::Done,
        Self::ResultReceived,
        Self::Told,
        Self::Closed,
        Self::Declined,
        Self::Cancelled,
    ];

    /// Whether somebody still has something to do.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Declined | Self::Cancelled)
    }
}

/// Everything that can be done with an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionStep {
    /// The order is put right.
    Amend,
    /// The hospital takes the patient on a day, or moves the day.
    Accept,
    /// The hospital says no.
    Decline,
    /// It took place.
    Perform,
    /// The result arrived.
    ReceiveResult,
    /// The family physician is told.
    Tell,
    /// It ends.
    Close,
    /// It is not wanted any more.
    Cancel,
}

/// How an introduction that was closed ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// 完了: the whole course was gone.
    Completed,
    /// 死亡
    PatientDied,
    /// 転出
    PatientMoved,
}

impl Ending {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Completed, Self::PatientDied, Self::PatientMoved];
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// What.
    pub event: IntroductionEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// An introduction to a hospital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    /// Its identifier.
    pub id: IntroductionId,
    /// How often it has changed.
    pub version: Version,
    /// What is asked of whom, as it stands.
    pub order: Order,
    /// Where it stands.
    pub state: IntroductionState,
    /// Since when it stands there.
    pub since: Moment,
    /// The day on which the hospital takes the patient.
    pub appointment: Option<Occurred>,
    /// How it ended, if it was closed.
    pub ending: Option<Ending>,
    /// Everything that happened, in the order of recording; the first is the order.
    pub history: Vec<Happened>,
}

impl Introduction {
    /// The step that comes next; none once it has ended.
    pub const fn next_step(&self) -> Option<IntroductionStep> {
        match self.state {
            IntroductionState::Asked => Some(IntroductionStep::Accept),
            IntroductionState::Accepted => Some(IntroductionStep::Perform),
            IntroductionState::Done => Some(IntroductionStep::ReceiveResult),
            IntroductionState::ResultReceived => Some(IntroductionStep::Tell),
            IntroductionState::Told => Some(IntroductionStep::Close),
            IntroductionState::Closed | IntroductionState::Declined | IntroductionState::Cancelled => None,
        }
    }

    /// The day by which somebody should look: the appointment, else a week after the state began.
    pub fn due(&self) -> Option<NaiveDate> {
        if !self.state.is_open() {
            return None;
        }
        let week_on = self.since.with_timezone(&JST).date_naive() + chrono::Days::new(7);
        Some(match (self.state, self.appointment) {
            (IntroductionState::Accepted, Some(appointment)) => appointment.date(),
            _ => week_on,
        })
    }

    /// The hospital.
    pub const fn hospital(&self) -> &Party {
        &self.order.to
    }

    fn fold(&mut self, event: &IntroductionEvent) {
        match event {
            IntroductionEvent::Asked(order) | IntroductionEvent::Amended(order) => self.order = (**order).clone(),
            IntroductionEvent::Accepted { on, .. } => {
                self.appointment = Some(*on);
                self.state = IntroductionState::Accepted;
            }
            IntroductionEvent::Declined { .. } => self.state = IntroductionState::Declined,
            IntroductionEvent::Performed(_) => self.state = IntroductionState::Done,
            IntroductionEvent::ResultReceived(_) => self.state = IntroductionState::ResultReceived,
            IntroductionEvent::Told(_) => self.state = IntroductionState::Told,
            IntroductionEvent::Closed { ending, .. } => {
                self.ending = Some(*ending);
                self.state = IntroductionState::Closed;
            }
            IntroductionEvent::Cancelled { .. } => self.state = IntroductionState::Cancelled,
        }
    }
}

impl Aggregate for Introduction {
    type Id = IntroductionId;
    type Event = IntroductionEvent;

    fn begin(id: IntroductionId, event: &IntroductionEvent, stamp: &Stamp) -> Option<Self> {
        let IntroductionEvent::Asked(order) = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            order: (**order).clone(),
            state: IntroductionState::Asked,
            since: stamp.at,
            appointment: None,
            ending: None,
            history: vec![Happened { event: event.clone(), stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &IntroductionEvent, stamp: &Stamp) {
        let before = self.state;
        self.fold(event);
        if self.state != before {
            self.since = stamp.at;
        }
        self.history.push(Happened { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> IntroductionId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Patient(self.order.patient)
    }
}
