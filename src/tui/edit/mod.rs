//! Text while it is being edited: one buffer for one line and for many.

mod buffer;
mod line;
mod lines;

pub use buffer::Buffer;
pub use line::draw_line;
pub use lines::draw_lines;

/// A move or a change in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    Backspace,
    Delete,
    /// Deletes the word before the cursor.
    DeleteWord,
    /// Deletes from the cursor to the end of the line.
    Kill,
    Undo,
}
