//! One change while it is checked: what it reads, what it would write; all of it happens or nothing.

use std::collections::HashMap;
use std::sync::Arc;

use super::counters::Counters;
use super::store::Store;
use super::views::Views;
use crate::api::Problem;
use crate::domain::aggregate::{Aggregate, Key, Stamp, Subject};
use crate::domain::event::{Event, Kind, Record, Registered};
use crate::domain::id::Version;
use crate::domain::settings::Settings;
use crate::domain::staff::Staff;
use crate::domain::time::{FiscalYear, Moment};

/// Records as they will be, by kind and key.
pub type Overlay = HashMap<(Kind, Vec<u8>), Record>;

/// Who changed records last, by kind and key.
pub type Stamps = HashMap<(Kind, Vec<u8>), Stamp>;

/// One change while it is checked.
pub struct Transaction<'a> {
    pub(super) store: &'a dyn Store,
    pub(super) pending: &'a Overlay,
    /// Who made what is pending.
    pub(super) pending_by: &'a Stamps,
    pub(super) views: &'a Views,
    pub(super) counters: &'a mut Counters,
    pub(super) actor: Arc<Staff>,
    pub(super) now: Moment,
    pub(super) staged: Overlay,
    pub(super) events: Vec<(Subject, Event)>,
}

impl Transaction<'_> {
    /// The time of the change.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// Who does it, and when.
    pub fn stamp(&self) -> Stamp {
        Stamp { at: self.now, by: self.actor.id }
    }

    /// Who does it.
    pub fn actor(&self) -> &Staff {
        &self.actor
    }

    /// What the centre decided for itself.
    pub fn settings(&self) -> &Settings {
        &self.views.settings
    }

    /// The summaries as of the last commit; changes of the same batch are not in them yet.
    pub const fn views(&self) -> &Views {
        self.views
    }

    /// The record as it is now, earlier changes of this batch included.
    pub fn get<A: Registered>(&self, id: A::Id) -> Result<A, Problem>
    where
        A::Id: std::fmt::Display,
    {
        self.find::<A>(id)?.ok_or_else(|| Problem::NotFound { kind: A::KIND, id: id.to_string() })
    }

    /// The record as it is now, if there is one.
    pub fn find<A: Registered>(&self, id: A::Id) -> Result<Option<A>, Problem> {
        Ok(self.look(A::KIND, &id.bytes())?.and_then(A::from_record))
    }

    fn look(&self, kind: Kind, key: &[u8]) -> Result<Option<Record>, Problem> {
        let place = (kind, key.to_vec());
        if let Some(record) = self.staged.get(&place).or_else(|| self.pending.get(&place)) {
            return Ok(Some(record.clone()));
        }
        self.store.get(kind, key)
    }

    /// Refuses a change that was made up from an older version of the record.
    pub fn seen<A: Registered>(&self, record: &A, seen: Version) -> Result<(), Problem>
    where
        A::Id: std::fmt::Display,
    {
        if record.version() == seen {
            return Ok(());
        }
        let place = (A::KIND, record.id().bytes());
        let pending = self.pending_by.get(&place).copied();
        let last = pending.or_else(|| self.views.last_change(place.0, &place.1));
        Err(Problem::Conflict {
            kind: A::KIND,
            id: record.id().to_string(),
            seen,
            now: record.version(),
            by: last.map(|stamp| stamp.by),
            at: last.map(|stamp| stamp.at),
        })
    }

    /// A serial for a new record of this kind.
    #[allow(clippy::should_implement_trait, reason = "it takes a kind; no iterator does")]
    pub fn next<A: Registered>(&mut self) -> u64 {
        self.counters.serial(A::KIND)
    }

    /// A number for a new consultation.
    pub fn number(&mut self, year: FiscalYear) -> u32 {
        self.counters.number(year)
    }

    /// Stages an event and returns the record after it.
    pub fn record<A: Registered>(&mut self, id: A::Id, event: A::Event) -> Result<A, Problem> {
        let event = A::event(id, event);
        let key = id.bytes();
        let before = self.look(A::KIND, &key)?;
        let subject_before = before.as_ref().map_or(Subject::Centre, Record::subject);
        let after = event.fold(before, &self.stamp()).map_err(|problem| {
            tracing::error!(?problem, "an event without its record was staged");
            Problem::Internal
        })?;
        // What was said of a patient stays under the patient's key, even by the event that parts the two.
        let subject = match after.subject() {
            Subject::Centre => subject_before,
            patient @ Subject::Patient(_) => patient,
        };
        self.events.push((subject, event));
        self.staged.insert((A::KIND, key), after.clone());
        A::from_record(after).ok_or(Problem::Internal)
    }

    /// Whether anything was staged.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }
}

/// What is answered to a change of this record.
pub fn done<A: Registered>(record: &A, number: Option<String>) -> crate::api::Done
where
    A::Id: std::fmt::Display,
{
    crate::api::Done {
        kind: A::KIND,
        id: Aggregate::id(record).to_string(),
        version: record.version(),
        number,
        more: None,
    }
}
