//! Consultations counted by month, kept up with every change, and handed out as a snapshot that costs no copying.
//!
//! What it promises: at any time the counts are those of the consultations as they stand; a snapshot stays what it was,
//! and taking one holds the views no longer than it takes to count a few references.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::consultation::Consultation;
use crate::domain::id::ConsultationId;
use crate::domain::month::Month;
use crate::domain::regional_issue::rise::{Counts, Facet, Series};
use crate::domain::time::JST;

/// How one consultation counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedLine {
    /// Which.
    pub id: ConsultationId,
    /// In which month it came in.
    pub month: Month,
    /// The places of its facets.
    pub facets: Box<[u16]>,
}

/// What one month came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct OfMonth {
    total: u32,
    /// By facet, twice the same, and by pair of facets, the lower place first.
    cells: BTreeMap<(u16, u16), u32>,
}

impl OfMonth {
    fn count(&mut self, facets: &[u16], change: impl Fn(&mut u32)) {
        change(&mut self.total);
        for (place, &a) in facets.iter().enumerate() {
            for &b in &facets[place..] {
                change(self.cells.entry((a.min(b), a.max(b))).or_default());
            }
        }
    }
}

/// All consultations, counted.
#[derive(Default)]
pub struct Tally {
    facets: Arc<Vec<Facet>>,
    places: HashMap<Facet, u16>,
    lines: BTreeMap<(Month, ConsultationId), Box<[u16]>>,
    month_of: HashMap<ConsultationId, Month>,
    months: BTreeMap<Month, Arc<OfMonth>>,
}

impl Tally {
    /// Takes a consultation in, in place of what was known. A call that the program made itself asks for nothing.
    pub fn put(&mut self, consultation: &Consultation) {
        if consultation.question.is_some() {
            return;
        }
        let intake = &consultation.intake;
        let facets: BTreeSet<Facet> = intake
            .area
            .iter()
            .cloned()
            .map(Facet::Area)
            .chain(intake.topics.iter().cloned().map(Facet::Topic))
            .chain(intake.tags.iter().cloned().map(Facet::Tag))
            .chain([Facet::Asker(intake.asked_by.who)])
            .collect();
        let facets = facets.into_iter().map(|facet| self.place(facet)).collect();
        let month = Month::of(intake.received_at.with_timezone(&JST).date_naive());
        self.take(CountedLine { id: consultation.id, month, facets });
    }

    fn place(&mut self, facet: Facet) -> u16 {
        if let Some(place) = self.places.get(&facet) {
            return *place;
        }
        // A centre has some hundred codes; the last place stands for any beyond what a number can name.
        let place = u16::try_from(self.facets.len()).unwrap_or(u16::MAX);
        Arc::make_mut(&mut self.facets).push(facet.clone());
        self.places.insert(facet, place);
        place
    }

    /// Takes a line in, in place of the one there was.
    pub fn take(&mut self, line: CountedLine) {
        let CountedLine { id, month, facets } = line;
        if let Some(old) = self.month_of.insert(id, month)
            && let Some(was) = self.lines.remove(&(old, id))
            && let Some(counted) = self.months.get_mut(&old)
        {
            Arc::make_mut(counted).count(&was, |many| *many = many.saturating_sub(1));
        }
        let counted = Arc::make_mut(self.months.entry(month).or_default());
        counted.count(&facets, |many| *many += 1);
        self.lines.insert((month, id), facets);
    }

    /// What is counted by, by place.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// Takes back what [`Tally::facets`] gave, before any line.
    pub fn take_facets(&mut self, facets: Vec<Facet>) {
        for facet in facets {
            self.place(facet);
        }
    }

    /// All lines, by month and number.
    pub fn lines(&self) -> impl Iterator<Item = CountedLine> {
        self.lines.iter().map(|((month, id), facets)| CountedLine { id: *id, month: *month, facets: facets.clone() })
    }

    /// In which month a consultation came in, if it counts.
    pub fn month_of(&self, id: ConsultationId) -> Option<Month> {
        self.month_of.get(&id).copied()
    }

