//! The journal as a whole: append and read, rotation, failures, and what each kind of damage is taken for.

use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::faults::FaultyDisk;
use super::*;

const FIRST: &str = "journal/00000001.seg";

/// A data directory with a journal in it, that can be closed and opened again.
struct Bench {
    dir: tempfile::TempDir,
    disk: Arc<FaultyDisk>,
    options: Options,
}

impl Bench {
    fn new() -> Self {
        let disk = Arc::new(FaultyDisk::default());
        let options =
            Options { segment_bytes: 1 << 20, step_bytes: 4096, disk: Arc::clone(&disk) as _, ..Options::default() };
        let bench = Self { dir: tempfile::tempdir().unwrap(), disk, options };
        Keyring::init(bench.path(), master()).unwrap();
        bench
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn keyring(&self) -> Arc<Keyring> {
        Arc::new(Keyring::open_on(self.path(), master(), Arc::clone(&self.options.disk)).unwrap().0)
    }

    fn create(&self) -> Journal {
        Journal::create(&DirLock::take(self.path()).unwrap(), self.keyring(), self.options.clone()).unwrap()
    }

    fn open(&self) -> Result<(Journal, OpenReport), JournalProblem> {
        Journal::open(&DirLock::take(self.path()).unwrap(), self.keyring(), self.options.clone())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Overwrites in place: emptying a file first makes some file systems wait for the disk.
    fn put(&self, name: &str, bytes: &[u8]) {
        let file = std::fs::OpenOptions::new().write(true).create(true).truncate(false).open(self.file(name)).unwrap();
        file.write_all_at(bytes, 0).unwrap();
        file.set_len(bytes.len() as u64).unwrap();
    }

    fn change(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let mut bytes = std::fs::read(self.file(name)).unwrap();
        change(&mut bytes);
        self.put(name, &bytes);
    }
}

fn master() -> MasterKey {
    MasterKey::from_bytes([42; 32])
}

fn batch(key: KeyId, bodies: &[&str]) -> Batch {
    Batch {
        entries: bodies
            .iter()
            .map(|body| Entry { key, time: 1_700_000_000_000_000, body: body.as_bytes().to_vec() })
            .collect(),
    }
}

fn bodies(journal: &Journal) -> Vec<String> {
    let frames = journal.read(Sequence(1)).unwrap().map(Result::unwrap);
    frames
        .map(|frame| if let Body::Plain(bytes) = frame.body { String::from_utf8(bytes).unwrap() } else { "-".into() })
        .collect()
}

#[test]
fn what_is_appended_is_read_again_after_reopening() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    let done = journal.append(&[batch(key, &["a"]), batch(key, &["b", "c"])]).unwrap();
    assert_eq!((done.first, done.head.sequence), (Sequence(1), Sequence(3)));
    assert_eq!(journal.append(&[batch(key, &["d"])]).unwrap().first, Sequence(4));
    let head = journal.head();
    drop(journal);
    let (mut journal, report) = bench.open().unwrap();
    assert_eq!((report.head, report.torn), (head, None));
    assert_eq!(bodies(&journal), ["a", "b", "c", "d"]);
    journal.append(&[batch(key, &["e"])]).unwrap();
    let frames: Vec<Frame> = journal.read(Sequence(3)).unwrap().map(Result::unwrap).collect();
    assert_eq!(frames.iter().map(|frame| frame.header.sequence.0).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!((frames[0].header.batch, frames[2].header.safe), (Part { part: 2, of: 2 }, Sequence(4)));
    let hashes: Vec<_> = frames.iter().map(|frame| Some(frame.hash)).collect();
    assert_eq!((3..6).map(|n| journal.hash_of(Sequence(n)).unwrap()).collect::<Vec<_>>(), hashes);
    assert!(journal.hash_of(Sequence(0)).unwrap().is_some() && journal.hash_of(Sequence(6)).unwrap().is_none());
    assert_eq!(journal.read(Sequence(6)).unwrap().count(), 0);
    assert!(matches!(journal.read(Sequence(7)), Err(JournalProblem::BeyondEnd { .. })));
}

#[test]
fn faults_in_what_is_given_write_nothing_and_do_not_poison() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    assert!(matches!(journal.append(&[]), Err(JournalProblem::EmptyBatch)));
    assert!(matches!(journal.append(&[batch(key, &["a"]), Batch::default()]), Err(JournalProblem::EmptyBatch)));
    let long = Batch::one(key, 0, vec![0; MAX_FRAME]);
    assert!(matches!(journal.append(&[long]), Err(JournalProblem::BodyTooLong { .. })));
    let unknown = batch(KeyId([0; 16]), &["a"]);
    assert!(matches!(journal.append(&[unknown]), Err(JournalProblem::Key(KeyProblem::Unknown(_)))));
    assert_eq!(journal.append(&[batch(key, &["a"])]).unwrap().first, Sequence(1));
    assert_eq!(bodies(&journal), ["a"]);
}

#[test]
fn a_journal_is_read_from_its_end_while_it_grows() {
    let mut bench = Bench::new();
    // Segments of a few chunks, the last of them cut off in the middle of what one read takes.
    bench.options.segment_bytes = 3 << 20;
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    let mut marks = Marks::default();
    let body = "x".repeat(40_000);
    let newest = |journal: &Journal, marks: &mut Marks, before: Option<Sequence>| {
        let keyring = Arc::clone(journal.keyring());
        let frames = Backwards::new(journal.extent(), marks, keyring, before).unwrap();
        frames.map(|frame| frame.unwrap().header.sequence.0).collect::<Vec<_>>()
    };
    assert_eq!(newest(&journal, &mut marks, None), [] as [u64; 0]);
    for round in 1..=12_u64 {
        for _ in 0..10 {
            journal.append(&[batch(key, &[&body, "short"])]).unwrap();
        }
        let all: Vec<u64> = (1..=round * 20).rev().collect();
        assert_eq!(newest(&journal, &mut marks, None), all);
        let half = Sequence(round * 10 + 1);
        assert_eq!(newest(&journal, &mut marks, Some(half)), all[usize::try_from(round * 10).unwrap()..]);
    }
    assert!(journal.head().segment > 1);
    let first = bench.file("journal/00000001.seg");
    let extent = journal.extent();
    let mut bytes = std::fs::read(&first).unwrap();
    bytes[1 << 20] ^= 1;
    std::fs::write(&first, bytes).unwrap();
    let mut frames = Backwards::new(extent, &mut marks, Arc::clone(journal.keyring()), None).unwrap();
    let broken = frames.find_map(Result::err);
    assert!(matches!(broken, Some(JournalProblem::Broken { segment: 1, .. })), "{broken:?}");
    assert!(frames.next().is_none());
}

#[test]
fn segments_rotate_and_chain() {
    let mut bench = Bench::new();
    bench.options.segment_bytes = 2000;
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    for n in 0..50 {
        journal.append(&[batch(key, &[&format!("one {n}"), &format!("two {n}")])]).unwrap();
    }
    assert!(journal.head().segment > 5);
    let long = "x".repeat(5000);
    journal.append(&[batch(key, &[&long])]).unwrap();
    drop(journal);
    let report = verify(&bench.path().join(Journal::DIR), Some(&bench.keyring()), |_| ()).unwrap();
    assert_eq!((report.frames, report.batches, report.destroyed), (101, 51, 0));
    let (journal, opened) = bench.open().unwrap();
    assert_eq!(opened.head, report.head);
    assert_eq!(bodies(&journal).len(), 101);
    for from in 1..=102 {
        assert_eq!(journal.read(Sequence(from)).unwrap().map(Result::unwrap).count() as u64, 102 - from);
    }
    drop(journal);
    std::fs::remove_file(bench.file("journal/00000003.seg")).unwrap();
    assert!(matches!(bench.open(), Err(JournalProblem::Broken { segment: 3, what: Break::SegmentMissing, .. })));
}

#[test]
fn a_destroyed_key_leaves_the_chain_whole() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let keyring = Arc::clone(journal.keyring());
    let (gone, kept) = (keyring.create().unwrap(), keyring.create().unwrap());
    journal.append(&[batch(gone, &["secret"]), batch(kept, &["open"])]).unwrap();
    keyring.destroy(gone).unwrap();
    assert_eq!(bodies(&journal), ["-", "open"]);
    assert!(matches!(journal.append(&[batch(gone, &["x"])]), Err(JournalProblem::Key(KeyProblem::Destroyed(_)))));
    drop((journal, keyring));
    let (journal, _) = bench.open().unwrap();
    assert_eq!(bodies(&journal), ["-", "open"]);
    assert_eq!(verify(&bench.path().join(Journal::DIR), Some(journal.keyring()), |_| ()).unwrap().destroyed, 1);
    let mut text = Vec::new();
    assert_eq!(export(journal.read(Sequence(1)).unwrap(), &mut text).unwrap(), 2);
    assert!(String::from_utf8(text).unwrap().contains("\"body\":null"));
}

