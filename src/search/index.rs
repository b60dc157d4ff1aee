//! The index itself: documents in, hits out.

use std::hash::Hash;

use super::document::{Document, Kinds};
use super::keys::Keys;
use super::query::{self, Hit};
use super::spelt::Spelt;
use super::store::Store;

/// A document as it goes into an index: all that costs time is done, on whichever thread.
#[derive(Debug)]
pub struct Prepared {
    kind: u8,
    keys: Keys,
}

impl Prepared {
    /// Makes the keys of a document.
    pub fn of(document: &Document, spelt: &mut Spelt) -> Self {
        Self { kind: document.kind, keys: Keys::of(document, spelt) }
    }
}

/// Documents by their ids, found by kanji, kana, romaji, digits and with small mistakes.
///
/// Everything is in memory and nothing is written; whoever holds the records puts them in again.
#[derive(Debug)]
pub struct Index<Id> {
    store: Store<Id>,
    spelt: Spelt,
}

impl<Id: Copy + Eq + Hash + Ord> Default for Index<Id> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Id: Copy + Eq + Hash + Ord> Index<Id> {
    /// An empty index.
    pub fn new() -> Self {
        Self { store: Store::new(), spelt: Spelt::default() }
    }

    /// Puts a document in, in place of the one with the same id.
    pub fn put(&mut self, id: Id, document: &Document) {
        let prepared = Prepared::of(document, &mut self.spelt);
        self.put_prepared(id, &prepared);
    }

    /// The same for one whose keys are made.
    pub fn put_prepared(&mut self, id: Id, document: &Prepared) {
        self.store.put(id, document.kind, &document.keys);
    }

    /// Takes a document out; says whether it was there.
    pub fn remove(&mut self, id: Id) -> bool {
        self.store.remove(id)
    }

    /// How many documents are in it.
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory that the index holds, as near as it can tell.
    pub fn bytes(&self) -> usize {
        self.store.bytes()
    }

    /// The best `limit` documents for what was typed, the best first.
    ///
    /// `text` is split at spaces; every term must match some field, as typed or as romaji. Only
    /// documents of `kinds` that `accept` lets through are found: what may not be seen is not
    /// counted either. Hits that need a term corrected come behind all others. Nothing typed finds nothing.
    pub fn query(&self, text: &str, kinds: Kinds, accept: impl Fn(Id) -> bool, limit: usize) -> Vec<Hit<Id>> {
        query::best(&self.store, text, kinds, accept, limit)
    }
}
