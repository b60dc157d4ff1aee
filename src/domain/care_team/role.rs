//! What somebody is to the patient whom they care for.

use std::fmt;
use std::str::FromStr;

use crate::domain::as_text::as_text;
use crate::domain::code::Code;
use crate::domain::coverage::Duty;
use crate::domain::resource::service;

/// The part that a member of a care team has. Written `primary_physician`, or `other/dietitian` with a profession's code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CareRole {
    /// 主治医
    PrimaryPhysician,
    /// 副主治医
    SecondaryPhysician,
    /// かかりつけ医
    FamilyPhysician,
    /// 訪問看護
    VisitingNurse,
    /// ケアマネジャー
    CareManager,
    /// 薬剤師
    Pharmacist,
    /// 歯科医師
    Dentist,
    /// バックベッド: the hospital that takes the patient when it gets worse.
    BackBed,
    /// Whoever else is needed, by a code of the list of professions.
    Other(Code),
}

/// A text that is no role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoRole(String);

impl fmt::Display for NoRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no role in a care team", self.0)
    }
}

impl CareRole {
    /// Those with a name of their own, in the order of the screen.
    pub const NAMED: [Self; 8] = [
        Self::PrimaryPhysician,
        Self::SecondaryPhysician,
        Self::FamilyPhysician,
        Self::VisitingNurse,
        Self::CareManager,
        Self::Pharmacist,
        Self::Dentist,
        Self::BackBed,
    ];

    const fn name(&self) -> &'static str {
        match self {
            Self::PrimaryPhysician => "primary_physician",
            Self::SecondaryPhysician => "secondary_physician",
            Self::FamilyPhysician => "family_physician",
            Self::VisitingNurse => "visiting_nurse",
            Self::CareManager => "care_manager",
            Self::Pharmacist => "pharmacist",
            Self::Dentist => "dentist",
            Self::BackBed => "back_bed",
            Self::Other(_) => OTHER,
        }
    }

    /// The role of somebody of whom only the profession is known. A physician may be any of several and stays one.
    pub fn of_profession(profession: &Code) -> Self {
        match profession.0.as_str() {
            "visiting_nurse" => Self::VisitingNurse,
            "care_manager" => Self::CareManager,
            "pharmacist" => Self::Pharmacist,
            "dentist" => Self::Dentist,
            _ => Self::Other(profession.clone()),
        }
    }

    /// The kinds of services of places that do this; none where the resources do not tell.
    pub fn services(&self) -> &'static [&'static str] {
        match self {
            Self::PrimaryPhysician | Self::SecondaryPhysician | Self::FamilyPhysician => {
                &[service::CLINIC, service::HOSPITAL]
            }
            Self::VisitingNurse => &["130"],
            Self::CareManager => &["430", "730", "770"],
            Self::Pharmacist => &[service::PHARMACY],
            Self::Dentist => &[service::DENTAL],
            Self::BackBed => &[service::HOSPITAL],
            Self::Other(profession) => match profession.0.as_str() {
                "physician" => &[service::CLINIC, service::HOSPITAL],
                "nurse" => &["130", service::CLINIC],
                "dental_hygienist" => &[service::DENTAL],
                "chief_care_manager" => &["430", "support_centre"],
                "physical_therapist" | "occupational_therapist" | "speech_therapist" => &["140", "130"],
                "care_worker" | "certified_care_worker" => &["110", "760", "710"],
                "welfare_equipment_adviser" => &["170", "410"],
                "social_worker" | "public_health_nurse" => &["support_centre"],
                "medical_social_worker" => &[service::HOSPITAL],
                _ => &[],
            },
        }
    }

    /// The duty in the gap check; none for those who are not called at night.
    pub const fn duty(&self) -> Option<Duty> {
        match self {
            Self::PrimaryPhysician => Some(Duty::Primary),
            Self::SecondaryPhysician => Some(Duty::Secondary),
            Self::VisitingNurse => Some(Duty::VisitingNurse),
            Self::BackBed => Some(Duty::BackBed),
            _ => None,
        }
    }

    /// Whether only one at a time can have it.
    pub const fn is_single(&self) -> bool {
        matches!(self, Self::PrimaryPhysician | Self::SecondaryPhysician)
    }

    /// Whether an active pair of physicians says who has the role.
    pub const fn is_paired(&self) -> bool {
        self.is_single()
    }

    /// Whether one in this role is what another role is needed for: any physician who treats the patient is a physician.
    pub fn fills(&self, needed: &Self) -> bool {
        match needed {
            Self::PrimaryPhysician => self.is_physician() && *self != Self::SecondaryPhysician,
            Self::CareManager => {
                self == needed || matches!(self, Self::Other(profession) if profession.0 == "chief_care_manager")
            }
            _ => self == needed,
        }
    }

    /// Whether it is a physician's: where only the clinic is known, its physician is meant.
    pub fn is_physician(&self) -> bool {
        match self {
            Self::PrimaryPhysician | Self::SecondaryPhysician | Self::FamilyPhysician => true,
            Self::Other(profession) => profession.0 == "physician",
            _ => false,
        }
    }
}

const OTHER: &str = "other";

impl fmt::Display for CareRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(profession) => write!(f, "{OTHER}/{}", profession.0),
            named => f.write_str(named.name()),
        }
    }
}

impl FromStr for CareRole {
    type Err = NoRole;

    fn from_str(text: &str) -> Result<Self, NoRole> {
        if let Some(profession) = text.strip_prefix(OTHER).and_then(|rest| rest.strip_prefix('/'))
            && !profession.is_empty()
        {
            return Ok(Self::Other(Code::new(profession)));
        }
        let named = Self::NAMED.into_iter().find(|role| role.name() == text);
        named.ok_or_else(|| NoRole(text.chars().take(60).collect()))
    }
}

as_text!(CareRole);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_as_it_is_written() {
        let dietitian = CareRole::Other(Code::new("dietitian"));
        for role in CareRole::NAMED.into_iter().chain([dietitian]) {
            assert_eq!(role.to_string().parse::<CareRole>(), Ok(role));
        }
        for text in ["other", "other/", "nobody", ""] {
            assert!(text.parse::<CareRole>().is_err(), "{text}");
        }
        assert_eq!(serde_json::to_string(&CareRole::BackBed).unwrap(), "\"back_bed\"");
    }

    #[test]
    fn a_profession_that_was_noted_before_keeps_its_meaning() {
        assert_eq!(CareRole::of_profession(&Code::new("visiting_nurse")), CareRole::VisitingNurse);
        assert_eq!(CareRole::of_profession(&Code::new("physician")).to_string(), "other/physician");
    }
}
