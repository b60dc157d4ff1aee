//! What happens to a questionnaire that was answered, and what is written down with each step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{BasicAnswers, OldOldAnswers, Screened};
use crate::domain::id::{ConsultationId, PatientId};
use crate::domain::timeline::Occurred;

/// Which questionnaire, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answers {
    /// 基本チェックリスト
    BasicChecklist(BasicAnswers),
    /// 後期高齢者の質問票
    OldOld(OldOldAnswers),
}

/// A questionnaire without its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Questionnaire {
    /// 基本チェックリスト
    BasicChecklist,
    /// 後期高齢者の質問票
    OldOld,
}

impl Questionnaire {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 2] = [Self::BasicChecklist, Self::OldOld];
}

impl Answers {
    /// Which questionnaire.
    pub const fn questionnaire(&self) -> Questionnaire {
        match self {
            Self::BasicChecklist(_) => Questionnaire::BasicChecklist,
            Self::OldOld(_) => Questionnaire::OldOld,
        }
    }
}

/// A questionnaire as it was filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Who answered.
    pub person: Screened,
    /// The day of the answers.
    pub on: NaiveDate,
    /// The answers.
    pub answers: Answers,
    /// The list that it came with; empty when it was typed in by itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub list: String,
    /// Anything more; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How somebody fares since the last look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// 改善
    Better,
    /// 維持
    Unchanged,
    /// 悪化
    Worse,
    /// 連絡つかず
    NotReached,
}

impl Progress {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Better, Self::Unchanged, Self::Worse, Self::NotReached];
}

/// A look at what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// When.
    pub on: Occurred,
    /// How the person fares.
    pub progress: Progress,
    /// In words.
    pub text: String,
    /// The day of the next look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NaiveDate>,
}

/// What came of it in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreventionOutcome {
    /// 改善・維持
    Stable,
    /// 通いの場・介護予防につないだ
    LinkedToPrevention,
    /// 医療機関につないだ
    LinkedToMedicalCare,
    /// 介護・福祉サービスにつないだ
    LinkedToServices,
    /// 本人が希望せず
    Declined,
    /// 連絡つかず
    NotReached,
    /// 死亡
    Died,
    /// 転出
    Moved,
}

impl PreventionOutcome {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 8] = [
        Self::Stable,
        Self::LinkedToPrevention,
        Self::LinkedToMedicalCare,
        Self::LinkedToServices,
        Self::Declined,
        Self::NotReached,
        Self::Died,
        Self::Moved,
    ];

    /// Whether it can end what was not gone through to its end.
    pub const fn ends_early(self) -> bool {
        matches!(self, Self::Declined | Self::NotReached | Self::Died | Self::Moved)
    }
}

/// What happens to a questionnaire that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningEvent {
    /// It was typed in or came with a list.
    Recorded(Box<Sheet>),
    /// It was put right; the person stays.
    Amended(Box<Sheet>),
    /// The person turned out to be this patient.
    Linked {
        /// Who.
        patient: PatientId,
    },
    /// The person went into the queue before anyone called.
    EnteredQueue {
        /// The consultation that was opened.
        consultation: ConsultationId,
        /// Why, where no published rule says so; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Nothing is done about it for now.
    SetAside {
        /// Why.
        reason: String,
    },
    /// It is looked at after all.
    TakenUp,
    /// What came of it was looked at.
    Followed(Look),
    /// It ended.
    Ended {
        /// How.
        outcome: PreventionOutcome,
        /// In words; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
}
