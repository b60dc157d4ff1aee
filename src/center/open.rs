//! Founding a centre, opening it, and making its records anew from the journal when they are in doubt.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::keeper::{Keeper, SUBJECTS, Subjects};
use super::kept::Kept;
use super::replay::{self, ReplayProblem, Replayed};
use super::views::Views;
use super::{Clock, access_log, counters::Counters};
use crate::domain::aggregate::Subject;
use crate::domain::centre::{CentreEvent, CentreId};
use crate::domain::event::{Event, Kind, Record};
use crate::domain::id::{PatientId, StaffId};
use crate::domain::settings::Settings;
use crate::domain::staff::{StaffEvent, StaffProfile};
use crate::journal::{
    Batch, DirLock, Entry, Journal, JournalProblem, KeyId, KeyProblem, Keyring, MasterKey, Options, Reserve, Sequence,
    Torn,
};
use crate::records::{Check, Rebuild, Records, RecordsProblem};

/// Why a centre cannot be founded or opened.
#[derive(Debug)]
pub enum OpenProblem {
    /// There is no centre in this directory.
    NoCentre {
        /// The directory.
        dir: PathBuf,
    },
    /// There is something in this directory already.
    NotEmpty {
        /// The directory.
        dir: PathBuf,
    },
    /// Another process has it open.
    InUse {
        /// The process, where it is known.
        pid: Option<u32>,
    },
    /// A key is missing, damaged or not the right one.
    Key(KeyProblem),
    /// The journal cannot be read or is broken.
    Journal(JournalProblem),
    /// The records cannot be made from the journal.
    Replay(ReplayProblem),
    /// The disk fails.
    Io(io::Error),
}

impl From<JournalProblem> for OpenProblem {
    fn from(problem: JournalProblem) -> Self {
        match problem {
            JournalProblem::Locked { pid, .. } => Self::InUse { pid },
            JournalProblem::Key(problem) => Self::Key(problem),
            problem => Self::Journal(problem),
        }
    }
}

impl From<KeyProblem> for OpenProblem {
    fn from(problem: KeyProblem) -> Self {
        Self::Key(problem)
    }
}

impl From<ReplayProblem> for OpenProblem {
    fn from(problem: ReplayProblem) -> Self {
        match problem {
            ReplayProblem::Journal(problem) => problem.into(),
            problem => Self::Replay(problem),
        }
    }
}

impl From<RecordsProblem> for OpenProblem {
    fn from(problem: RecordsProblem) -> Self {
        Self::Replay(ReplayProblem::Records(problem))
    }
}

impl From<io::Error> for OpenProblem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The parts of an open centre before anything runs on them.
pub struct Opened {
    /// Held until the centre is closed.
    pub lock: DirLock,
    /// The journal, open for writing.
    pub journal: Journal,
    /// The keys.
    pub keyring: Arc<Keyring>,
    /// Which key is whose.
    pub subjects: Subjects,
    /// An unfinished write that was cut off at the end of the journal.
    pub torn: Option<Torn>,
}

/// The directory of the records within the data directory.
pub const RECORDS: &str = "records";

/// Founds a centre in a directory that is empty or not there yet: its keys, its journal, its settings, its first member.
///
/// The master key goes to `master`, or into the data directory.
pub fn found(
    dir: &Path,
    settings: Settings,
    founder: StaffProfile,
    clock: &Clock,
    master: Option<&Path>,
) -> Result<Opened, OpenProblem> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    if fs::read_dir(dir)?.next().is_some() {
        return Err(OpenProblem::NotEmpty { dir: dir.to_path_buf() });
    }
    let lock = DirLock::take(dir)?;
    let place = MasterKey::place(dir, master);
    let master = match MasterKey::read(&place) {
        Err(KeyProblem::MasterMissing { .. }) => MasterKey::create(&place)?,
        read => read?,
    };
    let keyring = Arc::new(Keyring::init(dir, master)?);
    let key = keyring.create()?;
    let mut journal = Journal::create(&lock, Arc::clone(&keyring), Options::default())?;
    let place = access_log::Place { lock: &lock, keyring: &keyring, key, disk: journal.disk() };
    access_log::found(place, clock())?;
    let by = StaffId(1);
    let now = clock();
    let events = vec![
        Event::Centre(CentreId, CentreEvent::Founded(Box::new(settings))),
        Event::Staff(by, StaffEvent::Joined(founder)),
    ];
    let recorded = super::recorded::Recorded { by, events, command: None, answer: None };
    let body = serde_json::to_vec(&recorded).map_err(io::Error::other)?;
    journal.append(&[Batch { entries: vec![Entry { key, time: now.timestamp_micros(), body }] }])?;
    if let Err(problem) = Reserve::of(dir).restore() {
        tracing::warn!(%problem, "no room for a reserve");
    }
    Ok(Opened { lock, journal, keyring, subjects: Subjects::new(key), torn: None })
}

