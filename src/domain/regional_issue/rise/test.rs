//! The test itself: the last months of a series against what its own past and the rest of the city let expect.

use std::ops::{Range, RangeInclusive};

use serde::{Deserialize, Serialize};

use super::counts::{Counts, Facet, Series};
use super::discovery::false_discovery_rate;
use super::tail::upper_tail;

/// How many months are looked at together: a gap that opens is to be found within three.
pub const WINDOW: usize = 3;

/// How many years back the past reaches (Farrington et al. take five).
pub const BASE_YEARS: usize = 5;

/// The least count in the window that is judged: of fewer nobody would draw an issue of the region.
pub const LEAST_COUNT: u32 = 5;

/// The fewest months before the window from which a series is judged: one round of the seasons.
pub const LEAST_MONTHS: usize = 12;

/// From so many months of past on, a single series is compared with the same season of earlier years only.
const SEASONS: usize = 36;

/// So many months beside those of the window belong to its season.
const BESIDE: usize = 1;

/// A past month whose residual is greater than this is taken for an earlier rise and counts less (Noufaily et al. 2013).
const OUTLYING: f64 = 2.58;

/// A series that rose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rise {
    /// What was counted.
    pub series: Series,
    /// How many there were in the window.
    pub count: u32,
    /// How many were to be expected.
    pub expected: f64,
    /// By how much its counts scatter more than chance would, as variance over mean; at least 1.
    pub dispersion: f64,
    /// How likely so many or more are by chance.
    pub probability: f64,
    /// How many past months it was held against.
    pub past_months: u32,
    /// How many there were in those.
    pub past_count: u32,
}

/// The counts of a series, and what they are held against: the counts of the rest of the city.
struct Look<'a> {
    own: &'a [u32],
    rest: Vec<f64>,
    // How badly the rest is known of each month, being counts too: the sum of one over each.
    loose: Vec<f64>,
}

/// What the past of a look comes to.
struct Past {
    odds: f64,
    // The weighted past count.
    known: f64,
    // How badly the odds are known: relative variance, from the past count and from the rest's.
    loose: f64,
    squares: f64,
    freedom: f64,
    count: u32,
}

/// The series that rise in the window ending with the month at this place, the least likely first; of them at most
/// `share` are expected to be chance. Nothing is found before there is a past of [`LEAST_MONTHS`].
pub fn rises(counts: &Counts, last: usize, share: f64) -> Vec<Rise> {
    let Some(start) = (last + 1).checked_sub(WINDOW) else { return Vec::new() };
    if start < LEAST_MONTHS || last >= counts.months() {
        return Vec::new();
    }
    let (season, all) = (season(start), months_back(start).collect::<Vec<usize>>());
    let past = |(a, b): (usize, usize)| if a == b { &season } else { &all };
    let series = counts.series();
    let looks: Vec<Look<'_>> = series.iter().map(|&(a, b)| look(counts, a, b)).collect();
    let pasts: Vec<Past> = series.iter().zip(&looks).map(|(of, look)| past_of(look, past(*of))).collect();
    let pooled = pooled(counts, &series, &pasts);
    let judged: Vec<Rise> = series
        .iter()
        .zip(looks.iter().zip(&pasts))
        .map(|(&(a, b), (look, held))| {
            let (expected, dispersion, probability) = judge(look, held, start..=last, pooled[sort_of(counts, a, b)]);
            Rise {
                series: counts.name((a, b)),
                count: look.own[start..=last].iter().sum(),
                expected,
                dispersion,
                probability,
                past_months: u32::try_from(past((a, b)).len()).unwrap_or(u32::MAX),
                past_count: held.count,
            }
        })
        .collect();
    let probabilities: Vec<f64> = judged.iter().map(|rise| rise.probability).collect();
    let found = false_discovery_rate(&probabilities, share);
    let mut risen: Vec<Rise> = judged
        .into_iter()
        .zip(found)
        .filter(|(rise, found)| *found && rise.count >= LEAST_COUNT)
        .map(|(rise, _)| rise)
        .collect();
    risen.sort_by(|one, other| {
        one.probability.total_cmp(&other.probability).then_with(|| one.series.cmp(&other.series))
    });
    risen
}

/// By how much a series scatters around its share of what it is held against, over these months: variance over mean, at
/// least 1.
pub fn dispersion(counts: &Counts, (a, b): (usize, usize), months: Range<usize>) -> f64 {
    let past: Vec<usize> = months.filter(|month| *month < counts.months()).collect();
    let held = past_of(&look(counts, a, b), &past);
    (held.squares / held.freedom).max(1.0)
}

/// The months that a pair is held against, oldest first: all, for what it is held against has the same seasons.
fn months_back(start: usize) -> Range<usize> {
    start.saturating_sub(BASE_YEARS * 12)..start
}

/// The months that a single series is held against: those of the same season, once there are enough of them.
fn season(start: usize) -> Vec<usize> {
    let all = months_back(start);
    if all.len() < SEASONS {
        return all.collect();
    }
    // How far a month lies behind the start of the season, counted round the year.
    let behind = |month: &usize| (*month + 12 * (BASE_YEARS + 1) + BESIDE - start) % 12;
    // The month right before the window may belong to the same rise.
    all.filter(|month| behind(month) < WINDOW + 2 * BESIDE && month + BESIDE < start).collect()
}

