//! Fields that the forms of questionnaires and fractures share: who the person is, and the words of an end.

use crate::domain::area::AreaCode;
use crate::domain::consultation::ProvisionalPerson;
use crate::domain::id::PatientId;
use crate::domain::person::{PersonName, Sex};
use crate::domain::screening::{PreventionOutcome, Screened};
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::tui::form::{Field, Form, SaveFault, Values, variants};
use crate::words::prevention_screen as words;

/// Who the person is: a patient, or a name with what a list says. What is known is filled in.
pub fn person(form: Form, known: Option<&Screened>, view: &View) -> Form {
    let listed = known.map(|known| &known.listed);
    let text = |of: fn(&ProvisionalPerson) -> &String| listed.map(|listed| of(listed).clone()).unwrap_or_default();
    let mut birth = Field::date("birth", words::BIRTH).shown_if(is_unknown);
    if let Some(date) = listed.and_then(|listed| listed.birth) {
        birth = birth.with_date(date);
    }
    let mut sex = Field::one("sex", words::SEX, variants(&[Sex::Female, Sex::Male, Sex::Other], view.lang()));
    if let Some(code) = listed.and_then(|listed| code_of(listed.sex)) {
        sex = sex.with_code(code);
    }
    // Naming the patient is a step of its own once the questionnaire is there.
    let form = if known.is_none() {
        form.field(Field::person("person", words::PERSON).help(words::PERSON_HELP))
    } else {
        form
    };
    form.field(Field::text("name", words::NAME).with_text(text(|it| &it.name.written)).shown_if(is_unknown))
        .field(Field::text("kana", words::KANA).with_text(text(|it| &it.name.kana)).shown_if(is_unknown))
        .field(birth)
        .field(sex.shown_if(is_unknown))
        .field(Field::text("phone", words::PHONE).with_text(text(|it| &it.phone)).shown_if(is_unknown))
        .field(Field::text("address", words::ADDRESS).with_text(text(|it| &it.address)).shown_if(is_unknown))
}

fn is_unknown(values: &Values) -> bool {
    !values.has("person")
}

const fn code_of(sex: Sex) -> Option<&'static str> {
    match sex {
        Sex::Female => Some("female"),
        Sex::Male => Some("male"),
        Sex::Other => Some("other"),
        Sex::Unknown => None,
    }
}

/// What [`person`] holds.
pub fn read_person(values: &Values, area: Option<AreaCode>, view: &View) -> Result<Screened, SaveFault> {
    let patient: Option<PatientId> = values.id("person");
    let screened = Screened {
        patient,
        listed: ProvisionalPerson {
            name: PersonName { written: values.text("name"), kana: values.text("kana") },
            sex: values.one("sex").unwrap_or_default(),
            birth: values.date("birth"),
            phone: values.text("phone"),
            address: values.text("address"),
        },
        area,
    };
    if screened.is_nobody() { Err(SaveFault::missing("name", view)) } else { Ok(screened) }
}

/// What somebody wrote about it, as much as they like.
pub fn note() -> Field {
    Field::long("note", words::NOTE).at_most(4_000)
}

/// A text that must say something.
pub fn text() -> Field {
    Field::long("text", words::TEXT).required().at_most(4_000)
}

/// When it happened: now, unless somebody says otherwise.
pub fn when(view: &View) -> Field {
    Field::moment("on", words::WHEN).with_now(view).required()
}

/// What [`when`] holds.
pub fn occurred(values: &Values, view: &View) -> Result<Occurred, SaveFault> {
    values.moment("on").map(Occurred::At).ok_or_else(|| SaveFault::missing("on", view))
}

/// The fields of an end.
pub fn end(form: Form, view: &View) -> Form {
    form.field(Field::one("outcome", words::OUTCOME, variants(&PreventionOutcome::ALL, view.lang())).required())
        .field(Field::long("text", words::TEXT).at_most(4_000))
}

/// What [`end`] holds.
pub fn read_end(values: &Values, view: &View) -> Result<(PreventionOutcome, String), SaveFault> {
    let outcome = values.one("outcome").ok_or_else(|| SaveFault::missing("outcome", view))?;
    Ok((outcome, values.text("text")))
}
