//! The terminal: what it sends, what it is sent, and how it is left as it was.

mod backend;
mod flow;
pub mod input;
mod style;

pub use backend::{Measure, ThinBackend};
pub use flow::Flow;
pub use input::Input;
