//! The search behind a field that takes a person, a place or a member of staff.

use super::offer::{Offered, Offers};
use super::value::{Picked, Values};
use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Answer, Request};
use crate::text::fold;
use crate::tui::app::{Cx, Latest, Ticket, View};
use crate::tui::filter::{Filter, best};

/// How many hits a field shows at the most.
const HITS: u32 = 20;

/// What a field takes.
#[derive(Clone, Debug)]
pub enum Record {
    Person,
    Place,
    Staff,
    /// What the server offers by what the fields before say.
    Offered(Offers),
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
    /// What the fields before it say, for offers.
    before: Values,
    asked: Latest,
}

impl RecordSearch {
    pub fn new(record: Record) -> Self {
        Self { record, hits: Vec::new(), highlight: None, before: Values::default(), asked: Latest::default() }
    }

    /// Whether it offers something before anything is typed.
    pub fn offers(&self) -> bool {
        matches!(self.record, Record::Offered(_))
    }

    /// The focus comes here: what is offered is shown before anything is typed.
    pub fn enter(&mut self, before: &Values, typed: &str, cx: &mut Cx) {
        if self.offers() {
            self.before = before.clone();
            self.search(typed, cx);
        }
    }

    /// Searches for what is typed: staff among those known, all else on the server.
    pub fn search(&mut self, typed: &str, cx: &mut Cx) {
        let typed = typed.trim();
        let request = match &self.record {
            Record::Offered(offers) => offers.request(&self.before, typed),
            _ if typed.is_empty() => None,
            Record::Person => Some(searched(typed, SearchKind::Patients)),
            Record::Place => Some(searched(typed, SearchKind::Resources)),
            Record::Staff => {
                let hits = staff(typed, cx);
                self.found(hits, true);
                return;
            }
        };
        match request {
            Some(request) => self.asked.ask(request, cx),
            None => self.clear(),
        }
    }

    /// Takes the answer if it is to the newest search. Returns whether it was.
    pub fn answer(&mut self, ticket: Ticket, answer: &Answer, typed: &str, view: &View) -> bool {
        if !self.asked.takes(ticket) {
            return false;
        }
        match (&self.record, answer) {
            (Record::Offered(offers), answer) => {
                let hits = offers.offered(answer, view).into_iter().map(Offered::hit).collect();
                // Nobody has said yet that they want any of these.
                self.found(hits, !typed.trim().is_empty());
            }
            (_, Answer::Search(hits)) => self.found(hits.iter().cloned().map(Hit::from).collect(), true),
            _ => {}
        }
        true
    }

    /// True while the hits are not those of what is typed.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_waiting()
    }

    pub fn step(&mut self, down: bool) {
        let last = self.hits.len().saturating_sub(1);
        self.highlight = match self.highlight {
            None if self.hits.is_empty() || !down => None,
            None => Some(0),
            Some(at) => Some(if down { (at + 1).min(last) } else { at.saturating_sub(1) }),
        };
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
        self.found(Vec::new(), false);
    }

    fn found(&mut self, hits: Vec<Hit>, first: bool) {
        self.highlight = (first && !hits.is_empty()).then_some(0);
        self.hits = hits;
    }
}

fn searched(typed: &str, kind: SearchKind) -> Request {
    Request::Search(SearchRequest { text: typed.to_owned(), kinds: vec![kind], limit: HITS })
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
