//! Going through a tree in order of key.

use std::sync::Arc;

use super::block::Block;
use super::problem::RecordsProblem;
use super::store::{Shared, Tree, behind, block_place, guarded};

/// Records of one tree whose keys start with a prefix, in order; see [`super::Records::range`].
pub struct Range {
    shared: Arc<Shared>,
    tree: Tree,
    prefix: Vec<u8>,
    /// The store's own iterator over blocks, begun with the first call.
    blocks: Option<sled::Iter>,
    /// The keys of the present block still to come, the next one last.
    block: Block,
    keys: Vec<Vec<u8>>,
    /// The last key that was given: after a split a later block may hold records that an earlier one still had.
    last: Option<Vec<u8>>,
    done: bool,
}

type Record = (Vec<u8>, Vec<u8>);

/// The keys of a [`Range`].
pub(super) struct Keys(Range);

impl Iterator for Keys {
    type Item = Result<Vec<u8>, RecordsProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.step(Range::next_key)
    }
}

impl Range {
    pub(super) fn new(shared: Arc<Shared>, tree: Tree, prefix: &[u8]) -> Self {
        let prefix = prefix.to_vec();
        Self { shared, tree, prefix, blocks: None, block: Block::default(), keys: Vec::new(), last: None, done: false }
    }

    pub(super) fn keys_only(self) -> Keys {
        Keys(self)
    }

    fn next_record(&mut self) -> Result<Option<Record>, RecordsProblem> {
        while let Some(key) = self.next_key()? {
            if let Some(value) = self.value(&key)? {
                return Ok(Some((key, value)));
            }
        }
        Ok(None)
    }

    fn next_key(&mut self) -> Result<Option<Vec<u8>>, RecordsProblem> {
        loop {
            if let Some(key) = self.keys.pop() {
                self.last = Some(key.clone());
                return Ok(Some(key));
            }
            if !self.next_block()? {
                return Ok(None);
            }
        }
    }

    fn step<T>(
        &mut self,
        next: impl FnOnce(&mut Self) -> Result<Option<T>, RecordsProblem>,
    ) -> Option<Result<T, RecordsProblem>> {
        if self.done {
            return None;
        }
        let step = guarded("reading", || next(self)).transpose();
        self.done = !matches!(step, Some(Ok(_)));
        step
    }

    /// The value of a key in the present block; none when it was taken away meanwhile.
    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, RecordsProblem> {
        let Some(item) = self.block.get(key) else { return Ok(None) };
        match self.shared.open(self.tree, &item)? {
            Some(value) => Ok(Some(value)),
            None => self.shared.get(self.tree, key),
        }
    }

    fn next_block(&mut self) -> Result<bool, RecordsProblem> {
        if self.blocks.is_none() {
            let start = self.shared.block_of(self.tree, &self.prefix)?;
            let start = start.map_or_else(|| block_place(self.tree, &[]), |(place, _)| place.to_vec());
            self.blocks = Some(self.shared.db.range(start..behind(self.tree)));
        }
        let Some((place, stored)) = self.blocks.as_mut().and_then(Iterator::next).transpose()? else {
            return Ok(false);
        };
        let fence = place.get(2..).unwrap_or_default();
        if fence > self.prefix.as_slice() && !fence.starts_with(&self.prefix) {
            return Ok(false);
        }
        self.block = self.shared.read_block(&place, &stored)?;
        let keys = self.block.items().map(|(_, item)| item.key);
        let keys =
            keys.filter(|key| key.starts_with(&self.prefix) && self.last.as_deref().is_none_or(|last| *key > last));
        self.keys = keys.map(<[u8]>::to_vec).collect();
        self.keys.reverse();
        Ok(true)
    }
}

impl Iterator for Range {
    type Item = Result<Record, RecordsProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step(Self::next_record)
    }
}
