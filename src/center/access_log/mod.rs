//! The access log: who read what of whom. Every answer of every session passes here on its way out.
//!
//! Entries gather for a second and are then written and synced together, so a kill loses no more than the last second of
//! them. Nobody waits for that: reading goes on when the disk is full, every screen is told that it is not written down,
//! and what waits in memory is written once there is room.

mod given;
mod log;
mod look;
mod read;
#[cfg(test)]
mod tests;
mod writer;

use std::collections::BTreeSet;

pub use log::{DIR, Place, check, found, note_closed};
pub use writer::AccessLog;

use super::Center;
use super::access::{Seat, name_of};
use super::views::Views;
use crate::api::presence::PresenceRequest;
use crate::api::{Answer, Request};
use crate::domain::access::{AccessEntry, Accessed, RecordRef, Way};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::time::Moment;
use given::{Given, given};
use look::{Look, Seen};

/// Who sits at a session, as the log names them.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Who.
    pub staff: StaffId,
    /// The Unix account.
    pub account: String,
    /// The address; none at the centre's machine.
    pub from: Option<String>,
    /// By what means.
    pub way: Way,
}

impl Reader {
    fn entry(&self, access: Accessed, records: Vec<RecordRef>, patients: Vec<PatientId>) -> AccessEntry {
        let Self { staff, account, from, way } = self.clone();
        AccessEntry { by: Some(staff), account, from, way: Some(way), access, records, patients }
    }
}

/// Whom these records are about.
fn patients(views: &Views, records: &[RecordRef]) -> Vec<PatientId> {
    let about = records.iter().filter_map(|record| views.about(record.kind, &record.id).flatten());
    about.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What of a request the log has to know, before it is answered.
pub(super) struct Asked {
    /// Where a screen says it is, at a record or at none.
    #[allow(clippy::option_option, reason = "a screen that is at no record says something too")]
    at: Option<Option<RecordRef>>,
    /// What was asked for, where it may be handed out as a whole.
    name: Option<String>,
}

impl Asked {
    pub(super) fn of(seat: &Seat, request: &Request) -> Self {
        let at = match request {
            Request::Presence(PresenceRequest { at }) => {
                Some(at.as_ref().map(|at| RecordRef { kind: at.kind, id: at.id.clone() }))
            }
            _ => None,
        };
        let whole = !seat.screen || matches!(request, Request::Journal(_));
        Self { at, name: whole.then(|| name_of(request)) }
    }
}

impl Center {
    /// Takes note of what is handed out to a session.
    pub(super) fn note_access(&self, seat: &Seat, asked: Asked, answer: &Answer) {
        let now = (self.shared.clock)();
        let (given, reader) = (given(answer), || seat.reader());
        let Asked { at, name } = asked;
        let request = name.unwrap_or_default();
        match given {
            Given::Detail(record) if seat.screen => {
                self.note_look(seat, |look| look.handed(record, now));
            }
            Given::Detail(record) => self.note_export(&reader(), request, vec![record], now),
            Given::List(records) if !seat.screen && !records.is_empty() => {
                self.note_export(&reader(), request, records, now);
            }
            Given::Everything => self.note_export(&reader(), request, Vec::new(), now),
            Given::List(_) | Given::Nothing => {}
        }
        if let Some(at) = at.filter(|_| seat.screen) {
            // Places are in every telephone book.
            let person = at.filter(|at| at.kind != Kind::Site);
            self.note_look(seat, |look| look.told(person, now));
        }
    }

    fn note_export(&self, reader: &Reader, request: String, records: Vec<RecordRef>, now: Moment) {
        let patients = patients(&self.views(), &records);
        self.access_log.note(reader, Accessed::Exported { request }, records, patients, now);
    }

    fn note_look(&self, seat: &Seat, work: impl FnOnce(&mut Look) -> Option<Seen>) {
        let seen = self.access_log.look(seat.number, || seat.reader(), work);
        if let Some(seen) = seen {
            self.access_log.take(&self.shared, &seat.reader(), seen);
        }
    }

    /// A session has gone: what it had open until now was open long enough or was not.
    pub(super) fn note_left(&self, seat: &Seat) {
        let look = self.access_log.forget(seat.number);
        for seen in look.map(|mut look| look.end((self.shared.clock)())).unwrap_or_default() {
            self.access_log.take(&self.shared, &seat.reader(), seen);
        }
    }
}
