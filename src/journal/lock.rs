//! The lock of a data directory: one process writes in it, and whoever comes second learns who that is.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::FlockOperation;

use super::problem::{Doing, JournalProblem, While};

/// Held while this process may write in the data directory. The system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct DirLock {
    dir: PathBuf,
    _file: File,
}

impl DirLock {
    /// The lock's file in the data directory. It stays there; only the hold on it counts.
    pub const FILE: &str = "lock";

    /// Takes the lock without waiting, and writes this process's number into it.
    pub fn take(dir: &Path) -> Result<Self, JournalProblem> {
        let path = dir.join(Self::FILE);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .while_doing(Doing::Opening, &path)?;
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(rustix::io::Errno::WOULDBLOCK) => return Err(JournalProblem::Locked { pid: holder(&mut file), path }),
            Err(error) => return Err(std::io::Error::from(error)).while_doing(Doing::Locking, &path)?,
        }
        // The number is a courtesy to whoever comes second; on a full disk the lock must still be had.
        let noted = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| writeln!(file, "{}", std::process::id()));
        if let Err(error) = noted {
            tracing::warn!(%error, "could not note the process number in the lock");
        }
        Ok(Self { dir: dir.to_path_buf(), _file: file })
    }

    /// The data directory that is held.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_learns_who_holds_it() {
        let dir = tempfile::tempdir().unwrap();
        let held = DirLock::take(dir.path()).unwrap();
        match DirLock::take(dir.path()) {
            Err(JournalProblem::Locked { pid, .. }) => assert_eq!(pid, Some(std::process::id())),
            other => panic!("{other:?}"),
        }
        drop(held);
        assert_eq!(DirLock::take(dir.path()).unwrap().dir(), dir.path());
    }
}
