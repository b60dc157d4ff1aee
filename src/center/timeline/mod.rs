//! Timelines: what may be read of them and what is written on them.

mod acp;
mod index;
mod read;
mod steps;
#[cfg(test)]
mod tests;

pub use index::{Timelines, warm};
pub use read::{lines, read};

use super::patient::Scope;
use super::transaction::{Transaction, done};
use crate::api::timeline::TimelineChange;
use crate::api::{Done, Problem};
use crate::domain::id::{EntryId, PatientId};
use crate::domain::patient::Patient;
use crate::domain::timeline::{Content, Entry, EntryEvent, EntryProblem, EntryRef, Statement, Writer};

/// Makes a change.
pub fn change(tx: &mut Transaction, change: TimelineChange) -> Result<Done, Problem> {
    let scope = Scope::of(tx.actor());
    let writer = Writer { staff: tx.actor().id, profession: tx.actor().profession.clone() };
    match change {
        TimelineChange::Write { patient, statement, confirmed } => {
            scope.check_clinical(tx.views(), patient)?;
            if matches!(statement.content, Content::Question { .. }) {
                return Err(EntryProblem::PutAsQuestion.into());
            }
            let on: Patient = tx.get(patient)?;
            let question = question(tx, patient, &statement)?;
            let event = Entry::write(&on, *statement, confirmed, question.as_ref(), &writer, tx.settings(), tx.now())?;
            let entry = EntryRef { patient, entry: EntryId(tx.next::<Entry>()) };
            record(tx, entry, event)
        }
        TimelineChange::Amend { entry, seen, statement } => {
            scope.check_clinical(tx.views(), entry.patient)?;
            let before: Entry = tx.get(entry)?;
            tx.seen(&before, seen)?;
            let on: Patient = tx.get(entry.patient)?;
            let question = question(tx, entry.patient, &statement)?;
            let event = before.amend(&on, *statement, question.as_ref(), writer.staff, tx.settings(), tx.now())?;
            record(tx, entry, event)
        }
        TimelineChange::Confirm { entry, seen } => {
            scope.check_clinical(tx.views(), entry.patient)?;
            let before: Entry = tx.get(entry)?;
            tx.seen(&before, seen)?;
            let event = before.confirm()?;
            record(tx, entry, event)
        }
        TimelineChange::Correct { entry, reason, statement, confirmed } => {
            scope.check_clinical(tx.views(), entry.patient)?;
            let before: Entry = tx.get(entry)?;
            let on: Patient = tx.get(entry.patient)?;
            let question = question(tx, entry.patient, &statement)?;
            let new = EntryId(tx.next::<Entry>());
            let (written, corrected) = before.correct(
                &on,
                *statement,
                &reason,
                confirmed,
                question.as_ref(),
                &writer,
                tx.settings(),
                tx.now(),
                new,
            )?;
            tx.record::<Entry>(entry, corrected)?;
            record(tx, EntryRef { patient: entry.patient, entry: new }, written)
        }
        TimelineChange::Move { entry, to, reason } => {
            scope.check_clinical(tx.views(), entry.patient)?;
            scope.check_clinical(tx.views(), to)?;
            let before: Entry = tx.get(entry)?;
            let right: Patient = tx.get(to)?;
            let new = EntryId(tx.next::<Entry>());
            let (written, moved) = before.move_to(&right, &reason, new)?;
            tx.record::<Entry>(entry, moved)?;
            record(tx, EntryRef { patient: to, entry: new }, written)
        }
    }
}

/// The question that a reply answers, wherever among the records of the same person it stands.
fn question(tx: &Transaction, patient: PatientId, statement: &Statement) -> Result<Option<Entry>, Problem> {
    let Content::Reply { to, .. } = statement.content else { return Ok(None) };
    let patients = &tx.views().patients;
    let mut group = patients.group(patients.root(patient));
    if !group.contains(&patient) {
        group.push(patient);
    }
    read::find_entry(|id| tx.find::<Entry>(id), &group, to)
}

fn record(tx: &mut Transaction, id: EntryRef, event: EntryEvent) -> Result<Done, Problem> {
    Ok(done(&tx.record::<Entry>(id, event)?, None))
}