#[test]
fn export_is_a_json_object_a_line() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    journal.append(&[batch(key, &["{\"名\":\"花子\"}", "not json"])]).unwrap();
    drop(journal);
    let mut text = Vec::new();
    export(Journal::read_only(&bench.path().join(Journal::DIR), bench.keyring(), Sequence(1)).unwrap(), &mut text)
        .unwrap();
    let lines: Vec<serde_json::Value> =
        text.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap()).collect();
    assert_eq!(lines[0]["body"]["名"], "花子");
    assert_eq!(lines[0]["time"], "2023-11-14T22:13:20.000000Z");
    assert_eq!(lines[0]["batch"]["of"], 2);
    assert_eq!(lines[1]["body"], "6e6f74206a736f6e");
    assert_eq!(lines[1]["key"], key.to_string());
}

/// Three appends, the last of two batches; the offsets where each append ends.
fn small(bench: &Bench) -> (Vec<u64>, Vec<u8>) {
    let mut journal = bench.create();
    let (a, b) = (journal.keyring().create().unwrap(), journal.keyring().create().unwrap());
    let mut two = batch(a, &["third a"]);
    two.entries.extend(batch(b, &["third b"]).entries);
    let groups = [vec![batch(a, &["first"])], vec![batch(b, &["second"])], vec![two, batch(a, &["fourth"])]];
    let ends = groups.iter().map(|group| journal.append(group).unwrap().head.offset).collect();
    drop(journal);
    (ends, std::fs::read(bench.file(FIRST)).unwrap())
}

