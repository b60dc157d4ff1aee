//! Finding candidates for issues of the region: how often planted ones are found within three months, how many false ones
//! come up where nothing was planted, and how long ten years take.
//!
//! `cargo bench --bench region [DIR]`; `RENKEI_CITIES` sets how many cities of each sort (100 if it is not set, none for 0).
//! With DIR, a city that `renkei demo --write` made, candidates, map and census are asked for through the socket of a server
//! on it, and what a key of another session waits meanwhile.

#[path = "common/planted.rs"]
mod planted;
#[path = "common/served.rs"]
mod served;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use planted::{City, MONTHS, Plant, interval, names};
use renkei::api::census::CensusRead;
use renkei::api::queue::QueueRead;
use renkei::api::region::{RegionAnswer, RegionRead};
use renkei::api::{Answer, Request};
use renkei::domain::regional_issue::rise::{FALSE_DISCOVERY_RATE, Series, rises};
use renkei::wire::{Client, connect};
use served::{Outcome, Server};

/// Consultations in a usual month: the ten-year city's 60,000 in 120 months.
const A_MONTH: f64 = 500.0;

/// Those of a city three times as large, where one area asks for one thing often enough to tell.
const LARGE: f64 = 1_500.0;

/// How often each request is asked.
const TIMES: usize = 30;

fn main() -> Outcome<()> {
    let cities: u32 = std::env::var("RENKEI_CITIES").ok().and_then(|many| many.parse().ok()).unwrap_or(100);
    if cities > 0 {
        in_planted_cities(cities);
    }
    match std::env::args().skip(1).find(|argument| !argument.starts_with("--")).map(PathBuf::from) {
        Some(dir) => through_the_socket(&dir),
        None => Ok(()),
    }
}

/// The middle and the longest of what was measured.
fn told(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |place: usize| took.get(place).map_or(0.0, |took| took.as_secs_f64() * 1e3);
    println!(
        "{what}: {:.1} ms in the middle, {:.1} ms at the longest of {}",
        at(took.len() / 2),
        at(took.len().saturating_sub(1)),
        took.len()
    );
}

fn asked(client: &mut Client, request: &Request) -> Outcome<(Duration, Answer)> {
    let start = Instant::now();
    let answer = client.ask(request.clone(), None).map_err(|problem| format!("{problem:?}"))?;
    Ok((start.elapsed(), answer))
}

/// What is asked of a served city, and what another session waits meanwhile.
fn through_the_socket(dir: &Path) -> Outcome<()> {
    let (_server, mut client) = Server::start(dir)?;
    let other = || -> Outcome<Client> {
        let stream = connect(dir)?.ok_or("the server has gone")?;
        Ok(Client::hello(stream, false).map_err(|problem| format!("{problem:?}"))?.0)
    };
    let mut reads = vec![
        ("candidates", Request::Region(RegionRead::Candidates { month: None })),
        ("map", Request::Region(RegionRead::Map { month: None })),
        ("census", Request::Census(CensusRead::Now)),
    ];
    if let Answer::Region(answer) = asked(&mut client, &reads[0].1)?.1
        && let RegionAnswer::Candidates { rows, .. } = *answer
        && let Some(row) = rows.first()
    {
        println!("{} candidates", rows.len());
        let series = row.rise.series.clone();
        reads.push(("one candidate with its words", Request::Region(RegionRead::Candidate { series, month: None })));
    }
    let key = Request::Queue(QueueRead::Counts);
    let mut quiet = other()?;
    let alone = (0..200).map(|_| asked(&mut quiet, &key).map(|(took, _)| took)).collect::<Outcome<_>>()?;
    told("a key of another session, nothing else asked", alone);
    for (what, request) in reads {
        let over = AtomicBool::new(false);
        let mut typist = other()?;
        let (took, keys) = thread::scope(|scope| {
            let typing = scope.spawn(|| {
                let mut waited = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    match asked(&mut typist, &key) {
                        Ok((took, _)) => waited.push(took),
                        Err(_) => break,
                    }
                    thread::sleep(Duration::from_millis(2));
                }
                waited
            });
            let took: Outcome<Vec<Duration>> =
                (0..TIMES).map(|_| asked(&mut client, &request).map(|(took, _)| took)).collect();
            over.store(true, Ordering::Relaxed);
            (took, typing.join().unwrap_or_default())
        });
        told(what, took?);
        told("    a key of another session meanwhile", keys);
    }
    Ok(())
}

