//! What is read of agreements and enrolments: lists, counts, one enrolment, whom to call next.

use chrono::NaiveDate;

use super::view::EnrolmentSummary;
use crate::api::ict::{
    AgreementRow, EnrolmentCounts, EnrolmentFilter, EnrolmentRow, IctAnswer, IctRead, Joined, MONTHS_SHOWN, MonthTimes,
};
use crate::api::{Page, Problem};
use crate::center::reader::Reader;
use crate::domain::code::CodeList;
use crate::domain::enrolment::IctEnrolment;
use crate::domain::event::Kind;
use crate::domain::id::SiteId;
use crate::domain::month::Month;
use crate::text::{fold, reading};

/// Answers a read. Nothing of it is clinical: whoever may see the resources may see who takes part.
pub fn read(reader: &Reader, request: &IctRead) -> Result<IctAnswer, Problem> {
    let desk = Desk { reader, today: reader.now.date_naive() };
    match request {
        IctRead::Enrolments { filter, window } => {
            let found = desk.list(filter);
            let page = Page::of(&found, *window, |it| desk.row(it));
            Ok(IctAnswer::Enrolments { page, counts: desk.counts() })
        }
        IctRead::Enrolment { enrolment } => {
            let summary = reader.views().ict.enrolment(*enrolment);
            let summary =
                summary.ok_or_else(|| Problem::NotFound { kind: Kind::IctEnrolment, id: enrolment.to_string() })?;
            let record: IctEnrolment = reader.get(*enrolment)?;
            Ok(IctAnswer::Enrolment { enrolment: Box::new(record), row: Box::new(desk.row(summary)) })
        }
        IctRead::Agreements => Ok(IctAnswer::Agreements(desk.agreements())),
    }
}

/// Where a place takes part, and did.
pub fn joined(reader: &Reader, site: SiteId) -> Vec<Joined> {
    let joined = |it: &EnrolmentSummary| Joined {
        enrolment: it.id,
        association: it.association.clone(),
        started: it.started,
        users: it.users,
        last_used: it.last_used,
        ended: it.ended,
    };
    reader.views().ict.of_site(site).map(joined).collect()
}

struct Desk<'a> {
    reader: &'a Reader<'a>,
    today: NaiveDate,
}

impl Desk<'_> {
    fn call_from(&self, it: &EnrolmentSummary) -> Option<NaiveDate> {
        // A place that closed down is not called.
        let closed = self.reader.views().resources.get(it.site).is_some_and(|site| site.closed);
        it.call_from(self.reader.settings().ict_quiet_after_days).filter(|_| !closed)
    }

    fn is_to_call(&self, it: &EnrolmentSummary) -> bool {
        self.call_from(it).is_some_and(|from| from <= self.today)
    }

    fn list(&self, filter: &EnrolmentFilter) -> Vec<&EnrolmentSummary> {
        let views = self.reader.views();
        let text = fold(&filter.text);
        let number = filter.text.trim().parse().ok();
        let name = |it: &EnrolmentSummary| views.resources.get(it.site).map_or("", |site| site.name.as_str());
        let area = |it: &EnrolmentSummary| views.resources.get(it.site).and_then(|site| site.area.as_ref());
        let mut found: Vec<&EnrolmentSummary> = views
            .ict
            .enrolments()
            .filter(|it| {
                filter.open.is_none_or(|open| it.is_open() == open)
                    && (filter.associations.is_empty() || filter.associations.contains(&it.association))
                    && (!filter.to_call || self.is_to_call(it))
                    && (filter.areas.is_empty() || area(it).is_some_and(|area| filter.areas.contains(area)))
                    && filter.site.is_none_or(|site| it.site == site)
                    && (text.is_empty()
                        || number == Some(it.id)
                        || fold(name(it)).contains(&text)
                        || fold(&reading(name(it))).contains(&text))
            })
            .collect();
        if filter.to_call {
            found.sort_by_key(|it| (self.call_from(it), it.id));
        } else {
            found.sort_by_cached_key(|it| (reading(name(it)), it.id));
        }
        found
    }

    fn row(&self, it: &EnrolmentSummary) -> EnrolmentRow {
        let views = self.reader.views();
        let site = views.resources.get(it.site);
        let call_from = self.call_from(it);
        let this = Month::of(self.today);
        EnrolmentRow {
            id: it.id,
            site: it.site,
            name: site.map_or_else(|| it.site.to_string(), |site| site.name.clone()),
            area: site.and_then(|site| site.area.clone()),
            phone: site.map(|site| site.phone.clone()).unwrap_or_default(),
            association: it.association.clone(),
            standing: views.ict.standing(&it.association, self.today),
            started: it.started,
            ended: it.ended,
            users: it.users,
            last_used: it.last_used,
            months: (0..MONTHS_SHOWN)
                .rev()
                .map(|back| this.before(back))
                .map(|month| MonthTimes { month, times: it.times(month) })
                .collect(),
            encouraged: it.encouraged,
            call_from,
            to_call: call_from.is_some_and(|from| from <= self.today),
        }
    }

    fn counts(&self) -> EnrolmentCounts {
        let month = Month::of(self.today);
        let mut counts = EnrolmentCounts::default();
        for it in self.reader.views().ict.enrolments().filter(|it| it.is_open()) {
            counts.open += 1;
            counts.users += it.users;
            counts.used += u32::from(it.times(month).is_some_and(|times| times > 0));
            counts.to_call += u32::from(self.is_to_call(it));
        }
        counts
    }

    /// In the order of the centre's list of associations, the newest first.
    fn agreements(&self) -> Vec<AgreementRow> {
        let ict = &self.reader.views().ict;
        let list = self.reader.settings().codes.list(CodeList::Associations);
        let mut rows: Vec<AgreementRow> = ict
            .agreements()
            .map(|agreement| AgreementRow {
                standing: agreement.standing(self.today),
                members: ict.members(&agreement.terms.association),
                agreement: agreement.clone(),
            })
            .collect();
        let place = |row: &AgreementRow| list.iter().position(|entry| entry.code == row.agreement.terms.association);
        rows.sort_by_key(|row| (place(row), std::cmp::Reverse((row.agreement.terms.signed_on, row.agreement.id))));
        rows
    }
}
