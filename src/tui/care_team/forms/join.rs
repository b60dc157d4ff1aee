//! Whom to ask: the forms for somebody new, and for whether somebody is needed.

use super::{Of, contact, contact_fields, hours_field, hours_of, place, places, reason, step};
use crate::api::care_team::CareTeamStep;
use crate::domain::care_team::{CareRole, Carer, Said};
use crate::domain::code::{Code, CodeList};
use crate::domain::id::PatientId;
use crate::tui::app::View;
use crate::tui::form::{Choice, Field, Form, Offers, SaveFault, Values, listed};
use crate::words::{care_screen as words, care_team as care_words};

/// All roles: those with names of their own, then every profession that none of these stands for.
fn roles(view: &View) -> Vec<Choice> {
    let lang = view.lang();
    let settings = &view.session.welcome.settings;
    let named = CareRole::NAMED.iter().map(|role| Choice {
        reading: care_words::reading(role).to_owned(),
        ..Choice::new(role.to_string(), care_words::role(role, settings, lang))
    });
    let professions = listed(CodeList::Professions, view).into_iter().filter_map(|choice| {
        let role = CareRole::of_profession(&Code::new(&choice.code));
        matches!(role, CareRole::Other(_)).then(|| Choice { code: role.to_string(), ..choice })
    });
    named.chain(professions).collect()
}

fn role_field(role: Option<&CareRole>, view: &View) -> Field {
    let field = Field::one("role", words::ROLE, roles(view)).required();
    match role {
        Some(role) => field.with_code(&role.to_string()),
        None => field,
    }
}

fn role_of(values: &Values, view: &View) -> Result<CareRole, SaveFault> {
    values.one("role").ok_or_else(|| SaveFault::missing("role", view))
}

/// The places that do what the role does which the form has chosen.
fn candidates(patient: PatientId) -> Offers {
    places(patient, |values| values.one("role"))
}

fn who_fields(form: Form, patient: PatientId) -> Form {
    form.field(Field::offered("place", words::PLACE, candidates(patient)))
        .field(Field::text("place_name", words::PLACE_NAME).shown_if(|values| !values.has("place")))
        .field(Field::text("name", words::NAME).help(words::NAME_HELP))
        .field(Field::text("phone", words::PHONE).help(words::PHONE_HELP))
}

fn who(values: &Values) -> Carer {
    Carer { place: place(values, "place", "place_name"), name: values.text("name"), phone: values.text("phone") }
}

/// Whether the role chosen in the form is one that is called at night.
fn is_called_at_night(values: &Values) -> bool {
    values.one::<CareRole>("role").is_some_and(|role| role.duty().is_some())
}

/// Somebody is asked to join.
pub fn ask(of: Of, role: Option<&CareRole>, view: &View) -> Form {
    let patient = of.1.patient.id;
    step(
        "ask",
        &role.map(ToString::to_string).unwrap_or_default(),
        words::ASK_MEMBER,
        of,
        |form| {
            let form = who_fields(form.field(role_field(role, view)), patient);
            contact_fields(form, view).field(hours_field(None, view).shown_if(is_called_at_night))
        },
        |values, view| {
            Ok(CareTeamStep::Ask {
                role: role_of(values, view)?,
                who: who(values),
                contact: contact(values, view)?,
                cover: hours_of(values, view)?,
            })
        },
    )
}

/// Somebody who cares already.
pub fn know(of: Of, role: Option<&CareRole>, view: &View) -> Form {
    let patient = of.1.patient.id;
    step(
        "know",
        &role.map(ToString::to_string).unwrap_or_default(),
        words::KNOWN_MEMBER,
        of,
        |form| {
            who_fields(form.field(role_field(role, view)), patient)
                .field(hours_field(None, view).shown_if(is_called_at_night))
                .field(Field::date("since", words::SINCE))
        },
        |values, view| {
            Ok(CareTeamStep::Know {
                role: role_of(values, view)?,
                who: who(values),
                since: values.date("since"),
                cover: hours_of(values, view)?,
            })
        },
    )
}

/// Whether somebody is needed.
pub fn need(of: Of, role: Option<&CareRole>, view: &View) -> Form {
    let choices =
        [("needed", words::SAID_NEEDED), ("not_needed", words::SAID_NOT_NEEDED), ("by_rule", words::SAID_BY_RULE)];
    let choices = choices.into_iter().map(|(code, label)| Choice::new(code, view.say(label))).collect();
    step(
        "need",
        &role.map(ToString::to_string).unwrap_or_default(),
        words::RECORD_NEED,
        of,
        |form| {
            form.field(role_field(role, view))
                .field(Field::one("said", words::SAID_LABEL, choices).required())
                .field(reason().shown_if(|values| values.code("said") != Some("by_rule")))
        },
        |values, view| {
            let reason = values.text("reason");
            let said = match values.code("said") {
                Some("needed") => Said::Needed { reason },
                Some("not_needed") => Said::NotNeeded { reason },
                _ => Said::ByRule,
            };
            Ok(CareTeamStep::Needs { role: role_of(values, view)?, said })
        },
    )
}
