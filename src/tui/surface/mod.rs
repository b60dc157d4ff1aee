//! The part of the screen that one thing may draw on: text by its real width, rules, the caret.

mod measure;
mod pen;

pub use measure::{clusters, fit, width, wrap};
pub use pen::{Align, Pen};

use crate::text::Ambiguous;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::num::NonZeroU16;

const TWO: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);

/// A rectangle of the screen. Coordinates are relative to it, and nothing is ever drawn outside of it.
pub struct Surface<'a> {
    buffer: &'a mut Buffer,
    caret: &'a mut Option<Position>,
    area: Rect,
    signs: Ambiguous,
}

impl<'a> Surface<'a> {
    pub fn new(buffer: &'a mut Buffer, caret: &'a mut Option<Position>, signs: Ambiguous) -> Self {
        let area = buffer.area;
        Self { buffer, caret, area, signs }
    }

    pub fn width(&self) -> u16 {
        self.area.width
    }

    pub fn height(&self) -> u16 {
        self.area.height
    }

    /// How this terminal draws characters of ambiguous width, and so which signs are used.
    pub fn signs(&self) -> Ambiguous {
        self.signs
    }

    /// A part of this surface; what reaches beyond it is cut off.
    pub fn part(&mut self, x: u16, y: u16, width: u16, height: u16) -> Surface<'_> {
        let wanted = Rect { x: self.area.x.saturating_add(x), y: self.area.y.saturating_add(y), width, height };
        let area = wanted.intersection(self.area);
        Surface { buffer: self.buffer, caret: self.caret, area, signs: self.signs }
    }

    /// A part that a [`Split`](crate::tui::widget::Split) has worked out.
    pub fn at(&mut self, part: crate::tui::widget::Part) -> Surface<'_> {
        self.part(part.x, part.y, part.width, part.height)
    }

    /// The rows from `y`, at most `height` of them.
    pub fn rows(&mut self, y: u16, height: u16) -> Surface<'_> {
        self.part(0, y, self.area.width, height)
    }

    /// A pen at the start of row `y`.
    pub fn pen(&mut self, y: u16) -> Pen<'_> {
        Pen::new(self.rows(y, 1))
    }

    /// Writes `text` from column `x` of row `y`, never cutting a character in two. Returns the column behind it.
    pub fn text(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let mut at = x;
        if y >= self.area.height {
            return at;
        }
        for (cluster, columns) in clusters(text, self.signs) {
            if columns == 0 {
                continue;
            }
            if at.saturating_add(columns) > self.area.width {
                break;
            }
            self.put(at, y, cluster, columns, style);
            at += columns;
        }
        at
    }

    fn put(&mut self, x: u16, y: u16, cluster: &str, columns: u16, style: Style) {
        let at = Position { x: self.area.x + x, y: self.area.y + y };
        if let Some(cell) = self.buffer.cell_mut(at) {
            cell.set_symbol(cluster).set_style(style);
            cell.set_diff_option(CellDiffOption::None);
            if columns == 2 {
                // ratatui counts ambiguous characters as one cell; this terminal may not.
                cell.set_diff_option(CellDiffOption::ForcedWidth(TWO));
            }
        }
        for filler in 1..columns {
            if let Some(cell) = self.buffer.cell_mut(Position { x: at.x + filler, y: at.y }) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Empties the surface and gives every cell the style.
    pub fn clear(&mut self, style: Style) {
        for y in self.area.top()..self.area.bottom() {
            for x in self.area.left()..self.area.right() {
                if let Some(cell) = self.buffer.cell_mut(Position { x, y }) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Lays a style over row `y`, whatever stands there.
    pub fn style_row(&mut self, y: u16, style: Style) {
        if y < self.area.height {
            let row = Rect { y: self.area.y + y, height: 1, ..self.area };
            self.buffer.set_style(row, style);
        }
    }

    /// A horizontal rule of ASCII hyphens, the same on every terminal.
    pub fn rule(&mut self, y: u16, style: Style) {
        for x in 0..self.area.width {
            self.text(x, y, "-", style);
        }
    }

    /// Shows the hardware cursor here; the input method follows it.
    pub fn caret(&mut self, x: u16, y: u16) {
        if self.area.width == 0 || self.area.height == 0 {
            return;
        }
        *self.caret = Some(Position {
            x: self.area.x + x.min(self.area.width - 1),
            y: self.area.y + y.min(self.area.height - 1),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(columns: u16, signs: Ambiguous, draw: impl FnOnce(&mut Surface)) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, 1));
        let mut caret = None;
        draw(&mut Surface::new(&mut buffer, &mut caret, signs));
        buffer
    }

    #[test]
    fn a_wide_character_is_never_cut_in_two() {
        let buffer = draw(5, Ambiguous::Narrow, |s| {
            assert_eq!(s.text(0, 0, "日本語", Style::new()), 4);
        });
        assert_eq!(buffer[(2, 0)].symbol(), "本");
        assert_eq!(buffer[(4, 0)].symbol(), " ");
    }

    #[test]
    fn ambiguous_characters_take_two_cells_where_the_terminal_says_so() {
        let narrow = draw(6, Ambiguous::Narrow, |s| {
            assert_eq!(s.text(0, 0, "①②", Style::new()), 2);
        });
        assert_eq!(narrow[(1, 0)].symbol(), "②");
        let wide = draw(6, Ambiguous::Wide, |s| {
            assert_eq!(s.text(0, 0, "①②", Style::new()), 4);
        });
        assert_eq!(wide[(2, 0)].symbol(), "②");
    }

    #[test]
    fn a_part_keeps_to_itself() {
        let buffer = draw(10, Ambiguous::Narrow, |s| {
            s.part(2, 0, 3, 1).text(0, 0, "abcdef", Style::new());
        });
        assert_eq!(buffer[(4, 0)].symbol(), "c");
        assert_eq!(buffer[(5, 0)].symbol(), " ");
    }
}
