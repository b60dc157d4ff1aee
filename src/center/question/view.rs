//! All questions as compact summaries: lists, counts, answers in time, and whose clock runs out next.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::api::referral::party_line;
use crate::domain::code::Code;
use crate::domain::id::{PatientId, QuestionId, SiteId, StaffId};
use crate::domain::question::{Question, QuestionState};
use crate::domain::time::Moment;
use crate::text::fold;

/// One question, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct QuestionSummary {
    /// The number.
    pub id: QuestionId,
    /// The patient named in the question.
    pub patient: Option<PatientId>,
    /// Where it stands.
    pub state: QuestionState,
    /// When it was put.
    pub asked: Moment,
    /// When its time runs out, or ran out.
    pub due: Moment,
    /// Who recorded it.
    pub recorded_by: StaffId,
    /// The asker's profession.
    pub profession: Code,
    /// Who asks.
    pub from: Box<str>,
    /// Who is to answer.
    pub to: Box<str>,
    /// The place that is to answer.
    pub site: Option<SiteId>,
    /// Its name.
    pub place: Box<str>,
    /// The first line of the question.
    pub line: Box<str>,
    /// How often the physician was reminded.
    pub reminders: u32,
    /// Whether it was answered in time, once that is known.
    pub in_time: Option<bool>,
    /// When something was last recorded about it, in seconds since 1970.
    pub changed: i64,
    key: Box<str>,
}

impl QuestionSummary {
    fn of(question: &Question) -> Self {
        let inquiry = &question.inquiry;
        let from = party_line(&inquiry.from.organisation, &inquiry.from.name);
        let to = party_line(&inquiry.to.place, &inquiry.to.physician);
        let line = inquiry.text.lines().next().unwrap_or_default();
        let first = question.history.first().map(|happened| happened.stamp);
        let last = question.history.last().map(|happened| happened.stamp);
        Self {
            id: question.id,
            patient: inquiry.patient,
            state: question.state,
            asked: inquiry.asked,
            due: question.due,
            recorded_by: first.map_or(crate::domain::staff::SYSTEM, |stamp| stamp.by),
            profession: inquiry.from.profession.clone(),
            key: fold(&[from.as_str(), &to, line].join(" ")).into_boxed_str(),
            from: from.into_boxed_str(),
            to: to.into_boxed_str(),
            site: inquiry.to.place.site,
            place: inquiry.to.place.name.clone().into_boxed_str(),
            line: line.into(),
            reminders: u32::try_from(question.reminders()).unwrap_or(u32::MAX),
            in_time: question.in_time(),
            changed: last.map_or(i64::MIN, |stamp| stamp.at.timestamp()),
        }
    }

    /// Whether asker, physician or first line hold this folded text.
    pub fn holds(&self, folded: &str) -> bool {
        self.key.contains(folded)
    }
}

/// All questions as summaries.
#[derive(Default)]
pub struct Questions {
    all: BTreeMap<QuestionId, QuestionSummary>,
    of_patient: HashMap<PatientId, Vec<QuestionId>>,
    /// Those whose clock runs, by when it runs out.
    running: BTreeSet<(Moment, QuestionId)>,
}

impl Questions {
    /// Takes a question in, in place of what was known. Its patient never changes.
    pub fn put(&mut self, question: &Question) {
        self.take(QuestionSummary::of(question));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: QuestionSummary) {
        let (id, patient) = (summary.id, summary.patient);
        if summary.state.is_running() {
            self.running.insert((summary.due, id));
        } else {
            self.running.remove(&(summary.due, id));
        }
        if self.all.insert(id, summary).is_none()
            && let Some(patient) = patient
        {
            self.of_patient.entry(patient).or_default().push(id);
        }
    }

    /// All questions, the oldest number first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &QuestionSummary> {
        self.all.values()
    }

    /// One question.
    pub fn get(&self, id: QuestionId) -> Option<&QuestionSummary> {
        self.all.get(&id)
    }

    /// The numbers of the questions about this very record.
    pub fn of_patient(&self, patient: PatientId) -> &[QuestionId] {
        self.of_patient.get(&patient).map_or(&[], Vec::as_slice)
    }

    /// Those whose clock runs, the next to run out first. Whoever died or moved away has no reminders any more, and so
    /// no call: `ended` says of whom that is so.
    fn ticking<'a>(
        &'a self,
        ended: &'a dyn Fn(PatientId) -> bool,
    ) -> impl Iterator<Item = &'a (Moment, QuestionId)> + 'a {
        let stopped = move |id: &QuestionId| self.all.get(id).and_then(|it| it.patient).is_some_and(ended);
        self.running.iter().filter(move |(_, id)| !stopped(id))
    }

    /// When the next clock runs out.
    pub fn next_due(&self, ended: &dyn Fn(PatientId) -> bool) -> Option<Moment> {
        self.ticking(ended).next().map(|(due, _)| *due)
    }

    /// Those whose clock has run out by now, in the order in which it did.
    pub fn run_out(&self, now: Moment, ended: &dyn Fn(PatientId) -> bool) -> Vec<QuestionId> {
        self.ticking(ended).take_while(|(due, _)| *due <= now).map(|(_, id)| *id).collect()
    }
}
