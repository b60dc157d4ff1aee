//! Requests, answers and problems about patients: registering, changing, standing, mergers, finding doubles.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use crate::domain::area::AreaCode;
use crate::domain::care_team::Member;
use crate::domain::id::{PatientId, Version};
use crate::domain::patient::{CareLevel, Head, Patient, Section, Standing};
use crate::domain::person::{PersonName, Sex};

pub use crate::domain::patient::PatientProblem;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientRead {
    /// One patient's head; this counts as having read the patient.
    Head {
        /// Who.
        patient: PatientId,
    },
    /// Patients, sorted and filtered.
    List {
        /// Which.
        #[serde(default)]
        filter: PatientFilter,
        /// In which order.
        #[serde(default)]
        order: PatientOrder,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// Records that may be of the same person as somebody about to be registered.
    Doubles {
        /// The name and its kana, as far as known.
        #[serde(default)]
        name: PersonName,
        /// The birth date.
        #[serde(default)]
        birth: Option<NaiveDate>,
        /// The phone number.
        #[serde(default)]
        phone: String,
        /// The record that is not to be found: the one being changed.
        #[serde(default)]
        except: Option<PatientId>,
    },
}

/// Which patients are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PatientFilter {
    /// Of these areas.
    pub areas: Vec<AreaCode>,
    /// With these care levels.
    pub levels: Vec<CareLevel>,
    /// Only those who live here, only those who do not, or all.
    pub living: Option<bool>,
    /// Those merged into another record as well.
    pub merged: bool,
    /// Whose name or kana starts so, or whose number it is.
    pub text: String,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientOrder {
    /// By kana.
    #[default]
    Kana,
    /// The number, the newest first.
    Newest,
    /// By birth date, the oldest person first.
    Oldest,
}

/// A patient as lists and pickers show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientRow {
    /// The number.
    pub id: PatientId,
    /// Name and kana.
    pub name: PersonName,
    /// The birth date.
    pub birth: Option<NaiveDate>,
    /// Sex.
    pub sex: Sex,
    /// The area.
    pub area: Option<AreaCode>,
    /// The care level.
    pub level: CareLevel,
    /// Whether the person lives here.
    pub standing: Standing,
    /// The record that stands for this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<PatientId>,
}

/// By what two records look like one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoubleSign {
    /// The same kana and the same birth date.
    KanaAndBirth,
    /// The same name, old and new character forms alike, and the same birth date.
    NameAndBirth,
    /// The same phone number.
    Phone,
    /// The same name; nothing says that they are two.
    Name,
}

/// A record that may be of the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PossibleDouble {
    /// The record.
    pub row: PatientRow,
    /// By what it looks so, the strongest sign first.
    pub signs: Vec<DoubleSign>,
}

/// A patient's head with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientHead {
    /// The record.
    pub patient: Patient,
    /// The records of the same person that show within this one.
    #[serde(default)]
    pub absorbed: Vec<PatientRow>,
    /// The record that stands for this one.
    #[serde(default)]
    pub merged_into: Option<PatientRow>,
    /// The open pair of physicians; 主治医 and 副主治医 of the head are its own once it is active.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<Box<super::pair::PairRow>>,
    /// Those of the care team who have something to do with the person; the record itself says nothing of them any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<Member>,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientAnswer {
    /// To [`PatientRead::Head`].
    Head(Box<PatientHead>),
    /// To [`PatientRead::List`].
    List(Page<PatientRow>),
    /// To [`PatientRead::Doubles`].
    Doubles(Vec<PossibleDouble>),
}

/// A section as it is to be, with the version that its writer saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenSection {
    /// The version of the section that the writer saw.
    pub seen: Version,
    /// What the section is to hold.
    pub section: Section,
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientChange {
    /// Somebody is registered.
    Register {
        /// All that is known.
        head: Box<Head>,
    },
    /// One or several sections change, each as a whole.
    Change {
        /// Who.
        patient: PatientId,
        /// The sections.
        sections: Vec<SeenSection>,
    },
    /// The person died.
    Die {
        /// Who.
        patient: PatientId,
        /// The version of the record that the caller saw.
        seen: Version,
        /// The day.
        on: NaiveDate,
    },
    /// The death was entered by mistake.
    WithdrawDeath {
        /// Who.
        patient: PatientId,
        /// The version of the record that the caller saw.
        seen: Version,
        /// Why it was entered.
        reason: String,
    },
    /// The person moved away.
    MoveAway {
        /// Who.
        patient: PatientId,
        /// The version of the record that the caller saw.
        seen: Version,
        /// The day.
        on: NaiveDate,
        /// Where to.
        #[serde(default)]
        to: String,
    },
    /// The person is back.
    Return {
        /// Who.
        patient: PatientId,
        /// The version of the record that the caller saw.
        seen: Version,
        /// Since when.
        on: NaiveDate,
    },
    /// Two records are of one person: one stands for both from now on.
    Merge {
        /// The record that is merged into the other one.
        patient: PatientId,
        /// The version of it that the caller saw.
        seen: Version,
        /// The record that stands for both.
        into: PatientId,
    },
    /// They were two people after all.
    Part {
        /// The record that was merged into another one.
        patient: PatientId,
    },
}
