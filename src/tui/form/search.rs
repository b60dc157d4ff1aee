//! The search behind a field that takes a person, a place or a member of staff.

use super::value::Picked;
use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Answer, Request};
use crate::text::fold;
use crate::tui::app::{Cx, Latest, Ticket};
use crate::tui::filter::{Filter, best};

/// How many hits a field shows at the most.
const HITS: u32 = 20;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    Person,
    Place,
    Staff,
}

/// One that can be chosen, with a line that tells it from others of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub picked: Picked,
    pub about: String,
}

impl From<SearchHit> for Hit {
    fn from(hit: SearchHit) -> Self {
        let about = if hit.phone.is_empty() { hit.about } else { format!("{}  {}", hit.phone, hit.about) };
        Self { picked: Picked { id: hit.id, label: hit.name }, about }
    }
}

/// A search that follows the typing.
#[derive(Clone, Debug)]
pub(super) struct RecordSearch {
    pub record: Record,
    pub hits: Vec<Hit>,
    pub highlight: Option<usize>,
    asked: Latest,
}

impl RecordSearch {
    pub fn new(record: Record) -> Self {
        Self { record, hits: Vec::new(), highlight: None, asked: Latest::default() }
    }

    /// Searches for what is typed: staff among those known, all else on the server.
    pub fn search(&mut self, typed: &str, cx: &mut Cx) {
        let typed = typed.trim();
        if typed.is_empty() {
            self.asked.forget();
            self.found(Vec::new());
            return;
        }
        let kind = match self.record {
            Record::Person => SearchKind::Patients,
            Record::Place => SearchKind::Resources,
            Record::Staff => {
                let hits = staff(typed, cx);
                self.found(hits);
                return;
            }
        };
        let request = SearchRequest { text: typed.to_owned(), kinds: vec![kind], limit: HITS };
        self.asked.ask(Request::Search(request), cx);
    }

    /// Takes the answer if it is to the newest search. Returns whether it was.
    pub fn answer(&mut self, ticket: Ticket, answer: &Answer) -> bool {
        if !self.asked.takes(ticket) {
            return false;
        }
        if let Answer::Search(hits) = answer {
            self.found(hits.iter().cloned().map(Hit::from).collect());
        }
        true
    }

    /// True while the hits are not those of what is typed.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_waiting()
    }

    pub fn step(&mut self, down: bool) {
        let last = self.hits.len().saturating_sub(1);
        self.highlight = self.highlight.map(|at| if down { (at + 1).min(last) } else { at.saturating_sub(1) });
    }

    pub fn highlighted(&self) -> Option<&Hit> {
        self.hits.get(self.highlight?)
    }

    /// Whether what is typed is the whole name of the highlighted one, and of no other.
    pub fn is_exactly(&self, typed: &str) -> bool {
        let typed = fold(typed);
        let of_that_name = self.hits.iter().filter(|hit| fold(&hit.picked.label) == typed).count();
        of_that_name == 1 && self.highlighted().is_some_and(|hit| fold(&hit.picked.label) == typed)
    }

    pub fn clear(&mut self) {
        self.asked.forget();
        self.found(Vec::new());
    }

    fn found(&mut self, hits: Vec<Hit>) {
        self.highlight = (!hits.is_empty()).then_some(0);
        self.hits = hits;
    }
}

fn staff(typed: &str, cx: &Cx) -> Vec<Hit> {
    let here: Vec<_> = cx.session.welcome.everybody.iter().filter(|staff| !staff.left).collect();
    let filters: Vec<Filter> = here.iter().map(|staff| Filter::of(&[&staff.name.written, &staff.name.kana])).collect();
    let hit = |at: usize| {
        let staff = here.get(at)?;
        let picked = Picked { id: staff.id.to_string(), label: staff.name.written.clone() };
        Some(Hit { picked, about: staff.name.kana.clone() })
    };
    best(typed, filters.iter()).into_iter().filter_map(hit).collect()
}
