//! What reports count of questions, pairs of physicians, questionnaires and checked places.

use serde::{Deserialize, Serialize};

use super::month::MonthNumber;
use crate::domain::id::{PairId, PatientId, QuestionId, ScreeningId, SiteId};
use crate::domain::pair::{PairState, PhysicianPair, Scheme};
use crate::domain::question::{Question, QuestionState};
use crate::domain::resource::Site;
use crate::domain::screening::{Questionnaire, Screening};

/// How a question to a physician came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// It was answered within its time.
    InTime,
    /// Its time ran out first, answered later or not.
    Late,
    /// Its time still runs.
    Waiting,
    /// It was withdrawn.
    Withdrawn,
}

/// A question as reports count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionFact {
    /// Which.
    pub id: QuestionId,
    /// The month in which it was put.
    pub asked: MonthNumber,
    /// How it came out.
    pub reply: Reply,
}

impl QuestionFact {
    /// What is counted of a question.
    pub fn of(question: &Question) -> Self {
        let reply = match (question.in_time(), question.state) {
            (_, QuestionState::Withdrawn) => Reply::Withdrawn,
            (Some(true), _) => Reply::InTime,
            (Some(false), _) => Reply::Late,
            (None, _) => Reply::Waiting,
        };
        Self { id: question.id, asked: MonthNumber::at(question.inquiry.asked), reply }
    }
}

/// A pair of physicians as reports count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairFact {
    /// Which.
    pub id: PairId,
    /// The patient whom they share.
    pub patient: PatientId,
    /// The scheme.
    pub scheme: Scheme,
    /// The month in which it was asked for.
    pub asked: MonthNumber,
    /// The month from which on both share the patient.
    pub started: Option<MonthNumber>,
    /// The month in which that ended.
    pub ended: Option<MonthNumber>,
    /// The month in which it was called off before it began.
    pub called_off: Option<MonthNumber>,
}

impl PairFact {
    /// What is counted of a pair.
    pub fn of(pair: &PhysicianPair) -> Self {
        Self {
            id: pair.id,
            patient: pair.opening.patient,
            scheme: pair.opening.scheme,
            asked: MonthNumber::of(pair.opening.asked.date()),
            started: pair.beginning.as_ref().map(|beginning| MonthNumber::of(beginning.from)),
            ended: pair.ending.as_ref().map(|ending| MonthNumber::of(ending.on)),
            called_off: (pair.state == PairState::CalledOff).then(|| MonthNumber::of(pair.since_day())),
        }
    }
}

/// A questionnaire as reports count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningFact {
    /// Which.
    pub id: ScreeningId,
    /// Which of the questionnaires.
    pub questionnaire: Questionnaire,
    /// The month in which it was answered.
    pub on: MonthNumber,
    /// Whether a published rule says that the person is at risk.
    pub at_risk: bool,
    /// Whether the person went into the queue.
    pub in_queue: bool,
}

impl ScreeningFact {
    /// What is counted of a questionnaire.
    pub fn of(screening: &Screening) -> Self {
        Self {
            id: screening.id,
            questionnaire: screening.questionnaire(),
            on: MonthNumber::of(screening.sheet.on),
            at_risk: screening.risk().is_by_rule(),
            in_queue: screening.consultation.is_some(),
        }
    }
}

/// A place that staff checked, as reports count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteFact {
    /// Which.
    pub id: SiteId,
    /// The months of its checks, the last one last.
    pub checks: Box<[MonthNumber]>,
}

impl SiteFact {
    /// What is counted of a place; nothing if nobody ever checked it.
    pub fn of(site: &Site) -> Option<Self> {
        let checks: Box<[MonthNumber]> =
            site.earlier_checks.iter().chain(&site.checked).map(|check| MonthNumber::of(check.on)).collect();
        (!checks.is_empty()).then_some(Self { id: site.id, checks })
    }
}
