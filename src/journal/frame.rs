//! One frame: its header, its sealed body, its hash, and how they stand in a file.
//!
//! ```text
//!  0 length   u32   of the whole frame, hash included        all numbers little-endian
//!  4 part     u16   this frame's place in its batch, from 1
//!  6 of       u16   frames in the batch
//!  8 sequence u64
//! 16 time     i64   microseconds since 1970, UTC
//! 24 safe     u64   the last sequence that was safe on the disk when this frame was written
//! 32 key      16    whose key sealed the body
//! 48 check     8    SHA-256 of journal id and the 48 bytes above, shortened
//! 56 sealed         nonce 24, ciphertext, tag 16; the header is its associated data
//!  … hash     32    SHA-256 of the previous frame's hash and all the frame's bytes before it
//! ```
//! The check lets a header be recognised without its neighbours; with `safe` it tells damage from a torn tail.

use std::fmt;

use sha2::{Digest, Sha256};

use super::keyring::Keyring;
use super::keyring_file::KeyId;
use super::problem::{JournalProblem, KeyProblem};
use super::sealing::SEAL_OVERHEAD;

/// The longest frame, header and hash included.
pub const MAX_FRAME: usize = 16 << 20;
pub(super) const HEADER: usize = 56;
const CHECKED: usize = 48;
const HASH: usize = 32;
/// What a frame adds to its body.
pub(super) const FRAME_OVERHEAD: usize = HEADER + SEAL_OVERHEAD + HASH;

/// The place of a frame in the journal. The first is 1; there are no gaps; 0 means before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Sequence(pub u64);

impl Sequence {
    /// The one after it.
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The one `count` places after it.
    pub fn plus(self, count: u64) -> Self {
        Self(self.0.saturating_add(count))
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A frame's hash, which stands for it and all before it.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// One thing to write down: bytes about one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The subject's key.
    pub key: KeyId,
    /// When it happened, in microseconds since 1970, UTC.
    pub time: i64,
    /// What happened.
    pub body: Vec<u8>,
}

/// Entries that are written all or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    pub entries: Vec<Entry>,
}

impl Batch {
    /// A batch of one.
    pub fn one(key: KeyId, time: i64, body: Vec<u8>) -> Self {
        Self { entries: vec![Entry { key, time, body }] }
    }
}

/// A frame's place in its batch, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub part: u16,
    pub of: u16,
}

impl Part {
    /// True for the last frame of its batch.
    pub fn is_last(self) -> bool {
        self.part == self.of
    }

    fn is_sound(self) -> bool {
        self.part >= 1 && self.part <= self.of
    }
}

/// What a frame says in clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    pub sequence: Sequence,
    /// Microseconds since 1970, UTC.
    pub time: i64,
    pub key: KeyId,
    pub batch: Part,
    /// The last sequence that was safe on the disk when this frame was written.
    pub safe: Sequence,
}

/// What a frame was about, if it can still be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Plain(Vec<u8>),
    /// The subject's key was destroyed on purpose.
    Destroyed,
}

/// A frame as read: checked against the chain, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub header: Header,
    pub body: Body,
    pub hash: Hash,
}

/// The hash before the first frame of a journal.
pub(super) fn genesis(journal: &[u8; 16]) -> Hash {
    Hash(Sha256::new().chain_update(b"renkei journal").chain_update(journal).finalize().into())
}

/// The hash of a frame's bytes after the frame with hash `previous`.
pub(super) fn chain(previous: &Hash, bytes: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update(previous.0).chain_update(bytes).finalize().into())
}

fn check(journal: &[u8; 16], header: &[u8]) -> [u8; 8] {
    let full: [u8; 32] = Sha256::new().chain_update(journal).chain_update(header).finalize().into();
    full.first_chunk().copied().unwrap_or_default()
}

