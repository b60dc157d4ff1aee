//! Search over resources, patients and consultations from anywhere.

use super::picker::{Find, Hits, Picker};
use crate::api::search::{SearchHit, SearchKind};
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Target, View};
use crate::tui::surface::Pen;
use crate::words::{Text, actions as words, screen};

/// The search line with its hits.
pub type GlobalSearch = Picker<Everything>;

/// Whatever the centre knows.
#[derive(Default)]
pub struct Everything(Hits);

impl Default for GlobalSearch {
    fn default() -> Self {
        Self::new(Everything::default(), 0)
    }
}

impl GlobalSearch {
    fn open(&mut self, cx: &mut Cx) {
        if let Some(target) = self.find.0.settled(self.selected()).and_then(target) {
            cx.close();
            cx.show(target);
        }
    }
}

/// The record that a hit stands for.
pub fn target(hit: &SearchHit) -> Option<Target> {
    Some(match hit.kind {
        SearchKind::Resources => Target::Site(hit.id.parse().ok()?),
        SearchKind::Patients => Target::Patient(hit.id.parse().ok()?),
        SearchKind::Consultations => Target::Consultation(hit.id.parse().ok()?),
    })
}

impl Acts for GlobalSearch {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("search.open", words::SEARCH_OPEN, Self::open).hinted(),
        Action::new("search.close", words::CLOSE, |_, cx| cx.close()).hinted(),
    ];
}

impl Find for Everything {
    const PLACE: Place = Place { words: screen::PLACE_SEARCH, contexts: &["search", "list", "edit"], typing: true };

    fn prompt(&self) -> Text {
        screen::SEARCH_PROMPT
    }

    fn narrow(&mut self, typed: &str, cx: &mut Cx) -> Option<usize> {
        self.0.narrow(typed, cx)
    }

    fn hits(&mut self) -> Option<&mut Hits> {
        Some(&mut self.0)
    }

    fn paint(&self, at: usize, _typed: &str, pen: &mut Pen, view: &View) {
        let Some(hit) = self.0.get(at) else { return };
        let theme = view.theme();
        pen.gap(1).style(theme.faint).column(6, view.say(screen::search_kind(hit.kind)));
        pen.style(theme.plain).column(30, &hit.name);
        if !hit.phone.is_empty() {
            pen.column(13, &hit.phone);
        }
        pen.style(theme.faint).put(&hit.about);
    }
}
