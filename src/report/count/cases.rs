//! What consultations count for: where they came from and went, and who asked about what.

use super::key::Key;
use super::{Hit, Person, Scope, Source};
use crate::domain::report::{ColumnId, Period, TableId};
use crate::report::facts::CaseFact;

/// The tables that split consultations by what was written down at reception.
const SPLITS: [TableId; 9] = [
    TableId::Askers,
    TableId::Topics,
    TableId::Areas,
    TableId::AgeBands,
    TableId::Fields,
    TableId::Channels,
    TableId::Scenes,
    TableId::ProgrammeItems,
    TableId::FundingLines,
];

/// Tells all hits of a consultation.
pub fn hits(scope: &Scope, case: &CaseFact, tell: &mut impl FnMut(Hit)) {
    let source = Source::Case(case.id);
    let mut count = |table, key, column, times: u32| {
        tell(Hit { place: (table, key, column), times, person: None, days: 0, source });
    };
    let is_new = scope.holds(case.received);
    for (is, key) in [
        (case.is_open_before(scope.first), Key::CarriedOver),
        (is_new, Key::Received),
        (case.is_open_after(scope.last), Key::CarriedOn),
    ] {
        if is {
            count(TableId::Movement, key, ColumnId::Cases, 1);
        }
    }
    for turn in case.turns.iter().filter(|turn| scope.holds(turn.0)) {
        let key = if turn.is_close() { Key::Closed } else { Key::Reopened };
        count(TableId::Movement, key, ColumnId::Cases, 1);
        if turn.is_close() {
            count(TableId::Months, Key::Month(turn.0), ColumnId::Closed, 1);
            count(TableId::Months, Key::Total, ColumnId::Closed, 1);
        }
    }
    if is_new {
        count(TableId::Months, Key::Month(case.received), ColumnId::New, 1);
        count(TableId::Months, Key::Total, ColumnId::New, 1);
        for table in SPLITS {
            each_key(case, table, |key| count(table, key, ColumnId::New, 1));
            count(table, Key::Total, ColumnId::New, 1);
        }
    }
    contacts(scope, case, tell);
}

fn contacts(scope: &Scope, case: &CaseFact, tell: &mut impl FnMut(Hit)) {
    let source = Source::Case(case.id);
    let person = case.patient.map_or(Person::Unnamed(case.id), |patient| Person::Patient(scope.facts.root(patient)));
    let mut count = |table, key, times: u32| {
        let hit = Hit { place: (table, key, ColumnId::Contacts), times, person: None, days: 0, source };
        let place = (table, key, ColumnId::Persons);
        tell(hit);
        tell(Hit { place, times, person: Some(person), days: 0, source });
    };
    let mut all = 0;
    for contacts in case.contacts.iter().filter(|contacts| scope.holds(contacts.0)) {
        let times = u32::from(contacts.2);
        all += times;
        count(TableId::Channels, Key::Channel(contacts.1), times);
        if matches!(scope.period, Period::Year(_)) {
            count(TableId::Months, Key::Month(contacts.0), times);
        }
    }
    if all == 0 {
        return;
    }
    for table in SPLITS {
        if table != TableId::Channels {
            each_key(case, table, |key| count(table, key, all));
        }
        count(table, Key::Total, all);
    }
    count(TableId::Months, Key::Total, all);
}

/// The rows of a table that a consultation belongs to.
fn each_key(case: &CaseFact, table: TableId, mut with: impl FnMut(Key)) {
    match table {
        TableId::Askers => with(Key::Asker(case.asker)),
        TableId::Topics if case.topics.is_empty() => with(Key::NotGiven),
        TableId::Topics => case.topics.iter().for_each(|topic| with(Key::Topic(*topic))),
        TableId::Areas => with(case.area.map_or(Key::NotGiven, Key::Area)),
        TableId::AgeBands => with(Key::AgeBand(case.age_band)),
        TableId::Fields => with(Key::Field(case.field)),
        TableId::Channels => with(Key::Channel(case.channel)),
        TableId::Scenes => with(case.scene.map_or(Key::NotGiven, Key::Scene)),
        TableId::ProgrammeItems => with(case.item.map_or(Key::NotGiven, Key::ProgrammeItem)),
        TableId::FundingLines => with(case.funding.map_or(Key::NotGiven, Key::FundingLine)),
        _ => {}
    }
}