const WHOLE: [&str; 5] = ["first", "second", "third a", "third b", "fourth"];

#[test]
fn torn_at_every_byte_of_the_last_append_whole_batches_stay() {
    let bench = Bench::new();
    let (ends, whole) = small(&bench);
    for (cut, zero_after) in (ends[1]..=ends[2]).flat_map(|cut| [(cut, true), (cut, false)]) {
        let mut bytes = whole.clone();
        let at = usize::try_from(cut).unwrap();
        if zero_after {
            bytes[at..].fill(0);
        } else {
            bytes.truncate(at);
        }
        bench.put(FIRST, &bytes);
        let (mut journal, report) = bench.open().unwrap();
        let left = bodies(&journal);
        assert!([2, 4, 5].contains(&left.len()), "cut at {cut} leaves {left:?}");
        assert_eq!(left, WHOLE[..left.len()]);
        assert_eq!(
            report.torn.is_some(),
            cut != report.head.offset && bytes[usize::try_from(report.head.offset).unwrap()..].iter().any(|b| *b != 0)
        );
        if let Some(torn) = report.torn {
            let path = torn.saved.unwrap();
            let saved = std::fs::read(&path).unwrap();
            std::fs::remove_file(path).unwrap();
            assert_eq!(whole[usize::try_from(torn.offset).unwrap()..][..saved.len()], saved);
            assert_eq!(torn.sequence.0, left.len() as u64 + 1);
        }
        if cut % 16 != 0 {
            continue;
        }
        let key = journal.keyring().create().unwrap();
        journal.append(&[batch(key, &["next"])]).unwrap();
        assert_eq!(bodies(&journal).len(), left.len() + 1);
        drop(journal);
        assert_eq!(bodies(&bench.open().unwrap().0).len(), left.len() + 1);
    }
}

