//! The regional resources (地域資源): one place with its organisation, its services and how it likes to be called.
//!
//! Three layers make what is shown. [`Site::listed`] is what each file last said, `kept` is what staff entered,
//! changed or checked, and wins. A difference is not stored: it is wherever a file says something else than staff
//! have settled, unless they have seen just that before.

pub mod address;
pub mod decide;
pub mod field;
pub mod gather;
pub mod intake;
pub mod listing;
pub mod matching;
pub mod number;
pub mod service;
pub mod sign;
pub mod value;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

pub use decide::{ResourceProblem, SiteDraft};
pub use field::{FactKey, Field, Scope, Shape};
pub use listing::{Facts, Listing, ListingKey, Notification, Source};
pub use service::ServiceKey;
pub use value::FactProblem;

use super::aggregate::{Aggregate, Stamp, Subject};
use super::area::{Area, City};
use super::code::Code;
use super::id::{SiteId, StaffId, Version};

/// A value that staff settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What they settled on; empty means that there is none.
    pub value: String,
    /// What the files said when they did; while that is all that the files say, there is no difference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub against: String,
}

/// When staff last made sure that an entry is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The day.
    pub on: NaiveDate,
    /// Who.
    pub by: StaffId,
}

/// That a place has closed down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// From when on.
    pub on: NaiveDate,
    /// What staff know about it.
    #[serde(default)]
    pub why: String,
}

/// Something that a file says and staff have settled otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which fact.
    pub key: FactKey,
    /// What staff settled on.
    pub ours: String,
    /// What the files say now.
    pub theirs: String,
    /// The file that says so.
    pub source: Source,
}

/// One place of the regional resources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Which.
    pub id: SiteId,
    /// How often it has changed.
    pub version: Version,
    /// What each file last said.
    #[serde(default)]
    pub listed: Vec<Listing>,
    /// What staff settled.
    #[serde(default)]
    pub kept: BTreeMap<FactKey, Kept>,
    /// Services that staff entered themselves.
    #[serde(default)]
    pub services: BTreeSet<ServiceKey>,
    /// The last check.
    #[serde(default)]
    pub checked: Option<Check>,
    /// The checks before it, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_checks: Vec<Check>,
    /// Whether it has closed down.
    #[serde(default)]
    pub closed: Option<Closure>,
    /// When it became known, and through whom.
    pub registered: Stamp,
    /// When it last changed, and through whom.
    pub changed: Stamp,
    /// The day of the last import that said something new.
    #[serde(default)]
    pub imported_on: Option<NaiveDate>,
}

/// What happens to a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteEvent {
    /// Staff entered it.
    Registered(SiteDraft),
    /// Files said something new; each listing stands for what it said before.
    Imported(Vec<Listing>),
    /// Staff changed facts and services.
    Edited(SiteDraft),
    /// Staff made sure that all of it is right as it stands.
    Checked {
        /// The day.
        on: NaiveDate,
    },
    /// Staff took over what the files say.
    Accepted {
        /// Which fact.
        key: FactKey,
        /// What they took over.
        value: String,
    },
    /// Staff stand by their own.
    Dismissed {
        /// Which fact.
        key: FactKey,
        /// What they turned down.
        value: String,
    },
    /// It closed down.
    Closed(Closure),
    /// It is open again.
    Reopened,
}

impl Site {
    /// What is known, each fact in force once.
    pub fn facts(&self) -> Facts {
        let mut facts = listing::merge(&self.listed);
        for (key, kept) in &self.kept {
            if kept.value.is_empty() {
                facts.remove(key);
            } else {
                facts.insert(key.clone(), kept.value.clone());
            }
        }
        facts
    }

    /// Every service that the place offers, those that ended included.
    pub fn all_services(&self) -> BTreeSet<ServiceKey> {
        let mut services = self.services.clone();
        services.extend(self.listed.iter().flat_map(|listing| listing.services.iter().cloned()));
        // A list of institutions cannot tell hospital from clinic as well as the others do.
        let numbered: BTreeSet<String> =
            services.iter().filter(|s| s.kind.0 == service::HOSPITAL).map(|s| s.office.clone()).collect();
        services.retain(|s| s.kind.0 != service::CLINIC || s.office.is_empty() || !numbered.contains(&s.office));
        // A file without numbers names the same service again.
        let kinds: BTreeSet<Code> = services.iter().filter(|s| !s.office.is_empty()).map(|s| s.kind.clone()).collect();
        services.retain(|s| !s.office.is_empty() || !kinds.contains(&s.kind));
        services
    }

    /// Every service, what the place is before what it offers besides.
    pub fn services_in_order(&self) -> Vec<ServiceKey> {
        let mut services: Vec<ServiceKey> = self.all_services().into_iter().collect();
        services.sort_by_key(|service| service::rank(&service.kind));
        services
    }

