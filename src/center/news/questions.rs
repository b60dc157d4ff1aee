//! Questions that wait for their answer, and answers that came, as lines of the member's news.

use std::collections::BTreeSet;

use super::Gathering;
use super::changes::first_line;
use crate::api::Problem;
use crate::api::news::{NewsKind, NewsLine};
use crate::center::question::holds;
use crate::center::question::view::QuestionSummary;
use crate::center::reader::Reader;
use crate::center::referral::Reach;
use crate::center::timeline;
use crate::domain::event::Kind;
use crate::domain::id::{EntryId, PatientId};
use crate::domain::question::{Question, QuestionState};
use crate::domain::timeline::{Content, Entry, EntryRef, ItemKind};

pub fn tell(to: &mut Gathering) -> Result<(), Problem> {
    if !to.scope().is_clinical() {
        return Ok(());
    }
    let persons = to.persons();
    for patient in &persons {
        about(to, *patient)?;
    }
    own(to, &persons)
}

/// A line about a question that says nothing yet.
fn line(reader: &Reader, question: &QuestionSummary, what: NewsKind) -> NewsLine {
    let patients = &reader.views().patients;
    let row = question.patient.and_then(|patient| patients.row(patients.root(patient)));
    NewsLine {
        about: row.map(|row| row.name.written.clone()).unwrap_or_default(),
        ..NewsLine::plain(what, Kind::Question, question.id.to_string(), question.id.to_string())
    }
}

/// A question to a physician that waits for its answer.
fn waiting(reader: &Reader, question: &QuestionSummary) -> Option<NewsLine> {
    let ended = |patient| reader.views().patients.reminders_end(patient);
    if !question.state.is_open() || question.patient.is_some_and(ended) {
        return None;
    }
    let (by, at) = (Some(question.recorded_by), Some(question.due));
    Some(NewsLine { by, at, text: question.line.to_string(), ..line(reader, question, NewsKind::Question) })
}

/// The questions that the member recorded: those that wait, unless they are told with their patient, and those that others
/// brought the answer to since then.
fn own(to: &mut Gathering, told: &BTreeSet<PatientId>) -> Result<(), Problem> {
    let (reader, me) = (to.reader, to.me());
    let views = reader.views();
    let reach = Reach::of(&reader.actor);
    let root = |patient| views.patients.root(patient);
    for question in views.questions.all().filter(|it| it.recorded_by == me && holds(views, reach, it.patient)) {
        if !question.patient.is_some_and(|patient| told.contains(&root(patient))) {
            to.tell(waiting(reader, question));
        }
        let since = to.since.filter(|since| question.changed >= since.timestamp());
        if let (Some(since), QuestionState::Answered) = (since, question.state) {
            let record: Question = reader.get(question.id)?;
            let stamp = record.history.last().map(|happened| happened.stamp);
            if let Some(stamp) = stamp.filter(|stamp| stamp.by != me && stamp.at > since) {
                let text = record.answer.map(|answer| first_line(&answer.text)).unwrap_or_default();
                let (by, at) = (Some(stamp.by), Some(stamp.at));
                to.tell([NewsLine { by, at, text, ..line(reader, question, NewsKind::Changed) }]);
            }
        }
    }
    Ok(())
}

/// The questions about this person that nobody has answered: to physicians, and those that are entries of the timeline.
fn about(to: &mut Gathering, patient: PatientId) -> Result<(), Problem> {
    let reader = to.reader;
    let views = reader.views();
    if views.patients.reminders_end(patient) {
        return Ok(());
    }
    let mut asked: Vec<Entry> = Vec::new();
    let mut answered: BTreeSet<EntryId> = BTreeSet::new();
    for id in views.patients.group(patient) {
        for question in views.questions.of_patient(id).iter().filter_map(|id| views.questions.get(*id)) {
            to.tell(waiting(reader, question));
        }
        for line in timeline::lines(reader, id)?.iter() {
            if !matches!(line.kind, ItemKind::Question | ItemKind::Reply) {
                continue;
            }
            let place = EntryRef { patient: id, entry: line.entry };
            let entry = views.timelines.entry(place, || reader.get::<Entry>(place))?;
            match entry.statement.content {
                _ if !entry.stands() => {}
                Content::Question { .. } => asked.push(entry),
                Content::Reply { to, .. } => {
                    answered.insert(to);
                }
                _ => {}
            }
        }
    }
    asked.retain(|entry| !answered.contains(&entry.id.entry));
    let name = to.name(patient);
    to.tell(asked.into_iter().map(|entry| NewsLine {
        about: name.clone(),
        by: Some(entry.recorded.by),
        at: Some(entry.recorded.at),
        text: first_line(&entry.statement.text),
        ..NewsLine::plain(NewsKind::Question, Kind::Patient, patient.to_string(), patient.to_string())
    }));
    Ok(())
}
