//! The journal open for writing: append with one sync for many batches, rotation, and coming back after a failure.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::back::Extent;
use super::disk::{Disk, RealDisk, sync_dir, write_all};
use super::frame::{Batch, Hash, Header, Part, Sequence, encode};
use super::keyring::Keyring;
use super::lock::DirLock;
use super::problem::{Break, Doing, FileTrouble, JournalProblem, KeyProblem, While};
use super::read::{Chunks, Frames};
use super::recover::{Torn, find_end, save_aside};
use super::sealing;
use super::segment::{self, Head, SegmentHead};

/// Zeroes to lay out room with.
static ZEROES: [u8; 64 << 10] = [0; 64 << 10];

/// Where it lies, its sizes, and the disk to write on.
#[derive(Debug, Clone)]
pub struct Options {
    /// Its directory within the data directory, which may hold several journals.
    pub dir: &'static str,
    /// A segment that would grow beyond this is closed and a new one begun.
    pub segment_bytes: u64,
    /// Room laid out ahead in zeroes (overwriting is faster to sync than growing); doubles up to eight times this.
    pub step_bytes: u64,
    pub disk: Arc<dyn Disk>,
}

impl Default for Options {
    fn default() -> Self {
        Self { dir: Journal::DIR, segment_bytes: 256 << 20, step_bytes: 1 << 20, disk: Arc::new(RealDisk) }
    }
}

/// What opening the journal found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReport {
    /// The journal's random id.
    pub journal: [u8; 16],
    /// Its end.
    pub head: Head,
    /// What an interrupted write had left behind it.
    pub torn: Option<Torn>,
}

/// An append that is safe on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The sequence of the first entry of the first batch; the others follow without gaps in the order given.
    pub first: Sequence,
    /// The journal's end after it.
    pub head: Head,
    /// The hash of every frame, in order.
    pub hashes: Vec<Hash>,
}

/// An append that is written but not safe yet.
#[derive(Debug)]
#[must_use = "what is not synced is not safe"]
pub struct Pending {
    handle: Arc<Handle>,
    life: u32,
    first: Sequence,
    head: Head,
    hashes: Vec<Hash>,
}

/// The outcome of a sync, to be given back to the journal.
#[derive(Debug)]
#[must_use = "the journal must learn of the outcome"]
pub struct Synced {
    pending: Pending,
    outcome: Result<(), JournalProblem>,
}

/// A segment's file. Once a sync on it failed, no other is tried: the system reports a lost write only once.
#[derive(Debug)]
struct Handle {
    file: File,
    path: PathBuf,
    disk: Arc<dyn Disk>,
    failed: AtomicBool,
}

impl Handle {
    fn sync(&self) -> Result<(), JournalProblem> {
        if self.failed.load(Ordering::Acquire) {
            return Err(JournalProblem::Poisoned);
        }
        let outcome = self.disk.sync(&self.file).while_doing(Doing::Syncing, &self.path);
        if outcome.is_err() {
            self.failed.store(true, Ordering::Release);
        }
        Ok(outcome?)
    }
}

impl Pending {
    /// Makes it safe: one fdatasync. May run on another thread while the writer goes on.
    pub fn sync(self) -> Synced {
        Synced { outcome: self.handle.sync(), pending: self }
    }
}

/// The journal, open for writing. There is one at a time: opening takes the directory's lock as proof.
#[derive(Debug)]
pub struct Journal {
    dir: PathBuf,
    keyring: Arc<Keyring>,
    options: Options,
    heads: Vec<SegmentHead>,
    handle: Arc<Handle>,
    /// Up to here the segment is laid out.
    room: u64,
    step: u64,
    /// The end of what is safe: what [`Journal::head`] says.
    synced: Head,
    /// The end of what is written.
    written: Head,
    poisoned: bool,
    /// Counts the times that it came back after a failure; what was written in an earlier life is cut and never settled.
    life: u32,
    buffer: Vec<u8>,
}

