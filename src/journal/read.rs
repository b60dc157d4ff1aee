//! Reading the journal: chunks of raw frames that other threads may check and open, and a plain iterator over opened ones.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::frame::{Frame, HEADER, Hash, Header, RawFrame, Sequence, chain, read_header};
use super::keyring::Keyring;
use super::problem::{Break, Doing, FileTrouble, JournalProblem, While};
use super::segment::{self, Head, SegmentHead};

/// How much is read at a time.
const BLOCK: usize = 1 << 20;

/// A run of whole batches as read from one segment: their order is checked, their hashes are not until [`Chunk::check`].
/// It owns its bytes, so it can be sent to another thread.
#[derive(Debug)]
pub struct Chunk {
    segment: u32,
    offset: u64,
    previous: Hash,
    bytes: Vec<u8>,
    /// Each frame's header and where it ends in `bytes`.
    frames: Vec<(Header, usize)>,
    /// Frames at the front that were not asked for.
    skip: usize,
}

impl Chunk {
    /// The number of frames that were asked for.
    pub fn len(&self) -> usize {
        self.frames.len() - self.skip
    }

    /// A chunk always holds a frame; here because of `len`.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The frames in order.
    pub fn frames(&self) -> impl Iterator<Item = RawFrame<'_>> {
        (0..self.len()).filter_map(|at| self.frame(at))
    }

    /// The frame at place `at`, from 0.
    pub fn frame(&self, at: usize) -> Option<RawFrame<'_>> {
        self.raw(self.skip + at)
    }

    /// Proves that each frame's hash is that of its bytes and the frame before it. The first frame's is checked against
    /// the hash that the chunk before carries; so when all chunks pass, the chain is whole.
    pub fn check(&self) -> Result<(), JournalProblem> {
        self.first_bad_hash().map_or(Ok(()), |bad| Err(bad.broken(self.segment)))
    }

    /// Bytes of the file that it covers.
    pub(super) fn byte_len(&self) -> usize {
        self.bytes.len()
    }

    /// The end of the journal as this chunk says it.
    pub(super) fn head(&self) -> Option<Head> {
        let at = self.frames.len().checked_sub(1)?;
        let frame = self.raw(at)?;
        let offset = self.offset + self.bytes.len() as u64;
        Some(Head { sequence: frame.header.sequence, hash: frame.hash(), segment: self.segment, offset })
    }

    fn start_of(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.frames.get(before)).map_or(0, |(_, end)| *end)
    }

    fn raw(&self, at: usize) -> Option<RawFrame<'_>> {
        let (header, end) = self.frames.get(at)?;
        Some(RawFrame::new(*header, self.bytes.get(self.start_of(at)..*end)?))
    }

    pub(super) fn first_bad_hash(&self) -> Option<Bad> {
        let mut previous = self.previous;
        for at in 0..self.frames.len() {
            let frame = self.raw(at)?;
            if chain(&previous, frame.hashed()) != frame.hash() {
                let before = usize::from(frame.header.batch.part) - 1;
                let first = at.saturating_sub(before);
                return Some(Bad {
                    at: self.offset + self.start_of(at) as u64,
                    from: self.offset + self.start_of(first) as u64,
                    first: Sequence(frame.header.sequence.0.saturating_sub(before as u64)),
                    sequence: frame.header.sequence,
                    what: Break::Hash,
                });
            }
            previous = frame.hash();
        }
        None
    }

    /// Leaves out the frames before `from`.
    fn skip_to(&mut self, from: Sequence) {
        self.skip = self.frames.partition_point(|(header, _)| header.sequence < from);
    }
}

/// A place where a segment cannot be read on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bad {
    /// Where the first bad frame starts.
    pub(super) at: u64,
    /// Where the batch that it belongs to starts.
    pub(super) from: u64,
    /// The first sequence of that batch.
    pub(super) first: Sequence,
    /// The sequence of the bad frame.
    pub(super) sequence: Sequence,
    pub(super) what: Break,
}

impl Bad {
    pub(super) fn broken(&self, segment: u32) -> JournalProblem {
        JournalProblem::Broken { segment, offset: self.at, sequence: self.sequence, what: self.what }
    }
}

/// One step through a segment.
pub(super) enum Step {
    Chunk(Chunk),
    /// Nothing but zeroes, or nothing at all, is left.
    End,
    Bad(Bad),
}

/// Goes through one segment's frames up to a limit.
pub(super) struct SegmentReader {
    file: File,
    path: PathBuf,
    segment: u32,
    journal: [u8; 16],
    /// Where to stop reading.
    limit: u64,
    /// Where `bytes` starts in the file: always at the start of a batch.
    at: u64,
    bytes: Vec<u8>,
    next: Sequence,
    previous: Hash,
}

