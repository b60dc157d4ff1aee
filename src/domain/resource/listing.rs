//! What an open-data file says about one place: kept as last imported, so that the next import is compared with it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::field::{FactKey, Field};
use super::service::ServiceKey;

/// Facts by their keys, each in its one form; a fact that is not there is not known.
pub type Facts = BTreeMap<FactKey, String>;

/// The kinds of files, in the order in which they are believed where two disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// 施設基準届出受理医療機関名簿 of the regional bureaus.
    ShisetsuKijun,
    /// 医療情報ネット（ナビイ）, hospital file.
    NaviiHospital,
    /// 介護サービス情報公表システム open data.
    Kaigo,
    /// 自治体標準オープンデータセット, 医療機関一覧.
    MunicipalMedical,
    /// 自治体標準オープンデータセット, 介護サービス事業所一覧.
    MunicipalCare,
    /// コード内容別医療機関一覧 of the regional bureaus.
    InstitutionCodes,
}

/// What identifies an entry among those of its kind of file: an import finds by it what was imported before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListingKey {
    /// The kind of file.
    pub source: Source,
    /// The entry's identity in it, such as `1271701235/430`.
    pub id: String,
}

/// A notification accepted from a medical institution (施設基準の届出), such as 在医総管１.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Notification {
    /// Its short sign (受理記号), such as 支援診２.
    pub sign: String,
    /// Its full name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its number, as in 第12号.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The day from which it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
}

/// One entry of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// What identifies it.
    pub key: ListingKey,
    /// The office numbers and insurance codes that it is found by, the annexed institution's among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<String>,
    /// The services that it says the place offers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceKey>,
    /// What it says.
    pub facts: Facts,
    /// The notifications that it lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notifications: Vec<Notification>,
}

impl Listing {
    /// A fact of the place as a whole; empty if it says nothing.
    pub fn fact(&self, field: Field) -> &str {
        self.facts.get(&FactKey::site(field)).map_or("", String::as_str)
    }

    /// The address on one line, without the building.
    pub fn address(&self) -> String {
        [Field::Prefecture, Field::City, Field::Town].map(|field| self.fact(field)).concat()
    }

    /// The order in which listings of one place are believed.
    fn rank(&self) -> (Source, &str) {
        (self.key.source, &self.key.id)
    }
}

/// What all listings of a place say together: of each fact the first that is said, the better source before the worse.
pub fn merge(listings: &[Listing]) -> Facts {
    let mut ranked: Vec<&Listing> = listings.iter().collect();
    ranked.sort_by_key(|listing| listing.rank());
    let mut facts = Facts::new();
    for listing in ranked {
        // An address is one thing: its parts never come from two files.
        let address_taken = facts.contains_key(&FactKey::site(Field::Town));
        for (key, value) in &listing.facts {
            if value.is_empty() || (address_taken && is_address(key)) {
                continue;
            }
            facts.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    facts
}

fn is_address(key: &FactKey) -> bool {
    matches!(key.field, Field::Prefecture | Field::City | Field::Town | Field::Building)
}
