//! The ten-year city: how long a start, a rebuild and each key take on it, and how much memory the server needs.
//!
//! `cargo bench --bench city [DIR]`: DIR is a city that `renkei demo --write` made (its records are made anew); without it
//! one of 30,000 patients and ten years is written under target/ first, which takes about a minute and 1.5 GB.
//!
//! Keys are typed into the real program in a pseudo-terminal of 80 by 24. What is timed goes from the write of a key to
//! the last byte that the screen wrote for it, after which it stayed silent: the program's work, the server's, and the
//! way between them. The terminal answers at once, as one on the same desk does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use renkei::api::queue::{QueueFilter, QueueOrder, QueueRead};
use renkei::api::search::SearchRequest;
use renkei::api::timeline::{TimelineAnswer, TimelineChange, TimelineFilter, TimelineRead};
use renkei::api::{Answer, Change, Request, Window};
use renkei::domain::id::PatientId;
use renkei::domain::time::Moment;
use renkei::domain::timeline::{Content, Occurred, Statement};
use renkei::wire::client::command_id;
use renkei::wire::{Client, connect};

/// So long nothing comes before a key counts as answered.
const SILENCE: Duration = Duration::from_millis(40);

const ESC: &str = "\x1b";

#[path = "common/screen.rs"]
mod screen;

use screen::{Outcome, Screen};

fn main() -> Outcome<()> {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let own = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-city");
    let dir = given.clone().unwrap_or_else(|| own.clone());
    if given.is_none() {
        if own.exists() {
            fs::remove_dir_all(&own)?;
        }
        let city = ["demo", "--patients", "30000", "--years", "10", "--seed", "1", "--write"];
        let start = Instant::now();
        run(Command::new(env!("CARGO_BIN_EXE_renkei")).args(city).arg(&dir))?;
        println!("the city was written in {:.1?}", start.elapsed());
    }
    let outcome = rebuild(&dir).and_then(|()| open(&dir));
    if given.is_none() {
        fs::remove_dir_all(&own)?;
    }
    outcome
}

fn run(command: &mut Command) -> Outcome<String> {
    let out = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    if !out.status.success() {
        return Err(format!("{command:?}: {}", out.status).into());
    }
    Ok(String::from_utf8(out.stdout)?)
}

fn renkei(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
    command.env("RENKEI_LANG", "en").arg("--data").arg(dir);
    command
}

fn rebuild(dir: &Path) -> Outcome<()> {
    let start = Instant::now();
    let said = run(renkei(dir).args(["records", "rebuild", "--json"]))?;
    let took = start.elapsed();
    let done: serde_json::Value = serde_json::from_str(&said)?;
    let events = done["events"].as_f64().ok_or("the rebuild names no events")?;
    println!(
        "rebuild of the records, whole command    {took:>9.1?}   {:.0} events a second",
        events / took.as_secs_f64()
    );
    Ok(())
}

/// A server that is ended with the measurement.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    /// From the start of the process to the answer of its first request.
    fn start(dir: &Path) -> Outcome<(Self, Client, Duration)> {
        let start = Instant::now();
        let child =
            renkei(dir).arg("serve").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut server = Self(child);
        loop {
            if let Some(stream) = connect(dir)? {
                let mut client = Client::hello(stream, false).map_err(|problem| format!("{problem:?}"))?.0;
                ask(&mut client, queue())?;
                return Ok((server, client, start.elapsed()));
            }
            if let Some(status) = server.0.try_wait()? {
                return Err(format!("the server ended: {status}").into());
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Memory in use, in megabytes, as the kernel counts it.
    fn memory(&self) -> Outcome<u64> {
        memory_of(self.0.id())
    }

    /// Ends it in order.
    fn stop(mut self, client: Client) -> Outcome<()> {
        drop(client);
        rustix::process::kill_process(rustix::process::Pid::from_child(&self.0), rustix::process::Signal::TERM)?;
        self.0.wait()?;
        Ok(())
    }
}

fn memory_of(process: u32) -> Outcome<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("the kernel names no memory")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? / 1024)
}

fn queue() -> Request {
    let window = Window { offset: 0, limit: 50 };
    Request::Queue(QueueRead::List { filter: QueueFilter::default(), order: QueueOrder::Due, window })
}

fn ask(client: &mut Client, request: Request) -> Outcome<()> {
    client.ask(request, None).map(drop).map_err(|problem| format!("{problem:?}").into())
}

fn open(dir: &Path) -> Outcome<()> {
    let (server, mut client, first) = Server::start(dir)?;
    println!("start to the first page of the queue     {first:>9.1?}   after a rebuild");
    lengthen(&mut client)?;
    server.stop(client)?;
    let (server, client, again) = Server::start(dir)?;
    println!("start to the first page of the queue     {again:>9.1?}   after an end in order");
    drop((server, client));
    let (server, mut client, killed) = Server::start(dir)?;
    println!("start to the first page of the queue     {killed:>9.1?}   after a kill");
    println!("memory of the server                     {:>6} MB", server.memory()?);
    let search = SearchRequest { text: "houmon kango".to_owned(), kinds: Vec::new(), limit: 20 };
    let start = Instant::now();
    ask(&mut client, Request::Search(search.clone()))?;
    println!("first search, which builds the index     {:>9.1?}", start.elapsed());
    let mut times = Vec::new();
    for _ in 0..50 {
        let start = Instant::now();
        ask(&mut client, Request::Search(search.clone()))?;
        times.push(start.elapsed());
    }
    println!("each search after it                     {:>9.1?}   99 of 100", hundredth(times));
    println!("memory of the server                     {:>6} MB with the index", server.memory()?);
    keys(dir)?;
    println!("memory of the server                     {:>6} MB after the keys", server.memory()?);
    server.stop(client)
}

