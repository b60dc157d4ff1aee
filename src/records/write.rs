//! Writing: finds each record's block, changes it, splits it when it grows too long, and keeps the digests.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::block::{Block, INLINE_MAX, Item, Stored};
use super::digest::mark;
use super::note::{self, Note};
use super::problem::RecordsProblem;
use super::store::{PIECE, Shared, Tree, behind, block_place, pieces};
use crate::journal::KeyId;

/// The longest key.
const KEY_MAX: usize = 256;
/// The longest value.
const VALUE_MAX: usize = 16 << 20;
/// While loading, changed blocks are written when there are this many: sled frees nothing while a batch is under way.
const LOAD_BLOCKS: usize = 256;

/// A change of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Op {
    pub tree: Tree,
    pub key: Vec<u8>,
    /// The new value and whose key seals it; none takes the record away.
    pub value: Option<(Vec<u8>, KeyId)>,
}

impl Op {
    /// Puts a value, sealed under `owner`'s key.
    pub fn put(tree: Tree, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>, owner: KeyId) -> Self {
        Self { tree, key: key.into(), value: Some((value.into(), owner)) }
    }

    /// Takes a record away.
    pub fn remove(tree: Tree, key: impl Into<Vec<u8>>) -> Self {
        Self { tree, key: key.into(), value: None }
    }
}

/// Collects changes until they are committed.
pub(super) struct Writer<'a> {
    shared: &'a Shared,
    pub(super) note: Note,
    /// Blocks that were read or made, by place.
    blocks: BTreeMap<Vec<u8>, Block>,
    batch: sled::Batch,
    /// Places between which no block is in the store but the first: keys in there need no looking up. Only while loading
    /// in order, where it saves almost every look-up.
    known: Option<(Vec<u8>, Vec<u8>)>,
    loading: bool,
}

impl<'a> Writer<'a> {
    /// A writer; `loading` many records in order of key, it writes as it goes and is not all or nothing.
    pub(super) fn new(shared: &'a Shared, note: Note, loading: bool) -> Self {
        Self { shared, note, blocks: BTreeMap::new(), batch: sled::Batch::default(), known: None, loading }
    }

    /// Puts or takes away one record.
    pub(super) fn write(&mut self, op: &Op) -> Result<(), RecordsProblem> {
        let (tree, key) = (op.tree, op.key.as_slice());
        if key.len() > KEY_MAX {
            return Err(RecordsProblem::KeyTooLong { length: key.len() });
        }
        // Everything that can be refused comes before the first change.
        let sealed = match &op.value {
            Some((plain, _)) if plain.len() > VALUE_MAX => {
                return Err(RecordsProblem::ValueTooLong { length: plain.len() });
            }
            Some((plain, owner)) => {
                Some((self.shared.seal(tree, key, *owner, plain)?, *owner, mark(&self.shared.secret, tree, key, plain)))
            }
            None => None,
        };
        if self.loading && self.blocks.len() >= LOAD_BLOCKS {
            self.write_out()?;
        }
        let place = self.find(tree, key)?;
        let Some(block) = self.blocks.get_mut(&place) else { return Ok(()) };
        let digest = self.note.trees.entry(tree).or_default();
        if let Some(old) = block.get(key) {
            digest.take(old.mark);
            if let Stored::Long { id, length } = old.stored {
                pieces(id, length).for_each(|place| self.batch.remove(&place));
            }
        }
        let Some((sealed, owner, mark)) = sealed else {
            block.remove(key);
            return Ok(());
        };
        digest.add(mark);
        let stored = if sealed.len() > INLINE_MAX {
            let (id, length) = (self.note.next_id, u32::try_from(sealed.len()).unwrap_or(u32::MAX));
            self.note.next_id += 1;
            for (place, piece) in pieces(id, length).zip(sealed.chunks(PIECE.into())) {
                self.batch.insert(&place, piece);
            }
            Stored::Long { id, length }
        } else {
            Stored::Inline(&sealed)
        };
        block.put(&Item { key, owner, mark, stored });
        if let Some((fence, back)) = block.split(key) {
            self.blocks.insert(block_place(tree, &fence), back);
        }
        Ok(())
    }

    /// Writes everything and the note in one batch; gives the note back.
    pub(super) fn commit(mut self) -> Result<Note, RecordsProblem> {
        self.batch.insert(note::PLACE, self.note.stored(&self.shared.secret));
        self.write_out()?;
        Ok(self.note)
    }

    /// The place of the block in which `key` belongs; the block is then among `self.blocks`.
    fn find(&mut self, tree: Tree, key: &[u8]) -> Result<Vec<u8>, RecordsProblem> {
        let target = block_place(tree, key);
        let near =
            self.blocks.range(block_place(tree, &[])..=target.clone()).next_back().map(|(place, _)| place.clone());
        if let (Some(place), Some((from, until))) = (&near, &self.known)
            && *from <= target
            && target < *until
        {
            return Ok(place.clone());
        }
        let stored = self.shared.block_of(tree, key)?;
        let place = match (near, stored) {
            (Some(near), Some((place, _))) if near.as_slice() >= &*place => near,
            (_, Some((place, block))) => {
                self.blocks.entry(place.to_vec()).or_insert(block);
                place.to_vec()
            }
            (Some(near), None) => near,
            (None, None) => {
                self.blocks.insert(block_place(tree, &[]), Block::default());
                block_place(tree, &[])
            }
        };
        if self.loading {
            let next = self
                .shared
                .db
                .range((Bound::Excluded(target.clone()), Bound::Excluded(behind(tree))))
                .next()
                .transpose()?;
            self.known = Some((place.clone(), next.map_or_else(|| behind(tree), |(place, _)| place.to_vec())));
        }
        Ok(place)
    }

    fn write_out(&mut self) -> Result<(), RecordsProblem> {
        let mut batch = std::mem::take(&mut self.batch);
        for (place, block) in std::mem::take(&mut self.blocks) {
            if block.is_empty() {
                batch.remove(place);
            } else {
                let stored = block.stored(&self.shared.secret, &place);
                batch.insert(place, stored);
            }
        }
        self.known = None;
        Ok(self.shared.db.apply_batch(batch)?)
    }
}
