//! The keyring: one key a subject, wrapped under the master key; destroying a key makes that subject unreadable for good.

use std::collections::HashMap;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::disk::{Disk, RealDisk, sync_dir, write_all};
use super::keyring_file::{self as format, HEAD, HeadFault, KeyId, KeyringReport, RECORD, Record, Slot};
use super::master::MasterKey;
use super::problem::{Doing, FileTrouble, KeyProblem, While};
use super::sealing;

/// All keys, unwrapped, about 100 bytes each. Shared between threads: opening and sealing only read.
pub struct Keyring {
    path: PathBuf,
    id: [u8; 16],
    master: MasterKey,
    disk: Arc<dyn Disk>,
    slots: RwLock<HashMap<KeyId, Slot>>,
    tail: Mutex<Tail>,
}

/// The end of the file, and what is not in it yet.
struct Tail {
    file: File,
    /// Records that are safe on the disk.
    safe: u32,
    /// New keys in the order they were made, not written yet.
    waiting: Vec<KeyId>,
    /// A write failed: what is behind `safe` in the file is unknown.
    poisoned: bool,
}

impl Keyring {
    /// Its name in the data directory.
    pub const FILE: &str = "keyring";

    /// Makes an empty keyring in `dir`. An existing one is never overwritten.
    pub fn init(dir: &Path, master: MasterKey) -> Result<Self, KeyProblem> {
        let path = dir.join(Self::FILE);
        if path.exists() {
            return Err(KeyProblem::KeyringExists { path });
        }
        let (id, head) = format::new_head(&master).map_err(|_| KeyProblem::NoRandom)?;
        let file = replace(&path, &head)?;
        let tail = Tail { file, safe: 0, waiting: Vec::new(), poisoned: false };
        Ok(Self { path, id, master, disk: Arc::new(RealDisk), slots: RwLock::default(), tail: Mutex::new(tail) })
    }

    /// Opens the keyring in `dir`. What an interrupted write left at its end is saved aside and cut.
    pub fn open(dir: &Path, master: MasterKey) -> Result<(Self, KeyringReport), KeyProblem> {
        Self::open_on(dir, master, Arc::new(RealDisk))
    }

    /// As [`Keyring::open`], on a given disk.
    pub fn open_on(dir: &Path, master: MasterKey, disk: Arc<dyn Disk>) -> Result<(Self, KeyringReport), KeyProblem> {
        let path = dir.join(Self::FILE);
        let bytes = match std::fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(KeyProblem::KeyringMissing { path }),
            other => other.while_doing(Doing::Reading, &path)?,
        };
        let damaged = |record: usize| KeyProblem::KeyringDamaged { path: path.clone(), record: record as u64 };
        let id = bytes.get(..HEAD).ok_or(HeadFault::Damaged).and_then(|head| format::read_head(&master, head));
        let id = id.map_err(|fault| match fault {
            HeadFault::Damaged => damaged(0),
            HeadFault::WrongMaster => KeyProblem::WrongMaster { path: path.clone() },
        })?;

        let body = bytes.get(HEAD..).unwrap_or_default();
        let records: Vec<Option<Record>> = body.chunks(RECORD).map(|bytes| format::read_record(&id, bytes)).collect();
        let whole = records.iter().take_while(|record| record.is_some()).count();
        if records.iter().skip(whole).flatten().any(|later| later.safe as usize > whole) {
            return Err(damaged(whole + 1));
        }
        let mut slots = HashMap::with_capacity(whole);
        for (at, record) in records.iter().take(whole).flatten().enumerate() {
            slots.insert(record.key, record.slot(&master).ok_or_else(|| damaged(at + 1))?);
        }

