//! The open records: get, apply, checkpoint, close.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::block::{Block, Item, Stored};
use super::note::{self, Applied, Note};
use super::problem::RecordsProblem;
use super::range::Range;
use super::write::{Op, Writer};
use crate::journal::{Doing, FileTrouble, Hash, KeyId, Keyring, Sequence};

/// What sled may keep in memory of its pages. Its own count is a small part of the truth: with 700,000 records of 300
/// bytes, after reading and changing them all over, the process took 170 MB with this setting and 300 MB with four times
/// it, and reading was no faster.
const CACHE: u64 = 8 << 20;
/// The length of a piece of a long value.
pub(super) const PIECE: u16 = 3500;
/// Says that the records were closed in order; taken away while they are open.
const CLOSED: &str = "closed";

/// One of the logical trees, named by its owner.
pub type Tree = u8;

/// The store and what is needed to read in it; shared with iterators.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) db: sled::Db,
    pub(super) keyring: Arc<Keyring>,
    pub(super) secret: Zeroizing<[u8; 32]>,
}

/// The records of a data directory. Reading needs no lock; applying is for one writer at a time.
#[derive(Debug)]
pub struct Records {
    pub(super) shared: Arc<Shared>,
    note: Mutex<Note>,
    dir: PathBuf,
    was_closed: bool,
    /// Since [`Records::close`].
    closed: AtomicBool,
    /// While a change is under way, and for good when it failed.
    in_doubt: AtomicBool,
    /// See [`Records::load`].
    loading: bool,
}

impl Records {
    /// Opens (or begins) the records in the directory `dir`.
    pub fn open(dir: &Path, keyring: Arc<Keyring>) -> Result<Self, RecordsProblem> {
        let dir = dir.to_path_buf();
        guarded("opening", || {
            let marker = dir.join(CLOSED);
            let was_closed = marker.exists() || !dir.exists();
            // Nothing is flushed behind the owner's back: the owner calls `checkpoint`.
            let config =
                sled::Config::new().path(&dir).cache_capacity(CACHE).flush_every_ms(None).use_compression(false);
            let db = config.mode(sled::Mode::HighThroughput).open().map_err(|error| match error {
                sled::Error::Io(error) if error.kind() == std::io::ErrorKind::WouldBlock => RecordsProblem::Locked,
                sled::Error::Io(error) if error.to_string().contains("lock") => RecordsProblem::Locked,
                other => RecordsProblem::Store(other),
            })?;
            if marker.exists() {
                std::fs::remove_file(&marker).map_err(|error| FileTrouble {
                    doing: Doing::Removing,
                    path: marker,
                    error,
                })?;
            }
            sync(&dir)?;
            let secret = keyring.secret("records");
            let note = match db.get(note::PLACE)? {
                Some(stored) => Note::read(&secret, &stored).ok_or(RecordsProblem::DamagedNote)?,
                None if db.is_empty() => Note::default(),
                None => return Err(RecordsProblem::DamagedNote),
            };
            Ok(Self {
                shared: Arc::new(Shared { db, keyring, secret }),
                note: Mutex::new(note),
                dir,
                was_closed,
                closed: AtomicBool::new(false),
                in_doubt: AtomicBool::new(false),
                loading: false,
            })
        })
    }

    /// Opens records for loading many at a time: [`Records::apply`] is then made for thousands of changes in order of tree
    /// and key, writes as it goes, and is not all or nothing. See [`super::Rebuild`].
    pub fn load(dir: &Path, keyring: Arc<Keyring>) -> Result<Self, RecordsProblem> {
        Ok(Self { loading: true, ..Self::open(dir, keyring)? })
    }

    /// True when they were opened with [`Records::load`]. Otherwise a change should be of hundreds of records at most: sled
    /// frees no memory while it is under way.
    pub fn is_loading(&self) -> bool {
        self.loading
    }

    /// Up to where the journal has been applied.
    pub fn applied(&self) -> Applied {
        self.note().applied
    }

