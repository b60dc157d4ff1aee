//! The consultation queue: what may be read of it and what may change.

mod check;
mod doubles;
pub mod list;
mod order;
mod row;
#[cfg(test)]
pub(crate) mod tests;
pub mod view;

use super::patient::Scope;
use super::reader::Reader;
use super::transaction::{Transaction, done};
use super::views::Views;
use super::{outreach, support_advice};
use crate::api::queue::{QueueAct, QueueAnswer, QueueChange, QueueProblem, QueueRead, QueueRow};
use crate::api::{Done, FieldProblem, Page, Problem};
use crate::domain::calendar::WorkingTime;
use crate::domain::consultation::{Consultation, ConsultationEvent, ConsultationNumber, Intake};
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, PatientId, StaffId, Version};
use crate::domain::patient::Patient;
use crate::domain::staff::{Role, Staff};
use crate::domain::time::{FiscalYear, JST};
use list::Asking;
use view::Summary;

/// Answers a read.
pub fn read(reader: &Reader, request: &QueueRead) -> Result<QueueAnswer, Problem> {
    let scope = Scope::of(&reader.actor);
    if scope == Scope::Nothing {
        return Err(Problem::NotAllowed);
    }
    let views = reader.views();
    let may_read = |summary: &Summary| holds(views, scope, summary.patient);
    let reminders_end = |patient| views.patients.reminders_end(patient);
    let group = |patient| views.patients.group(views.patients.root(patient));
    let asking = Asking {
        who: reader.actor.id,
        now: reader.now,
        may_read: &may_read,
        reads_all: scope.holds_all(),
        reminders_end: &reminders_end,
        group: &group,
    };
    match request {
        QueueRead::List { filter, order, window } => {
            let (total, ids) = views.queue.list(filter, *order, *window, &asking);
            let rows = row::rows(reader, scope, &ids)?;
            Ok(QueueAnswer::List(Page { total: u32::try_from(total).unwrap_or(u32::MAX), offset: window.offset, rows }))
        }
        QueueRead::Counts => Ok(QueueAnswer::Counts(views.queue.counts(&asking))),
        QueueRead::Detail { consultation } => {
            let found: Consultation = reader.get(*consultation)?;
            if !holds(views, scope, found.patient) {
                return Err(Problem::NotFound { kind: Kind::Consultation, id: consultation.to_string() });
            }
            Ok(QueueAnswer::Detail(Box::new(row::detail(reader, scope, found)?)))
        }
        QueueRead::Doubles { patient, name, birth, phone, received_at, except } => {
            if matches!(scope, Scope::Team(_)) {
                return Err(Problem::NotAllowed);
            }
            let person = doubles::Person { patient: *patient, name, birth: *birth, phone };
            let at = received_at.unwrap_or(reader.now);
            Ok(QueueAnswer::Doubles(doubles::doubles(reader, scope, &person, at, *except)?))
        }
    }
}

/// These consultations as lines of a list, as the caller may read them.
pub fn rows(reader: &Reader, ids: &[ConsultationId]) -> Result<Vec<QueueRow>, Problem> {
    row::rows(reader, Scope::of(&reader.actor), ids)
}

/// Whether a consultation about this patient, or about none, is for the caller. A team sees only those of its patients.
pub fn holds(views: &Views, scope: Scope, patient: Option<PatientId>) -> bool {
    match (scope, patient) {
        (Scope::Team(_), None) | (Scope::Nothing, _) => false,
        (_, Some(patient)) => scope.holds(views, patient),
        (Scope::Whole | Scope::Reception, None) => true,
    }
}

/// Whether this person can have consultations.
fn can_hold(staff: &Staff) -> bool {
    !staff.left && (staff.holds(Role::Coordinator) || staff.holds(Role::Manager))
}

/// Whether this person may do this. Clerks receive, physicians add what they advised, coordinators work on cases,
/// and taking a case out of somebody's hands is for managers.
fn may(staff: &Staff, act: &QueueAct) -> bool {
    match act {
        QueueAct::TakeOver { .. } => staff.holds(Role::Manager),
        QueueAct::Answer(_) => can_hold(staff) || staff.holds(Role::Physician),
        _ => can_hold(staff),
    }
}

/// Makes a change.
pub fn change(tx: &mut Transaction, change: QueueChange) -> Result<Done, Problem> {
    match change {
        QueueChange::Receive { intake, patient } => {
            if !can_hold(tx.actor()) && !tx.actor().holds(Role::Clerk) {
                return Err(Problem::NotAllowed);
            }
            let received = receive(tx, *intake, patient)?;
            Ok(done(&received, Some(received.number.to_string())))
        }
        QueueChange::Act { consultation, seen, act } => {
            if !may(tx.actor(), &act) {
                return Err(Problem::NotAllowed);
            }
            let before: Consultation = tx.get(consultation)?;
            // Who comes second to a claim, or to anything that the course forbids now, is told just that.
            let refused = decide(tx, &before, &act).err();
            match refused {
                Some(problem @ Problem::Queue(_)) => return Err(problem),
                _ => check_seen(tx, &before, seen, &act)?,
            }
            let event = decide(tx, &before, &act)?;
            let done = record(tx, consultation, event)?;
            if matches!(act, QueueAct::Link { .. } | QueueAct::Unlink { .. }) {
                support_advice::follow(tx, consultation)?;
                outreach::follow(tx, consultation)?;
            }
            Ok(done)
        }
        QueueChange::HandOver { cases, to, reason } => hand_over(tx, &cases, to, reason),
    }
}

