//! Up to when each member has seen what happened: a small sealed file beside the drafts, since the journal has no place
//! for it. Without it a member is told what waits, as one is who comes for the first time, and nothing that is no news.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::id::StaffId;
use crate::domain::time::Moment;
use crate::journal::{KeyId, Keyring};

/// The file's name in the data directory.
pub const FILE: &str = "seen";

/// Up to when each member has seen what happened.
pub struct Seen {
    path: PathBuf,
    keyring: Arc<Keyring>,
    key: KeyId,
    marks: Mutex<BTreeMap<StaffId, Moment>>,
}

impl Seen {
    /// What the file says; nothing if there is none or it cannot be read.
    pub fn open(path: PathBuf, keyring: Arc<Keyring>, key: KeyId) -> Self {
        let marks = fs::read(&path).map_or_else(
            |_| BTreeMap::new(),
            |sealed| {
                let plain = keyring.open_sealed(key, FILE.as_bytes(), &sealed).ok();
                plain.and_then(|plain| serde_json::from_slice(&plain).ok()).unwrap_or_else(|| {
                    tracing::warn!("what the members have seen cannot be read: they are told only what waits");
                    BTreeMap::new()
                })
            },
        );
        Self { path, keyring, key, marks: Mutex::new(marks) }
    }

    /// Up to when this member has seen everything.
    pub fn of(&self, staff: StaffId) -> Option<Moment> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).get(&staff).copied()
    }

    /// Notes that this member has seen everything up to a moment; it never goes back.
    pub fn note(&self, staff: StaffId, at: Moment) {
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        if marks.get(&staff).is_some_and(|known| *known >= at) {
            return;
        }
        marks.insert(staff, at);
        if let Err(error) = self.write(&marks) {
            tracing::warn!(%error, "what a member has seen cannot be kept");
        }
    }

    fn write(&self, marks: &BTreeMap<StaffId, Moment>) -> io::Result<()> {
        let plain = serde_json::to_vec(marks).map_err(io::Error::other)?;
        let sealed = self.keyring.seal(self.key, FILE.as_bytes(), &plain).map_err(io::Error::other)?;
        let beside = self.path.with_extension("new");
        let mut file = File::options().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        file.write_all(&sealed)?;
        fs::rename(&beside, &self.path)
    }
}
