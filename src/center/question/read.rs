//! What is read of questions: lists, counts, one question, and answers in time by organisation.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use super::holds;
use super::view::QuestionSummary;
use crate::api::question::{
    CallRow, QuestionAnswer, QuestionCounts, QuestionDetail, QuestionFilter, QuestionOrder, QuestionRead, QuestionRow,
};
use crate::api::{Page, Problem};
use crate::center::reader::Reader;
use crate::center::referral::Reach;
use crate::domain::calendar::WorkingTime;
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, QuestionId, SiteId};
use crate::domain::question::{Question, Share, median};
use crate::domain::time::Moment;
use crate::text::{fold, reading};

/// How far back the shares beside a question reach.
const SHARE_MONTHS: Months = Months::new(12);

/// Answers a read.
pub fn read(reader: &Reader, request: &QuestionRead) -> Result<QuestionAnswer, Problem> {
    let desk = Desk { reader, reach: Reach::of(&reader.actor).check()? };
    match request {
        QuestionRead::List { filter, order, window } => {
            let found = desk.list(filter, *order);
            let page = Page::of(&found, *window, |summary| desk.row(summary));
            Ok(QuestionAnswer::List { page, counts: desk.counts() })
        }
        QuestionRead::Question { question } => desk.detail(*question).map(|it| QuestionAnswer::Question(Box::new(it))),
        QuestionRead::Shares { from, to } => {
            // What organisations answer of all patients is not for a team that sees a few.
            if desk.reach != Reach::All {
                return Err(Problem::NotAllowed);
            }
            let shares = desk.shares(*from, *to);
            Ok(QuestionAnswer::Shares { median: median(&shares), shares })
        }
    }
}

struct Desk<'a> {
    reader: &'a Reader<'a>,
    reach: Reach,
}

/// An organisation: its place, or its name where the resources do not hold it.
type Organisation = (Option<SiteId>, String);

fn organisation(summary: &QuestionSummary) -> Organisation {
    match summary.site {
        Some(site) => (Some(site), String::new()),
        None => (None, fold(&summary.place)),
    }
}

