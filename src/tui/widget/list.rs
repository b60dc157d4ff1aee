//! A list of which the server holds all and the screen a window; the selection is a record, not a row.

use crate::api::{Page, Request, Window};
use crate::tui::app::{Cx, Latest, Ticket, View};
use crate::tui::step::Step;
use crate::tui::surface::{Pen, Surface};
use crate::words::Text;
use crate::words::screen as words;

/// How many rows are asked for at once.
pub const WINDOW: usize = 96;
/// This near to the edge of the window the next one is asked for.
const MARGIN: usize = 24;

/// A row that stands for a record.
pub trait Keyed {
    type Id: Clone + PartialEq;

    fn id(&self) -> Self::Id;
}

/// A windowed list with a selection.
#[derive(Clone, Debug)]
pub struct List<T: Keyed> {
    rows: Vec<T>,
    /// The place of the first row in the whole list.
    offset: usize,
    total: usize,
    /// The place of the selection, and the record if it is in the window.
    at: usize,
    selected: Option<T::Id>,
    /// The place of the first row on the screen.
    top: usize,
    page: usize,
    asked: Latest,
    known: bool,
}

impl<T: Keyed> Default for List<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            offset: 0,
            total: 0,
            at: 0,
            selected: None,
            top: 0,
            page: 10,
            asked: Latest::default(),
            known: false,
        }
    }
}

impl<T: Keyed> List<T> {
    /// The window to ask the server for.
    pub fn window(&self) -> Window {
        let offset = self.at.saturating_sub(WINDOW / 2);
        Window { offset: u32::try_from(offset).unwrap_or(u32::MAX), limit: u32::try_from(WINDOW).unwrap_or(u32::MAX) }
    }

    /// Asks for the window again, by the request that is made for it.
    pub fn ask(&mut self, request: impl FnOnce(Window) -> Request, cx: &mut Cx) {
        self.asked.ask(request(self.window()), cx);
    }

    /// True for the answer to the newest request of this list; then [`fill`](Self::fill) it.
    pub fn takes(&mut self, ticket: Ticket) -> bool {
        self.asked.takes(ticket)
    }

    /// Asks for another window if the selection has come near the edge of this one.
    pub fn ask_if_needed(&mut self, request: impl FnOnce(Window) -> Request, cx: &mut Cx) {
        let end = self.offset + self.rows.len();
        let near_start = self.offset > 0 && self.at < self.offset + MARGIN;
        let near_end = end < self.total && self.at + MARGIN >= end;
        if (near_start || near_end) && !self.asked.is_waiting() {
            self.ask(request, cx);
        }
    }

    /// Takes a window from the server. The selection stays on its record and the record on its row of the screen;
    /// if the record has gone, the selection stays where it was.
    pub fn fill(&mut self, page: Page<T>) {
        self.known = true;
        self.total = page.total as usize;
        self.offset = page.offset as usize;
        self.rows = page.rows;
        let found = self.selected.as_ref().and_then(|id| self.rows.iter().position(|row| row.id() == *id));
        if let Some(found) = found {
            let to = self.offset + found;
            self.top = (self.top + to).saturating_sub(self.at);
            self.at = to;
        } else {
            self.at = self.at.min(self.total.saturating_sub(1));
            self.selected = self.row_at(self.at).map(Keyed::id);
        }
        self.keep_in_sight();
    }

    /// Forgets everything: another list begins.
    pub fn clear(&mut self) {
        *self = Self { page: self.page, ..Self::default() };
    }

    /// Selects the record, here if the window holds it, else once it is found at this place of the whole list.
    pub fn select(&mut self, id: T::Id, place: Option<usize>) {
        let here = self.rows.iter().position(|row| row.id() == id).map(|row| self.offset + row);
        if let Some(at) = here.or(place) {
            self.at = at;
        }
        self.selected = Some(id);
        self.keep_in_sight();
    }