/// What was found after the whole batches in a reader's bytes.
enum After {
    NeedsMore,
    End,
    Bad(Bad),
}

impl SegmentReader {
    /// Opens the segment of `head`; reads to `limit`, or to the file's end.
    pub(super) fn open(dir: &Path, head: &SegmentHead, limit: Option<u64>) -> Result<Self, FileTrouble> {
        let path = segment::path(dir, head.number);
        let file = File::open(&path).while_doing(Doing::Opening, &path)?;
        let length = file.metadata().while_doing(Doing::Reading, &path)?.len();
        Ok(Self {
            file,
            path,
            segment: head.number,
            journal: head.journal,
            limit: limit.unwrap_or(length).min(length),
            at: segment::HEAD as u64,
            bytes: Vec::new(),
            next: head.first,
            previous: head.previous,
        })
    }

    /// Goes on at an end where a reader of this segment once stood.
    pub(super) fn resume(&mut self, from: &Head) {
        self.at = from.offset;
        self.next = from.sequence.next();
        self.previous = from.hash;
        self.bytes.clear();
    }

    /// Where the reader stands: behind the last frame that it gave.
    pub(super) fn head(&self) -> Head {
        Head {
            sequence: Sequence(self.next.0.saturating_sub(1)),
            hash: self.previous,
            segment: self.segment,
            offset: self.at,
        }
    }

    /// Where the reader stops.
    pub(super) fn limit(&self) -> u64 {
        self.limit
    }

    pub(super) fn step(&mut self) -> Result<Step, FileTrouble> {
        loop {
            let (frames, after) = self.scan()?;
            if let Some((last, end)) = frames.last().copied() {
                let rest = self.bytes.split_off(end);
                let bytes = std::mem::replace(&mut self.bytes, rest);
                let chunk =
                    Chunk { segment: self.segment, offset: self.at, previous: self.previous, bytes, frames, skip: 0 };
                self.at += end as u64;
                self.next = last.sequence.next();
                self.previous = chunk.raw(chunk.frames.len() - 1).map_or(self.previous, |frame| frame.hash());
                return Ok(Step::Chunk(chunk));
            }
            match after {
                After::NeedsMore => self.fill()?,
                After::End => return Ok(Step::End),
                After::Bad(bad) => return Ok(Step::Bad(bad)),
            }
        }
    }

    /// The rest of the file from `offset` on, as it is.
    pub(super) fn rest(&self, offset: u64) -> Result<Vec<u8>, FileTrouble> {
        let length = usize::try_from(self.limit.saturating_sub(offset)).unwrap_or(usize::MAX);
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, offset).while_doing(Doing::Reading, &self.path)?;
        Ok(bytes)
    }

    /// The journal's id.
    pub(super) fn journal(&self) -> &[u8; 16] {
        &self.journal
    }

    /// Finds the frames of whole batches at the front of the bytes, and what comes after them.
    fn scan(&self) -> Result<(Vec<(Header, usize)>, After), FileTrouble> {
        let mut frames: Vec<(Header, usize)> = Vec::new();
        let (mut whole, mut pos, mut next) = (0, 0, self.next);
        let mut batch_start = (0, next);
        let after = loop {
            let bad = |what| {
                let (from, first) = batch_start;
                After::Bad(Bad { at: self.at + pos as u64, from: self.at + from as u64, first, sequence: next, what })
            };
            let rest = self.bytes.get(pos..).unwrap_or_default();
            let complete = self.at + self.bytes.len() as u64 >= self.limit;
            if rest.len() < HEADER && !complete {
                break After::NeedsMore;
            }
            let Some((header, length)) = read_header(&self.journal, rest) else {
                let clean = pos == whole && rest.first().is_none_or(|byte| *byte == 0) && self.is_zero_from(pos)?;
                break if clean { After::End } else { bad(Break::FrameHead) };
            };
            if header.sequence != next {
                break bad(Break::Sequence);
            }
            let expected =
                frames.get(frames.len().wrapping_sub(1)).filter(|_| pos != whole).map(|(header, _)| header.batch);
            if header.batch.part != expected.map_or(1, |batch| batch.part + 1)
                || expected.is_some_and(|batch| batch.of != header.batch.of)
            {
                break bad(Break::Batch);
            }
            if rest.len() < length {
                break if complete { bad(Break::CutShort) } else { After::NeedsMore };
            }
            pos += length;
            next = next.next();
            frames.push((header, pos));
            if header.batch.is_last() {
                whole = pos;
                batch_start = (pos, next);
            }
        };
        while frames.last().is_some_and(|(_, end)| *end > whole) {
            frames.pop();
        }
        Ok((frames, after))
    }

    fn fill(&mut self) -> Result<(), FileTrouble> {
        let have = self.bytes.len();
        let left = self.limit.saturating_sub(self.at + have as u64);
        let more = usize::try_from(left).unwrap_or(usize::MAX).min(BLOCK);
        self.bytes.resize(have + more, 0);
        let room = self.bytes.get_mut(have..).unwrap_or_default();
        self.file.read_exact_at(room, self.at + have as u64).while_doing(Doing::Reading, &self.path)
    }

    /// True when nothing but zeroes follows, up to the limit.
    fn is_zero_from(&self, pos: usize) -> Result<bool, FileTrouble> {
        if self.bytes.get(pos..).unwrap_or_default().iter().any(|byte| *byte != 0) {
            return Ok(false);
        }
        let (mut offset, mut block) = (self.at + self.bytes.len() as u64, vec![0; BLOCK]);
        while offset < self.limit {
            let length = usize::try_from(self.limit - offset).unwrap_or(usize::MAX).min(BLOCK);
            let part = block.get_mut(..length).unwrap_or_default();
            self.file.read_exact_at(part, offset).while_doing(Doing::Reading, &self.path)?;
            if part.iter().any(|byte| *byte != 0) {
                return Ok(false);
            }
            offset += length as u64;
        }
        Ok(true)
    }
}

