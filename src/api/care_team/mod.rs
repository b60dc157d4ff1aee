//! Requests, answers and problems about the care teams of patients.

mod step;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::page::{Page, Window};
use crate::api::patient::PatientRow;
use crate::domain::area::AreaCode;
use crate::domain::care_team::{CareRole, CareTeam, Carer, Member, MemberState, Need, Rest};
use crate::domain::code::Code;
use crate::domain::coverage::Cover;
use crate::domain::id::{CareTeamId, PairId, PatientId, SiteId, Version};
use crate::domain::patient::Whereabouts;

pub use crate::domain::care_team::CareTeamProblem;
pub use step::CareTeamStep;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareTeamRead {
    /// Patients with their teams, sorted and filtered, with the counts of all that the caller may read.
    List {
        /// Which.
        #[serde(default)]
        filter: CareTeamFilter,
        /// In which order.
        #[serde(default)]
        order: CareTeamOrder,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One patient's team with who is needed.
    Team {
        /// Whose.
        patient: PatientId,
    },
    /// Places that do what somebody in this role does, those of the patient's area first.
    Candidates {
        /// For whom.
        patient: PatientId,
        /// As what.
        role: CareRole,
        /// Whose name or address holds this text, by kanji or kana.
        #[serde(default)]
        text: String,
        /// The most candidates, 1 to 200.
        #[serde(default = "fifty")]
        limit: u32,
    },
    /// Names and numbers alone, as they are printed.
    Sheet {
        /// Whose.
        patient: PatientId,
    },
}

const fn fifty() -> u32 {
    50
}

/// Which patients are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CareTeamFilter {
    /// Of these areas.
    pub areas: Vec<AreaCode>,
    /// Where somebody is missing.
    pub missing: bool,
    /// Where somebody was asked and has not answered, or agreed and has not begun.
    pub pending: bool,
    /// Where the team rests.
    pub resting: bool,
    /// Where somebody is to be told of admission or discharge.
    pub to_tell: bool,
    /// Of this patient only, merged records included.
    pub patient: Option<PatientId>,
    /// In whose team this place is.
    pub site: Option<SiteId>,
    /// Whose name, or whose physician, holds this text, by kanji or kana.
    pub text: String,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareTeamOrder {
    /// Those with most to do first: missing, to be told, pending.
    #[default]
    ToDo,
    /// By kana.
    Kana,
    /// By area, then by kana.
    Area,
}

/// A patient's team as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareTeamRow {
    /// The patient, as the record that stands for all of the person's.
    pub patient: PatientRow,
    /// The physician who is called first, as one line; empty for none.
    pub physician: String,
    /// How many care for the patient.
    pub active: u32,
    /// Roles that somebody is needed for and nobody has.
    pub missing: Vec<CareRole>,
    /// How many were asked and have not answered.
    pub asked: u32,
    /// How many agreed and have not begun.
    pub agreed: u32,
    /// How many are to be told of admission or discharge.
    pub to_tell: u32,
    /// Whether the team rests.
    pub resting: bool,
}

/// How many teams there are, of those that the caller may read, of people who live here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareTeamCounts {
    /// Patients for whom anybody cares or was asked.
    pub teams: u32,
    /// Of them, where somebody is missing.
    pub missing: u32,
    /// Where somebody was asked or has not begun.
    pub pending: u32,
    /// Where the team rests.
    pub resting: u32,
    /// Where somebody is to be told.
    pub to_tell: u32,
}

/// One patient's team with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareTeamDetail {
    /// The patient, as the record that stands for all of the person's.
    pub patient: PatientRow,
    /// Where the person is for the time being, as the head says.
    pub whereabouts: Whereabouts,
    /// The teams of the person's records, that of the record that stands for all first; one unless records are merged.
    pub teams: Vec<CareTeam>,
    /// Who is needed.
    pub needs: Vec<Need>,
    /// The active pair that primary and secondary come from; they change there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<PairId>,
    /// How many half hours of a usual week nobody covers; none where nobody's hours are known.
    pub uncovered: Option<u32>,
}

impl CareTeamDetail {
    /// All members of all records, each with the team that it belongs to.
    pub fn members(&self) -> impl Iterator<Item = (&CareTeam, &Member)> {
        self.teams.iter().flat_map(|team| team.members.iter().map(move |member| (team, member)))
    }

    /// Since when and where the team rests.
    pub fn rest(&self) -> Option<&Rest> {
        self.teams.iter().find_map(|team| team.rest.as_ref())
    }
}

/// A place that might join a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The place.
    pub site: SiteId,
    /// Its name.
    pub name: String,
    /// Its phone number.
    pub phone: String,
    /// Its area; none outside the city.
    pub area: Option<AreaCode>,
    /// Whether that is the patient's area.
    pub near: bool,
    /// The kinds of its services.
    pub services: Vec<Code>,
    /// In how many teams it is.
    pub teams: u32,
    /// How many times it was asked in the last year.
    pub asked: u32,
    /// How many of these times it declined.
    pub declined: u32,
}

/// What is printed: names and numbers, nothing clinical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamSheet {
    /// The patient.
    pub patient: PatientRow,
    /// The patient's phone number.
    pub phone: String,
    /// The patient's address.
    pub address: String,
    /// Those who care for the patient, in the order of the roles.
    pub members: Vec<SheetLine>,
    /// The day as of which it holds.
    pub on: NaiveDate,
    /// Whether the team rests.
    pub resting: bool,
}

/// Somebody on the printed page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLine {
    /// As what.
    pub role: CareRole,
    /// Who.
    pub who: Carer,
    /// Active, or agreed and not begun.
    pub state: MemberState,
    /// When they can be called.
    pub cover: Option<Cover>,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareTeamAnswer {
    /// To [`CareTeamRead::List`].
    List {
        /// The rows.
        page: Page<CareTeamRow>,
        /// The counts, whatever the filter.
        counts: CareTeamCounts,
    },
    /// To [`CareTeamRead::Team`].
    Team(Box<CareTeamDetail>),
    /// To [`CareTeamRead::Candidates`].
    Candidates(Vec<Candidate>),
    /// To [`CareTeamRead::Sheet`].
    Sheet(Box<TeamSheet>),
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareTeamChange {
    /// A step of a team. The first one begins it, from what the patient's head says.
    Step {
        /// Which team; it has its patient's number.
        team: CareTeamId,
        /// The version that the caller saw; 0 for a team that has not begun.
        seen: Version,
        /// The step.
        step: Box<CareTeamStep>,
    },
    /// The names and numbers are printed; this is written down before anything leaves.
    Print {
        /// Whose.
        patient: PatientId,
    },
}

impl From<CareTeamProblem> for crate::api::Problem {
    fn from(problem: CareTeamProblem) -> Self {
        Self::CareTeam(problem)
    }
}
