//! The regional resources at the centre: lists, details, changes by staff, imports.

pub mod import;
pub mod view;

#[cfg(test)]
mod tests;

use super::reader::Reader;
use super::transaction::{Transaction, done};
use super::{ict, pair};
use crate::api::resource::{ResourceAnswer, ResourceChange, ResourceDetail, ResourceRead};
use crate::api::{Done, Page, Problem};
use crate::domain::aggregate::Stamp;
use crate::domain::id::{SiteId, Version};
use crate::domain::resource::{Closure, ResourceProblem, Site, decide};

/// Answers a read.
pub fn read(reader: &Reader, request: &ResourceRead) -> Result<ResourceAnswer, Problem> {
    let view = &reader.views().resources;
    let settings = reader.settings();
    let today = reader.now.date_naive();
    match request {
        ResourceRead::List { filter, window } => {
            let found = view.list(filter, today, settings.stale_after_days);
            let row = |summary: &&view::Summary| summary.row(today, settings.stale_after_days);
            Ok(ResourceAnswer::List(Page::of(&found, *window, row)))
        }
        ResourceRead::Site { site } => {
            let site = reader.get::<Site>(*site)?;
            let area = site.area(&site.facts(), &settings.city).map(|area| area.code.clone());
            let stale = site.is_stale(today, settings.stale_after_days);
            let differences = site.differences();
            let pairs = pair::of_place(reader, site.id);
            let joined = ict::joined(reader, site.id);
            Ok(ResourceAnswer::Site(Box::new(ResourceDetail { site, area, stale, differences, pairs, joined })))
        }
        ResourceRead::Place { filter, site } => {
            Ok(ResourceAnswer::Place(view.place(filter, *site, today, settings.stale_after_days)))
        }
        ResourceRead::Counts => Ok(ResourceAnswer::Counts(view.counts(today, settings.stale_after_days))),
        // Entries are laid ready where the connection is known.
        ResourceRead::Stage { .. } | ResourceRead::Preview { staged: 1.., .. } => {
            Err(Problem::Resource(ResourceProblem::NotAllStaged))
        }
        ResourceRead::Preview { listings, staged: 0 } => {
            let stamp = Stamp { at: reader.now, by: reader.actor.id };
            let plan = import::plan(view, &stamp, listings.clone(), |id| reader.get::<Site>(id))?;
            Ok(ResourceAnswer::Preview(plan.summary))
        }
    }
}

/// Makes a change.
pub fn change(tx: &mut Transaction, change: ResourceChange) -> Result<Done, Problem> {
    let today = tx.now().date_naive();
    let (id, event) = match change {
        ResourceChange::Register { draft } => {
            let event = decide::register(draft, &tx.settings().codes).map_err(Problem::Resource)?;
            (SiteId(tx.next::<Site>()), event)
        }
        ResourceChange::Edit { site, seen, draft } => {
            let site = known(tx, site, seen)?;
            (site.id, site.edit(draft, &tx.settings().codes).map_err(Problem::Resource)?)
        }
        ResourceChange::Check { site, seen, on } => {
            let site = known(tx, site, seen)?;
            (site.id, site.check(on.unwrap_or(today), today).map_err(Problem::Resource)?)
        }
        ResourceChange::Accept { site, seen, key, theirs } => {
            let site = known(tx, site, seen)?;
            (site.id, site.accept(key, theirs).map_err(Problem::Resource)?)
        }
        ResourceChange::Dismiss { site, seen, key, theirs } => {
            let site = known(tx, site, seen)?;
            (site.id, site.dismiss(key, theirs).map_err(Problem::Resource)?)
        }
        ResourceChange::Close { site, seen, on, why } => {
            let site = known(tx, site, seen)?;
            let closure = Closure { on: on.unwrap_or(today), why };
            (site.id, site.close(closure).map_err(Problem::Resource)?)
        }
        ResourceChange::Reopen { site, seen } => {
            let site = known(tx, site, seen)?;
            (site.id, site.reopen().map_err(Problem::Resource)?)
        }
        ResourceChange::Import { staged: 1.., .. } => return Err(Problem::Resource(ResourceProblem::NotAllStaged)),
        ResourceChange::Import { listings, staged: 0 } => return import::import(tx, listings),
    };
    let site = tx.record::<Site>(id, event)?;
    Ok(done(&site, None))
}

fn known(tx: &Transaction, id: SiteId, seen: Version) -> Result<Site, Problem> {
    let site = tx.get::<Site>(id)?;
    tx.seen(&site, seen)?;
    Ok(site)
}