        let file = OpenOptions::new().read(true).write(true).open(&path).while_doing(Doing::Opening, &path)?;
        let torn = body.get(whole * RECORD..).unwrap_or_default();
        if !torn.is_empty() {
            std::fs::write(aside(&path), torn).while_doing(Doing::Writing, &aside(&path))?;
            cut(disk.as_ref(), &file, &path, whole)?;
        }
        let live = slots.values().filter(|slot| matches!(slot, Slot::Live(_))).count();
        let report = KeyringReport { live, destroyed: slots.len() - live, cut: torn.len() as u64 };
        let tail = Tail { file, safe: count(whole), waiting: Vec::new(), poisoned: false };
        Ok((Self { path, id, master, disk, slots: RwLock::new(slots), tail: Mutex::new(tail) }, report))
    }

    /// Makes a new key. It can be used at once; it reaches the disk with the next [`Keyring::sync`].
    pub fn create(&self) -> Result<KeyId, KeyProblem> {
        let (mut id, mut secret) = (KeyId([0; 16]), Zeroizing::new([0; 32]));
        sealing::random(&mut id.0).map_err(|_| KeyProblem::NoRandom)?;
        sealing::random(&mut *secret).map_err(|_| KeyProblem::NoRandom)?;
        let mut tail = self.tail();
        self.slots.write().unwrap_or_else(PoisonError::into_inner).insert(id, Slot::Live(secret));
        tail.waiting.push(id);
        Ok(id)
    }

    /// Writes the new keys and makes them safe (one fdatasync; nothing when there are none). The journal calls this
    /// before it writes frames, so nobody else has to.
    pub fn sync(&self) -> Result<(), KeyProblem> {
        let mut tail = self.tail();
        if tail.poisoned {
            return Err(KeyProblem::KeyringPoisoned);
        }
        if tail.waiting.is_empty() {
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(tail.waiting.len() * RECORD);
        for key in &tail.waiting {
            let slots = self.slots.read().unwrap_or_else(PoisonError::into_inner);
            let slot = slots.get(key).ok_or(KeyProblem::Unknown(*key))?;
            format::write_record(&self.id, &self.master, *key, slot, tail.safe, &mut bytes)
                .map_err(|_| KeyProblem::NoRandom)?;
        }
        tail.poisoned = true; // until all of it has succeeded
        write_all(self.disk.as_ref(), &tail.file, &bytes, end_of(tail.safe)).while_doing(Doing::Writing, &self.path)?;
        self.disk.sync(&tail.file).while_doing(Doing::Syncing, &self.path)?;
        tail.safe += count(tail.waiting.len());
        tail.waiting.clear();
        tail.poisoned = false;
        Ok(())
    }

    /// After a failed write: cuts the file back to what is safe, on a new handle. Keys made meanwhile are written by the
    /// next [`Keyring::sync`].
    pub fn reopen(&self) -> Result<(), KeyProblem> {
        let mut tail = self.tail();
        if tail.poisoned {
            let file =
                OpenOptions::new().read(true).write(true).open(&self.path).while_doing(Doing::Opening, &self.path)?;
            cut(self.disk.as_ref(), &file, &self.path, tail.safe as usize)?;
            tail.file = file;
            tail.poisoned = false;
        }
        Ok(())
    }

    /// Destroys a key for good: the file is written anew without it, with a mark that it was destroyed, and its old
    /// bytes are overwritten. Copies elsewhere (backups, snapshots, worn-out flash) are out of reach from here.
    pub fn destroy(&self, key: KeyId) -> Result<(), KeyProblem> {
        self.sync()?;
        let mut tail = self.tail();
        if self.is_destroyed(key) {
            return Err(KeyProblem::Destroyed(key));
        }
        let length = usize::try_from(end_of(tail.safe)).unwrap_or_default();
        let mut bytes = Zeroizing::new(vec![0; length]);
        tail.file.read_exact_at(&mut bytes, 0).while_doing(Doing::Reading, &self.path)?;
        let mut records = bytes.get(HEAD..).unwrap_or_default().chunks(RECORD);
        let at = count(records.position(|record| record.starts_with(&key.0)).ok_or(KeyProblem::Unknown(key))?);
        let mut tomb = Vec::with_capacity(RECORD);
        format::write_record(&self.id, &self.master, key, &Slot::Destroyed, at, &mut tomb)
            .map_err(|_| KeyProblem::NoRandom)?;
        let place = usize::try_from(end_of(at)).unwrap_or_default();
        if let Some(old) = bytes.get_mut(place..place + RECORD) {
            old.copy_from_slice(&tomb);
        }
        let file = replace(&self.path, &bytes)?;
        let old = std::mem::replace(&mut tail.file, file);
        self.slots.write().unwrap_or_else(PoisonError::into_inner).insert(key, Slot::Destroyed);
        old.write_all_at(&[0; RECORD], end_of(at))
            .and_then(|()| old.sync_data())
            .while_doing(Doing::Writing, &self.path)?;
        match std::fs::remove_file(aside(&self.path)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            other => Ok(other.while_doing(Doing::Removing, &aside(&self.path))?),
        }
    }

    /// True when the key was destroyed.
    pub fn is_destroyed(&self, key: KeyId) -> bool {
        matches!(self.slots.read().unwrap_or_else(PoisonError::into_inner).get(&key), Some(Slot::Destroyed))
    }

    /// True when the key is here and can be used.
    pub fn holds(&self, key: KeyId) -> bool {
        matches!(self.slots.read().unwrap_or_else(PoisonError::into_inner).get(&key), Some(Slot::Live(_)))
    }

    /// Seals `plain` under `key`. `context` is bound to it and needed again to open it: name the place it is kept at, so
    /// that sealed bytes cannot be passed off at another.
    pub fn seal(&self, key: KeyId, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyProblem> {
        let mut out = Vec::new();
        self.seal_into(key, context, plain, &mut out)?;
        Ok(out)
    }

    /// As [`Keyring::seal`], appending to `out`.
    pub fn seal_into(&self, key: KeyId, context: &[u8], plain: &[u8], out: &mut Vec<u8>) -> Result<(), KeyProblem> {
        self.with(key, |secret| sealing::seal_into(secret, context, plain, out).map_err(|_| KeyProblem::NoRandom))
    }

    /// Opens what [`Keyring::seal`] made.
    pub fn open_sealed(&self, key: KeyId, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, KeyProblem> {
        self.with(key, |secret| sealing::open(secret, context, sealed).map_err(|_| KeyProblem::Unsealable(key)))
    }

    /// A secret for one purpose, always the same for this keyring: for keyed sums that must say nothing to others.
    pub fn secret(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let sum = Sha256::new().chain_update(*self.master.0).chain_update(self.id).chain_update(purpose).finalize();
        Zeroizing::new(sum.into())
    }

    fn with<T>(&self, key: KeyId, work: impl FnOnce(&[u8; 32]) -> Result<T, KeyProblem>) -> Result<T, KeyProblem> {
        let secret = match self.slots.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            Some(Slot::Live(secret)) => secret.clone(),
            Some(Slot::Destroyed) => return Err(KeyProblem::Destroyed(key)),
            None => return Err(KeyProblem::Unknown(key)),
        };
        work(&secret)
    }

    fn tail(&self) -> MutexGuard<'_, Tail> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Where the file ends when it holds `records`.
fn end_of(records: u32) -> u64 {
    HEAD as u64 + u64::from(records) * RECORD as u64
}

fn count(records: usize) -> u32 {
    u32::try_from(records).unwrap_or(u32::MAX)
}

fn aside(path: &Path) -> PathBuf {
    path.with_extension("cut")
}

fn cut(disk: &dyn Disk, file: &File, path: &Path, records: usize) -> Result<(), FileTrouble> {
    disk.set_len(file, end_of(count(records))).while_doing(Doing::Truncating, path)?;
    disk.sync(file).while_doing(Doing::Syncing, path)
}

/// Puts a file in place whole: a new one beside it, synced, then renamed over it.
fn replace(path: &Path, bytes: &[u8]) -> Result<File, FileTrouble> {
    let beside = path.with_extension("new");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .while_doing(Doing::Creating, &beside)?;
    file.write_all(bytes).while_doing(Doing::Writing, &beside)?;
    file.sync_all().while_doing(Doing::Syncing, &beside)?;
    std::fs::rename(&beside, path).while_doing(Doing::Renaming, path)?;
    if let Some(dir) = path.parent() {
        sync_dir(&RealDisk, dir)?;
    }
    Ok(file)
}
