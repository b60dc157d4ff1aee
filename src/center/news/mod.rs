//! What a member should know on coming back, drawn from the records: the journal is not read for it.
//!
//! Each system says for itself what of it concerns a member: by a function in a file of its own here, and one line in
//! [`SOURCES`]. The function is given a [`Gathering`], which knows who asks and since when, and puts its lines there:
//!
//! * what others did in what is the member's ([`NewsKind::Changed`] and the like), where [`Gathering::since`] is given;
//! * what waits for the member, whether or not anything happened ([`NewsKind::Question`], [`NewsKind::CallBack`]);
//! * what is over its time or falls due today: [`due_by_moment`] and [`due_by_day`] say which.
//!
//! It tells of nothing that the member may not read, and of nothing about persons whose reminders have ended. Sorting and
//! the way to the screen are done here: a line leads to its record by its identifier.

mod cases;
mod advice;
mod changes;
mod issues;
mod outreach;
mod pairs;
mod questions;
mod referrals;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Center;
use super::patient::Scope;
use super::reader::Reader;
use crate::api::news::{News, NewsAnswer, NewsKind, NewsLine, NewsRequest};
use crate::api::{Answer, Problem};
use crate::domain::id::{PatientId, StaffId};
use crate::domain::time::Moment;

/// What a system has to tell a member.
type Source = fn(&mut Gathering) -> Result<(), Problem>;

/// The systems, in turn: whose questions wait is asked once the others have said whom the member's cases are about.
const SOURCES: &[Source] =
    &[cases::tell, referrals::tell, pairs::tell, advice::tell, outreach::tell, questions::tell, issues::tell];

/// The lines of one member's news while they are put together.
pub struct Gathering<'a> {
    /// Reads as the member, whose rights it knows.
    pub reader: &'a Reader<'a>,
    /// Since when; none for somebody who was never here before, who is told only what waits.
    pub since: Option<Moment>,
    lines: Vec<NewsLine>,
    patients: BTreeSet<PatientId>,
}

impl Gathering<'_> {
    /// Who asks.
    pub fn me(&self) -> StaffId {
        self.reader.actor.id
    }

    /// What of persons the member may read.
    pub fn scope(&self) -> Scope {
        Scope::of(&self.reader.actor)
    }

    /// Tells these.
    pub fn tell(&mut self, lines: impl IntoIterator<Item = NewsLine>) {
        self.lines.extend(lines);
    }

    /// The member has something to do with this person: what is asked about them is told too.
    pub fn cares_for(&mut self, patient: PatientId) {
        self.patients.insert(self.reader.views().patients.root(patient));
    }

    /// Whom the member has to do with.
    pub fn persons(&self) -> BTreeSet<PatientId> {
        self.patients.clone()
    }

    /// The name of a person, as written.
    pub fn name(&self, patient: PatientId) -> String {
        self.reader.views().patients.row(patient).map(|row| row.name.written.clone()).unwrap_or_default()
    }
}

/// What is to be said of something that is due at this moment, if anything today.
pub fn due_by_moment(due: Moment, now: Moment) -> Option<NewsKind> {
    if due < now { Some(NewsKind::Overdue) } else { due_by_day(due.date_naive(), now) }
}

/// The same of something that is due in the course of a day.
pub fn due_by_day(due: NaiveDate, now: Moment) -> Option<NewsKind> {
    let today = now.date_naive();
    match due {
        due if due < today => Some(NewsKind::Overdue),
        due if due == today => Some(NewsKind::DueToday),
        _ => None,
    }
}

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
    let mut gathering = Gathering { reader, since, lines: Vec::new(), patients: BTreeSet::new() };
    for source in SOURCES {
        source(&mut gathering)?;
    }
    let mut lines = gathering.lines;
    lines.sort_by_key(|line| (line.what, line.at));
    Ok(News { since, as_of: reader.now, lines })
}