fn in_planted_cities(cities: u32) {
    nothing(cities);
    for (a_month, usual) in [(A_MONTH, 4.0), (A_MONTH, 8.0), (LARGE, 12.0), (LARGE, 16.0), (LARGE, 24.0)] {
        found(cities, a_month, "a service closes in one area", |city, from| {
            let ((area, topic), usual) = city.cell_of(usual);
            (Plant::Closure { area, topic, from }, usual)
        });
    }
    for (a_month, usual) in [(A_MONTH, 8.0), (A_MONTH, 12.0), (A_MONTH, 16.0), (LARGE, 24.0), (LARGE, 32.0)] {
        found(cities, a_month, "a hospital changes its discharge practice", |city, from| {
            let ((asker, topic), usual) = city.practice_of(usual);
            (Plant::Discharge { asker, topic, from }, usual)
        });
    }
    let counts = City::new(1, A_MONTH).lived(Plant::Nothing);
    let start = Instant::now();
    let found: usize = (0..MONTHS).map(|month| rises(&counts, month, FALSE_DISCOVERY_RATE).len()).sum();
    println!(
        "every month of ten years, {} series: {:.0} ms ({found} found)",
        counts.series().len(),
        start.elapsed().as_secs_f64() * 1e3
    );
    let start = Instant::now();
    let found = rises(&counts, MONTHS - 1, FALSE_DISCOVERY_RATE).len();
    println!("the last month alone: {:.1} ms ({found} found)", start.elapsed().as_secs_f64() * 1e3);
}

/// A candidate counts once, however many months in a row it stands.
fn nothing(cities: u32) {
    let (mut false_ones, mut runs, mut with) = (0_u32, 0_u32, 0_u32);
    for seed in 0..cities {
        let counts = City::new(u64::from(seed), A_MONTH).lived(Plant::Nothing);
        let mut before: Vec<Series> = Vec::new();
        for month in 0..MONTHS {
            let now: Vec<Series> =
                rises(&counts, month, FALSE_DISCOVERY_RATE).into_iter().map(|rise| rise.series).collect();
            false_ones += now.iter().filter(|series| !before.contains(series)).map(|_| 1).sum::<u32>();
            with += u32::from(!now.is_empty());
            runs += 1;
            before = now;
        }
    }
    let years = f64::from(cities) * 10.0;
    let rate = f64::from(false_ones) / years;
    let reach = 1.96 * f64::from(false_ones).sqrt() / years;
    let (low, high) = interval(with, runs);
    println!(
        "nothing planted, {cities} cities of ten years: {rate:.3} false candidates a year ({:.3} to {:.3}); {:.2} % of runs with any ({:.2} to {:.2})",
        (rate - reach).max(0.0),
        rate + reach,
        100.0 * f64::from(with) / f64::from(runs),
        100.0 * low,
        100.0 * high
    );
}

fn found(cities: u32, a_month: f64, what: &str, plant: impl Fn(&City, usize) -> (Plant, f64)) {
    let (mut hits, mut usual) = (0, 0.0);
    for (seed, from) in (0..cities).zip((72..108).cycle()) {
        let city = City::new(10_000 + u64::from(seed), a_month);
        let (plant, count) = plant(&city, from);
        usual += count / f64::from(cities);
        let counts = city.lived(plant);
        let run = |month| rises(&counts, month, FALSE_DISCOVERY_RATE).iter().any(|rise| names(rise, plant));
        hits += u32::from((from..from + 3).any(run));
    }
    let (low, high) = interval(hits, cities);
    println!(
        "{what}, usually {usual:.1} of {a_month} a month, twice as often: {hits} of {cities} found within three months ({:.0} to {:.0} %)",
        100.0 * low,
        100.0 * high
    );
}
