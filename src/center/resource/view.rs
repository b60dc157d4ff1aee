//! What of every place is kept in memory: the line of the list, and what an import finds it by.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::api::resource::{ResourceCounts, ResourceFilter, ResourceRow};
use crate::domain::area::{AreaCode, City};
use crate::domain::code::Code;
use crate::domain::geo::{Centres, Located, Point, Precision};
use crate::domain::id::SiteId;
use crate::domain::pair::rank::Work;
use crate::domain::resource::{FactKey, Facts, Field, Listing, ListingKey, Site, matching};
use crate::text::{fold, reading};

/// One place in short.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// Which.
    pub site: SiteId,
    /// Its name.
    pub name: String,
    /// The address on one line.
    pub address: String,
    /// The area; none outside the city.
    pub area: Option<AreaCode>,
    /// Its city.
    pub city: String,
    /// Whether that is the centre's.
    pub in_city: bool,
    /// The kinds of its services, each once.
    pub services: Vec<Code>,
    /// The number to call.
    pub phone: String,
    /// The day from which its age counts.
    pub known_on: NaiveDate,
    /// Whether staff have ever checked it.
    pub checked: bool,
    /// How many differences wait for an answer.
    pub differences: u32,
    /// Whether it has closed down.
    pub closed: bool,
    /// Its town (町丁); empty outside the city.
    pub town: Box<str>,
    /// Where it is by its own coordinates.
    pub point: Option<Point>,
    /// What it can do, if it is a clinic or a hospital.
    pub work: Option<Work>,
    /// How a clinic or a hospital likes to be called.
    pub reach: Box<str>,
}

impl Summary {
    fn of(site: &Site, facts: &Facts, city: &City) -> Self {
        let fact = |field| facts.get(&FactKey::site(field)).cloned().unwrap_or_default();
        let mut services: Vec<Code> = Vec::new();
        for service in site.services_in_order() {
            let ended = facts.contains_key(&FactKey::service(service.clone(), Field::Ended));
            if !ended && !services.contains(&service.kind) {
                services.push(service.kind);
            }
        }
        let mut summary = Self {
            site: site.id,
            name: fact(Field::Name),
            address: [Field::Prefecture, Field::City, Field::Town].map(fact).concat(),
            area: None,
            city: fact(Field::City),
            in_city: false,
            services,
            phone: fact(Field::Phone),
            known_on: site.known_on(),
            checked: site.checked.is_some(),
            differences: u32::try_from(site.differences().len()).unwrap_or(u32::MAX),
            closed: site.closed.is_some(),
            town: Box::default(),
            point: facts.get(&FactKey::site(Field::Coordinates)).and_then(|value| Point::read(value)),
            work: Work::of(site, facts),
            reach: Box::default(),
        };
        if summary.work.is_some() {
            summary.reach = fact(Field::Reach).into_boxed_str();
        }
        summary.locate(city);
        summary
    }

    fn locate(&mut self, city: &City) {
        self.in_city = !city.name.is_empty() && self.city.starts_with(&city.name);
        let found = city.town_of_address(&self.address);
        self.area = found.map(|(_, area)| area.code.clone());
        self.town = found.map(|(town, _)| town.name.as_str()).unwrap_or_default().into();
    }

    /// Its area, its town and its point, as far as a centre is drawn from them.
    fn on_map(&self) -> Option<(&AreaCode, &str, Point)> {
        Some((self.area.as_ref()?, &self.town, self.point?))
    }

    /// Whether it is older than the centre allows.
    pub fn is_stale(&self, today: NaiveDate, after_days: u32) -> bool {
        let end = self.known_on.checked_add_days(Days::new(u64::from(after_days)));
        !self.closed && end.is_some_and(|end| end < today)
    }

