//! Places that do what somebody in a role does, for one patient.

use std::cmp::Reverse;

use chrono::Days;

use super::read::person;
use super::view::Answers;
use crate::api::Problem;
use crate::api::care_team::Candidate;
use crate::center::reader::Reader;
use crate::center::resource::view::Summary;
use crate::domain::care_team::CareRole;
use crate::domain::id::PatientId;
use crate::text::fold;

/// For how many days an answer counts.
const YEAR: u64 = 365;

/// The most that are given.
const MOST: u32 = 200;

/// Places within the city before others, those of the patient's area first of all; where earlier askings were declined,
/// the place comes later. Without services that the role goes by, any open place is one.
pub fn candidates(
    reader: &Reader,
    patient: PatientId,
    role: &CareRole,
    text: &str,
    limit: u32,
) -> Result<Vec<Candidate>, Problem> {
    let (row, _) = person(reader, patient)?;
    let (views, services) = (reader.views(), role.services());
    let since = reader.now.date_naive() - Days::new(YEAR);
    let answers = views.care_teams.answers(since);
    let answers_of = |site: &Summary| answers.get(&site.site).copied().unwrap_or_default();
    let text = fold(text);
    let does = |site: &Summary| {
        services.is_empty() || site.services.iter().any(|service| services.contains(&service.0.as_str()))
    };
    let near = |site: &Summary| row.area.is_some() && site.area == row.area;
    let mut found: Vec<(&String, &Summary)> = views
        .resources
        .readings()
        .filter(|(reading, site)| {
            let named =
                || reading.contains(&text) || fold(&site.name).contains(&text) || fold(&site.address).contains(&text);
            !site.closed && does(site) && (text.is_empty() || named())
        })
        .map(|(reading, site)| (reading, site))
        .collect();
    // They come by how they are read; a stable sort leaves that order among equals.
    found.sort_by_key(|(_, site)| {
        let Answers { asked, declined, .. } = answers_of(site);
        (Reverse(near(site)), Reverse(site.in_city), asked > 0 && declined == asked)
    });
    let limit = limit.clamp(1, MOST) as usize;
    Ok(found
        .into_iter()
        .take(limit)
        .map(|(_, site)| {
            let Answers { teams, asked, declined } = answers_of(site);
            Candidate {
                site: site.site,
                name: site.name.clone(),
                phone: site.phone.clone(),
                area: site.area.clone(),
                near: near(site),
                services: site.services.clone(),
                teams,
                asked,
                declined,
            }
        })
        .collect())
}