    /// False when the last owner did not [`Records::close`] them: then [`Records::check_all`] is due before they are trusted.
    pub fn was_closed(&self) -> bool {
        self.was_closed
    }

    /// How many records there are.
    pub fn len(&self) -> u64 {
        self.note().trees.values().map(|digest| digest.count).sum()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many records `tree` holds.
    pub fn count(&self, tree: Tree) -> u64 {
        self.note().trees.get(&tree).map_or(0, |digest| digest.count)
    }

    /// The value under `key`, opened.
    pub fn get(&self, tree: Tree, key: &[u8]) -> Result<Option<Vec<u8>>, RecordsProblem> {
        guarded("reading", || self.shared.get(tree, key))
    }

    /// All records of `tree` whose key starts with `prefix`, in order of key. What is applied meanwhile may or may not
    /// show, but no record shows twice.
    pub fn range(&self, tree: Tree, prefix: &[u8]) -> Range {
        Range::new(Arc::clone(&self.shared), tree, prefix)
    }

    /// As [`Records::range`], but only the keys: nothing is opened.
    pub fn keys(&self, tree: Tree, prefix: &[u8]) -> impl Iterator<Item = Result<Vec<u8>, RecordsProblem>> + use<> {
        self.range(tree, prefix).keys_only()
    }

    /// Applies `ops` (in order; the last on a key wins) and notes that the journal is applied up to `sequence`, whose
    /// frame has this hash: all or nothing. It is safe only with the next [`Records::checkpoint`]. After an error of the
    /// store itself the records must be opened again.
    pub fn apply(&self, ops: &[Op], sequence: Sequence, hash: Hash) -> Result<(), RecordsProblem> {
        guarded("applying", || {
            if self.closed.load(Ordering::SeqCst) {
                self.reopen()?;
            }
            let mut note = self.note();
            let mut writer = Writer::new(&self.shared, note.clone(), self.loading);
            for op in ops {
                writer.write(op)?;
            }
            writer.note.applied = Applied { sequence, hash };
            self.in_doubt.store(true, Ordering::SeqCst);
            *note = writer.commit()?;
            self.in_doubt.store(false, Ordering::SeqCst);
            Ok(())
        })
    }

    /// Makes what is applied safe: sled's flush, then an fdatasync of its file, which its flush leaves out.
    pub fn checkpoint(&self) -> Result<(), RecordsProblem> {
        guarded("flushing", || {
            self.shared.db.flush()?;
            sync(&self.dir.join("db"))
        })
    }

    /// Checkpoints and notes that all is in order, so that the next opening need not check. To be called last; a change
    /// after it takes the note back. After a change that failed nothing is noted.
    pub fn close(&self) -> Result<(), RecordsProblem> {
        self.checkpoint()?;
        if self.in_doubt.load(Ordering::SeqCst) {
            return Ok(());
        }
        let path = self.dir.join(CLOSED);
        std::fs::write(&path, b"").map_err(|error| FileTrouble { doing: Doing::Creating, path, error })?;
        self.closed.store(true, Ordering::SeqCst);
        sync(&self.dir)
    }

    /// Takes back the note that all is in order.
    fn reopen(&self) -> Result<(), RecordsProblem> {
        let path = self.dir.join(CLOSED);
        std::fs::remove_file(&path).map_err(|error| FileTrouble { doing: Doing::Removing, path, error })?;
        self.closed.store(false, Ordering::SeqCst);
        sync(&self.dir)
    }

    pub(super) fn note(&self) -> MutexGuard<'_, Note> {
        self.note.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    pub(super) fn get(&self, tree: Tree, key: &[u8]) -> Result<Option<Vec<u8>>, RecordsProblem> {
        let mut missing = None;
        loop {
            let Some((_, block)) = self.block_of(tree, key)? else { return Ok(None) };
            let Some(item) = block.get(key) else { return Ok(None) };
            if let Some(plain) = self.open(tree, &item)? {
                return Ok(Some(plain));
            }
            // The pieces of a long value are gone: rightly so if it was overwritten since its block was read.
            let damaged = missing.replace((item.mark, item.stored_id())) == Some((item.mark, item.stored_id()));
            if damaged {
                return Err(RecordsProblem::DamagedValue { tree, key: key.to_vec() });
            }
        }
    }

    /// The block in which `key` is if it is anywhere, and its place.
    pub(super) fn block_of(&self, tree: Tree, key: &[u8]) -> Result<Option<(sled::IVec, Block)>, RecordsProblem> {
        let found = self.db.range(block_place(tree, &[])..=block_place(tree, key)).next_back().transpose()?;
        found.map(|(place, stored)| Ok((place.clone(), self.read_block(&place, &stored)?))).transpose()
    }

    pub(super) fn read_block(&self, place: &[u8], stored: &[u8]) -> Result<Block, RecordsProblem> {
        let tree = place.get(1).copied().unwrap_or(0);
        Block::read(&self.secret, place, stored).ok_or(RecordsProblem::DamagedBlock { tree })
    }

    /// Opens an item's value; none when pieces of it are missing.
    pub(super) fn open(&self, tree: Tree, item: &Item) -> Result<Option<Vec<u8>>, RecordsProblem> {
        let open = |sealed: &[u8]| self.keyring.open_sealed(item.owner, &context(tree, item.key), sealed);
        match item.stored {
            Stored::Inline(sealed) => Ok(Some(open(sealed)?)),
            Stored::Long { id, length } => {
                let mut sealed = Vec::with_capacity(length as usize);
                for place in pieces(id, length) {
                    match self.db.get(place)? {
                        Some(piece) => sealed.extend_from_slice(&piece),
                        None => return Ok(None),
                    }
                }
                Ok(Some(open(&sealed)?))
            }
        }
    }

    pub(super) fn seal(&self, tree: Tree, key: &[u8], owner: KeyId, plain: &[u8]) -> Result<Vec<u8>, RecordsProblem> {
        Ok(self.keyring.seal(owner, &context(tree, key), plain)?)
    }
}

impl Item<'_> {
    fn stored_id(&self) -> u64 {
        if let Stored::Long { id, .. } = self.stored { id } else { 0 }
    }
}

