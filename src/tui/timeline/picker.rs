//! Finds a patient by kanji, kana, romaji or number, and opens the timeline.

use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Answer, Problem, Request};
use crate::domain::id::PatientId;
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::edit::Edit;
use crate::tui::key::Key;
use crate::tui::layer::Layer;
use crate::tui::layer::picker::Query;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::actions as words;
use crate::words::timeline_screen as screen;

/// The search line with the patients found.
#[derive(Default)]
pub struct PatientPicker {
    query: Query,
    hits: Vec<SearchHit>,
    asked: Latest,
}

impl PatientPicker {
    /// The keys that count here.
    pub const PLACE: Place = Place { words: screen::PLACE_PICK, contexts: &["patient", "list", "edit"], typing: true };

    fn search(&mut self, cx: &mut Cx) {
        let text = self.query.text().trim();
        if text.is_empty() {
            self.asked.forget();
            self.hits.clear();
            self.query.found(0);
            return;
        }
        let kinds = vec![SearchKind::Patients];
        self.asked.ask(Request::Search(SearchRequest { text: text.to_owned(), kinds, limit: 50 }), cx);
    }

    /// A number opens its patient even before the search has answered.
    fn number(&self) -> Option<PatientId> {
        let text = self.query.text().trim();
        text.strip_prefix('p').unwrap_or(text).parse().ok().map(PatientId)
    }

    fn open(&mut self, cx: &mut Cx) {
        let hit = self.hits.get(self.query.selected()).and_then(|hit| hit.id.parse().ok());
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

impl Layer for PatientPicker {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn typed(&mut self, key: Key, cx: &mut Cx) -> bool {
        let used = self.query.typed(key);
        if used {
            self.search(cx);
        }
        used
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.query.paste(text);
        self.search(cx);
    }

    fn edit(&mut self, edit: Edit, cx: &mut Cx) {
        self.query.edit(edit);
        self.search(cx);
    }

    fn step(&mut self, step: Step, _cx: &mut Cx) {
        self.query.step(step);
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        if !self.asked.takes(ticket) {
            return;
        }
        match outcome {
            Ok(Answer::Search(hits)) => {
                self.query.found(hits.len());
                self.hits = hits;
            }
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let hits = &self.hits;
        self.query.draw(on, view, screen::PICK, |at, pen, view| {
            let Some(hit) = hits.get(at) else { return };
            let theme = view.theme();
            pen.gap(1).style(theme.faint).column(7, &hit.id);
            pen.style(theme.plain).column(18, &hit.name).column(18, &hit.reading);
            pen.style(theme.faint).put(&hit.about);
        });
    }
}
