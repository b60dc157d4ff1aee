//! What the journal costs beside a bare append and fdatasync of the same bytes on the same disk, in one run.
//!
//! `cargo bench --bench journal [DIR]`: DIR chooses the disk; without it a directory in target/ is used. Rounds of each kind
//! take turns, so that whatever else the machine does weighs on all of them alike; what is printed are medians.

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use renkei::journal::{Batch, DirLock, Journal, KeyId, Keyring, MasterKey, Options};

/// A change as the centre writes it: about this many bytes of JSON.
const BODY: usize = 400;
const ROUNDS: usize = 40;
const APPENDS: usize = 25;
const GROUP: usize = 64;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let dir = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let dir = dir.map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")), PathBuf::from).join("bench-journal");
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    std::fs::create_dir_all(&dir)?;
    let outcome = compare(&dir);
    std::fs::remove_dir_all(&dir)?;
    outcome
}

fn compare(dir: &Path) -> Outcome<()> {
    let lock = DirLock::take(dir)?;
    let keyring = Arc::new(Keyring::init(dir, MasterKey::from_bytes([7; 32]))?);
    let key = keyring.create()?;
    let mut journal = Journal::create(&lock, keyring, Options::default())?;
    let one = [batch(key, 0)];
    let group: Vec<Batch> = (0..GROUP).map(|n| batch(key, n)).collect();
    // The first append lays out room and writes the key; its frame says how long a frame is.
    let start = journal.head().offset;
    let length = usize::try_from(journal.append(&one)?.head.offset - start)?;
    let mut bare = Bare::new(dir, length)?;

    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..ROUNDS {
        for _ in 0..APPENDS {
            times[0].push(timed(|| bare.append())?);
            times[1].push(timed(|| bare.overwrite())?);
            times[2].push(timed(|| Ok(journal.append(&one).map(drop)?))?);
        }
        times[3].push(timed(|| Ok(journal.append(&group).map(drop)?))?);
    }
    let [append, overwrite, through, grouped] = times.map(median);
    let each = grouped / u32::try_from(GROUP)?;
    println!("frame of {length} bytes, medians of {} appends", ROUNDS * APPENDS);
    println!("  bare append and fdatasync             {append:>10.1?}");
    println!(
        "  bare overwrite of zeroes, fdatasync   {overwrite:>10.1?}   {:.2} of the append",
        ratio(overwrite, append)
    );
    println!("  one change through the journal        {through:>10.1?}   {:.2} of the append", ratio(through, append));
    println!(
        "  {GROUP} changes in one append, each        {each:>10.1?}   {:.1} times as many a second",
        ratio(through, each)
    );

    let many = write_only(&mut journal, &group)?;
    println!(
        "  sealing, hashing, writing, each       {:>10.2?}   without any sync",
        many / u32::try_from(100 * GROUP)?
    );
    let frames = journal.head().sequence.0;
    let read = timed(|| {
        journal.read(renkei::journal::Sequence(1))?.try_for_each(|frame| frame.map(drop)).map_err(Into::into)
    })?;
    println!("  reading, checking, opening, each      {:>10.2?}   {frames} frames", read / u32::try_from(frames)?);
    Ok(())
}

/// How long it takes to write a hundred groups; the one sync at the end is not counted.
fn write_only(journal: &mut Journal, group: &[Batch]) -> Outcome<Duration> {
    let start = Instant::now();
    let mut last = None;
    for _ in 0..100 {
        last = Some(journal.write(group)?);
    }
    let time = start.elapsed();
    if let Some(pending) = last {
        journal.settle(pending.sync())?;
    }
    Ok(time)
}

/// A file as plain as can be: the same bytes appended or written over zeroes, each time with fdatasync.
struct Bare {
    growing: File,
    laid_out: File,
    at: u64,
    bytes: Vec<u8>,
}

impl Bare {
    fn new(dir: &Path, length: usize) -> Outcome<Self> {
        let open = |name| OpenOptions::new().create(true).write(true).truncate(true).open(dir.join(name));
        let (growing, mut laid_out) = (open("growing")?, open("laid-out")?);
        laid_out.write_all(&vec![0; length * (ROUNDS * APPENDS + 1)])?;
        laid_out.sync_all()?;
        Ok(Self { growing, laid_out, at: 0, bytes: vec![0xa5; length] })
    }

    fn append(&mut self) -> Outcome<()> {
        self.growing.write_all(&self.bytes)?;
        Ok(self.growing.sync_data()?)
    }

    fn overwrite(&mut self) -> Outcome<()> {
        self.laid_out.write_all_at(&self.bytes, self.at)?;
        self.at += self.bytes.len() as u64;
        Ok(self.laid_out.sync_data()?)
    }
}

fn batch(key: KeyId, n: usize) -> Batch {
    Batch::one(key, 0, format!("{{\"n\":{n},\"text\":\"{}\"}}", "x".repeat(BODY - 20)).into_bytes())
}

fn timed(work: impl FnOnce() -> Outcome<()>) -> Outcome<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64().max(f64::EPSILON)
}
