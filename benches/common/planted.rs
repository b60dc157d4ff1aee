//! Made-up cities as monthly counts, with an issue planted or with nothing: what the finding of candidates is tried on.

use chrono::NaiveDate;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use renkei::domain::area::AreaCode;
use renkei::domain::code::Code;
use renkei::domain::consultation::Asker;
use renkei::domain::month::Month;
use renkei::domain::regional_issue::rise::{Counts, Facet, Rise, Series};

pub const AREAS: usize = 15;
pub const TOPICS: usize = 12;
pub const TAGS: usize = 6;
pub const ASKERS: usize = 8;
pub const MONTHS: usize = 120;

/// The shape of the gamma by which a month of one area and topic goes up and down: one in so many of its square is scatter, so
/// that counts of 10 a month have one and a half times the variance that chance alone gives them.
const SCATTER: u32 = 20;

/// What is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// Nothing at all.
    Nothing,
    /// A service closes in one area: what it did is asked for twice as often there.
    Closure { area: usize, topic: usize, from: usize },
    /// A hospital changes its discharge practice: one profession brings one topic twice as often, everywhere.
    Discharge { asker: usize, topic: usize, from: usize },
}

/// A city's habits: how much of what comes from where, before chance.
pub struct City {
    chance: Chance,
    areas: Vec<f64>,
    topics: Vec<f64>,
    asks: Vec<Vec<f64>>,
    tags: Vec<f64>,
    a_month: f64,
}

impl City {
    /// The city of this seed, with so many consultations in a usual month.
    pub fn new(seed: u64, a_month: f64) -> Self {
        let mut chance = Chance(ChaCha8Rng::seed_from_u64(seed));
        let mut shares = |many: usize, least: f64| -> Vec<f64> {
            let parts: Vec<f64> = (0..many).map(|_| least + chance.unit()).collect();
            let sum: f64 = parts.iter().sum();
            parts.into_iter().map(|part| part / sum).collect()
        };
        let (areas, topics) = (shares(AREAS, 0.5), shares(TOPICS, 0.3));
        let asks = (0..TOPICS).map(|_| shares(ASKERS, 0.1)).collect();
        let tags = (0..TAGS).map(|_| 0.02 + 0.1 * chance.unit()).collect();
        Self { chance, areas, topics, asks, tags, a_month }
    }

    /// The area and topic of this city whose usual count a month comes nearest to this one, and that count.
    pub fn cell_of(&self, usual: f64) -> ((usize, usize), f64) {
        let all = (0..AREAS).flat_map(|area| (0..TOPICS).map(move |topic| (area, topic)));
        nearest(usual, all.map(|(area, topic)| ((area, topic), self.a_month * self.areas[area] * self.topics[topic])))
    }

    /// The asker and topic of this city whose usual count a month comes nearest to this one, and that count.
    pub fn practice_of(&self, usual: f64) -> ((usize, usize), f64) {
        let all = (0..ASKERS).flat_map(|asker| (0..TOPICS).map(move |topic| (asker, topic)));
        let share = |asker: usize, topic: usize| self.topics[topic] * self.asks[topic][asker];
        nearest(usual, all.map(|(asker, topic)| ((asker, topic), self.a_month * share(asker, topic))))
    }