/// Takes something in, whoever brings it; whether the caller may is for the caller of this to say.
pub fn receive(tx: &mut Transaction, intake: Intake, patient: Option<PatientId>) -> Result<Consultation, Problem> {
    let intake = check::received(tx, intake, patient)?;
    if let Some(patient) = patient {
        tx.get::<Patient>(patient)?;
    }
    let year = FiscalYear::of(intake.received_at.with_timezone(&JST).date_naive());
    let number = ConsultationNumber { year, serial: tx.number(year) };
    let event = Consultation::receive(number, intake, patient, WorkingTime::new(&tx.settings().hours));
    let id = ConsultationId(tx.next::<Consultation>());
    tx.record::<Consultation>(id, event)
}

/// Gives the caller's own cases to a colleague. No version need be seen: it overwrites nothing but the holder, who is
/// the caller or it is refused.
fn hand_over(tx: &mut Transaction, cases: &[ConsultationId], to: StaffId, reason: String) -> Result<Done, Problem> {
    if !can_hold(tx.actor()) {
        return Err(Problem::NotAllowed);
    }
    let reason = check::reason(reason)?;
    let by = tx.actor().id;
    let mut last = None;
    for id in cases {
        let before: Consultation = tx.get(*id)?;
        fit(tx, &before, to)?;
        let event = before.hand_over(by, to, reason.clone())?;
        last = Some(record(tx, *id, event)?);
    }
    last.ok_or_else(|| Problem::field("cases", FieldProblem::Missing))
}

/// Steps and claims overwrite nothing; everything else must have seen the record as it is.
fn check_seen(tx: &Transaction, before: &Consultation, seen: Option<Version>, act: &QueueAct) -> Result<(), Problem> {
    match (seen, act) {
        (_, QueueAct::Claim | QueueAct::Answer(_)) => Ok(()),
        (seen, _) => tx.seen(before, seen.unwrap_or_default()),
    }
}

/// What happens when this is done.
fn decide(tx: &Transaction, before: &Consultation, act: &QueueAct) -> Result<ConsultationEvent, Problem> {
    let time = WorkingTime::new(&tx.settings().hours);
    let event = match act {
        QueueAct::Amend(intake) => before.amend(check::intake(tx, (**intake).clone(), before.patient)?, time)?,
        QueueAct::Claim => before.claim(tx.actor().id)?,
        QueueAct::Assign { to } => {
            fit(tx, before, *to)?;
            before.assign(*to)?
        }
        QueueAct::TakeOver { to, reason } => {
            let to = to.unwrap_or(tx.actor().id);
            fit(tx, before, to)?;
            before.take_over(to, check::reason(reason.clone())?)?
        }
        QueueAct::Answer(step) => before.answer(check::taken(tx, before, (**step).clone())?)?,
        QueueAct::CorrectStep { step, reason, contents } => {
            let contents = check::step(tx, (**contents).clone())?;
            before.correct_step(*step, check::reason(reason.clone())?, contents)?
        }
        QueueAct::WithdrawStep { step, reason } => before.withdraw_step(*step, check::reason(reason.clone())?)?,
        QueueAct::PutOnHold(wait) => before.put_on_hold(check::wait(tx, wait.clone())?)?,
        QueueAct::TakeOffHold => before.take_off_hold()?,
        QueueAct::Resolve(resolution) => before.resolve(check::resolution(resolution.clone())?)?,
        QueueAct::Close => before.close()?,
        QueueAct::Reopen { reason } => before.reopen(check::reason(reason.clone())?, tx.now(), time)?,
        QueueAct::Link { patient } => {
            tx.get::<Patient>(*patient)?;
            before.link(*patient)?
        }
        QueueAct::Unlink { reason } => before.unlink(check::reason(reason.clone())?)?,
    };
    Ok(event)
}

/// Refuses somebody who cannot have consultations.
fn fit(tx: &Transaction, before: &Consultation, staff: StaffId) -> Result<(), Problem> {
    if tx.views().staff.get(&staff).is_some_and(|staff| can_hold(staff)) {
        return Ok(());
    }
    Err(QueueProblem::CannotHold { number: before.number, staff }.into())
}

fn record(tx: &mut Transaction, id: ConsultationId, event: ConsultationEvent) -> Result<Done, Problem> {
    let after = tx.record::<Consultation>(id, event)?;
    Ok(done(&after, Some(after.number.to_string())))
}
