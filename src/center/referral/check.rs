//! What is checked of every text, day and name before a rule sees it.

use chrono::NaiveDate;

use crate::api::Problem;
use crate::api::referral::{Part, ReferralProblem};
use crate::center::field;
use crate::center::transaction::Transaction;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::Consultation;
use crate::domain::funding::Charge;
use crate::domain::id::{ConsultationId, PatientId};
use crate::domain::introduction::Order;
use crate::domain::patient::Patient;
use crate::domain::referral::{Party, Referral, Request};
use crate::domain::resource::Site;
use crate::domain::timeline::Occurred;

/// The most characters of a line.
const LINE_LIMIT: u32 = 200;

/// The most characters of a text.
const TEXT_LIMIT: u32 = 4_000;

/// A text that may be empty.
pub fn fits(part: Part, text: &str) -> Result<(), Problem> {
    within(part, text, TEXT_LIMIT)
}

/// A text that must say something.
pub fn filled(part: Part, text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(ReferralProblem::Missing { part }.into());
    }
    fits(part, text)
}

/// A line that may be empty.
pub fn line(part: Part, text: &str) -> Result<(), Problem> {
    within(part, text, LINE_LIMIT)
}

fn within(part: Part, text: &str, limit: u32) -> Result<(), Problem> {
    if text.chars().nth(limit as usize).is_some() {
        return Err(ReferralProblem::TooLong { part, limit }.into());
    }
    Ok(())
}

/// Something that is said to have happened.
pub fn happened(tx: &Transaction, on: Occurred) -> Result<(), Problem> {
    if on.is_after(tx.now()) {
        return Err(ReferralProblem::InFuture { part: Part::When }.into());
    }
    Ok(())
}

/// What a step is charged to: codes that the centre's lists hold, and what is usual where it names none.
pub fn charge(tx: &Transaction, on: Occurred, charge: Charge) -> Result<Charge, Problem> {
    field::charge(tx.settings(), &charge)?;
    Ok(charge.or(&tx.settings().usual_charge(&Referral::work(on.date()))))
}

/// A day that is to come, or today.
pub fn ahead(tx: &Transaction, part: Part, day: NaiveDate) -> Result<(), Problem> {
    if day < tx.now().date_naive() {
        return Err(ReferralProblem::InPast { part }.into());
    }
    Ok(())
}

/// Somebody outside of the centre who must be named.
pub fn party(tx: &Transaction, part: Part, party: &Party) -> Result<(), Problem> {
    if party.is_empty() {
        return Err(ReferralProblem::Missing { part }.into());
    }
    known_party(tx, part, party)
}

fn known_party(tx: &Transaction, part: Part, party: &Party) -> Result<(), Problem> {
    if let Some(site) = party.site {
        tx.get::<Site>(site)?;
    }
    line(part, &party.name)
}

/// A profession that the centre's list holds.
pub fn profession(tx: &Transaction, code: &Code) -> Result<(), Problem> {
    match tx.settings().codes.find(CodeList::Professions, code) {
        Some(_) => Ok(()),
        None => Err(ReferralProblem::UnknownProfession { code: code.clone() }.into()),
    }
}

/// A patient for whom something new can be begun.
fn patient(tx: &Transaction, id: PatientId) -> Result<(), Problem> {
    tx.get::<Patient>(id)?;
    if tx.views().patients.reminders_end(id) {
        return Err(ReferralProblem::PatientGone { patient: id }.into());
    }
    Ok(())
}

fn consultation(tx: &Transaction, id: Option<ConsultationId>) -> Result<(), Problem> {
    id.map_or(Ok(()), |id| tx.get::<Consultation>(id).map(|_| ()))
}

/// A request to a team, new or put right.
pub fn request(tx: &Transaction, request: &Request, new: bool) -> Result<(), Problem> {
    if new {
        patient(tx, request.patient)?;
        consultation(tx, request.consultation)?;
    }
    happened(tx, request.asked)?;
    let requester = &request.requester;
    profession(tx, &requester.profession)?;
    known_party(tx, Part::Requester, &requester.organisation)?;
    if requester.organisation.is_empty() && requester.name.trim().is_empty() {
        return Err(ReferralProblem::Missing { part: Part::Requester }.into());
    }
    line(Part::Requester, &requester.name)?;
    line(Part::Phone, &requester.phone)?;
    filled(Part::Reason, &request.reason)?;
    fits(Part::Aim, &request.aim)?;
    if let Some(dispatch) = &request.dispatch {
        party(tx, Part::Dispatch, &dispatch.to)?;
        line(Part::Dispatch, &dispatch.wish)?;
    }
    Ok(())
}

/// What is asked of a hospital, new or put right.
pub fn order(tx: &Transaction, order: &Order, new: bool) -> Result<(), Problem> {
    if new {
        patient(tx, order.patient)?;
        consultation(tx, order.consultation)?;
    }
    happened(tx, order.asked)?;
    party(tx, Part::Hospital, &order.to)?;
    line(Part::Department, &order.department)?;
    filled(Part::Reason, &order.reason)?;
    known_party(tx, Part::Physician, &order.physician)
}
