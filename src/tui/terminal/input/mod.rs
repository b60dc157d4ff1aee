//! What the terminal sends, as the loop hears it.

mod decoder;
mod sequence;

pub use decoder::Decoder;

use crate::tui::key::Key;

/// Something that came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// Pasted text, its line ends as `\n`; not yet neutralised.
    Paste(String),
    /// Where the cursor stands, counted from one: the answer to a request for its position.
    CursorAt {
        column: u16,
        row: u16,
    },
    /// The answer to a request for the terminal's status: it has drawn all before.
    Ready,
    /// The window has another size.
    Resize,
    /// A sequence that means nothing here. It is named so that nothing is silently lost.
    Unknown,
}
