//! The one writer: drains the queue of changes, checks each, makes them durable together, applies them, then answers.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;

use super::counters::Counters;
use super::keeper::{ANSWERS, SUBJECTS, Subjects, ops};
use super::kept::Kept;
use super::recorded::Recorded;
use super::steps::{self, Place, Step};
use super::transaction::{Overlay, Stamps, Transaction};
use super::{Shared, change, notices};
use crate::api::news::Handed;
use crate::api::referral::{ReferralChange, ReferralStep};
use crate::api::{Answer, Change, CommandId, Done, Notice, Problem};
use crate::domain::aggregate::{Stamp, Subject};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, StaffId, Version};
use crate::domain::staff::Staff;
use crate::domain::time::Moment;
use crate::journal::{Batch, Entry, Journal, KeyId, Reserve};
use crate::records::Op;

/// The most changes that share one sync.
const MOST: usize = 256;

/// How often a server that cannot write looks whether there is room again.
const RETRY: Duration = Duration::from_secs(2);

/// After so many frames, or this long without a change, the store is synced, so that little is replayed at the next start.
const CHECKPOINT_FRAMES: u64 = 20_000;
const CHECKPOINT_REST: Duration = Duration::from_secs(10);

/// After so many frames the summaries are kept anew at the next rest, so that a start after a kill is quick too.
const KEEP_FRAMES: u64 = 20_000;

/// Between two steps of a long change, for those who wait to read: a lock that is taken again at once passes them over.
const BREATH: Duration = Duration::from_millis(1);

/// A change of more records than this is told as one.
const TOLD: usize = 256;

/// So much waits for the store at the most, and so long without a change: many changes together cost it hardly more than one.
const SETTLE_AT: usize = 256;
const SETTLE_REST: Duration = Duration::from_millis(20);

/// What the committer is asked to do.
pub enum Job {
    /// A change.
    Change {
        /// Who asks.
        staff: StaffId,
        /// Under which idempotency id.
        command: Option<CommandId>,
        /// What is to change.
        change: Box<Change>,
        /// Where the answer goes.
        reply: SyncSender<Result<Answer, Problem>>,
    },
    /// Something that needs the journal while nothing is written.
    Still(Box<dyn FnOnce(&mut Journal) + Send>),
    /// Whatever ran out meanwhile is to be looked at now.
    Look,
    /// The end.
    Stop,
}

/// A record that a batch changed.
struct Touched {
    kind: Kind,
    key: Vec<u8>,
    id: String,
    version: Version,
    /// Whom it is about, or was about until now.
    patient: Option<PatientId>,
    stamp: Stamp,
}

/// What the changes of one batch come to.
#[derive(Default)]
pub(super) struct Work {
    overlay: Overlay,
    batches: Vec<Batch>,
    /// What each frame of the batches changed.
    frames: Vec<Vec<Place>>,
    side_ops: Vec<Op>,
    touched: Vec<Touched>,
    /// Who changed what so far, so that a refusal names the right person.
    stamps: Stamps,
    handed: Vec<Handed>,
    answers: Vec<(CommandId, Done)>,
    fresh_subjects: Vec<PatientId>,
}

/// A change that was checked and waits for the sync.
pub(super) struct Checked {
    reply: SyncSender<Result<Answer, Problem>>,
    result: Result<Done, Problem>,
}

/// The one writer.
pub struct Committer {
    pub shared: Arc<Shared>,
    pub journal: Journal,
    pub subjects: Subjects,
    pub counters: Counters,
    pub jobs: Receiver<Job>,
    pub dir: PathBuf,
    pub since_checkpoint: u64,
    /// Frames since the summaries were kept.
    pub since_kept: u64,
}

