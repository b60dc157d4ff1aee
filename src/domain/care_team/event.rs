//! What happens to a care team, and what is written down with each step.

use serde::{Deserialize, Serialize};

use super::role::CareRole;
use super::{Carer, MemberNumber, StandInNumber};
use crate::domain::coverage::{Cover, Period};
use crate::domain::id::{AbsenceId, PairId};
use crate::domain::patient::Place;
use crate::domain::referral::Means;
use crate::domain::timeline::Occurred;
use chrono::NaiveDate;

/// That somebody was spoken or written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// When.
    pub on: Occurred,
    /// By what means.
    pub means: Means,
    /// With whom; empty for the member themself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub with: String,
    /// What was said; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// Somebody whom the patient's head named before the centre kept the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed {
    /// What they are to the patient.
    pub role: CareRole,
    /// Who.
    pub who: Carer,
}

/// What staff say about whether somebody in a role is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Needed, whatever the rules say.
    Needed {
        /// Why.
        reason: String,
    },
    /// Not needed, whatever the rules say.
    NotNeeded {
        /// Why: the person does not want it, the family does it.
        reason: String,
    },
    /// As the rules say.
    ByRule,
}

/// What happens to a care team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareTeamEvent {
    /// The centre keeps the team from now on; those whom the head named are taken over as active.
    Begun {
        /// They, in the order of the head; numbered from 1.
        members: Vec<Seed>,
    },
    /// A pair of physicians was made, changed or ended: its own steps tell when and why, the team has them from it.
    FromPair {
        /// The pair.
        pair: PairId,
        /// Since when.
        on: NaiveDate,
        /// Whoever is primary and secondary now; whoever else was is so no longer.
        physicians: Vec<Seed>,
    },
    /// Somebody was asked to join.
    Asked {
        /// The number that they have in this team.
        member: MemberNumber,
        /// As what.
        role: CareRole,
        /// Who.
        who: Carer,
        /// When and how they were asked.
        contact: Contact,
    },
    /// Somebody turned out to care for the patient already; nobody had to ask.
    Known {
        /// The number that they have in this team.
        member: MemberNumber,
        /// As what.
        role: CareRole,
        /// Who.
        who: Carer,
        /// Since when, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<NaiveDate>,
    },
    /// They said yes.
    Agreed {
        /// Who.
        member: MemberNumber,
        /// When, how, by whose word.
        contact: Contact,
    },
    /// They said no.
    Declined {
        /// Who.
        member: MemberNumber,
        /// When, how, by whose word.
        contact: Contact,
        /// Why.
        reason: String,
    },
    /// They care for the patient from this day on.
    Started {
        /// Who.
        member: MemberNumber,
        /// The day.
        on: NaiveDate,
    },
    /// They care for the patient no longer.
    Left {
        /// Who.
        member: MemberNumber,
        /// The last day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// They are not asked any more, before they began.
    Withdrawn {
        /// Who.
        member: MemberNumber,
        /// Why.
        reason: String,
    },
    /// Name or number was put right; whoever it is stays the same.
    Amended {
        /// Who.
        member: MemberNumber,
        /// As it is right.
        who: Carer,
    },
    /// When they can be called.
    Covers {
        /// Who.
        member: MemberNumber,
        /// The weekly plan; none if nobody knows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cover: Option<Cover>,
    },
    /// Staff said whether somebody in this role is needed.
    Needs {
        /// The role.
        role: CareRole,
        /// What they said.
        said: Said,
    },
    /// The patient went to hospital: the team rests and stays.
    Paused {
        /// When.
        on: Occurred,
        /// Where to.
        hospital: Place,
        /// Anything about it; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// The patient is home again.
    Resumed {
        /// When.
        on: Occurred,
        /// Anything about it; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// A member was told of admission or discharge.
    Told {
        /// Who.
        member: MemberNumber,
        /// When and how.
        contact: Contact,
    },
    /// Somebody was asked to stand in for one who is away.
    StandInAsked {
        /// The number that this has in this team.
        stand_in: StandInNumber,
        /// The absence.
        absence: AbsenceId,
        /// As what they are known to the patient.
        role: CareRole,
        /// Who.
        who: Carer,
        /// The hours.
        periods: Vec<Period>,
        /// When and how they were asked.
        contact: Contact,
    },
    /// They will.
    StandInAgreed {
        /// Which.
        stand_in: StandInNumber,
        /// When, how, by whose word.
        contact: Contact,
    },
    /// They cannot.
    StandInDeclined {
        /// Which.
        stand_in: StandInNumber,
        /// When, how, by whose word.
        contact: Contact,
        /// Why.
        reason: String,
    },
    /// It is not needed any more.
    StandInWithdrawn {
        /// Which.
        stand_in: StandInNumber,
        /// Why.
        reason: String,
    },
}
