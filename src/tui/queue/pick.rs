//! One of several things of a consultation, such as the step that is to be corrected.

use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, View};
use crate::tui::filter::Filter;
use crate::tui::layer::picker::{Find, Local, Picker};
use crate::tui::surface::Pen;
use crate::words::Text;
use crate::words::actions as common;
use crate::words::queue::screen as words;

type Chosen = Box<dyn FnOnce(usize, &mut Cx)>;

/// A list of lines of which one is chosen.
pub type Pick = Picker<Lines>;

/// The lines, and what follows the choice.
pub struct Lines {
    prompt: Text,
    all: Local<String>,
    chosen: Option<Chosen>,
}

impl Pick {
    /// Of these lines; `chosen` is given the place of the one taken.
    pub(super) fn of(prompt: Text, lines: Vec<String>, chosen: impl FnOnce(usize, &mut Cx) + 'static) -> Self {
        let total = lines.len();
        let keyed = lines.into_iter().map(|line| (line.clone(), Filter::of(&[&line])));
        Self::new(Lines { prompt, all: Local::of(keyed.collect()), chosen: Some(Box::new(chosen)) }, total)
    }

    fn take(&mut self, cx: &mut Cx) {
        let Some(at) = self.find.all.place(self.selected()) else { return };
        if let Some(chosen) = self.find.chosen.take() {
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

impl Find for Lines {
    const PLACE: Place = Place { words: words::PLACE_PICK, contexts: &["pick", "list", "edit"], typing: true };
    const ROWS: u16 = 10;

    fn prompt(&self) -> Text {
        self.prompt
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Option<usize> {
        Some(self.all.narrow(typed))
    }

    fn paint(&self, at: usize, _typed: &str, pen: &mut Pen, view: &View) {
        if let Some(line) = self.all.get(at) {
            pen.gap(1).style(view.theme().plain).put(line);
        }
    }
}
