//! What happens to a pair, and what is written down with each step.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::needs::{Ground, Needs};
use super::scheme::{Duty, PairRole, Reading, Scheme};
use crate::domain::id::{ConsultationId, PatientId, StaffId};
use crate::domain::patient::{Physician, Place};
use crate::domain::referral::{Means, Party};
use crate::domain::timeline::Occurred;

/// With what a pair begins: for whom, in which scheme, on what ground, and which physicians are there already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The patient.
    pub patient: PatientId,
    /// The scheme.
    pub scheme: Scheme,
    /// Which role is called primary: the centre's setting on that day, which later settings do not change.
    #[serde(default)]
    pub reading: Reading,
    /// Why the patient qualifies.
    pub ground: Ground,
    /// The ground in words; never empty for a judgement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The physicians whom the patient has already, by their roles.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub known: BTreeMap<PairRole, Physician>,
    /// Who asked for it.
    #[serde(default)]
    pub asked_by: Party,
    /// What patient and family wish; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wish: String,
    /// When it was asked for.
    pub asked: Occurred,
    /// The consultation that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consultation: Option<ConsultationId>,
}

/// The patient's information, as the centre obtained it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Information {
    /// When.
    pub on: Occurred,
    /// From whom.
    pub from: Party,
    /// How.
    pub means: Means,
    /// What it says.
    pub text: String,
    /// What the patient needs of the physician who is sought.
    pub needs: Needs,
}

/// Where a candidate stood in the ranking when it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// The place, counted from 1.
    pub place: u32,
    /// The points.
    pub points: i32,
}

/// That a candidate was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    /// For which role.
    pub role: PairRole,
    /// Clinic or hospital.
    pub place: Place,
    /// Who was spoken to; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub spoke_with: String,
    /// When.
    pub on: Occurred,
    /// How.
    pub means: Means,
    /// What they were told and asked; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Where it stood in the ranking; none for a place that was asked without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ranking: Option<Ranking>,
}

/// Why a candidate declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineGround {
    /// 受け持ちが一杯
    Full,
    /// 専門外
    OutsideField,
    /// 遠い
    TooFar,
    /// 曜日・時間が合わない
    Hours,
    /// 訪問診療をしていない
    NoVisits,
    /// 24時間の対応ができない
    NotRoundTheClock,
    /// その他
    Other,
}

impl DeclineGround {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 7] = [
        Self::Full,
        Self::OutsideField,
        Self::TooFar,
        Self::Hours,
        Self::NoVisits,
        Self::NotRoundTheClock,
        Self::Other,
    ];
}

/// What became of an asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairAnswer {
    /// A physician of the place takes part.
    Agreed {
        /// When they said so.
        on: Occurred,
        /// The physician's name; may be empty where only the place is known yet.
        #[serde(default)]
        physician: String,
        /// On which conditions; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        conditions: String,
    },
    /// The place does not take part.
    Declined {
        /// When they said so.
        on: Occurred,
        /// Why.
        ground: DeclineGround,
        /// Why, in their words; never empty where the ground is another one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The centre did not wait for an answer any longer.
    Withdrawn {
        /// When.
        on: Occurred,
        /// Why.
        reason: String,
    },
}

impl PairAnswer {
    /// When it was given.
    pub const fn on(&self) -> Occurred {
        let (Self::Agreed { on, .. } | Self::Declined { on, .. } | Self::Withdrawn { on, .. }) = self;
        *on
    }
}

/// With what the pair becomes active.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginning {
    /// From which day on both share the patient.
    pub from: NaiveDate,
    /// Who does what: every duty of the scheme has one of its roles.
    pub duties: BTreeMap<Duty, PairRole>,
    /// What they agreed on besides; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub terms: String,
    /// The day on which it is looked at again.
    pub review: NaiveDate,
}

/// A look at how the pair works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// When.
    pub on: Occurred,
    /// With whom; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub with: String,
    /// How it works, and what changes.
    pub text: String,
    /// The day of the next look.
    pub next: NaiveDate,
}

/// Why a pair that was active ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndGround {
    /// 一方の医師だけで足りるようになった
    OneSuffices,
    /// 医師の都合
    Physician,
    /// 本人・家族の希望
    Wish,
    /// 入院・入所
    Admitted,
    /// 組み直し
    Rearranged,
    /// 死亡
    PatientDied,
    /// 転出
    PatientMoved,
    /// その他
    Other,
}

impl EndGround {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 8] = [
        Self::OneSuffices,
        Self::Physician,
        Self::Wish,
        Self::Admitted,
        Self::Rearranged,
        Self::PatientDied,
        Self::PatientMoved,
        Self::Other,
    ];
}

/// How a pair ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The last day.
    pub on: NaiveDate,
    /// Why.
    pub ground: EndGround,
    /// Why, in words; never empty where the ground is another one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who of them goes on caring for the patient, and is on the patient's head from then on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stays: Vec<PairRole>,
}

/// What happens to a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairEvent {
    /// It was asked for; whoever recorded it looks after it.
    Begun(Box<Opening>),
    /// What it began with was put right; patient, scheme and reading stay.
    Amended(Box<Opening>),
    /// Somebody else looks after it.
    Handed {
        /// Who.
        to: StaffId,
        /// Why; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The patient's information was obtained, or more of it.
    Informed(Box<Information>),
    /// A candidate was asked.
    Asked(Box<Asking>),
    /// The candidate answered, or the asking was withdrawn.
    Answered(PairAnswer),
    /// A candidate who had agreed does not take part after all.
    TakenBack {
        /// In which role.
        role: PairRole,
        /// Why.
        reason: String,
    },
    /// Both share the patient from a day on.
    Activated(Box<Beginning>),
    /// Who does what changed.
    Rearranged {
        /// Who does what now.
        duties: BTreeMap<Duty, PairRole>,
        /// What they agreed on besides; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        terms: String,
    },
    /// Another physician of the same place took a role over.
    Replaced {
        /// Which role.
        role: PairRole,
        /// The physician's name.
        physician: String,
        /// Since when.
        from: NaiveDate,
        /// Why; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// It was looked at.
    Reviewed(Box<Review>),
    /// It ended.
    Ended(Box<Ending>),
    /// It is not wanted any more, before it ever was active.
    CalledOff {
        /// Why.
        reason: String,
    },
}
