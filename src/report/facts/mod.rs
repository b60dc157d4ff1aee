//! What reports count of every record: a few bytes each, kept up to date with every change.

mod case;
mod chunks;
mod month;
mod names;
mod referral;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use case::{CaseFact, Contacts, Turn};
pub use month::{MonthNumber, span};
pub use names::{Name, Names};
pub use referral::ReferralFact;

use crate::domain::event::Record;
use crate::domain::id::{ConsultationId, PatientId, ReferralId};
use chunks::Chunks;

/// All that reports count. A copy shares everything with the original.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    names: Names,
    merged: Arc<BTreeMap<PatientId, PatientId>>,
    cases: Chunks<CaseFact>,
    referrals: Chunks<ReferralFact>,
}

/// One fact, as it is kept beside the records.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Fact {
    /// A consultation.
    C(CaseFact),
    /// A referral.
    R(ReferralFact),
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
        cases.chain(referrals).chain(merged)
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

    /// One referral.
    pub fn referral(&self, id: ReferralId) -> Option<&ReferralFact> {
        self.referrals.get(id.0)
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
