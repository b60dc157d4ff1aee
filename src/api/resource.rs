//! Requests, answers and problems of the regional resources.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::id::{SiteId, Version};
use crate::domain::resource::{Difference, FactKey, Listing, Site, SiteDraft};

pub use crate::domain::resource::ResourceProblem;

/// Which places a list shows; every condition that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResourceFilter {
    /// Places of this area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// Places that offer this kind of service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Code>,
    /// Places within the centre's city.
    pub in_city: bool,
    /// Places whose entry is older than the centre allows: the round of checking, the oldest first.
    pub stale: bool,
    /// Places with a difference between a file and what staff settled.
    pub differing: bool,
    /// Places that have closed down; without it they are left out.
    pub closed: bool,
}

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceRead {
    /// A list, by kana; the round of checking by age.
    List {
        /// What it shows.
        #[serde(default)]
        filter: ResourceFilter,
        /// The part of it.
        #[serde(default)]
        window: Window,
    },
    /// One place with all that is known.
    Site {
        /// Which.
        site: SiteId,
    },
    /// Where a place stands in a list; none if the filter leaves it out.
    Place {
        /// What the list shows.
        #[serde(default)]
        filter: ResourceFilter,
        /// Which.
        site: SiteId,
    },
    /// How many places there are, are stale, and differ.
    Counts,
    /// Lays entries ready on this connection for an import longer than a frame; they go when it ends.
    Stage {
        /// What files say, a part that fits into a frame.
        listings: Vec<Listing>,
    },
    /// What an import of these would do; nothing is written.
    Preview {
        /// What files say, behind what was laid ready.
        #[serde(default)]
        listings: Vec<Listing>,
        /// How many entries were laid ready; all of them are used up.
        #[serde(default)]
        staged: u32,
    },
}

/// A place as a line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceRow {
    /// Which.
    pub site: SiteId,
    /// Its name.
    pub name: String,
    /// The area; none outside the city.
    pub area: Option<AreaCode>,
    /// The city, where the place lies outside the centre's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// The kinds of its services.
    pub services: Vec<Code>,
    /// The number to call.
    pub phone: String,
    /// The day from which its age counts.
    pub known_on: NaiveDate,
    /// Whether staff have ever checked it.
    pub checked: bool,
    /// Whether it is older than the centre allows.
    pub stale: bool,
    /// How many differences wait for an answer.
    pub differences: u32,
    /// Whether it has closed down.
    pub closed: bool,
}

/// A place with all that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceDetail {
    /// The place.
    pub site: Site,
    /// The area; none outside the city.
    pub area: Option<AreaCode>,
    /// Whether it is older than the centre allows.
    pub stale: bool,
    /// What files say otherwise than staff settled.
    pub differences: Vec<Difference>,
    /// The pairs of physicians that it takes part in; none where they are not for the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pairs: Option<super::pair::PlacePairs>,
    /// Where it takes part in the region's shared record, and did, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<super::ict::Joined>,
}

/// How many places there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceCounts {
    /// All that are open.
    pub all: u32,
    /// Of them those in the centre's city.
    pub in_city: u32,
    /// Of those in the city the stale ones.
    pub stale: u32,
    /// Places with differences.
    pub differing: u32,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceAnswer {
    /// To [`ResourceRead::List`].
    List(Page<ResourceRow>),
    /// To [`ResourceRead::Site`].
    Site(Box<ResourceDetail>),
    /// To [`ResourceRead::Place`], counted from 0.
    Place(Option<u32>),
    /// To [`ResourceRead::Counts`].
    Counts(ResourceCounts),
    /// To [`ResourceRead::Stage`]: how many entries are ready now.
    Staged(u32),
    /// To [`ResourceRead::Preview`].
    Preview(ImportSummary),
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceChange {
    /// Enters a place.
    Register {
        /// What is known of it.
        draft: SiteDraft,
    },
    /// Changes facts and services; only what is to change is named.
    Edit {
        /// Which.
        site: SiteId,
        /// The version that the caller saw.
        seen: Version,
        /// What is to be.
        draft: SiteDraft,
    },
    /// Says that all is right as it stands.
    Check {
        /// Which.
        site: SiteId,
        /// The version that the caller saw.
        seen: Version,
        /// The day of the check; today if not named.
        #[serde(default)]
        on: Option<NaiveDate>,
    },
    /// Takes over what the files say.
    Accept {
        /// Which.
        site: SiteId,
        /// The version that the caller saw.
        seen: Version,
        /// Which fact.
        key: FactKey,
        /// What the caller was shown.
        theirs: String,
    },
    /// Stands by what staff settled.
    Dismiss {
        /// Which.
        site: SiteId,
        /// The version that the caller saw.
        seen: Version,
        /// Which fact.
        key: FactKey,
        /// What the caller was shown.
        theirs: String,
    },
    /// Says that it closed down.
    Close {
        /// Which.
        site: SiteId,
        /// The version that the caller saw.
        seen: Version,
        /// From when on; today if not named.
        #[serde(default)]
        on: Option<NaiveDate>,
        /// What staff know about it.
        #[serde(default)]
        why: String,
    },
    /// Says that it is open again.
    Reopen {
        /// Which.
        site: SiteId,
        /// The version that the caller saw.
        seen: Version,
    },
    /// Takes over what files say, as far as staff have not settled it: all of it or nothing.
    Import {
        /// What the files say, behind what was laid ready.
        #[serde(default)]
        listings: Vec<Listing>,
        /// How many entries were laid ready with [`ResourceRead::Stage`]; all of them are used up.
        #[serde(default)]
        staged: u32,
    },
}

/// What an import did, or would do: rows as the files have them, and the places that they are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportSummary {
    /// Rows whose entry or notification was not there before.
    pub added: u32,
    /// Rows that say something else than last time.
    pub updated: u32,
    /// Rows that say what they said last time.
    pub unchanged: u32,
    /// Places that were not known before.
    pub places_added: u32,
    /// Known places about which the files said something new.
    pub places_updated: u32,
    /// Differences to what staff settled that came up.
    pub differences: u32,
}
