//! Each step of an introduction to a hospital.

use super::check;
use super::scope::{Reach, works_on_cases};
use crate::api::referral::{IntroductionAct, Part};
use crate::api::{Done, Problem};
use crate::center::transaction::{Transaction, done};
use crate::domain::event::Kind;
use crate::domain::id::{IntroductionId, Version};
use crate::domain::introduction::{Introduction, IntroductionEvent, Order};

/// A hospital is asked.
pub fn begin(tx: &mut Transaction, order: Order) -> Result<Done, Problem> {
    if !works_on_cases(tx.actor()) {
        return Err(Problem::NotAllowed);
    }
    if !Reach::of(tx.actor()).holds_patient(tx.views(), order.patient) {
        return Err(Problem::NotFound { kind: Kind::Patient, id: order.patient.to_string() });
    }
    let id = ask_hospital(tx, order)?;
    Ok(done(&tx.get::<Introduction>(id)?, None))
}

/// A new introduction.
pub fn ask_hospital(tx: &mut Transaction, order: Order) -> Result<IntroductionId, Problem> {
    check::order(tx, &order, true)?;
    let id = IntroductionId(tx.next::<Introduction>());
    tx.record::<Introduction>(id, IntroductionEvent::Asked(Box::new(order)))?;
    Ok(id)
}

/// A step.
pub fn take(
    tx: &mut Transaction,
    reach: Reach,
    id: IntroductionId,
    seen: Version,
    step: IntroductionAct,
) -> Result<Done, Problem> {
    let on: Introduction = tx.get(id)?;
    if !reach.holds_patient(tx.views(), on.order.patient) {
        return Err(Problem::NotFound { kind: Kind::Introduction, id: id.to_string() });
    }
    if !works_on_cases(tx.actor()) {
        return Err(Problem::NotAllowed);
    }
    tx.seen(&on, seen)?;
    let event = match step {
        IntroductionAct::Amend(mut order) => {
            order.consultation = on.order.consultation;
            order.referral = on.order.referral;
            check::order(tx, &order, false)?;
            on.amend(*order)?
        }
        IntroductionAct::Accept { on: when, text } => {
            check::fits(Part::Text, &text)?;
            on.accept(when, text)?
        }
        IntroductionAct::Decline { reason } => {
            check::filled(Part::Reason, &reason)?;
            on.decline(reason)?
        }
        IntroductionAct::Perform(performed) => {
            check::fits(Part::Text, &performed.text)?;
            on.perform(performed, tx.now())?
        }
        IntroductionAct::ReceiveResult(findings) => {
            check::happened(tx, findings.on)?;
            check::filled(Part::Text, &findings.text)?;
            on.receive(findings)?
        }
        IntroductionAct::Tell(told) => {
            check::happened(tx, told.on)?;
            check::party(tx, Part::Physician, &told.physician)?;
            check::fits(Part::Text, &told.text)?;
            on.tell(told)?
        }
        IntroductionAct::Close { ending, text } => {
            check::fits(Part::Text, &text)?;
            on.close(ending, text)?
        }
        IntroductionAct::Cancel { reason } => {
            check::filled(Part::Reason, &reason)?;
            on.cancel(reason)?
        }
    };
    Ok(done(&tx.record::<Introduction>(id, event)?, None))
}
