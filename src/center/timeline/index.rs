//! One line in memory for each entry of the timelines that were opened, so that a long timeline opens and scrolls at once.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::api::Problem;
use crate::center::store::Store;
use crate::center::views::Views;
use crate::domain::aggregate::Key;
use crate::domain::event::{Kind, Registered};
use crate::domain::id::{EntryId, PatientId};
use crate::domain::timeline::{Content, Entry, EntryRef, Grams, ItemKind, Occurred, WeighedAt, Weighing};

/// What sorting, filtering, counting and drawing need of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// When it happened, in minutes since 1970.
    pub minute: i64,
    /// Which entry.
    pub entry: EntryId,
    /// Its kind.
    pub kind: ItemKind,
    /// The weight that counts, if it is one.
    pub weight: Option<(Grams, WeighedAt)>,
}

impl Line {
    /// The line of an entry.
    pub const fn new(entry: EntryId, occurred: i64, content: &Content, stands: bool) -> Self {
        let weight = match content {
            Content::Weight { grams, at } if stands => Some((*grams, *at)),
            _ => None,
        };
        Self { minute: occurred, entry, kind: content.kind(), weight }
    }

    fn of(entry: &Entry) -> Self {
        Self::new(entry.id.entry, entry.statement.occurred.minute(), &entry.statement.content, entry.stands())
    }

    const fn place(&self) -> (i64, EntryId) {
        (self.minute, self.entry)
    }

    /// The weight as one of the curve.
    pub fn weighing(&self, patient: PatientId) -> Option<Weighing> {
        let (grams, at) = self.weight?;
        let on = Occurred::At(crate::domain::time::from_micros(self.minute * 60_000_000)).date();
        Some(Weighing { entry: EntryRef { patient, entry: self.entry }, on, grams, at })
    }
}

/// The lines of one patient, the oldest first.
pub type Lines = Arc<Vec<Line>>;

/// The timelines that were opened since the start. 600,000 entries take less than 30 MB, so none is thrown out.
#[derive(Default)]
pub struct Timelines {
    opened: Mutex<HashMap<PatientId, Lines>>,
    /// Entries that were shown lately: scrolling asks for most of them again.
    shown: Mutex<HashMap<EntryRef, Entry>>,
}

/// So many entries are kept decoded at the most; then all are let go and those on the screens come back.
const SHOWN: usize = 4_000;

impl Timelines {
    /// Takes an entry in, if its timeline was opened before; else opening finds it in the records.
    pub fn put(&mut self, entry: &Entry) {
        self.shown.get_mut().unwrap_or_else(PoisonError::into_inner).remove(&entry.id);
        let opened = self.opened.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(lines) = opened.get_mut(&entry.id.patient) else { return };
        let (lines, line) = (Arc::make_mut(lines), Line::of(entry));
        lines.retain(|old| old.entry != line.entry);
        let at = lines.partition_point(|old| old.place() < line.place());
        lines.insert(at, line);
    }

    /// An entry, from the records where it was not shown lately.
    pub fn entry(&self, id: EntryRef, read: impl FnOnce() -> Result<Entry, Problem>) -> Result<Entry, Problem> {
        let known = self.shown.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        if let Some(entry) = known {
            return Ok(entry);
        }
        let entry = read()?;
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.len() >= SHOWN {
            shown.clear();
        }
        shown.insert(id, entry.clone());
        Ok(entry)
    }

    /// The lines of a patient; read from the records where nobody opened the timeline yet.
    pub fn open(
        &self,
        patient: PatientId,
        read: impl FnOnce() -> Result<Vec<Line>, Problem>,
    ) -> Result<Lines, Problem> {
        let known = self.opened.lock().unwrap_or_else(PoisonError::into_inner).get(&patient).cloned();
        if let Some(lines) = known {
            return Ok(lines);
        }
        let mut lines = read()?;
        lines.sort_unstable_by_key(Line::place);
        lines.shrink_to_fit();
        let lines = Arc::new(lines);
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).insert(patient, Arc::clone(&lines));
        Ok(lines)
    }
}

/// Opens the timelines of all patients, one after the other, until told to stop, so that nobody waits for the first look.
pub fn warm(views: &RwLock<Views>, store: &dyn Store, stop: &AtomicBool) {
    let locked = || views.read().unwrap_or_else(PoisonError::into_inner);
    let all: Vec<PatientId> = locked().patients.ids().collect();
    for patient in all {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        // Under the lock, so that no entry is written between reading and keeping; released after each patient.
        let views = locked();
        if views.timelines.open(patient, || read(store, patient)).is_err() {
            return;
        }
    }
}

/// The lines of a patient as the records have them.
pub fn read(store: &dyn Store, patient: PatientId) -> Result<Vec<Line>, Problem> {
    let entries = store.range(Kind::Entry, &patient.bytes());
    entries.filter_map(|record| record.map(Entry::from_record).transpose()).map(|e| e.map(|e| Line::of(&e))).collect()
}
