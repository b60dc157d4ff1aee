//! The 24/365 gap check: weekly plans of those who cover one patient, less absences, with whoever stands in.
//!
//! Pure rules over half hours. A half hour is covered when a plan covers it of somebody who is not away, or when
//! somebody has agreed to stand in; every other half hour is uncovered. National holidays are days of their own:
//! a plan covers them only where it says so.

mod cover;
mod half_hours;
mod period;
mod rota;
#[cfg(test)]
mod tests;
mod written;

pub use cover::{Cover, DayOfPlan, Days, Hours, Shift};
pub use half_hours::{HalfHour, HalfHours, PER_DAY};
pub use period::{Period, midnight};
pub use rota::{DayOfRota, Duty, NIGHT, Relief, Rota, Standing, Watch, days_of_plan, night_of};
pub use written::{CoverProblem, MOST_SHIFTS};
