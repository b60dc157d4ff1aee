//! Reading the whole journal through without changing it: to prove it whole, and to hand out its frames.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use super::append::Journal;
use super::frame::{Body, Sequence};
use super::keyring::Keyring;
use super::problem::JournalProblem;
use super::read::{Chunk, Chunks, Frames};
use super::recover::{Torn, find_end};
use super::segment::{self, Head, SegmentHead};

/// What a whole journal was found to hold. A broken one is an error that names the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    pub segments: u32,
    pub frames: u64,
    pub batches: u64,
    /// Bytes of frames.
    pub bytes: u64,
    /// Frames whose key was destroyed; 0 when no keyring was given.
    pub destroyed: u64,
    /// The end: compare it with what the records say they had applied.
    pub head: Head,
    /// What an interrupted write left behind the end; opening the journal for writing will save it aside and cut it.
    pub torn: Option<Torn>,
}

/// Proves hash chain, sequences and batches of the journal in `dir`, its own directory, and, given a keyring, that every
/// body opens.
/// One thread reads while this one checks. `progress` hears how many bytes of frames are done.
pub fn verify(
    dir: &Path,
    keyring: Option<&Keyring>,
    mut progress: impl FnMut(u64),
) -> Result<VerifyReport, JournalProblem> {
    let (heads, head, torn) = look(dir)?;
    let segments = u32::try_from(heads.len()).unwrap_or(u32::MAX);
    let mut report = VerifyReport { segments, frames: 0, batches: 0, bytes: 0, destroyed: 0, head, torn };
    let chunks = Chunks::new(dir.to_path_buf(), &heads, Sequence(1), head);
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(4);
        // Sending fails only when this side gave up at a broken place; then the reader stops as well.
        scope.spawn(move || chunks.map(|chunk| sender.send(chunk)).take_while(Result::is_ok).for_each(drop));
        for chunk in receiver {
            count(&chunk?, keyring, &mut report)?;
            progress(report.bytes);
        }
        Ok(report)
    })
}

/// How many segments there are in `dir`, a journal's own directory; 0 where there is no journal.
pub fn segments(dir: &Path) -> Result<u32, JournalProblem> {
    Ok(segment::last_number(dir)?)
}

fn count(chunk: &Chunk, keyring: Option<&Keyring>, report: &mut VerifyReport) -> Result<(), JournalProblem> {
    chunk.check()?;
    for frame in chunk.frames() {
        report.frames += 1;
        report.batches += u64::from(frame.header.batch.is_last());
        if let Some(keyring) = keyring {
            report.destroyed += u64::from(frame.open(keyring)? == Body::Destroyed);
        }
    }
    report.bytes += chunk.byte_len() as u64;
    Ok(())
}

impl Journal {
    /// The frames of the journal in `dir`, its own directory, from `from` on, without opening it for writing: nothing is cut or changed.
    pub fn read_only(dir: &Path, keyring: Arc<Keyring>, from: Sequence) -> Result<Frames, JournalProblem> {
        let (heads, head, _) = look(dir)?;
        Ok(Frames::new(Chunks::new(dir.to_path_buf(), &heads, from, head), keyring))
    }
}

fn look(dir: &Path) -> Result<(Vec<SegmentHead>, Head, Option<Torn>), JournalProblem> {
    let heads = segment::heads(dir)?;
    let last = heads.last().ok_or_else(|| JournalProblem::Missing { path: dir.to_path_buf() })?;
    let found = find_end(dir, last)?;
    Ok((heads, found.head, found.torn.map(|(torn, _)| torn)))
}
