//! The texts of the detail of a question: head, course, what is asked of whom, the answer, and all that happened.

use super::row::left;
use crate::api::question::QuestionDetail;
use crate::api::referral::party_line;
use crate::domain::code::CodeList;
use crate::domain::question::{Answer, QuestionEvent, QuestionState};
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::tui::referral::doc::{patient_line, when};
use crate::tui::widget::Doc;
use crate::words::timeline::code;
use crate::words::{Say, question as case_words, question_screen as words};

/// The head of a question, where it stands, what is asked of whom, the answer.
pub fn case(case: &QuestionDetail, view: &View) -> Doc {
    let (it, row, lang) = (&case.question, &case.row, view.lang());
    let inquiry = &it.inquiry;
    let about = row.patient.as_ref().map(|row| patient_line(row, view)).unwrap_or_default();
    let doc = Doc::default().heading(format!("{} {}  {about}", it.id, view.words(&it.state)));
    let line = standing(case, view);
    let doc = if row.overdue { doc.marked('!', line) } else { doc.text(line) };
    let number = if inquiry.to.phone.is_empty() { &case.phone } else { &inquiry.to.phone };
    let to = [party_line(&inquiry.to.place, &inquiry.to.physician), number.clone()].join(" ");
    let profession = code(&view.session.welcome.settings, CodeList::Professions, &inquiry.from.profession, lang);
    let from = [profession, party_line(&inquiry.from.organisation, &inquiry.from.name), inquiry.from.phone.clone()];
    let mut doc = doc
        .pair(view.say(words::TO), to.trim_end())
        .pair(view.say(words::FROM), from.join(" ").trim_end())
        .pair(view.say(words::TEXT), inquiry.text.as_str())
        .pair(view.say(words::ANSWER_TEXT), it.answer.as_ref().map(|said| answer(said, view)).unwrap_or_default());
    if let Some(call) = &case.call {
        let holder = call.claimed_by.map(|holder| view.name_or_id(holder)).unwrap_or_default();
        let line = format!("{} {} {holder}", call.number, view.words(&call.state));
        doc = doc.pair(view.say(words::CALL_LABEL), line.trim_end());
    }
    if case.share.questions > 0 {
        let both = [case_words::share(&case.share, lang), case_words::median(case.median, lang)].join("  ");
        doc = doc.pair(view.say(words::SHARE), both);
    }
    doc
}

/// Since when it waits, until when, and how often the physician was reminded.
fn standing(case: &QuestionDetail, view: &View) -> String {
    let (it, row) = (&case.question, &case.row);
    let mut parts = vec![format!("{} {}", view.say(words::ASKED_AT), moment(it.inquiry.asked, view))];
    match (it.state, row.due) {
        (_, Some(due)) => parts.push(format!("{} {} ({})", view.say(words::DUE), moment(due, view), left(row, view))),
        (state, None) if state.is_open() => parts.push(view.say(words::PATIENT_ENDED).to_owned()),
        (QuestionState::Answered, None) => {
            parts.push(format!("{} {}", view.say(words::DUE), moment(it.due, view)));
        }
        _ => {}
    }
    if row.reminders > 0 {
        parts.push(words::reminders(row.reminders, view.lang()));
    }
    parts.join("  ")
}

fn moment(at: crate::domain::time::Moment, view: &View) -> String {
    when(Occurred::At(at), view)
}

fn answer(said: &Answer, view: &View) -> String {
    format!("{} ({} {} {})", said.text, when(said.on, view), said.by, view.words(&said.means))
}

/// All that happened, the newest first.
pub fn record(doc: Doc, case: &QuestionDetail, view: &View) -> Doc {
    let mut doc = doc.heading(view.say(words::RECORDS));
    for happened in case.question.history.iter().rev() {
        let (on, line) = said(&happened.event, case, view);
        let on = on.unwrap_or(Occurred::At(happened.stamp.at));
        doc = doc.pair(when(on, view), format!("{line} ({})", view.name_or_id(happened.stamp.by)));
    }
    doc
}

/// What last happened, on one line.
pub fn latest(case: &QuestionDetail, view: &View) -> String {
    let last = case.question.history.last().map(|happened| said(&happened.event, case, view).1);
    last.and_then(|line| line.lines().next().map(str::to_owned)).unwrap_or_default()
}

fn said(event: &QuestionEvent, case: &QuestionDetail, view: &View) -> (Option<Occurred>, String) {
    use crate::domain::timeline::StepName;
    let with = |step: StepName, more: &[&str]| {
        let mut parts = vec![step.say(view.lang()).into_owned()];
        parts.extend(more.iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned()));
        parts.join(" ")
    };
    match event {
        QuestionEvent::Asked { inquiry, .. } => {
            let to = party_line(&inquiry.to.place, &inquiry.to.physician);
            (Some(Occurred::At(inquiry.asked)), with(StepName::QuestionPut, &[&to]))
        }
        QuestionEvent::Amended(_) => (None, view.say(words::AMEND_QUESTION).to_owned()),
        QuestionEvent::Reminded(reminder) => {
            (Some(reminder.on), with(StepName::Reminded, &[&view.words(&reminder.means), &reminder.text]))
        }
        QuestionEvent::RanOut { .. } => {
            (None, with(StepName::RanOut, &[case.call.as_ref().map_or("", |call| call.number.as_str())]))
        }
        QuestionEvent::Answered(said) => {
            (Some(said.on), with(StepName::Replied, &[&said.by, &view.words(&said.means), &said.text]))
        }
        QuestionEvent::AnswerCorrected { reason, answer } => {
            (None, with(StepName::ReplyCorrected, &[&answer.text, &format!("({reason})")]))
        }
        QuestionEvent::Withdrawn { reason } => (None, with(StepName::Withdrawn, &[reason])),
    }
}
