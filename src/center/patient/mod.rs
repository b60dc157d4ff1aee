//! Patients: what may be read of them and what may change.

mod scope;
#[cfg(test)]
pub(crate) mod tests;
pub mod view;

pub use scope::Scope;
pub use view::Patients;

use super::reader::Reader;
use super::transaction::{Transaction, done};
use super::{care_team, pair};
use crate::api::patient::{PatientAnswer, PatientChange, PatientFilter, PatientHead, PatientRead};
use crate::api::{Done, Problem};
use crate::domain::care_team::{CareTeam, CareTeamEvent, Member, head as care_team_head};
use crate::domain::id::{CareTeamId, PatientId, Version};
use crate::domain::patient::{Doctors, Patient, PatientEvent, PatientProblem, Section, SectionName};
use crate::text::Phone;

/// Answers a read.
pub fn read(reader: &Reader, request: &PatientRead) -> Result<PatientAnswer, Problem> {
    let views = reader.views();
    let scope = Scope::of(&reader.actor);
    if scope == Scope::Nothing {
        return Err(Problem::NotAllowed);
    }
    match request {
        PatientRead::Head { patient } => {
            scope.check(views, *patient)?;
            let record: Patient = reader.get(*patient)?;
            let row = |id: &PatientId| views.patients.row(*id).cloned();
            let mut absorbed = views.patients.group(*patient);
            absorbed.retain(|id| id != patient);
            let team = if scope.is_clinical() { team(reader, *patient)? } else { Vec::new() };
            Ok(PatientAnswer::Head(Box::new(PatientHead {
                absorbed: absorbed.iter().filter_map(row).collect(),
                merged_into: record.merged_into.as_ref().and_then(row),
                pair: pair::row_of_patient(reader, *patient).map(Box::new),
                patient: scope.cut(record),
                team,
            })))
        }
        PatientRead::List { filter, order, window } if scope.holds_all() && *filter == PatientFilter::default() => {
            Ok(PatientAnswer::List(views.patients.everybody(*order, *window)))
        }
        PatientRead::List { filter, order, window } => {
            let page = views.patients.list(filter, *order, *window, |id| scope.holds(views, id));
            Ok(PatientAnswer::List(page))
        }
        PatientRead::Doubles { name, birth, phone, except } => {
            let mut doubles = views.patients.doubles(name, *birth, phone, *except);
            doubles.retain(|double| scope.holds(views, double.row.id));
            Ok(PatientAnswer::Doubles(doubles))
        }
    }
}

/// Those of the care team who have something to do with the person, in the order of the roles.
fn team(reader: &Reader, patient: PatientId) -> Result<Vec<Member>, Problem> {
    let (_, group) = care_team::person(reader, patient)?;
    let teams = care_team::teams(reader, &group)?;
    let members = teams.into_iter().flat_map(|team| team.members);
    let mut open: Vec<Member> = members.filter(|member| member.state.is_open()).collect();
    open.sort_by(|one, other| (&one.role, one.number).cmp(&(&other.role, other.number)));
    Ok(open)
}

/// Makes a change.
pub fn change(tx: &mut Transaction, change: PatientChange) -> Result<Done, Problem> {
    let scope = Scope::of(tx.actor());
    match change {
        PatientChange::Register { mut head } => {
            let wrote_more = SectionName::ALL.into_iter().any(|name| {
                !scope.may_write(name) && head.section(name) != crate::domain::patient::Head::default().section(name)
            });
            if scope == Scope::Nothing || wrote_more {
                return Err(Problem::NotAllowed);
            }
            head.identity.phone = Phone::read(&head.identity.phone).display;
            // Whoever is named as doctor or in the team is kept in the care team, not in the head.
            let members = care_team_head::seeds(&head);
            (head.doctors, head.team) = (Doctors::default(), Vec::new());
            let event = Patient::register(*head, tx.settings(), tx.now())?;
            let id = PatientId(tx.next::<Patient>());
            if !members.is_empty() {
                tx.record::<CareTeam>(CareTeamId::of(id), CareTeamEvent::Begun { members })?;
            }
            record(tx, id, event)
        }
        PatientChange::Change { patient, mut sections } => {
            let before: Patient = tx.get(patient)?;
            scope.check(tx.views(), patient)?;
            if sections.iter().any(|seen| !scope.may_write(seen.section.name())) {
                return Err(Problem::NotAllowed);
            }
            for seen in &mut sections {
                if let Section::Identity(identity) = &mut seen.section {
                    identity.phone = Phone::read(&identity.phone).display;
                }
            }
            let sections = sections.into_iter().map(|seen| (seen.seen, seen.section)).collect();
            let event = before.change(sections, tx.settings(), tx.now())?;
            record(tx, patient, event)
        }
        PatientChange::Die { patient, seen, on } => {
            let now = tx.now();
            one(tx, scope, patient, seen, |before| before.die(on, now))
        }
        PatientChange::WithdrawDeath { patient, seen, reason } => {
            one(tx, scope, patient, seen, |before| before.withdraw_death(&reason))
        }
        PatientChange::MoveAway { patient, seen, on, to } => {
            let now = tx.now();
            one(tx, scope, patient, seen, |before| before.move_away(on, &to, now))
        }
        PatientChange::Return { patient, seen, on } => {
            let now = tx.now();
            one(tx, scope, patient, seen, |before| before.come_back(on, now))
        }
        PatientChange::Merge { patient, seen, into } => {
            scope.check_clinical(tx.views(), patient)?;
            scope.check_clinical(tx.views(), into)?;
            let (one, other): (Patient, Patient) = (tx.get(patient)?, tx.get(into)?);
            tx.seen(&one, seen)?;
            no_circle(tx, patient, &other)?;
            let (merged, absorbed) = one.merge_into(&other)?;
            tx.record::<Patient>(into, absorbed)?;
            record(tx, patient, merged)
        }
        PatientChange::Part { patient } => {
            scope.check_clinical(tx.views(), patient)?;
            let before: Patient = tx.get(patient)?;
            let (from, parted, released) = before.part()?;
            tx.record::<Patient>(from, released)?;
            record(tx, patient, parted)
        }
    }
}

/// A record that stands for others may itself be merged, but never into one that it stands for, however far down.
fn no_circle(tx: &Transaction, patient: PatientId, into: &Patient) -> Result<(), Problem> {
    let mut at = into.merged_into;
    while let Some(id) = at {
        if id == patient {
            return Err(PatientProblem::Circle.into());
        }
        at = tx.get::<Patient>(id)?.merged_into;
    }
    Ok(())
}

fn one(
    tx: &mut Transaction,
    scope: Scope,
    patient: PatientId,
    seen: Version,
    decide: impl FnOnce(&Patient) -> Result<PatientEvent, PatientProblem>,
) -> Result<Done, Problem> {
    if scope == Scope::Nothing {
        return Err(Problem::NotAllowed);
    }
    scope.check(tx.views(), patient)?;
    let before: Patient = tx.get(patient)?;
    tx.seen(&before, seen)?;
    let event = decide(&before)?;
    record(tx, patient, event)
}

fn record(tx: &mut Transaction, id: PatientId, event: PatientEvent) -> Result<Done, Problem> {
    Ok(done(&tx.record::<Patient>(id, event)?, None))
}
