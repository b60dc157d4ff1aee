//! All patients of some areas in one night: who is uncovered, and for how long.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::rota::{is_checked, rota, to_blame, unknown};
use crate::api::coverage::{CoverageAnswer, NightCounts, NightFilter, NightRow};
use crate::api::patient::PatientRow;
use crate::api::{Page, Problem, Window};
use crate::center::care_team::view::Teams;
use crate::center::patient::Scope;
use crate::center::reader::Reader;
use crate::center::views::Views;
use crate::domain::absence::Absence;
use crate::domain::coverage::{DayOfPlan, HalfHours, Period, Rota, days_of_plan, night_of};
use crate::domain::patient::{Standing, Whereabouts};

/// A night as the two days that it lies in.
pub struct Night {
    /// From evening to morning.
    pub period: Period,
    days: [(NaiveDate, DayOfPlan, DayOfPlan, HalfHours); 2],
}

impl Night {
    /// The night that begins on this evening; none at the end of the calendar.
    pub fn of(evening: NaiveDate) -> Option<Self> {
        let period = night_of(evening)?;
        let day = |date| {
            let (day, before) = days_of_plan(date);
            (date, day, before, period.on(date))
        };
        Some(Self { period, days: [day(evening), day(evening.succ_opt()?)] })
    }

    /// How many half hours of the night nobody covers, and for how many of these somebody was asked to stand in.
    pub fn uncovered(&self, rota: &Rota) -> (u32, u32) {
        self.days.iter().fold((0, 0), |(uncovered, asked), (date, day, before, hours)| {
            let on = rota.on_day(*date, *day, *before);
            (uncovered + on.uncovered().and(*hours).count(), asked + on.asked().and(*hours).count())
        })
    }
}

/// Somebody in the night.
struct Line<'a> {
    row: &'a PatientRow,
    teams: Teams<'a>,
    half_hours: u32,
    asked: u32,
}

/// Everybody whose night is checked: at home, living here, with a team that does not rest.
fn everybody<'a>(
    views: &'a Views,
    scope: Scope,
    night: &'a Night,
    filter: &'a NightFilter,
    absences: &'a [&'a Absence],
) -> impl Iterator<Item = Line<'a>> {
    views.care_teams.persons(&views.patients).filter_map(move |(root, teams)| {
        let row = views.patients.row(root)?;
        let concerned = matches!(row.standing, Standing::Living)
            && views.care_teams.whereabouts(root) == Whereabouts::Home
            && (filter.areas.is_empty() || row.area.as_ref().is_some_and(|area| filter.areas.contains(area)))
            && is_checked(&teams)
            && scope.holds(views, root);
        let (half_hours, asked) = concerned.then(|| night.uncovered(&rota(&teams, absences)))?;
        Some(Line { row, teams, half_hours, asked })
    })
}

/// The list of a night, those with most uncovered hours first, by area and kana among equals.
pub fn night(
    reader: &Reader,
    scope: Scope,
    evening: NaiveDate,
    filter: &NightFilter,
    window: Window,
) -> Result<CoverageAnswer, Problem> {
    let night = Night::of(evening).ok_or(Problem::Internal)?;
    let views = reader.views();
    let absences = views.care_teams.absences_in(night.period);
    let mut counts = NightCounts::default();
    let mut found: Vec<Line> = Vec::new();
    for line in everybody(views, scope, &night, filter, &absences) {
        let (open, all_asked) = (line.half_hours > 0, line.asked == line.half_hours);
        counts.patients += 1;
        counts.uncovered += u32::from(open);
        counts.asked += u32::from(open && all_asked);
        counts.unknown += u32::from(open && !unknown(&line.teams).is_empty());
        if (open || filter.covered) && !(filter.unasked && all_asked) {
            found.push(line);
        }
    }
    found.sort_by_cached_key(|line| {
        let row = line.row;
        (Reverse(line.half_hours), row.area.clone(), row.name.kana.is_empty(), row.name.kana.clone(), row.id)
    });
    let row = |line: &Line| {
        let gaps = rota(&line.teams, &absences).gaps(night.period);
        let physician = line.teams.iter().find_map(|team| team.physician()).and_then(|member| member.who.as_ref());
        NightRow {
            patient: line.row.clone(),
            half_hours: line.half_hours,
            asked: line.half_hours > 0 && line.asked == line.half_hours,
            unknown: unknown(&line.teams),
            physician: physician.map(|who| who.line()).unwrap_or_default(),
            absence: to_blame(&line.teams, &absences, &gaps).map(|absence| absence.id),
            gaps,
        }
    };
    Ok(CoverageAnswer::Night { page: Page::of(&found, window, row), counts })
}
