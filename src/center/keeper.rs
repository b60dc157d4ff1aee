//! The records as the centre keeps them: sealed in the store, with what the store has not taken yet in front of it.
//!
//! What is durable in the journal is read from here at once and handed to the store a little later, many changes at a time:
//! each batch costs the store a write of its own and wakes its threads, which took longer than the journal's sync.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use super::store::Store;
use super::transaction::Overlay;
use crate::api::Problem;
use crate::domain::aggregate::Subject;
use crate::domain::event::{Kind, Record};
use crate::domain::id::PatientId;
use crate::journal::{Hash, KeyId, KeyProblem, Keyring, Sequence};
use crate::records::{Op, Records, RecordsProblem};

/// The tree that says under which key a patient's records are sealed.
pub const SUBJECTS: u8 = 200;

/// The tree of the first answers to changes, by idempotency id.
pub const ANSWERS: u8 = 201;

/// Which key seals whose records.
#[derive(Clone, Debug)]
pub struct Subjects {
    centre: KeyId,
    patients: HashMap<PatientId, KeyId>,
}

impl Subjects {
    /// Only the centre's key is known yet.
    pub fn new(centre: KeyId) -> Self {
        Self { centre, patients: HashMap::new() }
    }

    /// The centre's own key.
    pub const fn centre(&self) -> KeyId {
        self.centre
    }

    /// The key of a subject, if it has one yet.
    pub fn key(&self, subject: Subject) -> Option<KeyId> {
        match subject {
            Subject::Centre => Some(self.centre),
            Subject::Patient(patient) => self.patients.get(&patient).copied(),
        }
    }

    /// The key of a subject; a patient without one gets a fresh one, which the journal syncs before it is used.
    pub fn key_or_new(&mut self, subject: Subject, keyring: &Keyring) -> Result<KeyId, KeyProblem> {
        if let Some(key) = self.key(subject) {
            return Ok(key);
        }
        let key = keyring.create()?;
        self.learn(subject, key);
        Ok(key)
    }

    /// Forgets keys that never became durable.
    pub fn forget(&mut self, patients: &[PatientId]) {
        for patient in patients {
            self.patients.remove(patient);
        }
    }

    /// Learns a patient's key; whether it was new.
    pub fn learn(&mut self, subject: Subject, key: KeyId) -> bool {
        match subject {
            Subject::Patient(patient) => self.patients.insert(patient, key) != Some(key),
            Subject::Centre => false,
        }
    }
}

/// The records of a centre.
pub struct Keeper {
    records: RwLock<Records>,
    /// Durable in the journal, and read from here until the store has it.
    fresh: RwLock<Overlay>,
    waiting: Mutex<Waiting>,
}

/// What the store is still to be told.
#[derive(Default)]
struct Waiting {
    ops: Vec<Op>,
    /// Up to which frame that is, and its hash.
    applied: Option<(Sequence, Hash)>,
    /// The store failed: it takes nothing more until it was made anew.
    failed: bool,
}

impl Keeper {
    /// Keeps what is in this store.
    pub fn new(records: Records) -> Self {
        Self { records: RwLock::new(records), fresh: RwLock::default(), waiting: Mutex::default() }
    }

