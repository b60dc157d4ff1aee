//! 主治医 and 副主治医 of a patient: the care team has them, from the active pair while there is one.
//!
//! A pair that begins, changes or ends says so to the team in the same change, so the two cannot differ; the team refuses
//! to change the two by itself while a pair is active.

use crate::api::Problem;
use crate::center::care_team;
use crate::center::transaction::Transaction;
use crate::center::views::Views;
use crate::domain::care_team::{CareRole, CareTeam, Carer, Seed};
use crate::domain::id::{CareTeamId, PatientId};
use crate::domain::pair::{PairEvent, PairState, PhysicianPair};

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

/// Lets the patient's care team have primary and secondary from a pair that is active, or whoever stays when it ends:
/// alone as 主治医, both as they were.
pub fn settle(tx: &mut Transaction, pair: &PhysicianPair) -> Result<(), Problem> {
    let (on, stays) = match (&pair.state, &pair.beginning, &pair.ending) {
        (PairState::Active, Some(beginning), _) => {
            let since = pair.history.last().and_then(|happened| match &happened.event {
                PairEvent::Replaced { from, .. } => Some(*from),
                _ => None,
            });
            (since.unwrap_or(beginning.from), pair.roles().into_iter().collect())
        }
        (PairState::Ended, _, Some(ending)) => {
            let stays = pair.roles().into_iter().filter(|role| ending.stays.contains(role));
            (ending.on, stays.collect::<Vec<_>>())
        }
        _ => return Ok(()),
    };
    let physicians = stays.into_iter().filter_map(|role| pair.physicians.get(&role));
    let roles = [CareRole::PrimaryPhysician, CareRole::SecondaryPhysician];
    let mut seeds = Vec::new();
    for (role, physician) in roles.into_iter().zip(physicians) {
        let who = Carer { place: physician.place.clone(), name: physician.name.clone(), ..Carer::default() };
        // A place that closed down since is still where they were.
        seeds.push(Seed { role, who: care_team::filled_in(tx, who.clone()).unwrap_or(who) });
    }
    let patients = &tx.views().patients;
    let root = patients.root(pair.opening.patient);
    for record in patients.group(root) {
        let id = CareTeamId::of(record);
        let wanted = if record == root { seeds.clone() } else { Vec::new() };
        if let Some(event) = care_team::load(tx, id)?.from_pair(pair.id, on, wanted) {
            care_team::begin(tx, id)?;
            tx.record::<CareTeam>(id, event)?;
        }
    }
    Ok(())
}
