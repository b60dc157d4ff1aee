//! Requests, answers and problems about one patient's timeline.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::patient::{PatientHead, PatientRow};
use crate::domain::id::{PatientId, Version};
use crate::domain::timeline::{Entry, EntryRef, ItemKind, Statement, StepItem, WeightPoint};

pub use crate::domain::timeline::EntryProblem;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineRead {
    /// The timeline, the newest first, with the steps of other records and the entries of merged records.
    Window {
        /// Whose.
        patient: PatientId,
        /// What is shown of it.
        #[serde(default)]
        filter: TimelineFilter,
        /// Which part.
        #[serde(default)]
        window: Window,
    },
    /// The weight curve with its marks, the oldest first.
    Weights {
        /// Whose.
        patient: PatientId,
        /// From this day on; marks look further back.
        #[serde(default)]
        from: Option<NaiveDate>,
        /// Up to this day.
        #[serde(default)]
        to: Option<NaiveDate>,
    },
    /// One entry.
    Entry {
        /// Which.
        entry: EntryRef,
    },
    /// All ACP statements and ACP conferences.
    Acp {
        /// Whose.
        patient: PatientId,
    },
    /// What is needed when the person's condition changes suddenly.
    Emergency {
        /// Whose.
        patient: PatientId,
    },
}

/// What is shown of a timeline; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimelineFilter {
    /// These kinds.
    pub kinds: Vec<ItemKind>,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Up to this day.
    pub to: Option<NaiveDate>,
}

/// Something on a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineItem {
    /// An entry; a patient other than the one asked for shows that it lies in a merged record.
    Entry(Box<Entry>),
    /// A step of a consultation, a referral or an introduction.
    Step(StepItem),
}

/// A part of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelinePage {
    /// Whose it is: the record that stands for the one asked for.
    pub patient: PatientId,
    /// The rows.
    pub page: Page<TimelineItem>,
    /// The weights among the rows that show a loss worth a mark.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<WeightPoint>,
    /// How many there are of each kind in the period, whatever kinds were asked for.
    pub counts: Vec<(ItemKind, u32)>,
}

/// What was said and agreed about a person's wishes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcpRecord {
    /// Whose: the record that stands for the one asked for.
    pub patient: PatientRow,
    /// The ACP statements, the newest first, with those that were corrected and without those moved to another patient.
    pub statements: Vec<Entry>,
    /// The ACP conferences that stand, the newest first.
    pub conferences: Vec<Entry>,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineAnswer {
    /// To [`TimelineRead::Window`].
    Window(TimelinePage),
    /// To [`TimelineRead::Weights`].
    Weights(Vec<WeightPoint>),
    /// To [`TimelineRead::Entry`].
    Entry(Box<Entry>),
    /// To [`TimelineRead::Acp`].
    Acp(AcpRecord),
    /// To [`TimelineRead::Emergency`].
    Emergency {
        /// The head of the record that stands for the one asked for.
        head: Box<PatientHead>,
        /// What they and theirs said they want.
        acp: AcpRecord,
    },
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineChange {
    /// Something new is written.
    Write {
        /// On whose timeline.
        patient: PatientId,
        /// What it says.
        statement: Box<Statement>,
        /// Whether it never changes from the start.
        #[serde(default)]
        confirmed: bool,
    },
    /// The writer amends an entry before it is confirmed; what it said is kept.
    Amend {
        /// Which.
        entry: EntryRef,
        /// The version that the caller saw.
        seen: Version,
        /// What it is to say.
        statement: Box<Statement>,
    },
    /// From now on the entry never changes.
    Confirm {
        /// Which.
        entry: EntryRef,
        /// The version that the caller saw.
        seen: Version,
    },
    /// A new entry beside this one corrects it.
    Correct {
        /// Which.
        entry: EntryRef,
        /// What was wrong.
        reason: String,
        /// What is right.
        statement: Box<Statement>,
        /// Whether the new one never changes from the start.
        #[serde(default)]
        confirmed: bool,
    },
    /// The entry stands on the wrong patient; it stays there and says where it went.
    Move {
        /// Which.
        entry: EntryRef,
        /// The right patient.
        to: PatientId,
        /// Why.
        reason: String,
    },
}