    /// The consultations of these months that belong to the series, and all others, each in the order of their numbers.
    pub fn behind(&self, series: &Series, from: Month, to: Month) -> (Vec<ConsultationId>, Vec<ConsultationId>) {
        let place = |facet: &Facet| self.places.get(facet).copied();
        let wanted = [Some(&series.of), series.with.as_ref()].into_iter().flatten().map(place);
        let wanted: Option<Vec<u16>> = wanted.collect();
        let range = (from, ConsultationId(0))..=(to, ConsultationId(u64::MAX));
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for ((_, id), facets) in self.lines.range(range) {
            let belongs = wanted.as_ref().is_some_and(|wanted| wanted.iter().all(|place| facets.contains(place)));
            if belongs { own.push(*id) } else { others.push(*id) }
        }
        own.sort_unstable();
        (own, others)
    }

    /// The counts as they stand.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { facets: Arc::clone(&self.facets), months: self.months.clone() }
    }
}

/// The counts as they stood.
#[derive(Clone)]
pub struct Snapshot {
    facets: Arc<Vec<Facet>>,
    months: BTreeMap<Month, Arc<OfMonth>>,
}

impl Snapshot {
    /// The first month that anything came in.
    pub fn first(&self) -> Option<Month> {
        self.months.keys().next().copied()
    }

    /// The first of so many months up to this one, none of them before anything came in.
    fn from(&self, last: Month, most: u32) -> Month {
        self.first().map_or(last, |first| first.max(last.before(most.saturating_sub(1))))
    }

    /// The counts of so many months up to this one, none of them before the first.
    pub fn counts(&self, last: Month, most: u32) -> Counts {
        let first = self.from(last, most);
        let mut counts = Counts::new(self.facets.as_ref().clone(), first, months_between(first, last));
        for (month, of) in self.months.range(first..=last.max(first)) {
            let cells = of.cells.iter().map(|((a, b), many)| ((usize::from(*a), usize::from(*b)), *many));
            counts.take(months_between(first, *month).saturating_sub(1), of.total, cells);
        }
        counts
    }

    /// The same of one series alone, with its places there: quick enough to be done while others wait.
    pub fn counts_of(&self, (a, b): (usize, usize), last: Month, most: u32) -> (Counts, (usize, usize)) {
        let first = self.from(last, most);
        let facets = self.facets.get(a).into_iter().chain(self.facets.get(b).filter(|_| a != b)).cloned().collect();
        let mut counts = Counts::new(facets, first, months_between(first, last));
        let places = (0, usize::from(a != b));
        for (month, of) in self.months.range(first..=last.max(first)) {
            let own = |x, y| self.month(Some((x, y)), *month).0;
            let cells = [((0, 0), own(a, a)), ((1, 1), own(b, b)), ((0, 1), own(a, b))];
            let cells = cells.into_iter().take(if a == b { 1 } else { 3 });
            counts.take(months_between(first, *month).saturating_sub(1), of.total, cells);
        }
        (counts, places)
    }

    /// The places of the facets of a series: one twice for one facet alone; none if nothing ever had them.
    pub fn places(&self, series: &Series) -> Option<(usize, usize)> {
        let place = |facet: &Facet| self.facets.iter().position(|known| known == facet);
        let of = place(&series.of)?;
        match &series.with {
            Some(with) => Some((of, place(with)?)),
            None => Some((of, of)),
        }
    }

    /// How many of a month belong to a series, and how many there were in all.
    pub fn month(&self, places: Option<(usize, usize)>, month: Month) -> (u32, u32) {
        let Some(of) = self.months.get(&month) else { return (0, 0) };
        let key = places.and_then(|(a, b)| Some((u16::try_from(a.min(b)).ok()?, u16::try_from(a.max(b)).ok()?)));
        (key.and_then(|key| of.cells.get(&key)).copied().unwrap_or(0), of.total)
    }
}

/// How many months there are from the first to the last, both counted; none if the last lies before it.
pub fn months_between(first: Month, last: Month) -> usize {
    let number = |month: Month| {
        let day = month.first_day();
        i64::from(chrono::Datelike::year(&day)) * 12 + i64::from(chrono::Datelike::month0(&day))
    };
    usize::try_from(number(last) - number(first) + 1).unwrap_or(0)
}
