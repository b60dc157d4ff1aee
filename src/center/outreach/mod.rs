//! Outreach at the centre: what may be read of it, each step, and the patient whom it is about.

mod check;
mod read;
#[cfg(test)]
mod tests;
pub mod view;

pub use read::read;
pub use view::Outreaches;

use super::support_advice::{case_for, may};
use super::transaction::{Transaction, done};
use crate::api::outreach::{OutreachAct, OutreachChange};
use crate::api::{Done, Problem};
use crate::domain::consultation::Consultation;
use crate::domain::id::{ConsultationId, OutreachId};
use crate::domain::outreach::{Outreach, OutreachEvent, OutreachProblem, Proposal};

/// Makes a change.
pub fn change(tx: &mut Transaction, change: OutreachChange) -> Result<Done, Problem> {
    if !may(tx.actor()) {
        return Err(Problem::NotAllowed);
    }
    match change {
        OutreachChange::Propose(proposal) => propose(tx, *proposal),
        OutreachChange::Step { outreach, seen, step } => {
            let before = up_to_date(tx, tx.get(outreach)?)?;
            // Visits only append; everything else says what it saw.
            if !matches!(step, OutreachAct::Visit(_)) {
                tx.seen(&before, seen)?;
            }
            let event = decide(tx, &before, step)?;
            Ok(done(&tx.record::<Outreach>(outreach, event)?, None))
        }
    }
}

fn propose(tx: &mut Transaction, mut proposal: Proposal) -> Result<Done, Problem> {
    check::words("reason", &mut proposal.reason, true)?;
    proposal.patient = case_for(tx, proposal.consultation)?.patient;
    if proposal.patient.is_some_and(|patient| tx.views().patients.reminders_end(patient)) {
        return Err(OutreachProblem::PatientGone.into());
    }
    let event = Outreach::propose(proposal, tx.now())?;
    let id = OutreachId(tx.next::<Outreach>());
    Ok(done(&tx.record::<Outreach>(id, event)?, None))
}

fn decide(tx: &Transaction, on: &Outreach, step: OutreachAct) -> Result<OutreachEvent, Problem> {
    let now = tx.now();
    Ok(match step {
        OutreachAct::Decide(mut decision) => {
            check::decision(tx, &mut decision)?;
            on.decide(*decision, now)?
        }
        OutreachAct::ChangeBasis { mut basis, on: when } => {
            check::basis(&mut basis)?;
            on.change_basis(basis, when, now)?
        }
        OutreachAct::Visit(mut visit) => {
            check::visit(tx, &mut visit)?;
            on.visit(*visit, now)?
        }
        OutreachAct::PlanFollowUp(mut plan) => {
            check::plan(tx, &mut plan)?;
            on.plan_follow_up(plan)?
        }
        OutreachAct::FollowUp(mut it) => {
            check::words("text", &mut it.text, true)?;
            on.follow_up(it, now)?
        }
        OutreachAct::Close { outcome, mut text } => {
            check::words("text", &mut text, true)?;
            on.close(outcome, text)?
        }
        OutreachAct::NotTakeUp { mut reason } => {
            check::words("reason", &mut reason, true)?;
            on.not_take_up(reason)?
        }
        OutreachAct::Cancel { mut reason } => {
            check::words("reason", &mut reason, true)?;
            on.cancel(reason)?
        }
    })
}

/// The record with the patient of its consultation, whom a change of the same moment may have named.
fn up_to_date(tx: &mut Transaction, outreach: Outreach) -> Result<Outreach, Problem> {
    let case: Consultation = tx.get(outreach.proposal.consultation)?;
    match outreach.follow(case.patient) {
        Some(event) => tx.record::<Outreach>(outreach.id, event),
        None => Ok(outreach),
    }
}

/// The consultation was linked to a patient, or parted from one: what came of it goes with it.
pub fn follow(tx: &mut Transaction, consultation: ConsultationId) -> Result<(), Problem> {
    for id in tx.views().outreaches.of_consultation(consultation) {
        up_to_date(tx, tx.get(id)?)?;
    }
    Ok(())
}
