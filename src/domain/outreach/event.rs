//! What happens in an outreach, and what is written down with each step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::id::{ConsultationId, PatientId, StaffId};
use crate::domain::referral::Party;
use crate::domain::time::Minutes;
use crate::domain::timeline::Occurred;

/// Why somebody should go out, and to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The consultation that it comes from.
    pub consultation: ConsultationId,
    /// The patient of the consultation as it was proposed; the centre fills this in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// When it was proposed.
    pub on: Occurred,
    /// Why: what is refused, what is neglected, why the person cannot ask.
    pub reason: String,
}

/// Why it may be acted without consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 生命・身体の危険
    DangerToLife,
    /// 判断能力の低下
    NoCapacity,
    /// 虐待・セルフネグレクトの疑い
    AbuseOrNeglect,
    /// 行政からの依頼
    AskedByCity,
    /// その他
    Other,
}

impl Ground {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 5] =
        [Self::DangerToLife, Self::NoCapacity, Self::AbuseOrNeglect, Self::AskedByCity, Self::Other];
}

/// On what it is acted: the person's consent, or the ground where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The person consents.
    Consent {
        /// To what, by what words, to whom.
        text: String,
    },
    /// There is no consent.
    Ground {
        /// Why it may be acted all the same.
        ground: Ground,
        /// What that rests on.
        text: String,
    },
}

impl Basis {
    /// What is written down of it.
    pub fn text(&self) -> &str {
        match self {
            Self::Consent { text } | Self::Ground { text, .. } => text,
        }
    }
}

/// That somebody is to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachDecision {
    /// When it was decided.
    pub on: Occurred,
    /// Who decided.
    pub by: StaffId,
    /// On what it is acted; a decision without it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Anything more, such as who is to go; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// Whether the person was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Met {
    /// 面会できた
    Met,
    /// 応答なし: nobody opened.
    NobodyOpened,
    /// 面会拒否: the door was opened, or answered, and closed again.
    TurnedAway,
}

impl Met {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Met, Self::NobodyOpened, Self::TurnedAway];
}

/// What was found, each in words; whatever was not seen is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Findings {
    /// ADL
    #[serde(skip_serializing_if = "String::is_empty")]
    pub daily_living: String,
    /// 認知
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cognition: String,
    /// 疾病
    #[serde(skip_serializing_if = "String::is_empty")]
    pub illness: String,
    /// 衛生
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hygiene: String,
    /// 人との交流
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// ライフライン
    #[serde(skip_serializing_if = "String::is_empty")]
    pub utilities: String,
}

impl Findings {
    /// Each of them, in the order of the screen.
    pub fn all(&self) -> [&str; 6] {
        [&self.daily_living, &self.cognition, &self.illness, &self.hygiene, &self.contact, &self.utilities]
    }

    /// Whether nothing was found out.
    pub fn is_empty(&self) -> bool {
        self.all().iter().all(|text| text.is_empty())
    }
}

/// How much danger the person is held to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskClass {
    /// 低
    Low,
    /// 中
    Medium,
    /// 高
    High,
    /// 緊急
    Urgent,
}

impl RiskClass {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Urgent];
}

/// The danger, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachRisk {
    /// How much.
    pub class: RiskClass,
    /// What that rests on.
    pub reason: String,
}

/// A visit to the door, by a physician and the community support centre's staff together; it is outside insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachVisit {
    /// When.
    pub on: Occurred,
    /// The physician who went.
    pub physician: StaffId,
    /// The community support centre's staff, and whoever else went along.
    pub companions: Party,
    /// Whether the person was met.
    pub met: Met,
    /// How long it took.
    pub minutes: Minutes,
    /// What was found.
    #[serde(default, skip_serializing_if = "Findings::is_empty")]
    pub findings: Findings,
    /// The danger, if it could be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<OutreachRisk>,
    /// How it went, in words.
    pub text: String,
}

/// What follows, by whom, by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpPlan {
    /// What is to be done.
    pub what: String,
    /// The member of staff who sees to it.
    pub member: StaffId,
    /// Who else acts; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub with: String,
    /// The day by which.
    pub due: NaiveDate,
}

/// What came of something that was to follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpDone {
    /// Which of what was planned, counted from 1.
    pub number: u32,
    /// When.
    pub on: Occurred,
    /// What was done, what came of it.
    pub text: String,
}

/// What came of it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachOutcome {
    /// 医療・介護につながった
    Connected,
    /// 地域の見守りへ
    Watched,
    /// 入院
    Hospitalised,
    /// 施設へ入所
    Facility,
    /// 会えないまま終了
    NotReached,
    /// 死亡
    Died,
    /// 転出
    Moved,
    /// その他
    Other,
}

impl OutreachOutcome {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 8] = [
        Self::Connected,
        Self::Watched,
        Self::Hospitalised,
        Self::Facility,
        Self::NotReached,
        Self::Died,
        Self::Moved,
        Self::Other,
    ];

    /// Whether it can come of visits at which nobody was met.
    pub const fn without_meeting(self) -> bool {
        matches!(self, Self::Hospitalised | Self::NotReached | Self::Died | Self::Moved)
    }

    /// Whether nothing follows any more, whatever was planned.
    pub const fn ends_follow_up(self) -> bool {
        matches!(self, Self::Died | Self::Moved)
    }
}

/// What happens in an outreach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachEvent {
    /// It was proposed.
    Proposed(Box<Proposal>),
    /// The consultation was linked to a patient, or parted from one.
    PatientChanged {
        /// Whom it is about now.
        patient: Option<PatientId>,
    },
    /// It was decided that somebody goes.
    Decided(Box<OutreachDecision>),
    /// It is acted on something else from now on, such as consent that was given at last.
    BasisChanged {
        /// On what.
        basis: Basis,
        /// When that came about.
        on: Occurred,
    },
    /// Somebody went.
    Visited(Box<OutreachVisit>),
    /// Something is to follow.
    FollowUpPlanned(FollowUpPlan),
    /// What was to follow was done.
    FollowedUp(FollowUpDone),
    /// It is closed.
    Closed {
        /// With what outcome.
        outcome: OutreachOutcome,
        /// In words.
        text: String,
    },
    /// It was decided that nobody goes.
    NotTakenUp {
        /// Why.
        reason: String,
    },
    /// It is given up on the way.
    Cancelled {
        /// Why.
        reason: String,
    },
}
