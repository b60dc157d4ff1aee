//! One patient's timeline (経過): typed entries by when they happened, and the steps of other records between them.
//!
//! Nothing is erased. An entry that is not confirmed yet may be amended by its writer, and keeps what it said before;
//! a correction is a new entry beside the old one; an entry on the wrong patient stays there and names the one that
//! stands for it on the right one.

mod acp;
mod content;
mod decide;
mod entry;
pub mod item;
mod occurred;
#[cfg(test)]
mod tests;
mod weight;

pub use acp::{AcpTopic, ByTopic, SinceBefore, by_topic, since_before};
pub use content::{
    Amount, Attendee, Content, Destination, Dosing, Excreted, Grams, Injury, ItemKind, MealTime, Meeting, Speaker,
    Statement, Urgent, WeighedAt,
};
pub use decide::{EntryProblem, Part, TEXT_LIMIT, Writer, tenths};
pub use entry::{Correction, Earlier, Entry, EntryEvent, EntryRef, Moved, Origin, Written};
pub use item::{StepItem, StepName, StepOf, TimelineSource};
pub use occurred::Occurred;
pub use weight::{HALF_YEAR_DAYS, Loss, LossWindow, MONTH_DAYS, Weighing, WeightPoint, curve};
