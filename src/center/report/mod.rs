//! Reports: who may read them, a copy of the facts taken so quickly that nobody waits while they are counted, and the
//! closing of a month or of a year.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::store::Store;
use super::transaction::{Transaction, done};
use super::{Center, rights};
use crate::api::report::{Report, ReportAnswer, ReportChange, ReportProblem, ReportRead, SourceRow};
use crate::api::{Answer, Change, Done, Page, Problem, Request};
use crate::domain::aggregate::Key;
use crate::domain::event::{Kind, Registered};
use crate::domain::id::{ClosingId, StaffId};
use crate::domain::month::Month;
use crate::domain::report::{Closing, ClosingEvent, Period, Table};
use crate::domain::settings::Settings;
use crate::domain::time::Moment;
use crate::report::count::{self, Source};
use crate::report::facts::Facts;
use crate::report::{mask, set};

/// What a report is made from: a copy, for which nothing is locked.
struct Desk<'a> {
    facts: Facts,
    settings: Arc<Settings>,
    now: Moment,
    store: &'a dyn Store,
}

impl Center {
    fn desk(&self, staff: StaffId, request: &Request) -> Result<Desk<'_>, Problem> {
        let reader = self.reader(staff)?;
        rights::read(&reader.actor, request)?;
        let views = reader.views();
        let settings = Arc::clone(&views.settings);
        Ok(Desk { facts: views.facts.clone(), settings, now: reader.now, store: &self.shared.keeper })
    }

    /// Answers a read of reports.
    pub(super) fn report(&self, staff: StaffId, read: ReportRead) -> Result<Answer, Problem> {
        let request = Request::Report(read);
        let desk = self.desk(staff, &request)?;
        let Request::Report(read) = &request else { return Err(Problem::Internal) };
        desk.read(read).map(|answer| Answer::Report(Box::new(answer)))
    }

    /// The change with what it has to know. A period is counted before it waits to be closed, so that nobody else's change
    /// waits for the count; what comes in between is corrected later, as everything after it.
    pub(super) fn counted(&self, staff: StaffId, change: Change) -> Result<Change, Problem> {
        let Change::Report(ReportChange::Close { period, .. }) = change else { return Ok(change) };
        let desk = self.desk(staff, &Request::Change(change))?;
        let tables = count::tables(&desk.facts, &desk.settings, period);
        Ok(Change::Report(ReportChange::Close { period, tables }))
    }
}

/// Makes a change.
pub fn change(tx: &mut Transaction, change: ReportChange) -> Result<Done, Problem> {
    let ReportChange::Close { period, tables } = change;
    if !period.is_over(tx.now().date_naive()) {
        return Err(ReportProblem::NotOver { period }.into());
    }
    let id = ClosingId::of(period);
    if let Some(Closing { stamp, .. }) = tx.find::<Closing>(id)? {
        return Err(ReportProblem::AlreadyClosed { period, stamp }.into());
    }
    if let Period::Year(_) = period {
        for month in period.months() {
            if tx.find::<Closing>(ClosingId::of(Period::Month(month)))?.is_none() {
                return Err(ReportProblem::MonthsOpen { month }.into());
            }
        }
    }
    let closing = tx.record::<Closing>(id, ClosingEvent::Closed { period, tables })?;
    Ok(done(&closing, Some(period.to_string())))
}

impl Desk<'_> {
    fn read(&self, read: &ReportRead) -> Result<ReportAnswer, Problem> {
        match read {
            ReportRead::Tables { period, compare, mask_below } => {
                let compared = compare.then(|| period.a_year_before());
                let mut report = self.report(*period)?;
                if let Some(before) = compared {
                    let tables = match self.closing(before)? {
                        Some(closing) => closing.tables,
                        None => self.count(before),
                    };
                    set::beside(&mut report.tables, &tables);
                }
                mask::mask(&mut report.tables, *mask_below);
                Ok(ReportAnswer::Tables(Report { compared, mask_below: *mask_below, ..report }))
            }
            ReportRead::Sources { period, table, row, column, window } => {
                let sources = count::sources(&self.facts, *period, *table, row, *column);
                Ok(ReportAnswer::Sources(Page::of(&sources, *window, |source| self.source(*source))))
            }
        }
    }

    /// The figures of a closed period as they were closed, those of any other one as they are.
    fn report(&self, period: Period) -> Result<Report, Problem> {
        let (mut tables, made) = (self.count(period), self.now);
        let (mut closed, mut corrected) = (None, Vec::new());
        if let Some(closing) = self.closing(period)? {
            tables = set::corrected(&closing.tables, &tables);
            closed = Some(closing.stamp);
        } else if let Period::Year(_) = period {
            let months = self.closed_months(period)?;
            corrected = months
                .iter()
                .filter(|(month, tables)| self.is_corrected(*month, tables))
                .map(|(month, _)| *month)
                .collect();
            set::closed_months(&mut tables, &months);
        }
        Ok(Report { period, made, compared: None, mask_below: 0, closed, corrected, tables })
    }

    fn count(&self, period: Period) -> Vec<Table> {
        count::tables(&self.facts, &self.settings, period)
    }

    fn is_corrected(&self, month: Month, closed: &[Table]) -> bool {
        set::corrected(closed, &self.count(Period::Month(month))).iter().any(Table::is_corrected)
    }

    fn closed_months(&self, period: Period) -> Result<Vec<(Month, Vec<Table>)>, Problem> {
        let closing = |month: Month| self.closing(Period::Month(month)).map(|closing| (month, closing));
        let all: Result<Vec<(Month, Option<Closing>)>, Problem> = period.months().into_iter().map(closing).collect();
        Ok(all?.into_iter().filter_map(|(month, closing)| Some((month, closing?.tables))).collect())
    }

    fn closing(&self, period: Period) -> Result<Option<Closing>, Problem> {
        let record = self.store.get(Kind::Closing, &ClosingId::of(period).bytes())?;
        Ok(record.and_then(Closing::from_record))
    }

    fn source(&self, source: Source) -> SourceRow {
        match source {
            Source::Case(id) => SourceRow {
                kind: Kind::Consultation,
                id: id.to_string(),
                number: self.facts.case(id).map(|case| case.number),
            },
            Source::Referral(id) => unnumbered(Kind::Referral, id),
            Source::Pair(id) => unnumbered(Kind::PhysicianPair, id),
            Source::Question(id) => unnumbered(Kind::Question, id),
            Source::Screening(id) => unnumbered(Kind::Screening, id),
            Source::Site(id) => unnumbered(Kind::Site, id),
        }
    }
}

fn unnumbered(kind: Kind, id: impl std::fmt::Display) -> SourceRow {
    SourceRow { kind, id: id.to_string(), number: None }
}
