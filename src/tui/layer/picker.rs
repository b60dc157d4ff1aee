//! The common part of palette, search and pickers: a line that is typed into, and a list under it.

use crate::tui::app::View;
use crate::tui::edit::{Buffer, Edit, draw_line};
use crate::tui::key::Key;
use crate::tui::step::Step;
use crate::tui::surface::{Pen, Surface, width};
use crate::words::{Text, screen};

/// What is typed, and which of the hits is selected.
#[derive(Clone, Debug, Default)]
pub struct Query {
    buffer: Buffer,
    selected: usize,
    total: usize,
    page: usize,
}

impl Query {
    pub fn new(text: &str) -> Self {
        Self { buffer: Buffer::new(text), ..Self::default() }
    }

    pub fn text(&self) -> &str {
        self.buffer.text()
    }

    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Takes a typed character.
    pub fn typed(&mut self, key: Key) -> bool {
        let Some(c) = key.typed() else { return false };
        self.buffer.insert(c.encode_utf8(&mut [0; 4]));
        true
    }

    /// Takes pasted text, line ends as blanks.
    pub fn paste(&mut self, text: &str) {
        self.buffer.insert(&text.replace('\n', " "));
    }

    pub fn edit(&mut self, edit: Edit) {
        self.buffer.edit(edit);
    }

    pub fn step(&mut self, step: Step) {
        self.selected = step.from(self.selected, self.total, self.page);
    }

    /// So many hits are there now; the first is selected, the best one.
    pub fn found(&mut self, total: usize) {
        self.total = total;
        self.selected = 0;
    }

    /// Draws the line and, by `paint`, the hits that fit.
    pub fn draw(&mut self, on: &mut Surface, view: &View, prompt: Text, paint: impl Fn(usize, &mut Pen, &View)) {
        let theme = view.theme();
        on.rule(0, theme.faint);
        let prompt = view.say(prompt);
        let indent = u16::try_from(width(prompt, on.signs())).unwrap_or(0) + 1;
        on.text(0, 1, prompt, theme.strong);
        let line = on.width().saturating_sub(indent);
        self.page = usize::from(on.height().saturating_sub(2)).max(1);
        let top = (self.selected + 1).saturating_sub(self.page);
        for (y, at) in (2..on.height()).zip(top..self.total) {
            let mut pen = on.pen(y);
            pen.put(if at == self.selected { ">" } else { " " });
            paint(at, &mut pen, view);
            if at == self.selected {
                on.style_row(y, theme.selected);
            }
        }
        if self.total == 0 && !self.text().is_empty() {
            on.text(1, 2, view.say(screen::NOTHING_FOUND), theme.faint);
        }
        draw_line(&self.buffer, &mut on.part(indent, 1, line, 1), theme.plain, true);
    }
}