/// Appends one frame to `out` and returns its hash.
pub(super) fn encode(
    journal: &[u8; 16],
    keyring: &Keyring,
    previous: &Hash,
    header: &Header,
    body: &[u8],
    out: &mut Vec<u8>,
) -> Result<Hash, JournalProblem> {
    let limit = MAX_FRAME - FRAME_OVERHEAD;
    let too_long = JournalProblem::BodyTooLong { length: body.len(), limit };
    let Some(length) = u32::try_from(body.len() + FRAME_OVERHEAD).ok().filter(|_| body.len() <= limit) else {
        return Err(too_long);
    };
    let start = out.len();
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&header.batch.part.to_le_bytes());
    out.extend_from_slice(&header.batch.of.to_le_bytes());
    out.extend_from_slice(&header.sequence.0.to_le_bytes());
    out.extend_from_slice(&header.time.to_le_bytes());
    out.extend_from_slice(&header.safe.0.to_le_bytes());
    out.extend_from_slice(&header.key.0);
    let sum = check(journal, out.get(start..).unwrap_or_default());
    out.extend_from_slice(&sum);
    let mut bound = [0; HEADER];
    bound.copy_from_slice(out.get(start..).unwrap_or_default());
    keyring.seal_into(header.key, &bound, body, out)?;
    let hash = chain(previous, out.get(start..).unwrap_or_default());
    out.extend_from_slice(&hash.0);
    Ok(hash)
}

/// Reads a header at the front of `bytes`, with the frame's length; none when its check says it is not one.
pub(super) fn read_header(journal: &[u8; 16], bytes: &[u8]) -> Option<(Header, usize)> {
    let (fields, rest) = bytes.split_first_chunk::<CHECKED>()?;
    let sum = rest.first_chunk::<8>()?;
    let length = usize::try_from(u32::from_le_bytes(field(fields, 0))).ok()?;
    if !(FRAME_OVERHEAD..=MAX_FRAME).contains(&length) {
        return None;
    }
    let header = Header {
        sequence: Sequence(u64::from_le_bytes(field(fields, 8))),
        time: i64::from_le_bytes(field(fields, 16)),
        key: KeyId(field(fields, 32)),
        batch: Part { part: u16::from_le_bytes(field(fields, 4)), of: u16::from_le_bytes(field(fields, 6)) },
        safe: Sequence(u64::from_le_bytes(field(fields, 24))),
    };
    // The cheap tests come first: looking for headers in damaged bytes tries every offset.
    let sound = header.batch.is_sound() && header.safe < header.sequence;
    (sound && check(journal, fields) == *sum).then_some((header, length))
}

fn field<const N: usize>(bytes: &[u8; CHECKED], at: usize) -> [u8; N] {
    let mut out = [0; N];
    if let Some(bytes) = bytes.get(at..at + N) {
        out.copy_from_slice(bytes);
    }
    out
}

/// A frame as it stands in a chunk of the file: its hash is checked by the chunk, its body still sealed.
#[derive(Debug, Clone, Copy)]
pub struct RawFrame<'a> {
    pub header: Header,
    bytes: &'a [u8],
}

impl<'a> RawFrame<'a> {
    /// The frame whose whole bytes are `bytes`.
    pub(super) fn new(header: Header, bytes: &'a [u8]) -> Self {
        Self { header, bytes }
    }

    /// The hash that the frame carries.
    pub fn hash(&self) -> Hash {
        self.bytes.last_chunk().map_or_else(Hash::default, |hash| Hash(*hash))
    }

    /// The bytes that the hash is of.
    pub(super) fn hashed(&self) -> &'a [u8] {
        self.bytes.get(..self.bytes.len().saturating_sub(HASH)).unwrap_or_default()
    }

    /// Opens the body.
    pub fn open(&self, keyring: &Keyring) -> Result<Body, JournalProblem> {
        let (bound, sealed) = self.hashed().split_at_checked(HEADER).unwrap_or_default();
        match keyring.open_sealed(self.header.key, bound, sealed) {
            Ok(plain) => Ok(Body::Plain(plain)),
            Err(KeyProblem::Destroyed(_)) => Ok(Body::Destroyed),
            Err(problem) => Err(JournalProblem::Body { sequence: self.header.sequence, problem }),
        }
    }
}