#[test]
fn a_flipped_bit_is_broken_or_cut_but_never_read() {
    let bench = Bench::new();
    let (ends, whole) = small(&bench);
    for at in 0..usize::try_from(ends[2]).unwrap() + 300 {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        bench.put(FIRST, &bytes);
        let seen = verify(&bench.path().join(Journal::DIR), None, |_| ());
        match bench.open() {
            Err(JournalProblem::Broken { offset, .. }) => {
                assert!((at as u64) < ends[1], "byte {at} is in the last append, but broken at {offset}");
                assert!(matches!(seen, Err(JournalProblem::Broken { .. })));
            }
            Ok((journal, mut report)) => {
                std::fs::remove_file(report.torn.as_mut().unwrap().saved.take().unwrap()).unwrap();
                assert!(at as u64 >= ends[1], "byte {at} was acknowledged before a later append, but cut");
                assert!(report.torn.is_some(), "byte {at}");
                let left = bodies(&journal);
                assert_eq!(left, WHOLE[..left.len()], "byte {at}");
                assert_eq!(seen.unwrap().head, report.head);
            }
            Err(JournalProblem::NewerFormat { .. }) => panic!("the head's own sum comes first"),
            Err(other) => panic!("byte {at}: {other}"),
        }
    }
}

#[test]
fn a_lost_sector_before_later_appends_is_broken_even_when_the_last_is_torn() {
    let bench = Bench::new();
    let (ends, whole) = small(&bench);
    let mut bytes = whole.clone();
    bytes[usize::try_from(ends[0]).unwrap()..usize::try_from(ends[1]).unwrap()].fill(0);
    bench.put(FIRST, &bytes);
    assert!(matches!(bench.open(), Err(JournalProblem::Broken { sequence: Sequence(2), .. })));
    bytes.truncate(usize::try_from(ends[1]).unwrap() + 60);
    bench.put(FIRST, &bytes);
    assert!(matches!(bench.open(), Err(JournalProblem::Broken { sequence: Sequence(2), .. })));
}

#[test]
fn damage_in_a_closed_segment_is_broken_wherever_it_is() {
    let mut bench = Bench::new();
    bench.options.segment_bytes = 600;
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    for _ in 0..4 {
        journal.append(&[batch(key, &["body"])]).unwrap();
    }
    assert_eq!(journal.head().segment, 2);
    drop(journal);
    let whole = std::fs::read(bench.file(FIRST)).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        bench.put(FIRST, &bytes);
        assert!(
            matches!(
                verify(&bench.path().join(Journal::DIR), None, |_| ()),
                Err(JournalProblem::Broken { segment: 1 | 2, .. })
            ),
            "byte {at}"
        );
        if let Ok((journal, _)) = bench.open() {
            let read: Result<Vec<Frame>, _> = journal.read(Sequence(1)).unwrap().collect();
            assert!(matches!(read, Err(JournalProblem::Broken { segment: 1, .. })), "byte {at}");
        }
    }
    for length in 0..whole.len() {
        bench.put(FIRST, &whole[..length]);
        assert!(matches!(bench.open(), Err(JournalProblem::Broken { .. })), "cut to {length}");
    }
}

