//! The record of a patient, and what can happen to it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::head::{Head, Section, SectionName};
use crate::domain::aggregate::{Aggregate, Stamp, Subject};
use crate::domain::id::{PatientId, Version};

/// Whether the person lives here. Whoever does not has no more reminders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The person lives in the centre's care.
    #[default]
    Living,
    /// 死亡
    Died {
        /// The day.
        on: NaiveDate,
    },
    /// 転出
    MovedAway {
        /// The day.
        on: NaiveDate,
        /// Where to; empty if nobody knows.
        #[serde(default)]
        to: String,
    },
}

/// How often each section has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionVersions {
    /// Who the person is.
    pub identity: Version,
    /// What daily life needs.
    pub care: Version,
    /// Illness and treatment.
    pub health: Version,
    /// Who stands by the person.
    pub family: Version,
    /// Doctors and back bed.
    pub doctors: Version,
    /// What was consented to.
    pub consents: Version,
    /// Who cares at home.
    pub team: Version,
}

impl SectionVersions {
    /// How often this section has changed.
    pub const fn of(&self, name: SectionName) -> Version {
        match name {
            SectionName::Identity => self.identity,
            SectionName::Care => self.care,
            SectionName::Health => self.health,
            SectionName::Family => self.family,
            SectionName::Doctors => self.doctors,
            SectionName::Consents => self.consents,
            SectionName::Team => self.team,
        }
    }

    const fn raise(&mut self, name: SectionName) {
        let version = match name {
            SectionName::Identity => &mut self.identity,
            SectionName::Care => &mut self.care,
            SectionName::Health => &mut self.health,
            SectionName::Family => &mut self.family,
            SectionName::Doctors => &mut self.doctors,
            SectionName::Consents => &mut self.consents,
            SectionName::Team => &mut self.team,
        };
        *version = version.next();
    }
}

/// A patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patient {
    /// The number.
    pub id: PatientId,
    /// How often the record has changed.
    pub version: Version,
    /// How often each section has changed.
    #[serde(default)]
    pub sections: SectionVersions,
    /// What is said of the person.
    pub head: Head,
    /// Whether the person lives here.
    #[serde(default)]
    pub standing: Standing,
    /// The record that stands for this one since both are of one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<PatientId>,
    /// The records of the same person whose timelines show within this one's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<PatientId>,
    /// When it was registered, and by whom.
    pub registered: Stamp,
    /// When it last changed, and by whom.
    pub changed: Stamp,
}

/// What happens to a patient's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientEvent {
    /// The person was registered.
    Registered(Box<Head>),
    /// These sections changed, each as a whole.
    Changed(Vec<Section>),
    /// The person died.
    Died {
        /// The day.
        on: NaiveDate,
    },
    /// The death was entered by mistake.
    DeathWithdrawn {
        /// Why it was entered, and how that came out.
        reason: String,
    },
    /// The person moved away.
    MovedAway {
        /// The day.
        on: NaiveDate,
        /// Where to.
        to: String,
    },
    /// The person is back, or never left.
    Returned {
        /// Since when.
        on: NaiveDate,
    },
    /// Another record of the same person stands for this one from now on.
    MergedInto {
        /// The one that stands for both.
        into: PatientId,
    },
    /// This record stands for another one of the same person from now on.
    Absorbed {
        /// The other one.
        other: PatientId,
    },
    /// They were two people after all: this record stands for itself again.
    PartedFrom {
        /// The one that stood for it.
        from: PatientId,
    },
    /// They were two people after all: this record stands no longer for the other one.
    Released {
        /// The other one.
        other: PatientId,
    },
}

impl Aggregate for Patient {
    type Id = PatientId;
    type Event = PatientEvent;

    fn begin(id: PatientId, event: &PatientEvent, stamp: &Stamp) -> Option<Self> {
        let PatientEvent::Registered(head) = event else { return None };
        let first = Version(1);
        Some(Self {
            id,
            version: first,
            sections: SectionVersions {
                identity: first,
                care: first,
                health: first,
                family: first,
                doctors: first,
                consents: first,
                team: first,
            },
            head: (**head).clone(),
            standing: Standing::Living,
            merged_into: None,
            absorbed: Vec::new(),
            registered: *stamp,
            changed: *stamp,
        })
    }

    fn apply(&mut self, event: &PatientEvent, stamp: &Stamp) {
        match event {
            PatientEvent::Registered(head) => {
                for name in SectionName::ALL {
                    self.head.put(&head.section(name));
                    self.sections.raise(name);
                }
            }
            PatientEvent::Changed(sections) => {
                for section in sections {
                    self.head.put(section);
                    self.sections.raise(section.name());
                }
            }
            PatientEvent::Died { on } => self.standing = Standing::Died { on: *on },
            PatientEvent::MovedAway { on, to } => {
                self.standing = Standing::MovedAway { on: *on, to: to.clone() };
            }
            PatientEvent::DeathWithdrawn { .. } | PatientEvent::Returned { .. } => self.standing = Standing::Living,
            PatientEvent::MergedInto { into } => self.merged_into = Some(*into),
            PatientEvent::PartedFrom { .. } => self.merged_into = None,
            PatientEvent::Absorbed { other } => {
                if !self.absorbed.contains(other) {
                    self.absorbed.push(*other);
                }
            }
            PatientEvent::Released { other } => self.absorbed.retain(|id| id != other),
        }
        self.version = self.version.next();
        self.changed = *stamp;
    }

    fn id(&self) -> PatientId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Patient(self.id)
    }
}
