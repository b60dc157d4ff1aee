//! The log's files: a journal of its own in the data directory, opened, begun anew where it has to be, and written to.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::api::journal::AccessVerified;
use crate::center::safekeeping::head_of;
use crate::domain::access::{AccessEntry, Accessed, Beginning};
use crate::domain::time::Moment;
use crate::journal::{
    Batch, DirLock, Disk, Doing, FileTrouble, Journal, JournalProblem, KeyId, Keyring, Options, verify,
};

/// The log's directory in the data directory.
pub const DIR: &str = "access";

/// What stands before the number of a broken log that was put aside.
const ASIDE: &str = "access.broken-";

/// Smaller than the journal's: the newest entries are found in the last file, and a full disk is not filled by room that
/// is laid out ahead.
fn options(disk: &Arc<dyn Disk>) -> Options {
    Options { dir: DIR, segment_bytes: 64 << 20, step_bytes: 64 << 10, disk: Arc::clone(disk) }
}

/// What it takes to open a log: the directory that is held, the keys, the centre's own key, and the disk.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Whoever holds it may write.
    pub lock: &'a DirLock,
    /// The keys.
    pub keyring: &'a Arc<Keyring>,
    /// The centre's own key.
    pub key: KeyId,
    /// The disk.
    pub disk: &'a Arc<dyn Disk>,
}

/// An entry with its time.
pub type Timed = (Moment, AccessEntry);

/// Begins the log of a centre that is being founded.
pub fn found(place: Place<'_>, at: Moment) -> Result<(), JournalProblem> {
    begin(place, at, Beginning::Founded).map(drop)
}

/// Opens the log. Where there is none one is begun, and a broken one is put aside first, with an entry that says so: what
/// staff read in the meantime must be written down, and reading is not stopped for it.
pub fn open(place: Place<'_>, at: Moment) -> Result<Journal, JournalProblem> {
    match Journal::open(place.lock, Arc::clone(place.keyring), options(place.disk)) {
        Ok((log, report)) => {
            if let Some(torn) = report.torn {
                tracing::warn!(bytes = torn.bytes, "the access log ends in an unfinished write, which is cut off");
            }
            Ok(log)
        }
        Err(JournalProblem::Missing { .. }) => {
            tracing::error!("there is no access log though the centre is older: one is begun, which says so");
            begin(place, at, Beginning::Missing)
        }
        Err(problem @ JournalProblem::Broken { .. }) => {
            let kept = put_aside(place.lock.dir())?;
            tracing::error!(%problem, %kept, "the access log is broken: it is put aside, and another one is begun");
            begin(place, at, Beginning::Broken { place: problem.to_string(), kept })
        }
        Err(problem) => Err(problem),
    }
}

fn begin(place: Place<'_>, at: Moment, beginning: Beginning) -> Result<Journal, JournalProblem> {
    let mut log = Journal::create(place.lock, Arc::clone(place.keyring), options(place.disk))?;
    append(&mut log, place.key, &[(at, AccessEntry::own(Accessed::Begun(beginning)))])?;
    Ok(log)
}

/// Adds an entry while the centre is closed and its directory held.
pub fn note_closed(place: Place<'_>, entry: Timed) -> Result<(), JournalProblem> {
    let mut log = open(place, entry.0)?;
    append(&mut log, place.key, &[entry])
}

/// Adds entries; they are safe on the disk when this returns.
pub fn append(log: &mut Journal, key: KeyId, entries: &[Timed]) -> Result<(), JournalProblem> {
    let batches = entries.iter().filter_map(|(at, entry)| {
        // Nothing in an entry can fail to be written as JSON.
        let body = serde_json::to_vec(entry).ok()?;
        Some(Batch::one(key, at.timestamp_micros(), body))
    });
    let batches: Vec<Batch> = batches.collect();
    if batches.is_empty() { Ok(()) } else { log.append(&batches).map(drop) }
}

/// The broken logs that lie beside the log, by the names of their directories.
pub fn aside(dir: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let name = entry?.file_name();
        found.extend(name.to_str().filter(|name| name.starts_with(ASIDE)).map(str::to_owned));
    }
    found.sort();
    Ok(found)
}

fn put_aside(dir: &Path) -> Result<String, JournalProblem> {
    let free = (1_u32..=u32::MAX).map(|number| format!("{ASIDE}{number}")).find(|name| !dir.join(name).exists());
    let name = free.unwrap_or_else(|| ASIDE.to_owned());
    let path = dir.join(DIR);
    std::fs::rename(&path, dir.join(&name)).map_err(|error| FileTrouble { doing: Doing::Renaming, path, error })?;
    Ok(name)
}

/// Reads the log of a data directory, or of a copy of one, through.
pub fn check(data: &Path) -> Result<AccessVerified, JournalProblem> {
    match verify(&data.join(DIR), None, |_| {}) {
        Ok(report) => Ok(AccessVerified::Whole {
            head: head_of(&report.head),
            entries: report.frames,
            aside: aside(data).unwrap_or_default(),
        }),
        Err(problem @ JournalProblem::Broken { .. }) => Ok(AccessVerified::Broken { place: problem.to_string() }),
        Err(JournalProblem::Missing { .. }) => Ok(AccessVerified::Missing),
        Err(problem) => Err(problem),
    }
}
