//! What panes are put together from: windowed lists, detail texts, the split of the screen, curves.

mod curve;
mod detail;
mod list;
mod split;

pub use curve::Curve;
pub use detail::{Detail, Doc};
pub use list::{Keyed, List, WINDOW};
pub use split::{Part, Split};
