//! Who is needed for a patient at home, why, and whether there is somebody.
//!
//! The rules only point: each says why, staff may say otherwise, and what they say counts.

use serde::{Deserialize, Serialize};

use super::event::Said;
use super::role::CareRole;
use super::{CareTeam, MemberState};
use crate::domain::code::Code;
use crate::domain::patient::{CareLevel, Cognition, Head, Living, Mobility};

/// Why somebody is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Everybody at home needs one.
    AtHome,
    /// These procedures are done at home.
    Procedures(Vec<Code>),
    /// These medicines and infusions need somebody who knows them.
    Medicines(Vec<Code>),
    /// These procedures concern mouth and swallowing.
    Swallowing(Vec<Code>),
    /// The care level.
    Level(CareLevel),
    /// The person is up only with help, or not at all.
    Bedridden(Mobility),
    /// The person forgets, and nobody is there to help with the medicines.
    Forgetful(Cognition),
    /// So many half hours of a usual week are covered by nobody.
    Uncovered(u32),
    /// Staff said so.
    Said(String),
}

/// Whether there is somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedStanding {
    /// Nobody, and nobody is asked.
    Missing,
    /// Somebody was asked.
    Asked,
    /// Somebody agreed and has not begun.
    Agreed,
    /// Somebody is there.
    Filled,
    /// Staff said that nobody is needed.
    NotNeeded {
        /// Why.
        reason: String,
    },
}

/// Somebody who is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// As what.
    pub role: CareRole,
    /// Why; at least one reason.
    pub why: Vec<Why>,
    /// Whether there is somebody.
    pub standing: NeedStanding,
}

/// What an infusion, a pump or an opioid is.
const MEDICINES: [&str; 6] = [
    "opioids",
    "pca_pump",
    "central_venous_nutrition",
    "drip",
    "subcutaneous_infusion",
    "pulmonary_hypertension_infusion",
];

/// What has to do with mouth and swallowing.
const SWALLOWING: [&str; 6] =
    ["tracheostomy", "ventilator_invasive", "suction", "nasal_tube", "gastrostomy", "jejunostomy"];

/// Who is needed for this patient by the rules, and why.
pub fn wants(head: &Head) -> Vec<(CareRole, Vec<Why>)> {
    let (care, procedures) = (&head.care, &head.health.procedures);
    let of = |known: &[&str]| -> Vec<Code> {
        procedures.iter().filter(|code| known.contains(&code.0.as_str())).cloned().collect()
    };
    let some = |codes: Vec<Code>, why: fn(Vec<Code>) -> Why| (!codes.is_empty()).then(|| why(codes));
    let heavy = matches!(care.level, CareLevel::Care4 | CareLevel::Care5).then_some(Why::Level(care.level));
    let insured = !matches!(care.level, CareLevel::NotApplied | CareLevel::NotEligible);
    let bedridden =
        care.mobility.filter(|mobility| matches!(mobility, Mobility::B1 | Mobility::B2 | Mobility::C1 | Mobility::C2));
    let unattended = matches!(care.living, Living::Alone | Living::AloneByDay | Living::ElderlyOnly);
    let forgetful = care.cognition.filter(|cognition| *cognition >= Cognition::IIb && unattended);
    let all: [(CareRole, Vec<Option<Why>>); 6] = [
        (CareRole::PrimaryPhysician, vec![Some(Why::AtHome)]),
        (
            CareRole::VisitingNurse,
            vec![some(procedures.clone(), Why::Procedures), heavy.clone(), bedridden.map(Why::Bedridden)],
        ),
        (CareRole::CareManager, vec![insured.then_some(Why::Level(care.level))]),
        (CareRole::Pharmacist, vec![some(of(&MEDICINES), Why::Medicines), forgetful.map(Why::Forgetful)]),
        (CareRole::Dentist, vec![some(of(&SWALLOWING), Why::Swallowing)]),
        (CareRole::BackBed, vec![some(procedures.clone(), Why::Procedures), heavy]),
    ];
    let reasons = all.into_iter().map(|(role, why)| (role, why.into_iter().flatten().collect::<Vec<_>>()));
    reasons.filter(|(_, why)| !why.is_empty()).collect()
}

/// Everybody who is needed, given who is wanted by the rules and by the week, in the order of the screen.
pub fn needs(teams: &[&CareTeam], mut wants: Vec<(CareRole, Vec<Why>)>) -> Vec<Need> {
    let said = || teams.iter().flat_map(|team| &team.said);
    for (role, said) in said() {
        let Said::Needed { reason } = said else { continue };
        let why = Why::Said(reason.clone());
        match wants.iter_mut().find(|(wanted, _)| wanted == role) {
            Some((_, reasons)) => reasons.push(why),
            None => wants.push((role.clone(), vec![why])),
        }
    }
    wants.sort_by(|(one, _), (other, _)| one.cmp(other));
    let standing = |role: &CareRole| {
        let there = |state| {
            let mut members = teams.iter().flat_map(|team| &team.members);
            members.any(|member| member.state == state && member.role.fills(role))
        };
        let waived = said().find_map(|(of, said)| match said {
            Said::NotNeeded { reason } if of == role => Some(reason.clone()),
            _ => None,
        });
        match waived {
            _ if there(MemberState::Active) => NeedStanding::Filled,
            _ if there(MemberState::Agreed) => NeedStanding::Agreed,
            _ if there(MemberState::Asked) => NeedStanding::Asked,
            Some(reason) => NeedStanding::NotNeeded { reason },
            None => NeedStanding::Missing,
        }
    };
    wants.into_iter().map(|(role, why)| Need { standing: standing(&role), role, why }).collect()
}