    /// It as a line of a list.
    pub fn row(&self, today: NaiveDate, after_days: u32) -> ResourceRow {
        ResourceRow {
            site: self.site,
            name: self.name.clone(),
            area: self.area.clone(),
            city: if self.in_city { String::new() } else { self.city.clone() },
            services: self.services.clone(),
            phone: self.phone.clone(),
            known_on: self.known_on,
            checked: self.checked,
            stale: self.is_stale(today, after_days),
            differences: self.differences,
            closed: self.closed,
        }
    }
}

/// What an import finds places by.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Finds {
    /// The place that an entry of a file became.
    Listing(ListingKey, SiteId),
    /// The place that an office's number belongs to.
    Office(String, SiteId),
    /// The place of this name and address.
    Place(String, SiteId),
}

/// All places in short.
#[derive(Debug, Default)]
pub struct Resources {
    summaries: HashMap<SiteId, (String, Summary)>,
    /// By how they are read.
    order: BTreeSet<(String, SiteId)>,
    /// Clinics and hospitals.
    medical: BTreeSet<SiteId>,
    /// The centres of towns and areas.
    centres: Centres,
    listings: HashMap<ListingKey, SiteId>,
    offices: HashMap<String, SiteId>,
    places: HashMap<String, SiteId>,
}

impl Resources {
    /// Takes a place in, in place of what was known of it.
    pub fn put(&mut self, site: &Site, city: &City) {
        let facts = site.facts();
        let summary = Summary::of(site, &facts, city);
        // Without kana a likely reading does, so that kanji do not all stand behind the kana.
        let reading = match facts.get(&FactKey::site(Field::Kana)) {
            Some(kana) => fold(matching::bare_name(kana)),
            None => fold(&reading(matching::bare_name(&summary.name))),
        };
        for listing in &site.listed {
            self.listings.insert(listing.key.clone(), site.id);
            for office in &listing.offices {
                self.offices.insert(office.clone(), site.id);
            }
            if let Some(place) = matching::place_key(listing.fact(Field::Name), &listing.address()) {
                self.places.entry(place).or_insert(site.id);
            }
        }
        for service in &site.services {
            if !service.office.is_empty() {
                self.offices.insert(service.office.clone(), site.id);
            }
        }
        if let Some(place) = matching::place_key(&summary.name, &summary.address) {
            self.places.insert(place, site.id);
        }
        self.take(reading, summary);
    }

    /// Takes a summary in, in place of the one there was, with how its name is read.
    pub fn take(&mut self, reading: String, summary: Summary) {
        let site = summary.site;
        if let Some((before, old)) = self.summaries.get(&site) {
            if *before != reading {
                self.order.remove(&(before.clone(), site));
            }
            if let Some((area, town, point)) = old.on_map() {
                self.centres.remove(area, town, point);
            }
        }
        if let Some((area, town, point)) = summary.on_map() {
            self.centres.add(area, town, point);
        }
        if summary.work.is_some() {
            self.medical.insert(site);
        } else {
            self.medical.remove(&site);
        }
        self.order.insert((reading.clone(), site));
        self.summaries.insert(site, (reading, summary));
    }

    /// All places in short with how their names are read, in that order.
    pub fn readings(&self) -> impl Iterator<Item = &(String, Summary)> {
        self.order.iter().filter_map(|(_, site)| self.summaries.get(site))
    }

    /// All that an import finds places by, in a fixed order.
    pub fn finds(&self) -> Vec<Finds> {
        let (mut listings, mut offices, mut places) =
            (Vec::from_iter(&self.listings), Vec::from_iter(&self.offices), Vec::from_iter(&self.places));
        listings.sort_unstable();
        offices.sort_unstable();
        places.sort_unstable();
        let listings = listings.into_iter().map(|(key, site)| Finds::Listing(key.clone(), *site));
        let offices = offices.into_iter().map(|(key, site)| Finds::Office(key.clone(), *site));
        let places = places.into_iter().map(|(key, site)| Finds::Place(key.clone(), *site));
        listings.chain(offices).chain(places).collect()
    }

