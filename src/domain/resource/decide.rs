//! What may be done to a place, and the reason why something may not.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::field::{FactKey, Field};
use super::listing::{Facts, Listing};
use super::service::ServiceKey;
use super::value::FactProblem;
use super::{Closure, Site, SiteEvent};
use crate::domain::code::{Code, CodeList, CodeLists};

/// What staff say about a place at once: only the facts that are to change, an empty value taking one away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteDraft {
    /// The facts.
    #[serde(default)]
    pub facts: Facts,
    /// Services that the place offers besides.
    #[serde(default)]
    pub add_services: BTreeSet<ServiceKey>,
}

/// Why a rule of the resources forbids something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceProblem {
    /// A place needs a name.
    NoName,
    /// A value cannot be what it should be.
    Fact {
        /// Which fact.
        key: FactKey,
        /// What is wrong with it.
        what: FactProblem,
    },
    /// The fact belongs to a service that the place does not have.
    NoSuchService {
        /// The service.
        service: ServiceKey,
    },
    /// The centre's list of services does not hold this kind.
    UnknownService {
        /// The kind.
        kind: Code,
    },
    /// Nothing would change.
    NothingChanged,
    /// The day of a check lies in the future.
    CheckedInFuture,
    /// The place has closed down; it is reopened first.
    Closed {
        /// Since when.
        on: NaiveDate,
    },
    /// The place is open.
    NotClosed,
    /// There is no such difference, or it is settled.
    NoDifference {
        /// Which fact.
        key: FactKey,
    },
    /// The files say something else by now.
    DifferenceMoved {
        /// Which fact.
        key: FactKey,
        /// What they say now.
        theirs: String,
    },
    /// An import held nothing.
    NothingToImport,
    /// What an import counts on is not all there.
    NotAllStaged,
}

impl SiteDraft {
    /// The draft with every value in its one form.
    fn read(mut self, codes: &CodeLists, has: &BTreeSet<ServiceKey>) -> Result<Self, ResourceProblem> {
        if let Some(service) =
            self.add_services.iter().find(|service| codes.find(CodeList::Services, &service.kind).is_none())
        {
            return Err(ResourceProblem::UnknownService { kind: service.kind.clone() });
        }
        for (key, value) in &mut self.facts {
            if let Some(service) = &key.service
                && !has.contains(service)
                && !self.add_services.contains(service)
            {
                return Err(ResourceProblem::NoSuchService { service: service.clone() });
            }
            *value = key.field.read(value).map_err(|what| ResourceProblem::Fact { key: key.clone(), what })?;
        }
        Ok(self)
    }
}

/// Staff enter a place.
pub fn register(draft: SiteDraft, codes: &CodeLists) -> Result<SiteEvent, ResourceProblem> {
    let mut draft = draft.read(codes, &BTreeSet::new())?;
    draft.facts.retain(|_, value| !value.is_empty());
    if !draft.facts.contains_key(&FactKey::site(Field::Name)) {
        return Err(ResourceProblem::NoName);
    }
    Ok(SiteEvent::Registered(draft))
}

/// Files list a place that nobody knew.
pub fn import_new(listings: Vec<Listing>) -> Result<SiteEvent, ResourceProblem> {
    if listings.is_empty() { Err(ResourceProblem::NothingToImport) } else { Ok(SiteEvent::Imported(listings)) }
}

impl Site {
    fn open(&self) -> Result<(), ResourceProblem> {
        self.closed.as_ref().map_or(Ok(()), |closure| Err(ResourceProblem::Closed { on: closure.on }))
    }

    /// Staff change facts and services.
    pub fn edit(&self, draft: SiteDraft, codes: &CodeLists) -> Result<SiteEvent, ResourceProblem> {
        let services = self.all_services();
        let mut draft = draft.read(codes, &services)?;
        let facts = self.facts();
        draft.facts.retain(|key, value| facts.get(key).map_or("", String::as_str) != value);
        draft.add_services.retain(|service| !services.contains(service));
        if draft.facts.get(&FactKey::site(Field::Name)).is_some_and(String::is_empty) {
            return Err(ResourceProblem::NoName);
        }
        if draft.facts.is_empty() && draft.add_services.is_empty() {
            return Err(ResourceProblem::NothingChanged);
        }
        Ok(SiteEvent::Edited(draft))
    }

    /// Staff made sure on a day that all is right as it stands.
    pub fn check(&self, on: NaiveDate, today: NaiveDate) -> Result<SiteEvent, ResourceProblem> {
        self.open()?;
        if on > today { Err(ResourceProblem::CheckedInFuture) } else { Ok(SiteEvent::Checked { on }) }
    }

    fn difference(&self, key: &FactKey, theirs: &str) -> Result<(), ResourceProblem> {
        let found = self.differences().into_iter().find(|difference| difference.key == *key);
        match found {
            None => Err(ResourceProblem::NoDifference { key: key.clone() }),
            Some(now) if now.theirs != theirs => {
                Err(ResourceProblem::DifferenceMoved { key: key.clone(), theirs: now.theirs })
            }
            Some(_) => Ok(()),
        }
    }

    /// Staff take over what the files say; `theirs` is what they were shown.
    pub fn accept(&self, key: FactKey, theirs: String) -> Result<SiteEvent, ResourceProblem> {
        self.difference(&key, &theirs)?;
        Ok(SiteEvent::Accepted { key, value: theirs })
    }

    /// Staff stand by their own; `theirs` is what they were shown.
    pub fn dismiss(&self, key: FactKey, theirs: String) -> Result<SiteEvent, ResourceProblem> {
        self.difference(&key, &theirs)?;
        Ok(SiteEvent::Dismissed { key, value: theirs })
    }

    /// It closes down.
    pub fn close(&self, closure: Closure) -> Result<SiteEvent, ResourceProblem> {
        self.open()?;
        Ok(SiteEvent::Closed(closure))
    }

    /// It is open again.
    pub fn reopen(&self) -> Result<SiteEvent, ResourceProblem> {
        if self.closed.is_none() { Err(ResourceProblem::NotClosed) } else { Ok(SiteEvent::Reopened) }
    }

    /// Files list it; none if they say what they said before.
    pub fn import(&self, mut listings: Vec<Listing>) -> Option<SiteEvent> {
        listings.retain(|listing| !self.listed.contains(listing));
        (!listings.is_empty()).then_some(SiteEvent::Imported(listings))
    }
}
