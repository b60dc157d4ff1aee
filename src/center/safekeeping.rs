//! Looking after what is kept: head, verification, and a consistent copy while the centre is open.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::access::Credentials;
use super::{Center, access_log, open, seen};
use crate::api::journal::{Head, JournalAnswer, JournalRequest};
use crate::api::{FieldProblem, Problem};
use crate::domain::access::{AccessEntry, Accessed};
use crate::journal::{self, Journal, Keyring, MasterKey};

/// A journal's head as it crosses the socket.
pub fn head_of(head: &journal::Head) -> Head {
    Head { sequence: head.sequence.0, hash: head.hash.to_string() }
}

impl Center {
    pub(super) fn journal_request(&self, request: JournalRequest) -> Result<JournalAnswer, Problem> {
        match request {
            JournalRequest::Head => self.still(|journal| JournalAnswer::Head(head_of(&journal.head()))),
            JournalRequest::Verify => self.verify(),
            JournalRequest::VerifyRecords => self.verify_records(),
            JournalRequest::Backup { into, with_key } => self.backup(Path::new(&into), with_key),
            JournalRequest::Retire => Ok(JournalAnswer::Retiring),
        }
    }

    fn verify(&self) -> Result<JournalAnswer, Problem> {
        let chunks = self.still(|journal| (journal.read_raw(journal::Sequence(1)), journal.head()))?;
        let (chunks, head) = (chunks.0.map_err(|problem| failed(&problem))?, chunks.1);
        let mut frames = 0;
        for chunk in chunks {
            let checked = chunk.and_then(|chunk| {
                chunk.check()?;
                Ok(chunk.len() as u64)
            });
            match checked {
                Ok(more) => frames += more,
                Err(problem) => return Ok(JournalAnswer::Broken { place: problem.to_string() }),
            }
        }
        let access = self.access_log.check().map_err(|problem| failed(&problem))?;
        Ok(JournalAnswer::Whole { head: head_of(&head), frames, access })
    }

    fn verify_records(&self) -> Result<JournalAnswer, Problem> {
        let scratch = self.dir.join("records.compare");
        let clear = || if scratch.exists() { fs::remove_dir_all(&scratch) } else { Ok(()) };
        clear().map_err(|error| failed(&error))?;
        let shared = std::sync::Arc::clone(&self.shared);
        let place = scratch.clone();
        let compared = self.still(move |journal| open::compare(journal, &shared.keeper.records(), &place))?;
        clear().map_err(|error| failed(&error))?;
        let (records, different) = compared.map_err(|problem| failed(&format!("{problem:?}")))?;
        Ok(JournalAnswer::Records { records, different })
    }

    fn backup(&self, into: &Path, with_key: bool) -> Result<JournalAnswer, Problem> {
        if !into.is_absolute() {
            return Err(Problem::field("into", FieldProblem::Unreadable));
        }
        let dir = self.dir.clone();
        let (head, beside) = self.still(move |journal| (journal.head(), Beside::read(&dir)))?;
        // What lies below the head is never written again, so the copy needs nobody to wait.
        let access = self.access_log.end();
        let copied = beside.and_then(|beside| copy(&self.dir, into, &head, access.as_ref(), &beside, with_key));
        let bytes = copied.map_err(|problem| {
            tracing::error!(%problem, "the copy failed");
            match problem.kind() {
                io::ErrorKind::AlreadyExists => Problem::field("into", FieldProblem::Taken),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::NotADirectory => {
                    Problem::field("into", FieldProblem::Unreadable)
                }
                _ => Problem::ReadOnly,
            }
        })?;
        for (dir, head) in [(Journal::DIR, Some(&head)), (access_log::DIR, access.as_ref())] {
            let Some(head) = head else { continue };
            let report = journal::verify(&into.join(dir), None, |_| {}).map_err(|problem| failed(&problem))?;
            if report.head.sequence != head.sequence || report.head.hash != head.hash {
                return Ok(JournalAnswer::Broken { place: into.join(dir).display().to_string() });
            }
        }
        Ok(JournalAnswer::Backup { head: head_of(&head), bytes })
    }
}

fn failed(problem: &impl std::fmt::Display) -> Problem {
    tracing::error!(%problem, "looking after the journal failed");
    Problem::Internal
}

/// The directory of the drafts in the data directory.
const DRAFTS: &str = "drafts";