    /// Ten years of it: a city that ages, topics with their seasons, areas with good and bad months, and chance.
    pub fn lived(mut self, plant: Plant) -> Counts {
        let mut counts = Counts::new(facets(), Month::of(NaiveDate::default()), MONTHS);
        let seasons: Vec<(f64, f64)> = (0..TOPICS).map(|_| (0.25 * self.chance.unit(), self.chance.unit())).collect();
        for (month, number) in (0..MONTHS).zip(0_u32..) {
            let year = f64::from(number) / 12.0;
            let city = self.a_month * (1.0 + 0.04 * year);
            for (topic, (height, phase)) in seasons.iter().enumerate() {
                let season = 1.0 + height * (std::f64::consts::TAU * (year + phase)).sin();
                for area in 0..AREAS {
                    // Each area and topic has its good and bad months.
                    let mood = self.chance.gamma(SCATTER) / f64::from(SCATTER);
                    let usual = city * season * mood * self.areas[area] * self.topics[topic];
                    for asker in 0..ASKERS {
                        let mut mean = usual * self.asks[topic][asker];
                        mean *= match plant {
                            Plant::Closure { area: at, topic: of, from }
                                if month >= from && (area, topic) == (at, of) =>
                            {
                                2.0
                            }
                            Plant::Discharge { asker: who, topic: of, from }
                                if month >= from && (asker, topic) == (who, of) =>
                            {
                                2.0
                            }
                            _ => 1.0,
                        };
                        for _ in 0..self.chance.poisson(mean) {
                            let mut of = vec![area, AREAS + topic, AREAS + TOPICS + TAGS + asker];
                            for (tag, share) in self.tags.iter().enumerate() {
                                if self.chance.unit() < *share {
                                    of.push(AREAS + TOPICS + tag);
                                }
                            }
                            counts.add(month, &of);
                        }
                    }
                }
            }
        }
        counts
    }
}

fn nearest(usual: f64, all: impl Iterator<Item = ((usize, usize), f64)>) -> ((usize, usize), f64) {
    let off = |one: &((usize, usize), f64)| (one.1 - usual).abs();
    all.min_by(|one, other| off(one).total_cmp(&off(other))).unwrap_or(((0, 0), 0.0))
}

/// All facets of such a city, areas first.
fn facets() -> Vec<Facet> {
    let areas = (0..AREAS).map(|at| Facet::Area(AreaCode(format!("area{at}"))));
    let topics = (0..TOPICS).map(|at| Facet::Topic(Code(format!("topic{at}"))));
    let tags = (0..TAGS).map(|at| Facet::Tag(Code(format!("tag{at}"))));
    areas.chain(topics).chain(tags).chain(Asker::ALL[..ASKERS].iter().map(|asker| Facet::Asker(*asker))).collect()
}

/// Whether a rise names what was planted: the pair itself, or the topic where it doubles in the whole city.
pub fn names(rise: &Rise, plant: Plant) -> bool {
    let facets = facets();
    let is = |series: &Series, a: usize, b: usize| {
        let both = [Some(&series.of), series.with.as_ref()];
        [a, b].iter().all(|of| both.contains(&Some(&facets[*of])))
    };
    match plant {
        Plant::Nothing => false,
        Plant::Closure { area, topic, .. } => is(&rise.series, area, AREAS + topic),
        Plant::Discharge { asker, topic, .. } => {
            let (asker, topic) = (AREAS + TOPICS + TAGS + asker, AREAS + topic);
            is(&rise.series, asker, topic) || (rise.series.with.is_none() && rise.series.of == facets[topic])
        }
    }
}

/// The interval in which a share lies, 95 times in 100 (Wilson).
pub fn interval(hits: u32, of: u32) -> (f64, f64) {
    let (n, z) = (f64::from(of), 1.96_f64);
    let share = f64::from(hits) / n;
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let reach = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    ((middle - reach).max(0.0), (middle + reach).min(1.0))
}

struct Chance(ChaCha8Rng);

impl Chance {
    /// Between 0 and 1.
    fn unit(&mut self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "53 bits are kept")]
        let bits = (self.0.next_u64() >> 11) as f64;
        (bits + 0.5) / 9_007_199_254_740_992.0
    }

    /// A gamma of a whole shape: a sum of waiting times.
    fn gamma(&mut self, shape: u32) -> f64 {
        (0..shape).map(|_| -self.unit().ln()).sum()
    }

    /// How many arrive while so many are expected.
    fn poisson(&mut self, mean: f64) -> u32 {
        let (mut waited, mut many) = (-self.unit().ln(), 0);
        while waited < mean {
            waited += -self.unit().ln();
            many += 1;
        }
        many
    }
}
