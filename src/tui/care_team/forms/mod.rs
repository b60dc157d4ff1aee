//! The forms of an open team, and the fields that they share.

mod join;
mod member;
mod stand_in;
mod stay;

pub use join::{ask, know, need};
pub use member::{amend, answer, hours, leave, start, tell};
pub use stand_in::{answer as answer_stand_in, withdraw as withdraw_stand_in};
pub use stay::{pause, resume};

use crate::api::care_team::{Candidate, CareTeamAnswer, CareTeamChange, CareTeamDetail, CareTeamRead, CareTeamStep};
use crate::api::{Answer, Change, Request};
use crate::domain::care_team::{CareRole, CareTeam, Contact};
use crate::domain::coverage::Cover;
use crate::domain::id::PatientId;
use crate::domain::patient::Place;
use crate::tui::app::View;
use crate::tui::form::contact::{by_means, means, occurred, when};
use crate::tui::form::{Choice, Field, Form, Offered, Offers, SaveFault, Value, Values};
use crate::words::{Lang, Say, Text, care_screen as words, coverage};

/// The most characters of a text.
const TEXT: usize = 2_000;

/// How many candidates a field offers.
const OFFERED: u32 = 50;

/// The team whose form it is, with what stands around it.
pub type Of<'a> = (&'a CareTeam, &'a CareTeamDetail);

/// The form of a step; its name says the step and the team, and what of it the step is about.
fn step(
    name: &str,
    of: &str,
    heading: Text,
    (team, detail): Of,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<CareTeamStep, SaveFault> + 'static,
) -> Form {
    let (id, seen) = (team.id, team.version);
    let name = if of.is_empty() { format!("care.{name}/{id}") } else { format!("care.{name}/{id}/{of}") };
    fields(Form::new(name, heading).about(format!("{} {}", detail.patient.id, detail.patient.name.written)))
        .save(move |values, view| {
            let step = Box::new(make(values, view)?);
            Ok(Request::Change(Change::CareTeam(CareTeamChange::Step { team: id, seen: values.seen(seen), step })))
        })
        .done(|_, cx| cx.inform(words::SAVED))
}

/// The places that do what a role does, those of the patient's area first.
fn places(patient: PatientId, role: impl Fn(&Values) -> Option<CareRole> + 'static) -> Offers {
    Offers::new(
        move |values, typed| {
            let read =
                CareTeamRead::Candidates { patient, role: role(values)?, text: typed.to_owned(), limit: OFFERED };
            Some(Request::CareTeam(read))
        },
        |answer, view| match answer {
            Answer::CareTeam(answer) => match &**answer {
                CareTeamAnswer::Candidates(found) => found.iter().map(|one| offered(one, view)).collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        },
    )
}

fn offered(candidate: &Candidate, view: &View) -> Offered {
    let lang = view.lang();
    let city = &view.session.welcome.settings.city;
    let area = candidate.area.as_ref().map(|area| city.area_name(area, lang == Lang::En)).unwrap_or_default();
    let sign = if candidate.near { "*" } else { " " };
    let history = words::candidate(candidate.teams, candidate.asked, candidate.declined, lang);
    let about = format!("{sign}{area}  {}  {history}", candidate.phone);
    Offered { id: candidate.site.to_string(), label: candidate.name.clone(), about }
}

fn place(values: &Values, site: &str, name: &str) -> Place {
    match values.picked(site) {
        Some(picked) => Place { site: picked.id.parse().ok(), name: picked.label.clone() },
        None => Place { site: None, name: values.text(name) },
    }
}

pub fn contact_fields(form: Form, view: &View) -> Form {
    form.field(when(view))
        .field(means(view).with_code("phone"))
        .field(Field::text("with", words::WITH).help(words::WITH_HELP))
        .field(Field::long("text", words::TEXT).at_most(TEXT))
}

pub fn contact(values: &Values, view: &View) -> Result<Contact, SaveFault> {
    Ok(Contact {
        on: occurred(values, view)?,
        means: by_means(values, view)?,
        with: values.text("with"),
        text: values.text("text"),
    })
}

/// A weekly plan on one line, checked while it is typed.
fn hours_field(cover: Option<&Cover>, view: &View) -> Field {
    let text = cover.map(|cover| coverage::cover(cover, view.lang())).unwrap_or_default();
    Field::text("hours", words::HOURS_LABEL).at_most(400).help(words::HOURS_HELP).with_text(text).check(
        |value, _, view| match value {
            Value::Text(text) => Cover::read(text).err().map(|why| why.say(view.lang()).into_owned()),
            _ => None,
        },
    )
}

fn hours_of(values: &Values, view: &View) -> Result<Option<Cover>, SaveFault> {
    let Some(text) = values.some_text("hours") else { return Ok(None) };
    Cover::read(&text).map(Some).map_err(|why| SaveFault::field("hours", why.say(view.lang())))
}

pub fn reason() -> Field {
    Field::long("reason", words::REASON).required().at_most(TEXT)
}

pub fn answer_fields(form: Form, view: &View) -> Form {
    let choices = vec![Choice::new("yes", view.say(words::ANSWER_YES)), Choice::new("no", view.say(words::ANSWER_NO))];
    form.field(Field::one("answer", words::ANSWER_LABEL, choices).required())
}

pub fn says_yes(values: &Values) -> bool {
    values.code("answer") == Some("yes")
}

pub fn says_no(values: &Values) -> bool {
    values.code("answer") == Some("no")
}
