//! Questions to physicians at the centre: what may be read of them, each step, and the call when nobody answers.

mod call;
mod check;
mod read;
#[cfg(test)]
mod tests;
pub mod view;

pub use call::run_out;
pub use read::read;
pub use view::Questions;

use super::referral::Reach;
use super::transaction::{Transaction, done};
use super::views::Views;
use crate::api::question::{QuestionAct, QuestionChange};
use crate::api::{Done, Problem};
use crate::domain::calendar::WorkingTime;
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, QuestionId, Version};
use crate::domain::question::{Inquiry, Question, QuestionProblem};
use crate::domain::staff::{Role, Staff};

/// Whether a question about this patient, or about none, is for the caller. A team sees only those of its patients.
pub fn holds(views: &Views, reach: Reach, patient: Option<PatientId>) -> bool {
    match (reach, patient) {
        (Reach::All, _) => true,
        (reach, Some(patient)) => reach.holds_patient(views, patient),
        (Reach::Team(_) | Reach::None, None) => false,
    }
}

/// Whether this person puts questions for the professions and reminds physicians.
fn may_ask(staff: &Staff) -> bool {
    [Role::Coordinator, Role::Manager, Role::Team].into_iter().any(|role| staff.holds(role))
}

/// Whether this person answers, or takes answers down.
fn may_answer(staff: &Staff) -> bool {
    [Role::Coordinator, Role::Manager, Role::Physician].into_iter().any(|role| staff.holds(role))
}

/// Makes a change.
pub fn change(tx: &mut Transaction, change: QuestionChange) -> Result<Done, Problem> {
    let reach = Reach::of(tx.actor()).check()?;
    match change {
        QuestionChange::Ask(inquiry) => {
            if !may_ask(tx.actor()) {
                return Err(Problem::NotAllowed);
            }
            ask(tx, reach, *inquiry)
        }
        QuestionChange::Step { question, seen, step } => {
            let before: Question = tx.get(question)?;
            if !holds(tx.views(), reach, before.inquiry.patient) {
                return Err(Problem::NotFound { kind: Kind::Question, id: question.to_string() });
            }
            take(tx, &before, seen, step)
        }
    }
}

fn ask(tx: &mut Transaction, reach: Reach, inquiry: Inquiry) -> Result<Done, Problem> {
    if let Some(patient) = inquiry.patient {
        if !holds(tx.views(), reach, Some(patient)) {
            return Err(Problem::NotFound { kind: Kind::Patient, id: patient.to_string() });
        }
        tx.get::<crate::domain::patient::Patient>(patient)?;
        if tx.views().patients.reminders_end(patient) {
            return Err(QuestionProblem::PatientGone.into());
        }
    } else if reach != Reach::All {
        // A team works on its patients only.
        return Err(Problem::NotAllowed);
    }
    let inquiry = check::inquiry(tx, inquiry)?;
    let settings = tx.settings();
    let event = Question::ask(inquiry, WorkingTime::new(&settings.hours), settings.question_term, tx.now())?;
    let id = QuestionId(tx.next::<Question>());
    Ok(done(&tx.record::<Question>(id, event)?, None))
}

fn take(tx: &mut Transaction, before: &Question, seen: Version, step: QuestionAct) -> Result<Done, Problem> {
    let allowed = match step {
        QuestionAct::Answer(_) | QuestionAct::CorrectAnswer { .. } => may_answer(tx.actor()),
        QuestionAct::Amend(_) | QuestionAct::Remind(_) | QuestionAct::Withdraw { .. } => may_ask(tx.actor()),
    };
    if !allowed {
        return Err(Problem::NotAllowed);
    }
    let now = tx.now();
    let event = match step {
        QuestionAct::Amend(inquiry) => {
            tx.seen(before, seen)?;
            before.amend(check::inquiry(tx, *inquiry)?)?
        }
        // Both only append: whoever comes second to an answer is told by the rule that there is one.
        QuestionAct::Remind(reminder) => before.remind(check::reminder(reminder)?, now)?,
        QuestionAct::Answer(answer) => {
            let event = before.answer(check::answer(answer)?, now)?;
            let after = tx.record::<Question>(before.id, event)?;
            call::settle(tx, &after)?;
            return Ok(done(&after, None));
        }
        QuestionAct::CorrectAnswer { reason, answer } => {
            tx.seen(before, seen)?;
            before.correct_answer(check::reason(reason)?, check::answer(answer)?, now)?
        }
        QuestionAct::Withdraw { reason } => {
            tx.seen(before, seen)?;
            let event = before.withdraw(check::reason(reason)?)?;
            let after = tx.record::<Question>(before.id, event)?;
            call::settle(tx, &after)?;
            return Ok(done(&after, None));
        }
    };
    Ok(done(&tx.record::<Question>(before.id, event)?, None))
}
