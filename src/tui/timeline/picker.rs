//! Finds a patient by kanji, kana, romaji or number, and opens the timeline.

use crate::api::search::SearchKind;
use crate::domain::id::PatientId;
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Target, View};
use crate::tui::layer::picker::{Find, Hits, Picker};
use crate::tui::surface::Pen;
use crate::words::timeline_screen as screen;
use crate::words::{Text, actions as words};

/// The search line with the patients found.
pub type PatientPicker = Picker<Patients>;

/// All who are registered.
pub struct Patients(Hits);

impl Default for PatientPicker {
    fn default() -> Self {
        Self::new(Patients(Hits::of(vec![SearchKind::Patients])), 0)
    }
}

impl PatientPicker {
    /// A number opens its patient though the search knows none by it.
    fn number(&self) -> Option<PatientId> {
        let text = self.typed_text();
        text.strip_prefix('p').unwrap_or(text).parse().ok().map(PatientId)
    }

    fn open(&mut self, cx: &mut Cx) {
        let hit = self.find.0.settled(self.selected()).and_then(|hit| hit.id.parse().ok());
        if let Some(patient) = hit.or_else(|| self.number()) {
            cx.close();
            cx.show(Target::Patient(patient));
        }
    }
}

impl Acts for PatientPicker {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("patient.open", words::SEARCH_OPEN, Self::open).hinted(),
        Action::new("patient.close", words::CLOSE, |_, cx| cx.close()).hinted(),
    ];
}

impl Find for Patients {
    const PLACE: Place = Place { words: screen::PLACE_PICK, contexts: &["patient", "list", "edit"], typing: true };

    fn prompt(&self) -> Text {
        screen::PICK
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
        pen.gap(1).style(theme.faint).column(7, &hit.id);
        pen.style(theme.plain).column(18, &hit.name).column(18, &hit.reading);
        pen.style(theme.faint).put(&hit.about);
    }
}
