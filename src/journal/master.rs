//! The master key: 32 random bytes that wrap every other key, and the places where it may be kept.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::disk::{RealDisk, sync_dir};
use super::problem::{Doing, KeyProblem, While};
use super::sealing;

/// The key that wraps all others. Wiped from memory when dropped, never printed.
pub struct MasterKey(pub(super) Zeroizing<[u8; 32]>);

impl MasterKey {
    /// Its name in the data directory.
    pub const FILE: &str = "master.key";
    /// Its name among systemd's credentials.
    pub const CREDENTIAL: &str = "renkei-master-key";

    /// Where the key is looked for: systemd's credential directory if it holds one, else `configured`, else the data directory.
    pub fn place(data: &Path, configured: Option<&Path>) -> PathBuf {
        Self::place_with(std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from).as_deref(), data, configured)
    }

    fn place_with(credentials: Option<&Path>, data: &Path, configured: Option<&Path>) -> PathBuf {
        let credential = credentials.map(|dir| dir.join(Self::CREDENTIAL)).filter(|path| path.exists());
        credential.or_else(|| configured.map(Path::to_path_buf)).unwrap_or_else(|| data.join(Self::FILE))
    }

    /// Makes a new key and writes it to `path`, mode 0400. An existing one is never overwritten.
    pub fn create(path: &Path) -> Result<Self, KeyProblem> {
        let mut bytes = Zeroizing::new([0; 32]);
        sealing::random(&mut *bytes).map_err(|_| KeyProblem::NoRandom)?;
        let made = OpenOptions::new().write(true).create_new(true).mode(0o400).open(path);
        let mut file = match made {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(KeyProblem::MasterExists { path: path.to_path_buf() });
            }
            other => other.while_doing(Doing::Creating, path)?,
        };
        file.write_all(&*bytes).while_doing(Doing::Writing, path)?;
        file.sync_all().while_doing(Doing::Syncing, path)?;
        if let Some(dir) = path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
            sync_dir(&RealDisk, dir)?;
        }
        Ok(Self(bytes))
    }

    /// Reads the key from `path`. A file that others may read is refused.
    pub fn read(path: &Path) -> Result<Self, KeyProblem> {
        let mut file = match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(KeyProblem::MasterMissing { path: path.to_path_buf() });
            }
            other => other.while_doing(Doing::Opening, path)?,
        };
        let facts = file.metadata().while_doing(Doing::Reading, path)?;
        let mode = facts.mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyProblem::MasterExposed { path: path.to_path_buf(), mode });
        }
        if facts.len() != 32 {
            return Err(KeyProblem::MasterMalformed { path: path.to_path_buf(), length: facts.len() });
        }
        let mut bytes = Zeroizing::new([0; 32]);
        file.read_exact(&mut *bytes).while_doing(Doing::Reading, path)?;
        Ok(Self(bytes))
    }

    /// A key from bytes that the caller holds, for data kept in memory only.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn is_made_once_and_kept_from_others() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(MasterKey::FILE);
        assert!(matches!(MasterKey::read(&path), Err(KeyProblem::MasterMissing { .. })));
        let made = MasterKey::create(&path).unwrap();
        assert_eq!(path.metadata().unwrap().mode() & 0o777, 0o400);
        assert_eq!(*MasterKey::read(&path).unwrap().0, *made.0);
        assert!(matches!(MasterKey::create(&path), Err(KeyProblem::MasterExists { .. })));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o440)).unwrap();
        assert!(matches!(MasterKey::read(&path), Err(KeyProblem::MasterExposed { mode: 0o440, .. })));
        assert_eq!(format!("{made:?}"), "MasterKey(..)");
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        std::fs::write(&path, b"short").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o400)).unwrap();
        assert!(matches!(MasterKey::read(&path), Err(KeyProblem::MasterMalformed { length: 5, .. })));
    }

    #[test]
    fn a_credential_wins_over_the_configured_place_and_that_over_the_default() {
        let dir = tempfile::tempdir().unwrap();
        let (data, credentials) = (dir.path().join("data"), dir.path());
        let configured = Path::new("/elsewhere/key");
        let place = |configured| MasterKey::place_with(Some(credentials), &data, configured);
        assert_eq!(place(None), data.join("master.key"));
        assert_eq!(place(Some(configured)), configured);
        std::fs::write(credentials.join(MasterKey::CREDENTIAL), [0; 32]).unwrap();
        assert_eq!(place(Some(configured)), credentials.join(MasterKey::CREDENTIAL));
    }
}
