//! What the journal adds up to, kept in sled: put, get, range, rebuild, compare. It knows no rule of the centre.
//!
//! Records are a view: nothing in them is the only copy, and whenever they are in doubt they are rebuilt from the journal.
//! So they need not survive a power cut; they must only never be wrong without anyone noticing.
//!
//! # How they stand in the store, and why
//!
//! sled 0.34.7 has trees and transactions over several of them; neither is used. A transaction over four trees took twice
//! as long as one `apply_batch` on one tree (170 µs against 80 µs for four writes on a busy two-core machine), and
//! `apply_batch` is as safe: its writes are recovered all or none, readers see all or none of them, and there is one
//! writer. So all trees live in sled's one default tree, told apart by a byte:
//!
//! ```text
//! 0                     the note: what was applied, and a digest of every tree            (note)
//! 1 tree fence          a block: neighbouring records, packed, with a sum                 (block)
//! 2 id index            a piece of a value too long for a block: sled keeps values above
//!                       some kilobytes in files of their own that it never syncs
//! ```
//! A record with key `k` is in the block with the greatest fence not above `k`.
//!
//! # How loss is noticed
//!
//! sled checks its own pages, but takes a damaged one for the end of its log or forgets it, so that records vanish without
//! a word. Each record carries a mark (a keyed hash of tree, key and plain value); the note keeps the sum and number of
//! all marks a tree, written in the same batch as the records. [`Records::check`] adds them up again.

mod block;
mod check;
mod digest;
mod note;
mod problem;
mod range;
mod rebuild;
mod store;
mod write;

pub use check::{Check, Difference, Differs};
pub use note::Applied;
pub use problem::RecordsProblem;
pub use range::Range;
pub use rebuild::Rebuild;
pub use store::{Records, Tree};
pub use write::Op;

#[cfg(test)]
mod tests;
