//! A buffer of many lines on the screen, wrapped to its width and scrolled so that the cursor is seen.

use super::Buffer;
use crate::tui::surface::{Surface, width, wrap};
use ratatui::style::Style;

/// Draws the buffer into the surface; with the focus the hardware cursor stands in it.
pub fn draw_lines(buffer: &Buffer, on: &mut Surface, style: Style, focused: bool) {
    let signs = on.signs();
    let columns = usize::from(on.width().saturating_sub(1));
    let lines = wrap(buffer.text(), columns, signs);
    let (row, column) = place(buffer, &lines, |text| width(text, signs));
    let page = usize::from(on.height()).max(1);
    let top = if focused { (row + 1).saturating_sub(page) } else { 0 };
    for (y, line) in (0..on.height()).zip(lines.iter().skip(top)) {
        on.text(0, y, line, style);
    }
    if focused && let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(row - top)) {
        on.caret(x, y);
    }
}

/// The row and the cells before the cursor. Every line is a part of the buffer's text.
fn place(buffer: &Buffer, lines: &[&str], measure: impl Fn(&str) -> usize) -> (usize, usize) {
    let base = buffer.text().as_ptr() as usize;
    let starts = lines.iter().map(|line| line.as_ptr() as usize - base);
    let found = starts.enumerate().take_while(|(_, start)| *start <= buffer.cursor()).last();
    let (row, start) = found.unwrap_or((0, 0));
    (row, measure(&buffer.text()[start..buffer.cursor()]))
}
