//! Finding the best documents without scoring those that cannot be among them.

use std::hash::Hash;

use super::document::{Kinds, Role};
use super::keys::{self, Head, Script};
use super::matching::{Lie, lie};
use super::rank::{Best, Rank};
use super::score::{self, Scorer};
use super::store::{Entry, Outline, Store};
use super::term::{Pattern, Term, Terms};
use super::tops::{Features, Tops};
use super::typo;

/// Added where the whole of what was typed is the name: nothing else comes before it.
pub(super) const SAME_NAME: i64 = 1_000_000;

/// A document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<Id> {
    pub id: Id,
    /// More is better, among hits with the same number of slips.
    pub score: i64,
    /// Letters that had to be corrected, over all terms. Hits with fewer come first.
    pub slips: u32,
    /// For each term, the field that it matched best.
    pub matched: Vec<Matched>,
}

/// Where a term was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The place of the field in the document, from 0.
    pub field: usize,
    /// What the term was found in: a name can also be found by its reading or its legal form.
    pub role: Role,
}

/// See [`super::Index::query`].
pub(super) fn best<Id: Copy + Eq + Hash + Ord>(
    store: &Store<Id>,
    text: &str,
    kinds: Kinds,
    accept: impl Fn(Id) -> bool,
    limit: usize,
) -> Vec<Hit<Id>> {
    let terms = Terms::of(text);
    if terms.terms.is_empty() || limit == 0 {
        return Vec::new();
    }
    let mut best = Best::new(limit);
    let mut search = Search::new(&terms, accept);
    let blocks = || store.blocks().filter(|block| kinds.hold(block.kind));
    for block in blocks() {
        if best.is_full() && !block.lowest().is_some_and(|id| best.has_room_at(search.reach_in(&block.tops), id)) {
            continue;
        }
        for entry in block.select(|outline| terms.may_be_in(&outline.masks)) {
            search.as_typed(&entry, &mut best);
        }
    }
    // Whatever needs a correction comes behind all that was found so far.
    if !best.is_full() && search.can_slip() {
        let nearly = |outline: &Outline| terms.may_nearly_be_in(&outline.masks);
        for entry in blocks().flat_map(|block| block.select(nearly)) {
            search.corrected(&entry, &mut best);
        }
    }
    best.into_hits()
}

struct Search<'a, Accept> {
    terms: &'a Terms,
    whole_mask: u32,
    whole_features: Features,
    accept: Accept,
    scorer: Scorer<'a>,
    /// The terms by their numbers, the one that most lately ruled a document out first.
    order: Vec<usize>,
    /// Room for the places of one document.
    places: Vec<Place<'a>>,
}

/// A key in which a term lies, and the most that it can score there.
#[derive(Clone, Copy)]
struct Place<'a> {
    term: usize,
    bound: i64,
    lie: Lie,
    pattern: &'a Pattern,
    head: &'a Head,
    key: &'a str,
}

impl<'a, Accept> Search<'a, Accept> {
    fn new(terms: &'a Terms, accept: Accept) -> Self {
        Self {
            whole_mask: keys::mask(Script::Folded, &terms.whole),
            order: (0..terms.terms.len()).collect(),
            places: Vec::new(),
            whole_features: Features::of(Script::Folded, &terms.whole),
            scorer: Scorer::default(),
            terms,
            accept,
        }
    }