/// Writes notes for the first patient until there are 5,000 entries.
fn lengthen(client: &mut Client) -> Outcome<()> {
    let patient = PatientId(1);
    let window = Window { offset: 0, limit: 1 };
    let read = TimelineRead::Window { patient, filter: TimelineFilter::default(), window };
    let answer = client.ask(Request::Timeline(read), None).map_err(|problem| format!("{problem:?}"))?;
    let Answer::Timeline(answer) = answer else { return Err("no timeline".into()) };
    let TimelineAnswer::Window(page) = *answer else { return Err("no list".into()) };
    for number in page.page.total..5_000 {
        let at: Moment = chrono::DateTime::parse_from_rfc3339("2016-01-05T10:00:00+09:00")?;
        let statement = Statement {
            occurred: Occurred::At(at + chrono::TimeDelta::hours(i64::from(number) * 19)),
            content: Content::Note {},
            text: format!("{number}回目の電話。食事は半分ほど、水分は摂れている。次の訪問まで様子を見る。"),
            source: String::new(),
        };
        let write = TimelineChange::Write { patient, statement: Box::new(statement), confirmed: false };
        let done = client.ask(Request::Change(Change::Timeline(write)), Some(command_id()));
        done.map_err(|problem| format!("{problem:?}"))?;
    }
    Ok(())
}

/// What is typed: a name for the table, the keys that lead there, how often, and the keys of one turn.
const COURSES: [(&str, &[&str], usize, &[&str]); 10] = [
    ("open each pane", &["2", "o", "p", "1", "\r"], 25, &["3", "4", "1", "2"]),
    ("timeline of 5,000 entries", &[], 25, &["j", "j", "k", "\x06", "\x02"]),
    ("timeline of 5,000, end and start", &[], 15, &["\x1b[F", "\x1b[H"]),
    ("queue: down and up", &["1"], 25, &["j", "j", "j", "k", "k"]),
    ("queue of 57,000, end and start", &["w"], 15, &["\x1b[F", "k", "\x1b[H"]),
    ("queue: reception form", &["w"], 10, &["n", "\t", "あ", "い", ESC, "y"]),
    ("referrals: down and up", &["3"], 25, &["j", "j", "k", "\x06", "\x02"]),
    ("resources: down and up", &["4"], 25, &["j", "j", "k", "\x06", "\x02"]),
    ("search as it is typed", &[], 10, &["/", "h", "o", "u", "m", "o", "n", " ", "k", "a", ESC]),
    ("help and back", &["1"], 10, &["?", ESC]),
];

fn keys(dir: &Path) -> Outcome<()> {
    let mut screen = Screen::open(dir)?;
    settle(&mut screen)?;
    let (mut all, mut pressed) = (Vec::new(), 0);
    println!("from key to the last byte written, medians and 99 of 100:");
    for (name, way, turns, course) in COURSES {
        for way_key in way {
            key(&mut screen, way_key)?;
            settle(&mut screen)?;
        }
        let mut times = Vec::new();
        for _ in 0..turns {
            for typed in course {
                times.extend(key(&mut screen, typed)?);
            }
        }
        let mut sorted = times.clone();
        sorted.sort_unstable();
        let middle = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        let count = turns * course.len();
        println!(
            "  {name:<38} {middle:>9.1?} {:>9.1?}   {} of {count} keys changed the screen",
            hundredth(times.clone()),
            times.len()
        );
        pressed += count;
        all.extend(times);
    }
    println!("  {:<38} {:>9} {:>9.1?}   {} of {pressed}", "all", "", hundredth(all.clone()), all.len());
    let process = screen.child.process_id().ok_or("the screen has ended")?;
    println!("memory of the screen                     {:>6} MB", memory_of(process)?);
    screen.type_keys("q").map(drop)
}

/// Until the program has been silent for a while.
fn settle(screen: &mut Screen) -> Outcome<()> {
    screen.silence(Instant::now(), Duration::from_millis(500)).map(drop)
}

/// How long the last byte took that came for a key; none when none came.
fn key(screen: &mut Screen, key: &str) -> Outcome<Option<Duration>> {
    let start = screen.type_keys(key)?;
    if key == ESC {
        // The program waits whether a sequence follows; that wait is no work, and the next key must not end it.
        screen.silence(start, Duration::from_millis(150))?;
        return Ok(None);
    }
    Ok(screen.silence(start, SILENCE)?.map(|(_, last)| last))
}

/// The time that 99 of 100 stay within.
fn hundredth(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() * 99 / 100).copied().unwrap_or_default()
}
