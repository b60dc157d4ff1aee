//! Requests, answers and problems about the 24/365 gap check: nights, weeks, absences, those who stand in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::patient::PatientRow;
use crate::domain::absence::{Absence, Away};
use crate::domain::area::AreaCode;
use crate::domain::care_team::{CareRole, Carer, Contact, StandIn};
use crate::domain::coverage::{Cover, Duty, Period, Standing};
use crate::domain::id::{AbsenceId, CareTeamId, PatientId, SiteId, Version};

pub use crate::domain::absence::AbsenceProblem;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageRead {
    /// The patients who are uncovered in the night that begins on this evening, those with most hours first.
    Night {
        /// The evening.
        evening: NaiveDate,
        /// Which of them.
        #[serde(default)]
        filter: NightFilter,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// Seven days of one patient.
    Week {
        /// Whose.
        patient: PatientId,
        /// The first day.
        from: NaiveDate,
    },
    /// Absences, those that are or come first.
    Absences {
        /// Which.
        #[serde(default)]
        filter: AbsenceFilter,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One absence with those whom it leaves uncovered.
    Absence {
        /// Which.
        absence: AbsenceId,
    },
}

/// Which patients of a night are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NightFilter {
    /// Of these areas; of all if none is named.
    pub areas: Vec<AreaCode>,
    /// Those who are covered as well.
    pub covered: bool,
    /// Only those for whom nobody was asked to stand in.
    pub unasked: bool,
}

/// Which absences are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AbsenceFilter {
    /// Those that are over, and those that were called off, as well.
    pub past: bool,
    /// Of this place only.
    pub site: Option<SiteId>,
}

/// A patient in a night.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightRow {
    /// The patient, as the record that stands for all of the person's.
    pub patient: PatientRow,
    /// The stretches that nobody covers.
    pub gaps: Vec<Period>,
    /// How many half hours they have.
    pub half_hours: u32,
    /// Whether somebody was asked to stand in for all of them and has not answered.
    pub asked: bool,
    /// Whose hours nobody knows: they may cover more than it seems.
    pub unknown: Vec<Duty>,
    /// The physician who is called first, as one line; empty for none.
    pub physician: String,
    /// An absence that makes the gap, or part of it.
    pub absence: Option<AbsenceId>,
}

/// How a night stands, of the patients whom the caller may read and the areas asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightCounts {
    /// Patients at home whose team does not rest.
    pub patients: u32,
    /// Of them uncovered for any half hour.
    pub uncovered: u32,
    /// Of these, with somebody asked to stand in for all of it.
    pub asked: u32,
    /// Of the uncovered, those with somebody whose hours nobody knows.
    pub unknown: u32,
}

/// Seven days of one patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// The patient, as the record that stands for all of the person's.
    pub patient: PatientRow,
    /// The days, the first one first.
    pub days: Vec<DayCover>,
    /// Who covers.
    pub watches: Vec<WatchLine>,
    /// The stretches that nobody covers.
    pub gaps: Vec<Period>,
    /// The absences that count in this week.
    pub absences: Vec<Absence>,
    /// Those who were asked to stand in for hours of this week, with the team whose record says so.
    pub stand_ins: Vec<(CareTeamId, StandIn)>,
    /// Whether the team rests: then nothing is checked.
    pub resting: bool,
}

/// One day of a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCover {
    /// The day.
    pub on: NaiveDate,
    /// Whether it is a national holiday.
    pub holiday: bool,
    /// How its 48 half hours stand.
    pub standings: Vec<Standing>,
}

/// Somebody who covers, as the week shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchLine {
    /// As what.
    pub duty: Duty,
    /// Who.
    pub who: Carer,
    /// When they can be called; none if nobody knows.
    pub cover: Option<Cover>,
}

/// An absence as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceRow {
    /// The absence.
    pub absence: Absence,
    /// How many patients have somebody in their team who is away.
    pub patients: u32,
    /// How many of them it leaves uncovered for any time that is still to come.
    pub uncovered: u32,
    /// For how many of these somebody was asked to stand in for all of it.
    pub asked: u32,
}

/// A patient whom an absence concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffectedRow {
    /// The patient, as the record that stands for all of the person's.
    pub patient: PatientRow,
    /// The team of the record by which they are known, and its version.
    pub team: CareTeamId,
    /// Its version; 0 for one that has not begun.
    pub version: Version,
    /// As what the one who is away is known.
    pub role: CareRole,
    /// The stretches that are left uncovered and still to come.
    pub gaps: Vec<Period>,
    /// Those of them for which nobody was asked yet.
    pub unasked: Vec<Period>,
    /// Who stands in, or was asked to.
    pub stand_ins: Vec<StandIn>,
    /// Whom to ask: the secondary, where there is one who is not away too.
    pub offer: Option<Offer>,
}

/// Somebody who can be asked to stand in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// As what.
    pub role: CareRole,
    /// Who.
    pub who: Carer,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageAnswer {
    /// To [`CoverageRead::Night`].
    Night {
        /// The rows.
        page: Page<NightRow>,
        /// How the night stands in the areas asked for.
        counts: NightCounts,
    },
    /// To [`CoverageRead::Week`].
    Week(Box<Week>),
    /// To [`CoverageRead::Absences`].
    Absences(Page<AbsenceRow>),
    /// To [`CoverageRead::Absence`].
    Absence {
        /// It.
        row: Box<AbsenceRow>,
        /// Whom it concerns, those left uncovered first.
        affected: Vec<AffectedRow>,
    },
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageChange {
    /// An absence is entered.
    Enter(Away),
    /// An absence is put right.
    Amend {
        /// Which.
        absence: AbsenceId,
        /// The version that the caller saw.
        seen: Version,
        /// As it is right.
        away: Away,
    },
    /// An absence is called off; whoever was asked to stand in for it is not needed any more.
    Cancel {
        /// Which.
        absence: AbsenceId,
        /// The version that the caller saw.
        seen: Version,
        /// Why.
        reason: String,
    },
    /// Somebody is asked to stand in for each of these patients, for all of them or none.
    StandIn {
        /// The absence.
        absence: AbsenceId,
        /// For whom, by whom, when.
        asks: Vec<StandInAsk>,
        /// When and how they were asked.
        contact: Contact,
    },
}

/// One asking to stand in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandInAsk {
    /// The team of the patient.
    pub team: CareTeamId,
    /// The version that the caller saw; 0 for a team that has not begun.
    pub seen: Version,
    /// As what they are known to the patient.
    pub role: CareRole,
    /// Who.
    pub who: Carer,
    /// The hours.
    pub periods: Vec<Period>,
}

impl From<AbsenceProblem> for super::Problem {
    fn from(problem: AbsenceProblem) -> Self {
        Self::Absence(problem)
    }
}
