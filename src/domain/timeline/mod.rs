//! One patient's timeline (経過): typed entries by when they happened, and the steps of other records between them.

pub mod item;
mod occurred;

pub use item::{StepItem, StepName, StepOf, TimelineSource};
pub use occurred::Occurred;
