//! The 24/365 gap check at the centre: nights and weeks, absences with whom they leave uncovered, those who stand in.

mod absence;
mod night;
mod rota;
#[cfg(test)]
mod tests;
mod week;

pub use night::Night;
pub use rota::{is_checked, is_resting, rota, to_blame, unknown};

use super::care_team::{begin, filled_in, load, works_on_teams};
use super::patient::Scope;
use super::reader::Reader;
use super::transaction::{Transaction, done};
use crate::api::coverage::{CoverageAnswer, CoverageChange, CoverageRead, StandInAsk};
use crate::api::{Done, Problem};
use crate::domain::absence::{Absence, AbsenceEvent, AbsenceProblem, Away};
use crate::domain::care_team::{CareTeam, CareTeamProblem, Contact};
use crate::domain::id::{AbsenceId, CareTeamId};
use crate::domain::resource::{FactKey, Field, Site};

/// Answers a read.
pub fn read(reader: &Reader, request: &CoverageRead) -> Result<CoverageAnswer, Problem> {
    let scope = Scope::of(&reader.actor);
    if !scope.is_clinical() {
        return Err(Problem::NotAllowed);
    }
    match request {
        CoverageRead::Night { evening, filter, window } => night::night(reader, scope, *evening, filter, *window),
        CoverageRead::Week { patient, from } => {
            scope.check(reader.views(), *patient)?;
            week::week(reader, *patient, *from).map(|week| CoverageAnswer::Week(Box::new(week)))
        }
        CoverageRead::Absences { filter, window } => {
            Ok(CoverageAnswer::Absences(absence::list(reader, scope, filter, *window)))
        }
        CoverageRead::Absence { absence } => absence::detail(reader, scope, *absence),
    }
}

/// Makes a change.
pub fn change(tx: &mut Transaction, change: CoverageChange) -> Result<Done, Problem> {
    works_on_teams(tx.actor())?;
    match change {
        CoverageChange::Enter(away) => {
            let away = named(tx, away)?;
            let event = Absence::enter(away, tx.now())?;
            let id = AbsenceId(tx.next::<Absence>());
            tx.record::<Absence>(id, event).map(|absence| done(&absence, None))
        }
        CoverageChange::Amend { absence, seen, away } => {
            let before: Absence = tx.get(absence)?;
            tx.seen(&before, seen)?;
            let away = named(tx, away)?;
            let event = before.amend(away, tx.now())?;
            tx.record::<Absence>(absence, event).map(|absence| done(&absence, None))
        }
        CoverageChange::Cancel { absence, seen, reason } => {
            let before: Absence = tx.get(absence)?;
            tx.seen(&before, seen)?;
            let event = before.cancel(&reason)?;
            call_off(tx, &before, event, &reason)
        }
        CoverageChange::StandIn { absence, asks, contact } => stand_in(tx, absence, asks, &contact),
    }
}

/// The name of a place of the resources, where it was left empty.
fn named(tx: &Transaction, mut away: Away) -> Result<Away, Problem> {
    if let Some(site) = away.place.site {
        let site: Site = tx.get(site)?;
        if away.place.name.trim().is_empty() {
            away.place.name = site.facts().get(&FactKey::site(Field::Name)).cloned().unwrap_or_default();
        }
    }
    Ok(away)
}

/// The absence is called off, and with it every asking to stand in for it.
fn call_off(tx: &mut Transaction, absence: &Absence, event: AbsenceEvent, reason: &str) -> Result<Done, Problem> {
    let teams: Vec<CareTeamId> = tx.views().care_teams.stood_in_for(absence.id).map(|team| team.id).collect();
    for id in teams {
        let team = load(tx, id)?;
        let open = team.stand_ins.iter().filter(|one| one.absence == absence.id && one.state.is_open());
        let events = open.map(|one| team.withdraw_stand_in(one.number, reason.to_owned()));
        for event in events.collect::<Result<Vec<_>, _>>()? {
            tx.record::<CareTeam>(id, event)?;
        }
    }
    tx.record::<Absence>(absence.id, event).map(|absence| done(&absence, None))
}

/// Somebody is asked to stand in for each of these patients.
fn stand_in(
    tx: &mut Transaction,
    absence: AbsenceId,
    asks: Vec<StandInAsk>,
    contact: &Contact,
) -> Result<Done, Problem> {
    let of: Absence = tx.get(absence)?;
    of.open()?;
    let scope = Scope::of(tx.actor());
    let mut last = None;
    for StandInAsk { team: id, seen, role, who, periods } in asks {
        scope.check_clinical(tx.views(), id.patient())?;
        tx.seen(&load(tx, id)?, seen)?;
        if tx.views().patients.reminders_end(id.patient()) {
            return Err(CareTeamProblem::PatientGone.into());
        }
        let period = of.away.period;
        if periods.iter().any(|hours| hours.from() < period.from() || hours.to() > period.to()) {
            return Err(CareTeamProblem::NoHours.into());
        }
        let who = filled_in(tx, who)?;
        let team = begin(tx, id)?;
        let event = team.ask_stand_in(absence, role, who, periods, contact.clone(), tx.now())?;
        last = Some(tx.record::<CareTeam>(id, event)?);
    }
    last.map(|team| done(&team, None)).ok_or_else(|| AbsenceProblem::NobodyNamed.into())
}
