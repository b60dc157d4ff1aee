//! The texts of the detail of an introduction.

use super::doc::{patient_line, short_day, when};
use crate::api::referral::{IntroductionRow, party_line};
use crate::domain::introduction::{Introduction, IntroductionEvent, IntroductionStep};
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::tui::widget::Doc;
use crate::words::{Lang, Say, referral_screen as words};

/// The head of an introduction, its course, what comes next, the order.
pub fn case(it: &Introduction, row: &IntroductionRow, view: &View) -> Doc {
    let order = &it.order;
    let mut line = format!("{} {}", view.words(&row.state), words::days(row.days, view.lang()));
    if let Some(due) = row.due {
        line = format!("{line}  {} {}", view.say(words::DUE), short_day(due, view));
    }
    if row.overdue {
        line = format!("{line} {}", view.say(words::TODAY_OR_OVERDUE));
    }
    if let Some(next) = row.next {
        line = match view.lang() {
            Lang::Ja => format!("{line}  次: {}", view.words(&next)),
            Lang::En => format!("{line}  next: {}", view.words(&next)),
        };
    }
    let doc = Doc::default()
        .heading(format!("{} {}  {}", it.id, view.words(&row.purpose), patient_line(&row.patient, view)))
        .text(super::course::introduction(it, view));
    let doc = if row.overdue { doc.marked('!', line) } else { doc.text(line) };
    let appointment = it.appointment.map(|on| when(on, view)).unwrap_or_default();
    let ending = it.ending.map(|ending| view.words(&ending).into_owned()).unwrap_or_default();
    doc.pair(view.say(words::HOSPITAL), party_line(&order.to, &order.department))
        .pair(view.say(words::APPOINTMENT), appointment)
        .pair(view.say(words::ORDER_REASON), order.reason.as_str())
        .pair(view.say(words::FAMILY_PHYSICIAN), order.physician.name.as_str())
        .pair(view.say(words::FROM_CONSULTATION), order.consultation.map(|id| id.to_string()).unwrap_or_default())
        .pair(view.say(words::FROM_REFERRAL), order.referral.map(|id| id.to_string()).unwrap_or_default())
        .pair(view.say(words::ENDED_WITH), ending)
}

/// All that happened, the newest first.
pub fn record(doc: Doc, it: &Introduction, view: &View) -> Doc {
    let mut doc = doc.heading(view.say(words::RECORDS));
    for happened in it.history.iter().rev() {
        let (on, line) = said(&happened.event, view);
        let on = on.unwrap_or(Occurred::At(happened.stamp.at));
        doc = doc.pair(when(on, view), format!("{line} ({})", view.staff_name(happened.stamp.by)));
    }
    doc
}

/// What last happened, on one line.
pub fn latest(it: &Introduction, view: &View) -> String {
    let last = it.history.last().map(|happened| said(&happened.event, view).1);
    last.and_then(|line| line.lines().next().map(str::to_owned)).unwrap_or_default()
}

fn said(event: &IntroductionEvent, view: &View) -> (Option<Occurred>, String) {
    let with = |step: IntroductionStep, more: &[&str]| {
        let mut parts = vec![step.say(view.lang()).into_owned()];
        parts.extend(more.iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned()));
        parts.join(" ")
    };
    match event {
        IntroductionEvent::Asked(order) => {
            (Some(order.asked), format!("{} {}", view.say(words::STEP_ASKED), order.to.name))
        }
        IntroductionEvent::Amended(_) => (None, with(IntroductionStep::Amend, &[])),
        IntroductionEvent::Accepted { on, text } => (None, with(IntroductionStep::Accept, &[&when(*on, view), text])),
        IntroductionEvent::Declined { reason } => (None, with(IntroductionStep::Decline, &[reason])),
        IntroductionEvent::Performed(done) => (Some(done.on), with(IntroductionStep::Perform, &[&done.text])),
        IntroductionEvent::ResultReceived(result) => {
            (Some(result.on), with(IntroductionStep::ReceiveResult, &[&view.words(&result.means), &result.text]))
        }
        IntroductionEvent::Told(told) => {
            (Some(told.on), with(IntroductionStep::Tell, &[&told.physician.name, &view.words(&told.means), &told.text]))
        }
        IntroductionEvent::Closed { ending, text } => {
            (None, with(IntroductionStep::Close, &[&view.words(ending), text]))
        }
        IntroductionEvent::Cancelled { reason } => (None, with(IntroductionStep::Cancel, &[reason])),
    }
}
