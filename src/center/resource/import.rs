//! What an import makes of the places: which entry belongs to which place, what is new, and what is left alone.

use std::collections::HashMap;

use super::super::transaction::Transaction;
use super::view::Resources;
use crate::api::resource::ImportSummary;
use crate::api::{Done, More, Problem};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::event::Kind;
use crate::domain::id::{SiteId, Version};
use crate::domain::resource::{Field, Listing, Site, SiteEvent, decide, matching};

/// What an import would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Entries of places that are known, with what happens to the place.
    pub known: Vec<(SiteId, SiteEvent)>,
    /// Places that are not known yet, each with the entries that are about it.
    pub new: Vec<SiteEvent>,
    /// The counts.
    pub summary: ImportSummary,
}

/// Whose entries are gathered while they are read.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Known(SiteId),
    New(usize),
}

/// The places that this import itself brings, found as [`Resources`] finds the known ones.
#[derive(Default)]
struct Fresh {
    offices: HashMap<String, Place>,
    places: HashMap<String, Place>,
    count: usize,
}

impl Fresh {
    fn place(&mut self, listing: &Listing, known: Option<SiteId>) -> Place {
        let key = matching::place_key(listing.fact(Field::Name), &listing.address());
        let seen = || {
            let by_office = listing.offices.iter().find_map(|office| self.offices.get(office));
            by_office.or_else(|| self.places.get(key.as_ref()?)).copied()
        };
        let place = known.map(Place::Known).or_else(seen).unwrap_or_else(|| {
            self.count += 1;
            Place::New(self.count - 1)
        });
        for office in &listing.offices {
            self.offices.insert(office.clone(), place);
        }
        if let Some(key) = key {
            self.places.entry(key).or_insert(place);
        }
        place
    }
}

/// Finds the place of every entry and counts what it would change; nothing is written. An import does what is planned
/// here and counts nothing itself, so that a dry run says exactly what an import does.
pub fn plan(
    view: &Resources,
    stamp: &Stamp,
    listings: Vec<Listing>,
    get: impl Fn(SiteId) -> Result<Site, Problem>,
) -> Result<Plan, Problem> {
    let mut fresh = Fresh::default();
    let mut order: Vec<Place> = Vec::new();
    let mut groups: HashMap<Place, Vec<Listing>> = HashMap::new();
    for listing in listings {
        let place = fresh.place(&listing, view.find(&listing));
        let group = groups.entry(place).or_default();
        if group.is_empty() {
            order.push(place);
        }
        group.push(listing);
    }
    let mut plan = Plan::default();
    for place in order {
        let listings = groups.remove(&place).unwrap_or_default();
        match place {
            Place::New(_) => {
                plan.summary.places_added += 1;
                plan.summary.added += listings.iter().map(rows).sum::<u32>();
                plan.new.push(decide::import_new(listings).map_err(Problem::Resource)?);
            }
            Place::Known(id) => {
                let mut site = get(id)?;
                for listing in &listings {
                    count(&mut plan.summary, &site, listing);
                }
                if let Some(event) = site.import(listings) {
                    plan.summary.places_updated += 1;
                    let before = site.differences().len();
                    site.apply(&event, stamp);
                    let more = site.differences().len().saturating_sub(before);
                    plan.summary.differences += u32::try_from(more).unwrap_or(u32::MAX);
                    plan.known.push((id, event));
                }
            }
        }
    }
    Ok(plan)
}

/// The rows of a file that an entry was made of, as far as they carry something of their own.
fn rows(listing: &Listing) -> u32 {
    u32::try_from(listing.notifications.len()).unwrap_or(u32::MAX).max(1)
}

/// Counts an entry's rows as added, updated or unchanged against what the file said last time.
fn count(summary: &mut ImportSummary, site: &Site, listing: &Listing) {
    let Some(before) = site.listed.iter().find(|before| before.key == listing.key) else {
        summary.added += rows(listing);
        return;
    };
    let signed = |sign: &str, among: &Listing| among.notifications.iter().any(|n| n.sign == sign);
    let withdrawn = before.notifications.iter().any(|n| !signed(&n.sign, listing));
    let head =
        (&before.facts, &before.services, &before.offices) != (&listing.facts, &listing.services, &listing.offices);
    let touched = head || withdrawn;
    if listing.notifications.is_empty() {
        *(if touched { &mut summary.updated } else { &mut summary.unchanged }) += 1;
    }
    for notification in &listing.notifications {
        let row = if before.notifications.contains(notification) {
            if touched { &mut summary.updated } else { &mut summary.unchanged }
        } else if signed(&notification.sign, before) {
            &mut summary.updated
        } else {
            &mut summary.added
        };
        *row += 1;
    }
}

/// Imports: all of it or nothing.
pub fn import(tx: &mut Transaction, listings: Vec<Listing>) -> Result<Done, Problem> {
    let plan = plan(&tx.views().resources, &tx.stamp(), listings, |id| tx.get::<Site>(id))?;
    for (id, event) in plan.known {
        tx.record::<Site>(id, event)?;
    }
    for event in plan.new {
        let id = SiteId(tx.next::<Site>());
        tx.record::<Site>(id, event)?;
    }
    Ok(Done {
        kind: Kind::Site,
        id: String::new(),
        version: Version(0),
        number: None,
        more: Some(Box::new(More::Import(plan.summary))),
    })
}
