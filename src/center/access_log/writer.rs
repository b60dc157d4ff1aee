//! The log while its centre is open: what waits in memory, the thread that writes it, and how it stands with that.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::log::{self, Place, Timed};
use super::look::{Look, Seen};
use super::{Reader, patients};
use crate::api::Notice;
use crate::api::access_log::{AccessCursor, AccessFilter, AccessLogState};
use crate::api::journal::AccessVerified;
use crate::center::Shared;
use crate::domain::access::{AccessEntry, Accessed, RecordRef};
use crate::domain::id::PatientId;
use crate::domain::time::Moment;
use crate::journal::{DirLock, Disk, Head, Journal, JournalProblem, KeyId, Keyring, Marks};

/// Entries gather for so long.
const SECOND: Duration = Duration::from_secs(1);

/// So many entries wait in memory at the most while they cannot be written.
const MOST: usize = 50_000;

/// What waits to be written, and what screens look at.
#[derive(Default)]
struct Waiting {
    entries: VecDeque<Timed>,
    /// Entries that there was no room for in memory.
    lost: u64,
    looks: BTreeMap<u64, (Reader, Look)>,
    /// How often somebody wanted all that waits to be written at once, and up to which of these it is.
    asked: u64,
    done: u64,
    stopping: bool,
}

impl Waiting {
    fn add(&mut self, entry: Timed) {
        if self.entries.len() < MOST {
            self.entries.push_back(entry);
        } else {
            self.lost += 1;
        }
    }

    fn has_work(&self) -> bool {
        !self.entries.is_empty()
            || self.stopping
            || self.asked > self.done
            || self.looks.values().any(|(_, look)| look.waits())
    }
}

