//! The rows: a patient in a night, an absence, a patient whom an absence concerns.

use crate::api::coverage::{AbsenceRow, AffectedRow, NightRow};
use crate::domain::absence::Away;
use crate::domain::care_team::StandInState;
use crate::domain::coverage::Period;
use crate::domain::id::{AbsenceId, PatientId};
use crate::tui::app::View;
use crate::tui::surface::{Align, Pen};
use crate::tui::widget::Keyed;
use crate::words::{Lang, care_team as care_words, coverage, coverage_screen as words, queue::screen::age_sex};

impl Keyed for NightRow {
    type Id = PatientId;

    fn id(&self) -> PatientId {
        self.patient.id
    }
}

impl Keyed for AbsenceRow {
    type Id = AbsenceId;

    fn id(&self) -> AbsenceId {
        self.absence.id
    }
}

impl Keyed for AffectedRow {
    type Id = PatientId;

    fn id(&self) -> PatientId {
        self.patient.id
    }
}

fn patient(row: &crate::api::patient::PatientRow, pen: &mut Pen, view: &View) {
    let age = row.birth.map(|birth| crate::domain::person::age_on(birth, view.now.date_naive()));
    pen.column(13, &row.name.written).column(5, &age_sex(age, &view.words(&row.sex)));
    if pen.left() >= 50 {
        let city = &view.session.welcome.settings.city;
        let area = row.area.as_ref().map(|area| city.area_name(area, view.lang() == Lang::En));
        pen.column(8, area.unwrap_or_default());
    }
}

/// A patient in the night: sign, who, how long, when, why, the physician.
pub fn paint_night(row: &NightRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let sign = match row.half_hours {
        0 => " ",
        _ if row.asked => "?",
        _ => "!",
    };
    pen.style(theme.alarm).column(1, sign).style(theme.plain);
    patient(&row.patient, pen, view);
    let hours = if row.half_hours == 0 { String::new() } else { words::uncovered(row.half_hours, view.lang()) };
    pen.aligned(8, Align::Right, &hours);
    let gaps: Vec<String> = row.gaps.iter().map(|gap| coverage::stretch(*gap)).collect();
    pen.column(if row.gaps.len() > 1 { 23 } else { 11 }, &gaps.join(" "));
    let mut why = Vec::new();
    if row.absence.is_some() {
        why.push(view.say(words::AWAY).to_owned());
    }
    if !row.unknown.is_empty() {
        let duties: Vec<_> = row.unknown.iter().map(|duty| view.words(duty)).collect();
        why.push(format!("{}:{}", view.say(words::UNKNOWN_HOURS), duties.join("・")));
    }
    pen.style(theme.warning).put(&why.join(" "));
    if !why.is_empty() {
        pen.gap(1);
    }
    pen.style(theme.faint).put(&row.physician);
}

/// Who is away, on one line.
pub fn who(away: &Away) -> String {
    [away.place.name.as_str(), &away.name].join(" ").trim_end().to_owned()
}

/// An absence: sign, when, who, why, whom it concerns.
pub fn paint_absence(row: &AbsenceRow, pen: &mut Pen, view: &View) {
    let (theme, lang) = (view.theme(), view.lang());
    let away = &row.absence.away;
    let sign = match row.absence.cancelled {
        Some(_) => "x",
        None if row.uncovered > row.asked => "!",
        None if row.uncovered > 0 => "?",
        None => " ",
    };
    pen.style(theme.alarm).column(1, sign).style(theme.plain);
    pen.column(31, &coverage::period(away.period, lang));
    let wide = pen.left() >= 60;
    pen.column(if wide { 30 } else { 20 }, &who(away));
    let concerns = words::concerns(row.patients, row.uncovered, row.asked, lang);
    pen.put(&concerns).gap(1).style(theme.faint).put(&away.reason);
}

fn hours(periods: &[Period]) -> u32 {
    periods.iter().map(|period| period.half_hours()).sum()
}

/// A patient whom an absence concerns: sign, who, as what the other is away, how long, who stands in or can be asked.
pub fn paint_affected(row: &AffectedRow, pen: &mut Pen, view: &View) {
    let (theme, lang) = (view.theme(), view.lang());
    let (open, unasked) = (hours(&row.gaps), hours(&row.unasked));
    let sign = match (open, unasked) {
        (0, _) => " ",
        (_, 0) => "?",
        _ => "!",
    };
    pen.style(theme.alarm).column(1, sign).style(theme.plain);
    patient(&row.patient, pen, view);
    pen.column(10, &care_words::role(&row.role, &view.session.welcome.settings, lang));
    let left = if open == 0 { view.say(words::NO_GAP).to_owned() } else { words::uncovered(open, lang) };
    pen.aligned(9, Align::Right, &left);
    let stand_in = row.stand_ins.iter().rev().find(|one| one.state.is_open() || one.state == StandInState::Declined);
    match (stand_in, &row.offer) {
        (Some(one), _) if one.state.is_open() || row.offer.is_none() => {
            pen.put(&view.words(&one.state)).gap(1).put(&one.who.line());
        }
        (_, Some(offer)) if open > 0 => {
            pen.style(theme.faint).put(&words::offer(&offer.who.line(), lang));
        }
        _ => {}
    }
}
