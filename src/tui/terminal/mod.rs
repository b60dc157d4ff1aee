//! The terminal: what it sends, what it is sent, and how it is left as it was.

mod flow;
pub mod input;

pub use flow::Flow;
pub use input::Input;
