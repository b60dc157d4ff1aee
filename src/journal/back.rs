//! Reading a journal from its end: where its chunks begin is remembered, so that the last frames are found without going
//! through all those before them.

use std::path::PathBuf;
use std::sync::Arc;

use super::frame::{Frame, Sequence};
use super::keyring::Keyring;
use super::problem::JournalProblem;
use super::read::{Chunk, SegmentReader, Step};
use super::segment::{Head, SegmentHead};

/// Where all frames of a journal up to a moment stand. It is read on handles of its own, by any thread, while the journal
/// goes on.
#[derive(Debug, Clone)]
pub struct Extent {
    pub(super) dir: PathBuf,
    pub(super) heads: Vec<SegmentHead>,
    pub(super) end: Head,
}

impl Extent {
    /// The journal's end at that moment.
    pub fn head(&self) -> Head {
        self.end
    }

    /// A reader of one segment, from here.
    fn reader(&self, from: &Head) -> Result<Option<SegmentReader>, JournalProblem> {
        let Some(head) = self.heads.iter().find(|head| head.number == from.segment) else { return Ok(None) };
        let limit = (head.number == self.end.segment).then_some(self.end.offset);
        let mut reader = SegmentReader::open(&self.dir, head, limit)?;
        reader.resume(from);
        Ok(Some(reader))
    }
}

/// Where the chunks of one journal begin, as far as it was looked through. Frames stay where they are for good, so what
/// was once learnt holds.
#[derive(Debug, Default)]
pub struct Marks(Vec<Head>);

impl Marks {
    /// Learns what came since the last time; the first time it goes through all headers, without opening a body.
    fn learn(&mut self, extent: &Extent) -> Result<(), JournalProblem> {
        let Some(first) = extent.heads.first() else { return Ok(()) };
        // The last chunk may have grown since.
        let mut from = self.0.pop().unwrap_or_else(|| first.start());
        loop {
            let Some(mut reader) = extent.reader(&from)? else { return Ok(()) };
            loop {
                let here = reader.head();
                match reader.step()? {
                    Step::Chunk(_) => self.0.push(here),
                    Step::Bad(bad) => return Err(bad.broken(from.segment)),
                    Step::End => break,
                }
            }
            let next = extent.heads.iter().find(|head| head.number == from.segment + 1);
            match next.filter(|head| head.number <= extent.end.segment) {
                Some(next) => from = next.start(),
                None => return Ok(()),
            }
        }
    }
}

/// The frames of a journal from the newest to the oldest: hashes checked, bodies opened.
pub struct Backwards<'a> {
    extent: Extent,
    marks: &'a [Head],
    keyring: Arc<Keyring>,
    /// Only frames before this one are given.
    before: Sequence,
    /// Chunks whose frames are given next, the last one first, with how many frames of each are left.
    chunks: Vec<(Chunk, usize)>,
    failed: bool,
}

impl<'a> Backwards<'a> {
    /// The frames before this one; from the end if none is named.
    pub fn new(
        extent: Extent,
        marks: &'a mut Marks,
        keyring: Arc<Keyring>,
        before: Option<Sequence>,
    ) -> Result<Self, JournalProblem> {
        marks.learn(&extent)?;
        let before = before.unwrap_or_else(|| extent.end.sequence.next());
        let wanted = marks.0.partition_point(|mark| mark.sequence.next() < before);
        let marks = marks.0.get(..wanted).unwrap_or_default();
        Ok(Self { extent, marks, keyring, before, chunks: Vec::new(), failed: false })
    }

    fn advance(&mut self) -> Result<Option<Frame>, JournalProblem> {
        loop {
            let Some((chunk, left)) = self.chunks.last_mut() else {
                let Some((mark, rest)) = self.marks.split_last() else { return Ok(None) };
                self.marks = rest;
                self.chunks = self.between(mark)?;
                continue;
            };
            *left = left.saturating_sub(1);
            let frame = chunk.frame(*left).map(|frame| (frame.header, frame.open(&self.keyring), frame.hash()));
            if *left == 0 {
                self.chunks.pop();
            }
            if let Some((header, body, hash)) = frame {
                self.before = header.sequence;
                return Ok(Some(Frame { header, body: body?, hash }));
            }
        }
    }

    /// The chunks from a mark up to what was given already.
    fn between(&self, mark: &Head) -> Result<Vec<(Chunk, usize)>, JournalProblem> {
        let mut chunks = Vec::new();
        let Some(mut reader) = self.extent.reader(mark)? else { return Ok(chunks) };
        while reader.head().sequence.next() < self.before {
            match reader.step()? {
                Step::Chunk(chunk) => {
                    chunk.check()?;
                    let earlier = chunk.frames().take_while(|frame| frame.header.sequence < self.before).count();
                    if earlier > 0 {
                        chunks.push((chunk, earlier));
                    }
                }
                Step::Bad(bad) => return Err(bad.broken(mark.segment)),
                Step::End => break,
            }
        }
        Ok(chunks)
    }
}

impl Iterator for Backwards<'_> {
    type Item = Result<Frame, JournalProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let frame = self.advance();
        self.failed = frame.is_err();
        frame.transpose()
    }
}
