//! Whom a record is about that came of a consultation: the patient, or whoever was named when it came in.

use crate::api::Problem;
use crate::api::patient::PatientRow;
use crate::center::reader::Reader;
use crate::center::views::Views;
use crate::domain::area::AreaCode;
use crate::domain::consultation::{Consultation, ConsultationNumber};
use crate::domain::id::{ConsultationId, PatientId};
use crate::text::fold;

/// The person, and the consultation's number.
pub struct About {
    /// The consultation's number.
    pub number: ConsultationNumber,
    /// The record that stands for the patient.
    pub patient: Option<PatientRow>,
    /// The name; empty where nobody named one.
    pub person: String,
    /// Where the person lives, as far as known.
    pub area: Option<AreaCode>,
}

impl About {
    /// Of this consultation, about this patient.
    pub fn of(reader: &Reader, consultation: ConsultationId, patient: Option<PatientId>) -> Result<Self, Problem> {
        let case: Consultation = reader.get(consultation)?;
        let row = row(reader.views(), patient).cloned();
        let named = case.intake.person.as_ref().map(|person| person.name.written.clone());
        Ok(Self {
            number: case.number,
            person: row.as_ref().map(|row| row.name.written.clone()).or(named).unwrap_or_default(),
            area: row.as_ref().and_then(|row| row.area.clone()).or(case.intake.area),
            patient: row,
        })
    }
}

/// The row of the record that stands for this patient.
pub fn row(views: &Views, patient: Option<PatientId>) -> Option<&PatientRow> {
    patient.and_then(|patient| views.patients.row(views.patients.root(patient)))
}

/// Whether the patient's name, the consultation's number, or what it was taken in with holds this folded text.
pub fn holds(views: &Views, consultation: ConsultationId, patient: Option<PatientId>, text: &str) -> bool {
    let number = views.queue.get(consultation).map(|case| case.number.to_string());
    number.is_some_and(|number| fold(&number).contains(text))
        || row(views, patient)
            .is_some_and(|row| fold(&row.name.written).contains(text) || fold(&row.name.kana).contains(text))
}
