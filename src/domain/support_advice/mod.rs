//! Advice of a support physician (地域サポート医への相談): on any consultation, a rough judgement and advice are asked for.
//!
//! Asked → answered, or declined by the physician, or withdrawn by those who asked, each with a reason. An answer that was
//! written down wrongly is corrected beside itself. Advice is about the patient of its consultation, whoever that is.

mod decide;
mod event;
mod physician;
mod steps;

#[cfg(test)]
mod model;

pub use decide::AdviceProblem;
pub use event::{Advice, AdviceEvent, AdviceRequest, Judgement};
pub use physician::{AreaSupportPhysician, Placement, can_be_asked, support_physicians};

use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::id::{AdviceId, PatientId, Version};
use super::time::Moment;

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceState {
    /// 回答待ち
    Asked,
    /// 回答済
    Answered,
    /// 辞退
    Declined,
    /// 取下げ
    Withdrawn,
}

impl AdviceState {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Answered, Self::Declined, Self::Withdrawn];

    /// Whether it still waits for the physician.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asked)
    }
}

/// Everything that can be done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceStep {
    /// The physician answers.
    Answer,
    /// The answer was written down wrongly.
    CorrectAnswer,
    /// The physician cannot advise.
    Decline,
    /// Nothing is asked any more.
    Withdraw,
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceTurn {
    /// What.
    pub event: AdviceEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// Advice that is asked of a support physician.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportAdvice {
    /// Its identifier.
    pub id: AdviceId,
    /// How often it has changed.
    pub version: Version,
    /// What is asked of whom; its patient is the one of the consultation now.
    pub request: AdviceRequest,
    /// Where it stands.
    pub state: AdviceState,
    /// Since when it stands there.
    pub since: Moment,
    /// The answer, as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
    /// Everything that happened, in the order of recording; the first is the request.
    pub history: Vec<AdviceTurn>,
}

impl SupportAdvice {
    fn fold(&mut self, event: &AdviceEvent) {
        match event {
            AdviceEvent::Asked(request) => self.request = (**request).clone(),
            AdviceEvent::PatientChanged { patient } => self.request.patient = *patient,
            AdviceEvent::Answered(advice) => {
                self.state = AdviceState::Answered;
                self.advice = Some(advice.clone());
            }
            AdviceEvent::AnswerCorrected { advice, .. } => self.advice = Some(advice.clone()),
            AdviceEvent::Declined { .. } => self.state = AdviceState::Declined,
            AdviceEvent::Withdrawn { .. } => self.state = AdviceState::Withdrawn,
        }
    }
}

impl Aggregate for SupportAdvice {
    type Id = AdviceId;
    type Event = AdviceEvent;

    fn begin(id: AdviceId, event: &AdviceEvent, stamp: &Stamp) -> Option<Self> {
        let AdviceEvent::Asked(request) = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            request: (**request).clone(),
            state: AdviceState::Asked,
            since: stamp.at,
            advice: None,
            history: vec![AdviceTurn { event: event.clone(), stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &AdviceEvent, stamp: &Stamp) {
        let before = self.state;
        self.fold(event);
        if self.state != before {
            self.since = stamp.at;
        }
        self.history.push(AdviceTurn { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> AdviceId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        self.request.patient.map_or(Subject::Centre, Subject::Patient)
    }
}

impl SupportAdvice {
    /// Whom it is about now.
    pub const fn patient(&self) -> Option<PatientId> {
        self.request.patient
    }
}
