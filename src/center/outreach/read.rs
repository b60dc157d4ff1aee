//! What is read of outreach: the list with its counts, one outreach.

use chrono::NaiveDate;

use super::view::{OutreachSummary, Waiting};
use crate::api::outreach::{OutreachAnswer, OutreachCounts, OutreachDetail, OutreachFilter, OutreachRead, OutreachRow};
use crate::api::{Page, Problem};
use crate::center::reader::Reader;
use crate::center::support_advice::about::{self, About};
use crate::center::support_advice::may;
use crate::domain::event::Kind;
use crate::domain::id::OutreachId;
use crate::domain::outreach::{Outreach, OutreachState, RiskClass};
use crate::text::fold;

/// Answers a read.
pub fn read(reader: &Reader, request: &OutreachRead) -> Result<OutreachAnswer, Problem> {
    if !may(&reader.actor) {
        return Err(Problem::NotAllowed);
    }
    let desk = Desk { reader, today: reader.now.date_naive() };
    match request {
        OutreachRead::List { filter, window } => {
            let page = Page::of(&desk.list(filter), *window, |it| it.id);
            let found = page.rows.iter().filter_map(|id| reader.views().outreaches.get(*id));
            let rows = found.map(|it| desk.row(it)).collect::<Result<Vec<_>, _>>()?;
            let page = Page { total: page.total, offset: page.offset, rows };
            Ok(OutreachAnswer::List { page, counts: desk.counts() })
        }
        OutreachRead::Outreach { outreach } => desk.detail(*outreach).map(|it| OutreachAnswer::Outreach(Box::new(it))),
    }
}

struct Desk<'a> {
    reader: &'a Reader<'a>,
    today: NaiveDate,
}

impl Desk<'_> {
    /// What is to follow next; nothing once the person died or moved away.
    fn waiting<'b>(&self, it: &'b OutreachSummary) -> Option<&'b Waiting> {
        let ended = it.patient.is_some_and(|patient| self.reader.views().patients.reminders_end(patient));
        it.waiting.first().filter(|_| !ended)
    }

    fn is_due(&self, it: &OutreachSummary) -> bool {
        self.waiting(it).is_some_and(|waiting| waiting.due <= self.today)
    }

    fn list(&self, filter: &OutreachFilter) -> Vec<&OutreachSummary> {
        let views = self.reader.views();
        let group = filter.patient.map(|patient| views.patients.group(views.patients.root(patient)));
        let text = fold(&filter.text);
        let number = filter.text.trim().parse().ok();
        let fits = |it: &&OutreachSummary| {
            filter.open.is_none_or(|open| it.state.is_open() == open)
                && (!filter.due || self.is_due(it))
                && group.as_ref().is_none_or(|group| it.patient.is_some_and(|id| group.contains(&id)))
                && (text.is_empty()
                    || number == Some(it.id)
                    || it.holds(&text)
                    || about::holds(views, it.consultation, it.patient, &text))
        };
        let mut found: Vec<&OutreachSummary> = views.outreaches.all().filter(fits).collect();
        found.sort_by_key(|it| {
            let open = it.state.is_open();
            let due = self.waiting(it).map_or(NaiveDate::MAX, |waiting| waiting.due);
            // Among the open ones: what falls due, then the danger, then the oldest.
            let weight =
                if open { (!self.is_due(it), 3 - it.risk.map_or(0, |risk| risk as i64)) } else { (true, -it.changed) };
            (!open, weight, due, it.id)
        });
        found
    }

    fn counts(&self) -> OutreachCounts {
        let mut counts = OutreachCounts::default();
        for it in self.reader.views().outreaches.all().filter(|it| it.state.is_open()) {
            counts.open += 1;
            counts.undecided += u32::from(it.state == OutreachState::Proposed);
            counts.in_danger += u32::from(it.risk.is_some_and(|risk| risk >= RiskClass::High));
            counts.due += u32::from(self.is_due(it));
        }
        counts
    }

    fn row(&self, it: &OutreachSummary) -> Result<OutreachRow, Problem> {
        let About { number, patient, person, area } = About::of(self.reader, it.consultation, it.patient)?;
        let waiting = self.waiting(it);
        Ok(OutreachRow {
            id: it.id,
            consultation: it.consultation,
            number,
            patient,
            person,
            area,
            state: it.state,
            on: it.on,
            next: it.next,
            risk: it.risk,
            visits: it.visits,
            due: waiting.map(|waiting| waiting.due),
            overdue: self.is_due(it),
            member: waiting.map(|waiting| waiting.member),
            line: it.line.to_string(),
        })
    }

    fn detail(&self, id: OutreachId) -> Result<OutreachDetail, Problem> {
        let summary = self.reader.views().outreaches.get(id);
        let summary = summary.ok_or_else(|| Problem::NotFound { kind: Kind::Outreach, id: id.to_string() })?;
        let outreach: Outreach = self.reader.get(id)?;
        let row = self.row(summary)?;
        let city = &self.reader.settings().city;
        let area = row.area.as_ref().and_then(|area| city.area(area));
        let support_centre = area.map(|area| area.support_centre.clone()).unwrap_or_default();
        Ok(OutreachDetail { outreach, row, support_centre })
    }
}
