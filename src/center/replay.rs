//! From the journal to the records: every event folded again, in order.
//!
//! Three threads: one reads and opens frames, one folds their events, one seals and stores the records that changed.

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::committer::subject_op;
use super::keeper::{ANSWERS, Subjects, ops};
use super::recorded::Recorded;
use super::transaction::Overlay;
use crate::domain::aggregate::{Stamp, Subject};
use crate::domain::event::{Kind, Record};
use crate::domain::time::from_micros;
use crate::journal::{Body, Hash, Header, Journal, JournalProblem, Sequence};
use crate::records::{Op, Records, RecordsProblem};

/// How many changed records are gathered before they go to a store that is being loaded.
const GATHERED: usize = 20_000;

/// How many are gathered before they go, all or none of them, to a store that is only behind.
const GATHERED_BEHIND: usize = 200;

/// How many frames cross from the reading thread to the folding one at a time.
const CHUNK: usize = 2_000;

/// Why the records cannot be made from the journal.
#[derive(Debug)]
pub enum ReplayProblem {
    /// The journal cannot be read.
    Journal(JournalProblem),
    /// The store fails.
    Records(RecordsProblem),
    /// A frame does not hold what this program writes.
    Unreadable {
        /// Which frame.
        sequence: Sequence,
        /// What the reader said.
        why: String,
    },
}

impl From<JournalProblem> for ReplayProblem {
    fn from(problem: JournalProblem) -> Self {
        Self::Journal(problem)
    }
}

impl From<RecordsProblem> for ReplayProblem {
    fn from(problem: RecordsProblem) -> Self {
        Self::Records(problem)
    }
}

impl std::fmt::Display for ReplayProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Journal(problem) => problem.fmt(f),
            Self::Records(problem) => problem.fmt(f),
            Self::Unreadable { sequence, why } => write!(f, "frame {sequence} cannot be read: {why}"),
        }
    }
}

/// What a replay did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// How many frames were read.
    pub frames: u64,
    /// How many events they held.
    pub events: u64,
}

struct Read {
    header: Header,
    hash: Hash,
    recorded: Option<Recorded>,
}

/// Folds all frames after `applied` into the store; `progress` is told the sequence reached now and then.
pub fn replay(
    journal: &Journal,
    records: &Records,
    subjects: &mut Subjects,
    applied: Sequence,
    progress: impl FnMut(Sequence),
) -> Result<Replayed, ReplayProblem> {
    let frames = journal.read(applied.next())?;
    let gathered = if records.is_loading() { GATHERED } else { GATHERED_BEHIND };
    let (sender, receiver) = sync_channel::<Result<Vec<Read>, ReplayProblem>>(4);
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut chunk = Vec::with_capacity(CHUNK);
            for frame in frames {
                let read = frame.map_err(ReplayProblem::from).and_then(|frame| {
                    let recorded = match &frame.body {
                        Body::Plain(json) => Some(serde_json::from_slice(json).map_err(|error| {
                            ReplayProblem::Unreadable { sequence: frame.header.sequence, why: error.to_string() }
                        })?),
                        Body::Destroyed => None,
                    };
                    Ok(Read { header: frame.header, hash: frame.hash, recorded })
                });
                match read {
                    Ok(read) => chunk.push(read),
                    Err(problem) => {
                        let _ = sender.send(Err(problem));
                        return;
                    }
                }
                if chunk.len() == CHUNK
                    && sender.send(Ok(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK)))).is_err()
                {
                    return;
                }
            }
            let _ = sender.send(Ok(chunk));
        });
        let (to_store, handed_on) = sync_channel::<Gathered>(0);
        let storing = scope.spawn(move || handed_on.into_iter().try_for_each(|gathered| gathered.store(records)));
        let leaving = Arc::default();
        let done = Replayed::default();
        let fold = Fold { records, subjects, overlay: Overlay::new(), leaving, side: Vec::new(), to_store, done };
        let folded = fold.all(receiver, gathered, progress);
        storing.join().unwrap_or(Err(ReplayProblem::Records(RecordsProblem::Panicked { doing: "storing" })))?;
        folded
    })
}

/// Changed records on their way to the store.
struct Gathered {
    overlay: Arc<Overlay>,
    side: Vec<Op>,
    /// The keys as far as they were known: all that these records need.
    subjects: Subjects,
    sequence: Sequence,
    hash: Hash,
}

