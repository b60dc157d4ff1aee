//! A buffer of one line on the screen, scrolled so that the cursor is seen.

use super::Buffer;
use crate::tui::surface::{Surface, clusters, width};
use ratatui::style::Style;

/// Draws the buffer into the first row; with the focus the hardware cursor stands in it.
pub fn draw_line(buffer: &Buffer, on: &mut Surface, style: Style, focused: bool) {
    let signs = on.signs();
    let (before, _) = buffer.text().split_at(buffer.cursor());
    // One cell is kept free for the cursor behind the last character.
    let room = usize::from(on.width().saturating_sub(2));
    let mut skipped = 0;
    let mut used = width(before, signs);
    if focused {
        for (cluster, columns) in clusters(before, signs) {
            if used <= room {
                break;
            }
            used -= usize::from(columns);
            skipped += cluster.len();
        }
    } else {
        used = 0;
    }
    on.text(0, 0, &buffer.text()[skipped..], style);
    if focused {
        on.caret(u16::try_from(used).unwrap_or(u16::MAX), 0);
    }
}
