//! A stay in hospital: the team rests, and goes on.

use super::{Of, TEXT, place, places, step};
use crate::api::care_team::CareTeamStep;
use crate::domain::care_team::CareRole;
use crate::tui::app::View;
use crate::tui::form::contact::{occurred, when};
use crate::tui::form::{Field, Form};
use crate::words::care_screen as words;

/// The patient went to hospital.
pub fn pause(of: Of, view: &View) -> Form {
    let patient = of.1.patient.id;
    // The back bed is where the patient most likely is.
    let back_bed = of.1.members().map(|(_, member)| member).find(|member| member.role == CareRole::BackBed);
    let hospital = Field::offered("hospital", words::HOSPITAL, places(patient, |_| Some(CareRole::BackBed)));
    let hospital = match back_bed.and_then(|member| Some((member.who.place.site?, &member.who.place.name))) {
        Some((site, name)) => hospital.with_record(&site, name.clone()),
        None => hospital,
    };
    step(
        "pause",
        "",
        words::RECORD_PAUSE,
        of,
        |form| {
            form.field(when(view))
                .field(hospital)
                .field(Field::text("hospital_name", words::HOSPITAL_NAME).shown_if(|values| !values.has("hospital")))
                .field(Field::long("text", words::TEXT).at_most(TEXT))
        },
        |values, view| {
            let hospital = place(values, "hospital", "hospital_name");
            Ok(CareTeamStep::Pause { on: occurred(values, view)?, hospital, text: values.text("text") })
        },
    )
}

/// The patient is home again.
pub fn resume(of: Of, view: &View) -> Form {
    step(
        "resume",
        "",
        words::RECORD_RESUME,
        of,
        |form| {
            form.field(when(view))
                .field(
                    Field::yes_no("start", words::START_AGREED, view).with_code("yes").help(words::START_AGREED_HELP),
                )
                .field(Field::long("text", words::TEXT).at_most(TEXT))
        },
        |values, view| {
            let start = values.yes("start").unwrap_or_default();
            Ok(CareTeamStep::Resume { on: occurred(values, view)?, text: values.text("text"), start })
        },
    )
}
