//! The census: every area as a ward of one hospital, counted now.
//!
//! What it promises: everybody is counted once, whatever records they have; nobody is counted whom the caller may not read;
//! the count is made in parts, and between two parts whoever waits for the views goes first.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::Center;
use super::coverage::{Night, is_checked, rota};
use super::patient::Scope;
use super::reader::Reader;
use crate::api::Problem;
use crate::api::census::{CensusAnswer, CensusCounts, CensusRead, CensusRow};
use crate::domain::area::AreaCode;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::patient::{Standing, Whereabouts};
use crate::domain::referral::Stage;

/// So many people are counted with one look at the views.
const PART: usize = 500;

/// The count while it is made, by area.
type Wards = BTreeMap<Option<AreaCode>, CensusCounts>;

impl Center {
    /// Answers a read.
    pub(super) fn census(&self, staff: StaffId, request: CensusRead) -> Result<CensusAnswer, Problem> {
        let CensusRead::Now = request;
        let mut wards = Wards::new();
        let everybody: Vec<PatientId> = self.reader(staff)?.views().patients.ids().collect();
        for part in everybody.chunks(PART) {
            people(&self.reader(staff)?, part, &mut wards)?;
        }
        let reader = self.reader(staff)?;
        referrals(&reader, &mut wards)?;
        Ok(board(&reader, wards))
    }
}

/// The areas in the order of the city's list, and all together.
fn board(reader: &Reader, mut wards: Wards) -> CensusAnswer {
    let mut total = CensusCounts::default();
    for counts in wards.values() {
        total.add(counts);
    }
    let areas = reader.settings().city.areas.iter().map(|area| Some(area.code.clone()));
    let mut rows: Vec<CensusRow> =
        areas.map(|area| CensusRow { counts: wards.remove(&area).unwrap_or_default(), area }).collect();
    // What is left are areas that the city no longer has, and nobody's area.
    rows.extend(wards.into_iter().rev().map(|(area, counts)| CensusRow { area, counts }));
    CensusAnswer::Now { rows, total, at: reader.now }
}

fn scope(reader: &Reader) -> Result<Scope, Problem> {
    let scope = Scope::of(&reader.actor);
    if scope.is_clinical() { Ok(scope) } else { Err(Problem::NotAllowed) }
}

/// Those at home, and how they are looked after.
fn people(reader: &Reader, part: &[PatientId], wards: &mut Wards) -> Result<(), Problem> {
    let scope = scope(reader)?;
    let views = reader.views();
    let night = Night::of(reader.now.date_naive()).ok_or(Problem::Internal)?;
    let absences = views.care_teams.absences_in(night.period);
    for id in part {
        let Some(row) = views.patients.row(*id).filter(|row| row.merged_into.is_none()) else { continue };
        let at_home = views.care_teams.whereabouts(*id) == Whereabouts::Home;
        if !matches!(row.standing, Standing::Living) || !at_home || !scope.holds(views, *id) {
            continue;
        }
        let teams = views.care_teams.of(&views.patients.group(*id));
        // Nearly everybody's ward is there already: no name is copied to find it.
        let ward = match wards.get_mut(&row.area) {
            Some(ward) => ward,
            None => wards.entry(row.area.clone()).or_default(),
        };
        ward.at_home += 1;
        ward.no_physician += u32::from(!teams.iter().any(|team| team.physician().is_some()));
        let open = is_checked(&teams) && night.uncovered(&rota(&teams, &absences)).0 > 0;
        ward.uncovered += u32::from(open);
    }
    Ok(())
}

/// Referrals that wait to be begun, and visits whose day has come.
fn referrals(reader: &Reader, wards: &mut Wards) -> Result<(), Problem> {
    let scope = scope(reader)?;
    let views = reader.views();
    let today = reader.now.date_naive();
    for referral in views.referrals.all().filter(|it| it.state.is_open()) {
        let root = views.patients.root(referral.patient);
        if views.patients.reminders_end(root) || !scope.holds(views, root) {
            continue;
        }
        let waits = matches!(referral.stage, Stage::Requested | Stage::Accepted | Stage::Assigned);
        let visited = matches!(referral.stage, Stage::Assigned | Stage::Assessing | Stage::FollowingUp);
        let due = visited && referral.due.is_some_and(|due| due <= today);
        if !waits && !due {
            continue;
        }
        let area = views.patients.row(root).and_then(|row| row.area.clone());
        let ward = wards.entry(area).or_default();
        ward.referrals_waiting += u32::from(waits);
        ward.visits_due += u32::from(due);
    }
    Ok(())
}