/// Chunks of the journal from a sequence up to an end, through all segments.
pub struct Chunks {
    dir: PathBuf,
    /// Segments still to be read, the next one last.
    heads: Vec<SegmentHead>,
    reader: Option<SegmentReader>,
    from: Sequence,
    end: Head,
}

impl Chunks {
    pub(super) fn new(dir: PathBuf, heads: &[SegmentHead], from: Sequence, end: Head) -> Self {
        let first = heads.partition_point(|head| head.first <= from).saturating_sub(1);
        let mut heads: Vec<SegmentHead> =
            heads.iter().skip(first).take_while(|head| head.number <= end.segment).copied().collect();
        heads.reverse();
        if from > end.sequence {
            heads.clear();
        }
        Self { dir, heads, reader: None, from, end }
    }

    fn advance(&mut self) -> Result<Option<Chunk>, JournalProblem> {
        loop {
            let Some(reader) = &mut self.reader else {
                let Some(head) = self.heads.pop() else { return Ok(None) };
                let limit = (head.number == self.end.segment).then_some(self.end.offset);
                self.reader = Some(SegmentReader::open(&self.dir, &head, limit)?);
                continue;
            };
            match reader.step()? {
                Step::Chunk(mut chunk) => {
                    chunk.skip_to(self.from);
                    if !chunk.is_empty() {
                        return Ok(Some(chunk));
                    }
                }
                Step::Bad(bad) => return Err(bad.broken(reader.segment)),
                Step::End => {
                    let at = reader.head();
                    let broken = |what| JournalProblem::Broken {
                        segment: at.segment,
                        offset: at.offset,
                        sequence: at.sequence.next(),
                        what,
                    };
                    match self.heads.last() {
                        Some(next) if at.offset != reader.limit() || next.first != at.sequence.next() => {
                            return Err(broken(Break::CutShort));
                        }
                        None if at != self.end => return Err(broken(Break::Head)),
                        _ => self.reader = None,
                    }
                }
            }
        }
    }
}

impl Iterator for Chunks {
    type Item = Result<Chunk, JournalProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.advance();
        if step.is_err() {
            self.heads.clear();
            self.reader = None;
        }
        step.transpose()
    }
}

/// Frames of the journal in order: hashes checked, bodies opened.
pub struct Frames {
    chunks: Chunks,
    keyring: Arc<Keyring>,
    current: Option<(Chunk, usize)>,
}

impl Frames {
    pub(super) fn new(chunks: Chunks, keyring: Arc<Keyring>) -> Self {
        Self { chunks, keyring, current: None }
    }
}

impl Iterator for Frames {
    type Item = Result<Frame, JournalProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((chunk, at)) = &mut self.current
                && let Some(frame) = chunk.frame(*at)
            {
                *at += 1;
                let opened = frame.open(&self.keyring);
                return Some(opened.map(|body| Frame { header: frame.header, body, hash: frame.hash() }));
            }
            match self.chunks.next()?.and_then(|chunk| chunk.check().map(|()| chunk)) {
                Ok(chunk) => self.current = Some((chunk, 0)),
                Err(problem) => {
                    self.chunks.heads.clear();
                    self.chunks.reader = None;
                    self.current = None;
                    return Some(Err(problem));
                }
            }
        }
    }
}
