//! The care team (在宅医療チーム): all who care for one patient at home.
//!
//! A member is asked → agrees or declines → is active → leaves; whoever cared already when the centre came to know is
//! active at once, and an asking can be withdrawn before the work begins. The team rests while the patient is in
//! hospital and is not lost; at admission and discharge it says whom to tell. There is one team for a patient: it has
//! the patient's number. What heads of patients said of teams before there were any is where a team begins ([`head`]).

mod decide;
mod event;
mod fold;
pub mod head;
mod need;
mod problem;
mod role;
mod steps;

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;

pub use decide::{MemberStep, StandInStep};
pub use event::{CareTeamEvent, Contact, Said, Seed};
pub use need::{Need, NeedStanding, Why, needs, wants};
pub use problem::CareTeamProblem;
pub use role::{CareRole, NoRole};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::aggregate::Stamp;
use super::coverage::{Cover, Period};
use super::id::{AbsenceId, CareTeamId, PatientId, Version};
use super::patient::Place;
use super::timeline::Occurred;

impl CareTeamId {
    /// The team of this patient's record.
    pub const fn of(patient: PatientId) -> Self {
        Self(patient.0)
    }

    /// The record of the patient whose team it is.
    pub const fn patient(self) -> PatientId {
        PatientId(self.0)
    }
}

/// A member's number in their team, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberNumber(pub u32);

/// The number of an asking to stand in, counted from 1 in each team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StandInNumber(pub u32);

/// Somebody who cares for patients: a place, a person, or both, and the number to call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carer {
    /// Where they work.
    #[serde(default)]
    pub place: Place,
    /// The name; empty if only the place is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The phone number; empty if nobody knows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

impl Carer {
    /// Place and name on one line.
    pub fn line(&self) -> String {
        let parts = [self.place.name.trim(), self.name.trim()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Whether nobody is named.
    pub fn is_nobody(&self) -> bool {
        self.place.site.is_none() && self.place.name.trim().is_empty() && self.name.trim().is_empty()
    }
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberState {
    /// 打診中: was asked and has not answered.
    Asked,
    /// 承諾: said yes and has not begun.
    Agreed,
    /// 担当中: cares for the patient.
    Active,
    /// 辞退: said no.
    Declined,
    /// 取下げ: is not asked any more.
    Withdrawn,
    /// 終了: cared for the patient until a day.
    Left,
}

impl MemberState {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 6] = [Self::Active, Self::Agreed, Self::Asked, Self::Declined, Self::Withdrawn, Self::Left];

    /// Whether somebody still has something to do with the patient.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Agreed | Self::Active)
    }
}

/// What a member is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToTell {
    /// The patient went to hospital.
    Admission,
    /// The patient is home again.
    Discharge,
}

/// A member of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The number.
    pub number: MemberNumber,
    /// What they are to the patient.
    pub role: CareRole,
    /// Who.
    pub who: Carer,
    /// Where they stand.
    pub state: MemberState,
    /// The day on which that began.
    pub since: NaiveDate,
    /// Why they declined, left or were withdrawn.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When they can be called; none if nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<Cover>,
    /// What they are still to be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_tell: Option<ToTell>,
}

/// Where an asking to stand in stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandInState {
    /// Asked, without an answer.
    Asked,
    /// Will stand in.
    Agreed,
    /// Cannot.
    Declined,
    /// Not needed any more.
    Withdrawn,
}

impl StandInState {
    /// Whether it counts, or may come to count.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Agreed)
    }
}

/// Somebody who stands in for one who is away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    /// The number.
    pub number: StandInNumber,
    /// The absence.
    pub absence: AbsenceId,
    /// As what they are known to the patient.
    pub role: CareRole,
    /// Who.
    pub who: Carer,
    /// The hours.
    pub periods: Vec<Period>,
    /// Where it stands.
    pub state: StandInState,
    /// Why they cannot, or are not needed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// That the team rests while the patient is in hospital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// Since when.
    pub on: Occurred,
    /// Where the patient is.
    pub hospital: Place,
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// What.
    pub event: CareTeamEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// A care team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareTeam {
    /// Its identifier, with the number of the patient.
    pub id: CareTeamId,
    /// How often it has changed; 0 for one that only the patient's head tells of.
    pub version: Version,
    /// Everybody who was ever asked, in that order.
    pub members: Vec<Member>,
    /// What staff said about who is needed, by role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<(CareRole, Said)>,
    /// Whether it rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Rest>,
    /// Whoever was asked to stand in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stand_ins: Vec<StandIn>,
    /// Everything that happened, in the order of recording.
    pub history: Vec<Happened>,
}

impl CareTeam {
    /// The patient's record.
    pub const fn patient(&self) -> PatientId {
        self.id.patient()
    }

    /// A member.
    pub fn member(&self, number: MemberNumber) -> Option<&Member> {
        self.members.iter().find(|member| member.number == number)
    }

    /// An asking to stand in.
    pub fn stand_in(&self, number: StandInNumber) -> Option<&StandIn> {
        self.stand_ins.iter().find(|stand_in| stand_in.number == number)
    }

    /// Those who care for the patient now, in the order of the screen.
    pub fn active(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.state == MemberState::Active)
    }

    /// The number that the next one who is asked gets.
    pub fn next_member(&self) -> MemberNumber {
        MemberNumber(self.members.iter().map(|member| member.number.0).max().unwrap_or(0).saturating_add(1))
    }

    /// The number that the next asking to stand in gets.
    pub fn next_stand_in(&self) -> StandInNumber {
        StandInNumber(self.stand_ins.iter().map(|one| one.number.0).max().unwrap_or(0).saturating_add(1))
    }

    /// Whether nobody was ever asked and nothing was said.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty() && self.said.is_empty() && self.rest.is_none()
    }
}
