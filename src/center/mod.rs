//! The one writer: checks right and rule, appends events, applies them, tells everyone.
//!
//! What it promises: a change is answered only after its journal frames are on the disk and every view shows it;
//! a change that is refused has changed nothing; changes of one batch see each other in order;
//! the records and the views are always what the journal adds up to.

pub mod access;
pub mod access_log;
pub mod care_team;
pub mod census;
pub mod centre;
mod committer;
pub mod connection;
mod counters;
pub mod coverage;
pub mod demo;
mod drafts;
mod field;
mod funding;
pub mod ict;
mod keeper;
mod kept;
mod news;
mod notices;
pub mod open;
pub mod outreach;
pub mod pair;
pub mod patient;
mod presence;
pub mod question;
pub mod prevention;
pub mod queue;
pub mod reader;
pub mod region;
pub mod recorded;
pub mod replay;
pub mod referral;
mod report;
pub mod resource;
pub mod rights;
pub mod safekeeping;
pub mod search;
mod seen;
mod steps;
pub mod store;
pub mod support_advice;
#[cfg(test)]
pub mod testing;
mod tidy;
mod timekeeper;
pub mod timeline;
pub mod transaction;
pub mod views;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

pub use open::{OpenProblem, Opened};

use crate::api::centre::Welcome;
use crate::api::draft::DraftRequest;
use crate::api::{Answer, Ask, Change, CommandId, Done, Notice, Problem, Request};
use crate::domain::id::StaffId;
use crate::domain::time::{Moment, from_micros};
use crate::journal::{DirLock, Journal};
use committer::{Committer, Job};
use drafts::Drafts;
use keeper::Keeper;
use notices::{Hear, Listeners};
use reader::Reader;
use seen::Seen;
use transaction::Transaction;
use views::Views;

/// Where the server's time comes from.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// The clock of this machine, in Japan's zone, in whole microseconds: no finer than the journal keeps it, so that
/// what is folded now equals what is folded again.
pub fn wall_clock() -> Clock {
    Arc::new(|| from_micros(chrono::Utc::now().timestamp_micros()))
}

/// What the threads that read share with the one that writes.
struct Shared {
    keeper: Keeper,
    views: RwLock<Views>,
    finder: search::Finder,
    clock: Clock,
    writable: AtomicBool,
    listeners: Listeners,
    presences: presence::Presences,
}

impl Shared {
    fn is_writable(&self) -> bool {
        self.writable.load(Ordering::SeqCst)
    }

    /// Whether this changed anything.
    fn set_writable(&self, writable: bool) -> bool {
        self.writable.swap(writable, Ordering::SeqCst) != writable
    }

    /// Tells every session whose member of staff may hear it.
    fn tell(&self, notice: &Notice) {
        let views = self.views.read().unwrap_or_else(PoisonError::into_inner);
        self.listeners.tell(&views, notice);
    }
}

/// An open centre. It is shared by all sessions and closed by [`Center::shut_down`].
pub struct Center {
    shared: Arc<Shared>,
    jobs: Sender<Job>,
    committer: Mutex<Option<JoinHandle<()>>>,
    /// Reads ahead; told to stop when the centre closes.
    reading_ahead: Mutex<Option<JoinHandle<()>>>,
    stop: Arc<AtomicBool>,
    finder: Mutex<Option<JoinHandle<()>>>,
    drafts: Drafts,
    seen: Seen,
    access: access::Access,
    access_log: Arc<access_log::AccessLog>,
    lock: Mutex<Option<Arc<DirLock>>>,
    dir: std::path::PathBuf,
}

impl Center {
    /// Opens the centre in this directory on the clock of this machine.
    pub fn open(dir: &Path) -> Result<Self, OpenProblem> {
        Self::start(open::open(dir, None)?, wall_clock(), |_| {})
    }

