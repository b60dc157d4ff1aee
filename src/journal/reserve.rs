//! A file that only takes up room, so that a full disk can be given some back to shut down cleanly.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::problem::{Doing, FileTrouble, While};

/// The reserve of a data directory.
#[derive(Debug, Clone)]
pub struct Reserve {
    path: PathBuf,
}

impl Reserve {
    /// Its name in the data directory.
    pub const FILE: &str = "reserve";
    /// Its length: enough for a checkpoint, the drafts and one step of the journal.
    pub const BYTES: usize = 4 << 20;

    /// The reserve of `data`; makes nothing yet, see [`Reserve::restore`].
    pub fn of(data: &Path) -> Self {
        Self { path: data.join(Self::FILE) }
    }

    /// True when the room is taken.
    pub fn is_full_size(&self) -> bool {
        self.path.metadata().is_ok_and(|facts| facts.len() == Self::BYTES as u64)
    }

    /// Gives the room back to the disk. Releasing what is already released is fine.
    pub fn release(&self) -> Result<(), FileTrouble> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            other => other.while_doing(Doing::Removing, &self.path),
        }
    }

    /// Takes the room (again). Written, not only declared: a hole takes up nothing. On failure nothing is left behind.
    pub fn restore(&self) -> Result<(), FileTrouble> {
        if self.is_full_size() {
            return Ok(());
        }
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&self.path)
            .while_doing(Doing::Creating, &self.path)?;
        let filled = fill(&mut file).while_doing(Doing::Writing, &self.path);
        if filled.is_err() {
            self.release()?;
        }
        filled
    }
}

/// Random bytes, since some file systems store zeroes in no room at all.
fn fill(file: &mut File) -> std::io::Result<()> {
    let mut block = vec![0; 64 << 10];
    for _ in 0..Reserve::BYTES / block.len() {
        super::sealing::random(&mut block).map_err(|_| std::io::Error::from(ErrorKind::Other))?;
        file.write_all(&block)?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_room_and_gives_it_back() {
        let dir = tempfile::tempdir().unwrap();
        let reserve = Reserve::of(dir.path());
        assert!(!reserve.is_full_size());
        reserve.restore().unwrap();
        assert!(reserve.is_full_size());
        reserve.restore().unwrap();
        reserve.release().unwrap();
        reserve.release().unwrap();
        assert!(!reserve.is_full_size());
    }
}
