//! The high-risk approach at the centre: questionnaires that are typed in or come as lists, and fracture prevention.

mod check;
mod import;
mod read;
#[cfg(test)]
mod tests;
pub mod view;

pub use read::{holds, read};
pub use view::Prevention;

use super::patient::Scope;
use super::queue;
use super::transaction::{Transaction, done};
use crate::api::prevention::{FractureAct, PreventionChange, ScreeningAct};
use crate::api::{Done, Problem};
use crate::domain::consultation::{AgeBand, AskedBy, Asker, CareField, Channel, Intake, Urgency};
use crate::domain::event::Kind;
use crate::domain::fracture::{Fracture, FractureCase, FractureEvent};
use crate::domain::id::{FractureCaseId, ScreeningId};
use crate::domain::screening::{Screening, ScreeningEvent, Sheet};
use crate::domain::staff::{Role, Staff};
use crate::words::prevention as words;

/// Whether this person works on questionnaires; a team works on the fractures of its patients as well.
fn works_on_cases(staff: &Staff) -> bool {
    staff.holds(Role::Coordinator) || staff.holds(Role::Manager)
}

/// Makes a change.
pub fn change(tx: &mut Transaction, change: PreventionChange) -> Result<Done, Problem> {
    let scope = Scope::of(tx.actor());
    match change {
        PreventionChange::FractureStep { fracture, seen, step } => {
            let case: FractureCase = tx.get(fracture)?;
            if !holds(tx.views(), scope, case.patient()) {
                return Err(Problem::NotFound { kind: Kind::FractureCase, id: fracture.to_string() });
            }
            if !works_on_cases(tx.actor()) && !matches!(scope, Scope::Team(_)) {
                return Err(Problem::NotAllowed);
            }
            tx.seen(&case, seen)?;
            let event = fracture_event(tx, &case, step)?;
            Ok(done(&tx.record::<FractureCase>(fracture, event)?, None))
        }
        _ if !works_on_cases(tx.actor()) => Err(Problem::NotAllowed),
        PreventionChange::Record(mut sheet) => {
            check::sheet(tx, &mut sheet)?;
            let screening = record_sheet(tx, *sheet)?;
            let screening =
                if screening.risk().is_by_rule() { enter_queue(tx, &screening, String::new())? } else { screening };
            Ok(done(&screening, consultation_number(tx, &screening)?))
        }
        PreventionChange::Step { screening, seen, step } => {
            let before: Screening = tx.get(screening)?;
            tx.seen(&before, seen)?;
            let after = take(tx, &before, step)?;
            Ok(done(&after, consultation_number(tx, &after)?))
        }
        PreventionChange::Begin(mut fracture) => {
            check::fracture(tx, &mut fracture)?;
            Ok(done(&begin_fracture(tx, *fracture)?, None))
        }
        PreventionChange::Import { list, enter_queue } => import::import(tx, list, enter_queue),
    }
}

fn take(tx: &mut Transaction, on: &Screening, step: ScreeningAct) -> Result<Screening, Problem> {
    let event = match step {
        ScreeningAct::Amend(mut sheet) => {
            // Who it is stays; naming the patient is a step of its own.
            sheet.person.patient = on.patient();
            check::sheet(tx, &mut sheet)?;
            on.amend(*sheet)?
        }
        ScreeningAct::Link { patient } => {
            check::patient(tx, patient)?;
            on.link(patient)?
        }
        ScreeningAct::EnterQueue { mut reason } => {
            check::text("reason", &mut reason, false)?;
            return enter_queue(tx, on, reason);
        }
        ScreeningAct::SetAside { mut reason } => {
            check::text("reason", &mut reason, true)?;
            on.set_aside(reason)?
        }
        ScreeningAct::TakeUp => on.take_up()?,
        ScreeningAct::FollowUp(mut look) => {
            check::text("text", &mut look.text, true)?;
            check::ahead(tx, "next", look.next)?;
            on.follow_up(look, tx.now())?
        }
        ScreeningAct::End { outcome, mut text } => {
            check::text("text", &mut text, false)?;
            on.end(outcome, text)?
        }
    };
    tx.record::<Screening>(on.id, event)
}

