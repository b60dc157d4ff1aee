//! How much of patients a person may read: all, the patients of the own team, reception only, or none.

use crate::api::Problem;
use crate::center::views::Views;
use crate::domain::event::Kind;
use crate::domain::id::PatientId;
use crate::domain::patient::{Doctors, Head, Patient, SectionName};
use crate::domain::staff::{Role, Staff, SupportTeam};

/// How much of patients a person may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything about every patient.
    Whole,
    /// Everything about the patients whom the own team was asked to see.
    Team(SupportTeam),
    /// Who the person is, nothing clinical.
    Reception,
    /// Nothing.
    Nothing,
}

impl Scope {
    /// How much this person may read.
    pub fn of(staff: &Staff) -> Self {
        if [Role::Manager, Role::Coordinator, Role::Physician].into_iter().any(|role| staff.holds(role)) {
            return Self::Whole;
        }
        match staff.team {
            Some(team) if staff.holds(Role::Team) => Self::Team(team),
            _ if staff.holds(Role::Clerk) => Self::Reception,
            _ => Self::Nothing,
        }
    }

    /// Whether this patient is for the person at all.
    pub fn holds(self, views: &Views, patient: PatientId) -> bool {
        match self {
            Self::Whole | Self::Reception => true,
            Self::Team(team) => views.team_sees(team, patient),
            Self::Nothing => false,
        }
    }

    /// Whether every patient is for the person, so that none need be looked at one by one.
    pub const fn holds_all(self) -> bool {
        matches!(self, Self::Whole | Self::Reception)
    }

    /// Whether clinical text is for the person.
    pub const fn is_clinical(self) -> bool {
        matches!(self, Self::Whole | Self::Team(_))
    }

    /// Refused like a patient that is not there: what may not be read is not hinted at.
    pub fn check(self, views: &Views, patient: PatientId) -> Result<(), Problem> {
        if self.holds(views, patient) {
            Ok(())
        } else {
            Err(Problem::NotFound { kind: Kind::Patient, id: patient.to_string() })
        }
    }

    /// Refused as well where only reception is for the person.
    pub fn check_clinical(self, views: &Views, patient: PatientId) -> Result<(), Problem> {
        if self.is_clinical() { self.check(views, patient) } else { Err(Problem::NotAllowed) }
    }

    /// Whether the person may write in this section.
    pub const fn may_write(self, section: SectionName) -> bool {
        self.is_clinical() || matches!((self, section), (Self::Reception, SectionName::Identity))
    }

    /// The record as the person may read it. What old journals say of doctors and team is told by the care team alone.
    pub fn cut(self, mut patient: Patient) -> Patient {
        if self.is_clinical() {
            (patient.head.doctors, patient.head.team) = (Doctors::default(), Vec::new());
        } else {
            patient.head = Head { identity: patient.head.identity, ..Head::default() };
        }
        patient
    }
}
