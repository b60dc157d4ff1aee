//! One of several things of a consultation, such as the step that is to be corrected.

use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, View};
use crate::tui::edit::Edit;
use crate::tui::filter::{Filter, best};
use crate::tui::key::Key;
use crate::tui::layer::Layer;
use crate::tui::layer::picker::Query;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::Text;
use crate::words::actions as common;
use crate::words::queue::screen as words;

type Chosen = Box<dyn FnOnce(usize, &mut Cx)>;

/// A list of lines of which one is chosen.
pub struct Pick {
    prompt: Text,
    lines: Vec<String>,
    filters: Vec<Filter>,
    found: Vec<usize>,
    query: Query,
    chosen: Option<Chosen>,
}

impl Pick {
    pub const PLACE: Place = Place { words: words::PLACE_PICK, contexts: &["pick", "list", "edit"], typing: true };

    /// Of these lines; `chosen` is given the place of the one taken.
    pub(super) fn of(prompt: Text, lines: Vec<String>, chosen: impl FnOnce(usize, &mut Cx) + 'static) -> Self {
        let filters = lines.iter().map(|line| Filter::of(&[line])).collect();
        let mut pick =
            Self { prompt, lines, filters, found: Vec::new(), query: Query::default(), chosen: Some(Box::new(chosen)) };
        pick.search();
        pick
    }

    fn search(&mut self) {
        self.found = best(self.query.text(), self.filters.iter());
        self.query.found(self.found.len());
    }

    fn take(&mut self, cx: &mut Cx) {
        let Some(at) = self.found.get(self.query.selected()).copied() else { return };
        if let Some(chosen) = self.chosen.take() {
            cx.close();
            chosen(at, cx);
        }
    }
}

impl Acts for Pick {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("pick.take", words::PICK, Self::take).hinted(),
        Action::new("pick.close", common::CLOSE, |_, cx| cx.close()).hinted(),
    ];
}

impl Layer for Pick {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn typed(&mut self, key: Key, _cx: &mut Cx) -> bool {
        let used = self.query.typed(key);
        self.search();
        used
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        self.query.paste(text);
        self.search();
    }

    fn edit(&mut self, edit: Edit, _cx: &mut Cx) {
        self.query.edit(edit);
        self.search();
    }

    fn step(&mut self, step: Step, _cx: &mut Cx) {
        self.query.step(step);
    }

    fn height(&self, free: u16) -> u16 {
        free.min(10)
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let (lines, found) = (&self.lines, &self.found);
        self.query.draw(on, view, self.prompt, |at, pen, view| {
            if let Some(line) = found.get(at).and_then(|at| lines.get(*at)) {
                pen.gap(1).style(view.theme().plain).put(line);
            }
        });
    }
}
