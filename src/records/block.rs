//! A block: a run of neighbouring records packed into one value of the store, with a sum over it.
//!
//! ```text
//! block   sum 8, item, item, …                       in order of key
//! item    key length u16, form u8, stored length u16, owner 16, mark 16, key, stored
//! stored  form 0: the sealed value                   form 1: id u64, length u32 of a value kept in pieces
//! ```
//! The store handles a record of 300 bytes about as slowly as one of 1,500, and keeps at most sixteen in a page; packing
//! makes bulk loading about three times as fast and the store's own tables small.

use sha2::{Digest, Sha256};

use crate::journal::KeyId;

/// A block that grows beyond this is split.
pub(super) const BLOCK_MAX: usize = 1536;
/// Sealed values longer than this are kept in pieces of their own.
pub(super) const INLINE_MAX: usize = 1024;
const SUM: usize = 8;
const FIXED: usize = 2 + 1 + 2 + 16 + 16;
const INLINE: u8 = 0;
const LONG: u8 = 1;

/// Where a record's sealed value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored<'a> {
    Inline(&'a [u8]),
    Long { id: u64, length: u32 },
}

/// One record as it stands in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item<'a> {
    pub(super) key: &'a [u8],
    /// Whose key sealed the value.
    pub(super) owner: KeyId,
    /// A keyed hash of tree, key and plain value; see [`super::digest`].
    pub(super) mark: u128,
    pub(super) stored: Stored<'a>,
}

impl Item<'_> {
    fn write(&self, out: &mut Vec<u8>) {
        let mut long = [0; 12];
        let (form, stored) = match self.stored {
            Stored::Inline(bytes) => (INLINE, bytes),
            Stored::Long { id, length } => {
                let (front, back) = long.split_at_mut(8);
                front.copy_from_slice(&id.to_le_bytes());
                back.copy_from_slice(&length.to_le_bytes());
                (LONG, &long[..])
            }
        };
        out.extend_from_slice(&short(self.key.len()));
        out.push(form);
        out.extend_from_slice(&short(stored.len()));
        out.extend_from_slice(&self.owner.0);
        out.extend_from_slice(&self.mark.to_le_bytes());
        out.extend_from_slice(self.key);
        out.extend_from_slice(stored);
    }
}

/// Keys and inline values are bounded far below 64 KiB before they come here.
fn short(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes()
}

/// Items in order, without the sum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block(Vec<u8>);

impl Block {
    /// Reads a stored block; none when its sum is not that of its place and bytes.
    pub(super) fn read(secret: &[u8; 32], place: &[u8], stored: &[u8]) -> Option<Self> {
        let (sum, items) = stored.split_first_chunk::<SUM>()?;
        (sum_of(secret, place, items) == *sum).then(|| Self(items.to_vec()))
    }

    /// The bytes to store at `place`.
    pub(super) fn stored(&self, secret: &[u8; 32], place: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(SUM + self.0.len());
        out.extend_from_slice(&sum_of(secret, place, &self.0));
        out.extend_from_slice(&self.0);
        out
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn items(&self) -> Items<'_> {
        Items { bytes: &self.0, at: 0 }
    }

    /// The record with this key.
    pub(super) fn get(&self, key: &[u8]) -> Option<Item<'_>> {
        self.items().map(|(_, item)| item).find(|item| item.key >= key).filter(|item| item.key == key)
    }

    /// Puts a record in place of the one with its key, or adds it.
    pub(super) fn put(&mut self, item: &Item) {
        let (start, end) = self.place_of(item.key);
        let mut bytes = Vec::new();
        item.write(&mut bytes);
        self.0.splice(start..end, bytes);
    }

    /// Takes the record with this key away.
    pub(super) fn remove(&mut self, key: &[u8]) {
        let (start, end) = self.place_of(key);
        self.0.drain(start..end);
    }

    /// Splits a block that is too long: gives the back part and its first key. `last` is the key that was put last: when
    /// it is at the end, only it moves, so that blocks filled in order stay full.
    pub(super) fn split(&mut self, last: &[u8]) -> Option<(Vec<u8>, Self)> {
        if self.0.len() <= BLOCK_MAX {
            return None;
        }
        let starts: Vec<(usize, &[u8])> = self.items().map(|(start, item)| (start, item.key)).collect();
        let at_end = starts.last().is_some_and(|(_, key)| *key == last);
        let middle = starts.iter().position(|(start, _)| *start >= self.0.len() / 2).unwrap_or(starts.len() - 1);
        let cut = if at_end { starts.len() - 1 } else { middle };
        let (start, key) = starts.get(cut.max(1)).map(|(start, key)| (*start, key.to_vec()))?;
        let back = self.0.split_off(start);
        Some((key, Self(back)))
    }

    /// Where the record with this key stands, or (an empty range) where it would.
    fn place_of(&self, key: &[u8]) -> (usize, usize) {
        let mut items = self.items();
        loop {
            let start = items.at;
            match items.next() {
                Some((_, item)) if item.key < key => {}
                Some((_, item)) if item.key == key => return (start, items.at),
                _ => return (start, start),
            }
        }
    }
}

