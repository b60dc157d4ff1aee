//! News of consultations: what others did in the member's, who took one or gave one, whom to call back, what is due.

use super::{Gathering, changes, due_by_moment};
use crate::api::Problem;
use crate::api::news::{NewsKind, NewsLine};
use crate::center::queue;
use crate::center::reader::Reader;
use crate::domain::calendar::WorkingTime;
use crate::domain::consultation::Consultation;
use crate::domain::event::Kind;
use crate::domain::id::ConsultationId;

pub fn tell(to: &mut Gathering) -> Result<(), Problem> {
    let scope = to.scope();
    if !scope.is_clinical() {
        return Ok(());
    }
    let (reader, me, since) = (to.reader, to.me(), to.since);
    let views = reader.views();
    let changed = |at: i64| since.is_some_and(|since| at >= since.timestamp());
    let wanted: Vec<ConsultationId> = views
        .queue
        .all()
        .filter(|summary| {
            (changed(summary.changed) || (summary.state.is_open() && summary.holder == Some(me)))
                && queue::holds(views, scope, summary.patient)
        })
        .map(|summary| summary.id)
        .collect();
    for id in wanted {
        let case: Consultation = reader.get(id)?;
        let line = |what| about_case(reader, &case, what);
        if let Some(since) = since {
            to.tell(changes::in_case(&case, me, since, line));
        }
        if case.claimed_by == Some(me) && case.state.is_open() {
            case.patient.into_iter().for_each(|patient| to.cares_for(patient));
            to.tell(waits(reader, &case, line));
        }
    }
    Ok(())
}

/// A line about a consultation that says nothing yet.
fn about_case(reader: &Reader, case: &Consultation, what: NewsKind) -> NewsLine {
    let row = case.patient.and_then(|patient| reader.views().patients.row(patient));
    let told = case.intake.person.as_ref().map(|person| &person.name);
    let name = row.map(|row| &row.name).or(told);
    NewsLine {
        about: name.map(|name| name.written.clone()).unwrap_or_default(),
        ..NewsLine::plain(what, Kind::Consultation, case.id.to_string(), case.number.to_string())
    }
}

/// What waits in an open case of the member; nothing once reminders about the person have come to an end.
fn waits(reader: &Reader, case: &Consultation, line: impl Fn(NewsKind) -> NewsLine) -> Vec<NewsLine> {
    if case.patient.is_some_and(|patient| reader.views().patients.reminders_end(patient)) {
        return Vec::new();
    }
    let call = case.calls_back().last().map(|step| {
        let with = &step.contents.with;
        let parts = [with.organisation.as_str(), &with.name, &with.phone];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        NewsLine { text: parts.join(" "), at: Some(step.contents.at), ..line(NewsKind::CallBack) }
    });
    let due = case.due_now(WorkingTime::new(&reader.settings().hours));
    let what = due.and_then(|due| due_by_moment(due, reader.now));
    call.into_iter().chain(what.map(|what| NewsLine { at: due, ..line(what) })).collect()
}
