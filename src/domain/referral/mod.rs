//! A referral to a support team (依頼): requested, assessed, reported, linked to support, followed up.
//!
//! The course is ① request → ② assessment and advice → ③ report → (with the physician's consent) link to
//! support → ④ professions asked to act → follow-up. No step is skipped. `course` names the stages,
//! `decide` says which step is possible, this file folds what happened into the record.

mod consent;
mod course;
mod days;
mod decide;
mod event;
mod load;
mod problem;
mod request;
mod score;
mod steps;

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;

pub use consent::{Consent, ConsentAnswer, ConsentStanding, Means};
pub use course::{Outcome, Stage, State, Step};
pub use days::{Passage, Stay, working_days};
pub use decide::{Missing, Next, waits_for_consent};
pub use event::{
    Acknowledgement, Advice, Advised, Asking, FollowUp, Link, Opened, ReferralEvent, Report, Scoring, Visit,
};
pub use load::Load;
pub use problem::ReferralProblem;
pub use request::{Dispatch, Party, Request, Requester};
pub use score::{Scale, Score};

use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::funding::{Work, WorkKind};
use super::id::{ReferralId, StaffId, Version};
use chrono::NaiveDate;

/// What keeps a referral from going on, or how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// Nothing: it goes on.
    #[default]
    Running,
    /// The requester was asked for more.
    SentBack {
        /// What is missing.
        question: String,
    },
    /// It waits.
    OnHold {
        /// For what.
        reason: String,
        /// Until when.
        until: NaiveDate,
    },
    /// It was closed.
    Closed {
        /// What came of it.
        outcome: Outcome,
        /// In words.
        text: String,
    },
    /// The team said no.
    Declined {
        /// Why.
        reason: String,
    },
    /// It is not wanted any more.
    Cancelled {
        /// Why.
        reason: String,
    },
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// What.
    pub event: ReferralEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// A referral to a support team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Its identifier.
    pub id: ReferralId,
    /// How often it has changed.
    pub version: Version,
    /// The request as it stands.
    pub request: Request,
    /// How far it has come.
    pub stage: Stage,
    /// What keeps it, or how it ended.
    pub course: Course,
    /// The member who has it.
    pub member: Option<StaffId>,
    /// Everything that happened, in the order of recording; the first is the request.
    pub history: Vec<Happened>,
    /// The moments at which states began.
    pub passages: Vec<Passage>,
}

impl Referral {
    /// A step of a referral on this day, as what is usual for work is looked for.
    pub const fn work(day: NaiveDate) -> Work<'static> {
        Work { kind: WorkKind::ReferralStep, day, topics: &[], channel: None }
    }

    /// What a list shows of it.
    pub fn state(&self) -> State {
        match self.course {
            Course::Running => self.stage.into(),
            Course::SentBack { .. } => State::SentBack,
            Course::OnHold { .. } => State::OnHold,
            Course::Closed { .. } => State::Closed,
            Course::Declined { .. } => State::Declined,
            Course::Cancelled { .. } => State::Cancelled,
        }
    }

    /// All that physicians said, the latest first.
    pub fn consents(&self) -> impl Iterator<Item = (&Consent, Stamp)> {
        self.history.iter().rev().filter_map(|happened| match &happened.event {
            ReferralEvent::Consent(consent) => Some((consent, happened.stamp)),
            _ => None,
        })
    }

    /// Where the physician's consent stands.
    pub fn consent(&self) -> ConsentStanding {
        self.consents().next().map_or_else(ConsentStanding::default, |(last, _)| (&last.answer).into())
    }

    /// The latest look at what came of it, which may name the day of the next one.
    pub fn last_follow_up(&self) -> Option<&FollowUp> {
        self.history.iter().rev().find_map(|happened| match &happened.event {
            ReferralEvent::FollowedUp(follow_up) => Some(follow_up),
            _ => None,
        })
    }

    fn reach(&mut self, stage: Stage) {
        self.stage = self.stage.max(stage);
    }

    fn fold(&mut self, event: &ReferralEvent) {
        match event {
            ReferralEvent::Requested(request) | ReferralEvent::Amended(request) => {
                self.request = (**request).clone();
            }
            ReferralEvent::Accepted => self.reach(Stage::Accepted),
            ReferralEvent::Assigned { member, .. } => {
                self.member = Some(*member);
                self.reach(Stage::Assigned);
            }
            ReferralEvent::AssessmentStarted => self.reach(Stage::Assessing),
            ReferralEvent::Visited(_)
            | ReferralEvent::Scored(_)
            | ReferralEvent::Advised(_)
            | ReferralEvent::Consent(_) => {}
            ReferralEvent::Assessed { .. } => self.reach(Stage::Assessed),
            ReferralEvent::Reported(_) => self.reach(Stage::Reported),
            ReferralEvent::Acknowledged(_) => self.reach(Stage::Acknowledged),
            ReferralEvent::Linked(_) => self.reach(Stage::Linked),
            ReferralEvent::Asked(_) => self.reach(Stage::Asked),
            ReferralEvent::FollowedUp(_) => self.reach(Stage::FollowingUp),
            ReferralEvent::Closed { outcome, text } => {
                self.course = Course::Closed { outcome: *outcome, text: text.clone() };
            }
            ReferralEvent::SentBack { question } => self.course = Course::SentBack { question: question.clone() },
            ReferralEvent::Resubmitted { .. } | ReferralEvent::Resumed => self.course = Course::Running,
            ReferralEvent::Declined { reason } => self.course = Course::Declined { reason: reason.clone() },
            ReferralEvent::Cancelled { reason } => self.course = Course::Cancelled { reason: reason.clone() },
            ReferralEvent::Held { reason, until } => {
                self.course = Course::OnHold { reason: reason.clone(), until: *until };
            }
        }
    }
}

impl Aggregate for Referral {
    type Id = ReferralId;
    type Event = ReferralEvent;

    fn begin(id: ReferralId, event: &ReferralEvent, stamp: &Stamp) -> Option<Self> {
        let ReferralEvent::Requested(request) = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            request: (**request).clone(),
            stage: Stage::Requested,
            course: Course::Running,
            member: None,
            history: vec![Happened { event: event.clone(), stamp: *stamp }],
            passages: vec![Passage { state: State::Requested, at: stamp.at }],
        })
    }

    fn apply(&mut self, event: &ReferralEvent, stamp: &Stamp) {
        self.fold(event);
        self.history.push(Happened { event: event.clone(), stamp: *stamp });
        let state = self.state();
        if self.passages.last().is_none_or(|last| last.state != state) {
            self.passages.push(Passage { state, at: stamp.at });
        }
        self.version = self.version.next();
    }

    fn id(&self) -> ReferralId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Patient(self.request.patient)
    }
}
