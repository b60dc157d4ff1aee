//! Lists of consultations and the counts of the header, cut to what the caller may read.

use std::ops::Range;

use super::order::{self, Row, place};
use super::view::{Queue, Summary};
use crate::api::Window;
use crate::api::page::WINDOW_LIMIT;
use crate::api::queue::{QueueCounts, QueueFilter, QueueOrder};
use crate::domain::consultation::State;
use crate::domain::id::{ConsultationId, PatientId, StaffId};
use crate::domain::time::{JST, Moment};
use crate::text::{fold, romaji};

/// What a list or a count asks the rest of the centre.
pub struct Asking<'a> {
    /// Who asks.
    pub who: StaffId,
    /// The server's time.
    pub now: Moment,
    /// Whether the caller may read it.
    pub may_read: &'a dyn Fn(&Summary) -> bool,
    /// Whether that is so for every consultation.
    pub reads_all: bool,
    /// Whether reminders about this patient have come to an end.
    pub reminders_end: &'a dyn Fn(PatientId) -> bool,
    /// A patient and the records merged into that one.
    pub group: &'a dyn Fn(PatientId) -> Vec<PatientId>,
}

impl Asking<'_> {
    /// When it has to be looked at; never once reminders about the person have come to an end.
    pub fn due(&self, summary: &Summary) -> Option<Moment> {
        summary.due.filter(|_| !summary.patient.is_some_and(self.reminders_end))
    }

    fn overdue(&self, summary: &Summary) -> bool {
        self.due(summary).is_some_and(|due| due < self.now)
    }

    fn call_back(&self, summary: &Summary) -> bool {
        summary.calls_back > 0 && !summary.patient.is_some_and(self.reminders_end)
    }
}

impl Queue {
    /// The identifiers of one part of a list, and how long the whole is.
    pub fn list(
        &self,
        filter: &QueueFilter,
        order: QueueOrder,
        window: Window,
        asking: &Asking<'_>,
    ) -> (usize, Vec<ConsultationId>) {
        let start = window.offset as usize;
        let part = start..start.saturating_add(window.limit.clamp(1, WINDOW_LIMIT) as usize);
        let row = |summary: &Summary| (place(summary, order, asking.due(summary)), summary.id);
        if asking.reads_all && narrows_by_state_alone(filter) && holds_all_finished(filter) {
            let open = self.open().filter(|summary| filter.states.is_empty() || filter.states.contains(&summary.state));
            let mut open: Vec<Row> = open.map(row).collect();
            open.sort_unstable();
            let finished = self.finished.in_order(order, self.all.values());
            return (open.len() + finished.len(), order::window(&open, finished, &part));
        }
        let fits = self.fits(filter, asking);
        let found: Vec<Row> = if let Some(patient) = filter.patient {
            self.of(&(asking.group)(patient)).into_iter().filter(|summary| fits(summary)).map(row).collect()
        } else if is_only_open(filter) {
            self.open().filter(|summary| fits(summary)).map(row).collect()
        } else {
            self.all.values().filter(|summary| fits(summary)).map(row).collect()
        };
        (found.len(), part_of(found, &part))
    }

    /// Whether a consultation is one of those asked for, and for the caller.
    fn fits<'a>(&'a self, filter: &'a QueueFilter, asking: &'a Asking<'_>) -> impl Fn(&Summary) -> bool + 'a {
        let terms = Terms::of(&filter.text);
        let place_of = |code| u16::try_from(self.areas.iter().position(|known| known == code)?).ok();
        let areas: Vec<u16> = filter.areas.iter().filter_map(place_of).collect();
        move |summary| {
            (filter.states.is_empty() || filter.states.contains(&summary.state))
                && (filter.areas.is_empty() || summary.area.is_some_and(|area| areas.contains(&area)))
                && (filter.urgencies.is_empty() || filter.urgencies.contains(&summary.urgency))
                && (!filter.mine || summary.holder == Some(asking.who))
                && (!filter.overdue || asking.overdue(summary))
                && (!filter.call_back || asking.call_back(summary))
                && (terms.0.is_empty() || terms.hold(summary, self.name_of(summary)))
                && (asking.may_read)(summary)
        }
    }

    fn name_of(&self, summary: &Summary) -> &str {
        summary.patient.and_then(|patient| self.patients.get(&patient)).map_or("", |key| key)
    }

    /// How many there are of what the header tells.
    pub fn counts(&self, asking: &Asking<'_>) -> QueueCounts {
        let today = asking.now.with_timezone(&JST).date_naive();
        let midnight = today.and_time(chrono::NaiveTime::MIN).and_local_timezone(JST).single().unwrap_or(asking.now);
        let mut counts = QueueCounts::default();
        for summary in self.open().filter(|summary| (asking.may_read)(summary)) {
            let count = |number: &mut u32, yes: bool| *number += u32::from(yes);
            let unclaimed = summary.state.is_unclaimed();
            count(&mut counts.open, true);
            count(&mut counts.unclaimed, unclaimed);
            count(&mut counts.overdue, asking.overdue(summary));
            count(&mut counts.mine, summary.holder == Some(asking.who));
            count(&mut counts.new, unclaimed && summary.received >= midnight.timestamp());
            count(&mut counts.call_back, asking.call_back(summary));
            count(&mut counts.waiting, summary.state == State::Waiting);
        }
        counts
    }
}

/// Whether only those are asked for that something is still to be done about.
fn is_only_open(filter: &QueueFilter) -> bool {
    let states = &filter.states;
    filter.mine
        || filter.overdue
        || filter.call_back
        || (!states.is_empty() && states.iter().all(|state| state.is_open()))
}

/// Whether every finished case is asked for, as far as states go.
fn holds_all_finished(filter: &QueueFilter) -> bool {
    filter.states.is_empty() || [State::Resolved, State::Closed].iter().all(|state| filter.states.contains(state))
}

fn narrows_by_state_alone(filter: &QueueFilter) -> bool {
    *filter == QueueFilter { states: filter.states.clone(), ..QueueFilter::default() }
}

/// A part of a list that is not sorted: only that part is sorted, so that it costs no more at the end than at the start.
fn part_of(mut rows: Vec<Row>, part: &Range<usize>) -> Vec<ConsultationId> {
    if part.end < rows.len() {
        rows.select_nth_unstable(part.end);
        rows.truncate(part.end);
    }
    let start = part.start.min(rows.len());
    if start > 0 && start < rows.len() {
        rows.select_nth_unstable(start);
    }
    let mut shown = rows.split_off(start);
    shown.sort_unstable();
    shown.into_iter().map(|(_, id)| id).collect()
}

/// What is searched for: each word as a key, and in romaji where it can be that.
struct Terms(Vec<(String, Option<String>)>);

impl Terms {
    fn of(text: &str) -> Self {
        let words = text.split_whitespace();
        Self(words.map(|word| (fold(word), romaji::of_term(word))).filter(|(key, _)| !key.is_empty()).collect())
    }

    fn hold(&self, summary: &Summary, patient: &str) -> bool {
        self.0.iter().all(|(key, romaji)| {
            let found = |term: &str| summary.key.contains(term) || patient.contains(term);
            found(key) || romaji.as_deref().is_some_and(found)
        })
    }
}
