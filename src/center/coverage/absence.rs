//! Absences, and whom they leave uncovered.

use std::cmp::Reverse;

use super::rota::{is_resting, rota};
use crate::api::coverage::{AbsenceFilter, AbsenceRow, AffectedRow, CoverageAnswer, Offer};
use crate::api::{Page, Problem, Window};
use crate::center::care_team::view::{MemberSummary, TeamSummary, Teams, is_away};
use crate::center::patient::Scope;
use crate::center::reader::Reader;
use crate::domain::absence::Absence;
use crate::domain::care_team::{CareRole, Carer};
use crate::domain::coverage::Period;
use crate::domain::event::Kind;
use crate::domain::id::AbsenceId;
use crate::domain::patient::{Standing, Whereabouts};

/// Absences that are or come first by when they begin; those that are over or were called off last, the newest first.
pub fn list(reader: &Reader, scope: Scope, filter: &AbsenceFilter, window: Window) -> Page<AbsenceRow> {
    let now = reader.now;
    let is_past = |absence: &Absence| !absence.stands() || absence.away.period.to() <= now;
    let mut found: Vec<&Absence> = reader
        .views()
        .care_teams
        .absences()
        .filter(|absence| filter.past || !is_past(absence))
        .filter(|absence| filter.site.is_none_or(|site| absence.away.place.site == Some(site)))
        .collect();
    found.sort_by_key(|absence| {
        let at = absence.away.period.from();
        (is_past(absence), if is_past(absence) { -at.timestamp() } else { at.timestamp() }, absence.id)
    });
    Page::of(&found, window, |absence| row(absence, &affected(reader, scope, absence)))
}

fn row(absence: &Absence, affected: &[AffectedRow]) -> AbsenceRow {
    let count = |fits: &dyn Fn(&AffectedRow) -> bool| {
        u32::try_from(affected.iter().filter(|row| fits(row)).count()).unwrap_or(u32::MAX)
    };
    AbsenceRow {
        absence: absence.clone(),
        patients: count(&|_| true),
        uncovered: count(&|row| !row.gaps.is_empty()),
        asked: count(&|row| !row.gaps.is_empty() && row.unasked.is_empty()),
    }
}

/// One absence with everybody whom it concerns.
pub fn detail(reader: &Reader, scope: Scope, id: AbsenceId) -> Result<CoverageAnswer, Problem> {
    let absence = reader.views().care_teams.absence(id);
    let absence = absence.ok_or_else(|| Problem::NotFound { kind: Kind::Absence, id: id.to_string() })?;
    let affected = affected(reader, scope, absence);
    Ok(CoverageAnswer::Absence { row: Box::new(row(absence, &affected)), affected })
}

/// Those in whose team somebody is away, with what is left uncovered and still to come; most hours first.
fn affected(reader: &Reader, scope: Scope, absence: &Absence) -> Vec<AffectedRow> {
    let views = reader.views();
    let period = absence.away.period;
    // What has passed is not to be helped any more.
    let ahead = Period::new(period.from().max(reader.now), period.to()).filter(|_| absence.stands());
    let others = views.care_teams.absences_in(period);
    let mut rows: Vec<AffectedRow> = views
        .care_teams
        .persons(&views.patients)
        .filter_map(|(root, teams)| {
            let (team, member) = away(&teams, absence)?;
            let row = views.patients.row(root)?;
            let concerned = matches!(row.standing, Standing::Living)
                && views.care_teams.whereabouts(root) == Whereabouts::Home
                && !is_resting(&teams)
                && scope.holds(views, root);
            let rota = concerned.then(|| rota(&teams, &others))?;
            let stand_ins = teams.iter().flat_map(|team| team.stand_ins.iter()).filter(|one| one.absence == absence.id);
            Some(AffectedRow {
                patient: row.clone(),
                team: team.id,
                version: team.version,
                role: member.role.clone(),
                gaps: ahead.map(|ahead| rota.gaps(ahead)).unwrap_or_default(),
                unasked: ahead.map(|ahead| rota.unasked(ahead)).unwrap_or_default(),
                stand_ins: stand_ins.cloned().collect(),
                offer: offer(&teams, &others),
            })
        })
        .collect();
    let hours = |row: &AffectedRow| row.unasked.iter().chain(&row.gaps).map(|gap| gap.half_hours()).sum::<u32>();
    rows.sort_by_cached_key(|row| (Reverse(hours(row)), row.patient.name.kana.clone(), row.patient.id));
    rows
}

/// The member who is away by this absence, and the team.
fn away<'a>(teams: &Teams<'a>, absence: &Absence) -> Option<(&'a TeamSummary, &'a MemberSummary)> {
    teams.iter().find_map(|team| {
        let member = team.members.iter().find(|member| {
            let who = member.who.as_ref().filter(|_| member.on_duty().is_some());
            who.is_some_and(|who| is_away(absence, &member.role, &who.place, &who.name))
        })?;
        Some((*team, member))
    })
}

/// The secondary, or the primary where the secondary is away; nobody who is away too.
fn offer(teams: &Teams, absences: &[&Absence]) -> Option<Offer> {
    let in_role = |role: CareRole| -> Option<Offer> {
        let mut members = teams.iter().flat_map(|team| team.members.iter());
        let member = members.find(|member| member.role == role && member.on_duty().is_some())?;
        let who: &Carer = member.who.as_deref()?;
        let there = !absences.iter().any(|absence| is_away(absence, &member.role, &who.place, &who.name));
        there.then(|| Offer { role, who: who.clone() })
    };
    in_role(CareRole::SecondaryPhysician).or_else(|| in_role(CareRole::PrimaryPhysician))
}
