//! All records of the person, or the one record, that somebody asks the log about.

use std::collections::BTreeSet;

use crate::api::{FieldProblem, Problem};
use crate::center::keeper::{Keeper, SUBJECTS};
use crate::center::reader::Reader;
use crate::center::views::Views;
use crate::domain::access::RecordRef;
use crate::domain::consultation::ConsultationNumber;
use crate::domain::event::Kind;
use crate::domain::id::{
    AdviceId, ConsultationId, IntroductionId, OutreachId, PairId, PatientId, QuestionId, ReferralId,
};
use crate::domain::timeline::EntryRef;
use crate::journal::KeyId;

/// What belongs to the person asked about.
pub struct About {
    /// The keys under which what is written about the person is sealed.
    keys: Vec<KeyId>,
    /// The person's records, those merged into one included.
    patients: BTreeSet<PatientId>,
    /// Records that are not sealed under the person's key, or were not always.
    records: BTreeSet<RecordRef>,
}

impl About {
    /// By an identifier, or a consultation's number.
    pub fn of(reader: &Reader, keeper: &Keeper, asked: &str) -> Result<Self, Problem> {
        let views = reader.views();
        let record = record(views, asked.trim())?;
        let patient = views.about(record.kind, &record.id);
        let patient = patient.ok_or_else(|| Problem::NotFound { kind: record.kind, id: record.id.clone() })?;
        let group = patient.map(|patient| views.patients.group(views.patients.root(patient))).unwrap_or_default();
        // A consultation is linked to its patient later, if at all: what happened to it before is sealed under another key.
        let cases = views.queue.of(&group);
        let cases = cases.iter().map(|case| RecordRef { kind: Kind::Consultation, id: case.id.to_string() });
        let records = cases.chain([record]).collect();
        let key = |patient: &PatientId| {
            let kept = keeper.records().get(SUBJECTS, &patient.0.to_be_bytes()).ok().flatten()?;
            kept.try_into().ok().map(KeyId)
        };
        let keys = group.iter().filter_map(key).collect();
        Ok(Self { keys, patients: group.into_iter().collect(), records })
    }

    /// Whether a frame that is sealed under this key, one of these records or of these people belongs to it.
    pub fn holds(&self, key: KeyId, records: &[RecordRef], patients: &[PatientId]) -> bool {
        self.keys.contains(&key)
            || patients.iter().any(|patient| self.patients.contains(patient))
            || records.iter().any(|record| self.holds_record(record))
    }

    fn holds_record(&self, record: &RecordRef) -> bool {
        let patient = match record.kind {
            Kind::Patient => record.id.parse().ok(),
            Kind::Entry => record.id.parse::<EntryRef>().ok().map(|entry| entry.patient),
            _ => None,
        };
        self.records.contains(record) || patient.is_some_and(|patient| self.patients.contains(&patient))
    }
}

/// The record that is meant.
fn record(views: &Views, asked: &str) -> Result<RecordRef, Problem> {
    if let Ok(number) = asked.parse::<ConsultationNumber>() {
        let case = views.queue.all().find(|summary| summary.number == number);
        let case = case.ok_or_else(|| Problem::NotFound { kind: Kind::Consultation, id: number.to_string() })?;
        return Ok(RecordRef { kind: Kind::Consultation, id: case.id.to_string() });
    }
    let kinds = [
        (PatientId::LETTER, Kind::Patient),
        (ConsultationId::LETTER, Kind::Consultation),
        (ReferralId::LETTER, Kind::Referral),
        (IntroductionId::LETTER, Kind::Introduction),
        (PairId::LETTER, Kind::PhysicianPair),
        (QuestionId::LETTER, Kind::Question),
        (AdviceId::LETTER, Kind::SupportAdvice),
        (OutreachId::LETTER, Kind::Outreach),
    ];
    let kind = kinds.into_iter().find(|(letter, _)| asked.starts_with(*letter)).map(|(_, kind)| kind);
    let kind = kind.ok_or_else(|| Problem::field("about", FieldProblem::Unreadable))?;
    Ok(RecordRef { kind, id: asked.to_owned() })
}
