//! The few calls by which bytes reach the disk, behind a trait so that tests can make them fail.

use std::fmt;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use super::problem::{Doing, FileTrouble, While};

/// How bytes reach the disk. [`RealDisk`] everywhere but in tests of failure.
pub trait Disk: Send + Sync + fmt::Debug {
    /// Writes some of `bytes` at `offset` and says how many.
    fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<usize>;
    /// Makes what was written safe (fdatasync). For a directory: its names.
    fn sync(&self, file: &File) -> io::Result<()>;
    /// Cuts or extends the file.
    fn set_len(&self, file: &File, length: u64) -> io::Result<()>;
}

/// The operating system's own calls.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<usize> {
        file.write_at(bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn set_len(&self, file: &File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }
}

/// Writes all of `bytes`, going on after short writes and interrupts.
pub(super) fn write_all(disk: &dyn Disk, file: &File, mut bytes: &[u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match disk.write_at(file, bytes, offset) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => {
                bytes = bytes.get(n..).unwrap_or_default();
                offset += n as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Makes the names in a directory safe: needed after creating, renaming or removing a file in it.
pub(crate) fn sync_dir(disk: &dyn Disk, dir: &Path) -> Result<(), FileTrouble> {
    File::open(dir).and_then(|opened| disk.sync(&opened)).while_doing(Doing::Syncing, dir)
}
