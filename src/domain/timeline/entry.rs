//! The record of an entry: what was stated, what stood there before, and what stands beside it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::content::{ItemKind, Statement};
use crate::domain::aggregate::{Aggregate, Key, Stamp, Subject};
use crate::domain::as_text::as_text;
use crate::domain::code::Code;
use crate::domain::id::{BadId, EntryId, PatientId, Version};

/// An entry of one patient. Its key starts with the patient, so that a patient's entries are one range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef {
    /// Whose timeline.
    pub patient: PatientId,
    /// Which entry.
    pub entry: EntryId,
}

impl Key for EntryRef {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.patient.bytes();
        bytes.extend(self.entry.bytes());
        bytes
    }

    fn serial(&self) -> u64 {
        self.entry.0
    }
}

impl fmt::Display for EntryRef {
    /// `p12.e99`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.patient, self.entry)
    }
}

impl FromStr for EntryRef {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId { letter: EntryId::LETTER, given: text.chars().take(40).collect() };
        let (patient, entry) = text.split_once('.').ok_or_else(bad)?;
        Ok(Self { patient: patient.parse()?, entry: entry.parse()? })
    }
}

as_text!(EntryRef);

/// What an entry said before its writer amended it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// What it said.
    pub statement: Statement,
    /// When it was replaced, and by whom.
    pub until: Stamp,
}

/// Where an entry on a patient came from, or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The entry on the other patient.
    pub entry: EntryRef,
    /// Why.
    pub reason: String,
    /// When, and by whom.
    pub stamp: Stamp,
}

/// What an entry brings along when it comes from the wrong patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The entry that stays on the wrong patient.
    pub entry: EntryRef,
    /// Why it was moved.
    pub reason: String,
    /// When it was first recorded, and by whom.
    pub recorded: Stamp,
    /// What it had said before, when it was amended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
}

/// A new entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// What it says.
    pub statement: Statement,
    /// The profession of whoever recorded it: a code of that list.
    pub profession: Code,
    /// Whether it never changes from the start.
    #[serde(default)]
    pub confirmed: bool,
    /// The entry that it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Correction>,
    /// The entry on the wrong patient that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// What a correction says about the entry that it corrects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The entry, of the same patient.
    pub entry: EntryId,
    /// What was wrong.
    pub reason: String,
}

/// An entry of a timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose, and which.
    pub id: EntryRef,
    /// How often it has changed.
    pub version: Version,
    /// What it says.
    pub statement: Statement,
    /// When it was recorded, and by whom.
    pub recorded: Stamp,
    /// The profession of whoever recorded it.
    pub profession: Code,
    /// Since when it never changes, and who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Stamp>,
    /// What it said before, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
    /// The entry that it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Correction>,
    /// The entry that corrects it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_by: Option<EntryId>,
    /// Where it was moved, since it stood on the wrong patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<Moved>,
    /// The wrong patient that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<Moved>,
}

impl Entry {
    /// Its kind.
    pub const fn kind(&self) -> ItemKind {
        self.statement.content.kind()
    }

    /// Whether it counts: neither corrected nor moved to another patient.
    pub const fn stands(&self) -> bool {
        self.corrected_by.is_none() && self.moved_to.is_none()
    }
}

/// What happens to an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryEvent {
    /// It was written.
    Written(Box<Written>),
    /// Its writer amended it before it was confirmed.
    Amended(Box<Statement>),
    /// From now on it never changes.
    Confirmed,
    /// Another entry corrects it.
    Corrected {
        /// The one beside it.
        by: EntryId,
    },
    /// It stood on the wrong patient.
    MovedTo {
        /// The entry that stands for it on the right one.
        entry: EntryRef,
        /// Why.
        reason: String,
    },
}

impl Aggregate for Entry {
    type Id = EntryRef;
    type Event = EntryEvent;

    fn begin(id: EntryRef, event: &EntryEvent, stamp: &Stamp) -> Option<Self> {
        let EntryEvent::Written(written) = event else { return None };
        let origin = written.origin.clone();
        Some(Self {
            id,
            version: Version(1),
            statement: written.statement.clone(),
            recorded: origin.as_ref().map_or(*stamp, |origin| origin.recorded),
            profession: written.profession.clone(),
            confirmed: written.confirmed.then_some(*stamp),
            earlier: origin.as_ref().map(|origin| origin.earlier.clone()).unwrap_or_default(),
            corrects: written.corrects.clone(),
            corrected_by: None,
            moved_to: None,
            moved_from: origin.map(|origin| Moved { entry: origin.entry, reason: origin.reason, stamp: *stamp }),
        })
    }

    fn apply(&mut self, event: &EntryEvent, stamp: &Stamp) {
        match event {
            EntryEvent::Written(_) => {}
            EntryEvent::Amended(statement) => {
                let before = std::mem::replace(&mut self.statement, (**statement).clone());
                self.earlier.push(Earlier { statement: before, until: *stamp });
            }
            EntryEvent::Confirmed => self.confirmed = Some(*stamp),
            EntryEvent::Corrected { by } => self.corrected_by = Some(*by),
            EntryEvent::MovedTo { entry, reason } => {
                self.moved_to = Some(Moved { entry: *entry, reason: reason.clone(), stamp: *stamp });
            }
        }
        self.version = self.version.next();
    }

    fn id(&self) -> EntryRef {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Patient(self.id.patient)
    }
}
