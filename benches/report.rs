//! Reports on the ten-year city: how long each takes, and how much longer another session's key takes while they are made.
//!
//! `cargo bench --bench report [DIR]`: DIR is a city that `renkei demo --write` made (its records are made anew where
//! another program wrote them); without it one of 30,000 patients and ten years is written under target/ first, which
//! takes about a minute and 1.5 GB.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use renkei::api::queue::{QueueFilter, QueueOrder, QueueRead};
use renkei::api::report::{ReportAnswer, ReportRead};
use renkei::api::{Answer, Request, Window};
use renkei::domain::month::Month;
use renkei::domain::report::{ColumnId, Period, RowKey, TableId};
use renkei::domain::time::FiscalYear;
use renkei::wire::{Client, connect};

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How many of the latest months and years are reported.
const MONTHS: u32 = 60;
const YEARS: i32 = 9;

/// How often another session's request is timed, with and without reports beside it.
const KEYS: usize = 500;

/// Between two keys of somebody who holds one down.
const PAUSE: Duration = Duration::from_millis(20);

fn main() -> Outcome<()> {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let own = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-report-city");
    let dir = given.clone().unwrap_or_else(|| own.clone());
    if given.is_none() {
        if own.exists() {
            fs::remove_dir_all(&own)?;
        }
        let city = ["demo", "--patients", "30000", "--years", "10", "--seed", "1", "--write"];
        let status = renkei().args(city).arg(&dir).stdin(Stdio::null()).status()?;
        if !status.success() {
            return Err(format!("the city was not written: {status}").into());
        }
    }
    let outcome = measure(&dir);
    if given.is_none() {
        fs::remove_dir_all(&own)?;
    }
    outcome
}

fn renkei() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
    command.env("RENKEI_LANG", "en");
    command
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

fn measure(dir: &Path) -> Outcome<()> {
    let child = renkei()
        .arg("--data")
        .arg(dir)
        .arg("serve")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut server = Server(child);
    let mut client = loop {
        if let Some(client) = hello(dir)? {
            break client;
        }
        if let Some(status) = server.0.try_wait()? {
            return Err(format!("the server ended: {status}").into());
        }
        thread::sleep(Duration::from_millis(5));
    };
    // Reading ahead of the timelines is over by then.
    thread::sleep(Duration::from_secs(20));
    println!("memory of the server                  {:>6} MB", memory_of(server.0.id())?);
    let today = chrono::Local::now().date_naive();
    let month = Month::of(today);
    for compare in [false, true] {
        let beside = if compare { ", with the year before" } else { "" };
        let months = (0..MONTHS).map(|back| Period::Month(month.before(back)));
        timed(&format!("a month{beside}"), &mut client, months.map(|period| tables(period, compare)))?;
        let years = (0..YEARS).map(|back| Period::Year(FiscalYear(FiscalYear::of(today).0 - back)));
        timed(&format!("a fiscal year{beside}"), &mut client, years.map(|period| tables(period, compare)))?;
    }
    let lists = (0..MONTHS).map(|back| sources(Period::Month(month.before(back))));
    timed("the list behind a figure", &mut client, lists)?;
    beside(dir, &mut client, Period::Year(FiscalYear(FiscalYear::of(today).0 - 1)))?;
    println!("memory of the server after reports    {:>6} MB", memory_of(server.0.id())?);
    Ok(())
}

fn hello(dir: &Path) -> Outcome<Option<Client>> {
    let Some(stream) = connect(dir)? else { return Ok(None) };
    Ok(Some(Client::hello(stream, false).map_err(|problem| format!("{problem:?}"))?.0))
}

fn memory_of(process: u32) -> Outcome<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("the kernel names no memory")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? / 1024)
}

fn tables(period: Period, compare: bool) -> Request {
    Request::Report(ReportRead::Tables { period, compare, mask_below: 0 })
}

fn sources(period: Period) -> Request {
    let (table, row, column) = (TableId::Askers, RowKey::Total, ColumnId::Persons);
    Request::Report(ReportRead::Sources { period, table, row, column, window: Window::default() })
}

fn queue() -> Request {
    let window = Window { offset: 0, limit: 50 };
    Request::Queue(QueueRead::List { filter: QueueFilter::default(), order: QueueOrder::Due, window })
}

fn ask(client: &mut Client, request: Request) -> Outcome<Answer> {
    client.ask(request, None).map_err(|problem| format!("{problem:?}").into())
}

/// From the request to the answer in hand.
fn timed(name: &str, client: &mut Client, requests: impl Iterator<Item = Request>) -> Outcome<()> {
    let (mut times, mut figures) = (Vec::new(), 0);
    for request in requests {
        let start = Instant::now();
        let answer = ask(client, request)?;
        times.push(start.elapsed());
        let Answer::Report(answer) = answer else { return Err("no report".into()) };
        figures += match *answer {
            ReportAnswer::Tables(report) => {
                report.tables.iter().map(|table| table.rows.len() * table.columns.len()).sum()
            }
            ReportAnswer::Sources(page) => page.total as usize,
        };
    }
    let of = figures / times.len().max(1);
    println!(
        "{name:<38}{:>9.1?} median {:>9.1?} at the most, {of} figures each",
        part(&mut times, 50),
        part(&mut times, 100)
    );
    Ok(())
}

/// The time that so many of 100 stay within.
fn part(times: &mut [Duration], of_100: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * of_100 / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// A page of the queue, asked for by somebody who holds a key down, while annual reports are made one after the other.
fn beside(dir: &Path, other: &mut Client, period: Period) -> Outcome<()> {
    let mut alone = keys(other)?;
    let over = AtomicBool::new(false);
    let (mut with, reports) = thread::scope(|scope| -> Outcome<(Vec<Duration>, u32)> {
        let busy = scope.spawn(|| -> Outcome<u32> {
            let mut client = hello(dir)?.ok_or("the server has gone")?;
            let mut made = 0;
            while !over.load(Ordering::Relaxed) {
                ask(&mut client, tables(period, true))?;
                made += 1;
            }
            Ok(made)
        });
        let times = keys(other);
        over.store(true, Ordering::Relaxed);
        let made = busy.join().map_err(|_| "the reports panicked")??;
        Ok((times?, made))
    })?;
    for (name, times) in [("another session's page, alone", &mut alone), ("beside annual reports", &mut with)] {
        println!("{name:<38}{:>9.1?} median {:>9.1?} for 99 of 100", part(times, 50), part(times, 99));
    }
    println!("{reports} annual reports were made meanwhile");
    Ok(())
}

fn keys(client: &mut Client) -> Outcome<Vec<Duration>> {
    let mut times = Vec::new();
    for _ in 0..KEYS {
        thread::sleep(PAUSE);
        let start = Instant::now();
        ask(client, queue())?;
        times.push(start.elapsed());
    }
    Ok(times)
}
