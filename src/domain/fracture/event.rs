//! What happens in secondary fracture prevention, and what is written down with each step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::referral::{Means, Party};
use crate::domain::screening::{PreventionOutcome, Progress, Screened};
use crate::domain::timeline::Occurred;

/// Which bone broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bone {
    /// 大腿骨近位部
    Hip,
    /// 椎体
    Vertebra,
    /// 橈骨遠位端
    Wrist,
    /// 上腕骨近位部
    UpperArm,
    /// その他
    Other,
}

impl Bone {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 5] = [Self::Hip, Self::Vertebra, Self::Wrist, Self::UpperArm, Self::Other];
}

/// The fracture from which everything starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fracture {
    /// Who broke it.
    pub person: Screened,
    /// Which bone.
    pub bone: Bone,
    /// The day of the fracture, as far as known.
    pub on: NaiveDate,
    /// Where it was treated.
    #[serde(default)]
    pub treated_by: Party,
    /// The list that it came with; empty when it was typed in by itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub list: String,
    /// Anything more, such as earlier fractures; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What was agreed with a treating doctor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coordination {
    /// When.
    pub on: Occurred,
    /// With whom: the hospital's doctor, the family physician.
    pub with: Party,
    /// How.
    pub means: Means,
    /// What was agreed.
    pub text: String,
}

/// Whether the medicine against osteoporosis is kept up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keeping {
    /// 継続
    Kept,
    /// 不規則
    Irregular,
    /// 中断
    Stopped,
    /// 処方なし
    NotPrescribed,
}

impl Keeping {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Kept, Self::Irregular, Self::Stopped, Self::NotPrescribed];
}

/// A look at the medicine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicationCheck {
    /// When.
    pub on: Occurred,
    /// Whether it is kept up.
    pub keeping: Keeping,
    /// Which medicine, why it was stopped; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// How likely another fall is held to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FallRisk {
    /// 低い
    Low,
    /// 中くらい
    Middle,
    /// 高い
    High,
}

impl FallRisk {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Low, Self::Middle, Self::High];
}

/// The risk of another fall, as a professional saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FallAssessment {
    /// When.
    pub on: Occurred,
    /// The member of staff who assessed it.
    pub member: StaffId,
    /// How likely.
    pub risk: FallRisk,
    /// What was found: gait, house, eyes, medicines.
    pub findings: String,
}

/// A contact of a professional who supports the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// When.
    pub on: Occurred,
    /// A code of the list of professions.
    pub profession: Code,
    /// Who.
    pub by: Party,
    /// What was done.
    pub text: String,
}

/// A look at how the person fares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// When.
    pub on: Occurred,
    /// How the person fares.
    pub progress: Progress,
    /// Whether another bone broke since.
    #[serde(default)]
    pub fractured_again: bool,
    /// In words.
    pub text: String,
    /// The day of the next look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NaiveDate>,
}

/// What happens in secondary fracture prevention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FractureEvent {
    /// The fracture became known.
    Recorded(Box<Fracture>),
    /// What is known of it was put right; the person stays.
    Amended(Box<Fracture>),
    /// The person turned out to be this patient.
    Linked {
        /// Who.
        patient: PatientId,
    },
    /// Something was agreed with a treating doctor.
    Coordinated(Coordination),
    /// The medicine was looked at.
    MedicationChecked(MedicationCheck),
    /// The risk of another fall was assessed.
    FallRiskAssessed(FallAssessment),
    /// A professional supported the person.
    Supported(Support),
    /// It was looked at how the person fares.
    FollowedUp(FollowUp),
    /// It ended.
    Ended {
        /// How.
        outcome: PreventionOutcome,
        /// In words; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
}
