//! Consultations counted by month: by area, topic, tag and asker, and by pairs of them.

use serde::{Deserialize, Serialize};

use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::consultation::Asker;
use crate::domain::month::Month;

/// One thing that consultations are counted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// They come from this area.
    Area(AreaCode),
    /// They are about this topic.
    Topic(Code),
    /// They bear this tag.
    Tag(Code),
    /// This profession, or somebody else, asks.
    Asker(Asker),
}

impl Facet {
    /// Two of one sort are never paired: a consultation has one area and one asker, and topics tell more alone.
    pub const fn sort(&self) -> usize {
        match self {
            Self::Area(_) => 0,
            Self::Topic(_) => 1,
            Self::Tag(_) => 2,
            Self::Asker(_) => 3,
        }
    }

    /// How many sorts there are.
    pub const SORTS: usize = 4;
}

/// What one count is of: one facet, or two at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Series {
    /// The one, or the first of two.
    pub of: Facet,
    /// The second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<Facet>,
}

impl Series {
    /// The same with its facets in the order of their sorts: so two that count the same are equal.
    pub fn in_order(self) -> Self {
        match self.with {
            Some(with) if with.sort() < self.of.sort() => Self { of: with, with: Some(self.of) },
            with => Self { of: self.of, with },
        }
    }
}

/// How many consultations each month brought, by facet and by pair of facets.
#[derive(Clone, Debug)]
pub struct Counts {
    facets: Vec<Facet>,
    first: Month,
    months: usize,
    total: Vec<u32>,
    // A square of series, each a run of months; the diagonal holds the single facets.
    cells: Vec<u32>,
}

impl Counts {
    /// Nothing counted yet, over so many months from the first on.
    pub fn new(facets: Vec<Facet>, first: Month, months: usize) -> Self {
        let cells = vec![0; facets.len() * facets.len() * months];
        Self { facets, first, months, total: vec![0; months], cells }
    }

    /// What is counted by.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// The first month.
    pub const fn first(&self) -> Month {
        self.first
    }

    /// How many months there are.
    pub const fn months(&self) -> usize {
        self.months
    }

    /// Counts one consultation of this month, by the places of its facets, each named once; a month or a place outside is passed over.
    pub fn add(&mut self, month: usize, facets: &[usize]) {
        self.add_many(month, facets, 1);
    }

    /// Counts so many alike.
    pub fn add_many(&mut self, month: usize, facets: &[usize], many: u32) {
        let Some(total) = self.total.get_mut(month) else { return };
        *total += many;
        for (place, &a) in facets.iter().enumerate() {
            for &b in &facets[place..] {
                let (low, high) = (a.min(b), a.max(b));
                if high < self.facets.len() {
                    let cell = (low * self.facets.len() + high) * self.months + month;
                    self.cells[cell] += many;
                }
            }
        }
    }

    /// Takes in what was counted elsewhere: so many of this month, and how many of them had the facets at both places, one
    /// place twice for one facet alone. A month or a place outside is passed over.
    pub fn take(&mut self, month: usize, total: u32, cells: impl IntoIterator<Item = ((usize, usize), u32)>) {
        let Some(of_month) = self.total.get_mut(month) else { return };
        *of_month += total;
        for ((a, b), many) in cells {
            let (low, high) = (a.min(b), a.max(b));
            if high < self.facets.len() {
                self.cells[(low * self.facets.len() + high) * self.months + month] += many;
            }
        }
    }

    /// All consultations of each month.
    pub fn total(&self) -> &[u32] {
        &self.total
    }

    /// The months of one facet (`a` twice) or of two.
    pub fn of(&self, a: usize, b: usize) -> &[u32] {
        let from = (a.min(b) * self.facets.len() + a.max(b)) * self.months;
        &self.cells[from..from + self.months]
    }

    /// Every series by the places of its facets: the single ones, then the pairs of different sorts.
    pub fn series(&self) -> Vec<(usize, usize)> {
        let all = 0..self.facets.len();
        let singles = all.clone().map(|a| (a, a));
        let pairs = all.clone().flat_map(|a| (a + 1..self.facets.len()).map(move |b| (a, b)));
        singles.chain(pairs.filter(|(a, b)| self.facets[*a].sort() != self.facets[*b].sort())).collect()
    }

    /// The name of a series.
    pub fn name(&self, (a, b): (usize, usize)) -> Series {
        Series { of: self.facets[a].clone(), with: (a != b).then(|| self.facets[b].clone()) }.in_order()
    }
}