/// What a value is bound to when it is sealed: its tree and key.
fn context(tree: Tree, key: &[u8]) -> Vec<u8> {
    block_place(tree, key)
}

/// Where the block with this fence stands.
pub(super) fn block_place(tree: Tree, fence: &[u8]) -> Vec<u8> {
    let mut place = Vec::with_capacity(2 + fence.len());
    place.extend_from_slice(&[1, tree]);
    place.extend_from_slice(fence);
    place
}

/// The first place behind all blocks of a tree.
pub(super) fn behind(tree: Tree) -> Vec<u8> {
    tree.checked_add(1).map_or_else(|| vec![2], |next| vec![1, next])
}

/// Where the pieces of a long value stand.
pub(super) fn pieces(id: u64, length: u32) -> impl Iterator<Item = [u8; 13]> {
    let count = length.div_ceil(PIECE.into());
    (0..count).map(move |index| {
        let mut place = [2; 13];
        let (_, rest) = place.split_at_mut(1);
        let (front, back) = rest.split_at_mut(8);
        front.copy_from_slice(&id.to_be_bytes());
        back.copy_from_slice(&index.to_be_bytes());
        place
    })
}

/// Runs something that calls sled, which panics on some kinds of damage.
pub(super) fn guarded<T>(
    doing: &'static str,
    work: impl FnOnce() -> Result<T, RecordsProblem>,
) -> Result<T, RecordsProblem> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(RecordsProblem::Panicked { doing }))
}

/// Makes a file or a directory's names safe, on a handle of its own.
pub(super) fn sync(path: &Path) -> Result<(), RecordsProblem> {
    let synced = File::open(path).and_then(|file| file.sync_data());
    Ok(synced.map_err(|error| FileTrouble { doing: Doing::Syncing, path: path.to_path_buf(), error })?)
}
