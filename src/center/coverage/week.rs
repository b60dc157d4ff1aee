//! Seven days of one patient, half hour by half hour.

use chrono::{Days, NaiveDate};

use super::rota::{is_resting, rota};
use crate::api::Problem;
use crate::api::coverage::{DayCover, WatchLine, Week};
use crate::center::care_team::person;
use crate::center::care_team::view::is_away;
use crate::center::reader::Reader;
use crate::domain::calendar::holiday;
use crate::domain::coverage::{Period, midnight};
use crate::domain::id::PatientId;

/// How many days are shown.
const DAYS: u64 = 7;

/// The week of a patient that begins on this day.
pub fn week(reader: &Reader, patient: PatientId, from: NaiveDate) -> Result<Week, Problem> {
    let (row, group) = person(reader, patient)?;
    let views = reader.views();
    let teams = views.care_teams.of(&group);
    let end = from.checked_add_days(Days::new(DAYS)).and_then(midnight);
    let period = midnight(from).zip(end).and_then(|(from, to)| Period::new(from, to)).ok_or(Problem::Internal)?;
    let absences = views.care_teams.absences_in(period);
    let rota = rota(&teams, &absences);
    let on_duty = || teams.iter().flat_map(|team| team.members.iter()).filter(|member| member.on_duty().is_some());
    let mut watches: Vec<WatchLine> = on_duty()
        .filter_map(|member| {
            let who = member.who.as_ref()?;
            Some(WatchLine { duty: member.on_duty()?, who: (**who).clone(), cover: member.cover.clone() })
        })
        .collect();
    watches.sort_by_key(|watch| watch.duty);
    let concerns = |absence: &crate::domain::absence::Absence| {
        on_duty()
            .any(|member| member.who.as_ref().is_some_and(|who| is_away(absence, &member.role, &who.place, &who.name)))
    };
    let stand_ins = teams.iter().flat_map(|team| team.stand_ins.iter().map(|one| (team.id, one)));
    Ok(Week {
        patient: row.clone(),
        days: from
            .iter_days()
            .take(7)
            .map(|on| DayCover { on, holiday: holiday(on).is_some(), standings: rota.on(on).standings().to_vec() })
            .collect(),
        gaps: rota.gaps(period),
        watches,
        absences: absences.iter().filter(|absence| concerns(absence)).map(|absence| (*absence).clone()).collect(),
        stand_ins: stand_ins
            .filter(|(_, one)| one.periods.iter().any(|hours| hours.meets(period)))
            .map(|(team, one)| (team, one.clone()))
            .collect(),
        resting: is_resting(&teams),
    })
}
