//! The detail of an outreach: where it stands, on what it is acted, visits with what was found, what follows, all turns.

use chrono::Datelike;

use crate::api::outreach::OutreachDetail;
use crate::domain::outreach::{Basis, FollowUp, OutreachEvent, OutreachVisit};
use crate::domain::timeline::{Occurred, StepName};
use crate::tui::app::View;
use crate::tui::referral::doc::patient_line;
use crate::tui::widget::Doc;
use crate::words::{Lang, Say, Text, outreach_screen as words, referral::when};

/// All of it.
pub fn case(detail: &OutreachDetail, view: &View) -> Doc {
    let (it, row) = (&detail.outreach, &detail.row);
    let person = row.patient.as_ref().map_or_else(|| row.person.clone(), |row| patient_line(row, view));
    let city = &view.session.welcome.settings.city;
    let area = row.area.as_ref().map(|area| city.area_name(area, view.lang() == Lang::En)).unwrap_or_default();
    let doc = Doc::default().heading(format!("{} {}  {person}", it.id, view.words(&it.state)));
    let line = standing(detail, view);
    let mut doc = if row.overdue { doc.marked('!', line) } else { doc.text(line) };
    if let Some(risk) = it.risk() {
        doc = doc.pair(view.say(words::RISK), format!("{}: {}", view.words(&risk.class), risk.reason));
    }
    let on = it.basis.as_ref().map_or_else(|| view.say(words::NO_BASIS_YET).to_owned(), |it| basis(it, view));
    doc = doc
        .pair(view.say(words::BASIS_LABEL), on)
        .pair(view.say(words::WHY), it.proposal.reason.as_str())
        .pair(view.say(words::NUMBER), format!("{} {area}", row.number).trim_end())
        .pair(view.say(words::SUPPORT_CENTRE), detail.support_centre.as_str());
    if !it.follow_ups.is_empty() {
        doc = doc.heading(view.say(words::FOLLOW_UPS));
        for follow_up in &it.follow_ups {
            doc = follows(doc, follow_up, view);
        }
    }
    if !it.visits.is_empty() {
        doc = doc.heading(format!("{} ({})", view.say(words::VISITS), view.say(words::OUTSIDE_INSURANCE)));
        for visit in it.visits.iter().rev() {
            doc = visited(doc, visit, view);
        }
    }
    history(doc, detail, view)
}

fn standing(detail: &OutreachDetail, view: &View) -> String {
    let row = &detail.row;
    let mut parts = Vec::new();
    if let Some(outcome) = detail.outreach.outcome {
        parts.push(format!("{}: {}", view.say(words::OUTCOME), view.words(&outcome)));
    }
    if row.visits > 0 {
        parts.push(words::visits(row.visits, view.lang()));
    }
    parts.extend(row.next.map(|next| words::next(&view.words(&next), view.lang())));
    parts.extend(row.due.map(|due| format!("{} {}", view.say(words::DUE_ON), due.format("%-m/%-d"))));
    parts.join("  ")
}

fn basis(basis: &Basis, view: &View) -> String {
    match basis {
        Basis::Consent { text } => format!("{}: {text}", view.say(words::CONSENT)),
        Basis::Ground { ground, text } => format!("{}: {text}", view.words(ground)),
    }
}

fn follows(doc: Doc, it: &FollowUp, view: &View) -> Doc {
    let plan = &it.plan;
    let who = format!("{} {}", view.name_or_id(plan.member), plan.with);
    let line = format!("{} ({})", words::follow_up(it.number, &plan.what, plan.due), who.trim_end());
    match &it.done {
        Some(done) => doc.text(line).pair(when(done.on, view.now.year()), done.text.as_str()),
        None if plan.due <= view.now.date_naive() && view.session.welcome.staff.id == plan.member => {
            doc.marked('!', line)
        }
        None => doc.marked('-', line),
    }
}

fn visited(mut doc: Doc, visit: &OutreachVisit, view: &View) -> Doc {
    let who = format!("{} {}", view.name_or_id(visit.physician), visit.companions.name);
    let minutes = crate::words::support_advice_screen::minutes(visit.minutes.0, view.lang());
    let head = format!("{} {} {minutes} {}", view.words(&visit.met), who.trim_end(), visit.text);
    doc = doc.pair(when(visit.on, view.now.year()), head);
    let labels: [Text; 6] =
        [words::DAILY_LIVING, words::COGNITION, words::ILLNESS, words::HYGIENE, words::CONTACT, words::UTILITIES];
    for (label, text) in labels.into_iter().zip(visit.findings.all()) {
        doc = doc.pair(view.say(label), text);
    }
    match &visit.risk {
        Some(risk) => doc.pair(view.say(words::RISK), format!("{}: {}", view.words(&risk.class), risk.reason)),
        None => doc,
    }
}

/// All that happened, the newest first.
fn history(mut doc: Doc, detail: &OutreachDetail, view: &View) -> Doc {
    doc = doc.heading(view.say(words::RECORDS));
    for turn in detail.outreach.history.iter().rev() {
        let (on, line) = said(&turn.event, view);
        let on = when(on.unwrap_or(Occurred::At(turn.stamp.at)), view.now.year());
        doc = doc.pair(on, format!("{line} ({})", view.name_or_id(turn.stamp.by)));
    }
    doc
}

/// What last happened, on one line.
pub fn latest(detail: &OutreachDetail, view: &View) -> String {
    let last = detail.outreach.history.last().map(|turn| said(&turn.event, view).1);
    last.and_then(|line| line.lines().next().map(str::to_owned)).unwrap_or_default()
}

fn said(event: &OutreachEvent, view: &View) -> (Option<Occurred>, String) {
    let step = |step: StepName, more: &str| format!("{} {more}", step.say(view.lang())).trim_end().to_owned();
    match event {
        OutreachEvent::Proposed(it) => (Some(it.on), step(StepName::OutreachProposed, &it.reason)),
        OutreachEvent::PatientChanged { patient } => {
            let patient = patient.map(|patient| patient.to_string()).unwrap_or_default();
            (None, format!("{} {patient}", view.say(words::PATIENT_CHANGED)).trim_end().to_owned())
        }
        OutreachEvent::Decided(it) => {
            let on = it.basis.as_ref().map(|it| basis(it, view)).unwrap_or_default();
            let more = format!("{} {on} {}", view.name_or_id(it.by), it.text);
            (Some(it.on), step(StepName::OutreachDecided, &more))
        }
        OutreachEvent::BasisChanged { basis: it, on } => {
            (Some(*on), step(StepName::OutreachBasisChanged, &basis(it, view)))
        }
        OutreachEvent::Visited(it) => {
            (Some(it.on), format!("{} {}", view.words(&it.met), view.name_or_id(it.physician)))
        }
        OutreachEvent::FollowUpPlanned(it) => {
            (None, step(StepName::FollowUpPlanned, &format!("{} {}", it.what, it.due.format("%-m/%-d"))))
        }
        OutreachEvent::FollowedUp(it) => {
            (Some(it.on), step(StepName::FollowedUp, &format!("{} {}", it.number, it.text)))
        }
        OutreachEvent::Closed { outcome, text } => {
            (None, step(StepName::Closed, &format!("{} {text}", view.words(outcome))))
        }
        OutreachEvent::NotTakenUp { reason } => (None, step(StepName::NotTakenUp, reason)),
        OutreachEvent::Cancelled { reason } => (None, step(StepName::Cancelled, reason)),
    }
}
