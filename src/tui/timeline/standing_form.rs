//! Forms of death, moving, return, merging and parting.

use super::patient_form::{head_in, read};
use crate::api::patient::{PatientChange, PatientHead};
use crate::api::{Change, Request};
use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::tui::app::{Message, View};
use crate::tui::form::{Choice, Field, Form, SaveFault};
use crate::words::{Text, patient as patient_words, timeline_screen as words};

fn request(change: PatientChange) -> Request {
    Request::Change(Change::Patient(change))
}

fn about(patient: &Patient) -> String {
    format!("{} {}", patient.id, patient.head.identity.name.written)
}

fn form(name: &str, heading: Text, patient: &Patient) -> Form {
    Form::new(format!("{name}/{}", patient.id), heading).about(about(patient))
}

/// The form acts on this patient, and is opened by `again` on a newer record.
fn on(form: Form, patient: &Patient, again: impl Fn(&Patient, &View) -> Form + 'static) -> Form {
    form.acts_on(patient.version, read(patient.id), move |answer, view| Some(again(&head_in(answer)?.patient, view)))
}

/// The person died.
pub fn died(patient: &Patient, view: &View) -> Form {
    let (id, seen) = (patient.id, patient.version);
    let form = form("timeline.died", words::RECORD_DEATH, patient)
        .field(Field::date("on", words::DIED_ON).with_today(view).help(words::REMINDERS_END).required())
        .save(move |values, view| {
            let on = values.date("on").ok_or_else(|| SaveFault::missing("on", view))?;
            Ok(request(PatientChange::Die { patient: id, seen, on }))
        });
    on(form, patient, died).done(|_, cx| cx.tell(Message::info(cx.say(words::REMINDERS_END))))
}

/// The death was a mistake.
pub fn death_withdrawn(patient: &Patient) -> Form {
    let (id, seen) = (patient.id, patient.version);
    let form = form("timeline.withdraw-death", words::WITHDRAW_DEATH, patient)
        .field(Field::text("reason", words::REASON).required())
        .save(move |values, _| {
            let reason = values.text("reason");
            Ok(request(PatientChange::WithdrawDeath { patient: id, seen, reason }))
        });
    on(form, patient, |patient, _| death_withdrawn(patient)).done(|_, cx| cx.inform(words::SAVED))
}

/// The person moved away.
pub fn moved_away(patient: &Patient, view: &View) -> Form {
    let (id, seen) = (patient.id, patient.version);
    let form = form("timeline.moved-away", words::RECORD_MOVE, patient)
        .field(Field::date("on", words::MOVED_ON).with_today(view).help(words::REMINDERS_END).required())
        .field(Field::text("to", words::MOVED_TO))
        .save(move |values, view| {
            let on = values.date("on").ok_or_else(|| SaveFault::missing("on", view))?;
            Ok(request(PatientChange::MoveAway { patient: id, seen, on, to: values.text("to") }))
        });
    on(form, patient, moved_away).done(|_, cx| cx.tell(Message::info(cx.say(words::REMINDERS_END))))
}

/// The person is back.
pub fn returned(patient: &Patient, view: &View) -> Form {
    let (id, seen) = (patient.id, patient.version);
    let form = form("timeline.returned", words::RECORD_RETURN, patient)
        .field(Field::date("on", words::BACK_ON).with_today(view).required())
        .save(move |values, view| {
            let on = values.date("on").ok_or_else(|| SaveFault::missing("on", view))?;
            Ok(request(PatientChange::Return { patient: id, seen, on }))
        });
    on(form, patient, returned).done(|_, cx| cx.inform(words::SAVED))
}

/// Two records of one person.
pub fn merge(patient: &Patient) -> Form {
    let (id, seen) = (patient.id, patient.version);
    let form = form("timeline.merge", words::MERGE_RECORDS, patient)
        .field(Field::person("into", words::MERGE_INTO).help(words::MERGE_HELP).required())
        .save(move |values, view| {
            let into = values.id("into").ok_or_else(|| SaveFault::missing("into", view))?;
            Ok(request(PatientChange::Merge { patient: id, seen, into }))
        });
    on(form, patient, |patient, _| merge(patient)).done(|_, cx| cx.inform(words::SAVED))
}

/// Two people after all: this record, or one that shows within it.
pub fn part(head: &PatientHead, view: &View) -> Form {
    let today = view.now.date_naive();
    let mut choices = Vec::new();
    if head.merged_into.is_some() {
        choices.push(Choice::new(head.patient.id.to_string(), about(&head.patient)));
    }
    for other in &head.absorbed {
        choices.push(Choice::new(other.id.to_string(), patient_words::row_line(other, today, view.lang())));
    }
    let only = if let [one] = choices.as_slice() { Some(one.code.clone()) } else { None };
    let mut field = Field::one("which", words::PART_WHICH, choices).required();
    if let Some(only) = only {
        field = field.with_code(&only);
    }
    form("timeline.part", words::PART_RECORDS, &head.patient)
        .field(field)
        .save(move |values, view| {
            let which: Option<PatientId> = values.code("which").and_then(|code| code.parse().ok());
            let patient = which.ok_or_else(|| SaveFault::missing("which", view))?;
            Ok(request(PatientChange::Part { patient }))
        })
        .done(|_, cx| cx.inform(words::SAVED))
}