impl Journal {
    /// The directory of the journal that is the truth of a centre.
    pub const DIR: &str = "journal";

    /// Makes a new, empty journal with a random id. An existing one is never overwritten.
    pub fn create(lock: &DirLock, keyring: Arc<Keyring>, options: Options) -> Result<Self, JournalProblem> {
        let dir = lock.dir().join(options.dir);
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&dir).while_doing(Doing::Creating, &dir)?;
        sync_dir(options.disk.as_ref(), lock.dir())?;
        if segment::last_number(&dir)? > 0 {
            return Err(JournalProblem::Exists { path: dir });
        }
        let mut id = [0; 16];
        sealing::random(&mut id).map_err(|_| KeyProblem::NoRandom)?;
        segment::create(options.disk.as_ref(), &dir, &SegmentHead::genesis(id))?;
        Ok(Self::open(lock, keyring, options)?.0)
    }

    /// Opens the journal: proves the chain of segments, reads the last one through, cuts a torn tail, and syncs, so that
    /// whatever is read from now on is safe.
    pub fn open(lock: &DirLock, keyring: Arc<Keyring>, options: Options) -> Result<(Self, OpenReport), JournalProblem> {
        let dir = lock.dir().join(options.dir);
        let heads = segment::heads(&dir)?;
        let Some(last) = heads.last().copied() else { return Err(JournalProblem::Missing { path: dir }) };
        let found = find_end(&dir, &last)?;
        let handle = open_handle(&dir, last.number, &options)?;
        let torn = match found.torn {
            Some((torn, bytes)) => {
                let saved = save_aside(options.disk.as_ref(), &dir, &torn, &bytes)?;
                options.disk.set_len(&handle.file, found.head.offset).while_doing(Doing::Truncating, &handle.path)?;
                Some(Torn { saved: Some(saved), ..torn })
            }
            None => None,
        };
        handle.sync()?;
        let room = handle.file.metadata().while_doing(Doing::Reading, &handle.path)?.len();
        let report = OpenReport { journal: last.journal, head: found.head, torn };
        let (step, head) = (options.step_bytes, found.head);
        let (synced, written, poisoned, life, buffer) = (head, head, false, 0, Vec::new());
        Ok((Self { dir, keyring, options, heads, handle, room, step, synced, written, poisoned, life, buffer }, report))
    }

    /// The last frame that is safe on the disk.
    pub fn head(&self) -> Head {
        self.synced
    }

    /// The hash of the frame with this sequence, which stands for all up to it; none beyond the end.
    pub fn hash_of(&self, sequence: Sequence) -> Result<Option<Hash>, JournalProblem> {
        let start = self.heads.first().map(SegmentHead::start);
        for known in [Some(self.synced), start].into_iter().flatten() {
            if known.sequence == sequence {
                return Ok(Some(known.hash));
            }
        }
        if sequence > self.synced.sequence {
            return Ok(None);
        }
        let chunk = self.read_raw(sequence)?.next().transpose()?;
        Ok(chunk.and_then(|chunk| chunk.frame(0).map(|frame| frame.hash())))
    }

    /// The keys that seal its bodies.
    pub fn keyring(&self) -> &Arc<Keyring> {
        &self.keyring
    }

    /// The disk that it is written on.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.options.disk
    }

    /// True after a failure, until [`Journal::reopen`] succeeds.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    /// Appends batches and makes them safe with one sync: [`Journal::write`], [`Pending::sync`] and [`Journal::settle`] in one.
    pub fn append(&mut self, batches: &[Batch]) -> Result<Appended, JournalProblem> {
        let pending = self.write(batches)?;
        self.settle(pending.sync())
    }

    /// Seals and writes batches, after syncing the keys that are new. Nothing of it may be acknowledged before
    /// [`Journal::settle`]. A fault in what is given (an empty batch, a body too long, a key that is gone) writes nothing
    /// and leaves the journal usable; a refusal of the disk poisons it.
    pub fn write(&mut self, batches: &[Batch]) -> Result<Pending, JournalProblem> {
        if self.poisoned {
            return Err(JournalProblem::Poisoned);
        }
        let mut bytes = std::mem::take(&mut self.buffer);
        let mut hashes = Vec::new();
        let encoded = self.encode(batches, &mut bytes, &mut hashes);
        let done = encoded.and_then(|head| self.put(&bytes, head).inspect_err(|_| self.poisoned = true));
        // A very long append should not hold its memory for good.
        bytes.clear();
        bytes.shrink_to(1 << 20);
        self.buffer = bytes;
        let first = self.written.sequence.next();
        self.written = done?;
        Ok(Pending { handle: Arc::clone(&self.handle), life: self.life, first, head: self.written, hashes })
    }

    /// Takes note of a sync's outcome; only now is the append acknowledged.
    pub fn settle(&mut self, synced: Synced) -> Result<Appended, JournalProblem> {
        let Pending { life, first, head, hashes, .. } = synced.pending;
        if life != self.life {
            return Err(JournalProblem::Poisoned);
        }
        if let Err(problem) = synced.outcome {
            self.poisoned = true;
            return Err(problem);
        }
        // A rotation may have closed the segment meanwhile, with a sync of its own that covers this one.
        if head.sequence > self.synced.sequence {
            self.synced = head;
        }
        Ok(Appended { first, head, hashes })
    }

    /// After a failure: goes back to the last frame that is safe, cuts what came after it, and takes a new handle, reading
    /// from the disk rather than from what the system still remembers. Fails (and can be tried again) while there is no room.
    pub fn reopen(&mut self) -> Result<(), JournalProblem> {
        if !self.poisoned {
            return Ok(());
        }
        self.keyring.reopen()?;
        let safe = self.synced;
        if segment::last_number(&self.dir)? > safe.segment {
            let path = segment::path(&self.dir, safe.segment + 1);
            std::fs::remove_file(&path).while_doing(Doing::Removing, &path)?;
            sync_dir(self.options.disk.as_ref(), &self.dir)?;
        }
        self.heads.retain(|head| head.number <= safe.segment);
        let handle = open_handle(&self.dir, safe.segment, &self.options)?;
        // Advice may be ignored; then the check below sees what the system remembers, and the cut still holds.
        let _ = rustix::fs::fadvise(&handle.file, 0, None, rustix::fs::Advice::DontNeed);
        self.options.disk.set_len(&handle.file, safe.offset).while_doing(Doing::Truncating, &handle.path)?;
        handle.sync()?;
        if let Some(head) = self.heads.last()
            && find_end(&self.dir, head)?.head != safe
        {
            return Err(JournalProblem::Broken {
                segment: safe.segment,
                offset: safe.offset,
                sequence: safe.sequence,
                what: Break::Head,
            });
        }
        (self.handle, self.written) = (handle, safe);
        self.life += 1;
        (self.room, self.step) = (safe.offset, self.options.step_bytes);
        self.lay_out(safe.offset + 1)?;
        self.handle.sync()?;
        self.poisoned = false;
        Ok(())
    }

    /// Frames from `from` to the present end, opened, in order. Reads on its own handles and may go to another thread.
    pub fn read(&self, from: Sequence) -> Result<Frames, JournalProblem> {
        Ok(Frames::new(self.read_raw(from)?, Arc::clone(&self.keyring)))
    }

    /// Chunks of raw frames from `from` to the present end, so that checking and opening can be spread over threads.
    pub fn read_raw(&self, from: Sequence) -> Result<Chunks, JournalProblem> {
        let head = self.synced;
        if from > head.sequence.next() {
            return Err(JournalProblem::BeyondEnd { asked: from, head: head.sequence });
        }
        Ok(Chunks::new(self.dir.clone(), &self.heads, from, head))
    }

    /// Where all frames up to the present end stand.
    pub fn extent(&self) -> Extent {
        Extent { dir: self.dir.clone(), heads: self.heads.clone(), end: self.synced }
    }

    /// Seals all entries into `out`, with the hash of each into `hashes`; says where the journal would end.
    fn encode(&self, batches: &[Batch], out: &mut Vec<u8>, hashes: &mut Vec<Hash>) -> Result<Head, JournalProblem> {
        let (mut sequence, mut hash, safe) = (self.written.sequence, self.written.hash, self.synced.sequence);
        let journal = self.heads.last().map(|head| head.journal).unwrap_or_default();
        for batch in batches {
            let entries = batch.entries.len();
            let of = u16::try_from(entries).map_err(|_| JournalProblem::BatchTooLong { entries })?;
            for (part, entry) in (1..=of).zip(&batch.entries) {
                sequence = sequence.next();
                let header = Header { sequence, time: entry.time, key: entry.key, batch: Part { part, of }, safe };
                hash = encode(&journal, &self.keyring, &hash, &header, &entry.body, out)?;
                hashes.push(hash);
            }
        }
        if batches.is_empty() || batches.iter().any(|batch| batch.entries.is_empty()) {
            return Err(JournalProblem::EmptyBatch);
        }
        Ok(Head { sequence, hash, ..self.written })
    }

    /// Writes encoded frames behind the last ones and says where they end.
    fn put(&mut self, bytes: &[u8], head: Head) -> Result<Head, JournalProblem> {
        self.keyring.sync()?;
        let length = bytes.len() as u64;
        if self.written.offset > segment::HEAD as u64 && self.written.offset + length > self.options.segment_bytes {
            self.rotate()?;
        }
        let end = self.written.offset + length;
        self.lay_out(end)?;
        let written = write_all(self.options.disk.as_ref(), &self.handle.file, bytes, self.written.offset);
        written.while_doing(Doing::Writing, &self.handle.path)?;
        Ok(Head { segment: self.written.segment, offset: end, ..head })
    }

    /// Closes the segment (cut to its length, synced, never written again) and begins the next.
    fn rotate(&mut self) -> Result<(), JournalProblem> {
        self.options
            .disk
            .set_len(&self.handle.file, self.written.offset)
            .while_doing(Doing::Truncating, &self.handle.path)?;
        self.handle.sync()?;
        self.synced = self.written;
        let head = SegmentHead {
            number: self.written.segment + 1,
            journal: self.heads.last().map(|head| head.journal).unwrap_or_default(),
            first: self.written.sequence.next(),
            previous: self.written.hash,
        };
        segment::create(self.options.disk.as_ref(), &self.dir, &head)?;
        self.handle = open_handle(&self.dir, head.number, &self.options)?;
        self.heads.push(head);
        (self.synced, self.written) = (head.start(), head.start());
        (self.room, self.step) = (segment::HEAD as u64, self.options.step_bytes);
        Ok(())
    }

    /// Lays out zeroes so that the segment reaches beyond `end`. Their sync is that of the frames.
    fn lay_out(&mut self, end: u64) -> Result<(), FileTrouble> {
        if end <= self.room {
            return Ok(());
        }
        let goal = (end + self.step).min(self.options.segment_bytes).max(end);
        while self.room < goal {
            let length = usize::try_from(goal - self.room).unwrap_or(usize::MAX).min(ZEROES.len());
            let zeroes = ZEROES.get(..length).unwrap_or_default();
            write_all(self.options.disk.as_ref(), &self.handle.file, zeroes, self.room)
                .while_doing(Doing::Writing, &self.handle.path)?;
            self.room += length as u64;
        }
        self.step = (self.step * 2).min(self.options.step_bytes * 8);
        Ok(())
    }
}

fn open_handle(dir: &Path, number: u32, options: &Options) -> Result<Arc<Handle>, FileTrouble> {
    let path = segment::path(dir, number);
    let file = OpenOptions::new().read(true).write(true).open(&path).while_doing(Doing::Opening, &path)?;
    Ok(Arc::new(Handle { file, path, disk: Arc::clone(&options.disk), failed: AtomicBool::new(false) }))
}
