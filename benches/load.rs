//! A hundred people at once: as many real screens in pseudo-terminals on one server over a ten-year city, each with a key
//! every second and one change every ten.
//!
//! `cargo bench --bench load CITY [PEOPLE] [SECONDS]`: CITY is a directory that `renkei demo --write` made. Each person
//! looks at a patient of their own, goes up and down the timeline, and every tenth second writes a note. What is timed
//! goes from a key to the first byte that the screen wrote after it. At the end every note must be there, once.
//!
//! One more screen is not touched at all: it shows a patient on whom a client writes a note every second. What is timed
//! there goes from the answer to the client to the first byte that the screen wrote: how soon others see a change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use renkei::api::timeline::{TimelineAnswer, TimelineChange, TimelineFilter, TimelineRead};
use renkei::api::{Answer, Change, Request, Window};
use renkei::domain::id::PatientId;
use renkei::domain::timeline::{Content, Occurred, Statement};
use renkei::wire::client::command_id;
use renkei::wire::{Client, connect};

#[path = "common/screen.rs"]
mod screen;

use screen::{Outcome, Screen};

/// Every so manieth second is for a note.
const NOTE_EVERY: u64 = 10;

/// What one person saw.
struct Seen {
    keys: Vec<Duration>,
    /// Keys after which the screen stayed as it was.
    silent: usize,
    notes: u32,
    memory: u64,
    /// Its share: text that a hundred screens use counts a hundredth for each.
    share: u64,
}

/// What the screen saw that nobody touched.
#[derive(Default)]
struct Watched {
    shown: Vec<Duration>,
    missed: usize,
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let dir = arguments.next().map(PathBuf::from).ok_or("which city? cargo bench --bench load CITY")?;
    let people: u64 = arguments.next().map_or(Ok(100), |count| count.parse())?;
    let seconds: u64 = arguments.next().map_or(Ok(60), |count| count.parse())?;
    let mut server = serve(&dir)?;
    let outcome = load(&dir, people, seconds, server.id());
    server.kill()?;
    server.wait()?;
    outcome
}

