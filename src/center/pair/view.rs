//! All pairs as compact summaries: lists, counts, what each place has and answered.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::id::{ConsultationId, PairId, PatientId, SiteId, StaffId};
use crate::domain::pair::{Next, PairAnswer, PairRole, PairState, PairTerms, PhysicianPair, Scheme};
use crate::domain::patient::Physician;
use crate::text::fold;

/// What became of an asking, as far as later rankings look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// The place agreed.
    Yes,
    /// The place declined.
    No,
    /// It was withdrawn, or the place did not take part after all.
    Nothing,
}

/// One asking in short.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct AskedPlace {
    /// The place, where the resources hold it.
    pub site: Option<SiteId>,
    /// What it said, and when; none while the answer is awaited.
    pub answer: Option<(Said, NaiveDate)>,
}

/// One pair, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PairSummary {
    /// The number.
    pub id: PairId,
    /// The patient named at the beginning.
    pub patient: PatientId,
    /// The scheme.
    pub scheme: Scheme,
    /// Its state.
    pub state: PairState,
    /// Since when it has been in its state.
    pub since: NaiveDate,
    /// The day by which somebody should look, the patient's end aside.
    pub due: Option<NaiveDate>,
    /// Who looks after it.
    pub coordinator: StaffId,
    /// The consultation that it comes from.
    pub consultation: Option<ConsultationId>,
    /// The physicians by their roles, the primary's role first.
    pub physicians: Vec<(PairRole, Option<Physician>)>,
    /// From when on it is active.
    pub from: Option<NaiveDate>,
    /// What comes next.
    pub next: Option<Next>,
    /// The place whose answer is awaited.
    pub asked: Option<Box<str>>,
    /// Every asking.
    pub askings: Vec<AskedPlace>,
    asked_on: Option<NaiveDate>,
    review: Option<NaiveDate>,
    /// Physicians and places as they are searched.
    key: Box<str>,
}

impl PairSummary {
    fn of(pair: &PhysicianPair, terms: &PairTerms) -> Self {
        let physicians: Vec<(PairRole, Option<Physician>)> =
            pair.roles().into_iter().map(|role| (role, pair.physicians.get(&role).cloned())).collect();
        let named = physicians.iter().filter_map(|(_, physician)| physician.as_ref());
        let names = named.flat_map(|physician| [physician.name.as_str(), &physician.place.name]);
        let asked = pair.open_asking().map(|asked| asked.asking.place.name.as_str());
        let key = fold(&names.chain(asked).collect::<Vec<_>>().join(" ")).into_boxed_str();
        let mut summary = Self {
            id: pair.id,
            patient: pair.opening.patient,
            scheme: pair.opening.scheme,
            state: pair.state,
            since: pair.since_day(),
            due: None,
            coordinator: pair.coordinator,
            consultation: pair.opening.consultation,
            from: pair.beginning.as_ref().map(|beginning| beginning.from),
            next: pair.next(),
            asked: asked.map(Into::into),
            askings: pair.asked.iter().map(asked_place).collect(),
            asked_on: pair.asked_on(),
            review: pair.next_review(),
            physicians,
            key,
        };
        summary.count_days(terms);
        summary
    }

    fn count_days(&mut self, terms: &PairTerms) {
        self.due = self.state.due(self.since, self.asked_on, self.review, terms);
    }

    /// 主治医, as far as there is one.
    pub fn primary(&self) -> Option<&Physician> {
        self.physicians.first().and_then(|(_, physician)| physician.as_ref())
    }

    /// 副主治医, as far as there is one.
    pub fn secondary(&self) -> Option<&Physician> {
        self.physicians.get(1).and_then(|(_, physician)| physician.as_ref())
    }

    /// The physician in this role.
    pub fn physician(&self, role: PairRole) -> Option<&Physician> {
        self.physicians.iter().find(|(of, _)| *of == role).and_then(|(_, physician)| physician.as_ref())
    }

    /// Whether a physician of this place has a role.
    pub fn has_place(&self, site: SiteId) -> bool {
        self.physicians.iter().any(|(_, physician)| physician.as_ref().is_some_and(|one| one.place.site == Some(site)))
    }

    /// Whether this place's answer is awaited.
    pub fn waits_for(&self, site: SiteId) -> bool {
        self.state == PairState::Asking && self.askings.last().is_some_and(|asked| asked.site == Some(site))
    }

    /// Whether a physician's or a place's name holds this folded text.
    pub fn holds(&self, folded: &str) -> bool {
        self.key.contains(folded)
    }

    /// Every place that has a role or was asked.
    fn places(&self) -> impl Iterator<Item = SiteId> {
        let roles = self.physicians.iter().filter_map(|(_, physician)| physician.as_ref()?.place.site);
        roles.chain(self.askings.iter().filter_map(|asked| asked.site))
    }
}

fn asked_place(asked: &crate::domain::pair::Asked) -> AskedPlace {
    let said = asked.answer.as_ref().map(|answer| {
        let said = match answer {
            _ if !asked.taken_back.is_empty() => Said::Nothing,
            PairAnswer::Agreed { .. } => Said::Yes,
            PairAnswer::Declined { .. } => Said::No,
            PairAnswer::Withdrawn { .. } => Said::Nothing,
        };
        (said, answer.on().date())
    });
    AskedPlace { site: asked.asking.place.site, answer: said }
}

/// All pairs as summaries.
#[derive(Default)]
pub struct Pairs {
    all: BTreeMap<PairId, PairSummary>,
    of_patient: HashMap<PatientId, Vec<PairId>>,
    of_site: HashMap<SiteId, BTreeSet<PairId>>,
}

impl Pairs {
    /// Takes a pair in, in place of what was known. Its patient never changes.
    pub fn put(&mut self, pair: &PhysicianPair, terms: &PairTerms) {
        self.take(PairSummary::of(pair, terms));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: PairSummary) {
        let (id, patient) = (summary.id, summary.patient);
        for site in summary.places() {
            self.of_site.entry(site).or_default().insert(id);
        }
        if self.all.insert(id, summary).is_none() {
            self.of_patient.entry(patient).or_default().push(id);
        }
    }

    /// Counts all days anew, under other settings.
    pub fn recount(&mut self, terms: &PairTerms) {
        self.all.values_mut().for_each(|summary| summary.count_days(terms));
    }

    /// All pairs, the oldest number first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &PairSummary> {
        self.all.values()
    }

    /// One pair.
    pub fn pair(&self, id: PairId) -> Option<&PairSummary> {
        self.all.get(&id)
    }

    /// The numbers of the pairs of this very record.
    pub fn of_patient(&self, patient: PatientId) -> &[PairId] {
        self.of_patient.get(&patient).map_or(&[], Vec::as_slice)
    }

    /// The pairs in which this place has a role, or had one or was asked once.
    pub fn of_site(&self, site: SiteId) -> impl Iterator<Item = &PairSummary> {
        self.of_site.get(&site).into_iter().flatten().filter_map(|id| self.all.get(id))
    }
}
