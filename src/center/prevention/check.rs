//! What is checked of every person, text and day before a rule sees it.

use chrono::NaiveDate;

use crate::api::prevention::PreventionProblem;
use crate::api::{FieldProblem, Problem};
use crate::center::patient::Scope;
use crate::center::transaction::Transaction;
use crate::domain::code::{Code, CodeList};
use crate::domain::fracture::Fracture;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::patient::Patient;
use crate::domain::referral::Party;
use crate::domain::resource::Site;
use crate::domain::screening::{Answers, Screened, Sheet, WEIGHTS};
use crate::domain::staff::Staff;
use crate::text::{Phone, normalise_input};

/// The most characters of a line and of a text.
const LINE: u32 = 200;
const TEXT: u32 = 4_000;

/// A text of several lines, tidied.
pub fn text(field: &str, value: &mut String, needed: bool) -> Result<(), Problem> {
    within(field, value, TEXT, needed)
}

fn within(field: &str, value: &mut String, limit: u32, needed: bool) -> Result<(), Problem> {
    *value = normalise_input(value.trim()).into_owned();
    if needed && value.is_empty() {
        return Err(Problem::field(field, FieldProblem::Missing));
    }
    if value.chars().count() > limit as usize {
        return Err(Problem::field(field, FieldProblem::TooLong { limit }));
    }
    Ok(())
}

/// A sheet, tidied.
pub fn sheet(tx: &Transaction, sheet: &mut Sheet) -> Result<(), Problem> {
    person(tx, &mut sheet.person)?;
    past(tx, "on", sheet.on)?;
    within("list", &mut sheet.list, LINE, false)?;
    text("note", &mut sheet.note, false)?;
    match &sheet.answers {
        Answers::BasicChecklist(answers) if !answers.is_believable() => {
            let kilograms = |grams: u32| (grams / 1_000).to_string();
            let range = FieldProblem::OutOfRange { from: kilograms(*WEIGHTS.start()), to: kilograms(*WEIGHTS.end()) };
            Err(Problem::field("weight", range))
        }
        _ => Ok(()),
    }
}

/// A fracture, tidied.
pub fn fracture(tx: &Transaction, fracture: &mut Fracture) -> Result<(), Problem> {
    person(tx, &mut fracture.person)?;
    past(tx, "on", fracture.on)?;
    within("list", &mut fracture.list, LINE, false)?;
    text("note", &mut fracture.note, false)?;
    party(tx, "treated_by", &mut fracture.treated_by, false)
}

/// Somebody outside of the centre.
pub fn party(tx: &Transaction, field: &str, party: &mut Party, needed: bool) -> Result<(), Problem> {
    within(field, &mut party.name, LINE, needed && party.site.is_none())?;
    party.site.map_or(Ok(()), |site| tx.get::<Site>(site).map(drop))
}

/// A profession that the centre's list holds.
pub fn profession(tx: &Transaction, code: &Code) -> Result<(), Problem> {
    match tx.settings().codes.find(CodeList::Professions, code) {
        Some(_) => Ok(()),
        None => Err(Problem::field("profession", FieldProblem::UnknownCode { code: code.0.clone() })),
    }
}

/// A member of staff who is still there.
pub fn member(tx: &Transaction, member: StaffId) -> Result<(), Problem> {
    if tx.get::<Staff>(member)?.left {
        return Err(Problem::field("member", FieldProblem::UnknownCode { code: member.to_string() }));
    }
    Ok(())
}

/// A day that is to come, or today.
pub fn ahead(tx: &Transaction, field: &str, day: Option<NaiveDate>) -> Result<(), Problem> {
    match day {
        Some(day) if day < tx.now().date_naive() => Err(Problem::field(field, FieldProblem::InPast)),
        _ => Ok(()),
    }
}

/// A patient who is for the caller, and for whom something new can be begun.
pub fn patient(tx: &Transaction, id: PatientId) -> Result<(), Problem> {
    tx.get::<Patient>(id)?;
    Scope::of(tx.actor()).check_clinical(tx.views(), id)?;
    if tx.views().patients.reminders_end(id) {
        return Err(PreventionProblem::PatientGone { patient: id }.into());
    }
    Ok(())
}

fn person(tx: &Transaction, person: &mut Screened) -> Result<(), Problem> {
    if person.is_nobody() {
        return Err(Problem::field("person", FieldProblem::Missing));
    }
    if let Some(id) = person.patient {
        patient(tx, id)?;
    }
    let listed = &mut person.listed;
    within("name", &mut listed.name.written, LINE, false)?;
    within("kana", &mut listed.name.kana, LINE, false)?;
    within("address", &mut listed.address, LINE, false)?;
    within("phone", &mut listed.phone, LINE, false)?;
    listed.phone = Phone::read(&listed.phone).display;
    if let Some(birth) = listed.birth {
        past(tx, "birth", birth)?;
    }
    if person.area.is_none() {
        person.area = tx.settings().city.area_of_address(&listed.address).map(|area| area.code.clone());
    }
    match person.area.as_ref().filter(|area| tx.settings().city.area(area).is_none()) {
        Some(area) => Err(Problem::field("area", FieldProblem::UnknownCode { code: area.0.clone() })),
        None => Ok(()),
    }
}

fn past(tx: &Transaction, field: &str, day: NaiveDate) -> Result<(), Problem> {
    if day > tx.now().date_naive() { Err(Problem::field(field, FieldProblem::InFuture)) } else { Ok(()) }
}
