//! Search over resources, patients and consultations: what may not be read is not found and not counted.

pub mod document;
mod finder;

#[cfg(test)]
mod tests;

pub use finder::Finder;

use super::patient::Scope;
use super::reader::Reader;
use super::rights;
use crate::api::patient::PatientRead;
use crate::api::queue::QueueRead;
use crate::api::resource::ResourceRead;
use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Problem, Request};
use crate::domain::consultation::Consultation;
use crate::domain::id::{ConsultationId, PatientId, SiteId};
use crate::domain::patient::Patient;
use crate::domain::resource::Site;
use crate::search::{Hit, Kinds};

/// What a document of the index stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    /// A place of the resources.
    Site(SiteId),
    /// A patient.
    Patient(PatientId),
    /// A consultation as reception knows it.
    Reception(ConsultationId),
    /// A consultation with all that was said.
    Consultation(ConsultationId),
}

impl Found {
    const SITE: u8 = 0;
    const PATIENT: u8 = 1;
    const RECEPTION: u8 = 2;
    const CONSULTATION: u8 = 3;
}

/// How many bytes of what is searched for are looked at.
const LONGEST: usize = 600;

/// The most hits that one search gives.
const MOST: u32 = 1_000;

/// What a letter that had to be corrected costs: more than any score, so that such hits lie below all others.
const SLIP: i64 = 100_000_000;

/// Which kinds the caller may ask for, cut to those asked for.
fn kinds(reader: &Reader, asked: &[SearchKind]) -> Option<Kinds> {
    let asked_for = |kind| asked.is_empty() || asked.contains(&kind);
    let may = |request: &Request| rights::read(&reader.actor, request).is_ok();
    let scope = Scope::of(&reader.actor);
    let site = Request::Resource(ResourceRead::Counts);
    let patient = Request::Patient(PatientRead::Head { patient: PatientId(0) });
    let queue = Request::Queue(QueueRead::Detail { consultation: ConsultationId(0) });
    let mut kinds: Option<Kinds> = None;
    let mut add = |kind: u8| kinds = Some(kinds.map_or(Kinds::only(kind), |kinds| kinds.and(kind)));
    if asked_for(SearchKind::Resources) && may(&site) {
        add(Found::SITE);
    }
    if asked_for(SearchKind::Patients) && may(&patient) && scope != Scope::Nothing {
        add(Found::PATIENT);
    }
    if asked_for(SearchKind::Consultations) && may(&queue) {
        match scope {
            Scope::Whole | Scope::Team(_) => add(Found::CONSULTATION),
            Scope::Reception => add(Found::RECEPTION),
            Scope::Nothing => {}
        }
    }
    kinds
}

/// Whether this is for the caller.
fn holds(reader: &Reader, scope: Scope, found: Found) -> bool {
    let views = reader.views();
    match found {
        Found::Site(_) => true,
        Found::Patient(patient) => scope.holds(views, patient),
        Found::Reception(id) | Found::Consultation(id) => {
            match (scope, views.queue.get(id).and_then(|summary| summary.patient)) {
                (Scope::Whole | Scope::Reception, _) => true,
                (Scope::Team(_), Some(patient)) => scope.holds(views, patient),
                (Scope::Team(_), None) | (Scope::Nothing, _) => false,
            }
        }
    }
}

/// Answers a search; the index is current by then.
pub fn search(reader: &Reader, finder: &Finder, request: &SearchRequest) -> Result<Vec<SearchHit>, Problem> {
    let Some(kinds) = kinds(reader, &request.kinds) else { return Ok(Vec::new()) };
    let scope = Scope::of(&reader.actor);
    let limit = request.limit.clamp(1, MOST) as usize;
    // A page pasted into the search must not keep the others waiting; nothing is found by more than this anyway.
    let text = &request.text[..request.text.floor_char_boundary(LONGEST)];
    let found = finder.read(|index| index.query(text, kinds, |found| holds(reader, scope, found), limit));
    found.iter().map(|hit| shown(reader, scope, hit)).collect()
}

fn shown(reader: &Reader, scope: Scope, hit: &Hit<Found>) -> Result<SearchHit, Problem> {
    let score = hit.score - SLIP * i64::from(hit.slips);
    Ok(match hit.id {
        Found::Site(id) => document::site_hit(&reader.get::<Site>(id)?, reader.settings(), score),
        Found::Patient(id) => document::patient_hit(&reader.get::<Patient>(id)?, score),
        Found::Reception(id) | Found::Consultation(id) => {
            let consultation = reader.get::<Consultation>(id)?;
            document::consultation_hit(&consultation, reader.views(), scope.is_clinical(), score)
        }
    })
}