#[test]
fn a_full_disk_poisons_and_reopening_goes_back_to_what_was_acknowledged() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    journal.append(&[batch(key, &["safe"])]).unwrap();
    for room in [0, 1, 100, 5000] {
        bench.disk.leave_room(room);
        let full = journal.append(&[batch(key, &["lost", &"x".repeat(20_000)])]).unwrap_err();
        assert!(full.is_full() && journal.is_poisoned());
        assert!(matches!(journal.append(&[batch(key, &["refused"])]), Err(JournalProblem::Poisoned)));
        bench.disk.leave_room(10);
        assert!(journal.reopen().unwrap_err().is_full() && journal.is_poisoned());
        bench.disk.make_room();
        journal.reopen().unwrap();
        assert_eq!(bodies(&journal), ["safe"]);
    }
    journal.append(&[batch(key, &["again"])]).unwrap();
    drop(journal);
    let (journal, report) = bench.open().unwrap();
    assert_eq!(report.torn, None);
    assert_eq!(bodies(&journal), ["safe", "again"]);
}

#[test]
fn a_failed_sync_is_never_retried_and_its_batch_never_comes_back() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    journal.append(&[batch(key, &["safe"])]).unwrap();
    let (first, second) =
        (journal.write(&[batch(key, &["one"])]).unwrap(), journal.write(&[batch(key, &["two"])]).unwrap());
    bench.disk.fail_sync(true);
    let first = first.sync();
    bench.disk.fail_sync(false);
    let second = second.sync();
    assert!(
        matches!(journal.settle(second), Err(JournalProblem::Poisoned)),
        "the system reports a lost write only once"
    );
    assert!(journal.settle(first).is_err());
    let late = journal.write(&[batch(key, &["late"])]);
    assert!(matches!(late, Err(JournalProblem::Poisoned)));
    journal.reopen().unwrap();
    assert_eq!(bodies(&journal), ["safe"]);
    assert_eq!(journal.append(&[batch(key, &["new"])]).unwrap().first, Sequence(2));
    drop(journal);
    assert_eq!(bodies(&bench.open().unwrap().0), ["safe", "new"]);
}

#[test]
fn what_was_written_before_a_failure_is_not_settled_after_it() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    let early = journal.write(&[batch(key, &["early"])]).unwrap().sync();
    bench.disk.leave_room(0);
    assert!(journal.append(&[batch(key, &[&"x".repeat(9000)])]).is_err());
    bench.disk.make_room();
    journal.reopen().unwrap();
    journal.append(&[batch(key, &["new"])]).unwrap();
    assert!(matches!(journal.settle(early), Err(JournalProblem::Poisoned)));
    assert!(!journal.is_poisoned());
    assert_eq!(bodies(&journal), ["new"]);
}

#[test]
fn a_full_disk_at_a_rotation_loses_nothing() {
    let mut bench = Bench::new();
    bench.options.segment_bytes = 600;
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    let mut said = Vec::new();
    for n in 0..12 {
        let body = format!("body {n}");
        if n % 3 == 2 {
            bench.disk.leave_room(n);
        }
        if journal.append(&[batch(key, &[&body])]).is_err() {
            bench.disk.make_room();
            journal.reopen().unwrap();
            journal.append(&[batch(key, &[&body])]).unwrap();
        }
        bench.disk.make_room();
        said.push(body);
    }
    assert_eq!(bodies(&journal), said);
    drop(journal);
    assert_eq!(bodies(&bench.open().unwrap().0), said);
}

#[test]
fn keys_reach_the_disk_before_the_frames_that_use_them() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    let pending = journal.write(&[batch(key, &["body"])]).unwrap();
    assert!(bench.keyring().holds(key), "written but not synced frames already have their key on the disk");
    journal.settle(pending.sync()).unwrap();
    let key = journal.keyring().create().unwrap();
    bench.disk.leave_room(50);
    assert!(journal.append(&[batch(key, &["never"])]).is_err());
    bench.disk.make_room();
    assert!(!bench.keyring().holds(key), "a torn key record is cut");
    journal.reopen().unwrap();
    journal.append(&[batch(key, &["now"])]).unwrap();
    assert!(bench.keyring().holds(key));
    assert_eq!(bodies(&journal), ["body", "now"]);
}

