//! What matches what is typed: among what is here, or by a search on the server.

use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Answer, Problem, Request};
use crate::tui::app::{Cx, Latest, Message, Ticket};
use crate::tui::filter::{Filter, best};

/// The most hits that are asked for.
const HITS: u32 = 50;

/// Things that are all here.
pub struct Local<T> {
    all: Vec<(T, Filter)>,
    /// Places of those that match, the best first.
    found: Vec<usize>,
}

impl<T> Local<T> {
    /// Of these things and the keys by which they are found; all match while nothing is typed.
    pub fn of(all: Vec<(T, Filter)>) -> Self {
        let found = (0..all.len()).collect();
        Self { all, found }
    }

    /// Finds what matches. Gives how many do.
    pub fn narrow(&mut self, typed: &str) -> usize {
        self.found = best(typed, self.all.iter().map(|(_, filter)| filter));
        self.found.len()
    }

    /// A match.
    pub fn get(&self, at: usize) -> Option<&T> {
        self.all.get(self.place(at)?).map(|(thing, _)| thing)
    }

    /// Where a match stands among all.
    pub fn place(&self, at: usize) -> Option<usize> {
        self.found.get(at).copied()
    }

    /// How many there are, matching or not.
    pub fn total(&self) -> usize {
        self.all.len()
    }
}

/// Records that the server finds.
#[derive(Default)]
pub struct Hits {
    kinds: Vec<SearchKind>,
    found: Vec<SearchHit>,
    asked: Latest,
}

impl Hits {
    /// Of these kinds only; of all if none is named.
    pub fn of(kinds: Vec<SearchKind>) -> Self {
        Self { kinds, ..Self::default() }
    }

    /// Searches on; without anything typed there are no hits.
    pub fn narrow(&mut self, typed: &str, cx: &mut Cx) -> Option<usize> {
        if typed.is_empty() {
            self.asked.forget();
            self.found.clear();
            return Some(0);
        }
        let request = SearchRequest { text: typed.to_owned(), kinds: self.kinds.clone(), limit: HITS };
        self.asked.ask(Request::Search(request), cx);
        None
    }

    /// Takes the answer to the newest search, and gives how many hits there are.
    pub fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) -> Option<usize> {
        if !self.asked.takes(ticket) {
            return None;
        }
        match outcome {
            Ok(Answer::Search(hits)) => {
                self.found = hits;
                Some(self.found.len())
            }
            Ok(_) => None,
            Err(problem) => {
                cx.tell(Message::problem(&problem, cx));
                None
            }
        }
    }

    /// Whether the hits are not yet those of what is typed.
    pub fn is_searching(&self) -> bool {
        self.asked.is_waiting()
    }

    /// A hit, if it is one for what is typed now.
    pub fn settled(&self, at: usize) -> Option<&SearchHit> {
        self.get(at).filter(|_| !self.asked.is_waiting())
    }

    /// A hit.
    pub fn get(&self, at: usize) -> Option<&SearchHit> {
        self.found.get(at)
    }
}
