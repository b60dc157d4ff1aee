//! What the work between hospital and home takes on a city of 5,000 patients: the gap check of one night for all of them.
//!
//! `cargo bench --bench hospital [DIR]`: DIR is a city that `renkei demo --write` made; without it one of 5,000 patients
//! and one year is written under target/ first. Times go from the request to its answer, through the socket.

#[path = "common/served.rs"]
mod served;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use chrono::Utc;
use renkei::api::coverage::{CoverageAnswer, CoverageRead, NightFilter};
use renkei::api::{Answer, Request, Window};
use renkei::domain::time::JST;
use renkei::wire::Client;
use served::{Outcome, Server};

/// How often each request is asked.
const TIMES: usize = 50;

fn main() -> Outcome<()> {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let own = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-hospital");
    let dir = given.clone().unwrap_or_else(|| own.clone());
    if given.is_none() {
        if own.exists() {
            fs::remove_dir_all(&own)?;
        }
        let city = ["demo", "--patients", "5000", "--years", "1", "--seed", "1", "--write"];
        let done = Command::new(env!("CARGO_BIN_EXE_renkei")).args(city).arg(&dir).stdin(Stdio::null()).status()?;
        if !done.success() {
            return Err(format!("the city was not written: {done}").into());
        }
    }
    let (server, mut client) = Server::start(&dir)?;
    let outcome = gap_check(&mut client);
    drop((client, server));
    if given.is_none() {
        fs::remove_dir_all(&own)?;
    }
    outcome
}

/// All patients of all areas in tonight's night; the first page of those who are uncovered.
fn gap_check(client: &mut Client) -> Outcome<()> {
    let evening = Utc::now().with_timezone(&JST).date_naive();
    let window = Window { offset: 0, limit: 50 };
    let request = || Request::Coverage(CoverageRead::Night { evening, filter: NightFilter::default(), window });
    let mut times = Vec::with_capacity(TIMES);
    let mut found = String::new();
    for _ in 0..TIMES {
        let start = Instant::now();
        let answer = client.ask(request(), None).map_err(|problem| format!("{problem:?}"))?;
        times.push(start.elapsed());
        if let Answer::Coverage(answer) = answer
            && let CoverageAnswer::Night { counts, .. } = *answer
        {
            found = format!("{counts:?}");
        }
    }
    times.sort();
    let (median, worst) = (times[TIMES / 2], times[TIMES - 1]);
    println!("gap check of one night, everybody        {median:>9.1?}   worst {worst:.1?}, at most 100 ms; {found}");
    Ok(())
}