#[test]
fn a_journal_without_its_keys_says_so() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    journal.append(&[batch(key, &["body"])]).unwrap();
    drop(journal);
    std::fs::remove_file(bench.file(Keyring::FILE)).unwrap();
    Keyring::init(bench.path(), master()).unwrap();
    let (journal, _) = bench.open().unwrap();
    let read = journal.read(Sequence(1)).unwrap().next().unwrap();
    assert!(matches!(read, Err(JournalProblem::Body { sequence: Sequence(1), problem: KeyProblem::Unknown(_) })));
}

#[test]
fn there_is_one_journal_and_it_is_never_overwritten() {
    let bench = Bench::new();
    assert!(matches!(bench.open(), Err(JournalProblem::Missing { .. })));
    drop(bench.create());
    let lock = DirLock::take(bench.path()).unwrap();
    let again = Journal::create(&lock, bench.keyring(), bench.options.clone());
    assert!(matches!(again, Err(JournalProblem::Exists { .. })));
    // What a crash while a segment was being put in place leaves behind is no segment.
    std::fs::write(bench.file("journal/00000002.new"), b"half").unwrap();
    drop(lock);
    assert!(bench.open().is_ok());
    bench.change(FIRST, |bytes| bytes[8] = 9);
    assert!(matches!(bench.open(), Err(JournalProblem::Broken { what: Break::SegmentHead, .. })));
}

#[test]
fn a_torn_keyring_is_cut_and_a_damaged_one_is_refused() {
    let bench = Bench::new();
    let keyring = bench.keyring();
    let keys: Vec<KeyId> = (0..3)
        .map(|_| {
            let key = keyring.create().unwrap();
            keyring.sync().unwrap();
            key
        })
        .collect();
    let whole = std::fs::read(bench.file(Keyring::FILE)).unwrap();
    let open = || Keyring::open(bench.path(), master());
    let last = whole.len() - 112;
    for length in last + 1..whole.len() {
        bench.put(Keyring::FILE, &whole[..length]);
        let (keyring, report) = open().unwrap();
        assert_eq!((report.live, report.cut), (2, (length - last) as u64));
        assert!(keyring.holds(keys[1]) && !keyring.holds(keys[2]));
    }
    for at in 0..last {
        let mut bytes = whole.clone();
        bytes[at] ^= 4;
        bench.put(Keyring::FILE, &bytes);
        assert!(matches!(open(), Err(KeyProblem::KeyringDamaged { .. })), "byte {at}");
    }
    bench.put(Keyring::FILE, &whole);
    assert!(matches!(Keyring::open(bench.path(), MasterKey::from_bytes([1; 32])), Err(KeyProblem::WrongMaster { .. })));
    let (keyring, _) = open().unwrap();
    keyring.destroy(keys[1]).unwrap();
    let more = keyring.create().unwrap();
    keyring.sync().unwrap();
    let (keyring, report) = open().unwrap();
    assert_eq!((report.live, report.destroyed), (3, 1));
    assert!(keyring.is_destroyed(keys[1]) && keyring.holds(more));
    assert!(matches!(keyring.seal(keys[1], b"", b"x"), Err(KeyProblem::Destroyed(_))));
    assert!(matches!(keyring.destroy(keys[1]), Err(KeyProblem::Destroyed(_))));
}

#[test]
fn zeroes_are_laid_out_and_taken_back() {
    let bench = Bench::new();
    let mut journal = bench.create();
    let key = journal.keyring().create().unwrap();
    journal.append(&[batch(key, &["body"])]).unwrap();
    let laid_out = bench.file(FIRST).metadata().unwrap().len();
    assert!(laid_out >= journal.head().offset + 4096);
    let mut tail = vec![1; usize::try_from(laid_out - journal.head().offset).unwrap()];
    std::fs::File::open(bench.file(FIRST)).unwrap().read_exact_at(&mut tail, journal.head().offset).unwrap();
    assert!(tail.iter().all(|byte| *byte == 0));
}
