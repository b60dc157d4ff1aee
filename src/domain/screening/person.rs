//! Who answered or broke a bone: a patient, or somebody whom a list names and no record knows yet.

use serde::{Deserialize, Serialize};

use crate::domain::area::AreaCode;
use crate::domain::consultation::ProvisionalPerson;
use crate::domain::id::PatientId;

/// The person whom a questionnaire or a fracture is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Screened {
    /// The patient's record, once somebody said that it is the same person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// What the list or the form says of the person.
    pub listed: ProvisionalPerson,
    /// The daily-living area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
}

impl Screened {
    /// Whether nobody is named.
    pub fn is_nobody(&self) -> bool {
        let name = &self.listed.name;
        self.patient.is_none() && name.written.trim().is_empty() && name.kana.trim().is_empty()
    }
}
