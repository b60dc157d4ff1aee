//! The detail of a case of fracture prevention: the course, what comes next, all that was done.

use chrono::Datelike;

use crate::api::prevention::FractureDetail;
use crate::domain::fracture::{FractureEvent, FractureStage, FractureStep};
use crate::domain::person::age_on;
use crate::domain::timeline::Occurred;
use crate::text::era;
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::{Lang, Say, prevention_screen as words, referral::when};

/// All of it.
pub fn case(detail: &FractureDetail, view: &View) -> Doc {
    let (row, fracture) = (&detail.row, &detail.case.fracture);
    let age = row.birth.map(|birth| format!("{} {}", era::short(birth), age_on(birth, view.now.date_naive())));
    let mut doc = Doc::default()
        .heading(format!(
            "{}  {}  {} {} {}",
            row.id,
            view.words(&row.bone),
            row.name.written,
            age.unwrap_or_default(),
            view.words(&row.sex)
        ))
        .text(course(detail, view));
    let line = standing(detail, view);
    doc = if row.overdue { doc.marked('!', line) } else { doc.text(line) };
    let risk = detail.case.fall_risk.map(|risk| view.words(&risk).into_owned()).unwrap_or_default();
    let keeping = row.keeping.map(|keeping| view.words(&keeping).into_owned()).unwrap_or_default();
    doc = doc
        .pair(view.say(words::PERSON), row.patient.map(|patient| patient.to_string()).unwrap_or_default())
        .pair(view.say(words::FRACTURED_ON), fracture.on.format("%Y-%m-%d").to_string())
        .pair(view.say(words::TREATED_BY), fracture.treated_by.name.as_str())
        .pair(view.say(words::KEEPING), keeping)
        .pair(view.say(words::RISK), risk)
        .pair(view.say(words::LIST), fracture.list.as_str())
        .pair(view.say(words::NOTE), fracture.note.as_str());
    if !detail.doubles.is_empty() {
        doc = doc.heading(view.say(words::DOUBLES));
        for double in &detail.doubles {
            let born = double.row.birth.map(era::short).unwrap_or_default();
            doc = doc.marked('?', format!("{} {} {born}", double.row.id, double.row.name.written));
        }
    }
    history(doc, detail, view)
}

/// The stages in order, the present one in brackets.
fn course(detail: &FractureDetail, view: &View) -> String {
    let stages = FractureStage::ALL.iter().map(|stage| {
        let name = view.words(stage);
        if *stage == detail.case.stage { format!("[{name}]") } else { name.into_owned() }
    });
    stages.collect::<Vec<_>>().join(" > ")
}

fn standing(detail: &FractureDetail, view: &View) -> String {
    let due = detail.row.due.map(|due| format!("{} {}", view.say(words::DUE), due.format("%Y-%m-%d")));
    let next = detail.row.next.map(|next| match view.lang() {
        Lang::Ja => format!("次: {}", view.words(&next)),
        Lang::En => format!("next: {}", view.words(&next)),
    });
    next.into_iter().chain(due).collect::<Vec<_>>().join("  ")
}

/// All that happened, the newest first.
fn history(mut doc: Doc, detail: &FractureDetail, view: &View) -> Doc {
    doc = doc.heading(view.say(words::RECORDS));
    for turn in detail.case.history.iter().rev() {
        let (on, parts) = said(&turn.event, view);
        let on = when(on.unwrap_or(Occurred::At(turn.stamp.at)), view.now.year());
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        doc = doc.pair(on, format!("{} ({})", parts.join(" "), view.staff_name(turn.stamp.by)));
    }
    doc
}

fn said(event: &FractureEvent, view: &View) -> (Option<Occurred>, Vec<String>) {
    let step = |step: FractureStep| step.say(view.lang()).into_owned();
    let words_of = |of: &dyn Say| of.say(view.lang()).into_owned();
    match event {
        FractureEvent::Recorded(fracture) => {
            (Some(Occurred::Day(fracture.on)), vec![words_of(&FractureStage::Known), fracture.treated_by.name.clone()])
        }
        FractureEvent::Amended(_) => (None, vec![step(FractureStep::Amend)]),
        FractureEvent::Linked { patient } => (None, vec![step(FractureStep::Link), patient.to_string()]),
        FractureEvent::Coordinated(it) => {
            let parts =
                vec![step(FractureStep::Coordinate), it.with.name.clone(), words_of(&it.means), it.text.clone()];
            (Some(it.on), parts)
        }
        FractureEvent::MedicationChecked(it) => {
            (Some(it.on), vec![step(FractureStep::CheckMedication), words_of(&it.keeping), it.text.clone()])
        }
        FractureEvent::FallRiskAssessed(it) => {
            let member = view.staff_name(it.member).to_owned();
            (Some(it.on), vec![step(FractureStep::AssessFallRisk), words_of(&it.risk), it.findings.clone(), member])
        }
        FractureEvent::Supported(it) => {
            (Some(it.on), vec![step(FractureStep::Support), it.by.name.clone(), it.text.clone()])
        }
        FractureEvent::FollowedUp(it) => {
            let again = if it.fractured_again { view.say(words::AGAIN).to_owned() } else { String::new() };
            (Some(it.on), vec![step(FractureStep::FollowUp), words_of(&it.progress), again, it.text.clone()])
        }
        FractureEvent::Ended { outcome, text } => {
            (None, vec![step(FractureStep::End), words_of(outcome), text.clone()])
        }
    }
}
