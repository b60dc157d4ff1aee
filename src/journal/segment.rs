//! One segment file: its head, its name, and the list of them in a journal's directory.
//!
//! ```text
//!  0 magic 8, 8 format u32, 12 number u32, 16 journal id 16, 32 first sequence u64, 40 hash before the first frame 32,
//! 72 zero 24, 96 SHA-256 of the 96 bytes above
//! ```

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::disk::{Disk, sync_dir, write_all};
use super::frame::{Hash, Sequence, genesis};
use super::problem::{Break, Doing, FileTrouble, JournalProblem, While};

/// Bytes of a segment's head.
pub(super) const HEAD: usize = 128;
const SUMMED: usize = 96;
const MAGIC: &[u8; 8] = b"RENKEIJN";
const FORMAT: u32 = 1;

/// An end of the journal: everything up to `sequence`, which `hash` stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The last frame; 0 in an empty journal.
    pub sequence: Sequence,
    /// Its hash.
    pub hash: Hash,
    /// The segment that it stands in, from 1.
    pub segment: u32,
    /// Where it ends in that segment.
    pub offset: u64,
}

/// What a segment's head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SegmentHead {
    pub(super) number: u32,
    pub(super) journal: [u8; 16],
    pub(super) first: Sequence,
    pub(super) previous: Hash,
}

impl SegmentHead {
    /// The head of a new journal's first segment.
    pub(super) fn genesis(journal: [u8; 16]) -> Self {
        Self { number: 1, journal, first: Sequence(1), previous: genesis(&journal) }
    }

    /// The end of the journal when nothing stands in this segment yet.
    pub(super) fn start(&self) -> Head {
        let sequence = Sequence(self.first.0.saturating_sub(1));
        Head { sequence, hash: self.previous, segment: self.number, offset: HEAD as u64 }
    }

    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEAD);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&FORMAT.to_le_bytes());
        out.extend_from_slice(&self.number.to_le_bytes());
        out.extend_from_slice(&self.journal);
        out.extend_from_slice(&self.first.0.to_le_bytes());
        out.extend_from_slice(&self.previous.0);
        out.resize(SUMMED, 0);
        let sum = Sha256::digest(&out);
        out.extend_from_slice(&sum);
        out
    }

    fn decode(bytes: &[u8; HEAD], number: u32) -> Result<Self, JournalProblem> {
        let (body, sum) = bytes.split_at(SUMMED);
        let broken =
            JournalProblem::Broken { segment: number, offset: 0, sequence: Sequence(0), what: Break::SegmentHead };
        let Some(rest) = body.strip_prefix(MAGIC).filter(|_| Sha256::digest(body).as_slice() == sum) else {
            return Err(broken);
        };
        let mut at = 0;
        let version = u32::from_le_bytes(take(rest, &mut at));
        if version > FORMAT {
            return Err(JournalProblem::NewerFormat { segment: number, version });
        }
        let head = Self {
            number: u32::from_le_bytes(take(rest, &mut at)),
            journal: take(rest, &mut at),
            first: Sequence(u64::from_le_bytes(take(rest, &mut at))),
            previous: Hash(take(rest, &mut at)),
        };
        if head.number == number && head.first.0 > 0 { Ok(head) } else { Err(broken) }
    }
}

fn take<const N: usize>(bytes: &[u8], at: &mut usize) -> [u8; N] {
    let mut out = [0; N];
    if let Some(bytes) = bytes.get(*at..*at + N) {
        out.copy_from_slice(bytes);
    }
    *at += N;
    out
}

/// The file of segment `number`.
pub(super) fn path(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("{number:08}.seg"))
}

/// Puts a new segment in place: written beside, synced, renamed. So a segment that has its name has a whole head.
pub(super) fn create(disk: &dyn Disk, dir: &Path, head: &SegmentHead) -> Result<File, FileTrouble> {
    let path = path(dir, head.number);
    let beside = path.with_extension("new");
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .while_doing(Doing::Creating, &beside)?;
    write_all(disk, &file, &head.encode(), 0).while_doing(Doing::Writing, &beside)?;
    disk.sync(&file).while_doing(Doing::Syncing, &beside)?;
    std::fs::rename(&beside, &path).while_doing(Doing::Renaming, &path)?;
    sync_dir(disk, dir)?;
    Ok(file)
}

/// Reads the heads of all segments and proves that they follow from each other. Closed segments end with a frame's hash,
/// so that their chain is seen without reading them through. The list is never empty.
pub(super) fn heads(dir: &Path) -> Result<Vec<SegmentHead>, JournalProblem> {
    let last = last_number(dir)?;
    let mut heads: Vec<SegmentHead> = Vec::new();
    for number in 1..=last {
        let broken = |offset, sequence, what| JournalProblem::Broken { segment: number, offset, sequence, what };
        let path = path(dir, number);
        let file = match File::open(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(broken(0, Sequence(0), Break::SegmentMissing));
            }
            other => other.while_doing(Doing::Opening, &path)?,
        };
        let mut bytes = [0; HEAD];
        if file.read_exact_at(&mut bytes, 0).is_err() {
            return Err(broken(0, Sequence(0), Break::SegmentHead));
        }
        let head = SegmentHead::decode(&bytes, number)?;
        let follows = match heads.last() {
            Some(before) => {
                head.journal == before.journal
                    && head.first > before.first
                    && last_hash(dir, before)? == Some(head.previous)
            }
            None => head == SegmentHead::genesis(head.journal),
        };
        if !follows {
            return Err(broken(0, head.first, Break::SegmentChain));
        }
        heads.push(head);
    }
    if heads.is_empty() { Err(JournalProblem::Missing { path: dir.to_path_buf() }) } else { Ok(heads) }
}

/// The hash at the very end of a closed segment.
fn last_hash(dir: &Path, head: &SegmentHead) -> Result<Option<Hash>, FileTrouble> {
    let path = path(dir, head.number);
    let file = File::open(&path).while_doing(Doing::Opening, &path)?;
    let length = file.metadata().while_doing(Doing::Reading, &path)?.len();
    let mut hash = Hash::default();
    let Some(at) = length.checked_sub(hash.0.len() as u64).filter(|at| *at >= HEAD as u64) else {
        return Ok(None);
    };
    file.read_exact_at(&mut hash.0, at).while_doing(Doing::Reading, &path)?;
    Ok(Some(hash))
}

/// The highest number of a segment in `dir`, 0 when there is none.
pub(super) fn last_number(dir: &Path) -> Result<u32, FileTrouble> {
    let entries = match std::fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        other => other.while_doing(Doing::Listing, dir)?,
    };
    let mut last = 0;
    for entry in entries {
        let name = entry.while_doing(Doing::Listing, dir)?.file_name();
        let number = name.to_str().and_then(|name| name.strip_suffix(".seg")).and_then(|stem| stem.parse().ok());
        last = last.max(number.unwrap_or(0));
    }
    Ok(last)
}
