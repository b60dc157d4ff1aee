//! A period that was closed (締め): its figures as they were then, for ever.

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::table::Table;
use crate::domain::aggregate::{Aggregate, Stamp, Subject};
use crate::domain::id::{ClosingId, Version};
use crate::domain::month::Month;
use chrono::Datelike;

/// Numbers of years stand behind those of months.
const YEARS: u64 = 1_000_000;

impl ClosingId {
    /// The closing of this period: there is never more than one.
    pub fn of(period: Period) -> Self {
        let whole = |number: i32| u64::try_from(number).unwrap_or(0);
        match period {
            Period::Month(month) => {
                let day = month.first_day();
                Self(whole(day.year()) * 12 + u64::from(day.month0()))
            }
            Period::Year(year) => Self(YEARS + whole(year.0)),
        }
    }
}

/// A period that was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Its identifier.
    pub id: ClosingId,
    /// How often it has changed: it never does.
    pub version: Version,
    /// What was closed.
    pub period: Period,
    /// The figures as they were.
    pub tables: Vec<Table>,
    /// When and by whom.
    pub stamp: Stamp,
}

/// What happens to a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingEvent {
    /// It was closed: from now on its figures stay, and later corrections stand beside them.
    Closed {
        /// What.
        period: Period,
        /// The figures.
        tables: Vec<Table>,
    },
}

/// Why a period cannot be closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportProblem {
    /// It has not ended yet.
    NotOver {
        /// Which.
        period: Period,
    },
    /// It is closed already.
    AlreadyClosed {
        /// Which.
        period: Period,
        /// When and by whom.
        stamp: Stamp,
    },
    /// A fiscal year is closed after its months.
    MonthsOpen {
        /// The first that is not closed.
        month: Month,
    },
}

impl Aggregate for Closing {
    type Id = ClosingId;
    type Event = ClosingEvent;

    fn begin(id: ClosingId, event: &ClosingEvent, stamp: &Stamp) -> Option<Self> {
        let ClosingEvent::Closed { period, tables } = event;
        Some(Self { id, version: Version(1), period: *period, tables: tables.clone(), stamp: *stamp })
    }

    fn apply(&mut self, _event: &ClosingEvent, _stamp: &Stamp) {
        // What is closed stays as it is, whatever a journal says.
        self.version = self.version.next();
    }

    fn id(&self) -> ClosingId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Centre
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::StaffId;

    #[test]
    fn every_period_has_a_closing_of_its_own_that_never_changes() {
        let ids = ["2026-10", "2026-11", "2027-10", "R8", "R9"].map(|text| ClosingId::of(text.parse().unwrap()));
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
        let period: Period = "2026-10".parse().unwrap();
        let stamp = |by| Stamp { at: "2026-11-02T09:00:00+09:00".parse().unwrap(), by: StaffId(by) };
        let event = ClosingEvent::Closed { period, tables: Vec::new() };
        let first = Closing::begin(ClosingId::of(period), &event, &stamp(1)).unwrap();
        let mut later = first.clone();
        later.apply(&event, &stamp(2));
        assert_eq!((later.stamp, &later.tables), (first.stamp, &first.tables));
    }
}
