//! The socket in the data directory: where it lies, how one listens and connects.

use std::fs;
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use super::modes;

const NAME: &str = "socket";

/// The longest path that the kernel takes for a socket, in bytes, its closing zero left out.
const LONGEST: usize = 107;

/// Calls with a path of the socket that the kernel takes, however deep the directory lies.
fn with_path<T>(dir: &Path, call: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let path = dir.join(NAME);
    if path.as_os_str().len() <= LONGEST {
        return call(&path);
    }
    // A branch account may pass through the directory and not read it.
    let open = rustix::fs::open(dir, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    call(&PathBuf::from(format!("/proc/self/fd/{}/{NAME}", open.as_raw_fd())))
}

/// Listens in this data directory, in place of whoever left a socket there. The caller holds the directory's lock.
pub fn listen(dir: &Path) -> io::Result<UnixListener> {
    match fs::remove_file(dir.join(NAME)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = with_path(dir, |path| UnixListener::bind(path))?;
    let mode = if modes::is_shared(dir)? { 0o660 } else { 0o600 };
    fs::set_permissions(dir.join(NAME), fs::Permissions::from_mode(mode))?;
    Ok(listener)
}

/// Takes the socket away again.
pub(super) fn close(dir: &Path) {
    if let Err(error) = fs::remove_file(dir.join(NAME)) {
        tracing::warn!(%error, "the socket could not be removed");
    }
}

/// Connects to the server of this data directory; none if nobody listens.
pub fn connect(dir: &Path) -> io::Result<Option<UnixStream>> {
    match with_path(dir, |path| UnixStream::connect(path)) {
        Ok(stream) => Ok(Some(stream)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deep_directory_has_a_door_too_and_a_dead_socket_is_no_server() {
        let base = tempfile::tempdir().unwrap();
        let deep = base.path().join("x".repeat(90)).join("y".repeat(90));
        fs::create_dir_all(&deep).unwrap();
        assert!(connect(&deep).unwrap().is_none());
        let listener = listen(&deep).unwrap();
        assert!(connect(&deep).unwrap().is_some());
        drop(listener);
        assert!(connect(&deep).unwrap().is_none());
        drop(listen(&deep).unwrap());
    }
}