    /// Moves the selection. Returns whether another record is selected now.
    pub fn step(&mut self, step: Step) -> bool {
        let to = step.from(self.at, self.total, self.page);
        if to == self.at {
            return false;
        }
        self.at = to;
        self.selected = self.row_at(to).map(Keyed::id);
        self.keep_in_sight();
        true
    }

    pub fn selected(&self) -> Option<&T> {
        self.row_at(self.at)
    }

    pub fn selected_id(&self) -> Option<&T::Id> {
        self.selected.as_ref()
    }

    /// The rows of the window.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// The length of the whole list.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The place of the selection in the whole list, from zero.
    pub fn place(&self) -> usize {
        self.at
    }

    fn row_at(&self, at: usize) -> Option<&T> {
        at.checked_sub(self.offset).and_then(|row| self.rows.get(row))
    }

    fn keep_in_sight(&mut self) {
        let page = self.page.max(1);
        self.top = self.top.min(self.at).max((self.at + 1).saturating_sub(page));
        self.top = self.top.min(self.total.saturating_sub(page));
    }

    /// Draws the rows that fit: `>` and reversed for the selection, and the rest by `paint`.
    pub fn draw(&mut self, on: &mut Surface, view: &View, empty: Text, paint: impl Fn(&T, &mut Pen, &View)) {
        self.page = usize::from(on.height());
        self.keep_in_sight();
        let theme = view.theme();
        if self.total == 0 {
            let text = if self.known { empty } else { words::LOADING };
            on.text(1, 0, view.say(text), theme.faint);
            return;
        }
        for y in 0..on.height() {
            let at = self.top + usize::from(y);
            if at >= self.total {
                break;
            }
            let mut pen = on.pen(y);
            pen.put(if at == self.at { ">" } else { " " });
            match self.row_at(at) {
                Some(row) => paint(row, &mut pen, view),
                None => {
                    pen.put(" ...");
                }
            }
            if at == self.at {
                on.style_row(y, theme.selected);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Row(u64);

    impl Keyed for Row {
        type Id = u64;

        fn id(&self) -> u64 {
            self.0
        }
    }

    fn page(all: &[u64], window: Window) -> Page<Row> {
        Page::of(all, window, |id| Row(*id))
    }

    #[test]
    fn a_refresh_never_moves_the_selection() {
        let mut list = List::default();
        let all: Vec<u64> = (0..100).collect();
        list.fill(page(&all, list.window()));
        for _ in 0..30 {
            list.step(Step::Down);
        }
        let row = list.place() - list.top;
        let more: Vec<u64> = (1000..1005).chain(0..100).collect();
        list.fill(page(&more, list.window()));
        assert_eq!(list.selected(), Some(&Row(30)));
        assert_eq!(list.place() - list.top, row);
        let without: Vec<u64> = more.iter().copied().filter(|id| *id != 30).collect();
        list.fill(page(&without, list.window()));
        assert_eq!(list.selected(), Some(&Row(31)));
    }

    proptest! {
        #[test]
        fn the_selection_is_always_on_the_screen_and_in_the_list(
            lengths in prop::collection::vec(0u64..700, 1..5),
            steps in prop::collection::vec((0usize..6, 0usize..4), 0..60),
            height in 1usize..40,
        ) {
            const STEPS: [Step; 6] = [Step::Up, Step::Down, Step::PageUp, Step::PageDown, Step::First, Step::Last];
            let mut list = List::<Row> { page: height, ..List::default() };
            for (step, length) in steps {
                let all: Vec<u64> = (0..lengths[length % lengths.len()]).collect();
                list.fill(page(&all, list.window()));
                list.step(STEPS[step]);
                list.fill(page(&all, list.window()));
                prop_assert!(list.at < list.total.max(1));
                prop_assert!(list.top <= list.at && list.at < list.top + height);
                prop_assert_eq!(list.selected().is_some(), !all.is_empty());
                prop_assert_eq!(list.selected().map(Keyed::id), list.selected);
            }
        }
    }
}
