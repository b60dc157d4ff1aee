//! What happens to advice that is asked of a support physician, and what is written down with each step.

use serde::{Deserialize, Serialize};

use crate::domain::id::{ConsultationId, PatientId, StaffId};
use crate::domain::referral::Means;
use crate::domain::time::Minutes;
use crate::domain::timeline::Occurred;

/// What is asked of whom. Who asks is whoever records it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceRequest {
    /// The consultation that it is about.
    pub consultation: ConsultationId,
    /// The patient of the consultation as it was asked; the centre fills this in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// The support physician.
    pub physician: StaffId,
    /// When it was asked.
    pub on: Occurred,
    /// By what means.
    pub means: Means,
    /// What is asked.
    pub text: String,
}

/// The physician's rough judgement (大まかな判断): what is needed next, not a diagnosis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// 緊急対応が必要
    Emergency,
    /// 訪問での確認が必要
    NeedsVisit,
    /// 受診が必要
    NeedsDoctor,
    /// 医療以外の支援が先
    OtherSupportFirst,
    /// 経過をみてよい
    Watch,
    /// 情報が足りない
    Unclear,
}

impl Judgement {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 6] =
        [Self::Emergency, Self::NeedsVisit, Self::NeedsDoctor, Self::OtherSupportFirst, Self::Watch, Self::Unclear];
}

/// What the physician said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// When.
    pub on: Occurred,
    /// The rough judgement.
    pub judgement: Judgement,
    /// The advice.
    pub text: String,
    /// How long it took the physician.
    pub minutes: Minutes,
}

/// What happens to advice that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceEvent {
    /// The physician was asked.
    Asked(Box<AdviceRequest>),
    /// The consultation was linked to a patient, or parted from one.
    PatientChanged {
        /// Whom it is about now.
        patient: Option<PatientId>,
    },
    /// The physician answered.
    Answered(Advice),
    /// The answer was written down wrongly: what is right stands beside it.
    AnswerCorrected {
        /// What was wrong.
        reason: String,
        /// What is right.
        advice: Advice,
    },
    /// The physician cannot advise.
    Declined {
        /// Why.
        reason: String,
    },
    /// Nothing is asked any more.
    Withdrawn {
        /// Why.
        reason: String,
    },
}
