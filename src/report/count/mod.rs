//! Counting: every fact is walked once and tells its hits, each of a table, a row and a column; tables add them up, and the
//! list behind a figure is where its hits came from.

mod cases;
mod key;
mod layout;
mod others;
mod referrals;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use key::Key;

use super::facts::{Facts, MonthNumber, span};
use crate::domain::id::{ConsultationId, PairId, PatientId, QuestionId, ReferralId, ScreeningId, SiteId};
use crate::domain::report::{Column, ColumnId, Figure, Period, Row, RowKey, Table, TableId, Value};
use crate::domain::settings::Settings;

/// What a figure was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A consultation.
    Case(ConsultationId),
    /// A referral.
    Referral(ReferralId),
    /// A pair of physicians.
    Pair(PairId),
    /// A question.
    Question(QuestionId),
    /// A questionnaire.
    Screening(ScreeningId),
    /// A place.
    Site(SiteId),
}

/// A person as reports count people: a consultation about nobody in particular stands for somebody of its own. A place
/// where places are counted once each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Person {
    Patient(PatientId),
    Unnamed(ConsultationId),
    Place(SiteId),
}

/// The place of a figure.
type Place = (TableId, Key, ColumnId);

/// One thing that a figure counts.
struct Hit {
    place: Place,
    /// How often.
    times: u32,
    /// Whom, where persons are counted.
    person: Option<Person>,
    /// The days, where days are counted.
    days: u32,
    source: Source,
}

impl Hit {
    const fn once(place: Place, person: Option<Person>, source: Source) -> Self {
        Self { place, times: 1, person, days: 0, source }
    }
}

/// What is counted: the facts, and the months of the report.
#[derive(Clone, Copy)]
struct Scope<'a> {
    facts: &'a Facts,
    period: Period,
    first: MonthNumber,
    last: MonthNumber,
}

impl<'a> Scope<'a> {
    fn new(facts: &'a Facts, period: Period) -> Self {
        let (first, last) = span(period);
        Self { facts, period, first, last }
    }

    fn holds(&self, month: MonthNumber) -> bool {
        self.first <= month && month <= self.last
    }

    fn hits(&self, mut tell: impl FnMut(Hit)) {
        for case in self.facts.cases() {
            cases::hits(self, case, &mut tell);
        }
        for referral in self.facts.referrals() {
            referrals::hits(self, referral, &mut tell);
        }
        for pair in self.facts.pairs() {
            others::pair(self, pair, &mut tell);
        }
        for question in self.facts.questions() {
            others::question(self, question, &mut tell);
        }
        for screening in self.facts.screenings() {
            others::screening(self, screening, &mut tell);
        }
        for site in self.facts.sites() {
            others::site(self, site, &mut tell);
        }
    }
}

#[derive(Default)]
struct Sums {
    times: HashMap<Place, (u32, u32)>,
    persons: HashMap<Place, HashSet<Person>>,
}

impl Sums {
    fn of(scope: &Scope) -> Self {
        let mut sums = Self::default();
        scope.hits(|hit| {
            if let Some(person) = hit.person {
                sums.persons.entry(hit.place).or_default().insert(person);
            } else {
                let (times, days) = sums.times.entry(hit.place).or_default();
                *times = times.saturating_add(hit.times);
                *days = days.saturating_add(hit.days);
            }
        });
        sums
    }

    fn value(&self, table: TableId, key: Option<Key>, column: ColumnId) -> Value {
        let place = key.map(|key| (table, key, column));
        if column.counts_each_once() {
            let persons = place.and_then(|place| self.persons.get(&place)).map_or(0, HashSet::len);
            return Value::Count(u32::try_from(persons).unwrap_or(u32::MAX));
        }
        let (times, days) = place.and_then(|place| self.times.get(&place)).copied().unwrap_or_default();
        if column.is_mean() { Value::Mean { days, of: times } } else { Value::Count(times) }
    }

    /// All rows of a table that anything was counted in.
    fn rows(&self, table: TableId) -> HashSet<Key> {
        let places = self.times.keys().chain(self.persons.keys());
        places.filter(|(of, ..)| *of == table).map(|(_, key, _)| *key).collect()
    }
}

/// The tables of a report.
pub fn tables(facts: &Facts, settings: &Settings, period: Period) -> Vec<Table> {
    let scope = Scope::new(facts, period);
    let sums = Sums::of(&scope);
    let tables = TableId::ALL.into_iter().filter(|table| layout::is_part(*table, period));
    tables.map(|table| of(table, &sums, &scope, settings)).collect()
}

fn of(id: TableId, sums: &Sums, scope: &Scope, settings: &Settings) -> Table {
    let columns = layout::columns(id);
    let names = scope.facts.names();
    let figures = |key: Option<Key>| -> Vec<Figure> {
        columns.iter().map(|column: &Column| sums.value(id, key, column.id).into()).collect()
    };
    let rows = layout::rows(id, &sums.rows(id), names, scope.period, settings);
    let rows = rows.into_iter().map(|row| Row { figures: figures(Key::of(&row, names)), key: row }).collect();
    let total = layout::has_total(id).then(|| figures(Some(Key::Total)));
    Table { id, columns, rows, total }
}

/// What a figure was counted from, each thing once, the oldest first.
pub fn sources(facts: &Facts, period: Period, table: TableId, row: &RowKey, column: ColumnId) -> Vec<Source> {
    let Some(key) = Key::of(row, facts.names()) else { return Vec::new() };
    let place = (table, key, column);
    let mut found = Vec::new();
    Scope::new(facts, period).hits(|hit| {
        if hit.place == place {
            found.push(hit.source);
        }
    });
    found.sort_unstable();
    found.dedup();
    found
}
