//! Finding the end of the last segment, and telling a torn tail, which is cut, from damage, which never is.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::disk::{Disk, sync_dir};
use super::frame::{Sequence, read_header};
use super::problem::{Doing, FileTrouble, JournalProblem, While};
use super::read::{Bad, SegmentReader, Step};
use super::segment::{Head, SegmentHead};

/// What an interrupted write left at the end; it was saved aside and cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Torn {
    /// The segment that it stood in.
    pub segment: u32,
    /// Where it started.
    pub offset: u64,
    /// How long it was.
    pub bytes: u64,
    /// The sequence that it would have started with.
    pub sequence: Sequence,
    /// The file that keeps its bytes; none when nothing was cut (only looked at).
    pub saved: Option<PathBuf>,
}

/// The end of a segment as found.
pub(super) struct Found {
    pub(super) head: Head,
    pub(super) torn: Option<(Torn, Vec<u8>)>,
}

/// Reads the last segment through: its last whole batch, and what stands behind it.
pub(super) fn find_end(dir: &Path, segment: &SegmentHead) -> Result<Found, JournalProblem> {
    let mut reader = SegmentReader::open(dir, segment, None)?;
    let mut head = segment.start();
    loop {
        match reader.step()? {
            Step::Chunk(chunk) => match chunk.first_bad_hash() {
                None => head = chunk.head().unwrap_or(head),
                Some(bad) => return judge(&reader, head_before(&chunk, &bad, head), &bad),
            },
            Step::End => return Ok(Found { head, torn: None }),
            Step::Bad(bad) => return judge(&reader, head, &bad),
        }
    }
}

/// The end just before the bad batch.
fn head_before(chunk: &super::read::Chunk, bad: &Bad, head: Head) -> Head {
    let before = chunk.frames().take_while(|frame| frame.header.sequence < bad.first).last();
    before.map_or(head, |frame| Head { sequence: frame.header.sequence, hash: frame.hash(), offset: bad.from, ..head })
}

/// Torn or broken? A header anywhere behind the bad place that calls it safe proves that it was once whole on the disk.
fn judge(reader: &SegmentReader, head: Head, bad: &Bad) -> Result<Found, JournalProblem> {
    let rest = reader.rest(bad.from)?;
    let mut headers = (0..rest.len()).filter_map(|at| read_header(reader.journal(), rest.get(at..)?));
    if headers.any(|(header, _)| header.safe >= bad.first) {
        return Err(bad.broken(head.segment));
    }
    let length = rest.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let mut bytes = rest;
    bytes.truncate(length);
    let torn = Torn { segment: head.segment, offset: bad.from, bytes: length as u64, sequence: bad.first, saved: None };
    Ok(Found { head, torn: Some((torn, bytes)) })
}

/// Keeps the torn bytes in a file of their own beside the segment, before they are cut.
pub(super) fn save_aside(disk: &dyn Disk, dir: &Path, torn: &Torn, bytes: &[u8]) -> Result<PathBuf, FileTrouble> {
    for attempt in 1_u32.. {
        let path = dir.join(format!("{:08}.cut-{}-{attempt}", torn.segment, torn.sequence));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            made => {
                let kept = keep(disk, &mut made.while_doing(Doing::Creating, &path)?, bytes);
                kept.while_doing(Doing::Writing, &path)?;
                sync_dir(disk, dir)?;
                return Ok(path);
            }
        }
    }
    Err(FileTrouble { doing: Doing::Creating, path: dir.to_path_buf(), error: ErrorKind::AlreadyExists.into() })
}

fn keep(disk: &dyn Disk, file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
    file.write_all(bytes)?;
    disk.sync(file)
}
