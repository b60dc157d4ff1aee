//! From the journal to the records: every event folded again, in order.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::committer::subject_op;
use super::keeper::{ANSWERS, Subjects, ops};
use super::recorded::Recorded;
use super::transaction::Overlay;
use crate::domain::aggregate::{Stamp, Subject};
use crate::domain::event::Record;
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
    mut progress: impl FnMut(Sequence),
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
        let mut fold = Fold { records, subjects, overlay: Overlay::new(), side: Vec::new(), done: Replayed::default() };
        let mut last = None;
        for chunk in receiver {
            for read in chunk? {
                last = Some((read.header.sequence, read.hash));
                fold.take(read)?;
                if let Some((sequence, hash)) = last
                    && fold.overlay.len() + fold.side.len() >= gathered
                {
                    fold.flush(sequence, hash)?;
                    progress(sequence);
                }
            }
        }
        if let Some((sequence, hash)) = last {
            fold.flush(sequence, hash)?;
            progress(sequence);
        }
        Ok(fold.done)
    })
}

struct Fold<'a> {
    records: &'a Records,
    subjects: &'a mut Subjects,
    overlay: Overlay,
    side: Vec<Op>,
    done: Replayed,
}

impl Fold<'_> {
    fn take(&mut self, read: Read) -> Result<(), ReplayProblem> {
        self.done.frames += 1;
        let Some(recorded) = read.recorded else { return Ok(()) };
        let stamp = Stamp { at: from_micros(read.header.time), by: recorded.by };
        for event in &recorded.events {
            self.done.events += 1;
            let place = (event.kind(), event.key());
            let before = match self.overlay.remove(&place) {
                Some(record) => Some(record),
                None => match self.records.get(place.0 as u8, &place.1)? {
                    Some(json) => Some(Record::decode(place.0, &json).map_err(|error| ReplayProblem::Unreadable {
                        sequence: read.header.sequence,
                        why: error.to_string(),
                    })?),
                    None => None,
                },
            };
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

    fn flush(&mut self, sequence: Sequence, hash: Hash) -> Result<(), ReplayProblem> {
        let mut all = ops(&self.overlay, self.subjects)
            .map_err(|_| ReplayProblem::Unreadable { sequence, why: "a record cannot be encoded".to_owned() })?;
        all.append(&mut self.side);
        all.sort_by(|a, b| (a.tree, &a.key).cmp(&(b.tree, &b.key)));
        self.records.apply(&all, sequence, hash)?;
        self.overlay.clear();
        Ok(())
    }
}
