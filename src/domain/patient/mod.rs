//! The patient (対象者・患者): a head in sections, whether they live here, and whether another record stands for them.

mod decide;
mod head;
mod level;
mod record;
#[cfg(test)]
pub(crate) mod tests;

pub use decide::{NewPatient, PatientProblem};
pub use head::{
    Care, Consent, ConsentTo, Doctors, Family, Head, Health, Identity, Physician, Place, Relative, Section,
    SectionName, TeamMember,
};
pub use level::{CareLevel, Cognition, Living, Mobility, Period, Whereabouts};
pub use record::{Patient, PatientEvent, SectionVersions, Standing};