fn sum_of(secret: &[u8; 32], place: &[u8], items: &[u8]) -> [u8; SUM] {
    let full: [u8; 32] = Sha256::new().chain_update(secret).chain_update(place).chain_update(items).finalize().into();
    full.first_chunk().copied().unwrap_or_default()
}

/// Goes through a block's items, with the place where each starts. The sum has vouched for the bytes.
pub(super) struct Items<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = (usize, Item<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let fixed = self.bytes.get(start..)?.first_chunk::<FIXED>()?;
        let [k0, k1, form, s0, s1, rest @ ..] = fixed;
        let (owner, mark) = rest.split_first_chunk::<16>()?;
        let key_end = start + FIXED + usize::from(u16::from_le_bytes([*k0, *k1]));
        let end = key_end + usize::from(u16::from_le_bytes([*s0, *s1]));
        let (key, stored) = (self.bytes.get(start + FIXED..key_end)?, self.bytes.get(key_end..end)?);
        let stored = if *form == INLINE {
            Stored::Inline(stored)
        } else {
            let (id, length) = stored.split_first_chunk::<8>()?;
            Stored::Long { id: u64::from_le_bytes(*id), length: u32::from_le_bytes(*length.first_chunk()?) }
        };
        self.at = end;
        Some((start, Item { key, owner: KeyId(*owner), mark: u128::from_le_bytes(*mark.first_chunk()?), stored }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item<'a>(key: &'a [u8], value: &'a [u8]) -> Item<'a> {
        Item { key, owner: KeyId([3; 16]), mark: 5, stored: Stored::Inline(value) }
    }

    fn keys(block: &Block) -> Vec<Vec<u8>> {
        block.items().map(|(_, item)| item.key.to_vec()).collect()
    }

    #[test]
    fn keeps_items_in_order_and_one_a_key() {
        let mut block = Block::default();
        for (key, value) in [(b"b", &b"1"[..]), (b"a", b"2"), (b"c", b""), (b"b", b"longer")] {
            block.put(&item(key, value));
        }
        block.put(&Item { stored: Stored::Long { id: 9, length: 5000 }, ..item(b"d", b"") });
        assert_eq!(keys(&block), [b"a", b"b", b"c", b"d"]);
        assert_eq!(block.get(b"b"), Some(item(b"b", b"longer")));
        assert_eq!(block.get(b"d").unwrap().stored, Stored::Long { id: 9, length: 5000 });
        assert_eq!(block.get(b"bb"), None);
        block.remove(b"a");
        block.remove(b"nothing");
        assert_eq!(keys(&block), [b"b", b"c", b"d"]);
    }

    #[test]
    fn reads_only_what_was_stored_at_its_place() {
        let mut block = Block::default();
        block.put(&item(b"a", b"value"));
        let stored = block.stored(&[1; 32], b"here");
        assert_eq!(Block::read(&[1; 32], b"here", &stored), Some(block));
        assert_eq!(Block::read(&[1; 32], b"there", &stored), None);
        for at in 0..stored.len() {
            let mut changed = stored.clone();
            changed[at] ^= 1;
            assert_eq!(Block::read(&[1; 32], b"here", &changed), None);
        }
    }

    #[test]
    fn filled_in_order_blocks_stay_full() {
        let (mut block, value) = (Block::default(), [0; 200]);
        for key in 0..=255_u8 {
            block.put(&item(&[key], &value));
            if let Some((fence, back)) = block.split(&[key]) {
                assert_eq!((fence, keys(&back)), (vec![key], vec![vec![key]]));
                assert!(block.0.len() > BLOCK_MAX - 300);
                return;
            }
        }
        panic!("never split");
    }

    #[test]
    fn one_long_item_is_not_split() {
        let (mut block, value) = (Block::default(), vec![0; BLOCK_MAX]);
        block.put(&item(b"a", &value));
        assert_eq!(block.split(b"a"), None);
        block.put(&item(b"b", &value));
        assert_eq!(block.split(b"a").unwrap().0, b"b");
    }
}
