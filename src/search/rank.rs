//! Keeping the best hits so far.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::query::{Hit, Matched};

/// Where a document stands among others; the greatest is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rank<Id> {
    pub slips: u32,
    pub score: i64,
    pub id: Id,
}

impl<Id: Ord> Ord for Rank<Id> {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.slips.cmp(&self.slips)).then(self.score.cmp(&other.score)).then_with(|| other.id.cmp(&self.id))
    }
}

impl<Id: Ord> PartialOrd for Rank<Id> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A kept hit, ordered so that the heap has the worst on top.
struct Kept<Id>(Rank<Id>, Vec<Matched>);

impl<Id: Ord> Ord for Kept<Id> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.cmp(&self.0)
    }
}

impl<Id: Ord> PartialOrd for Kept<Id> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<Id: Ord> PartialEq for Kept<Id> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<Id: Ord> Eq for Kept<Id> {}

/// The best hits so far, never more than were asked for.
pub(super) struct Best<Id> {
    limit: usize,
    heap: BinaryHeap<Kept<Id>>,
}

impl<Id: Copy + Ord> Best<Id> {
    pub fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new() }
    }

    pub fn is_full(&self) -> bool {
        self.heap.len() >= self.limit
    }

    /// Whether a document of this rank would be kept.
    pub fn has_room_for(&self, rank: &Rank<Id>) -> bool {
        !self.is_full() || self.heap.peek().is_some_and(|worst| *rank > worst.0)
    }

    /// Whether a document that scores no more than this, and has no lower identifier, might be kept.
    pub fn has_room_at(&self, score: i64, id: Id) -> bool {
        self.has_room_for(&Rank { slips: 0, score, id })
    }

    pub fn keep(&mut self, rank: Rank<Id>, matched: Vec<Matched>) {
        if self.has_room_for(&rank) {
            self.heap.push(Kept(rank, matched));
            if self.heap.len() > self.limit {
                self.heap.pop();
            }
        }
    }

    /// The hits, the best first.
    pub fn into_hits(self) -> Vec<Hit<Id>> {
        let hit = |Kept(Rank { slips, score, id }, matched)| Hit { id, score, slips, matched };
        self.heap.into_sorted_vec().into_iter().map(hit).collect()
    }
}
