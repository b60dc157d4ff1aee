//! The records as the centre keeps them: sealed in the store, with what the store could not take yet in front of it.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

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
#[derive(Debug)]
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
    /// What the store failed to take: durable in the journal, and read from here until the store is whole again.
    fresh: RwLock<Overlay>,
}

impl Keeper {
    /// Keeps what is in this store.
    pub fn new(records: Records) -> Self {
        Self { records: RwLock::new(records), fresh: RwLock::default() }
    }

    /// The store itself.
    pub fn records(&self) -> std::sync::RwLockReadGuard<'_, Records> {
        self.records.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes another store in place of the one it had.
    pub fn replace(&self, records: Records) {
        *self.records.write().unwrap_or_else(PoisonError::into_inner) = records;
        self.fresh.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Whether the store is behind the journal.
    pub fn is_behind(&self) -> bool {
        !self.fresh.read().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Applies what is durable in the journal already. If the store fails, what it should hold is kept in front of it.
    pub fn apply(&self, ops: &[Op], overlay: Overlay, applied: Sequence, head: Hash) -> Result<(), RecordsProblem> {
        let outcome = if self.is_behind() { Ok(()) } else { self.records().apply(ops, applied, head) };
        if outcome.is_err() || self.is_behind() {
            self.fresh.write().unwrap_or_else(PoisonError::into_inner).extend(overlay);
        }
        outcome
    }

    /// The stored answer to an idempotency id.
    pub fn answer(&self, command: &str) -> Option<crate::api::Done> {
        let json = self.records().get(ANSWERS, command.as_bytes()).ok()??;
        serde_json::from_slice(&json).ok()
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
