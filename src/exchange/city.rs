//! The city and the other settings that a new centre starts with, read from TOML.

use std::collections::{BTreeMap, HashSet};

use chrono::{NaiveTime, Weekday};

use crate::domain::area::City;
use crate::domain::pair::PairTerms;
use crate::domain::settings::{OfficeHours, Settings};

use super::codes::{self, CodesProblem};
use super::funding::{self, FundingProblem};

/// The made-up city that comes with the program.
const CITY: &str = include_str!("../../fixtures/city.toml");

/// Why a city's file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CityProblem {
    /// It is not TOML of the right form.
    Unreadable {
        /// The line, counted from 1, where the reader knows it.
        line: Option<usize>,
        /// What the reader said.
        why: String,
    },
    /// It names no area.
    NoArea,
    /// Two areas have the same code.
    AreaTwice {
        /// The code.
        code: String,
    },
    /// One town stands in two areas, or twice in one.
    TownTwice {
        /// The town.
        town: String,
    },
    /// Not exactly one support centre leads the others (基幹型).
    Leaders {
        /// How many do.
        count: usize,
    },
    /// A code list cannot be used.
    Codes(CodesProblem),
    /// What is usual for work cannot be used.
    Funding(FundingProblem),
}

/// Reads a city and checks that every town has one area and that one support centre leads.
pub fn city(text: &str) -> Result<City, CityProblem> {
    let city: City = toml::from_str(text).map_err(|error| CityProblem::Unreadable {
        line: error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1),
        why: error.message().to_owned(),
    })?;
    if city.areas.is_empty() {
        return Err(CityProblem::NoArea);
    }
    let mut codes = HashSet::new();
    let mut towns = HashSet::new();
    for area in &city.areas {
        if !codes.insert(&area.code) {
            return Err(CityProblem::AreaTwice { code: area.code.0.clone() });
        }
        for town in &area.towns {
            if !towns.insert(&town.name) {
                return Err(CityProblem::TownTwice { town: town.name.clone() });
            }
        }
    }
    match city.areas.iter().filter(|area| area.leads).count() {
        1 => Ok(city),
        count => Err(CityProblem::Leaders { count }),
    }
}

/// Monday to Friday from 9 to 17, closed on national holidays and from 29 December to 3 January.
pub fn default_hours() -> OfficeHours {
    OfficeHours {
        opens: NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default(),
        closes: NaiveTime::from_hms_opt(17, 0, 0).unwrap_or_default(),
        rests_on: vec![Weekday::Sat, Weekday::Sun],
        rests_on_holidays: true,
        year_end_from: (12, 29),
        year_end_to: (1, 3),
        closed_days: Vec::new(),
    }
}

/// What a new centre starts with; it changes all of it without a compiler.
pub fn default_settings() -> Result<Settings, CityProblem> {
    let city = city(CITY)?;
    let codes = codes::defaults().map_err(CityProblem::Codes)?;
    Ok(Settings {
        centre_name: format!("{}在宅医療・介護連携支援センター", city.name),
        city,
        hours: default_hours(),
        consent_gates: BTreeMap::new(),
        stale_after_days: 365,
        lock_after_minutes: 10,
        referrals_per_full_time: 30,
        referral_terms: BTreeMap::new(),
        pairs: PairTerms::default(),
        question_term: 2,
        ict_quiet_after_days: 60,
        funding: funding::usual(&codes).map_err(CityProblem::Funding)?,
        codes,
    })
}

/// What the made-up city starts with: the same, with money.
pub fn made_up_settings() -> Result<Settings, CityProblem> {
    let settings = default_settings()?;
    let funding = funding::made_up(&settings.codes).map_err(CityProblem::Funding)?;
    Ok(Settings { funding, ..settings })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_that_comes_along_is_whole() {
        let settings = default_settings().unwrap();
        let city = &settings.city;
        assert_eq!(city.areas.len(), 15);
        assert!(city.areas.iter().all(|area| (8..=12).contains(&area.towns.len())));
        assert!(city.areas.iter().flat_map(|area| &area.towns).all(|town| !town.kana.is_empty()));
        let area = |address| city.area_of_address(address).map(|area| area.code.0.as_str());
        assert_eq!(area("若葉県汐見市桜ヶ丘3丁目12-4"), Some("sakuragaoka"));
        assert_eq!(area("汐見市北野台1-2-3"), Some("kitano"), "the longest town wins");
        assert_eq!(area("若葉県沖見市桜ヶ丘3丁目"), None);
    }

    #[test]
    fn a_file_that_cannot_be_a_city_is_refused_with_its_place() {
        assert!(matches!(city("name = \"汐見市\"\nareas = 3\n"), Err(CityProblem::Unreadable { .. })));
        let broken = CITY.replacen("name = \"仲町\"", "nama = \"仲町\"", 1);
        assert!(matches!(city(&broken), Err(CityProblem::Unreadable { line: Some(line), .. }) if line > 5));
        let twice = CITY.replacen("\"仲町\"", "\"本町\"", 1);
        assert_eq!(city(&twice), Err(CityProblem::TownTwice { town: "本町".into() }));
        let nobody = CITY.replacen("leads = true", "leads = false", 1);
        assert_eq!(city(&nobody), Err(CityProblem::Leaders { count: 0 }));
    }
}
