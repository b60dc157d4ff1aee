//! Passwords and tokens of a centre in one sealed file beside the drafts: never in the journal, never sent to anybody.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::delays::Wrong;
use super::password::Password;
use crate::api::Problem;
use crate::domain::id::StaffId;
use crate::domain::time::Moment;
use crate::journal::{KeyId, Keyring};

/// A token as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Token {
    /// Whose it is.
    pub staff: StaffId,
    /// The sum of its secret; 256 random bits need no slow one.
    pub sum: [u8; 32],
    /// What it may be used for.
    pub may: Vec<String>,
    /// When it was made.
    pub made: Moment,
    /// When it ends.
    pub ends: Moment,
}

/// The sum under which a token's secret is kept.
pub fn sum_of(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// What the file holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Everybody's password.
    pub passwords: BTreeMap<StaffId, Password>,
    /// All tokens by their numbers, expired ones included until their owner looks.
    pub tokens: BTreeMap<u64, Token>,
    /// The number of the last token.
    pub last_token: u64,
    /// What is owed for wrong passwords.
    #[serde(default)]
    pub wrong: BTreeMap<StaffId, Wrong>,
}

/// The credentials of a centre.
pub struct Credentials {
    path: PathBuf,
    keyring: Arc<Keyring>,
    key: KeyId,
    kept: Mutex<Kept>,
}

impl Credentials {
    /// The name of the file in the data directory.
    pub const FILE: &str = "credentials";

    /// Reads the file in this directory, sealed under this key; there may be none yet.
    pub fn open(dir: &Path, keyring: Arc<Keyring>, key: KeyId) -> io::Result<Self> {
        let path = dir.join(Self::FILE);
        let kept = match fs::read(&path) {
            Ok(sealed) => {
                let plain = keyring.open_sealed(key, b"credentials", &sealed).ok();
                if let Some(kept) = plain.and_then(|plain| serde_json::from_slice(&plain).ok()) {
                    kept
                } else {
                    // Nobody gets in without a password that way; at the console new ones can be given out.
                    tracing::error!("the credentials cannot be read: they are put aside and all passwords are gone");
                    fs::rename(&path, path.with_extension("unreadable"))?;
                    Kept::default()
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Kept::default(),
            Err(error) => return Err(error),
        };
        Ok(Self { path, keyring, key, kept: Mutex::new(kept) })
    }

    /// Looks something up.
    pub fn look<T>(&self, look: impl FnOnce(&Kept) -> T) -> T {
        look(&self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes something; it is on the disk when this returns, or nothing has changed.
    pub fn change<T>(&self, change: impl FnOnce(&mut Kept) -> T) -> Result<T, Problem> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = kept.clone();
        let outcome = change(&mut next);
        self.write(&next)?;
        *kept = next;
        Ok(outcome)
    }

    /// Keeps what somebody owes for wrong passwords, or that they owe nothing any more. Nobody is kept out because it
    /// cannot be written: until the server ends it holds all the same.
    pub fn owe(&self, staff: StaffId, wrong: Option<Wrong>) {
        if self.look(|kept| kept.wrong.get(&staff).copied()) == wrong {
            return;
        }
        let kept = self.change(|kept| match wrong {
            Some(wrong) => kept.wrong.insert(staff, wrong),
            None => kept.wrong.remove(&staff),
        });
        if kept.is_err() {
            tracing::warn!("what is owed for wrong passwords is known until the server ends only");
        }
    }

    fn write(&self, kept: &Kept) -> Result<(), Problem> {
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(kept).map_err(|_| Problem::Internal)?);
        let sealed = self.keyring.seal(self.key, b"credentials", &plain).map_err(|problem| {
            tracing::error!(%problem, "the credentials cannot be sealed");
            Problem::Internal
        })?;
        let beside = self.path.with_extension("new");
        let write = || -> io::Result<()> {
            let mut file = File::options().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
            file.write_all(&sealed)?;
            file.sync_all()?;
            fs::rename(&beside, &self.path)?;
            // A password that was taken away must not come back with the power.
            self.path.parent().map_or(Ok(()), |dir| File::open(dir)?.sync_all())
        };
        write().map_err(|error| {
            tracing::error!(%error, "the credentials cannot be kept");
            Problem::ReadOnly
        })
    }
}
