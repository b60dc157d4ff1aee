//! Writes one row from left to right in columns, allocating nothing.

use super::{Surface, fit, width};
use ratatui::style::Style;

/// On which side of its column a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// A pen moving along one row.
pub struct Pen<'a> {
    surface: Surface<'a>,
    x: u16,
    style: Style,
}

impl<'a> Pen<'a> {
    pub(super) fn new(surface: Surface<'a>) -> Self {
        Self { surface, x: 0, style: Style::new() }
    }

    /// What is written from here on has this style.
    pub fn style(&mut self, style: Style) -> &mut Self {
        self.style = style;
        self
    }

    /// The text as it is.
    pub fn put(&mut self, text: &str) -> &mut Self {
        self.x = self.surface.text(self.x, 0, text, self.style);
        self
    }

    /// Leaves `columns` empty.
    pub fn gap(&mut self, columns: u16) -> &mut Self {
        self.x = self.x.saturating_add(columns);
        self
    }

    /// The text in a column of `columns` cells: cut off or filled up with blanks, one blank behind it.
    pub fn column(&mut self, columns: u16, text: &str) -> &mut Self {
        self.aligned(columns, Align::Left, text)
    }

    /// The same with the text at the side that `align` names.
    pub fn aligned(&mut self, columns: u16, align: Align, text: &str) -> &mut Self {
        let (shown, used) = fit(text, usize::from(columns), self.surface.signs());
        let free = columns.saturating_sub(u16::try_from(used).unwrap_or(columns));
        let start = self.x + if align == Align::Right { free } else { 0 };
        self.surface.text(start, 0, shown, self.style);
        self.x = self.x.saturating_add(columns).saturating_add(1);
        self
    }

    /// Moves to column `x`, if the pen is not beyond it.
    pub fn to(&mut self, x: u16) -> &mut Self {
        self.x = self.x.max(x);
        self
    }

    /// Writes the text so that it ends at the right edge, if there is room left for it and one blank.
    pub fn right(&mut self, text: &str) -> &mut Self {
        let cells = width(text, self.surface.signs());
        let start = usize::from(self.surface.width()).checked_sub(cells).and_then(|x| u16::try_from(x).ok());
        if let Some(start) = start.filter(|start| *start > self.x || self.x == 0) {
            self.x = self.surface.text(start, 0, text, self.style);
        }
        self
    }

    /// The cells that are still free.
    pub fn left(&self) -> u16 {
        self.surface.width().saturating_sub(self.x)
    }

    /// The column in which the pen stands.
    pub fn at(&self) -> u16 {
        self.x
    }

    /// Shows the hardware cursor where the pen stands.
    pub fn caret(&mut self) -> &mut Self {
        let x = self.x;
        self.surface.caret(x, 0);
        self
    }
}
