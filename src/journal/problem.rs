//! What can go wrong in the journal and its keys, as data; the sentences for people live elsewhere.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::frame::Sequence;
use super::keyring_file::KeyId;

/// What was being done to a file when the system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Creating,
    Listing,
    Opening,
    Reading,
    Writing,
    Syncing,
    Truncating,
    Renaming,
    Removing,
    Locking,
}

/// A refusal of the file system: what, where, and the system's own reason.
#[derive(Debug)]
pub struct FileTrouble {
    pub doing: Doing,
    pub path: PathBuf,
    pub error: io::Error,
}

impl FileTrouble {
    /// True when there is no room left on the disk (or in the quota).
    pub fn is_full(&self) -> bool {
        matches!(self.error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }
}

impl fmt::Display for FileTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}: {}", self.doing, self.path.display(), self.error)
    }
}

impl std::error::Error for FileTrouble {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Turns an `io::Result` into one that says what was being done to which file.
pub(crate) trait While<T> {
    fn while_doing(self, doing: Doing, path: &Path) -> Result<T, FileTrouble>;
}

impl<T> While<T> for io::Result<T> {
    fn while_doing(self, doing: Doing, path: &Path) -> Result<T, FileTrouble> {
        self.map_err(|error| FileTrouble { doing, path: path.to_path_buf(), error })
    }
}

/// How the journal is broken at a place. None of these is repaired by cutting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// A segment between the first and the last is not there.
    SegmentMissing,
    /// The segment's own head does not read, or belongs to another journal or place.
    SegmentHead,
    /// The segment does not continue where the one before it ended.
    SegmentChain,
    /// No frame can be read where one must be.
    FrameHead,
    /// The frame is whole but its sequence is not the next one.
    Sequence,
    /// The frame's place in its batch does not follow from the frame before it.
    Batch,
    /// The frame's hash is not that of its bytes and the frame before it.
    Hash,
    /// A closed segment ends in the middle of a frame or batch.
    CutShort,
    /// The end is not where it was when it was last acknowledged.
    Head,
}

/// Why keys cannot be read, made or used.
#[derive(Debug)]
pub enum KeyProblem {
    /// No master key at any of the places where it may be.
    MasterMissing { path: PathBuf },
    /// There is one already; it is never overwritten.
    MasterExists { path: PathBuf },
    /// Others than its owner may read the file.
    MasterExposed { path: PathBuf, mode: u32 },
    /// The file does not hold exactly 32 bytes.
    MasterMalformed { path: PathBuf, length: u64 },
    /// The keyring was made under another master key.
    WrongMaster { path: PathBuf },
    /// There is no keyring here.
    KeyringMissing { path: PathBuf },
    /// There is one already; it is never overwritten.
    KeyringExists { path: PathBuf },
    /// A record that was safe on the disk does not read (record 0 is the file's head).
    KeyringDamaged { path: PathBuf, record: u64 },
    /// An earlier write failed; reopen first.
    KeyringPoisoned,
    /// The keyring does not know this key.
    Unknown(KeyId),
    /// The key was destroyed on purpose.
    Destroyed(KeyId),
    /// The sealed bytes were not made with this key and context, or were changed.
    Unsealable(KeyId),
    /// The system gave no random bytes.
    NoRandom,
    /// The file system refused.
    File(FileTrouble),
}

impl From<FileTrouble> for KeyProblem {
    fn from(trouble: FileTrouble) -> Self {
        Self::File(trouble)
    }
}

impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MasterMissing { path } => write!(f, "no master key at {}", path.display()),
            Self::MasterExists { path } => write!(f, "a master key exists at {}", path.display()),
            Self::MasterExposed { path, mode } => {
                write!(f, "master key {} has mode {mode:o}, must be 400", path.display())
            }
            Self::MasterMalformed { path, length } => {
                write!(f, "master key {} holds {length} bytes, must be 32", path.display())
            }
            Self::WrongMaster { path } => write!(f, "keyring {} was made under another master key", path.display()),
            Self::KeyringMissing { path } => write!(f, "no keyring at {}", path.display()),
            Self::KeyringExists { path } => write!(f, "a keyring exists at {}", path.display()),
            Self::KeyringDamaged { path, record } => {
                write!(f, "keyring {} is damaged at record {record}", path.display())
            }
            Self::KeyringPoisoned => write!(f, "an earlier write to the keyring failed"),
            Self::Unknown(key) => write!(f, "unknown key {key}"),
            Self::Destroyed(key) => write!(f, "key {key} was destroyed"),
            Self::Unsealable(key) => write!(f, "bytes do not open under key {key}"),
            Self::NoRandom => write!(f, "no random bytes from the system"),
            Self::File(trouble) => trouble.fmt(f),
        }
    }
}

impl std::error::Error for KeyProblem {}

/// Why the journal cannot be opened, read or written.
#[derive(Debug)]
pub enum JournalProblem {
    /// Another process holds the data directory.
    Locked { path: PathBuf, pid: Option<u32> },
    /// There is no journal here.
    Missing { path: PathBuf },
    /// There is one already; it is never overwritten.
    Exists { path: PathBuf },
    /// The chain is broken at a place that was safe on the disk. `sequence` is the first frame that cannot be trusted.
    Broken { segment: u32, offset: u64, sequence: Sequence, what: Break },
    /// Written by a newer release.
    NewerFormat { segment: u32, version: u32 },
    /// An earlier write or sync failed; nothing is written until [`super::Journal::reopen`] succeeds.
    Poisoned,
    /// A batch holds no entry.
    EmptyBatch,
    /// A batch holds more entries than it can count.
    BatchTooLong { entries: usize },
    /// A body is longer than a frame can carry.
    BodyTooLong { length: usize, limit: usize },
    /// Asked to read from beyond the end.
    BeyondEnd { asked: Sequence, head: Sequence },
    /// A frame is whole but its body cannot be opened.
    Body { sequence: Sequence, problem: KeyProblem },
    /// A key cannot be used.
    Key(KeyProblem),
    /// The file system refused.
    File(FileTrouble),
}

impl JournalProblem {
    /// True when the cause is a full disk: the journal can go on once there is room.
    pub fn is_full(&self) -> bool {
        match self {
            Self::File(trouble) | Self::Key(KeyProblem::File(trouble)) => trouble.is_full(),
            _ => false,
        }
    }
}

impl From<FileTrouble> for JournalProblem {
    fn from(trouble: FileTrouble) -> Self {
        Self::File(trouble)
    }
}

impl From<KeyProblem> for JournalProblem {
    fn from(problem: KeyProblem) -> Self {
        Self::Key(problem)
    }
}

impl fmt::Display for JournalProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked { path, pid: Some(pid) } => write!(f, "{} is held by process {pid}", path.display()),
            Self::Locked { path, pid: None } => write!(f, "{} is held by another process", path.display()),
            Self::Missing { path } => write!(f, "no journal in {}", path.display()),
            Self::Exists { path } => write!(f, "a journal exists in {}", path.display()),
            Self::Broken { segment, offset, sequence, what } => {
                write!(f, "journal broken in segment {segment} at byte {offset}, sequence {sequence}: {what:?}")
            }
            Self::NewerFormat { segment, version } => {
                write!(f, "segment {segment} has format {version}, which is newer than this program")
            }
            Self::Poisoned => write!(f, "an earlier write to the journal failed"),
            Self::EmptyBatch => write!(f, "empty batch"),
            Self::BatchTooLong { entries } => write!(f, "batch of {entries} entries is too long"),
            Self::BodyTooLong { length, limit } => write!(f, "body of {length} bytes is longer than {limit}"),
            Self::BeyondEnd { asked, head } => write!(f, "sequence {asked} is beyond the end {head}"),
            Self::Body { sequence, problem } => write!(f, "body of sequence {sequence}: {problem}"),
            Self::Key(problem) => problem.fmt(f),
            Self::File(trouble) => trouble.fmt(f),
        }
    }
}

impl std::error::Error for JournalProblem {}
