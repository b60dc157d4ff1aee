//! What can go wrong in the records, as data; the sentences for people live elsewhere.

use std::fmt;

use super::store::Tree;
use crate::journal::{FileTrouble, KeyProblem};

/// Why records cannot be opened, read or written. Whatever is [`RecordsProblem::calls_for_rebuild`] is mended by rebuilding
/// from the journal; nothing in the records is ever the only copy.
#[derive(Debug)]
pub enum RecordsProblem {
    /// The store reports an error of its own.
    Store(sled::Error),
    /// The store panicked.
    Panicked { doing: &'static str },
    /// Another handle holds the store.
    Locked,
    /// A block of a tree does not read.
    DamagedBlock { tree: Tree },
    /// A value does not read or its pieces are missing.
    DamagedValue { tree: Tree, key: Vec<u8> },
    /// What a tree holds is not what was put into it.
    DigestDiffers { tree: Tree, expected: u64, found: u64 },
    /// The note of what has been applied does not read.
    DamagedNote,
    /// A key longer than can be stored.
    KeyTooLong { length: usize },
    /// A value longer than can be stored.
    ValueTooLong { length: usize },
    /// Values cannot be sealed or opened.
    Key(KeyProblem),
    /// The file system refused.
    File(FileTrouble),
}

impl RecordsProblem {
    /// True when the records are not to be trusted any more and must be rebuilt from the journal.
    pub fn calls_for_rebuild(&self) -> bool {
        match self {
            Self::Store(error) => !matches!(error, sled::Error::Io(_)),
            Self::Locked | Self::KeyTooLong { .. } | Self::ValueTooLong { .. } | Self::Key(_) | Self::File(_) => false,
            _ => true,
        }
    }

    /// True when the cause is a full disk.
    pub fn is_full(&self) -> bool {
        match self {
            Self::File(trouble) => trouble.is_full(),
            Self::Store(sled::Error::Io(error)) => error.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }
}

impl From<sled::Error> for RecordsProblem {
    fn from(error: sled::Error) -> Self {
        Self::Store(error)
    }
}

impl From<KeyProblem> for RecordsProblem {
    fn from(problem: KeyProblem) -> Self {
        Self::Key(problem)
    }
}

impl From<FileTrouble> for RecordsProblem {
    fn from(trouble: FileTrouble) -> Self {
        Self::File(trouble)
    }
}

impl fmt::Display for RecordsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => write!(f, "store: {error}"),
            Self::Panicked { doing } => write!(f, "store panicked while {doing}"),
            Self::Locked => write!(f, "store is held by another handle"),
            Self::DamagedBlock { tree } => write!(f, "damaged block in tree {tree}"),
            Self::DamagedValue { tree, key } => write!(f, "damaged value in tree {tree}, key {key:02x?}"),
            Self::DigestDiffers { tree, expected, found } => {
                write!(f, "tree {tree} is not what was put into it ({found} values, expected {expected})")
            }
            Self::DamagedNote => write!(f, "the note of what was applied is damaged"),
            Self::KeyTooLong { length } => write!(f, "key of {length} bytes is too long"),
            Self::ValueTooLong { length } => write!(f, "value of {length} bytes is too long"),
            Self::Key(problem) => problem.fmt(f),
            Self::File(trouble) => trouble.fmt(f),
        }
    }
}

impl std::error::Error for RecordsProblem {}