/// Takes the lock and opens keys and journal; reads no records yet.
pub fn open(dir: &Path, master: Option<&Path>) -> Result<Opened, OpenProblem> {
    if !dir.join("keyring").exists() && !dir.join(Journal::DIR).exists() {
        return Err(OpenProblem::NoCentre { dir: dir.to_path_buf() });
    }
    let lock = DirLock::take(dir)?;
    let master = MasterKey::read(&MasterKey::place(dir, master))?;
    let (keyring, report) = Keyring::open(dir, master)?;
    tracing::debug!(?report, "keyring");
    let keyring = Arc::new(keyring);
    let (journal, report) = Journal::open(&lock, Arc::clone(&keyring), Options::default())?;
    if let Some(torn) = &report.torn {
        tracing::warn!(?torn, "the journal ended in an unfinished write, which was cut off and kept beside it");
    }
    let subjects = Subjects::new(centre_key(&journal)?);
    Ok(Opened { lock, journal, keyring, subjects, torn: report.torn })
}

/// The key of the first frame, which founded the centre.
fn centre_key(journal: &Journal) -> Result<KeyId, OpenProblem> {
    match journal.read(Sequence(1))?.next() {
        Some(frame) => Ok(frame?.header.key),
        None => Err(OpenProblem::NoCentre { dir: PathBuf::new() }),
    }
}

/// The records as of the journal's end: those that are there, caught up; else, or in doubt, made anew.
pub fn records(opened: &mut Opened, mut progress: impl FnMut(Sequence)) -> Result<Records, OpenProblem> {
    let dir = opened.lock.dir().to_path_buf();
    match trusted(&dir.join(RECORDS), opened) {
        Ok(Some(records)) => {
            let applied = records.applied().sequence;
            let learnt = learn_subjects(&records, &mut opened.subjects);
            let caught_up = learnt
                .and_then(|()| replay::replay(&opened.journal, &records, &mut opened.subjects, applied, &mut progress));
            match caught_up {
                Ok(_) => return Ok(records),
                Err(ReplayProblem::Journal(problem)) => return Err(problem.into()),
                Err(problem) => tracing::warn!(%problem, "the records are in doubt: made anew"),
            }
        }
        Ok(None) => {}
        Err(OpenProblem::Replay(problem)) => tracing::warn!(%problem, "the records are in doubt: made anew"),
        Err(problem) => return Err(problem),
    }
    rebuild(opened, progress).map(|(records, _)| records)
}

/// The records as they are, if they are this journal's and nothing of them is lost; what was not closed in order is
/// looked through first. None when there is nothing in them to begin with.
fn trusted(place: &Path, opened: &Opened) -> Result<Option<Records>, OpenProblem> {
    let records = Records::open(place, Arc::clone(&opened.keyring))?;
    let applied = records.applied();
    if applied.sequence == Sequence(0) {
        return Ok(None);
    }
    if opened.journal.hash_of(applied.sequence)? != Some(applied.hash) {
        tracing::warn!(applied = %applied.sequence, "the records are not this journal's: made anew");
        return Ok(None);
    }
    if !records.was_closed() {
        records.check_all(Check::Marks)?;
    }
    Ok(Some(records))
}

/// Makes the records anew from the journal, beside the old ones, and puts them in their place.
pub fn rebuild(opened: &mut Opened, progress: impl FnMut(Sequence)) -> Result<(Records, Replayed), OpenProblem> {
    let dir = opened.lock.dir().to_path_buf();
    opened.subjects = Subjects::new(opened.subjects.centre());
    rebuild_in(&dir, &opened.journal, &opened.keyring, &mut opened.subjects, progress)
}

fn rebuild_in(
    dir: &Path,
    journal: &Journal,
    keyring: &Arc<Keyring>,
    subjects: &mut Subjects,
    progress: impl FnMut(Sequence),
) -> Result<(Records, Replayed), OpenProblem> {
    let rebuild = Rebuild::start(dir, Arc::clone(keyring))?;
    let replayed = replay::replay(journal, rebuild.records(), subjects, Sequence(0), progress)?;
    Ok((rebuild.finish()?, replayed))
}

/// Makes the records anew while the centre is open, after the store failed.
pub fn refresh(keeper: &Keeper, dir: &Path, journal: &Journal) -> Result<(), OpenProblem> {
    let mut subjects = Subjects::new(centre_key(journal)?);
    let (records, _) = rebuild_in(dir, journal, journal.keyring(), &mut subjects, |_| {})?;
    keeper.replace(records);
    Ok(())
}

/// Makes the records anew into a directory of its own and compares; how many records there are, how many differ.
pub fn compare(journal: &Journal, records: &Records, scratch: &Path) -> Result<(u64, u64), OpenProblem> {
    let mut subjects = Subjects::new(centre_key(journal)?);
    let rebuilt = Records::load(scratch, Arc::clone(journal.keyring()))?;
    replay::replay(journal, &rebuilt, &mut subjects, Sequence(0), |_| {})?;
    let different = records.compare(&rebuilt, usize::MAX)?;
    Ok((records.len(), different.len() as u64))
}

