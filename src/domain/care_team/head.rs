//! What a patient's head says of those who care, from before teams were kept: that is where a team begins.
//!
//! Heads keep what old journals say. Once the team is kept it alone counts, and nothing writes those two sections of a
//! head any more.

use super::event::Seed;
use super::fold::seeded;
use super::{CareRole, CareTeam, Carer};
use crate::domain::absence::same_place;
use crate::domain::id::{CareTeamId, Version};
use crate::domain::patient::{Head, Patient, Physician, Place};
use crate::domain::time::JST;

fn physician(role: CareRole, physician: Option<&Physician>) -> Option<Seed> {
    let Physician { name, place } = physician?;
    Some(Seed { role, who: Carer { place: place.clone(), name: name.clone(), phone: String::new() } })
}

/// Everybody whom the head names, physicians first. A physician who is named as a doctor and in the team is one person.
pub fn seeds(head: &Head) -> Vec<Seed> {
    let doctors = &head.doctors;
    let back_bed = doctors
        .back_bed
        .as_ref()
        .map(|place: &Place| Seed { role: CareRole::BackBed, who: Carer { place: place.clone(), ..Carer::default() } });
    let named = [
        physician(CareRole::PrimaryPhysician, doctors.primary.as_ref()),
        physician(CareRole::SecondaryPhysician, doctors.secondary.as_ref()),
        physician(CareRole::FamilyPhysician, doctors.family.as_ref()),
        back_bed,
    ];
    let mut seeds: Vec<Seed> = named.into_iter().flatten().filter(|seed| !seed.who.is_nobody()).collect();
    for member in &head.team {
        let role = CareRole::of_profession(&member.profession);
        let who = Carer { place: member.place.clone(), name: member.name.clone(), phone: member.phone.clone() };
        let known =
            seeds.iter_mut().find(|seed| role.is_physician() && seed.role.is_physician() && is_same(seed, &who));
        match known {
            Some(seed) if seed.who.phone.is_empty() => seed.who.phone = who.phone,
            Some(seed) if seed.who.phone == who.phone || who.phone.is_empty() => {}
            _ if who.is_nobody() => {}
            _ => seeds.push(Seed { role, who }),
        }
    }
    seeds
}

fn is_same(seed: &Seed, who: &Carer) -> bool {
    same_place(&seed.who.place, &who.place) && seed.who.name == who.name
}

impl CareTeam {
    /// The team of a patient for whom none is kept yet: whom the head names, at version 0.
    pub fn of_head(patient: &Patient) -> Self {
        let since = patient.registered.at.with_timezone(&JST).date_naive();
        Self {
            id: CareTeamId::of(patient.id),
            version: Version(0),
            members: seeded(&seeds(&patient.head), since),
            said: Vec::new(),
            rest: None,
            stand_ins: Vec::new(),
            history: Vec::new(),
        }
    }
}
