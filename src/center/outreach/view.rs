//! All outreaches as compact summaries: lists, counts, what falls due.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::id::{ConsultationId, OutreachId, PatientId, StaffId};
use crate::domain::outreach::{Outreach, OutreachState, OutreachStep, RiskClass};
use crate::domain::staff::SYSTEM;
use crate::domain::timeline::Occurred;
use crate::text::fold;

/// What is to follow, as far as lists and news need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Waiting {
    /// The day by which.
    pub due: NaiveDate,
    /// Who sees to it.
    pub member: StaffId,
    /// The first line of what is to be done.
    pub line: Box<str>,
}

/// One outreach, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OutreachSummary {
    /// The number.
    pub id: OutreachId,
    /// The consultation that it comes from.
    pub consultation: ConsultationId,
    /// The patient whom it is about now.
    pub patient: Option<PatientId>,
    /// Where it stands.
    pub state: OutreachState,
    /// When it was proposed.
    pub on: Occurred,
    /// Who proposed it.
    pub by: StaffId,
    /// The step that comes next.
    pub next: Option<OutreachStep>,
    /// The danger as it was last told.
    pub risk: Option<RiskClass>,
    /// How often somebody went.
    pub visits: u32,
    /// What is still to follow, by when it is due.
    pub waiting: Vec<Waiting>,
    /// The first line of why it was proposed.
    pub line: Box<str>,
    /// When something was last recorded about it, in seconds since 1970.
    pub changed: i64,
    key: Box<str>,
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

impl OutreachSummary {
    fn of(it: &Outreach) -> Self {
        let line = first_line(&it.proposal.reason);
        let waiting = it.waiting().into_iter().filter(|_| it.state.is_open()).map(|it| Waiting {
            due: it.plan.due,
            member: it.plan.member,
            line: first_line(&it.plan.what).into(),
        });
        Self {
            id: it.id,
            consultation: it.proposal.consultation,
            patient: it.proposal.patient,
            state: it.state,
            on: it.proposal.on,
            by: it.history.first().map_or(SYSTEM, |turn| turn.stamp.by),
            next: it.next_step(),
            risk: it.risk().map(|risk| risk.class),
            visits: u32::try_from(it.visits.len()).unwrap_or(u32::MAX),
            waiting: waiting.collect(),
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
pub struct Outreaches {
    all: BTreeMap<OutreachId, OutreachSummary>,
    of_patient: HashMap<PatientId, BTreeSet<OutreachId>>,
    of_consultation: HashMap<ConsultationId, BTreeSet<OutreachId>>,
}

impl Outreaches {
    /// Takes one in, in place of what was known.
    pub fn put(&mut self, outreach: &Outreach) {
        self.take(OutreachSummary::of(outreach));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: OutreachSummary) {
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
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &OutreachSummary> {
        self.all.values()
    }

    /// One of them.
    pub fn get(&self, id: OutreachId) -> Option<&OutreachSummary> {
        self.all.get(&id)
    }

    /// The numbers of those about this very record.
    pub fn of_patient(&self, patient: PatientId) -> impl Iterator<Item = OutreachId> + '_ {
        self.of_patient.get(&patient).into_iter().flatten().copied()
    }

    /// The numbers of those that came of this consultation.
    pub fn of_consultation(&self, consultation: ConsultationId) -> Vec<OutreachId> {
        self.of_consultation.get(&consultation).into_iter().flatten().copied().collect()
    }
}