/// The server that is measured; another one must not be answering for this city already.
fn serve(dir: &Path) -> Outcome<Child> {
    if connect(dir)?.is_some() {
        return Err("a server of this city is running: end it first".into());
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
    command.arg("--data").arg(dir).arg("serve").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let child = command.spawn()?;
    while connect(dir)?.is_none() {
        thread::sleep(Duration::from_millis(5));
    }
    Ok(child)
}

fn load(dir: &Path, people: u64, seconds: u64, server: u32) -> Outcome<()> {
    let stream = connect(dir)?.ok_or("nobody listens")?;
    let mut client = Client::hello(stream, false).map_err(|problem| format!("{problem:?}"))?.0;
    let before = (1..=people).map(|number| entries(&mut client, number)).collect::<Outcome<Vec<u32>>>()?;
    let used = processor(server)?;
    let start = Barrier::new(usize::try_from(people + 1)?);
    let (seen, watched) = thread::scope(|scope| -> Outcome<(Vec<Seen>, Watched)> {
        let start = &start;
        let each = |number| scope.spawn(move || person(dir, number, people, seconds, start));
        let all: Vec<_> = (1..=people).map(each).collect();
        let watcher = scope.spawn(move || watch(dir, PatientId(people + 1), seconds, start));
        let seen = all.into_iter().map(|person| person.join().map_err(|_| "a person panicked")?);
        Ok((seen.collect::<Outcome<_>>()?, watcher.join().map_err(|_| "the watcher panicked")??))
    })?;
    let mut lost = 0;
    for ((number, before), seen) in (1..=people).zip(before).zip(&seen) {
        lost += u32::abs_diff(entries(&mut client, number)?, before + seen.notes);
    }
    let mut keys: Vec<Duration> = seen.iter().flat_map(|seen| seen.keys.iter().copied()).collect();
    keys.sort_unstable();
    let at = |share: usize| keys.get(keys.len() * share / 1000).copied().unwrap_or_default();
    let silent: usize = seen.iter().map(|seen| seen.silent).sum();
    let memory = seen.iter().map(|seen| seen.memory).max().unwrap_or_default();
    let share = seen.iter().map(|seen| seen.share).max().unwrap_or_default();
    println!("{people} screens for {seconds} s, {} keys seen on the screen, {silent} not", keys.len());
    println!("key to screen: median {:.1?}, 99 of 100 {:.1?}, 999 of 1000 {:.1?}", at(500), at(990), at(999));
    let Watched { mut shown, missed } = watched;
    shown.sort_unstable();
    let after = |share: usize| shown.get(shown.len() * share / 100).copied().unwrap_or_default();
    println!("change to another screen: median {:.1?}, 99 of 100 {:.1?}, {missed} not seen", after(50), after(99));
    println!("notes written {}, missing or double {lost}", seen.iter().map(|seen| seen.notes).sum::<u32>());
    println!(
        "memory of the largest screen {:.1} MB, {:.1} MB as its share of what all hold; of the server {:.0} MB",
        megabytes(memory),
        megabytes(share),
        megabytes(memory_of(server)?)
    );
    println!("processor time of the server {:.1?}", processor(server)?.saturating_sub(used));
    Ok(())
}

/// A screen of the timeline of a patient.
fn at_patient(dir: &Path, patient: u64) -> Outcome<Screen> {
    let mut screen = Screen::open(dir)?;
    let quiet = Duration::from_millis(800);
    screen.silence(Instant::now(), Duration::from_secs(3))?;
    for keys in ["2", "o", &format!("p{patient}"), "\r"] {
        let typed = screen.type_keys(keys)?;
        screen.silence(typed, quiet)?;
    }
    Ok(screen)
}

/// A screen that nobody touches, and a client that writes on the patient whom it shows.
fn watch(dir: &Path, patient: PatientId, seconds: u64, start: &Barrier) -> Outcome<Watched> {
    let mut screen = at_patient(dir, patient.0)?;
    let stream = connect(dir)?.ok_or("nobody listens")?;
    let (mut client, welcome) = Client::hello(stream, false).map_err(|problem| format!("{problem:?}"))?;
    start.wait();
    let begin = Instant::now();
    let mut watched = Watched::default();
    for second in 0..seconds {
        let next = begin + Duration::from_secs(second + 1);
        let until = |_: Instant| next.saturating_duration_since(Instant::now());
        let statement = Statement {
            occurred: Occurred::At(welcome.now),
            content: Content::Note {},
            text: format!("{second}秒後の電話"),
            source: String::new(),
        };
        let write = TimelineChange::Write { patient, statement: Box::new(statement), confirmed: false };
        let done = client.ask(Request::Change(Change::Timeline(write)), Some(command_id()));
        done.map_err(|problem| format!("{problem:?}"))?;
        match screen.listen(Instant::now(), until)? {
            Some((first, _)) => watched.shown.push(first),
            None => watched.missed += 1,
        }
    }
    Ok(watched)
}

/// One person at one screen.
fn person(dir: &Path, number: u64, people: u64, seconds: u64, start: &Barrier) -> Outcome<Seen> {
    let mut screen = at_patient(dir, number)?;
    start.wait();
    // Nobody types in step with the others.
    let begin = Instant::now() + Duration::from_secs(1) * u32::try_from(number)? / u32::try_from(people)?;
    let mut seen = Seen { keys: Vec::new(), silent: 0, notes: 0, memory: 0, share: 0 };
    let until = |at: Duration| move |_: Instant| (begin + at).saturating_duration_since(Instant::now());
    for second in 0..seconds {
        let at = Duration::from_secs(second);
        screen.listen(Instant::now(), until(at))?;
        // A note takes four keys, the rest of the time goes up and down.
        let keys: &[&str] = match second % NOTE_EVERY {
            9 => &["n", "n", "\t\t", "水分は摂れている", "\x13"],
            second if second % 2 == 0 => &["j"],
            _ => &["k"],
        };
        for (place, key) in (1_u32..).zip(keys) {
            let typed = screen.type_keys(key)?;
            let answered = screen.listen(typed, until(at + Duration::from_millis(190) * place))?;
            match answered {
                Some((first, _)) => seen.keys.push(first),
                None => seen.silent += 1,
            }
        }
        seen.notes += u32::from(keys.len() > 1);
    }
    screen.listen(Instant::now(), until(Duration::from_secs(seconds + 1)))?;
    let process = screen.child.process_id().ok_or("the screen has ended")?;
    (seen.memory, seen.share) = (memory_of(process)?, share_of(process)?);
    Ok(seen)
}

fn entries(client: &mut Client, number: u64) -> Outcome<u32> {
    let window = Window { offset: 0, limit: 1 };
    let read = TimelineRead::Window { patient: PatientId(number), filter: TimelineFilter::default(), window };
    let answer = client.ask(Request::Timeline(read), None).map_err(|problem| format!("{problem:?}"))?;
    let Answer::Timeline(answer) = answer else { return Err("no timeline".into()) };
    let TimelineAnswer::Window(page) = *answer else { return Err("no timeline".into()) };
    Ok(page.page.total)
}

/// Kilobytes of a process that are in memory now, those of the program's text that it shares with the others included.
fn memory_of(process: u32) -> Outcome<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("the kernel names no memory")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}

/// Kilobytes in memory that are a process's share: pages that several hold are divided among them.
fn share_of(process: u32) -> Outcome<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).ok_or("the kernel names no share")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}

#[allow(clippy::cast_precision_loss, reason = "it is printed with one decimal")]
fn megabytes(kilobytes: u64) -> f64 {
    kilobytes as f64 / 1024.0
}

/// Processor time that a process has used, in the kernel's hundredths of a second.
fn processor(process: u32) -> Outcome<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).ok_or("the kernel names no time")?.parse::<u64>().map_err(|_| "no number");
    Ok(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}
