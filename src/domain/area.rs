//! The city's daily-living areas (日常生活圏域): towns, and the support centre that looks after them.

use serde::{Deserialize, Serialize};

/// A daily-living area by its short name in the city's file, such as `tokiwadaira`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaCode(pub String);

/// One daily-living area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// The name that records hold.
    pub code: AreaCode,
    /// The name on the screen.
    pub name: String,
    /// Its kana.
    pub kana: String,
    /// Its name on an English screen.
    pub en: String,
    /// The towns (町丁) that belong to it, as addresses write them, without the city.
    pub towns: Vec<String>,
    /// The community general support centre (地域包括支援センター).
    pub support_centre: String,
    /// Whether that centre is the one that leads the others (基幹型).
    #[serde(default)]
    pub leads: bool,
}

/// The city that the centre serves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct City {
    /// The prefecture, such as 千葉県.
    pub prefecture: String,
    /// The city's name, such as 松戸市.
    pub name: String,
    /// The six-digit municipality code with its check digit.
    pub code: String,
    /// The areas, in the order of the screen.
    pub areas: Vec<Area>,
}

impl City {
    /// The area with this code.
    pub fn area(&self, code: &AreaCode) -> Option<&Area> {
        self.areas.iter().find(|area| area.code == *code)
    }

    /// The area whose longest town name the address holds after the city's name; none outside the city.
    pub fn area_of_address(&self, address: &str) -> Option<&Area> {
        let (_, after) = address.split_once(self.name.as_str())?;
        let after = after.trim_start();
        self.areas
            .iter()
            .flat_map(|area| area.towns.iter().map(move |town| (town, area)))
            .filter(|(town, _)| after.starts_with(town.as_str()))
            .max_by_key(|(town, _)| town.len())
            .map(|(_, area)| area)
    }
}
