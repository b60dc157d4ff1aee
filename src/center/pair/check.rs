//! What is checked of every text, code and place before a rule sees it.

use crate::api::Problem;
use crate::api::pair::{PairProblem, Part};
use crate::center::transaction::Transaction;
use crate::domain::code::CodeList;
use crate::domain::consultation::Consultation;
use crate::domain::id::PatientId;
use crate::domain::pair::{Asking, Information, Needs, Opening};
use crate::domain::patient::{Patient, Place};
use crate::domain::referral::Party;
use crate::domain::resource::Site;

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
        return Err(PairProblem::Missing { part }.into());
    }
    fits(part, text)
}

/// A line that may be empty.
pub fn line(part: Part, text: &str) -> Result<(), Problem> {
    within(part, text, LINE_LIMIT)
}

fn within(part: Part, text: &str, limit: u32) -> Result<(), Problem> {
    if text.chars().nth(limit as usize).is_some() {
        return Err(PairProblem::TooLong { part, limit }.into());
    }
    Ok(())
}

fn place(tx: &Transaction, part: Part, place: &Place) -> Result<(), Problem> {
    if let Some(site) = place.site {
        tx.get::<Site>(site)?;
    }
    line(part, &place.name)
}

fn party(tx: &Transaction, part: Part, party: &Party) -> Result<(), Problem> {
    if let Some(site) = party.site {
        tx.get::<Site>(site)?;
    }
    line(part, &party.name)
}

/// A patient for whom somebody can still be asked.
pub fn still_here(tx: &Transaction, patient: PatientId) -> Result<(), Problem> {
    if tx.views().patients.reminders_end(patient) {
        return Err(PairProblem::PatientGone { patient }.into());
    }
    Ok(())
}

/// What a pair begins with, new or put right.
pub fn opening(tx: &Transaction, opening: &Opening, new: bool) -> Result<(), Problem> {
    if new {
        tx.get::<Patient>(opening.patient)?;
        still_here(tx, opening.patient)?;
        opening.consultation.map_or(Ok(()), |id| tx.get::<Consultation>(id).map(|_| ()))?;
    }
    if opening.asked.is_after(tx.now()) {
        return Err(crate::domain::pair::PairProblem::NotYet { on: opening.asked }.into());
    }
    fits(Part::Why, &opening.why)?;
    fits(Part::Wish, &opening.wish)?;
    party(tx, Part::AskedBy, &opening.asked_by)?;
    for physician in opening.known.values() {
        line(Part::Physician, &physician.name)?;
        place(tx, Part::Place, &physician.place)?;
    }
    Ok(())
}

/// The patient's information.
pub fn information(tx: &Transaction, information: &Information) -> Result<(), Problem> {
    party(tx, Part::From, &information.from)?;
    if information.from.is_empty() {
        return Err(PairProblem::Missing { part: Part::From }.into());
    }
    filled(Part::Information, &information.text)?;
    needs(tx, &information.needs)
}

fn needs(tx: &Transaction, needs: &Needs) -> Result<(), Problem> {
    match tx.settings().codes.unknown(CodeList::Procedures, &needs.procedures) {
        Some(code) => Err(PairProblem::UnknownProcedure { code: code.clone() }.into()),
        None => Ok(()),
    }
}

/// What a candidate is asked.
pub fn asking(tx: &Transaction, asking: &Asking) -> Result<(), Problem> {
    place(tx, Part::Place, &asking.place)?;
    line(Part::SpokeWith, &asking.spoke_with)?;
    fits(Part::Text, &asking.text)
}
