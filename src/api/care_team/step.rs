//! A step of a care team as it is asked for.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::care_team::{CareRole, Carer, Contact, MemberNumber, Said, StandInNumber};
use crate::domain::coverage::Cover;
use crate::domain::patient::Place;
use crate::domain::timeline::Occurred;

/// A step of a team, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareTeamStep {
    /// Somebody is asked to join.
    Ask {
        /// As what.
        role: CareRole,
        /// Who; a place among the resources gives name and number where they are left empty.
        who: Carer,
        /// When and how they were asked.
        contact: Contact,
        /// When they can be called, as far as known; only of those who cover nights.
        #[serde(default)]
        cover: Option<Cover>,
    },
    /// Somebody cares for the patient already.
    Know {
        /// As what.
        role: CareRole,
        /// Who.
        who: Carer,
        /// Since when.
        #[serde(default)]
        since: Option<NaiveDate>,
        /// When they can be called, as far as known.
        #[serde(default)]
        cover: Option<Cover>,
    },
    /// They say yes.
    Agree {
        /// Who.
        member: MemberNumber,
        /// When, how, by whose word.
        contact: Contact,
        /// The day on which they began, if they have: then they are active.
        #[serde(default)]
        started: Option<NaiveDate>,
        /// When they can be called, if that was said.
        #[serde(default)]
        cover: Option<Cover>,
    },
    /// They say no.
    Decline {
        /// Who.
        member: MemberNumber,
        /// When, how, by whose word.
        contact: Contact,
        /// Why.
        reason: String,
    },
    /// They begin, all of them or none.
    Start {
        /// Who.
        members: Vec<MemberNumber>,
        /// The day.
        on: NaiveDate,
    },
    /// They leave.
    Leave {
        /// Who.
        member: MemberNumber,
        /// The last day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// They are not asked any more.
    Withdraw {
        /// Who.
        member: MemberNumber,
        /// Why.
        reason: String,
    },
    /// Name or number is put right.
    Amend {
        /// Who.
        member: MemberNumber,
        /// As it is right.
        who: Carer,
    },
    /// When they can be called.
    Cover {
        /// Who.
        member: MemberNumber,
        /// The weekly plan; none if nobody knows.
        cover: Option<Cover>,
    },
    /// Whether somebody in a role is needed.
    Needs {
        /// The role.
        role: CareRole,
        /// What staff say.
        said: Said,
    },
    /// The patient went to hospital; the head says so from then on too.
    Pause {
        /// When.
        on: Occurred,
        /// Where to.
        #[serde(default)]
        hospital: Place,
        /// Anything about it.
        #[serde(default)]
        text: String,
    },
    /// The patient is home again; the head says so from then on too.
    Resume {
        /// When.
        on: Occurred,
        /// Anything about it.
        #[serde(default)]
        text: String,
        /// Whether everybody who has agreed begins on that day.
        #[serde(default)]
        start: bool,
    },
    /// A member is told of admission or discharge.
    Tell {
        /// Who.
        member: MemberNumber,
        /// When and how.
        contact: Contact,
    },
    /// Somebody will stand in.
    AgreeStandIn {
        /// Which.
        stand_in: StandInNumber,
        /// When, how, by whose word.
        contact: Contact,
    },
    /// Somebody cannot stand in.
    DeclineStandIn {
        /// Which.
        stand_in: StandInNumber,
        /// When, how, by whose word.
        contact: Contact,
        /// Why.
        reason: String,
    },
    /// Nobody needs to stand in.
    WithdrawStandIn {
        /// Which.
        stand_in: StandInNumber,
        /// Why.
        reason: String,
    },
}