    /// Starts a centre whose keys and journal are open; `progress` hears how far a replay of the journal has come.
    pub fn start(
        mut opened: Opened,
        clock: Clock,
        progress: impl FnMut(crate::journal::Sequence),
    ) -> Result<Self, OpenProblem> {
        let records = open::records(&mut opened, progress)?;
        let keeper = Keeper::new(records);
        let (views, counters, kept) = open::views(&keeper, &opened)?;
        let Opened { lock, journal, keyring, subjects, .. } = opened;
        let dir = lock.dir().to_path_buf();
        let lock = Arc::new(lock);
        let access_log = access_log::AccessLog::open(&lock, &keyring, subjects.centre(), journal.disk(), clock());
        let seen = Seen::open(dir.join(seen::FILE), Arc::clone(&keyring), subjects.centre());
        let access = access::Access::open(&dir, Arc::clone(&keyring), subjects.centre())?;
        let drafts = Drafts::new(dir.join("drafts"), keyring, subjects.centre())?;
        let shared = Arc::new(Shared {
            keeper,
            views: RwLock::new(views),
            finder: search::Finder::default(),
            clock,
            writable: AtomicBool::new(true),
            listeners: Listeners::default(),
            presences: presence::Presences::default(),
        });
        access_log.begin(&shared)?;
        let (jobs, receiver) = channel();
        let committer = Committer {
            shared: Arc::clone(&shared),
            journal,
            subjects,
            counters,
            jobs: receiver,
            dir: dir.clone(),
            since_checkpoint: 0,
            since_kept: if kept { 0 } else { kept::MOST_BEHIND },
        };
        let committer = thread::Builder::new().name("committer".to_owned()).spawn(move || committer.run())?;
        let finding = Arc::clone(&shared);
        let finder = thread::Builder::new().name("finder".to_owned()).spawn(move || {
            let work = std::panic::AssertUnwindSafe(|| finding.finder.run(&finding.keeper, &finding.views));
            if std::panic::catch_unwind(work).is_err() {
                tracing::error!("the index for searches panicked");
            }
            // Nobody waits for a thread that has gone.
            finding.finder.stop();
        })?;
        let finder = Mutex::new(Some(finder));
        let stop = Arc::new(AtomicBool::new(false));
        let (ahead, until) = (Arc::clone(&shared), Arc::clone(&stop));
        let reading_ahead = thread::Builder::new().name("timelines".to_owned()).spawn(move || {
            // Whoever waits for an answer goes before those who only read ahead.
            if let Err(error) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), 10) {
                tracing::debug!(%error, "reading ahead goes at the pace of all");
            }
            // Searches come first: they cannot be answered without their index, timelines only a little later.
            ahead.finder.wait();
            timeline::warm(&ahead.views, &ahead.keeper, &until);
        })?;
        Ok(Self {
            shared,
            jobs,
            committer: Mutex::new(Some(committer)),
            finder,
            reading_ahead: Mutex::new(Some(reading_ahead)),
            stop,
            drafts,
            seen,
            access,
            access_log,
            lock: Mutex::new(Some(lock)),
            dir,
        })
    }

    /// Finishes what was begun, syncs the records and lets go of the directory.
    pub fn shut_down(&self) {
        self.stop.store(true, Ordering::Relaxed);
        // The committer may have gone already; then there is nothing left to finish.
        let _ = self.jobs.send(Job::Stop);
        let committer = self.committer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if committer.is_some_and(|committer| committer.join().is_err()) {
            tracing::error!("the committer panicked");
        }
        self.shared.finder.stop();
        let finder = self.finder.lock().unwrap_or_else(PoisonError::into_inner).take();
        if finder.is_some_and(|finder| finder.join().is_err()) {
            tracing::error!("the finder panicked");
        }
        let reading_ahead = self.reading_ahead.lock().unwrap_or_else(PoisonError::into_inner).take();
        if reading_ahead.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("reading timelines ahead panicked");
        }
        self.access_log.shut_down();
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// What a caller from this Unix account is told at hello.
    pub fn welcome(&self, account: &str) -> Result<Welcome, Problem> {
        let staff = self.views().by_account(account).map(|staff| staff.id);
        let staff = staff.ok_or_else(|| Problem::Stranger { account: account.to_owned() })?;
        let welcome = centre::welcome(&self.reader(staff)?, self.shared.is_writable());
        Ok(Welcome { access_log: self.access_log.state(), ..welcome })
    }

    /// Does what is asked, for this member of staff.
    fn answer(&self, staff: StaffId, ask: Ask) -> Result<Answer, Problem> {
        let Ask { command, request, settles, .. } = ask;
        let answer = self.answer_request(staff, command, request)?;
        if let Some(form) = settles
            && self.drafts.discard(staff, &form).is_err()
        {
            // What was asked is done all the same; the draft is offered once too often.
            tracing::warn!("the draft of what was saved could not be thrown away");
        }
        Ok(answer)
    }

    fn answer_request(&self, staff: StaffId, command: Option<CommandId>, request: Request) -> Result<Answer, Problem> {
        let request = match request {
            Request::Change(mut change) => {
                if let Change::Region(change) = &mut change {
                    self.prepare_region(staff, change)?;
                }
                let change = self.counted(staff, change)?;
                let (reply, answer) = sync_channel(1);
                let job = Job::Change { staff, command, change: Box::new(change), reply };
                self.jobs.send(job).map_err(|_| Problem::Closing)?;
                return answer.recv().map_err(|_| Problem::Closing)?;
            }
            Request::Draft(request) => return self.draft(staff, request),
            // What both count takes longer than a key may wait: they look at the views in short turns of their own.
            Request::Region(read) => return self.region(staff, &read).map(|answer| Answer::Region(Box::new(answer))),
            Request::Census(read) => return self.census(staff, read).map(|answer| Answer::Census(Box::new(answer))),
            Request::News(request) => return self.news(staff, &request),
            Request::Funding(request) => return self.funding(staff, &request),
            Request::Report(request) => return self.report(staff, request),
            Request::Journal(request) => {
                rights::read(self.reader(staff)?.actor.as_ref(), &Request::Journal(request.clone()))?;
                return self.journal_request(request).map(|answer| Answer::Journal(Box::new(answer)));
            }
            request => request,
        };
        if let Request::Search(_) = &request {
            // Before any lock is held: the index is written under them.
            self.shared.finder.wait();
        }
        let reader = self.reader(staff)?;
        rights::read(&reader.actor, &request)?;
        Ok(match request {
            Request::Search(request) => Answer::Search(search::search(&reader, &self.shared.finder, &request)?),
            Request::Centre(read) => Answer::Centre(Box::new(centre::read(&reader, &read, self.shared.is_writable()))),
            Request::Patient(read) => Answer::Patient(Box::new(patient::read(&reader, &read)?)),
            Request::Timeline(read) => Answer::Timeline(Box::new(timeline::read(&reader, &read)?)),
            Request::Ict(read) => Answer::Ict(Box::new(ict::read(&reader, &read)?)),
            Request::Question(read) => Answer::Question(Box::new(question::read(&reader, &read)?)),
            Request::Outreach(read) => Answer::Outreach(Box::new(outreach::read(&reader, &read)?)),
            Request::SupportAdvice(read) => Answer::SupportAdvice(Box::new(support_advice::read(&reader, &read)?)),
            Request::Resource(read) => Answer::Resource(Box::new(resource::read(&reader, &read)?)),
            Request::Queue(read) => Answer::Queue(Box::new(queue::read(&reader, &read)?)),
            Request::Pair(read) => Answer::Pair(Box::new(pair::read(&reader, &read)?)),
            Request::Referral(read) => Answer::Referral(Box::new(referral::read(&reader, &read)?)),
            Request::Prevention(read) => Answer::Prevention(Box::new(prevention::read(&reader, &read)?)),
            Request::CareTeam(read) => Answer::CareTeam(Box::new(care_team::read(&reader, &read)?)),
            Request::Coverage(read) => Answer::Coverage(Box::new(coverage::read(&reader, &read)?)),
            Request::Hello(_)
            | Request::Session(_)
            | Request::Draft(_)
            | Request::Presence(_)
            | Request::News(_)
            | Request::Region(_)
            | Request::Census(_)
            | Request::Funding(_)
            | Request::Report(_)
            | Request::Journal(_)
            | Request::AccessLog(_)
            | Request::Change(_) => {
                return Err(Problem::BadRequest { why: "hello comes once, at the start".to_owned() });
            }
        })
    }

    fn draft(&self, staff: StaffId, request: DraftRequest) -> Result<Answer, Problem> {
        match request {
            DraftRequest::List => {}
            DraftRequest::Keep(draft) => self.drafts.keep(staff, draft, (self.shared.clock)())?,
            DraftRequest::Discard { form } => self.drafts.discard(staff, &form)?,
        }
        self.drafts.list(staff).map(Answer::Draft)
    }

    /// Calls the listener at every notice that this member of staff may hear, until it is unsubscribed; it must not wait.
    pub fn subscribe(&self, staff: StaffId, hear: Hear) -> u64 {
        // Who listens is a screen, and screens search.
        self.shared.finder.begin();
        self.look();
        self.shared.listeners.add(staff, hear)
    }

    /// Looks now at what has run out by the clock: somebody came, and the machine may have slept meanwhile.
    pub fn look(&self) {
        // A centre that closes looks at its next start.
        let _ = self.jobs.send(Job::Look);
    }

    /// Ends a subscription.
    pub fn unsubscribe(&self, number: u64) {
        self.shared.listeners.remove(number);
    }

    /// Tells every session.
    pub fn tell(&self, notice: &Notice) {
        self.shared.tell(notice);
    }

    fn views(&self) -> std::sync::RwLockReadGuard<'_, Views> {
        self.shared.views.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader(&self, staff: StaffId) -> Result<Reader<'_>, Problem> {
        let views = self.views();
        let actor = views.staff.get(&staff).filter(|staff| !staff.left).cloned().ok_or(Problem::NotAllowed)?;
        Ok(Reader { views, store: &self.shared.keeper, actor, now: (self.shared.clock)() })
    }

    /// Runs something on the journal while nothing is written, and waits for it.
    fn still<T: Send + 'static>(&self, work: impl FnOnce(&mut Journal) -> T + Send + 'static) -> Result<T, Problem> {
        let (sender, receiver) = sync_channel(1);
        let job = Job::Still(Box::new(move |journal| {
            let _ = sender.send(work(journal));
        }));
        self.jobs.send(job).map_err(|_| Problem::Closing)?;
        receiver.recv().map_err(|_| Problem::Closing)
    }
}

impl Drop for Center {
    /// One that was not shut down writes what was read all the same; a second time does nothing.
    fn drop(&mut self) {
        self.access_log.shut_down();
    }
}

/// Checks one change against the rules of its subject.
fn change(tx: &mut Transaction, change: Change) -> Result<Done, Problem> {
    match change {
        Change::Centre(change) => centre::change(tx, change),
        Change::Patient(change) => patient::change(tx, change),
        Change::Timeline(change) => timeline::change(tx, change),
        Change::Question(change) => question::change(tx, change),
        Change::Outreach(change) => outreach::change(tx, change),
        Change::SupportAdvice(change) => support_advice::change(tx, change),
        Change::Ict(change) => ict::change(tx, change),
        Change::Resource(change) => resource::change(tx, change),
        Change::Queue(change) => queue::change(tx, change),
        Change::Referral(change) => referral::change(tx, change),
        Change::Pair(change) => pair::change(tx, change),
        Change::Prevention(change) => prevention::change(tx, change),
        Change::CareTeam(change) => care_team::change(tx, change),
        Change::Coverage(change) => coverage::change(tx, change),
        Change::Region(change) => region::change(tx, change),
        Change::Report(change) => report::change(tx, change),
    }
}
