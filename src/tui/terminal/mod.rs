//! The terminal: what it sends, what it is sent, and how it is left as it was.

mod backend;
mod flow;
mod guard;
pub mod input;
mod probe;
mod reader;
mod style;
#[cfg(test)]
mod tests;

pub use backend::{Measure, ThinBackend};
pub use flow::Flow;
pub use guard::Guard;
pub use input::Input;
pub use probe::{Probed, probe};
pub use reader::start as start_reader;

use ratatui::layout::Size;

/// The size of the window on standard output; 80 by 24 where nobody knows.
pub fn window_size() -> Size {
    match rustix::termios::tcgetwinsize(std::io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size { width: size.ws_col, height: size.ws_row },
        _ => Size { width: 80, height: 24 },
    }
}
