//! Reading the log: what was read, from the log, and what was changed, from the journal, in one list, the newest first.
//!
//! Nobody waits for a reader: each answer looks through a bounded number of entries and says where to go on.

mod about;
mod change;

use std::sync::{Arc, PoisonError};

use chrono::NaiveDate;

use self::about::About;
use super::super::access::Seat;
use super::super::{Center, patient::Scope, reader};
use crate::api::Problem;
use crate::api::access_log::{
    AccessCursor, AccessFilter, AccessLogAnswer, AccessLogProblem, AccessLogRead, AccessPage, AccessRecord, AccessRow,
    What,
};
use crate::domain::access::{AccessEntry, Accessed, RecordRef};
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, PatientId};
use crate::domain::time::{JST, from_micros};
use crate::journal::{Backwards, Body, Frame, Journal, JournalProblem, Sequence};

/// So many entries are looked through for one answer.
const LOOKED_AT: usize = 20_000;

/// The most rows of one answer.
const MOST: u32 = 1_000;

/// So many records of one access are named.
const NAMED: usize = 3;

/// An access before its records are named.
struct Found {
    row: AccessRow,
    records: Vec<RecordRef>,
    /// Whom they were about when they were read.
    patients: Vec<PatientId>,
}

impl Center {
    /// Answers a read of the log, and writes down that it was read.
    pub(in crate::center) fn read_access_log(
        &self,
        seat: &Seat,
        request: AccessLogRead,
    ) -> Result<AccessLogAnswer, Problem> {
        let AccessLogRead::List { filter, before, limit } = request;
        let goes_on = {
            let listed = self.access_log.listed.lock().unwrap_or_else(PoisonError::into_inner);
            let last = listed.get(&seat.number);
            before.is_some_and(|before| last.is_some_and(|last| *last == (filter.clone(), before)))
        };
        if !goes_on {
            // What is open on screens until now comes before it.
            self.access_log.judge(&self.shared);
            let AccessFilter { about, staff, since } = filter.clone();
            let read = Accessed::ReadLog { about: about.map(|about| shortened(&about)), staff, since };
            self.access_log.note(&seat.reader(), read, Vec::new(), Vec::new(), (self.shared.clock)());
        }
        let page = self.access_page(seat, &filter, before, limit)?;
        let mut listed = self.access_log.listed.lock().unwrap_or_else(PoisonError::into_inner);
        match page.next {
            Some(next) => drop(listed.insert(seat.number, (filter, next))),
            None => drop(listed.remove(&seat.number)),
        }
        Ok(AccessLogAnswer::List(page))
    }

    fn access_page(
        &self,
        seat: &Seat,
        filter: &AccessFilter,
        before: Option<AccessCursor>,
        limit: u32,
    ) -> Result<AccessPage, Problem> {
        self.access_log.flush();
        let (changes, keyring) = self.still(|journal| (journal.extent(), Arc::clone(journal.keyring())))?;
        let reads = self.access_log.log().as_ref().map(Journal::extent);
        let about = match &filter.about {
            Some(about) => Some(About::of(&self.reader(seat.staff)?, &self.shared.keeper, about)?),
            None => None,
        };
        // No lock of the centre is held from here on: whoever works goes on.
        let mut marks = self.access_log.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let (of_reads, of_changes) = &mut *marks;
        let end = |extent: &crate::journal::Extent| extent.head().sequence.next().0;
        let mut cursor =
            before.unwrap_or_else(|| AccessCursor { read: reads.as_ref().map_or(1, end), changed: end(&changes) });
        let reads =
            reads.map(|extent| Backwards::new(extent, of_reads, Arc::clone(&keyring), Some(Sequence(cursor.read))));
        let reads = reads.transpose().map_err(|problem| failed(&problem))?;
        let changes = Backwards::new(changes, of_changes, keyring, Some(Sequence(cursor.changed)));
        let changes = changes.map_err(|problem| failed(&problem))?;
        let mut reads = Stream::new(reads, filter.since);
        let mut changes = Stream::new(Some(changes), filter.since);
        let mut found = Vec::new();
        let (mut left, mut back_to) = (LOOKED_AT, None);
        while found.len() < limit.clamp(1, MOST) as usize && left > 0 {
            let (read, change) = (reads.peek()?, changes.peek()?);
            let is_read = match (read, change) {
                (None, None) => break,
                // At the same moment what was read comes after what was changed.
                (read, change) => read >= change,
            };
            let (stream, position) =
                if is_read { (&mut reads, &mut cursor.read) } else { (&mut changes, &mut cursor.changed) };
            let Some(frame) = stream.next()? else { break };
            *position = frame.header.sequence.0;
            back_to = Some(from_micros(frame.header.time));
            left -= 1;
            found.extend(if is_read { read_row(&frame) } else { change::row(&frame) }.filter(|found| {
                filter.staff.is_none_or(|staff| found.row.by == Some(staff))
                    && about.as_ref().is_none_or(|about| about.holds(frame.header.key, &found.records, &found.patients))
            }));
        }
        let ends = reads.peek()?.is_none() && changes.peek()?.is_none();
        drop(marks);
        let reader = self.reader(seat.staff)?;
        let rows = found.into_iter().map(|found| named(found, &reader)).collect();
        Ok(AccessPage { rows, next: (!ends).then_some(cursor), back_to, state: self.access_log.state() })
    }
}

