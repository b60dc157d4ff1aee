//! A disk for tests that fails on purpose: short writes, no room, syncs that do not hold.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use super::disk::Disk;

/// Passes everything on to the system until told otherwise.
#[derive(Debug)]
pub(crate) struct FaultyDisk {
    /// Bytes that may still be written before the disk is full; negative numbers mean no limit.
    room: AtomicI64,
    /// While set, syncs fail.
    sync_fails: AtomicBool,
}

impl Default for FaultyDisk {
    fn default() -> Self {
        Self { room: AtomicI64::new(-1), sync_fails: AtomicBool::new(false) }
    }
}

impl FaultyDisk {
    /// Only `bytes` more fit; what is beyond is written short, then refused.
    pub(crate) fn leave_room(&self, bytes: u32) {
        self.room.store(bytes.into(), Ordering::SeqCst);
    }

    /// There is room again.
    pub(crate) fn make_room(&self) {
        self.room.store(-1, Ordering::SeqCst);
    }

    /// Makes syncs fail, or work again.
    pub(crate) fn fail_sync(&self, fails: bool) {
        self.sync_fails.store(fails, Ordering::SeqCst);
    }
}

impl Disk for FaultyDisk {
    fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let room = self.room.load(Ordering::SeqCst);
        if room < 0 {
            return file.write_at(bytes, offset);
        }
        let fits = usize::try_from(room).unwrap_or(0).min(bytes.len());
        if fits == 0 {
            return Err(ErrorKind::StorageFull.into());
        }
        let wrote = file.write_at(&bytes[..fits], offset)?;
        self.room.fetch_sub(i64::try_from(wrote).unwrap(), Ordering::SeqCst);
        Ok(wrote)
    }

    /// Does not wait for a real disk: what a test reads back comes from the system's memory anyway.
    fn sync(&self, _: &File) -> io::Result<()> {
        if self.sync_fails.load(Ordering::SeqCst) { Err(ErrorKind::Other.into()) } else { Ok(()) }
    }

    fn set_len(&self, file: &File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }
}
