//! The two-physician arrangement at the centre: each step of a pair, and what may be read of it.

mod candidates;
mod check;
mod read;
mod scope;
#[cfg(test)]
mod tests;
mod truth;
pub mod view;

pub use read::{of_place, read, row_of_patient};
pub use truth::active;
pub use view::Pairs;

use super::transaction::{Transaction, done};
use crate::api::pair::{PairAct, PairChange, PairProblem, Part};
use crate::api::{Done, Problem};
use crate::domain::event::Kind;
use crate::domain::id::{PairId, SiteId};
use crate::domain::pair::{Asking, Opening, PairAnswer, PhysicianPair, Ranking};
use crate::domain::patient::Patient;
use crate::domain::staff::{Role, Staff};

/// Makes a change.
pub fn change(tx: &mut Transaction, change: PairChange) -> Result<Done, Problem> {
    let reach = scope::reach(tx.actor())?;
    match change {
        PairChange::Begin(opening) => {
            if !scope::arranges(tx.actor()) {
                return Err(Problem::NotAllowed);
            }
            if !reach.holds(tx.views(), opening.patient) {
                return Err(Problem::NotFound { kind: Kind::Patient, id: opening.patient.to_string() });
            }
            begin(tx, *opening)
        }
        PairChange::Step { pair, seen, step } => {
            let record: PhysicianPair = tx.get(pair)?;
            scope::check(reach, tx.views(), pair, record.opening.patient)?;
            let may = match step {
                PairAct::Answer(_) => scope::answers(tx.actor()),
                _ => scope::arranges(tx.actor()),
            };
            if !may {
                return Err(Problem::NotAllowed);
            }
            tx.seen(&record, seen)?;
            take(tx, &record, step)
        }
    }
}

fn begin(tx: &mut Transaction, mut opening: Opening) -> Result<Done, Problem> {
    opening.reading = tx.settings().pairs.reading;
    check::opening(tx, &opening, true)?;
    if let Some(open) = truth::open(tx.views(), opening.patient) {
        return Err(PairProblem::AlreadyOpen { pair: open.id }.into());
    }
    let event = PhysicianPair::open(opening)?;
    let id = PairId(tx.next::<PhysicianPair>());
    Ok(done(&tx.record::<PhysicianPair>(id, event)?, None))
}

fn take(tx: &mut Transaction, on: &PhysicianPair, step: PairAct) -> Result<Done, Problem> {
    let now = tx.now();
    let event = match step {
        PairAct::Amend(mut opening) => {
            // Where it came from is not a matter of putting right.
            opening.consultation = on.opening.consultation;
            check::opening(tx, &opening, false)?;
            on.amend(*opening)?
        }
        PairAct::Hand { to, reason } => {
            arranger(tx, to)?;
            check::fits(Part::Reason, &reason)?;
            on.hand(to, reason)?
        }
        PairAct::Inform(information) => {
            check::information(tx, &information)?;
            on.inform(*information, now)?
        }
        PairAct::Ask(asking) => {
            check::still_here(tx, on.opening.patient)?;
            check::asking(tx, &asking)?;
            // Refused before the ranking is looked up.
            on.ask((*asking).clone(), now)?;
            let ranking = standing(tx, on, &asking)?;
            on.ask(Asking { ranking, ..*asking }, now)?
        }
        PairAct::Answer(answer) => {
            match &answer {
                PairAnswer::Agreed { physician, conditions, .. } => {
                    check::line(Part::Physician, physician)?;
                    check::fits(Part::Conditions, conditions)?;
                }
                PairAnswer::Declined { reason, .. } => check::fits(Part::Reason, reason)?,
                PairAnswer::Withdrawn { reason, .. } => check::filled(Part::Reason, reason)?,
            }
            on.answer(answer, now)?
        }
        PairAct::TakeBack { role, reason } => {
            check::filled(Part::Reason, &reason)?;
            on.take_back(role, reason)?
        }
        PairAct::Activate(beginning) => {
            check::still_here(tx, on.opening.patient)?;
            check::fits(Part::Terms, &beginning.terms)?;
            on.activate(*beginning)?
        }
        PairAct::Rearrange { duties, terms } => {
            check::fits(Part::Terms, &terms)?;
            on.rearrange(duties, terms)?
        }
        PairAct::Replace { role, physician, from, reason } => {
            check::line(Part::Physician, &physician)?;
            check::fits(Part::Reason, &reason)?;
            on.replace(role, physician, from, reason)?
        }
        PairAct::Review(review) => {
            check::line(Part::With, &review.with)?;
            check::filled(Part::Text, &review.text)?;
            on.review(*review, now)?
        }
        PairAct::End(ending) => {
            check::fits(Part::Text, &ending.text)?;
            on.end(*ending, now)?
        }
        PairAct::CallOff { reason } => {
            check::filled(Part::Reason, &reason)?;
            on.call_off(reason)?
        }
    };
    let after = tx.record::<PhysicianPair>(on.id, event)?;
    truth::settle(tx, &after)?;
    Ok(done(&after, None))
}

/// Somebody who can look after a pair.
fn arranger(tx: &Transaction, to: crate::domain::id::StaffId) -> Result<(), Problem> {
    let member: Staff = tx.get(to)?;
    let may = !member.left && [Role::Coordinator, Role::Manager].into_iter().any(|role| member.holds(role));
    if may { Ok(()) } else { Err(PairProblem::CannotArrange { member: to }.into()) }
}

/// Where a place that is asked stands in the ranking now.
fn standing(tx: &Transaction, on: &PhysicianPair, asking: &Asking) -> Result<Option<Ranking>, Problem> {
    let (Some(site), Some(information)) = (asking.place.site, &on.information) else { return Ok(None) };
    let patient: Patient = tx.get(tx.views().patients.root(on.opening.patient))?;
    let partners = partners(on);
    let wanted = candidates::For {
        patient: patient.id,
        address: &patient.head.identity.address,
        needs: &information.needs,
        role: asking.role,
        partners: &partners,
    };
    let ranked = candidates::ranked(tx.views(), wanted, tx.now().date_naive());
    let found = ranked.into_iter().find(|one| one.site == site);
    Ok(found.and_then(|one| Some(Ranking { place: one.place?, points: one.points })))
}

/// The places of the physicians whom the pair has.
fn partners(on: &PhysicianPair) -> Vec<SiteId> {
    on.physicians.values().filter_map(|physician| physician.place.site).collect()
}
