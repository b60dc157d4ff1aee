//! The note that the records keep of themselves: up to where the journal is applied, and the digest of every tree.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::digest::Digest;
use super::store::Tree;
use crate::journal::{Hash, Sequence};

/// Where the note stands in the store.
pub(super) const PLACE: &[u8] = &[0];
/// 2 since places keep their earlier checks: records of before are made anew from the journal.
const FORMAT: u8 = 2;
const TREE: usize = 1 + 8 + 16;

/// Up to where the journal has been applied. The owner compares it with the journal: a sequence ahead of the journal's
/// end, or another hash at that sequence, means that these are not this journal's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    pub sequence: Sequence,
    /// The hash of the frame with that sequence.
    pub hash: Hash,
}

/// All that is noted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Note {
    pub(super) applied: Applied,
    /// The id that the next long value gets.
    pub(super) next_id: u64,
    pub(super) trees: BTreeMap<Tree, Digest>,
}

impl Note {
    pub(super) fn stored(&self, secret: &[u8; 32]) -> Vec<u8> {
        let mut out = vec![FORMAT];
        out.extend_from_slice(&self.applied.sequence.0.to_le_bytes());
        out.extend_from_slice(&self.applied.hash.0);
        out.extend_from_slice(&self.next_id.to_le_bytes());
        for (tree, digest) in &self.trees {
            out.push(*tree);
            out.extend_from_slice(&digest.count.to_le_bytes());
            out.extend_from_slice(&digest.sum.to_le_bytes());
        }
        let sum = sum_of(secret, &out);
        out.extend_from_slice(&sum);
        out
    }

    pub(super) fn read(secret: &[u8; 32], stored: &[u8]) -> Option<Self> {
        let (body, sum) = stored.split_last_chunk::<16>()?;
        if sum_of(secret, body) != *sum {
            return None;
        }
        let (sequence, rest) = body.strip_prefix(&[FORMAT])?.split_first_chunk::<8>()?;
        let (hash, rest) = rest.split_first_chunk::<32>()?;
        let (next_id, rest) = rest.split_first_chunk::<8>()?;
        let mut trees = BTreeMap::new();
        for bytes in rest.chunks_exact(TREE) {
            let ([tree], rest) = bytes.split_first_chunk::<1>()?;
            let (count, sum) = rest.split_first_chunk::<8>()?;
            let digest = Digest { count: u64::from_le_bytes(*count), sum: u128::from_le_bytes(*sum.first_chunk()?) };
            trees.insert(*tree, digest);
        }
        let applied = Applied { sequence: Sequence(u64::from_le_bytes(*sequence)), hash: Hash(*hash) };
        Some(Self { applied, next_id: u64::from_le_bytes(*next_id), trees })
    }
}

fn sum_of(secret: &[u8; 32], body: &[u8]) -> [u8; 16] {
    let full: [u8; 32] = Sha256::new().chain_update(secret).chain_update(PLACE).chain_update(body).finalize().into();
    full.first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_stored_and_nothing_else() {
        let mut note =
            Note { applied: Applied { sequence: Sequence(7), hash: Hash([1; 32]) }, next_id: 3, ..Note::default() };
        note.trees.insert(2, Digest { count: 5, sum: 1 << 100 });
        note.trees.insert(9, Digest::default());
        let stored = note.stored(&[4; 32]);
        assert_eq!(Note::read(&[4; 32], &stored), Some(note));
        for at in 0..stored.len() {
            let mut changed = stored.clone();
            changed[at] ^= 2;
            assert_eq!(Note::read(&[4; 32], &changed), None);
        }
    }
}
