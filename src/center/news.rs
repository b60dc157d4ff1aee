//! What a member should know on coming back, drawn from the records: the journal is not read for it.

mod changes;
mod questions;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::patient::Scope;
use super::reader::Reader;
use super::{Center, queue};
use crate::api::news::{News, NewsAnswer, NewsKind, NewsLine, NewsRequest};
use crate::api::{Answer, Problem};
use crate::domain::calendar::WorkingTime;
use crate::domain::consultation::Consultation;
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::time::Moment;

impl Center {
    /// Answers what a member asks about news.
    pub(super) fn news(&self, staff: StaffId, request: &NewsRequest) -> Result<Answer, Problem> {
        let reader = self.reader(staff)?;
        let answer = match request {
            NewsRequest::Since { since } => NewsAnswer::News(since_then(&reader, since.or(self.seen.of(staff)))?),
            NewsRequest::Seen { at } => {
                self.seen.note(staff, (*at).min(reader.now));
                NewsAnswer::Noted
            }
        };
        Ok(Answer::News(Box::new(answer)))
    }
}

/// What happened since then, and what waits.
pub fn since_then(reader: &Reader, since: Option<Moment>) -> Result<News, Problem> {
    let mut lines = Vec::new();
    let scope = Scope::of(&reader.actor);
    if scope.is_clinical() {
        // Whose questions concern the member.
        let mut patients = BTreeSet::new();
        cases(reader, scope, since, &mut lines, &mut patients)?;
        referrals(reader, since, &mut lines, &mut patients)?;
        pairs(reader, since, &mut lines, &mut patients)?;
        for patient in &patients {
            questions::about(reader, *patient, &mut lines)?;
        }
        questions::own(reader, since, &patients, &mut lines)?;
    }
    lines.sort_by_key(|line| (line.what, line.at));
    Ok(News { since, as_of: reader.now, lines })
}

fn cases(
    reader: &Reader,
    scope: Scope,
    since: Option<Moment>,
    lines: &mut Vec<NewsLine>,
    patients: &mut BTreeSet<PatientId>,
) -> Result<(), Problem> {
    let (views, me) = (reader.views(), reader.actor.id);
    let changed = |at: i64| since.is_some_and(|since| at >= since.timestamp());
    let wanted = views.queue.all().filter(|summary| {
        (changed(summary.changed) || (summary.state.is_open() && summary.holder == Some(me)))
            && queue::holds(views, scope, summary.patient)
    });
    for summary in wanted {
        let case: Consultation = reader.get(summary.id)?;
        let line = |what| about_case(reader, &case, what);
        if let Some(since) = since {
            lines.extend(changes::in_case(&case, me, since, line));
        }
        if case.claimed_by == Some(me) && case.state.is_open() {
            patients.extend(case.patient.map(|patient| views.patients.root(patient)));
            lines.extend(waits(reader, &case, line));
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
    let what = due.and_then(|due| standing(due < reader.now, due.date_naive() == reader.now.date_naive()));
    call.into_iter().chain(what.map(|what| NewsLine { at: due, ..line(what) })).collect()
}

const fn standing(over: bool, today: bool) -> Option<NewsKind> {
    match (over, today) {
        (true, _) => Some(NewsKind::Overdue),
        (false, true) => Some(NewsKind::DueToday),
        (false, false) => None,
    }
}

fn referrals(
    reader: &Reader,
    since: Option<Moment>,
    lines: &mut Vec<NewsLine>,
    patients: &mut BTreeSet<PatientId>,
) -> Result<(), Problem> {
    let (views, me, today) = (reader.views(), reader.actor.id, reader.now.date_naive());
    for summary in views.referrals.all().filter(|summary| summary.member == Some(me) && summary.state.is_open()) {
        patients.insert(views.patients.root(summary.patient));
        let about = |what| NewsLine {
            about: views.patients.row(summary.patient).map(|row| row.name.written.clone()).unwrap_or_default(),
            ..NewsLine::plain(what, Kind::Referral, summary.id.to_string(), summary.id.to_string())
        };
        if let Some(since) = since {
            lines.extend(changes::in_referral(&reader.get(summary.id)?, me, since, about));
        }
        if !views.patients.reminders_end(summary.patient) {
            let what = summary.due.and_then(|due| standing(due < today, due == today));
            lines.extend(what.map(about));
        }
    }
    Ok(())
}

/// The pairs that the member looks after: what others did, answers that are overdue, reviews that are due.
fn pairs(
    reader: &Reader,
    since: Option<Moment>,
    lines: &mut Vec<NewsLine>,
    patients: &mut BTreeSet<PatientId>,
) -> Result<(), Problem> {
    let (views, me, today) = (reader.views(), reader.actor.id, reader.now.date_naive());
    for summary in views.pairs.all().filter(|summary| summary.coordinator == me && summary.state.is_open()) {
        patients.insert(views.patients.root(summary.patient));
        let about = |what| NewsLine {
            about: views.patients.row(summary.patient).map(|row| row.name.written.clone()).unwrap_or_default(),
            ..NewsLine::plain(what, Kind::PhysicianPair, summary.id.to_string(), summary.id.to_string())
        };
        if let Some(since) = since {
            lines.extend(changes::in_pair(&reader.get(summary.id)?, me, since, about));
        }
        if !views.patients.reminders_end(summary.patient) {
            let what = summary.due.and_then(|due| standing(due < today, due == today));
            let text = summary.asked.as_deref().unwrap_or_default();
            lines.extend(what.map(|what| NewsLine { text: text.to_owned(), ..about(what) }));
        }
    }
    Ok(())
}