fn learn_subjects(records: &Records, subjects: &mut Subjects) -> Result<(), ReplayProblem> {
    for entry in records.range(SUBJECTS, &[]) {
        let (patient, key) = entry?;
        if let (Ok(patient), Ok(key)) = (<[u8; 8]>::try_from(&patient[..]), <[u8; 16]>::try_from(&key[..])) {
            subjects.learn(Subject::Patient(PatientId(u64::from_be_bytes(patient))), KeyId(key));
        }
    }
    Ok(())
}

/// The summaries and counters as of the journal's end: those kept in the last run where they can be taken, else from the
/// records. Whether they were kept.
pub fn views(keeper: &Keeper, opened: &Opened) -> Result<(Views, Counters, bool), OpenProblem> {
    let founding = Arc::new(founding_settings(&opened.journal)?);
    let mut views = Views::new(Arc::clone(&founding));
    take(&mut views, None, keeper, &[Kind::Centre, Kind::Staff])?;
    let kept = Kept::new(opened.lock.dir(), &opened.journal, &opened.subjects);
    if let Some(counters) = kept.read(&mut views, keeper) {
        return Ok((views, counters, true));
    }
    let (mut views, mut counters) = (Views::new(founding), Counters::default());
    from_records(&mut views, &mut counters, keeper)?;
    Ok((views, counters, false))
}

/// Writes the summaries down and closes the records in order, so that the next start finds everything ready.
pub fn put_away(records: Records, opened: &Opened) -> Result<(), OpenProblem> {
    let keeper = Keeper::new(records);
    let (views, counters, kept) = views(&keeper, opened)?;
    if !kept
        && let Err(error) = Kept::new(opened.lock.dir(), &opened.journal, &opened.subjects).write(&views, &counters)
    {
        tracing::warn!(%error, "the summaries cannot be kept: the next start makes them anew");
    }
    Ok(keeper.records().close()?)
}

/// From all records but the timelines' entries, of which only the highest number is needed. Two threads decode, so that
/// the second core has work.
fn from_records(views: &mut Views, counters: &mut Counters, keeper: &Keeper) -> Result<(), OpenProblem> {
    // The settings come first: sums are made under them.
    take(views, Some(counters), keeper, &[Kind::Centre, Kind::Staff])?;
    let others = Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Centre | Kind::Staff | Kind::Entry));
    let (sender, receiver) = sync_channel(8);
    thread::scope(|scope| {
        let entries = scope.spawn(|| highest_entry(&keeper.records()));
        scope.spawn(move || {
            let decoded = others.flat_map(|kind| decoded(keeper, *kind));
            let mut some = Vec::with_capacity(TOGETHER);
            for record in decoded {
                let failed = record.is_err();
                some.push(record);
                if (failed || some.len() == TOGETHER) && sender.send(std::mem::take(&mut some)).is_err() {
                    return;
                }
            }
            // Nobody takes them only where an earlier one failed.
            let _ = sender.send(some);
        });
        for record in receiver.into_iter().flatten() {
            if let Some(record) = record? {
                counters.learn(&record);
                views.put(&record);
            }
        }
        let highest = entries.join().unwrap_or(Err(RecordsProblem::Panicked { doing: "reading" }))?;
        counters.learn_serial(Kind::Entry, highest);
        Ok(())
    })
}

/// So many records go from one thread to the other at a time.
const TOGETHER: usize = 500;

fn take(
    views: &mut Views,
    mut counters: Option<&mut Counters>,
    keeper: &Keeper,
    kinds: &[Kind],
) -> Result<(), RecordsProblem> {
    for record in kinds.iter().flat_map(|kind| decoded(keeper, *kind)) {
        if let Some(record) = record? {
            if let Some(counters) = &mut counters {
                counters.learn(&record);
            }
            views.put(&record);
        }
    }
    Ok(())
}

/// All records of a kind; one that cannot be decoded is left out with a line in the log.
fn decoded(keeper: &Keeper, kind: Kind) -> impl Iterator<Item = Result<Option<Record>, RecordsProblem>> {
    keeper.records().range(kind as u8, &[]).map(move |entry| {
        let (_, json) = entry?;
        let record = Record::decode(kind, &json);
        Ok(record.inspect_err(|error| tracing::error!(?kind, line = error.line(), "a record cannot be decoded")).ok())
    })
}

/// The highest entry number: the last eight bytes of an entry's key.
fn highest_entry(records: &Records) -> Result<u64, RecordsProblem> {
    let mut highest = 0;
    for key in records.keys(Kind::Entry as u8, &[]) {
        let key = key?;
        if let Some(serial) = key.last_chunk::<8>() {
            highest = u64::from_be_bytes(*serial).max(highest);
        }
    }
    Ok(highest)
}

/// The settings that the centre was founded with, from the first frame.
fn founding_settings(journal: &Journal) -> Result<Settings, OpenProblem> {
    let frame = journal.read(Sequence(1))?.next().transpose()?;
    if let Some(frame) = frame
        && let crate::journal::Body::Plain(json) = &frame.body
        && let Ok(recorded) = serde_json::from_slice::<super::recorded::Recorded>(json)
    {
        for event in recorded.events {
            if let Event::Centre(_, CentreEvent::Founded(settings)) = event {
                return Ok(*settings);
            }
        }
    }
    Err(OpenProblem::NoCentre { dir: PathBuf::new() })
}
