//! Which counts of consultations rise beyond chance: candidates for an issue of the region.
//!
//! What it promises: a count is held against its own past and against the rest of the city in the same months, by a test
//! that stands counts that scatter more than chance alone would; of all that one month's run calls a candidate, no more
//! than the named share is expected to be chance; what is too young or too small to be judged is not judged.
//!
//! The test is the quasi-Poisson comparison with the same season of earlier years of Farrington et al., *A statistical
//! algorithm for the early detection of outbreaks of infectious disease*, J. R. Stat. Soc. A 159 (1996) 547–563, with the
//! negative binomial tail of Noufaily et al., *An improved algorithm for outbreak detection in multiple surveillance
//! systems*, Statistics in Medicine 32 (2013) 1206–1222. The rest of the city takes the place of their trend term: what
//! rises everywhere at once is no rise of one series. The share of false ones is held by Benjamini and Hochberg,
//! *Controlling the false discovery rate*, J. R. Stat. Soc. B 57 (1995) 289–300.

mod counts;
mod discovery;
mod tail;
mod test;

#[cfg(test)]
mod tests;

pub use counts::{Counts, Facet, Series};
pub use discovery::false_discovery_rate;
pub use tail::upper_tail;
pub use test::{BASE_YEARS, LEAST_COUNT, LEAST_MONTHS, Rise, WINDOW, dispersion, rises};

/// The share of false candidates that is accepted among those of one month's run.
pub const FALSE_DISCOVERY_RATE: f64 = 0.075;

/// Counts below this are called small wherever they are shown: one or two consultations more or less change the picture.
pub const SMALL_COUNT: u32 = 10;
