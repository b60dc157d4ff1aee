//! The append-only journal: frames of sealed bytes in a hash chain of segments, the keys that seal them, recovery and export.
//!
//! The journal is the truth of a centre: whatever is not in it did not happen, and everything else can be rebuilt from it.
//! It knows bytes and a header (sequence, time, key, batch) and nothing of what the bytes mean.
//!
//! ```text
//! data directory
//!   lock            held by the one process that may write (DirLock)
//!   master.key      wraps every other key; may live elsewhere (MasterKey)
//!   keyring         one wrapped key a subject; destroying a key makes that subject unreadable (Keyring)
//!   reserve         room to shut down cleanly when the disk is full (Reserve)
//!   journal/        00000001.seg 00000002.seg ...   (Journal)
//!   access/         another, for who read what: a directory may hold several (Options::dir)
//! ```
//!
//! # What is promised
//!
//! * [`Journal::append`] returns after the bytes are on the disk. New keys are synced before the frames that use them.
//! * A batch is there whole or not at all.
//! * A failed write or sync poisons the journal. [`Journal::reopen`] goes back to the last acknowledged frame and cuts what came
//!   after it, so an append that was answered with an error is not taken for valid later by this process. If the process
//!   dies in between, a batch that was written whole may survive: whoever asked got no answer or an error, and must ask by
//!   the command's own id whether it happened.
//! * At open a torn tail (what the last, never acknowledged write left behind) is saved beside the segment and cut. Every
//!   frame says up to which sequence all was safe on the disk when it was written; so a bad place that a later frame
//!   calls safe is damage, not a torn tail, and is reported as [`JournalProblem::Broken`] and never cut.

mod append;
mod back;
mod disk;
mod export;
mod frame;
mod keyring;
mod keyring_file;
mod lock;
mod master;
mod problem;
mod read;
mod recover;
mod reserve;
mod sealing;
mod segment;
mod verify;

pub use append::{Appended, Journal, OpenReport, Options, Pending, Synced};
pub use back::{Backwards, Extent, Marks};
pub use disk::{Disk, RealDisk};
pub use export::export;
pub use frame::{Batch, Body, Entry, Frame, Hash, Header, MAX_FRAME, Part, RawFrame, Sequence};
pub use keyring::Keyring;
pub use keyring_file::{KeyId, KeyringReport};
pub use lock::DirLock;
pub use master::MasterKey;
pub use problem::{Break, Doing, FileTrouble, JournalProblem, KeyProblem};
pub use read::{Chunk, Chunks, Frames};
pub use recover::Torn;
pub use reserve::Reserve;
pub use segment::Head;
pub use verify::{VerifyReport, segments, verify};

#[cfg(test)]
pub(crate) mod faults;
#[cfg(test)]
mod tests;
