//! What happens to a regional issue, and what is written down with each step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::effect::Period;
use super::rise::{Rise, Series};
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::month::Month;

/// What an issue is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// A line that names it.
    pub title: String,
    /// What is known of it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who owns it.
    pub owner: StaffId,
    /// The count that tells how it goes; none where none tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// The day on which it is to be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<NaiveDate>,
}

/// The candidate that an issue came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The month of the run, the last of its window.
    pub month: Month,
    /// What rose, and by how much.
    pub rise: Rise,
}

/// What is done about an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The day from which it is done.
    pub on: NaiveDate,
    /// Who does it: a person, an association, a working group.
    pub who: String,
    /// What.
    pub text: String,
}

/// A meeting about an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The day.
    pub on: NaiveDate,
    /// What came of it.
    pub text: String,
    /// The activity that it was, as it is called in its own list; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub activity: String,
}

/// A rule that the professions adopted (多職種連携ルール).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The day from which it holds.
    pub on: NaiveDate,
    /// What it says.
    pub text: String,
}

/// What the measures came to. The counts are part of it, so that what is amended later does not change what was judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The day.
    pub on: NaiveDate,
    /// The judgement.
    pub text: String,
    /// What was counted; none where no count tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Counted>,
}

/// Counts before and after the first measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// Before.
    pub before: Period,
    /// After.
    pub after: Period,
    /// By how much the counts scatter more than chance would, as variance over mean; at least 1.
    pub dispersion: f64,
}

/// How an issue ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueOutcome {
    /// 解消: the gap is closed.
    Solved,
    /// 改善: it is smaller, and what is left is lived with.
    Improved,
    /// 残存: the measures did not help, and no more can be done here.
    Remains,
    /// 取り上げない: on a closer look it is no issue of the region.
    NotTakenUp,
}

impl IssueOutcome {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Solved, Self::Improved, Self::Remains, Self::NotTakenUp];
}

/// How and why an issue was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// How.
    pub outcome: IssueOutcome,
    /// In more words.
    pub reason: String,
}

/// What happens to a regional issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionalIssueEvent {
    /// It was drawn from consultations.
    Extracted {
        /// What it is.
        matter: Box<Matter>,
        /// The candidate that it came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found: Option<Box<Found>>,
        /// The consultations behind it.
        cases: Vec<ConsultationId>,
    },
    /// What it is was put right.
    Amended(Box<Matter>),
    /// More consultations were put to it.
    CasesAdded(Vec<ConsultationId>),
    /// A consultation does not belong to it.
    CaseRemoved {
        /// Which.
        case: ConsultationId,
        /// Why.
        reason: String,
    },
    /// It was taken up.
    Considered {
        /// What is looked into.
        text: String,
    },
    /// A measure was taken.
    MeasureTaken(Measure),
    /// A meeting was held.
    MeetingHeld(Meeting),
    /// A rule was adopted.
    RuleAdopted(Rule),
    /// It was looked at what the measures came to.
    Evaluated(Box<Evaluation>),
    /// It was closed.
    Closed(Closing),
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
    },
}
