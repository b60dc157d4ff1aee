//! Advice of support physicians at the centre: what may be read of it, each step, and the patient whom it is about.

pub mod about;
mod read;
#[cfg(test)]
mod tests;
pub mod view;

pub use read::read;
pub use view::Advices;

use super::field::text;
use super::patient::Scope;
use super::queue;
use super::transaction::{Transaction, done};
use crate::api::support_advice::{AdviceAct, AdviceChange};
use crate::api::{Done, Problem};
use crate::domain::consultation::Consultation;
use crate::domain::event::Kind;
use crate::domain::id::ConsultationId;
use crate::domain::staff::{Role, Staff};
use crate::domain::support_advice::{Advice, AdviceProblem, AdviceRequest, SupportAdvice};

/// The most characters of what is asked, said or given as a reason.
const WORDS: u32 = 4_000;

/// Whether this person reads and writes advice and outreach: those who read every case.
pub fn may(staff: &Staff) -> bool {
    Scope::of(staff) == Scope::Whole
}

/// Makes a change.
pub fn change(tx: &mut Transaction, change: AdviceChange) -> Result<Done, Problem> {
    if !may(tx.actor()) {
        return Err(Problem::NotAllowed);
    }
    match change {
        AdviceChange::Ask(request) => ask(tx, *request),
        AdviceChange::Step { advice, seen, step } => {
            let before = up_to_date(tx, tx.get(advice)?)?;
            let event = match step {
                // It overwrites nothing: whoever comes second is told by the rule that there is an answer.
                AdviceAct::Answer(said) => {
                    answers(tx.actor(), &before)?;
                    before.answer(checked(said)?, tx.now())?
                }
                AdviceAct::CorrectAnswer { reason, advice } => {
                    tx.seen(&before, seen)?;
                    answers(tx.actor(), &before)?;
                    before.correct_answer(reason_of(reason)?, checked(advice)?, tx.now())?
                }
                AdviceAct::Decline { reason } => {
                    tx.seen(&before, seen)?;
                    answers(tx.actor(), &before)?;
                    before.decline(reason_of(reason)?)?
                }
                AdviceAct::Withdraw { reason } => {
                    tx.seen(&before, seen)?;
                    before.withdraw(reason_of(reason)?)?
                }
            };
            Ok(done(&tx.record::<SupportAdvice>(advice, event)?, None))
        }
    }
}

fn ask(tx: &mut Transaction, mut request: AdviceRequest) -> Result<Done, Problem> {
    text("text", &mut request.text, WORDS, true)?;
    request.patient = case_for(tx, request.consultation)?.patient;
    if request.patient.is_some_and(|patient| tx.views().patients.reminders_end(patient)) {
        return Err(AdviceProblem::PatientGone.into());
    }
    let physician = tx.views().staff.get(&request.physician).cloned();
    let physician = physician.ok_or(AdviceProblem::NoPhysician { member: request.physician })?;
    let event = SupportAdvice::ask(request, &physician, tx.now())?;
    let id = crate::domain::id::AdviceId(tx.next::<SupportAdvice>());
    Ok(done(&tx.record::<SupportAdvice>(id, event)?, None))
}

/// The consultation that something is to come of, if it is for the caller.
pub fn case_for(tx: &Transaction, consultation: ConsultationId) -> Result<Consultation, Problem> {
    let case: Consultation = tx.get(consultation)?;
    if queue::holds(tx.views(), Scope::of(tx.actor()), case.patient) {
        Ok(case)
    } else {
        Err(Problem::NotFound { kind: Kind::Consultation, id: consultation.to_string() })
    }
}

/// A physician answers what is asked of that very one; the others take answers down.
fn answers(staff: &Staff, advice: &SupportAdvice) -> Result<(), AdviceProblem> {
    let physician = advice.request.physician;
    let takes_down = staff.holds(Role::Coordinator) || staff.holds(Role::Manager);
    if takes_down || staff.id == physician { Ok(()) } else { Err(AdviceProblem::AskedOfAnother { physician }) }
}

fn checked(mut advice: Advice) -> Result<Advice, Problem> {
    text("text", &mut advice.text, WORDS, true)?;
    Ok(advice)
}

fn reason_of(mut reason: String) -> Result<String, Problem> {
    text("reason", &mut reason, WORDS, true)?;
    Ok(reason)
}

/// The record with the patient of its consultation, whom a change of the same moment may have named.
fn up_to_date(tx: &mut Transaction, advice: SupportAdvice) -> Result<SupportAdvice, Problem> {
    let case: Consultation = tx.get(advice.request.consultation)?;
    match advice.follow(case.patient) {
        Some(event) => tx.record::<SupportAdvice>(advice.id, event),
        None => Ok(advice),
    }
}

/// The consultation was linked to a patient, or parted from one: what was asked on it goes with it.
pub fn follow(tx: &mut Transaction, consultation: ConsultationId) -> Result<(), Problem> {
    for id in tx.views().advices.of_consultation(consultation) {
        up_to_date(tx, tx.get(id)?)?;
    }
    Ok(())
}