impl Committer {
    /// Works until it is told to stop, or everybody who could ask has gone.
    pub fn run(mut self) {
        loop {
            let looked = self.run_out();
            let wait = match (self.shared.is_writable(), self.since_checkpoint) {
                (false, _) => Some(RETRY),
                (true, _) if self.shared.keeper.waits() > 0 => Some(SETTLE_REST),
                (true, 0) if self.since_kept < KEEP_FRAMES => None,
                (true, _) => Some(CHECKPOINT_REST),
            };
            // What runs out is only looked at here, at the top of each round.
            let alarm = self.until_next_due(looked);
            let first = match wait.into_iter().chain(alarm).min() {
                None => self.jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(shorter) => self.jobs.recv_timeout(shorter),
            };
            match first {
                Ok(job) => {
                    if !self.take(job) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) if alarm.is_some_and(|alarm| wait.is_none_or(|wait| alarm < wait)) => {}
                Err(RecvTimeoutError::Timeout) if self.shared.keeper.waits() > 0 => self.settle(),
                Err(RecvTimeoutError::Timeout) if self.shared.is_writable() => {
                    self.checkpoint();
                    if self.since_kept >= KEEP_FRAMES {
                        self.keep_summaries();
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.recover(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.settle();
        if !self.shared.keeper.is_behind() {
            self.keep_summaries();
        }
        // Records that are behind the journal are whole all the same: the next opening catches up.
        if let Err(problem) = self.shared.keeper.records().close() {
            tracing::error!(%problem, "the records could not be closed in order");
        }
    }

    /// Takes this job and all that wait behind it; whether to go on.
    fn take(&mut self, first: Job) -> bool {
        let mut next = Some(first);
        let mut batch = Vec::new();
        while let Some(job) = next.take() {
            match job {
                Job::Change { ref change, .. } => {
                    // What is checked against the summaries needs them to be up to date.
                    let alone = needs_settled_views(change);
                    if alone {
                        self.commit(std::mem::take(&mut batch));
                    }
                    batch.push(job);
                    if alone || batch.len() >= MOST {
                        self.commit(std::mem::take(&mut batch));
                    }
                }
                Job::Still(work) => {
                    self.commit(std::mem::take(&mut batch));
                    self.settle();
                    work(&mut self.journal);
                }
                Job::Look => {
                    self.commit(std::mem::take(&mut batch));
                    self.run_out();
                }
                Job::Stop => {
                    self.commit(batch);
                    return false;
                }
            }
            next = self.jobs.try_recv().ok();
        }
        self.commit(batch);
        if self.since_checkpoint >= CHECKPOINT_FRAMES {
            self.checkpoint();
        }
        true
    }

    fn commit(&mut self, jobs: Vec<Job>) {
        if jobs.is_empty() {
            return;
        }
        if !self.shared.is_writable() {
            self.recover();
        }
        let mut work = Work::default();
        let mut checked = Vec::with_capacity(jobs.len());
        let now = (self.shared.clock)();
        for job in jobs {
            let Job::Change { staff, command, change, reply } = job else { continue };
            let result = match command.as_ref().and_then(|command| self.known(command, &work)) {
                Some(done) => Ok(done),
                None => self.check(staff, command.as_ref(), *change, now, &mut work),
            };
            checked.push(Checked { reply, result });
        }
        self.finish(work, checked);
    }

    /// Makes durable what was checked, then answers, then tells everyone.
    pub(super) fn finish(&mut self, work: Work, checked: Vec<Checked>) {
        let Work { overlay, batches, frames, side_ops, touched, handed, fresh_subjects, .. } = work;
        let outcome = if batches.is_empty() {
            Ok(())
        } else {
            self.make_durable(&batches, steps::of(&frames, overlay, side_ops), &touched)
        };
        if outcome.is_err() {
            self.subjects.forget(&fresh_subjects);
        }
        for Checked { reply, result } in checked {
            let answer = match &outcome {
                Ok(()) => result.map(Answer::Done),
                // A refusal may rest on a change of the same batch that did not come to be.
                Err(problem) => Err(problem.clone()),
            };
            // Whoever asked may have gone; what is durable is durable all the same.
            let _ = reply.send(answer);
        }
        if self.shared.keeper.waits() >= SETTLE_AT {
            self.settle();
        }
        if outcome.is_err() {
            return;
        }
        for handed in handed {
            self.shared.tell(&Notice::Handed(handed));
        }
        if touched.len() > TOLD {
            return self.shared.tell(&Notice::Reload);
        }
        for Touched { kind, id, version, patient, stamp, .. } in touched {
            self.shared.tell(&Notice::Changed { kind, id, patient, version, by: stamp.by, at: stamp.at });
        }
    }

    /// The first answer to a change that is asked again.
    fn known(&self, command: &CommandId, work: &Work) -> Option<Done> {
        let now = work.answers.iter().find(|(id, _)| id == command).map(|(_, done)| done.clone());
        now.or_else(|| self.shared.keeper.answer(&command.0))
    }

    /// Checks one change; what it would write is added to the batch only if all of it is allowed.
    fn check(
        &mut self,
        staff: StaffId,
        command: Option<&CommandId>,
        asked: Change,
        now: Moment,
        work: &mut Work,
    ) -> Result<Done, Problem> {
        if !self.shared.is_writable() {
            return Err(Problem::ReadOnly);
        }
        let views = self.shared.views.read().unwrap_or_else(PoisonError::into_inner);
        let actor = views.staff.get(&staff).filter(|staff| !staff.left).cloned().ok_or(Problem::NotAllowed)?;
        super::rights::change(&actor, &asked)?;
        drop(views);
        self.stage(actor, command, now, work, |tx| change(tx, asked))
    }

    /// Runs one change as this person, or as the program; what it would write is added to the batch only if all of it is
    /// allowed.
    pub(super) fn stage(
        &mut self,
        actor: Arc<Staff>,
        command: Option<&CommandId>,
        now: Moment,
        work: &mut Work,
        change: impl FnOnce(&mut Transaction) -> Result<Done, Problem>,
    ) -> Result<Done, Problem> {
        let staff = actor.id;
        let views = self.shared.views.read().unwrap_or_else(PoisonError::into_inner);
        let mut tx = Transaction {
            store: &self.shared.keeper,
            pending: &work.overlay,
            pending_by: &work.stamps,
            views: &views,
            counters: &mut self.counters,
            actor,
            now,
            staged: Overlay::new(),
            events: Vec::new(),
        };
        let done = change(&mut tx)?;
        let (staged, events) = (tx.staged, tx.events);
        let stamp = Stamp { at: now, by: staff };
        if events.is_empty() {
            return Ok(done);
        }
        drop(views);
        let patients: HashMap<Place, PatientId> = events
            .iter()
            .filter_map(|(subject, event)| match subject {
                Subject::Patient(patient) => Some(((event.kind(), event.key()), *patient)),
                Subject::Centre => None,
            })
            .collect();
        let mut entries: Vec<Entry> = Vec::new();
        let mut changed: Vec<Vec<Place>> = Vec::new();
        for (place, (subject, events)) in steps::frames(events).into_iter().enumerate() {
            changed.push(events.iter().map(|event| (event.kind(), event.key())).collect());
            let known = self.subjects.key(subject).is_some();
            let key = self.subjects.key_or_new(subject, self.journal.keyring()).map_err(|problem| {
                tracing::error!(%problem, "no key for a subject");
                Problem::ReadOnly
            })?;
            if let (false, Subject::Patient(patient)) = (known, subject) {
                work.fresh_subjects.push(patient);
                work.side_ops.push(subject_op(patient, key, self.subjects.centre()));
            }
            let first = place == 0;
            let recorded = Recorded {
                by: staff,
                events,
                command: command.filter(|_| first).cloned(),
                answer: Some(done.clone()).filter(|_| first && command.is_some()),
            };
            let body = serde_json::to_vec(&recorded).map_err(|_| Problem::Internal)?;
            entries.push(Entry { key, time: now.timestamp_micros(), body });
        }
        if let Some(command) = command {
            let value = serde_json::to_vec(&done).map_err(|_| Problem::Internal)?;
            work.side_ops.push(Op {
                tree: ANSWERS,
                key: command.0.clone().into_bytes(),
                value: Some((value, self.subjects.centre())),
            });
        }
        if let Some(command) = command {
            work.answers.push((command.clone(), done.clone()));
        }
        work.batches.push(Batch { entries });
        work.frames.extend(changed);
        work.stamps.extend(staged.keys().map(|place| (place.clone(), stamp)));
        work.touched.extend(staged.iter().map(|((kind, key), record)| Touched {
            kind: *kind,
            key: key.clone(),
            id: record.id_text(),
            version: record.version(),
            patient: patients.get(&(*kind, key.clone())).copied(),
            stamp,
        }));
        work.handed.extend(staged.values().filter_map(|record| notices::handed(record, stamp)));
        work.overlay.extend(staged);
        Ok(done)
    }

    /// Journal first, then the store and the views.
    fn make_durable(&mut self, batches: &[Batch], steps: Vec<Step>, touched: &[Touched]) -> Result<(), Problem> {
        // Whatever could refuse the change comes before it is durable.
        let mut ready = Vec::with_capacity(steps.len());
        for Step { frame, overlay, side_ops } in steps {
            let mut all = ops(&overlay, &self.subjects)?;
            all.extend(side_ops);
            ready.push((frame, overlay, all));
        }
        let appended = match self.journal.append(batches) {
            Ok(appended) => appended,
            Err(problem) => {
                tracing::error!(%problem, "the journal takes nothing");
                if !self.journal.is_poisoned() {
                    return Err(Problem::TooLarge);
                }
                self.stop_writing();
                return Err(Problem::ReadOnly);
            }
        };
        for (frame, overlay, ops) in ready {
            if frame + 1 < appended.hashes.len() {
                thread::sleep(BREATH);
            }
            let hash = appended.hashes.get(frame).copied().unwrap_or(appended.head.hash);
            // Held over both, so that no read sees a summary whose record is not there yet.
            let mut views = self.shared.views.write().unwrap_or_else(PoisonError::into_inner);
            for record in overlay.values() {
                views.put(record);
            }
            self.shared.finder.put(overlay.values());
            self.shared.keeper.take(ops, overlay, appended.first.plus(frame as u64), hash);
            drop(views);
            if frame + 1 < appended.hashes.len() && self.shared.keeper.waits() >= SETTLE_AT {
                self.settle();
            }
        }
        let mut views = self.shared.views.write().unwrap_or_else(PoisonError::into_inner);
        for Touched { kind, key, stamp, .. } in touched {
            views.note_change(*kind, key.clone(), *stamp);
        }
        drop(views);
        self.since_checkpoint += appended.hashes.len() as u64;
        self.since_kept += appended.hashes.len() as u64;
        Ok(())
    }

    /// Tells the store what it does not know yet. All of it is durable in the journal and was answered as done; a store that
    /// fails is rebuilt when there is room.
    fn settle(&self) {
        if let Err(problem) = self.shared.keeper.settle() {
            tracing::error!(%problem, "the records take nothing");
            self.stop_writing();
        }
    }

    fn stop_writing(&self) {
        if self.shared.set_writable(false) {
            self.give_up_reserve();
            self.shared.tell(&Notice::ReadOnly);
        }
    }

    /// Gives the reserve's room back, so that drafts are kept and the server can end in order.
    fn give_up_reserve(&self) {
        if let Err(problem) = Reserve::of(&self.dir).release() {
            tracing::error!(%problem, "the reserve could not be given up");
        }
    }

    /// Looks whether there is room again.
    fn recover(&mut self) {
        if let Err(problem) = Reserve::of(&self.dir).restore() {
            return tracing::warn!(%problem, "there is no room yet");
        }
        if let Err(problem) = self.journal.reopen() {
            tracing::warn!(%problem, "the journal cannot be written yet");
            return self.give_up_reserve();
        }
        if self.shared.keeper.is_behind()
            && let Err(problem) = super::open::refresh(&self.shared.keeper, &self.dir, &self.journal)
        {
            tracing::warn!(?problem, "the records cannot be written yet");
            return self.give_up_reserve();
        }
        if self.shared.set_writable(true) {
            self.shared.tell(&Notice::Writable);
        }
    }

    /// Writes the summaries down for the next start; without them it only takes longer.
    fn keep_summaries(&mut self) {
        if self.since_kept == 0 {
            return;
        }
        self.since_kept = 0;
        let views = self.shared.views.read().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = Kept::new(&self.dir, &self.journal, &self.subjects).write(&views, &self.counters) {
            tracing::warn!(%error, "the summaries cannot be kept: the next start makes them anew");
        }
    }

    fn checkpoint(&mut self) {
        self.settle();
        self.since_checkpoint = 0;
        if let Err(problem) = self.shared.keeper.records().checkpoint() {
            tracing::error!(%problem, "the records could not be synced");
        }
    }
}

/// Remembers under which key a patient's records are sealed.
pub fn subject_op(patient: PatientId, key: KeyId, centre: KeyId) -> Op {
    Op { tree: SUBJECTS, key: patient.0.to_be_bytes().to_vec(), value: Some((key.0.to_vec(), centre)) }
}

/// Whether a change is checked against the summaries in a way that changes before it in the same batch could upset.
const fn needs_settled_views(change: &Change) -> bool {
    matches!(
        change,
        Change::Resource(_)
            | Change::Ict(_)
            | Change::Centre(_)
            | Change::Patient(_)
            | Change::Referral(
                ReferralChange::Request(_) | ReferralChange::Step { step: ReferralStep::Ask { .. }, .. }
            )
    )
}