/// What belongs to a moment of the journal and lies beside it: what is half typed, and up to when each member has seen
/// what happened. It is read while nothing is written. So what was typed is in the copy once, as a draft or as saved;
/// read later, a draft could be gone that is not in the copied journal yet.
struct Beside {
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Beside {
    /// Reads it from a data directory or a copy of one.
    fn read(dir: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        let mut take = |name: PathBuf| match fs::read(dir.join(&name)) {
            // There is none yet, or a draft is saved or thrown away at this moment.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            read => read.map(|bytes| files.push((name, bytes))),
        };
        take(seen::FILE.into())?;
        let drafts = match fs::read_dir(dir.join(DRAFTS)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            listed => Some(listed?),
        };
        for file in drafts.into_iter().flatten() {
            let name = file?.file_name();
            // One that is being written replaces the one of before, which is there until then.
            if Path::new(&name).extension().is_none() {
                take(Path::new(DRAFTS).join(name))?;
            }
        }
        Ok(Self { files })
    }

    /// Writes it into another directory, synced; how many bytes.
    fn write(&self, into: &Path) -> io::Result<u64> {
        private_dir(&into.join(DRAFTS))?;
        let mut written = 0;
        for (name, bytes) in &self.files {
            let mut file = File::options().write(true).create_new(true).mode(0o600).open(into.join(name))?;
            file.write_all(bytes)?;
            file.sync_all()?;
            written += bytes.len() as u64;
        }
        File::open(into.join(DRAFTS))?.sync_all()?;
        Ok(written)
    }
}

/// Copies keys, journal and access log up to their heads, and what lies beside them into an empty directory, synced; how
/// many bytes.
fn copy(
    from: &Path,
    into: &Path,
    head: &journal::Head,
    access: Option<&journal::Head>,
    beside: &Beside,
    with_key: bool,
) -> io::Result<u64> {
    private_dir(into)?;
    if fs::read_dir(into)?.next().is_some() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut bytes = copy_file(&from.join(Keyring::FILE), &into.join(Keyring::FILE), None, 0o600)?;
    if with_key {
        let master = MasterKey::place(from, None);
        bytes += copy_file(&master, &into.join(MasterKey::FILE), None, 0o400)?;
    }
    for (dir, head) in [(Journal::DIR, Some(head)), (access_log::DIR, access)] {
        let Some(head) = head else { continue };
        let last = Some((head.segment, head.offset));
        bytes += copy_segments(&from.join(dir), &into.join(dir), head.segment, last)?;
    }
    bytes += beside.write(into)?;
    bytes += copy_credentials(from, into)?;
    File::open(into)?.sync_all()?;
    Ok(bytes)
}

/// Copies the segments of a journal's directory up to this number, the last one up to where it ends if that is known.
fn copy_segments(from: &Path, into: &Path, segments: u32, last: Option<(u32, u64)>) -> io::Result<u64> {
    private_dir(into)?;
    let mut bytes = 0;
    for number in 1..=segments {
        let name = format!("{number:08}.seg");
        let limit = last.filter(|(last, _)| *last == number).map(|(_, end)| end);
        bytes += copy_file(&from.join(&name), &into.join(&name), limit, 0o600)?;
    }
    File::open(into)?.sync_all()?;
    Ok(bytes)
}

/// Passwords and tokens, where there are any yet.
fn copy_credentials(from: &Path, into: &Path) -> io::Result<u64> {
    match copy_file(&from.join(Credentials::FILE), &into.join(Credentials::FILE), None, 0o600) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        copied => copied,
    }
}

fn private_dir(dir: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

fn copy_file(from: &Path, into: &Path, limit: Option<u64>, mode: u32) -> io::Result<u64> {
    let source = File::open(from)?;
    let mut target = File::options().write(true).create_new(true).mode(mode).open(into)?;
    let bytes = io::copy(&mut source.take(limit.unwrap_or(u64::MAX)), &mut target)?;
    target.flush()?;
    target.sync_all()?;
    Ok(bytes)
}

/// Puts a copy back into a data directory that is empty or not there yet, and reads it through.
///
/// The master key comes from `master`, else from the copy.
pub fn restore(copy: &Path, into: &Path, master: Option<&Path>) -> Result<Head, open::OpenProblem> {
    if !copy.join(Keyring::FILE).is_file() || !copy.join(Journal::DIR).is_dir() {
        return Err(open::OpenProblem::NoCentre { dir: copy.to_path_buf() });
    }
    let found = journal::verify(&copy.join(Journal::DIR), None, |_| {})?;
    if into.exists() && fs::read_dir(into)?.next().is_some() {
        return Err(open::OpenProblem::NotEmpty { dir: into.to_path_buf() });
    }
    let master = master.map_or_else(|| copy.join(MasterKey::FILE), Path::to_path_buf);
    // Checks the key before anything is written.
    let key = MasterKey::read(&master)?;
    Keyring::open(copy, key)?;
    private_dir(into)?;
    copy_file(&copy.join(Keyring::FILE), &into.join(Keyring::FILE), None, 0o600)?;
    copy_file(&master, &into.join(MasterKey::FILE), None, 0o400)?;
    copy_segments(&copy.join(Journal::DIR), &into.join(Journal::DIR), found.segments, None)?;
    // Whatever state it is in: a broken one is put aside when it is opened, and says so.
    let access = journal::segments(&copy.join(access_log::DIR))?;
    if access > 0 {
        copy_segments(&copy.join(access_log::DIR), &into.join(access_log::DIR), access, None)?;
    }
    Beside::read(copy)?.write(into)?;
    copy_credentials(copy, into)?;
    File::open(into)?.sync_all()?;
    let mut opened = open::open(into, None)?;
    let restored = (super::wall_clock()(), AccessEntry::own(Accessed::Restored));
    let (key, disk) = (opened.subjects.centre(), opened.journal.disk());
    let place = access_log::Place { lock: &opened.lock, keyring: &opened.keyring, key, disk };
    access_log::note_closed(place, restored)?;
    let (records, _) = open::rebuild(&mut opened, |_| {})?;
    open::put_away(records, &opened)?;
    Ok(head_of(&opened.journal.head()))
}

#[cfg(test)]
mod tests;
