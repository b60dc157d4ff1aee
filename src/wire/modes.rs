//! Who may do what in the data directory: its owner everything, the group of the branch accounts only pass to the socket.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, chown};
use std::path::Path;

/// A directory that only its owner enters.
const PRIVATE: u32 = 0o700;

/// A directory through which its group reaches a name that it knows; what is made in it, the socket say, gets the group.
const SHARED: u32 = 0o2710;

/// What is made in a directory gets the directory's group.
const GROUP_BIT: u32 = 0o2000;

/// Opens the directory to this group, as far as the socket. False if the system did not allow it, as it does not where
/// the owner is no member of the group.
pub fn open_to(dir: &Path, group: u32) -> io::Result<bool> {
    match chown(dir, None, Some(group)) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(false),
        changed => changed?,
    }
    fs::set_permissions(dir, Permissions::from_mode(SHARED))?;
    // The bit is dropped without an error.
    is_shared(dir)
}

/// Whether the directory was opened to a group.
pub fn is_shared(dir: &Path) -> io::Result<bool> {
    Ok(fs::metadata(dir)?.mode() & GROUP_BIT != 0)
}

/// Takes from everybody but the owner what they may not have: an older version, a restored copy or a hand may have left it.
pub fn keep(dir: &Path) -> io::Result<()> {
    let wanted = if is_shared(dir)? { SHARED } else { PRIVATE };
    if fs::metadata(dir)?.mode() & 0o7777 != wanted {
        fs::set_permissions(dir, Permissions::from_mode(wanted))?;
    }
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let about = entry.metadata()?;
        let (kind, mode) = (about.file_type(), about.mode() & 0o7777);
        let wanted = mode & !0o077;
        if kind.is_symlink() || kind.is_socket() || mode == wanted {
            continue;
        }
        if let Err(error) = fs::set_permissions(entry.path(), Permissions::from_mode(wanted)) {
            // Somebody else's file, `lost+found` say: no fault of the centre's.
            tracing::warn!(%error, "a file in the data directory stays open to others");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    #[test]
    fn others_lose_what_they_may_not_have_and_the_group_keeps_its_way_to_the_socket() {
        let base = tempfile::tempdir().unwrap();
        let dir = base.path().join("data");
        fs::create_dir(&dir).unwrap();
        fs::create_dir(dir.join("records")).unwrap();
        fs::write(dir.join("keyring"), "").unwrap();
        fs::write(dir.join("master.key"), "").unwrap();
        fs::set_permissions(dir.join("records"), Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(dir.join("keyring"), Permissions::from_mode(0o664)).unwrap();
        fs::set_permissions(dir.join("master.key"), Permissions::from_mode(0o444)).unwrap();
        fs::set_permissions(&dir, Permissions::from_mode(0o755)).unwrap();
        keep(&dir).unwrap();
        assert_eq!(mode(&dir), 0o700);
        assert_eq!(["records", "keyring", "master.key"].map(|name| mode(&dir.join(name))), [0o700, 0o600, 0o400]);

        let group = fs::metadata(&dir).unwrap().gid();
        assert!(open_to(&dir, group).unwrap());
        fs::set_permissions(&dir, Permissions::from_mode(0o2755)).unwrap();
        keep(&dir).unwrap();
        assert_eq!(mode(&dir), 0o2710);
    }
}
