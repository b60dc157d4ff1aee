//! The index and the one thread that writes it: built while the server answers already, then kept current.
//!
//! A commit hands its records over and waits for nothing; a search waits until all that was committed before it is in.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, RwLock};

use super::{Found, document};
use crate::center::store::Store;
use crate::center::views::Views;
use crate::domain::consultation::Consultation;
use crate::domain::event::{Kind, Record};
use crate::domain::id::PatientId;
use crate::search::{Index, Prepared, Spelt};

/// How many prefixes without a record in a row mean that there are no further ones: each stands for 256 identifiers.
const EMPTY_IN_A_ROW: u32 = 40;

/// What the thread has yet to do.
#[derive(Default)]
struct Inbox {
    records: Vec<Record>,
    /// Somebody may search: until then nothing is indexed.
    begun: bool,
    build: bool,
    stop: bool,
    busy: bool,
}

/// The index over resources, patients and consultations.
#[derive(Default)]
pub struct Finder {
    index: RwLock<Index<Found>>,
    inbox: Mutex<Inbox>,
    changed: Condvar,
}

impl Finder {
    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts building, the first time: at the first screen or the first search, for a command that imports needs none.
    pub fn begin(&self) {
        let mut inbox = self.inbox();
        if !inbox.begun {
            inbox.begun = true;
            inbox.build = true;
            drop(inbox);
            self.changed.notify_all();
        }
    }

    /// Hands over what was committed.
    pub fn put<'a>(&self, records: impl IntoIterator<Item = &'a Record>) {
        let mut inbox = self.inbox();
        if !inbox.begun {
            return;
        }
        for record in records {
            match record {
                // Areas and services may have other names now.
                Record::Centre(_) => inbox.build = true,
                Record::Site(_) | Record::Patient(_) | Record::Consultation(_) => inbox.records.push(record.clone()),
                _ => {}
            }
        }
        drop(inbox);
        self.changed.notify_all();
    }

    /// Waits until everything handed over is in the index. Hold no lock that the thread needs meanwhile.
    pub fn wait(&self) {
        self.begin();
        let idle = |inbox: &mut Inbox| !inbox.stop && (inbox.busy || inbox.build || !inbox.records.is_empty());
        drop(self.changed.wait_while(self.inbox(), idle).unwrap_or_else(PoisonError::into_inner));
    }

    /// Ends the thread, also in the middle of its work.
    pub fn stop(&self) {
        self.inbox().stop = true;
        self.changed.notify_all();
    }

    fn stopped(&self) -> bool {
        self.inbox().stop
    }

    /// Reads from the index.
    pub fn read<T>(&self, read: impl FnOnce(&Index<Found>) -> T) -> T {
        read(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The thread's work until [`Finder::stop`].
    pub fn run(&self, store: &dyn Store, views: &RwLock<Views>) {
        loop {
            let nothing = |inbox: &mut Inbox| !inbox.stop && !inbox.build && inbox.records.is_empty();
            let mut inbox = self.changed.wait_while(self.inbox(), nothing).unwrap_or_else(PoisonError::into_inner);
            if inbox.stop {
                return;
            }
            let build = std::mem::take(&mut inbox.build);
            let records = std::mem::take(&mut inbox.records);
            inbox.busy = true;
            drop(inbox);
            if build {
                self.build(store, views);
            }
            self.take(&records, store, views);
            self.inbox().busy = false;
            self.changed.notify_all();
        }
    }

    /// On one thread: several wait for the one heap that the server has, and took longer.
    fn build(&self, store: &dyn Store, views: &RwLock<Views>) {
        let mut spelt = Spelt::default();
        for kind in [Kind::Site, Kind::Patient, Kind::Consultation] {
            let (mut at, mut empty) = (0_u64, 0);
            while empty < EMPTY_IN_A_ROW && !self.stopped() {
                let prefix = at.to_be_bytes();
                let records: Vec<Record> = store.range(kind, &prefix[1..]).filter_map(Result::ok).collect();
                empty = if records.is_empty() { empty + 1 } else { 0 };
                at += 1;
                self.index(&records, views, &mut spelt);
            }
        }
    }

    /// Takes records in; the consultations of a patient too, since they go by the patient's name.
    fn take(&self, records: &[Record], store: &dyn Store, views: &RwLock<Views>) {
        let mut also = Vec::new();
        for record in records {
            if let Record::Patient(patient) = record {
                also.extend(consultations_of(patient.id, store, views));
            }
        }
        let mut spelt = Spelt::default();
        self.index(&also, views, &mut spelt);
        self.index(records, views, &mut spelt);
    }

    fn index(&self, records: &[Record], views: &RwLock<Views>, spelt: &mut Spelt) {
        self.enter(prepare(records, views, spelt));
    }

    fn enter(&self, documents: Vec<(Found, Option<Prepared>)>) {
        if documents.is_empty() {
            return;
        }
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        for (id, document) in documents {
            match document {
                Some(document) => index.put_prepared(id, &document),
                None => {
                    index.remove(id);
                }
            }
        }
    }
}

/// What the index takes of these records; nothing where it is to forget one.
fn prepare(records: &[Record], views: &RwLock<Views>, spelt: &mut Spelt) -> Vec<(Found, Option<Prepared>)> {
    if records.is_empty() {
        return Vec::new();
    }
    let views = views.read().unwrap_or_else(PoisonError::into_inner);
    let mut documents = Vec::new();
    for record in records {
        match record {
            Record::Site(site) => {
                documents.push((Found::Site(site.id), Some(document::site(site, &views.settings))));
            }
            Record::Patient(patient) => {
                // Who was merged into another is found there.
                let document = patient.merged_into.is_none().then(|| document::patient(patient, &views.settings));
                documents.push((Found::Patient(patient.id), document));
            }
            Record::Consultation(consultation) => {
                let id = consultation.id;
                documents.push((Found::Reception(id), Some(document::reception(consultation, &views))));
                documents.push((Found::Consultation(id), Some(document::consultation(consultation, &views))));
            }
            _ => {}
        }
    }
    // The keys cost most: nobody waits for the summaries meanwhile.
    drop(views);
    documents.into_iter().map(|(id, document)| (id, document.map(|it| Prepared::of(&it, spelt)))).collect()
}

fn consultations_of(patient: PatientId, store: &dyn Store, views: &RwLock<Views>) -> Vec<Record> {
    let views = views.read().unwrap_or_else(PoisonError::into_inner);
    let ids: Vec<_> = views.queue.of(&[patient]).into_iter().map(|summary| summary.id).collect();
    drop(views);
    let get = |id: crate::domain::id::ConsultationId| {
        use crate::domain::aggregate::Key;
        store.get(<Consultation as crate::domain::event::Registered>::KIND, &id.bytes()).ok().flatten()
    };
    ids.into_iter().filter_map(get).collect()
}
