//! What reports count of every record: a few bytes each, kept up to date with every change.

mod case;
mod chunks;
mod month;
mod names;
mod others;
mod referral;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use case::{CaseFact, Contacts, Turn};
pub use month::{MonthNumber, span};
pub use names::{Name, Names};
pub use others::{PairFact, QuestionFact, Reply, ScreeningFact, SiteFact};
pub use referral::ReferralFact;

use crate::domain::event::Record;
use crate::domain::id::{ConsultationId, PatientId};
use chunks::Chunks;

/// All that reports count. A copy shares everything with the original.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    names: Names,
    merged: Arc<BTreeMap<PatientId, PatientId>>,
    cases: Chunks<CaseFact>,
    referrals: Chunks<ReferralFact>,
    pairs: Chunks<PairFact>,
    questions: Chunks<QuestionFact>,
    screenings: Chunks<ScreeningFact>,
    sites: Chunks<SiteFact>,
}

/// One fact, as it is kept beside the records.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Fact {
    /// A consultation.
    C(CaseFact),
    /// A referral.
    R(ReferralFact),
    /// A pair of physicians.
    P(PairFact),
    /// A question.
    Q(QuestionFact),
    /// A questionnaire.
    S(ScreeningFact),
    /// A place that was checked.
    K(SiteFact),
    /// A patient's record, and the one that it is merged into.
    M(PatientId, PatientId),
}

impl Facts {
    /// Takes a record in, in place of what was known.
    pub fn put(&mut self, record: &Record) {
        match record {
            Record::Consultation(consultation) => {
                let fact = CaseFact::of(consultation, &mut self.names);
                self.take(Fact::C(fact));
            }
            Record::Referral(referral) => self.take(Fact::R(ReferralFact::of(referral))),
            Record::PhysicianPair(pair) => self.take(Fact::P(PairFact::of(pair))),
            Record::Question(question) => self.take(Fact::Q(QuestionFact::of(question))),
            Record::Screening(screening) => self.take(Fact::S(ScreeningFact::of(screening))),
            Record::Site(site) => {
                if let Some(fact) = SiteFact::of(site) {
                    self.take(Fact::K(fact));
                }
            }
            Record::Patient(patient) => match patient.merged_into {
                Some(into) => self.take(Fact::M(patient.id, into)),
                None if self.merged.contains_key(&patient.id) => {
                    Arc::make_mut(&mut self.merged).remove(&patient.id);
                }
                None => {}
            },
            _ => {}
        }
    }

    /// Takes a fact in, in place of what was known.
    pub fn take(&mut self, fact: Fact) {
        match fact {
            Fact::C(case) => self.cases.put(case.id.0, case),
            Fact::R(referral) => self.referrals.put(referral.id.0, referral),
            Fact::P(pair) => self.pairs.put(pair.id.0, pair),
            Fact::Q(question) => self.questions.put(question.id.0, question),
            Fact::S(screening) => self.screenings.put(screening.id.0, screening),
            Fact::K(site) => self.sites.put(site.id.0, site),
            Fact::M(patient, into) => {
                Arc::make_mut(&mut self.merged).insert(patient, into);
            }
        }
    }

    /// Everything that [`Facts::take`] takes back, after [`Facts::take_names`].
    pub fn all(&self) -> impl Iterator<Item = Fact> {
        let cases = self.cases.iter().cloned().map(Fact::C);
        let referrals = self.referrals.iter().cloned().map(Fact::R);
        let merged = self.merged.iter().map(|(patient, into)| Fact::M(*patient, *into));
        let pairs = self.pairs.iter().cloned().map(Fact::P);
        let questions = self.questions.iter().cloned().map(Fact::Q);
        let screenings = self.screenings.iter().cloned().map(Fact::S);
        let sites = self.sites.iter().cloned().map(Fact::K);
        cases.chain(referrals).chain(pairs).chain(questions).chain(screenings).chain(sites).chain(merged)
    }

    /// The names that facts speak of by number.
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// Takes the names back that kept facts speak of, in their order.
    pub fn take_names(&mut self, names: Vec<Box<str>>) {
        self.names.take(names);
    }

    /// All consultations, by their identifiers.
    pub fn cases(&self) -> impl Iterator<Item = &CaseFact> {
        self.cases.iter()
    }

    /// One consultation.
    pub fn case(&self, id: ConsultationId) -> Option<&CaseFact> {
        self.cases.get(id.0)
    }

    /// All referrals, by their identifiers.
    pub fn referrals(&self) -> impl Iterator<Item = &ReferralFact> {
        self.referrals.iter()
    }

    /// All pairs, by their identifiers.
    pub fn pairs(&self) -> impl Iterator<Item = &PairFact> {
        self.pairs.iter()
    }

    /// All questions, by their identifiers.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionFact> {
        self.questions.iter()
    }

    /// All questionnaires, by their identifiers.
    pub fn screenings(&self) -> impl Iterator<Item = &ScreeningFact> {
        self.screenings.iter()
    }

    /// All places that were ever checked, by their identifiers.
    pub fn sites(&self) -> impl Iterator<Item = &SiteFact> {
        self.sites.iter()
    }

    /// The record that stands for this patient's.
    pub fn root(&self, patient: PatientId) -> PatientId {
        let mut at = patient;
        // No chain of mergers is longer than the mergers there are; the count only guards against a broken store.
        for _ in 0..=self.merged.len() {
            match self.merged.get(&at) {
                Some(into) => at = *into,
                None => break,
            }
        }
        at
    }
}