    /// Takes back what [`Resources::finds`] gave.
    pub fn take_find(&mut self, find: Finds) {
        match find {
            Finds::Listing(key, site) => drop(self.listings.insert(key, site)),
            Finds::Office(number, site) => drop(self.offices.insert(number, site)),
            Finds::Place(place, site) => drop(self.places.insert(place, site)),
        }
    }

    /// The settings changed: areas and the city may be others.
    pub fn relocate(&mut self, city: &City) {
        self.centres = Centres::default();
        for (_, summary) in self.summaries.values_mut() {
            summary.locate(city);
            if let Some((area, town, point)) = summary.on_map() {
                self.centres.add(area, town, point);
            }
        }
    }

    /// All clinics and hospitals, in the order of their numbers.
    pub fn medical(&self) -> impl Iterator<Item = &Summary> {
        self.medical.iter().filter_map(|site| self.get(*site))
    }

    /// Where a place is: by its coordinates, else by the centre of the other places of its town, else of its area.
    pub fn locate(&self, summary: &Summary) -> Option<Located> {
        let own = summary.point.map(|point| Located { point, precision: Precision::Own });
        own.or_else(|| self.centres.of(summary.area.as_ref()?, &summary.town))
    }

    /// Where somebody lives, by the centre of the places of the address's town, else of the area.
    pub fn locate_home(&self, address: &str, area: Option<&AreaCode>, city: &City) -> Option<Located> {
        let by_address = city.town_of_address(address).and_then(|(town, area)| self.centres.of(&area.code, &town.name));
        by_address.or_else(|| self.centres.of_area(area?))
    }

    /// One place in short.
    pub fn get(&self, site: SiteId) -> Option<&Summary> {
        self.summaries.get(&site).map(|(_, summary)| summary)
    }

    /// All places in short, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Summary> {
        self.summaries.values().map(|(_, summary)| summary)
    }

    /// The place that a file's entry belongs to: listed before, of the same number, or of the same name and address.
    pub fn find(&self, listing: &Listing) -> Option<SiteId> {
        let by_place = || {
            let place = matching::place_key(listing.fact(Field::Name), &listing.address())?;
            self.places.get(&place).copied()
        };
        self.listings
            .get(&listing.key)
            .copied()
            .or_else(|| listing.offices.iter().find_map(|office| self.offices.get(office).copied()))
            .or_else(by_place)
    }

    /// The places that a filter lets through, by how they are read; the round of checking by age.
    pub fn list(&self, filter: &ResourceFilter, today: NaiveDate, after_days: u32) -> Vec<&Summary> {
        let fits = |summary: &&Summary| {
            summary.closed == filter.closed
                && filter.area.as_ref().is_none_or(|area| summary.area.as_ref() == Some(area))
                && filter.service.as_ref().is_none_or(|service| summary.services.contains(service))
                && (!filter.in_city || summary.in_city)
                && (!filter.stale || summary.is_stale(today, after_days))
                && (!filter.differing || summary.differences > 0)
        };
        let mut found: Vec<&Summary> = self.order.iter().filter_map(|(_, site)| self.get(*site)).filter(fits).collect();
        if filter.stale {
            found.sort_by_key(|summary| summary.known_on);
        }
        found
    }

    /// Where a place stands in such a list; none if the filter leaves it out.
    pub fn place(&self, filter: &ResourceFilter, site: SiteId, today: NaiveDate, after_days: u32) -> Option<u32> {
        let at = self.list(filter, today, after_days).iter().position(|summary| summary.site == site)?;
        u32::try_from(at).ok()
    }

    /// How many there are.
    pub fn counts(&self, today: NaiveDate, after_days: u32) -> ResourceCounts {
        let mut counts = ResourceCounts::default();
        for summary in self.all().filter(|summary| !summary.closed) {
            counts.all += 1;
            counts.in_city += u32::from(summary.in_city);
            counts.stale += u32::from(summary.in_city && summary.is_stale(today, after_days));
            counts.differing += u32::from(summary.differences > 0);
        }
        counts
    }
}
