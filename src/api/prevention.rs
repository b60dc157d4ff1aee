//! Requests, answers and problems of the high-risk approach: questionnaires and secondary fracture prevention.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::patient::PossibleDouble;
use crate::domain::area::AreaCode;
use crate::domain::fracture::{
    Bone, Coordination, FallAssessment, FollowUp, Fracture, FractureCase, FractureStage, FractureStep, Keeping,
    MedicationCheck, Support,
};
use crate::domain::id::{ConsultationId, FractureCaseId, PatientId, ScreeningId, Version};
use crate::domain::person::{PersonName, Sex};
use crate::domain::screening::{Look, PreventionOutcome, Questionnaire, Risk, Screening, ScreeningState, Sheet};

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreventionRead {
    /// Questionnaires, those at risk first.
    Screenings {
        /// Which.
        #[serde(default)]
        filter: ScreeningFilter,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One questionnaire with its answers.
    Screening {
        /// Which.
        screening: ScreeningId,
    },
    /// Cases of secondary fracture prevention, the most urgent first.
    Fractures {
        /// Which.
        #[serde(default)]
        filter: FractureFilter,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One case of secondary fracture prevention.
    Fracture {
        /// Which.
        fracture: FractureCaseId,
    },
    /// What a list would change; nothing is written.
    Preview {
        /// The list, or a part that fits into a frame.
        list: ListPart,
    },
}

/// Which questionnaires are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScreeningFilter {
    /// Only this questionnaire.
    pub questionnaire: Option<Questionnaire>,
    /// In these states.
    pub states: Vec<ScreeningState>,
    /// Only open ones, only finished ones, or all.
    pub open: Option<bool>,
    /// Only those at risk by a published rule.
    pub at_risk: bool,
    /// Only those who could be at risk were it not for missing answers.
    pub undecided: bool,
    /// Only those whose day for the next look has come.
    pub due: bool,
    /// Of people who live in these areas.
    pub areas: Vec<AreaCode>,
    /// Only about this patient, merged records included.
    pub patient: Option<PatientId>,
    /// Whose name holds this text, by kanji or kana, or whose number it is.
    pub text: String,
}

/// A questionnaire as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningRow {
    /// The number.
    pub id: ScreeningId,
    /// Which questionnaire.
    pub questionnaire: Questionnaire,
    /// The patient, once known, as the record that stands for the one that was named.
    pub patient: Option<PatientId>,
    /// Name and kana.
    pub name: PersonName,
    /// The birth date.
    pub birth: Option<NaiveDate>,
    /// Sex.
    pub sex: Sex,
    /// The daily-living area.
    pub area: Option<AreaCode>,
    /// The day of the answers.
    pub on: NaiveDate,
    /// What the answers say.
    pub risk: Risk,
    /// How many items have no answer.
    pub unanswered: u8,
    /// Where it stands.
    pub state: ScreeningState,
    /// The day of the next look.
    pub due: Option<NaiveDate>,
    /// Whether that day has come.
    pub overdue: bool,
}

/// How many questionnaires there are, of those that the caller may read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningCounts {
    /// All.
    pub all: u32,
    /// Nothing was done about them yet.
    pub recorded: u32,
    /// Nothing was done yet, and a published rule says at risk.
    pub at_risk: u32,
    /// Nothing was done yet, and missing answers leave it open.
    pub undecided: u32,
    /// In the queue.
    pub in_queue: u32,
    /// The day of the next look has come.
    pub due: u32,
}

/// One questionnaire with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningDetail {
    /// The record.
    pub screening: Screening,
    /// As lists show it.
    pub row: ScreeningRow,
    /// The number of the consultation by which the person went into the queue.
    pub consultation: Option<(ConsultationId, String)>,
    /// Patients who may be the person, while nobody has said who it is.
    pub doubles: Vec<PossibleDouble>,
    /// Earlier and later questionnaires of the same patient.
    pub others: Vec<ScreeningRow>,
}

/// Which cases of secondary fracture prevention are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FractureFilter {
    /// At these stages.
    pub stages: Vec<FractureStage>,
    /// Only open ones, only ended ones, or all.
    pub open: Option<bool>,
    /// Only those past their day.
    pub overdue: bool,
    /// Only about this patient, merged records included.
    pub patient: Option<PatientId>,
    /// Whose name holds this text, by kanji or kana, or whose number it is.
    pub text: String,
}

/// A case of secondary fracture prevention as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FractureRow {
    /// The number.
    pub id: FractureCaseId,
    /// The patient, once known.
    pub patient: Option<PatientId>,
    /// Name and kana.
    pub name: PersonName,
    /// The birth date.
    pub birth: Option<NaiveDate>,
    /// Sex.
    pub sex: Sex,
    /// Which bone.
    pub bone: Bone,
    /// The day of the fracture.
    pub on: NaiveDate,
    /// How far it has come.
    pub stage: FractureStage,
    /// The step that comes next.
    pub next: Option<FractureStep>,
    /// Whether the medicine is kept up, as seen last.
    pub keeping: Option<Keeping>,
    /// The day by which somebody should look.
    pub due: Option<NaiveDate>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// One case of secondary fracture prevention with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FractureDetail {
    /// The record.
    pub case: FractureCase,
    /// As lists show it.
    pub row: FractureRow,
    /// Patients who may be the person, while nobody has said who it is.
    pub doubles: Vec<PossibleDouble>,
}