    /// The store itself.
    pub fn records(&self) -> std::sync::RwLockReadGuard<'_, Records> {
        self.records.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes another store in place of the one it had.
    pub fn replace(&self, records: Records) {
        *self.records.write().unwrap_or_else(PoisonError::into_inner) = records;
        *self.waiting() = Waiting::default();
        self.fresh.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the store failed, and is behind the journal until it is made anew.
    pub fn is_behind(&self) -> bool {
        self.waiting().failed
    }

    /// How many records and answers the store is still to be told.
    pub fn waits(&self) -> usize {
        let waiting = self.waiting();
        if waiting.failed { 0 } else { waiting.ops.len() }
    }

    /// Takes what is durable in the journal already: it is read from now on.
    pub fn take(&self, ops: Vec<Op>, overlay: Overlay, applied: Sequence, head: Hash) {
        self.fresh.write().unwrap_or_else(PoisonError::into_inner).extend(overlay);
        let mut waiting = self.waiting();
        waiting.ops.extend(ops);
        waiting.applied = Some((applied, head));
    }

    /// Tells the store what waits. If it fails, all of that is read from in front of it until it is made anew.
    pub fn settle(&self) -> Result<(), RecordsProblem> {
        let mut waiting = self.waiting();
        let Some((applied, head)) = waiting.applied.filter(|_| !waiting.failed) else { return Ok(()) };
        if let Err(problem) = self.records().apply(&waiting.ops, applied, head) {
            waiting.failed = true;
            return Err(problem);
        }
        waiting.ops.clear();
        waiting.applied = None;
        // Only now: whoever does not find it here any more finds it in the store.
        self.fresh.write().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(())
    }

    /// The stored answer to an idempotency id.
    pub fn answer(&self, command: &str) -> Option<crate::api::Done> {
        let waiting = self.waiting();
        let answers = |op: &&Op| op.tree == ANSWERS && op.key == command.as_bytes();
        let json = match waiting.ops.iter().rev().find(answers) {
            Some(op) => op.value.as_ref().map(|(json, _)| json.clone()),
            None => self.records().get(ANSWERS, command.as_bytes()).ok()?,
        };
        serde_json::from_slice(&json?).ok()
    }
}

impl Store for Keeper {
    fn get(&self, kind: Kind, key: &[u8]) -> Result<Option<Record>, Problem> {
        let fresh = self.fresh.read().unwrap_or_else(PoisonError::into_inner);
        if !fresh.is_empty()
            && let Some(record) = fresh.get(&(kind, key.to_vec()))
        {
            return Ok(Some(record.clone()));
        }
        drop(fresh);
        let json = self.records().get(kind as u8, key).map_err(|problem| broken(&problem))?;
        json.map(|json| Record::decode(kind, &json)).transpose().map_err(|error| undecodable(kind, &error))
    }

    fn range(&self, kind: Kind, prefix: &[u8]) -> Box<dyn Iterator<Item = Result<Record, Problem>> + '_> {
        let fresh: HashMap<Vec<u8>, Record> = self
            .fresh
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .filter(|((k, key), _)| *k == kind && key.starts_with(prefix))
            .map(|((_, key), record)| (key.clone(), record.clone()))
            .collect();
        let stored: Vec<_> = self.records().range(kind as u8, prefix).collect();
        if fresh.is_empty() {
            return Box::new(stored.into_iter().map(move |entry| {
                let (_, json) = entry.map_err(|problem| broken(&problem))?;
                Record::decode(kind, &json).map_err(|error| undecodable(kind, &error))
            }));
        }
        let mut whole = std::collections::BTreeMap::new();
        for entry in stored {
            let decoded = entry.map_err(|problem| broken(&problem)).and_then(|(key, json)| {
                Record::decode(kind, &json).map(|record| (key, record)).map_err(|error| undecodable(kind, &error))
            });
            match decoded {
                Ok((key, record)) => {
                    whole.insert(key, record);
                }
                Err(problem) => return Box::new(std::iter::once(Err(problem))),
            }
        }
        whole.extend(fresh);
        Box::new(whole.into_values().map(Ok))
    }
}

fn broken(problem: &RecordsProblem) -> Problem {
    tracing::error!(%problem, "the records cannot be read");
    Problem::Internal
}

fn undecodable(kind: Kind, error: &serde_json::Error) -> Problem {
    // The error names a place, never the content.
    tracing::error!(?kind, line = error.line(), column = error.column(), "a record cannot be decoded");
    Problem::Internal
}

/// What the store is to hold after these records changed.
pub fn ops(overlay: &Overlay, subjects: &Subjects) -> Result<Vec<Op>, Problem> {
    overlay
        .iter()
        .map(|((kind, key), record)| {
            let value = record.encode().map_err(|error| undecodable(*kind, &error))?;
            let seal = subjects.key(record.subject()).unwrap_or(subjects.centre());
            Ok(Op { tree: *kind as u8, key: key.clone(), value: Some((value, seal)) })
        })
        .collect()
}
