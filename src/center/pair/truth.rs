//! 主治医 and 副主治医 of a patient: those of the active pair while there is one, else what the head holds.
//!
//! The pair is not copied onto the head while it is active, so the two cannot differ. When it ends, whoever stays is
//! written onto the head in the same change: from then on the head holds the truth again.

use crate::api::Problem;
use crate::api::pair::PairProblem;
use crate::center::transaction::Transaction;
use crate::center::views::Views;
use crate::domain::id::PatientId;
use crate::domain::pair::{Ending, PairRole, PairState, PhysicianPair};
use crate::domain::patient::{Doctors, Patient, PatientProblem, Section, SectionName};

use super::view::PairSummary;

/// The pairs of this person, under any of the person's records, the oldest first.
pub fn of_person(views: &Views, patient: PatientId) -> Vec<&PairSummary> {
    let mut records = views.patients.group(views.patients.root(patient));
    if !records.contains(&patient) {
        records.push(patient);
    }
    let ids = records.iter().flat_map(|record| views.pairs.of_patient(*record));
    let mut found: Vec<&PairSummary> = ids.filter_map(|id| views.pairs.pair(*id)).collect();
    found.sort_by_key(|summary| summary.id);
    found
}

/// The pair that shares this patient now. Two records that were merged may each have one; the older stands.
pub fn active(views: &Views, patient: PatientId) -> Option<&PairSummary> {
    of_person(views, patient).into_iter().find(|summary| summary.state == PairState::Active)
}

/// The pair of this patient that has not ended: the active one before one that is being arranged.
pub fn open(views: &Views, patient: PatientId) -> Option<&PairSummary> {
    active(views, patient).or_else(|| of_person(views, patient).into_iter().find(|one| one.state.is_open()))
}

/// Puts the physicians of a pair where a head shows them.
fn overlay(pair: &PairSummary, doctors: &mut Doctors) {
    doctors.primary = pair.primary().cloned();
    doctors.secondary = pair.secondary().cloned();
    if let Some(family) = pair.physician(PairRole::Family) {
        doctors.family = Some(family.clone());
    }
}

/// The patient's doctors as they are: a head with its pair.
pub fn doctors(views: &Views, patient: PatientId, mut doctors: Doctors) -> Doctors {
    if let Some(pair) = active(views, patient) {
        overlay(pair, &mut doctors);
    }
    doctors
}

/// Whoever changes the doctors of a head leaves those of the active pair alone; the head keeps what it holds of them.
pub fn leave_alone(views: &Views, patient: PatientId, held: &Doctors, wanted: &mut Doctors) -> Result<(), Problem> {
    let Some(pair) = active(views, patient) else { return Ok(()) };
    let mut shown = wanted.clone();
    overlay(pair, &mut shown);
    if shown != *wanted {
        return Err(PairProblem::HeldByPair { pair: pair.id }.into());
    }
    wanted.primary.clone_from(&held.primary);
    wanted.secondary.clone_from(&held.secondary);
    if pair.physician(PairRole::Family).is_some() {
        wanted.family.clone_from(&held.family);
    }
    Ok(())
}

/// Writes whoever stays onto the head: alone as 主治医, both as they were.
pub fn hand_back(tx: &mut Transaction, pair: &PhysicianPair, ending: &Ending) -> Result<(), Problem> {
    let root = tx.views().patients.root(pair.opening.patient);
    let patient: Patient = tx.get(root)?;
    let mut doctors = patient.head.doctors.clone();
    let mut stays = pair
        .roles()
        .into_iter()
        .filter(|role| ending.stays.contains(role))
        .filter_map(|role| pair.physicians.get(&role));
    doctors.primary = stays.next().cloned();
    doctors.secondary = stays.next().cloned();
    if let Some(family) = pair.physicians.get(&PairRole::Family) {
        doctors.family = ending.stays.contains(&PairRole::Family).then(|| family.clone());
    }
    let version = patient.sections.of(SectionName::Doctors);
    match patient.change(vec![(version, Section::Doctors(doctors))], tx.settings(), tx.now()) {
        Ok(event) => tx.record::<Patient>(root, event).map(|_: Patient| ()),
        Err(PatientProblem::NothingChanged) => Ok(()),
        Err(problem) => Err(problem.into()),
    }
}