/// A list as a file brings it, or a part of one that fits into a frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListPart {
    /// Questionnaires.
    Sheets(Vec<Sheet>),
    /// Fractures.
    Fractures(Vec<Fracture>),
}

/// What a list changed, or would change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSummary {
    /// Rows that are new.
    pub added: u32,
    /// Rows that put right what nobody has worked on yet.
    pub updated: u32,
    /// Rows that say what is known.
    pub unchanged: u32,
    /// Rows that differ from what staff already work on: left as it is.
    pub differing: u32,
    /// New rows at risk by a published rule.
    pub at_risk: u32,
    /// New rows that missing answers leave open.
    pub undecided: u32,
    /// Rows whose person went into the queue.
    pub entered_queue: u32,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreventionAnswer {
    /// To [`PreventionRead::Screenings`].
    Screenings {
        /// The rows.
        page: Page<ScreeningRow>,
        /// The counts, whatever the filter.
        counts: ScreeningCounts,
    },
    /// To [`PreventionRead::Screening`].
    Screening(Box<ScreeningDetail>),
    /// To [`PreventionRead::Fractures`].
    Fractures(Page<FractureRow>),
    /// To [`PreventionRead::Fracture`].
    Fracture(Box<FractureDetail>),
    /// To [`PreventionRead::Preview`].
    Preview(ListSummary),
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreventionChange {
    /// A questionnaire is typed in. Somebody at risk by a published rule goes into the queue with it.
    Record(Box<Sheet>),
    /// A step of a questionnaire.
    Step {
        /// Which.
        screening: ScreeningId,
        /// The version that the caller saw.
        seen: Version,
        /// The step.
        step: ScreeningAct,
    },
    /// A fracture becomes known.
    Begin(Box<Fracture>),
    /// A step of secondary fracture prevention.
    FractureStep {
        /// Which case.
        fracture: FractureCaseId,
        /// The version that the caller saw.
        seen: Version,
        /// The step.
        step: FractureAct,
    },
    /// A list comes in; what is known already changes nothing.
    Import {
        /// The list, or a part that fits into a frame.
        list: ListPart,
        /// Whether those at risk by a published rule go into the queue at once.
        #[serde(default)]
        enter_queue: bool,
    },
}

/// A step of a questionnaire, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningAct {
    /// It is put right; the person stays.
    Amend(Box<Sheet>),
    /// The person is this patient.
    Link {
        /// Who.
        patient: PatientId,
    },
    /// The person goes into the queue.
    EnterQueue {
        /// Why, where no published rule says so.
        #[serde(default)]
        reason: String,
    },
    /// Nothing is done for now.
    SetAside {
        /// Why.
        reason: String,
    },
    /// It is looked at after all.
    TakeUp,
    /// What came of it is looked at.
    FollowUp(Look),
    /// It ends.
    End {
        /// How.
        outcome: PreventionOutcome,
        /// In words; may be empty.
        #[serde(default)]
        text: String,
    },
}

/// A step of secondary fracture prevention, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FractureAct {
    /// What is known is put right; the person stays.
    Amend(Box<Fracture>),
    /// The person is this patient.
    Link {
        /// Who.
        patient: PatientId,
    },
    /// Something was agreed with a treating doctor.
    Coordinate(Coordination),
    /// The medicine was looked at.
    CheckMedication(MedicationCheck),
    /// The risk of another fall was assessed.
    AssessFallRisk(FallAssessment),
    /// A professional supported the person.
    Support(Support),
    /// It was looked at how the person fares.
    FollowUp(FollowUp),
    /// It ends.
    End {
        /// How.
        outcome: PreventionOutcome,
        /// In words; may be empty.
        #[serde(default)]
        text: String,
    },
}

/// Why a change is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreventionProblem {
    /// The rules of questionnaires forbid it.
    Screening(crate::domain::screening::ScreeningProblem),
    /// The rules of secondary fracture prevention forbid it.
    Fracture(crate::domain::fracture::FractureProblem),
    /// The patient died or moved away: nothing new is begun.
    PatientGone {
        /// Who.
        patient: PatientId,
    },
}

impl From<crate::domain::screening::ScreeningProblem> for super::Problem {
    fn from(problem: crate::domain::screening::ScreeningProblem) -> Self {
        Self::Prevention(PreventionProblem::Screening(problem))
    }
}

impl From<crate::domain::fracture::FractureProblem> for super::Problem {
    fn from(problem: crate::domain::fracture::FractureProblem) -> Self {
        Self::Prevention(PreventionProblem::Fracture(problem))
    }
}

impl From<PreventionProblem> for super::Problem {
    fn from(problem: PreventionProblem) -> Self {
        Self::Prevention(problem)
    }
}
