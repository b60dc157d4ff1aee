//! Fuzzy search over resources, patients and consultations.

use serde::{Deserialize, Serialize};

use crate::domain::area::AreaCode;
use crate::domain::resource::Source;

/// What is searched in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    /// Places of the regional resources.
    Resources,
    /// Patients.
    Patients,
    /// Consultations.
    Consultations,
}

/// A search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchRequest {
    /// Terms divided by spaces; each may match in any field, all must match somewhere.
    pub text: String,
    /// What to search in; none named means everything that the caller may read.
    #[serde(default)]
    pub kinds: Vec<SearchKind>,
    /// The most hits, 1 to 1,000.
    #[serde(default = "twenty")]
    pub limit: u32,
}

const fn twenty() -> u32 {
    20
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchHit {
    /// Its identifier, such as `s9`.
    pub id: String,
    /// What it is.
    pub kind: SearchKind,
    /// Its name: of a consultation the number and whom it is about.
    pub name: String,
    /// How the name is read, in kana; empty if nobody knows.
    pub reading: String,
    /// The area it lies in.
    pub area: Option<AreaCode>,
    /// How well it matches: higher is better; hits through a typo lie below all others.
    pub score: i64,
    /// One line that tells it from others of the same name, by its own words: address, birth date, first line.
    pub about: String,
    /// Its phone number where it has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// The kinds of open data that say something of it: whoever shows it names their publishers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}
