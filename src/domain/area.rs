//! The city's daily-living areas (日常生活圏域): towns, and the support centre that looks after them.

use serde::{Deserialize, Serialize};

/// A daily-living area by its short name in the city's file, such as `tokiwadaira`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaCode(pub String);

/// A town (町丁) as addresses write it, without the city and without 丁目.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Town {
    /// The name as written.
    pub name: String,
    /// Its kana, by which addresses are found.
    #[serde(default)]
    pub kana: String,
}

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
    /// The towns (町丁) that belong to it.
    pub towns: Vec<Town>,
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
        self.town_of_address(address).map(|(_, area)| area)
    }

    /// The same with the town.
    pub fn town_of_address(&self, address: &str) -> Option<(&Town, &Area)> {
        let (_, after) = address.split_once(self.name.as_str())?;
        let after = after.trim_start();
        self.areas
            .iter()
            .flat_map(|area| area.towns.iter().map(move |town| (town, area)))
            .filter(|(town, _)| after.starts_with(town.name.as_str()))
            .max_by_key(|(town, _)| town.name.len())
    }

    /// The area's name on a screen in Japanese or English; an area that the city no longer has keeps its code.
    pub fn area_name<'a>(&'a self, code: &'a AreaCode, english: bool) -> &'a str {
        self.area(code).map_or(code.0.as_str(), |area| if english { &area.en } else { &area.name })
    }
}
