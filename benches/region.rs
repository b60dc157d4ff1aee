//! Finding candidates for issues of the region: how often planted ones are found within three months, how many false ones
//! come up where nothing was planted, and how long ten years take.
//!
//! `cargo bench --bench region`; `RENKEI_CITIES` sets how many cities of each sort (100 if it is not set).

#[path = "common/planted.rs"]
mod planted;

use std::time::Instant;

use planted::{City, MONTHS, Plant, interval, names};
use renkei::domain::regional_issue::rise::{FALSE_DISCOVERY_RATE, Series, rises};

/// Consultations in a usual month: the ten-year city's 60,000 in 120 months.
const A_MONTH: f64 = 500.0;

/// Those of a city three times as large, where one area asks for one thing often enough to tell.
const LARGE: f64 = 1_500.0;

fn main() {
    let cities: u32 = std::env::var("RENKEI_CITIES").ok().and_then(|many| many.parse().ok()).unwrap_or(100);
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