impl Gathered {
    fn store(self, records: &Records) -> Result<(), ReplayProblem> {
        let sequence = self.sequence;
        let mut all = ops(&self.overlay, &self.subjects)
            .map_err(|_| ReplayProblem::Unreadable { sequence, why: "a record cannot be encoded".to_owned() })?;
        all.extend(self.side);
        all.sort_by(|a, b| (a.tree, &a.key).cmp(&(b.tree, &b.key)));
        Ok(records.apply(&all, sequence, self.hash)?)
    }
}

struct Fold<'a> {
    records: &'a Records,
    subjects: &'a mut Subjects,
    overlay: Overlay,
    /// What the store is taking in just now: read from here until it is known to be there.
    leaving: Arc<Overlay>,
    side: Vec<Op>,
    to_store: SyncSender<Gathered>,
    done: Replayed,
}

impl Fold<'_> {
    /// Folds all that is read, and hands it on whenever so many changes are `gathered`. Ends early, without a word, when
    /// nobody takes them any more: whoever took them knows why.
    fn all(
        mut self,
        chunks: Receiver<Result<Vec<Read>, ReplayProblem>>,
        gathered: usize,
        mut progress: impl FnMut(Sequence),
    ) -> Result<Replayed, ReplayProblem> {
        let mut last = None;
        for chunk in chunks {
            for read in chunk? {
                let (sequence, hash) = (read.header.sequence, read.hash);
                last = Some((sequence, hash));
                self.take(read)?;
                if self.overlay.len() + self.side.len() >= gathered {
                    if !self.hand_on(sequence, hash) {
                        return Ok(self.done);
                    }
                    progress(sequence);
                }
            }
        }
        if let Some((sequence, hash)) = last
            && self.hand_on(sequence, hash)
        {
            progress(sequence);
        }
        Ok(self.done)
    }

    fn take(&mut self, read: Read) -> Result<(), ReplayProblem> {
        self.done.frames += 1;
        let Some(recorded) = read.recorded else { return Ok(()) };
        let stamp = Stamp { at: from_micros(read.header.time), by: recorded.by };
        for event in &recorded.events {
            self.done.events += 1;
            let place = (event.kind(), event.key());
            let before = self.before(&place, read.header.sequence)?;
            match event.fold(before, &stamp) {
                Ok(record) => {
                    if let Subject::Patient(patient) = record.subject()
                        && self.subjects.key(record.subject()).is_none()
                    {
                        self.subjects.learn(record.subject(), read.header.key);
                        self.side.push(subject_op(patient, read.header.key, self.subjects.centre()));
                    }
                    self.overlay.insert(place, record);
                }
                // The record's beginning was destroyed with its subject's key: what follows has nothing to change.
                Err(missing) => {
                    tracing::debug!(?missing, sequence = %read.header.sequence, "an event of a destroyed record");
                }
            }
        }
        if let (Some(command), Some(answer)) = (recorded.command, recorded.answer) {
            let value = serde_json::to_vec(&answer).unwrap_or_default();
            self.side.push(Op {
                tree: ANSWERS,
                key: command.0.into_bytes(),
                value: Some((value, self.subjects.centre())),
            });
        }
        Ok(())
    }

    /// The record at `place` before the event of frame `sequence`.
    fn before(&mut self, place: &(Kind, Vec<u8>), sequence: Sequence) -> Result<Option<Record>, ReplayProblem> {
        if let Some(record) = self.overlay.remove(place).or_else(|| self.leaving.get(place).cloned()) {
            return Ok(Some(record));
        }
        let Some(json) = self.records.get(place.0 as u8, &place.1)? else { return Ok(None) };
        let unreadable = |error: serde_json::Error| ReplayProblem::Unreadable { sequence, why: error.to_string() };
        Record::decode(place.0, &json).map(Some).map_err(unreadable)
    }

    /// Gives what is gathered to the store's thread; whether it was taken. It is taken once what went before is stored.
    fn hand_on(&mut self, sequence: Sequence, hash: Hash) -> bool {
        let overlay = Arc::new(std::mem::take(&mut self.overlay));
        let (side, subjects) = (std::mem::take(&mut self.side), self.subjects.clone());
        let gathered = Gathered { overlay: Arc::clone(&overlay), side, subjects, sequence, hash };
        self.leaving = overlay;
        self.to_store.send(gathered).is_ok()
    }
}
