//! All advice that was asked for as compact summaries: lists, counts, what waits for whom.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::domain::id::{AdviceId, ConsultationId, PatientId, StaffId};
use crate::domain::staff::SYSTEM;
use crate::domain::support_advice::{AdviceState, Judgement, SupportAdvice};
use crate::domain::timeline::Occurred;
use crate::text::fold;

/// One request for advice, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AdviceSummary {
    /// The number.
    pub id: AdviceId,
    /// The consultation.
    pub consultation: ConsultationId,
    /// The patient whom it is about now.
    pub patient: Option<PatientId>,
    /// Where it stands.
    pub state: AdviceState,
    /// When it was asked.
    pub on: Occurred,
    /// Who asked.
    pub by: StaffId,
    /// The support physician.
    pub physician: StaffId,
    /// The judgement, once given.
    pub judgement: Option<Judgement>,
    /// The first line of what is asked.
    pub line: Box<str>,
    /// When something was last recorded about it, in seconds since 1970.
    pub changed: i64,
    key: Box<str>,
}

impl AdviceSummary {
    fn of(it: &SupportAdvice) -> Self {
        let line = it.request.text.lines().next().unwrap_or_default();
        Self {
            id: it.id,
            consultation: it.request.consultation,
            patient: it.request.patient,
            state: it.state,
            on: it.request.on,
            by: it.history.first().map_or(SYSTEM, |turn| turn.stamp.by),
            physician: it.request.physician,
            judgement: it.advice.as_ref().map(|advice| advice.judgement),
            line: line.into(),
            changed: it.history.last().map_or(i64::MIN, |turn| turn.stamp.at.timestamp()),
            key: fold(line).into(),
        }
    }

    /// Whether the first line holds this folded text.
    pub fn holds(&self, folded: &str) -> bool {
        self.key.contains(folded)
    }
}

/// All of them.
#[derive(Default)]
pub struct Advices {
    all: BTreeMap<AdviceId, AdviceSummary>,
    of_patient: HashMap<PatientId, BTreeSet<AdviceId>>,
    of_consultation: HashMap<ConsultationId, BTreeSet<AdviceId>>,
}

impl Advices {
    /// Takes one in, in place of what was known.
    pub fn put(&mut self, advice: &SupportAdvice) {
        self.take(AdviceSummary::of(advice));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: AdviceSummary) {
        let id = summary.id;
        self.of_consultation.entry(summary.consultation).or_default().insert(id);
        let patient = summary.patient;
        let old = self.all.insert(id, summary);
        if let Some(ids) = old.and_then(|old| old.patient).and_then(|old| self.of_patient.get_mut(&old)) {
            ids.remove(&id);
        }
        if let Some(patient) = patient {
            self.of_patient.entry(patient).or_default().insert(id);
        }
    }

    /// All, the oldest number first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &AdviceSummary> {
        self.all.values()
    }

    /// One of them.
    pub fn get(&self, id: AdviceId) -> Option<&AdviceSummary> {
        self.all.get(&id)
    }

    /// The numbers of those about this very record.
    pub fn of_patient(&self, patient: PatientId) -> impl Iterator<Item = AdviceId> + '_ {
        self.of_patient.get(&patient).into_iter().flatten().copied()
    }

    /// The numbers of those that were asked on this consultation.
    pub fn of_consultation(&self, consultation: ConsultationId) -> Vec<AdviceId> {
        self.of_consultation.get(&consultation).into_iter().flatten().copied().collect()
    }
}
