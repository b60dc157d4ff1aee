//! What a durable change costs through the socket of a real server, beside a bare append and fdatasync of the same bytes on
//! the same disk, and how many more a second come of 64 writers at once; in one run, taking turns.
//!
//! `cargo bench --bench change [DIR]`: DIR chooses the disk; without it a directory in target/ is used.

use std::error::Error;
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use renkei::api::timeline::TimelineChange;
use renkei::api::{Change, Request};
use renkei::domain::id::PatientId;
use renkei::domain::time::Moment;
use renkei::domain::timeline::{Content, Occurred, Statement};
use renkei::wire::client::command_id;
use renkei::wire::{Client, connect};

/// What a nurse writes down after a call.
const TEXT: &str = "夕方より微熱。水分は少しずつ摂れている。明朝もう一度電話で様子を聞き、主治医に伝える。内服は本人が数えて確認した。";
const ROUNDS: usize = 12;
const CHANGES: usize = 50;
const WRITERS: usize = 64;
/// Changes of each of the many writers a round.
const EACH: usize = 20;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Outcome<()> {
    let dir = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let base = dir.map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")), PathBuf::from).join("bench-change");
    if base.exists() {
        fs::remove_dir_all(&base)?;
    }
    fs::create_dir_all(&base)?;
    let data = base.join("data");
    let mut write = Command::new(env!("CARGO_BIN_EXE_renkei"));
    write.args(["demo", "--patients", "100", "--years", "1", "--seed", "1", "--write"]).arg(&data);
    if !write.stdout(Stdio::null()).status()?.success() {
        return Err("the city could not be written".into());
    }
    let mut server = serve(&data)?;
    let outcome = compare(&base, &data);
    server.kill()?;
    server.wait()?;
    fs::remove_dir_all(&base)?;
    outcome
}

fn serve(data: &Path) -> Outcome<Child> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
    let mut child = command.arg("--data").arg(data).arg("serve").stdin(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let mut log = BufReader::new(child.stderr.take().ok_or("the server has no log")?);
    let mut line = String::new();
    while !line.contains("the server is ready") {
        line.clear();
        if log.read_line(&mut line)? == 0 {
            return Err("the server did not start".into());
        }
    }
    thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
    Ok(child)
}

fn compare(base: &Path, data: &Path) -> Outcome<()> {
    let mut one = client(data)?;
    let mut many = (0..WRITERS).map(|_| client(data)).collect::<Outcome<Vec<_>>>()?;
    let before = journal_bytes(data)?;
    change(&mut one, 0)?;
    let length = journal_bytes(data)? - before;
    let bytes: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap_or_default()).collect();
    let mut bare = OpenOptions::new().create(true).append(true).open(base.join("bare"))?;

    let (mut bare_times, mut times, mut lone, mut together) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for _ in 0..CHANGES {
            bare_times.push(timed(|| {
                bare.write_all(&bytes)?;
                Ok(bare.sync_data()?)
            })?);
        }
        let start = Instant::now();
        for _ in 0..CHANGES {
            times.push(timed(|| change(&mut one, round))?);
        }
        lone.push(start.elapsed() / u32::try_from(CHANGES)?);
        let start = Instant::now();
        thread::scope(|scope| -> Outcome<()> {
            let writers: Vec<_> = many
                .iter_mut()
                .enumerate()
                .map(|(number, client)| scope.spawn(move || (0..EACH).try_for_each(|_| change(client, number))))
                .collect();
            writers.into_iter().try_for_each(|writer| writer.join().map_err(|_| "a writer panicked")?)
        })?;
        together.push(start.elapsed() / u32::try_from(WRITERS * EACH)?);
    }
    let [bare, through, lone, together] = [bare_times, times, lone, together].map(median);
    println!("frames of {length} bytes, medians of {ROUNDS} rounds");
    println!("  bare append and fdatasync             {bare:>10.1?}");
    println!("  durable change through the socket     {through:>10.1?}   {:.2} times", ratio(through, bare));
    println!("  one writer, a change                  {lone:>10.1?}   {:.0} a second", per_second(lone));
    println!(
        "  {WRITERS} writers at once, a change          {together:>10.1?}   {:.0} a second, {:.1} times one writer",
        per_second(together),
        ratio(lone, together)
    );
    Ok(())
}

fn client(data: &Path) -> Outcome<Client> {
    let stream = connect(data)?.ok_or("nobody listens")?;
    Ok(Client::hello(stream, false).map_err(|problem| format!("{problem:?}"))?.0)
}

fn change(client: &mut Client, number: usize) -> Outcome<()> {
    let at: Moment = chrono::DateTime::parse_from_rfc3339("2026-01-05T10:00:00+09:00")?;
    let patient = PatientId(1 + u64::try_from(number)?);
    let statement = Statement {
        occurred: Occurred::At(at),
        content: Content::Note {},
        text: TEXT.to_owned(),
        source: String::new(),
    };
    let write = TimelineChange::Write { patient, statement: Box::new(statement), confirmed: false };
    let answer = client.ask(Request::Change(Change::Timeline(write)), Some(command_id()));
    answer.map(drop).map_err(|problem| format!("{problem:?}").into())
}

/// How many bytes of the journal's last segment are written; behind them it is laid out with zeros.
fn journal_bytes(data: &Path) -> Outcome<usize> {
    let mut segments = fs::read_dir(data.join("journal"))?
        .map(|entry| Ok(entry?.path()))
        .filter(|path| path.as_ref().is_ok_and(|path| path.extension().is_some_and(|extension| extension == "seg")))
        .collect::<Outcome<Vec<_>>>()?;
    segments.sort_unstable();
    let bytes = fs::read(segments.last().ok_or("no segment")?)?;
    Ok(bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1))
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

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn per_second(time: Duration) -> f64 {
    1.0 / time.as_secs_f64()
}
