//! Requests and answers about the region's shared record: agreements of associations, enrolments of organisations, their use.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::enrolment::{Agreement, AgreementStanding, Encouragement, IctEnrolment, MonthUse, Terms};
use crate::domain::id::{AgreementId, EnrolmentId, SiteId, Version};
use crate::domain::month::Month;

pub use crate::domain::enrolment::EnrolmentProblem;

/// How many months of use a row shows.
pub const MONTHS_SHOWN: u32 = 6;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IctRead {
    /// Enrolments, by how the organisation's name is read; those to be called by how long they have waited for it.
    Enrolments {
        /// Which.
        #[serde(default)]
        filter: EnrolmentFilter,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One enrolment.
    Enrolment {
        /// Which.
        enrolment: EnrolmentId,
    },
    /// All agreements, by association.
    Agreements,
}

/// Which enrolments are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnrolmentFilter {
    /// Of these associations.
    pub associations: Vec<Code>,
    /// Only those that take part, only those that did, or all.
    pub open: Option<bool>,
    /// Only those that are to be called: the record was not used for long, and nobody encouraged them since.
    pub to_call: bool,
    /// Of these areas.
    pub areas: Vec<AreaCode>,
    /// Of this place.
    pub site: Option<SiteId>,
    /// Whose name holds this text, or that have this number.
    pub text: String,
}

/// The use of one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthTimes {
    /// The month.
    pub month: Month,
    /// How many times; none where nobody noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

/// An enrolment as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRow {
    /// The number.
    pub id: EnrolmentId,
    /// The organisation.
    pub site: SiteId,
    /// Its name.
    pub name: String,
    /// The area; none outside the city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// Its phone number; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Its association.
    pub association: Code,
    /// Where the association's agreement stands today.
    pub standing: AgreementStanding,
    /// The first day.
    pub started: NaiveDate,
    /// The day on which it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<NaiveDate>,
    /// How many people use the record there.
    pub users: u32,
    /// The last day on which the record was used, as far as noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used: Option<NaiveDate>,
    /// The use of the last months, the oldest first, the present one last.
    pub months: Vec<MonthTimes>,
    /// The day of the last contact to encourage it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encouraged: Option<NaiveDate>,
    /// The day from which it is to be called; none once it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_from: Option<NaiveDate>,
    /// Whether that day has come.
    pub to_call: bool,
}

/// How many there are, whatever the filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentCounts {
    /// Organisations that take part.
    pub open: u32,
    /// People who use the record there.
    pub users: u32,
    /// Organisations of which a use was noted for this month.
    pub used: u32,
    /// Organisations to be called.
    pub to_call: u32,
}

/// An agreement as the list shows one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRow {
    /// The record.
    pub agreement: Agreement,
    /// Where it stands today.
    pub standing: AgreementStanding,
    /// How many organisations of the association take part.
    pub members: u32,
}

/// Where a place takes part, as its own detail shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The enrolment.
    pub enrolment: EnrolmentId,
    /// Its association.
    pub association: Code,
    /// The first day.
    pub started: NaiveDate,
    /// How many people use the record there.
    pub users: u32,
    /// The last day on which the record was used, as far as noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used: Option<NaiveDate>,
    /// The day on which it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<NaiveDate>,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IctAnswer {
    /// To [`IctRead::Enrolments`].
    Enrolments {
        /// The rows.
        page: Page<EnrolmentRow>,
        /// The counts, whatever the filter.
        counts: EnrolmentCounts,
    },
    /// To [`IctRead::Enrolment`].
    Enrolment {
        /// The record.
        enrolment: Box<IctEnrolment>,
        /// As lists show it.
        row: Box<EnrolmentRow>,
    },
    /// To [`IctRead::Agreements`].
    Agreements(Vec<AgreementRow>),
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IctChange {
    /// An association signs an agreement.
    Sign(Terms),
    /// Something happens to an agreement.
    Agreement {
        /// Which.
        agreement: AgreementId,
        /// The version that the caller saw.
        seen: Version,
        /// What.
        step: AgreementStep,
    },
    /// An organisation enrols. Its agreement is the one of its association that holds on the first day.
    Enrol {
        /// The organisation.
        site: SiteId,
        /// Its association.
        association: Code,
        /// The first day.
        started: NaiveDate,
        /// How many people use the record there.
        users: u32,
    },
    /// Something happens to an enrolment.
    Step {
        /// Which.
        enrolment: EnrolmentId,
        /// The version that the caller saw; what only appends is taken whatever it says.
        seen: Version,
        /// What.
        step: EnrolmentStep,
    },
}

/// What happens to an agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementStep {
    /// Its terms are put right; the association stays.
    Amend(Terms),
    /// It holds longer.
    Renew {
        /// The last day; none for as long as nobody ends it.
        #[serde(default)]
        until: Option<NaiveDate>,
    },
    /// It is ended.
    End {
        /// The first day on which it holds no more.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
}

/// What happens to an enrolment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnrolmentStep {
    /// The people who use the record are counted anew.
    CountUsers {
        /// How many.
        users: u32,
    },
    /// The use of a month is noted.
    NoteUse(MonthUse),
    /// The organisation is encouraged.
    Encourage(Encouragement),
    /// The organisation takes part no more.
    End {
        /// Since when.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
}

impl From<EnrolmentProblem> for super::Problem {
    fn from(problem: EnrolmentProblem) -> Self {
        Self::Ict(problem)
    }
}
