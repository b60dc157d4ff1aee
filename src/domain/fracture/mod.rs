//! Secondary fracture prevention (二次骨折予防): after one broken bone, that no second one breaks.
//!
//! Fracture known → coordination with the treating doctors → medicine looked at → risk of a fall assessed → individual
//! support by a professional → follow-up → ended. Each step may be taken again; none is taken before the one ahead of it.

mod decide;
mod event;
mod steps;

#[cfg(test)]
mod model;

pub use decide::FractureProblem;
pub use event::{
    Bone, Coordination, FallAssessment, FallRisk, FollowUp, Fracture, FractureEvent, Keeping, MedicationCheck, Support,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::id::{FractureCaseId, PatientId, Version};
use super::time::{JST, Moment};

/// How far it has come; each stage includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FractureStage {
    /// 骨折を把握
    Known,
    /// 治療医と連携
    Coordinated,
    /// 服薬を確認
    MedicationChecked,
    /// 転倒リスクを評価
    FallRiskAssessed,
    /// 個別支援
    Supported,
    /// 経過確認
    FollowedUp,
    /// 終了
    Ended,
}

impl FractureStage {
    /// All of them, in the order of the course.
    pub const ALL: [Self; 7] = [
        Self::Known,
        Self::Coordinated,
        Self::MedicationChecked,
        Self::FallRiskAssessed,
        Self::Supported,
        Self::FollowedUp,
        Self::Ended,
    ];

    /// Whether somebody still has something to do.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Ended)
    }
}

/// Everything that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FractureStep {
    /// What is known is put right.
    Amend,
    /// The person is said to be a patient.
    Link,
    /// 治療医と連携する
    Coordinate,
    /// 服薬を確認する
    CheckMedication,
    /// 転倒リスクを評価する
    AssessFallRisk,
    /// 個別支援をする
    Support,
    /// 経過を確認する
    FollowUp,
    /// 終了する
    End,
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FractureTurn {
    /// What.
    pub event: FractureEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// One person's case of secondary fracture prevention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FractureCase {
    /// Its identifier.
    pub id: FractureCaseId,
    /// How often it has changed.
    pub version: Version,
    /// The fracture, as it stands.
    pub fracture: Fracture,
    /// How far it has come.
    pub stage: FractureStage,
    /// Since when it stands there.
    pub since: Moment,
    /// Whether the medicine is kept up, as seen last.
    pub keeping: Option<Keeping>,
    /// How likely another fall is, as seen last.
    pub fall_risk: Option<FallRisk>,
    /// The day of the next look, as named last.
    pub next_look: Option<NaiveDate>,
    /// Everything that happened, in the order of recording.
    pub history: Vec<FractureTurn>,
}

/// A stage that nobody moved for so many days wants a look.
const DAYS_A_STAGE: u64 = 30;

impl FractureCase {
    /// The patient, once known.
    pub const fn patient(&self) -> Option<PatientId> {
        self.fracture.person.patient
    }

    /// The step that comes next; none once it has ended.
    pub const fn next_step(&self) -> Option<FractureStep> {
        match self.stage {
            FractureStage::Known => Some(FractureStep::Coordinate),
            FractureStage::Coordinated => Some(FractureStep::CheckMedication),
            FractureStage::MedicationChecked => Some(FractureStep::AssessFallRisk),
            FractureStage::FallRiskAssessed => Some(FractureStep::Support),
            FractureStage::Supported | FractureStage::FollowedUp => Some(FractureStep::FollowUp),
            FractureStage::Ended => None,
        }
    }

    /// The day by which somebody should look: the one that was named, else thirty days after the stage began.
    pub fn due(&self) -> Option<NaiveDate> {
        if !self.stage.is_open() {
            return None;
        }
        let began = self.since.with_timezone(&JST).date_naive();
        self.next_look.or_else(|| began.checked_add_days(chrono::Days::new(DAYS_A_STAGE)))
    }

    fn fold(&mut self, event: &FractureEvent) {
        let reached = match event {
            FractureEvent::Recorded(fracture) => {
                self.fracture = (**fracture).clone();
                return;
            }
            FractureEvent::Amended(fracture) => {
                let patient = self.fracture.person.patient;
                self.fracture = (**fracture).clone();
                self.fracture.person.patient = patient;
                return;
            }
            FractureEvent::Linked { patient } => {
                self.fracture.person.patient = Some(*patient);
                return;
            }
            FractureEvent::Coordinated(_) => FractureStage::Coordinated,
            FractureEvent::MedicationChecked(check) => {
                self.keeping = Some(check.keeping);
                FractureStage::MedicationChecked
            }
            FractureEvent::FallRiskAssessed(assessment) => {
                self.fall_risk = Some(assessment.risk);
                FractureStage::FallRiskAssessed
            }
            FractureEvent::Supported(_) => FractureStage::Supported,
            FractureEvent::FollowedUp(look) => {
                self.next_look = look.next;
                FractureStage::FollowedUp
            }
            FractureEvent::Ended { .. } => {
                self.next_look = None;
                FractureStage::Ended
            }
        };
        // A step that is taken again leads nowhere back.
        self.stage = self.stage.max(reached);
    }
}

impl Aggregate for FractureCase {
    type Id = FractureCaseId;
    type Event = FractureEvent;

    fn begin(id: FractureCaseId, event: &FractureEvent, stamp: &Stamp) -> Option<Self> {
        let FractureEvent::Recorded(fracture) = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            fracture: (**fracture).clone(),
            stage: FractureStage::Known,
            since: stamp.at,
            keeping: None,
            fall_risk: None,
            next_look: None,
            history: vec![FractureTurn { event: event.clone(), stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &FractureEvent, stamp: &Stamp) {
        let before = self.stage;
        self.fold(event);
        if self.stage != before {
            self.since = stamp.at;
        }
        self.history.push(FractureTurn { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> FractureCaseId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        self.patient().map_or(Subject::Centre, Subject::Patient)
    }
}
