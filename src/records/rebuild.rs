//! Building the records anew beside the old ones, and moving them into place when they are whole.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::problem::RecordsProblem;
use super::store::{Records, sync};
use crate::journal::{Doing, FileTrouble, Keyring};

/// The records' directory in the data directory.
const PLACE: &str = "records";
/// Their directory while they are being built.
const BESIDE: &str = "records.new";
/// What old ones are called that were moved aside.
const ASIDE: &str = "records.damaged-";

/// Records in the making, opened with [`Records::load`]: until [`Rebuild::finish`] they are no one's records, and an interrupted rebuild begins anew.
pub struct Rebuild {
    data: PathBuf,
    keyring: Arc<Keyring>,
    records: Records,
}

impl Rebuild {
    /// Begins from nothing in the data directory `data`; what an interrupted rebuild left is thrown away.
    pub fn start(data: &Path, keyring: Arc<Keyring>) -> Result<Self, RecordsProblem> {
        let dir = data.join(BESIDE);
        remove(&dir)?;
        let records = Records::load(&dir, Arc::clone(&keyring))?;
        Ok(Self { data: data.to_path_buf(), keyring, records })
    }

    /// The records to apply to, and to read what has been applied.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Makes all of it safe and puts it in place of the old records, which are kept aside until the next time. The old
    /// ones may still be open: they then go on where they were moved to.
    pub fn finish(self) -> Result<Records, RecordsProblem> {
        let Self { data, keyring, records } = self;
        records.close()?;
        drop(records);
        put_aside(&data)?;
        let (from, to) = (data.join(BESIDE), data.join(PLACE));
        std::fs::rename(&from, &to).map_err(|error| FileTrouble { doing: Doing::Renaming, path: from, error })?;
        sync(&data)?;
        reopen(&to, &keyring)
    }
}

/// Opens what was just closed. The store lets go of its lock only with the last of its own threads, a little later.
fn reopen(dir: &Path, keyring: &Arc<Keyring>) -> Result<Records, RecordsProblem> {
    let mut tries = 100;
    loop {
        match Records::open(dir, Arc::clone(keyring)) {
            Err(RecordsProblem::Locked) if tries > 0 => {
                tries -= 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            opened => return opened,
        }
    }
}

/// Moves the present records aside; of those put aside before none is kept.
fn put_aside(data: &Path) -> Result<(), RecordsProblem> {
    let old = data.join(PLACE);
    if !old.exists() {
        return Ok(());
    }
    let listed = std::fs::read_dir(data);
    let listed = listed.map_err(|error| FileTrouble { doing: Doing::Listing, path: data.to_path_buf(), error })?;
    for entry in listed.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(ASIDE)) {
        remove(&entry.path())?;
    }
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let aside = data.join(format!("{ASIDE}{now}"));
    Ok(std::fs::rename(&old, &aside).map_err(|error| FileTrouble { doing: Doing::Renaming, path: old, error })?)
}

fn remove(dir: &Path) -> Result<(), RecordsProblem> {
    match std::fs::remove_dir_all(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => Ok(other.map_err(|error| FileTrouble { doing: Doing::Removing, path: dir.to_path_buf(), error })?),
    }
}