impl Desk<'_> {
    fn readable(&self) -> impl DoubleEndedIterator<Item = &QuestionSummary> {
        self.reader.views().questions.all().filter(|it| holds(self.reader.views(), self.reach, it.patient))
    }

    /// When its time runs out; never once it has ended, or once the person died or moved away.
    fn due(&self, it: &QuestionSummary) -> Option<Moment> {
        let ended = |patient| self.reader.views().patients.reminders_end(patient);
        (it.state.is_open() && !it.patient.is_some_and(ended)).then_some(it.due)
    }

    fn is_overdue(&self, it: &QuestionSummary) -> bool {
        self.due(it).is_some_and(|due| due <= self.reader.now)
    }

    fn patient_holds(&self, patient: Option<PatientId>, folded: &str) -> bool {
        let patients = &self.reader.views().patients;
        patient
            .and_then(|patient| patients.row(patients.root(patient)))
            .is_some_and(|row| fold(&row.name.written).contains(folded) || fold(&row.name.kana).contains(folded))
    }

    fn list(&self, filter: &QuestionFilter, order: QuestionOrder) -> Vec<&QuestionSummary> {
        let patients = &self.reader.views().patients;
        let group = filter.patient.map(|patient| patients.group(patients.root(patient)));
        let text = fold(&filter.text);
        let number = filter.text.trim().parse().ok();
        let mut found: Vec<&QuestionSummary> = self
            .readable()
            .filter(|it| {
                filter.open.is_none_or(|open| it.state.is_open() == open)
                    && (filter.states.is_empty() || filter.states.contains(&it.state))
                    && (!filter.overdue || self.is_overdue(it))
                    && (!filter.mine || it.recorded_by == self.reader.actor.id)
                    && group.as_ref().is_none_or(|group| it.patient.is_some_and(|patient| group.contains(&patient)))
                    && filter.place.is_none_or(|place| it.site == Some(place))
                    && (text.is_empty()
                        || number == Some(it.id)
                        || it.holds(&text)
                        || self.patient_holds(it.patient, &text))
            })
            .collect();
        match order {
            QuestionOrder::Due => found.sort_by_cached_key(|it| match self.due(it) {
                Some(due) => (false, due.timestamp(), it.id.0),
                None => (true, -it.changed, it.id.0),
            }),
            QuestionOrder::Newest => found.reverse(),
        }
        found
    }

    fn row(&self, it: &QuestionSummary) -> QuestionRow {
        let patients = &self.reader.views().patients;
        let due = self.due(it);
        let time = WorkingTime::new(&self.reader.settings().hours);
        QuestionRow {
            id: it.id,
            patient: it.patient.and_then(|patient| patients.row(patients.root(patient))).cloned(),
            state: it.state,
            asked: it.asked,
            due,
            remaining: due.map(|due| time.minutes_between(self.reader.now, due)),
            overdue: self.is_overdue(it),
            profession: it.profession.clone(),
            from: it.from.to_string(),
            to: it.to.to_string(),
            reminders: it.reminders,
            line: it.line.to_string(),
        }
    }

    fn counts(&self) -> QuestionCounts {
        let today = self.reader.now.date_naive();
        let mut counts = QuestionCounts::default();
        for it in self.readable().filter(|it| it.state.is_open()) {
            counts.open += 1;
            counts.overdue += u32::from(self.is_overdue(it));
            counts.today +=
                u32::from(self.due(it).is_some_and(|due| due.date_naive() == today) && !self.is_overdue(it));
            counts.mine += u32::from(it.recorded_by == self.reader.actor.id);
        }
        counts
    }

    fn detail(&self, id: QuestionId) -> Result<QuestionDetail, Problem> {
        let views = self.reader.views();
        let summary = views.questions.get(id).filter(|it| holds(views, self.reach, it.patient));
        let summary = summary.ok_or_else(|| Problem::NotFound { kind: Kind::Question, id: id.to_string() })?;
        let question: Question = self.reader.get(id)?;
        let call = question.call.and_then(|call| views.queue.get(call)).map(|call| CallRow {
            consultation: call.id,
            number: call.number.to_string(),
            state: call.state,
            claimed_by: call.holder,
        });
        let place = summary.site.and_then(|site| views.resources.get(site));
        let since = self.reader.now.date_naive().checked_sub_months(SHARE_MONTHS);
        // A team learns nothing of what is asked about the patients of others.
        let (shares, own) = match self.reach {
            Reach::All => {
                let shares = self.counted(since, None);
                let own = shares.get(&organisation(summary)).cloned();
                (shares.into_values().collect(), own)
            }
            Reach::Team(_) | Reach::None => (Vec::new(), None),
        };
        let unanswered = || Share { site: summary.site, name: summary.place.to_string(), questions: 0, in_time: 0 };
        Ok(QuestionDetail {
            row: self.row(summary),
            phone: place.map(|place| place.phone.clone()).unwrap_or_default(),
            call,
            share: own.unwrap_or_else(unanswered),
            median: median(&shares),
            question,
        })
    }

    /// The shares of all organisations, of questions put within these days.
    fn counted(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> BTreeMap<Organisation, Share> {
        let views = self.reader.views();
        let mut shares: BTreeMap<Organisation, Share> = BTreeMap::new();
        let within = |day: NaiveDate| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
        for it in self.readable().filter(|it| within(it.asked.date_naive())) {
            let Some(in_time) = it.in_time else { continue };
            let share = shares.entry(organisation(it)).or_insert_with(|| {
                let known = it.site.and_then(|site| views.resources.get(site)).map(|site| site.name.clone());
                let name = known.unwrap_or_else(|| it.place.to_string());
                Share { site: it.site, name, questions: 0, in_time: 0 }
            });
            share.questions += 1;
            share.in_time += u32::from(in_time);
        }
        shares
    }

    /// By how their names are read: no order of merit.
    fn shares(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Vec<Share> {
        let mut shares: Vec<Share> = self.counted(from, to).into_values().collect();
        shares.sort_by_cached_key(|share| (reading(&share.name), share.site));
        shares
    }
}
