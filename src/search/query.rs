//! Finding the best documents without scoring those that cannot be among them.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::hash::Hash;

use super::document::{Kinds, Role};
use super::keys::{Head, Script};
use super::matching::{Lie, lie};
use super::score::{self, Scorer};
use super::store::{Entry, Store};
use super::term::{Pattern, Term, Terms};
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

/// Where a document stands among others; the greatest is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rank<Id> {
    slips: u32,
    score: i64,
    id: Id,
}

impl<Id: Ord> Ord for Rank<Id> {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.slips.cmp(&self.slips)).then(self.score.cmp(&other.score)).then_with(|| other.id.cmp(&self.id))
    }
}

impl<Id: Ord> PartialOrd for Rank<Id> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A kept hit; the heap has the worst on top.
struct Kept<Id>(Rank<Id>, Vec<Matched>);

impl<Id: Ord> Ord for Kept<Id> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.cmp(&self.0)
    }
}

impl<Id: Ord> PartialOrd for Kept<Id> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<Id: Ord> PartialEq for Kept<Id> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<Id: Ord> Eq for Kept<Id> {}

/// The best hits so far, never more than were asked for.
struct Best<Id> {
    limit: usize,
    heap: BinaryHeap<Kept<Id>>,
}

impl<Id: Copy + Ord> Best<Id> {
    fn is_full(&self) -> bool {
        self.heap.len() >= self.limit
    }

    /// Whether a document of this rank would be kept.
    fn has_room_for(&self, rank: &Rank<Id>) -> bool {
        !self.is_full() || self.heap.peek().is_some_and(|worst| *rank > worst.0)
    }

    fn keep(&mut self, rank: Rank<Id>, matched: Vec<Matched>) {
        if self.has_room_for(&rank) {
            self.heap.push(Kept(rank, matched));
            if self.heap.len() > self.limit {
                self.heap.pop();
            }
        }
    }

    fn into_hits(self) -> Vec<Hit<Id>> {
        let hit = |Kept(Rank { slips, score, id }, matched)| Hit { id, score, slips, matched };
        self.heap.into_sorted_vec().into_iter().map(hit).collect()
    }
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
    let mut best = Best { limit, heap: BinaryHeap::new() };
    let search = Search { terms: &terms, scorer: Scorer::default() };
    let entries = || store.entries().filter(|entry| kinds.hold(entry.slot.kind));
    let mut places = Vec::new();
    for entry in entries() {
        search.as_typed(&entry, &accept, &mut places, &mut best);
    }
    // Whatever needs a correction comes behind all that was found so far.
    if !best.is_full() && search.can_slip() {
        for entry in entries() {
            search.corrected(&entry, &accept, &mut best);
        }
    }
    best.into_hits()
}

struct Search<'a> {
    terms: &'a Terms,
    scorer: Scorer,
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

impl<'a> Search<'a> {
    /// Keeps the document if every term lies in it as typed and its score is among the best.
    fn as_typed<Id: Copy + Ord>(
        &self,
        entry: &Entry<'a, Id>,
        accept: &impl Fn(Id) -> bool,
        places: &mut Vec<Place<'a>>,
        best: &mut Best<Id>,
    ) {
        let possible = |term: &Term| term.patterns.iter().any(|pattern| pattern.may_be_in(&entry.slot.masks, 0));
        if !self.terms.terms.iter().all(possible) {
            return;
        }
        places.clear();
        for (at, term) in self.terms.terms.iter().enumerate() {
            let before = places.len();
            places_of(at, term, entry, places);
            if places.len() == before {
                return;
            }
        }
        let same_name = self.same_name(entry);
        let bound: i64 =
            (0..self.terms.terms.len()).filter_map(|term| of_term(places, term).map(|p| p.bound).max()).sum();
        let rank = |score| Rank { slips: 0, score: score + same_name, id: entry.id };
        if !best.has_room_for(&rank(bound)) || !accept(entry.id) {
            return;
        }
        let (mut score, mut matched) = (0, Vec::with_capacity(self.terms.terms.len()));
        for term in 0..self.terms.terms.len() {
            let Some((points, place)) = self.best_place(of_term(places, term)) else {
                return;
            };
            score += points;
            matched.push(found(place.head));
        }
        best.keep(rank(score), matched);
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
        let terms = &self.terms.terms;
        terms.iter().any(|term| term.patterns.iter().any(|pattern| pattern.slips() > 0))
    }

    /// Keeps the document if every term lies in it, at least one of them only with a letter corrected.
    fn corrected<Id: Copy + Ord>(&self, entry: &Entry<'a, Id>, accept: &impl Fn(Id) -> bool, best: &mut Best<Id>) {
        let possible = |pattern: &Pattern| pattern.may_be_in(&entry.slot.masks, pattern.slips());
        let terms = &self.terms.terms;
        if !terms.iter().all(|term| term.patterns.iter().any(possible)) {
            return;
        }
        let (mut slips, mut score, mut matched) = (0, 0, Vec::with_capacity(terms.len()));
        let mut places = Vec::new();
        for (at, term) in terms.iter().enumerate() {
            places.clear();
            places_of(at, term, entry, &mut places);
            if let Some((points, place)) = self.best_place(places.iter()) {
                score += points;
                matched.push(found(place.head));
            } else if let Some((wrong, points, head)) = nearest(term, entry) {
                slips += wrong;
                score += points;
                matched.push(found(head));
            } else {
                return;
            }
        }
        let rank = Rank { slips, score, id: entry.id };
        if slips > 0 && best.has_room_for(&rank) && accept(entry.id) {
            best.keep(rank, matched);
        }
    }

    /// What is added if the whole of what was typed is the name.
    fn same_name<Id>(&self, entry: &Entry<'a, Id>) -> i64 {
        let whole = self.terms.whole.as_str();
        let same = entry.keys().any(|(head, key)| key == whole && head.role() == Role::Name);
        if same { SAME_NAME } else { 0 }
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
        for pattern in term.patterns.iter().filter(|pattern| pattern.may_be(head, 0)) {
            if let Some(lie) = lie(pattern, head, key) {
                let bound = score::bound(pattern, head, lie);
                places.push(Place { term: number, bound, lie, pattern, head, key });
            }
        }
    }
}

/// The key that a term lies in with the fewest slips: how many, what it scores, which key.
fn nearest<'a, Id>(term: &Term, entry: &Entry<'a, Id>) -> Option<(u32, i64, &'a Head)> {
    let mut nearest: Option<(u32, i64, &Head)> = None;
    for (head, key) in entry.keys().filter(|(head, _)| head.role() != Role::Text) {
        for pattern in &term.patterns {
            let most = pattern.slips();
            if most == 0 || !pattern.may_be(head, most) {
                continue;
            }
            let Some(slips) = slips_in(pattern, key, most) else {
                continue;
            };
            let points = score::with_slips(pattern, head, slips);
            if nearest.is_none_or(|(fewest, highest, _)| slips < fewest || slips == fewest && points > highest) {
                nearest = Some((slips, points, head));
            }
        }
    }
    nearest
}

/// Short words of letters are corrected at the beginning of a key only: within one they lie everywhere.
const SHORT: usize = 6;

pub(super) fn slips_in(pattern: &Pattern, key: &str, most: u32) -> Option<u32> {
    match pattern.script {
        Script::Folded => {
            let letters: Vec<char> = key.chars().collect();
            typo::slips(&letters, &pattern.chars, most, false)
        }
        Script::Romaji | Script::Digits => {
            let at_head = pattern.text.len() < SHORT;
            typo::slips(key.as_bytes(), pattern.text.as_bytes(), most, at_head)
        }
    }
}
