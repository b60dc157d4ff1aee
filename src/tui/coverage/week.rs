//! A patient's week as a picture of characters: a row a day, a character a half hour, readable without colour.

use crate::api::coverage::{DayCover, Week};
use crate::domain::coverage::{PER_DAY, Standing};
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::{coverage, coverage_screen as words, screen};
use chrono::Datelike;

/// The columns of the day before the picture.
const LABEL: usize = 11;

/// `PPPPppnn..`: one character for a half hour.
pub const fn sign(standing: Standing) -> char {
    match standing {
        Standing::Present(duty) => words::letter(duty),
        Standing::OnCall(duty) => words::letter(duty).to_ascii_lowercase(),
        Standing::StoodIn => '+',
        Standing::Asked => '?',
        Standing::Uncovered => '!',
    }
}

/// The hours above the picture, every three: each stands over its first half hour.
fn ruler() -> String {
    let hours: Vec<String> = (0..24).step_by(3).map(|hour| format!("{hour:<6}")).collect();
    format!("{}{}", " ".repeat(LABEL), hours.concat().trim_end())
}

/// `11/23(月)祝 ` and the day's half hours.
fn day(day: &DayCover, view: &View) -> String {
    let weekday = screen::weekday(day.on.weekday(), view.lang());
    let holiday = if day.holiday { "*" } else { "" };
    let label = format!("{}/{}({weekday}){holiday}", day.on.month(), day.on.day());
    let label = crate::text::pad_right(&label, LABEL, view.session.signs);
    let signs: String = day.standings.iter().take(usize::from(PER_DAY)).map(|standing| sign(*standing)).collect();
    format!("{label}{signs}")
}

/// The week with its legend, then who covers when, what is uncovered, who is away and who stands in.
pub fn doc(week: &Week, view: &View) -> Doc {
    let lang = view.lang();
    let mut doc = Doc::default();
    if week.resting {
        return doc
            .heading(crate::words::patient::row_line(&week.patient, view.now.date_naive(), lang))
            .marked('!', view.say(words::RESTING));
    }
    doc = doc.text(ruler());
    for one in &week.days {
        doc = doc.text(day(one, view));
    }
    doc = doc.text(words::legend(lang));
    doc = doc.heading(crate::words::patient::row_line(&week.patient, view.now.date_naive(), lang));
    if week.watches.is_empty() {
        doc = doc.marked('!', view.say(words::NOBODY_ON_DUTY));
    }
    for watch in &week.watches {
        let hours = watch.cover.as_ref().map(|cover| coverage::cover(cover, lang));
        let hours = hours.unwrap_or_else(|| view.say(words::UNKNOWN_HOURS).to_owned());
        let label = format!("{} {}", words::letter(watch.duty), view.words(&watch.duty));
        doc = doc.pair(label, format!("{}  {hours}  {}", watch.who.line(), watch.who.phone).trim_end());
    }
    let gaps: Vec<String> = week.gaps.iter().map(|gap| coverage::period(*gap, lang)).collect();
    let gaps = if gaps.is_empty() { view.say(words::NO_GAP).to_owned() } else { gaps.join("、") };
    doc = doc.pair(view.say(words::GAPS), gaps);
    for absence in &week.absences {
        let away = &absence.away;
        let said = format!("{}  {}  {}", coverage::period(away.period, lang), super::row::who(away), away.reason);
        doc = doc.pair(view.say(words::AWAY), said);
    }
    for (_, stand_in) in &week.stand_ins {
        let periods: Vec<String> = stand_in.periods.iter().map(|period| coverage::period(*period, lang)).collect();
        let said = format!("{}  {}  {}", view.words(&stand_in.state), stand_in.who.line(), periods.join("、"));
        doc = doc.pair(view.say(words::STAND_INS), said);
    }
    doc
}