fn fracture_event(tx: &Transaction, on: &FractureCase, step: FractureAct) -> Result<FractureEvent, Problem> {
    let now = tx.now();
    Ok(match step {
        FractureAct::Amend(mut fracture) => {
            fracture.person.patient = on.patient();
            check::fracture(tx, &mut fracture)?;
            on.amend(*fracture)?
        }
        FractureAct::Link { patient } => {
            check::patient(tx, patient)?;
            on.link(patient)?
        }
        FractureAct::Coordinate(mut it) => {
            check::party(tx, "with", &mut it.with, true)?;
            check::text("text", &mut it.text, true)?;
            on.coordinate(it, now)?
        }
        FractureAct::CheckMedication(mut it) => {
            check::text("text", &mut it.text, false)?;
            on.check_medication(it, now)?
        }
        FractureAct::AssessFallRisk(mut it) => {
            check::member(tx, it.member)?;
            check::text("findings", &mut it.findings, true)?;
            on.assess_fall_risk(it, now)?
        }
        FractureAct::Support(mut it) => {
            check::profession(tx, &it.profession)?;
            check::party(tx, "by", &mut it.by, true)?;
            check::text("text", &mut it.text, true)?;
            on.support(it, now)?
        }
        FractureAct::FollowUp(mut it) => {
            check::text("text", &mut it.text, true)?;
            check::ahead(tx, "next", it.next)?;
            on.follow_up(it, now)?
        }
        FractureAct::End { outcome, mut text } => {
            check::text("text", &mut text, false)?;
            on.end(outcome, text)?
        }
    })
}

fn record_sheet(tx: &mut Transaction, sheet: Sheet) -> Result<Screening, Problem> {
    let id = ScreeningId(tx.next::<Screening>());
    tx.record::<Screening>(id, ScreeningEvent::Recorded(Box::new(sheet)))
}

fn begin_fracture(tx: &mut Transaction, fracture: Fracture) -> Result<FractureCase, Problem> {
    let id = FractureCaseId(tx.next::<FractureCase>());
    tx.record::<FractureCase>(id, FractureEvent::Recorded(Box::new(fracture)))
}

/// The person goes into the queue before anyone calls: consultation and questionnaire change together or not at all.
fn enter_queue(tx: &mut Transaction, on: &Screening, reason: String) -> Result<Screening, Problem> {
    on.may_enter_queue(&reason)?;
    if let Some(patient) = on.patient() {
        check::patient(tx, patient)?;
    }
    let consultation = queue::receive(tx, intake(tx, on, &reason), on.patient())?.id;
    tx.record::<Screening>(on.id, on.enter_queue(consultation, reason)?)
}

/// What the queue is told of somebody who did not call.
fn intake(tx: &Transaction, on: &Screening, reason: &str) -> Intake {
    let sheet = &on.sheet;
    let unknown = on.patient().is_none();
    Intake {
        received_at: tx.now(),
        channel: Channel::List,
        asked_by: AskedBy {
            who: if sheet.list.is_empty() { Asker::Person } else { Asker::CityOffice },
            site: None,
            organisation: sheet.list.clone(),
            name: String::new(),
            phone: String::new(),
        },
        person: unknown.then(|| sheet.person.listed.clone()),
        area: sheet.person.area.clone().filter(|_| unknown),
        age_band: AgeBand::Unknown,
        field: CareField::OldAge,
        topics: Vec::new(),
        tags: Vec::new(),
        scene: None,
        urgency: Urgency::Normal,
        text: words::intake_text(on, reason),
        wish: String::new(),
        programme_item: None,
        funding_line: None,
    }
}

/// The number of the consultation that the person went into the queue with, so that staff can say it.
fn consultation_number(tx: &Transaction, screening: &Screening) -> Result<Option<String>, Problem> {
    let Some(id) = screening.consultation else { return Ok(None) };
    Ok(Some(tx.get::<crate::domain::consultation::Consultation>(id)?.number.to_string()))
}