    /// All notifications that a file lists.
    pub fn notifications(&self) -> impl Iterator<Item = &Notification> {
        self.listed.iter().flat_map(|listing| &listing.notifications)
    }

    /// Whatever a file says otherwise than staff settled, and they have not seen yet.
    pub fn differences(&self) -> Vec<Difference> {
        if self.kept.is_empty() {
            return Vec::new();
        }
        let listed = listing::merge(&self.listed);
        let said = |key: &FactKey, value: &str| {
            let mut sources: Vec<Source> = self
                .listed
                .iter()
                .filter(|l| l.facts.get(key).is_some_and(|v| v == value))
                .map(|l| l.key.source)
                .collect();
            sources.sort_unstable();
            sources.first().copied()
        };
        self.kept
            .iter()
            .filter_map(|(key, kept)| {
                let theirs = listed.get(key).filter(|theirs| **theirs != kept.value && **theirs != kept.against)?;
                let source = said(key, theirs)?;
                Some(Difference { key: key.clone(), ours: kept.value.clone(), theirs: theirs.clone(), source })
            })
            .collect()
    }

    /// The day from which its age counts: the last check, else the last news from a file, else when it was entered.
    pub fn known_on(&self) -> NaiveDate {
        let entered = self.registered.at.date_naive();
        self.checked.map_or_else(|| self.imported_on.unwrap_or(entered).max(entered), |check| check.on)
    }

    /// Whether it is older than the centre allows; one that closed down never is.
    pub fn is_stale(&self, today: NaiveDate, after_days: u32) -> bool {
        self.closed.is_none()
            && self.known_on().checked_add_days(Days::new(u64::from(after_days))).is_some_and(|end| end < today)
    }

    /// The area of its address; none outside the city.
    pub fn area<'a>(&self, facts: &Facts, city: &'a City) -> Option<&'a Area> {
        let part = |field| facts.get(&FactKey::site(field)).map_or("", String::as_str);
        city.area_of_address(&[part(Field::Prefecture), part(Field::City), part(Field::Town)].concat())
    }

    fn settle(&mut self, key: &FactKey, value: &str, listed: &Facts) {
        let against = listed.get(key).cloned().unwrap_or_default();
        self.kept.insert(key.clone(), Kept { value: value.to_owned(), against });
    }

    fn take_draft(&mut self, draft: &SiteDraft) {
        let listed = listing::merge(&self.listed);
        for service in &draft.add_services {
            self.services.insert(service.clone());
        }
        for (key, value) in &draft.facts {
            self.settle(key, value, &listed);
        }
    }
}

impl Aggregate for Site {
    type Id = SiteId;
    type Event = SiteEvent;

    fn begin(id: SiteId, event: &SiteEvent, stamp: &Stamp) -> Option<Self> {
        if !matches!(event, SiteEvent::Registered(_) | SiteEvent::Imported(_)) {
            return None;
        }
        let mut site = Self {
            id,
            version: Version(0),
            listed: Vec::new(),
            kept: BTreeMap::new(),
            services: BTreeSet::new(),
            checked: None,
            earlier_checks: Vec::new(),
            closed: None,
            registered: *stamp,
            changed: *stamp,
            imported_on: None,
        };
        site.apply(event, stamp);
        Some(site)
    }

    fn apply(&mut self, event: &SiteEvent, stamp: &Stamp) {
        match event {
            SiteEvent::Registered(draft) | SiteEvent::Edited(draft) => self.take_draft(draft),
            SiteEvent::Imported(listings) => {
                for listing in listings {
                    self.listed.retain(|before| before.key != listing.key);
                    self.listed.push(listing.clone());
                }
                self.imported_on = Some(stamp.at.date_naive());
            }
            SiteEvent::Checked { on } => {
                let listed = listing::merge(&self.listed);
                // What was settled before stays as it is: a pending difference is answered on its own.
                for (key, value) in self.facts() {
                    if !self.kept.contains_key(&key) {
                        self.settle(&key, &value, &listed);
                    }
                }
                self.earlier_checks.extend(self.checked.replace(Check { on: *on, by: stamp.by }));
            }
            SiteEvent::Accepted { key, value } => {
                self.kept.insert(key.clone(), Kept { value: value.clone(), against: value.clone() });
            }
            SiteEvent::Dismissed { key, value } => {
                if let Some(kept) = self.kept.get_mut(key) {
                    kept.against.clone_from(value);
                }
            }
            SiteEvent::Closed(closure) => self.closed = Some(closure.clone()),
            SiteEvent::Reopened => self.closed = None,
        }
        self.changed = *stamp;
        self.version = self.version.next();
    }

    fn id(&self) -> SiteId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Centre
    }
}
