//! Marks and digests: a keyed hash of each record, and their sum over a tree, which does not depend on any order.

use sha2::{Digest as _, Sha256};

use super::store::Tree;

/// The mark of one record. Keyed, since it stands in clear and must not let anyone try out what a value might be.
pub(super) fn mark(secret: &[u8; 32], tree: Tree, key: &[u8], plain: &[u8]) -> u128 {
    let length = u32::try_from(key.len()).unwrap_or(u32::MAX).to_le_bytes();
    let hash = Sha256::new()
        .chain_update(secret)
        .chain_update([tree])
        .chain_update(length)
        .chain_update(key)
        .chain_update(plain);
    let full: [u8; 32] = hash.finalize().into();
    full.first_chunk().copied().map_or(0, u128::from_le_bytes)
}

/// How many records a tree holds, and the sum of their marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Digest {
    pub(super) count: u64,
    pub(super) sum: u128,
}

impl Digest {
    pub(super) fn add(&mut self, mark: u128) {
        self.count += 1;
        self.sum = self.sum.wrapping_add(mark);
    }

    pub(super) fn take(&mut self, mark: u128) {
        self.count = self.count.saturating_sub(1);
        self.sum = self.sum.wrapping_sub(mark);
    }
}