    /// Keeps the document if every term lies in it as typed and its score is among the best.
    fn as_typed<Id: Copy + Ord>(&mut self, entry: &Entry<'a, Id>, best: &mut Best<Id>)
    where
        Accept: Fn(Id) -> bool,
    {
        let rank = |score| Rank { slips: 0, score, id: entry.id };
        if best.is_full() {
            let reach = self.reach(entry);
            if !reach.is_some_and(|reach| best.has_room_for(&rank(reach))) {
                return;
            }
        }
        self.places.clear();
        for at in 0..self.order.len() {
            let number = self.order[at];
            let before = self.places.len();
            places_of(number, &self.terms.terms[number], entry, &mut self.places);
            if self.places.len() == before {
                self.order[..=at].rotate_right(1);
                return;
            }
        }
        let extra = self.same_name();
        let terms = 0..self.terms.terms.len();
        let bound = |term| of_term(&self.places, term).map(|place| place.bound).max();
        let bound: i64 = terms.clone().filter_map(bound).sum();
        if !best.has_room_for(&rank(bound + extra)) || !(self.accept)(entry.id) {
            return;
        }
        let mut score = extra;
        let mut matched = Vec::with_capacity(terms.len());
        for term in terms {
            let Some((points, place)) = self.best_place(of_term(&self.places, term)) else {
                return;
            };
            score += points;
            matched.push(found(place.head));
        }
        best.keep(rank(score), matched);
    }

    /// The most that any document of a block can score.
    fn reach_in(&self, tops: &Tops) -> i64 {
        let of_pattern = |pattern: &Pattern| score::reach_in_block(pattern, tops.weights(&pattern.features));
        let of_term = |term: &Term| term.patterns().map(of_pattern).max().unwrap_or(0);
        let extra = if tops.weights(&self.whole_features).exact > 0 { SAME_NAME } else { 0 };
        extra + self.terms.terms.iter().map(of_term).sum::<i64>()
    }

    /// The most that the document can score by what is known of its keys without reading them; None
    /// if some term can lie in none.
    fn reach<Id>(&self, entry: &Entry<'a, Id>) -> Option<i64> {
        let mut reach = 0;
        for number in &self.order {
            let term = &self.terms.terms[*number];
            let in_key = |head: &Head| score::reach(term.pattern_for(head.script)?, head);
            reach += entry.heads.iter().filter_map(in_key).max()?;
        }
        let may_be_whole = |head: &Head| {
            head.mask == self.whole_mask
                && usize::from(head.length) == self.terms.whole.len()
                && head.script == Script::Folded
                && head.role() == Role::Name
        };
        let extra = if entry.heads.iter().any(may_be_whole) { SAME_NAME } else { 0 };
        Some(reach + extra)
    }

    /// What is added if the whole of what was typed is the name.
    fn same_name(&self) -> i64 {
        let whole = self.terms.whole.as_str();
        let same = |place: &Place| place.head.role() == Role::Name && place.key == whole;
        if self.places.iter().any(same) { SAME_NAME } else { 0 }
    }

    /// The place with the highest score, asking the matcher only where the bound leaves it open.
    fn best_place<'p>(&self, places: impl Iterator<Item = &'p Place<'a>>) -> Option<(i64, &'p Place<'a>)>
    where
        'a: 'p,
    {
        let mut best: Option<(i64, &Place)> = None;
        for place in places {
            if best.is_none_or(|(score, _)| place.bound > score) {
                let score = self.scorer.score(place.pattern, place.head, place.key, place.lie);
                if best.is_none_or(|(highest, _)| score > highest) {
                    best = Some((score, place));
                }
            }
        }
        best
    }

    fn can_slip(&self) -> bool {
        let mut patterns = self.terms.terms.iter().flat_map(Term::patterns);
        patterns.any(|pattern| pattern.slips() > 0)
    }

    /// Keeps the document if every term lies in it, at least one of them only with a letter corrected.
    fn corrected<Id: Copy + Ord>(&mut self, entry: &Entry<'a, Id>, best: &mut Best<Id>)
    where
        Accept: Fn(Id) -> bool,
    {
        let (mut slips, mut score) = (0, 0);
        let mut matched = vec![None; self.order.len()];
        for at in 0..self.order.len() {
            let number = self.order[at];
            let term = &self.terms.terms[number];
            self.places.clear();
            places_of(number, term, entry, &mut self.places);
            if let Some((points, place)) = self.best_place(self.places.iter()) {
                score += points;
                matched[number] = Some(found(place.head));
            } else if let Some((wrong, points, head)) = nearest(term, entry) {
                slips += wrong;
                score += points;
                matched[number] = Some(found(head));
            } else {
                self.order[..=at].rotate_right(1);
                return;
            }
        }
        let rank = Rank { slips, score, id: entry.id };
        if slips > 0 && best.has_room_for(&rank) && (self.accept)(entry.id) {
            best.keep(rank, matched.into_iter().flatten().collect());
        }
    }
}

fn of_term<'p, 'a>(places: &'p [Place<'a>], term: usize) -> impl Iterator<Item = &'p Place<'a>> {
    places.iter().filter(move |place| place.term == term)
}

fn found(head: &Head) -> Matched {
    Matched { field: usize::from(head.field), role: head.role() }
}

fn places_of<'a, Id>(number: usize, term: &'a Term, entry: &Entry<'a, Id>, places: &mut Vec<Place<'a>>) {
    for (head, key) in entry.keys() {
        let pattern = term.pattern_for(head.script).filter(|pattern| pattern.may_be(head, 0));
        let Some((pattern, lie)) = pattern.and_then(|pattern| Some((pattern, lie(pattern, head, key)?))) else {
            continue;
        };
        let bound = score::bound(pattern, head, lie);
        places.push(Place { term: number, bound, lie, pattern, head, key });
    }
}

/// The key that a term lies in with the fewest slips: how many, what it scores, which key.
fn nearest<'a, Id>(term: &Term, entry: &Entry<'a, Id>) -> Option<(u32, i64, &'a Head)> {
    let mut nearest: Option<(u32, i64, &Head)> = None;
    for (head, key) in entry.keys().filter(|(head, _)| head.role().forgives()) {
        let may_slip = |pattern: &&Pattern| pattern.slips() > 0 && pattern.may_be(head, pattern.slips());
        let pattern = term.pattern_for(head.script).filter(may_slip);
        let Some((pattern, slips)) = pattern.and_then(|pattern| Some((pattern, slips_in(pattern, key)?))) else {
            continue;
        };
        let points = score::with_slips(pattern, head, slips);
        if nearest.is_none_or(|(fewest, highest, _)| slips < fewest || slips == fewest && points > highest) {
            nearest = Some((slips, points, head));
        }
    }
    nearest
}

/// Short words of letters are corrected at the beginning of a key only: within one they lie everywhere.
const SHORT: usize = 6;

/// How many slips turn the pattern into a part of the key, if no more than it may hold.
pub(super) fn slips_in(pattern: &Pattern, key: &str) -> Option<u32> {
    let at_head = pattern.script != Script::Folded && pattern.chars.len() < SHORT;
    typo::slips(key.chars(), &pattern.positions, pattern.slips(), at_head)
}