/// The log while its centre is open.
pub struct AccessLog {
    waiting: Mutex<Waiting>,
    changed: Condvar,
    /// None while it cannot be opened.
    log: Mutex<Option<Journal>>,
    state: Mutex<AccessLogState>,
    /// Whoever holds it may write; the centre lets go of it when it closes.
    lock: Weak<DirLock>,
    keyring: Arc<Keyring>,
    key: KeyId,
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    /// For reading back: where the chunks of the log and of the journal begin.
    pub(super) marks: Mutex<(Marks, Marks)>,
    /// How far each session that reads the log has read, and with which filter.
    pub(super) listed: Mutex<BTreeMap<u64, (AccessFilter, AccessCursor)>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl AccessLog {
    /// Opens the log of the centre in the directory that is held. A log that cannot be opened now is tried again later.
    pub fn open(
        lock: &Arc<DirLock>,
        keyring: &Arc<Keyring>,
        key: KeyId,
        disk: &Arc<dyn Disk>,
        now: Moment,
    ) -> Arc<Self> {
        let opened = log::open(Place { lock, keyring, key, disk }, now).inspect_err(|problem| {
            tracing::error!(%problem, "the access log cannot be opened yet: what is read waits in memory");
        });
        let this = Self {
            waiting: Mutex::default(),
            changed: Condvar::new(),
            state: Mutex::new(if opened.is_ok() { AccessLogState::Kept } else { AccessLogState::Failing }),
            log: Mutex::new(opened.ok()),
            lock: Arc::downgrade(lock),
            keyring: Arc::clone(keyring),
            key,
            disk: Arc::clone(disk),
            dir: lock.dir().to_path_buf(),
            marks: Mutex::default(),
            listed: Mutex::default(),
            thread: Mutex::default(),
        };
        this.settle_state(this.state() == AccessLogState::Kept);
        Arc::new(this)
    }

    /// Begins to write.
    pub(in crate::center) fn begin(self: &Arc<Self>, shared: &Arc<Shared>) -> std::io::Result<()> {
        let (log, shared) = (Arc::clone(self), Arc::clone(shared));
        let thread = thread::Builder::new().name("access log".to_owned()).spawn(move || {
            let work = std::panic::AssertUnwindSafe(|| log.run(&shared));
            if std::panic::catch_unwind(work).is_err() {
                tracing::error!(
                    "the access log panicked: what is read is not written down until the server is started anew"
                );
                log.settle_state(false);
                shared.tell(&Notice::AccessLog(AccessLogState::Failing));
            }
            // Nobody waits for a thread that has gone.
            log.waiting().stopping = true;
            log.changed.notify_all();
        })?;
        *self.thread.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread);
        Ok(())
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Option<Journal>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it stands with the log.
    pub fn state(&self) -> AccessLogState {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of whether the log could be written; gives the new state if it is another one.
    fn settle_state(&self, written: bool) -> Option<AccessLogState> {
        let broken = written && log::aside(&self.dir).is_ok_and(|aside| !aside.is_empty());
        let now = match (written, broken) {
            (false, _) => AccessLogState::Failing,
            (true, true) => AccessLogState::Broken,
            (true, false) => AccessLogState::Kept,
        };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (std::mem::replace(&mut *state, now) != now).then_some(now)
    }

    /// Writes down that somebody did something.
    pub(super) fn note(
        &self,
        reader: &Reader,
        access: Accessed,
        records: Vec<RecordRef>,
        patients: Vec<PatientId>,
        at: Moment,
    ) {
        let entry = reader.entry(access, records, patients);
        self.waiting().add((at, entry));
        self.changed.notify_all();
    }

    /// Works on what a screen looks at.
    pub(super) fn look<T>(
        &self,
        session: u64,
        reader: impl FnOnce() -> Reader,
        work: impl FnOnce(&mut Look) -> T,
    ) -> T {
        let mut waiting = self.waiting();
        let (_, look) = waiting.looks.entry(session).or_insert_with(|| (reader(), Look::default()));
        let outcome = work(look);
        drop(waiting);
        self.changed.notify_all();
        outcome
    }

    /// Forgets a session; gives what it looked at.
    pub(super) fn forget(&self, session: u64) -> Option<Look> {
        self.listed.lock().unwrap_or_else(PoisonError::into_inner).remove(&session);
        self.waiting().looks.remove(&session).map(|(_, look)| look)
    }

    /// Writes what waits, and waits for it.
    pub fn flush(&self) {
        let mut waiting = self.waiting();
        waiting.asked += 1;
        let mine = waiting.asked;
        self.changed.notify_all();
        while waiting.done < mine && !waiting.stopping {
            waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Reads the log through; nothing is written meanwhile.
    pub fn check(&self) -> Result<AccessVerified, JournalProblem> {
        self.flush();
        let _still = self.log();
        log::check(&self.dir)
    }

    /// Where the log ends once all that waited is written; none while it cannot be.
    pub fn end(&self) -> Option<Head> {
        self.flush();
        self.log().as_ref().map(Journal::head)
    }

    /// Writes what waits and closes the log.
    pub fn shut_down(&self) {
        self.waiting().stopping = true;
        self.changed.notify_all();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the access log panicked");
        }
        self.log().take();
    }

    /// Gathers, judges and writes until it is told to stop.
    fn run(&self, shared: &Shared) {
        loop {
            let mut waiting = self.waiting();
            while !waiting.has_work() {
                waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            }
            let gathers = |waiting: &mut Waiting| !waiting.stopping && waiting.asked == waiting.done;
            let gathered = self.changed.wait_timeout_while(waiting, SECOND, gathers);
            let (waiting, _) = gathered.unwrap_or_else(PoisonError::into_inner);
            let (asked, stopping) = (waiting.asked, waiting.stopping);
            drop(waiting);
            self.judge(shared);
            self.write(shared);
            self.waiting().done = asked;
            self.changed.notify_all();
            if stopping {
                return;
            }
        }
    }

    /// Takes what screens have had open for long enough.
    pub(in crate::center) fn judge(&self, shared: &Shared) {
        let now = (shared.clock)();
        let mut seen: Vec<(Reader, Seen)> = Vec::new();
        for (reader, look) in self.waiting().looks.values_mut() {
            seen.extend(look.settle(now).into_iter().map(|seen| (reader.clone(), seen)));
        }
        for (reader, seen) in seen {
            self.take(shared, &reader, seen);
        }
    }

    /// Writes down what was seen on a screen.
    pub(super) fn take(&self, shared: &Shared, reader: &Reader, seen: Seen) {
        let records: Vec<RecordRef> = seen.record.into_iter().collect();
        let patients = patients(&shared.views.read().unwrap_or_else(PoisonError::into_inner), &records);
        self.note(reader, seen.access, records, patients, seen.at);
    }

    /// Writes what waits; what cannot be written waits on.
    fn write(&self, shared: &Shared) {
        let (mut entries, lost) = {
            let mut waiting = self.waiting();
            (std::mem::take(&mut waiting.entries), std::mem::take(&mut waiting.lost))
        };
        if lost > 0 {
            entries.push_back(((shared.clock)(), AccessEntry::own(Accessed::Lost { entries: lost })));
        }
        if entries.is_empty() {
            return;
        }
        let written = self.append(entries.make_contiguous(), (shared.clock)());
        if let Err(problem) = &written {
            tracing::error!(%problem, "the access log takes nothing: what is read waits in memory");
            if lost > 0 {
                entries.pop_back();
            }
            let mut waiting = self.waiting();
            for entry in std::mem::replace(&mut waiting.entries, entries) {
                waiting.add(entry);
            }
            waiting.lost += lost;
        }
        if let Some(state) = self.settle_state(written.is_ok()) {
            shared.tell(&Notice::AccessLog(state));
        }
    }

    fn append(&self, entries: &[Timed], now: Moment) -> Result<(), JournalProblem> {
        let mut slot = self.log();
        if slot.as_ref().is_some_and(Journal::is_poisoned)
            && let Some(mut log) = slot.take()
        {
            // What cannot be opened again as it was is opened anew below, with all that this brings to light.
            *slot = log.reopen().is_ok().then_some(log);
        }
        let log = match &mut *slot {
            Some(log) => log,
            none => {
                self.marks.lock().unwrap_or_else(PoisonError::into_inner).0 = Marks::default();
                let lock = self.lock.upgrade().ok_or(JournalProblem::Poisoned)?;
                let place = Place { lock: &lock, keyring: &self.keyring, key: self.key, disk: &self.disk };
                none.insert(log::open(place, now)?)
            }
        };
        log::append(log, self.key, entries)
    }
}
