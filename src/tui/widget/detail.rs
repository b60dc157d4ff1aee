//! A text that says all about one record: headings, labelled values, paragraphs; wrapped and scrolled.

use crate::tui::app::View;
use crate::tui::step::Step;
use crate::tui::surface::{Surface, width, wrap};
use ratatui::style::Style;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Heading(String),
    Pair(String, String),
    Text(String),
    /// A sign before the text, such as `!`.
    Marked(char, String),
    Rule,
    Gap,
}

/// What a detail says, line by line. Built once for a record, drawn often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    lines: Vec<Line>,
}

impl Doc {
    pub fn heading(mut self, text: impl Into<String>) -> Self {
        self.lines.push(Line::Heading(text.into()));
        self
    }

    /// A labelled value; an empty value leaves the line out.
    pub fn pair(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.lines.push(Line::Pair(label.into(), value));
        }
        self
    }

    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.lines.push(Line::Text(text.into()));
        self
    }

    /// A paragraph with a sign before it, such as `!` for what must be seen.
    pub fn marked(mut self, sign: char, text: impl Into<String>) -> Self {
        self.lines.push(Line::Marked(sign, text.into()));
        self
    }

    pub fn rule(mut self) -> Self {
        self.lines.push(Line::Rule);
        self
    }

    pub fn gap(mut self) -> Self {
        self.lines.push(Line::Gap);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// A [`Doc`] on the screen.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    doc: Doc,
    top: usize,
    page: usize,
    /// Rows of the whole text at the width of the last frame.
    rows: usize,
}

impl Detail {
    /// Shows another record, from its first line.
    pub fn open(&mut self, doc: Doc) {
        self.doc = doc;
        self.top = 0;
    }

    /// Shows the same record as it is now, without moving.
    pub fn refresh(&mut self, doc: Doc) {
        self.doc = doc;
    }

    pub fn step(&mut self, step: Step) {
        let last = self.rows.saturating_sub(self.page);
        self.top = step.from(self.top, last + 1, self.page);
    }

    /// Draws what fits, with a sign in the last column of the last row if more follows.
    pub fn draw(&mut self, on: &mut Surface, view: &View) {
        self.page = usize::from(on.height());
        self.rows = self.paint(on, view);
        let last = self.rows.saturating_sub(self.page);
        if self.top > last {
            // The page has grown or the text shrunk since the last move.
            self.top = last;
            on.clear(view.theme().plain);
            self.paint(on, view);
        }
        if self.rows > self.top + self.page && on.height() > 0 {
            let corner = on.width().saturating_sub(1);
            on.text(corner, on.height() - 1, "v", view.theme().key);
        }
    }

    /// Draws the rows from the top on. Gives how many the whole text has.
    fn paint(&self, on: &mut Surface, view: &View) -> usize {
        let theme = view.theme();
        let columns = usize::from(on.width().saturating_sub(1));
        let mut at = 0_usize;
        let top = self.top;
        let mut put = |on: &mut Surface, x: u16, text: &str, style: Style, advance: bool| {
            let row = at.checked_sub(top).and_then(|y: usize| u16::try_from(y).ok());
            if let Some(y) = row {
                on.text(x, y, text, style);
            }
            at += usize::from(advance);
        };
        for line in &self.doc.lines {
            match line {
                Line::Gap => put(on, 0, "", theme.plain, true),
                Line::Rule => put(on, 0, "----", theme.faint, true),
                Line::Heading(text) => {
                    for part in wrap(text, columns, on.signs()) {
                        put(on, 0, part, theme.strong, true);
                    }
                }
                Line::Text(text) => {
                    for part in wrap(text, columns, on.signs()) {
                        put(on, 0, part, theme.plain, true);
                    }
                }
                Line::Marked(sign, text) => {
                    let mut sign_text = [0; 4];
                    put(on, 0, sign.encode_utf8(&mut sign_text), theme.alarm, false);
                    for part in wrap(text, columns.saturating_sub(2), on.signs()) {
                        put(on, 2, part, theme.plain, true);
                    }
                }
                Line::Pair(label, value) => {
                    put(on, 0, label, theme.faint, false);
                    let indent = width(label, on.signs()).max(8) + 2;
                    let x = u16::try_from(indent).unwrap_or(0);
                    for part in wrap(value, columns.saturating_sub(indent), on.signs()) {
                        put(on, x, part, theme.plain, true);
                    }
                }
            }
        }
        at
    }
}
