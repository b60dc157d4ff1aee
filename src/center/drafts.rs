//! What staff are typing, one sealed file each: no rebuild touches it, and nothing typed is lost with a line.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::api::Problem;
use crate::api::draft::Draft;
use crate::domain::id::StaffId;
use crate::domain::time::Moment;
use crate::journal::{KeyId, Keyring};

/// The longest draft, in bytes of JSON.
const LONGEST: usize = 256 * 1024;

#[derive(Serialize, Deserialize)]
struct Kept {
    staff: StaffId,
    draft: Draft,
}

/// The drafts of a centre.
pub struct Drafts {
    dir: PathBuf,
    keyring: Arc<Keyring>,
    key: KeyId,
}

impl Drafts {
    /// The drafts in this directory, sealed under this key.
    pub fn new(dir: PathBuf, keyring: Arc<Keyring>, key: KeyId) -> io::Result<Self> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&dir)?;
        Ok(Self { dir, keyring, key })
    }

    /// One person's drafts, the newest first.
    pub fn list(&self, staff: StaffId) -> Result<Vec<Draft>, Problem> {
        let mut drafts = Vec::new();
        let files = fs::read_dir(&self.dir).map_err(|error| lost(&error))?;
        for file in files {
            let path = file.map_err(|error| lost(&error))?.path();
            if path.extension().is_some_and(|extension| extension == "new") {
                continue;
            }
            let kept = fs::read(&path).ok().and_then(|sealed| self.unseal(&sealed));
            match kept {
                Some(kept) if kept.staff == staff => drafts.push(kept.draft),
                Some(_) => {}
                None => tracing::warn!("a draft cannot be read and is left where it is"),
            }
        }
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.at));
        Ok(drafts)
    }

    fn unseal(&self, sealed: &[u8]) -> Option<Kept> {
        let plain = self.keyring.open_sealed(self.key, b"draft", sealed).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    /// Keeps a draft in place of the one for the same form; it is on the disk when this returns.
    pub fn keep(&self, staff: StaffId, draft: Draft, now: Moment) -> Result<(), Problem> {
        let path = self.path(staff, &draft.form);
        let kept = Kept { staff, draft: Draft { at: Some(now), ..draft } };
        let plain = serde_json::to_vec(&kept).map_err(|_| Problem::Internal)?;
        if plain.len() > LONGEST {
            return Err(Problem::TooLarge);
        }
        let sealed = self.keyring.seal(self.key, b"draft", &plain).map_err(|problem| {
            tracing::error!(%problem, "a draft cannot be sealed");
            Problem::Internal
        })?;
        let beside = path.with_extension("new");
        let write = || -> io::Result<()> {
            let mut file = File::options().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
            file.write_all(&sealed)?;
            file.sync_data()?;
            fs::rename(&beside, &path)
        };
        write().map_err(|error| lost(&error))
    }

    /// Throws a draft away; one that is not there is no error.
    pub fn discard(&self, staff: StaffId, form: &str) -> Result<(), Problem> {
        match fs::remove_file(self.path(staff, form)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(lost(&error)),
            _ => Ok(()),
        }
    }

    /// A file name that tells nothing of the form or the person.
    fn path(&self, staff: StaffId, form: &str) -> PathBuf {
        let digest =
            Sha256::new().chain_update(self.key.0).chain_update(staff.to_string()).chain_update([0]).chain_update(form);
        let name = digest.finalize().iter().take(16).fold(0_u128, |name, byte| name << 8 | u128::from(*byte));
        self.dir.join(format!("{name:032x}"))
    }
}

fn lost(error: &io::Error) -> Problem {
    tracing::error!(%error, "a draft cannot be kept or read");
    Problem::ReadOnly
}
