//! Search over resources, patients and consultations from anywhere.

use super::Layer;
use super::picker::Query;
use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Answer, Problem, Request};
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::edit::Edit;
use crate::tui::key::Key;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::{actions as words, screen};

/// The most hits that are asked for.
pub const HITS: u32 = 50;

/// The search line with its hits.
#[derive(Default)]
pub struct GlobalSearch {
    query: Query,
    hits: Vec<SearchHit>,
    asked: Latest,
}

impl GlobalSearch {
    pub fn new() -> Self {
        Self::default()
    }

    pub const PLACE: Place = Place { words: screen::PLACE_SEARCH, contexts: &["search", "list", "edit"], typing: true };

    fn search(&mut self, cx: &mut Cx) {
        let text = self.query.text().trim();
        if text.is_empty() {
            self.asked.forget();
            self.hits.clear();
            self.query.found(0);
            return;
        }
        let request = SearchRequest { text: text.to_owned(), kinds: Vec::new(), limit: HITS };
        self.asked.ask(Request::Search(request), cx);
    }

    fn open(&mut self, cx: &mut Cx) {
        if let Some(target) = self.hits.get(self.query.selected()).and_then(target) {
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

impl Layer for GlobalSearch {
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
        self.query.draw(on, view, screen::SEARCH_PROMPT, |at, pen, view| {
            let Some(hit) = hits.get(at) else { return };
            let theme = view.theme();
            pen.gap(1).style(theme.faint).column(6, view.say(screen::search_kind(hit.kind)));
            pen.style(theme.plain).column(30, &hit.name);
            if !hit.phone.is_empty() {
                pen.column(13, &hit.phone);
            }
            pen.style(theme.faint).put(&hit.about);
        });
    }
}
