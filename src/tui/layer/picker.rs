//! The one layer in which something is found by typing: a line that is typed into, and what matches under it.
//! What there is to find and what is done with it is a [`Find`]: commands, search hits, conditions, steps.

mod found;

pub use found::{Hits, Local};

use super::Layer;
use crate::api::{Answer, Problem};
use crate::tui::action::{Acts, Place};
use crate::tui::app::{Cx, Ticket, View};
use crate::tui::edit::{Buffer, Edit, draw_line};
use crate::tui::key::Key;
use crate::tui::step::Step;
use crate::tui::surface::{Pen, Surface, width};
use crate::words::{Text, forms, screen};

/// What a picker finds. Its actions are written as `impl Acts for Picker<…>`.
pub trait Find: 'static {
    /// The contexts of its keys; characters are typed.
    const PLACE: Place;
    /// The most rows that it covers.
    const ROWS: u16 = u16::MAX;

    /// The word before the line.
    fn prompt(&self) -> Text;

    /// What is typed has changed. Gives how many match, or nothing if the answer is yet to come.
    fn narrow(&mut self, typed: &str, cx: &mut Cx) -> Option<usize>;

    /// What the server finds for it, if it searches there: then the answers are taken from there too.
    fn hits(&mut self) -> Option<&mut Hits> {
        None
    }

    /// Draws one of the matches behind the sign of the selection.
    fn paint(&self, at: usize, typed: &str, pen: &mut Pen, view: &View);
}

/// The layer.
pub struct Picker<F: Find> {
    pub find: F,
    query: Query,
}

impl<F: Find> Picker<F> {
    /// Opens with so many matches before anything is typed.
    pub fn new(find: F, total: usize) -> Self {
        let mut query = Query::default();
        query.found(total);
        Self { find, query }
    }

    /// What is typed, without blanks at its ends.
    pub fn typed_text(&self) -> &str {
        self.query.text().trim()
    }

    /// Which match is selected.
    pub fn selected(&self) -> usize {
        self.query.selected()
    }

    /// Empties the line.
    pub fn start_over(&mut self, cx: &mut Cx) {
        self.query = Query::default();
        self.narrow(cx);
    }

    fn narrow(&mut self, cx: &mut Cx) {
        if let Some(total) = self.find.narrow(self.query.text().trim(), cx) {
            self.query.found(total);
        }
    }
}

impl<F: Find> Layer for Picker<F>
where
    Self: Acts,
{
    fn place(&self) -> Place {
        F::PLACE
    }

    fn typed(&mut self, key: Key, cx: &mut Cx) -> bool {
        let used = self.query.typed(key);
        if used {
            self.narrow(cx);
        }
        used
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.query.paste(text);
        self.narrow(cx);
    }

    fn edit(&mut self, edit: Edit, cx: &mut Cx) {
        self.query.edit(edit);
        self.narrow(cx);
    }

    fn step(&mut self, step: Step, _cx: &mut Cx) {
        self.query.step(step);
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        if let Some(total) = self.find.hits().and_then(|hits| hits.answer(ticket, outcome, cx)) {
            self.query.found(total);
        }
    }

    fn height(&self, free: u16) -> u16 {
        free.min(F::ROWS)
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let searching = self.find.hits().is_some_and(|hits| hits.is_searching());
        let (find, typed) = (&self.find, self.query.text().trim().to_owned());
        let nothing = if searching { forms::SEARCHING } else { screen::NOTHING_FOUND };
        self.query.draw(on, view, [find.prompt(), nothing], |at, pen, view| find.paint(at, &typed, pen, view));
    }
}

/// What is typed, and which of the hits is selected.
#[derive(Clone, Debug, Default)]
struct Query {
    buffer: Buffer,
    selected: usize,
    total: usize,
    page: usize,
}

impl Query {
    fn text(&self) -> &str {
        self.buffer.text()
    }

    fn selected(&self) -> usize {
        self.selected
    }

    /// Takes a typed character.
    fn typed(&mut self, key: Key) -> bool {
        let Some(c) = key.typed() else { return false };
        self.buffer.insert(c.encode_utf8(&mut [0; 4]));
        true
    }

    /// Takes pasted text, line ends as blanks.
    fn paste(&mut self, text: &str) {
        self.buffer.insert(&text.replace('\n', " "));
    }

    fn edit(&mut self, edit: Edit) {
        self.buffer.edit(edit);
    }

    fn step(&mut self, step: Step) {
        self.selected = step.from(self.selected, self.total, self.page);
    }

    /// So many hits are there now; the first is selected, the best one.
    fn found(&mut self, total: usize) {
        self.total = total;
        self.selected = 0;
    }

    /// Draws the line and, by `paint`, the hits that fit.
    fn draw(
        &mut self,
        on: &mut Surface,
        view: &View,
        [prompt, nothing]: [Text; 2],
        paint: impl Fn(usize, &mut Pen, &View),
    ) {
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
            on.text(1, 2, view.say(nothing), theme.faint);
        }
        draw_line(&self.buffer, &mut on.part(indent, 1, line, 1), theme.plain, true);
    }
}