/// Frames of one chain, the newest first, down to a day.
struct Stream<'a> {
    frames: Option<Backwards<'a>>,
    next: Option<Frame>,
    since: Option<i64>,
}

impl<'a> Stream<'a> {
    fn new(frames: Option<Backwards<'a>>, since: Option<NaiveDate>) -> Self {
        Self { frames, next: None, since: since.map(beginning_of) }
    }

    /// The time of the next frame, in microseconds.
    fn peek(&mut self) -> Result<Option<i64>, Problem> {
        if self.next.is_none()
            && let Some(frames) = &mut self.frames
        {
            self.next = frames.next().transpose().map_err(|problem| failed(&problem))?;
            let goes_on =
                self.next.as_ref().is_some_and(|next| self.since.is_none_or(|since| next.header.time >= since));
            if !goes_on {
                (self.frames, self.next) = (None, None);
            }
        }
        Ok(self.next.as_ref().map(|frame| frame.header.time))
    }

    fn next(&mut self) -> Result<Option<Frame>, Problem> {
        self.peek()?;
        Ok(self.next.take())
    }
}

/// The first microsecond of a day.
fn beginning_of(day: NaiveDate) -> i64 {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_local_timezone(JST);
    midnight.single().map_or(i64::MIN, |midnight| midnight.timestamp_micros())
}

/// An entry of the log; one that cannot be read is of a later version of this program.
fn read_row(frame: &Frame) -> Option<Found> {
    let Body::Plain(json) = &frame.body else { return None };
    let entry: AccessEntry = serde_json::from_slice(json)
        .inspect_err(|error| tracing::error!(line = error.line(), "an entry of the access log cannot be read"))
        .ok()?;
    let AccessEntry { by, account, from, way, access, records, patients } = entry;
    let row = AccessRow {
        at: from_micros(frame.header.time),
        by,
        account,
        from,
        way,
        what: What::Read(access),
        records: Vec::new(),
        more: 0,
    };
    Some(Found { row, records, patients })
}

/// The row with the first of its records, each with its number and, where the caller may read it, the person's name.
fn named(found: Found, reader: &reader::Reader) -> AccessRow {
    let Found { row, records, .. } = found;
    let views = reader.views();
    let scope = Scope::of(&reader.actor);
    let more = u32::try_from(records.len().saturating_sub(NAMED)).unwrap_or(u32::MAX);
    let name = |RecordRef { kind, id }: RecordRef| {
        let patient = views.about(kind, &id).flatten();
        let may = patient.filter(|patient| scope.holds(views, *patient));
        let number = match kind {
            Kind::Consultation => id.parse::<ConsultationId>().ok().and_then(|id| views.queue.get(id)),
            _ => None,
        };
        AccessRecord {
            number: number.map(|summary| summary.number.to_string()),
            patient,
            name: may.and_then(|patient| views.patients.row(patient)).map(|row| row.name.written.clone()),
            kind,
            id,
        }
    };
    AccessRow { records: records.into_iter().take(NAMED).map(name).collect(), more, ..row }
}

/// What was asked for, no longer than anything that can be meant.
fn shortened(about: &str) -> String {
    crate::text::neutralise(about).chars().take(40).collect()
}

fn failed(problem: &JournalProblem) -> Problem {
    tracing::error!(%problem, "what was read and changed cannot be listed");
    match problem {
        JournalProblem::Broken { .. } => AccessLogProblem::Broken { place: problem.to_string() }.into(),
        _ => Problem::Internal,
    }
}