/// A single series is held against all that does not belong to it. A pair is held against what its two have apart from
/// each other and what has neither, as in a table of two by two: what its area and its topic explain by themselves, with
/// their seasons and growth, is no rise of the pair.
fn look(counts: &Counts, a: usize, b: usize) -> Look<'_> {
    let own = counts.of(a, b);
    let apart = |whole: u32, part: u32| f64::from(whole.saturating_sub(part));
    let months = counts.total().iter().zip(own).zip(counts.of(a, a).iter().zip(counts.of(b, b)));
    let (rest, loose) = months
        .map(|((total, own), (of_a, of_b))| {
            if a == b {
                let rest = apart(*total, *own);
                return (rest, rest.max(0.5).recip());
            }
            let (only_a, only_b) = (apart(*of_a, *own), apart(*of_b, *own));
            let neither = apart(*total + *own, *of_a + *of_b).max(0.5);
            (only_a * only_b / neither, only_a.max(0.5).recip() + only_b.max(0.5).recip() + neither.recip())
        })
        .unzip();
    Look { own, rest, loose }
}

/// The odds of the past, with earlier rises weighted down, and how the counts scatter around them.
fn past_of(look: &Look<'_>, past: &[usize]) -> Past {
    let mut weights = vec![1.0; past.len()];
    let held = weigh(look, past, &weights);
    let scatter = (held.squares / held.freedom).max(1.0);
    for (weight, &month) in weights.iter_mut().zip(past) {
        let expected = held.odds * look.rest[month];
        let residual = anscombe(f64::from(look.own[month]), expected) / scatter.sqrt();
        if residual > OUTLYING {
            *weight = (OUTLYING / residual).powi(2);
        }
    }
    weigh(look, past, &weights)
}

fn weigh(look: &Look<'_>, past: &[usize], weights: &[f64]) -> Past {
    let (mut own, mut rest, mut loose, mut count) = (0.0, 0.0, 0.0, 0);
    for (weight, &month) in weights.iter().zip(past) {
        own += weight * f64::from(look.own[month]);
        rest += weight * look.rest[month];
        loose += weight * look.loose[month];
        count += look.own[month];
    }
    let months = weights.iter().sum::<f64>().max(1.0);
    // Half a case keeps a series that never had any from making its first one certain.
    let known = own.max(0.5);
    let odds = if rest > 0.0 { known / rest } else { 0.0 };
    let mut squares = 0.0;
    for (weight, &month) in weights.iter().zip(past) {
        let expected = odds * look.rest[month];
        if expected > 0.0 {
            let variance = expected * (1.0 + expected * look.loose[month]);
            squares += weight * (f64::from(look.own[month]) - expected).powi(2) / variance;
        }
    }
    let loose = known.recip() + loose / (months * months);
    Past { odds, known, loose, squares, freedom: (months - 1.0).max(1.0), count }
}

/// A residual of a count that is near normal even where the count is small.
fn anscombe(count: f64, expected: f64) -> f64 {
    if expected <= 0.0 {
        return 0.0;
    }
    1.5 * (count.powf(2.0 / 3.0) - expected.powf(2.0 / 3.0)) / expected.powf(1.0 / 6.0)
}

/// Which series scatter alike: those of the same sorts of facets.
fn sort_of(counts: &Counts, a: usize, b: usize) -> usize {
    counts.facets()[a].sort() * Facet::SORTS + counts.facets()[b].sort()
}

/// How the series of each sort scatter together.
fn pooled(counts: &Counts, series: &[(usize, usize)], pasts: &[Past]) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); Facet::SORTS * Facet::SORTS];
    // One that hardly ever occurs says nothing about how those that do scatter.
    for (&(a, b), held) in series.iter().zip(pasts).filter(|(_, held)| held.known >= held.freedom) {
        let sum = &mut sums[sort_of(counts, a, b)];
        *sum = (sum.0 + held.squares, sum.1 + held.freedom);
    }
    sums.into_iter().map(|(squares, freedom)| if freedom > 0.0 { squares / freedom } else { 1.0 }).collect()
}

/// What was to be expected in the window, how it scatters, and how likely what came is.
fn judge(look: &Look<'_>, held: &Past, window: RangeInclusive<usize>, usual: f64) -> (f64, f64, f64) {
    let count: u32 = look.own[window.clone()].iter().sum();
    let rest: f64 = look.rest[window.clone()].iter().sum();
    let expected = held.odds * rest;
    // A series' own scatter is known badly from few months: half of it is that of its like.
    let dispersion = (0.5 * (held.squares / held.freedom) + 0.5 * usual).max(1.0);
    if expected <= 0.0 || f64::from(count) <= expected {
        // Without anything to hold it against nothing can be said.
        return (expected, dispersion, 1.0);
    }
    // Each month's looseness is that of its counts alone; of all months together it is so many times less.
    let months = f64::from(u32::try_from(WINDOW).unwrap_or(u32::MAX));
    let loose = look.loose[window].iter().sum::<f64>() / (months * months);
    let variance = dispersion * expected * (1.0 + expected * (loose + held.loose));
    (expected, dispersion, upper_tail(count, expected, variance))
}
