//! Requests and answers about regional issues: candidates and the counts behind them, issues, each step, the map.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::queue::QueueRow;
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::id::{ConsultationId, RegionalIssueId, StaffId, Version};
use crate::domain::month::Month;
use crate::domain::regional_issue::effect::Effect;
use crate::domain::regional_issue::rise::{Rise, Series};
use crate::domain::regional_issue::together::Word;
use crate::domain::regional_issue::{
    Closing, Counted, Found, IssueState, Matter, Measure, Meeting, RegionalIssue, Rule,
};

pub use crate::domain::regional_issue::RegionalIssueProblem;

/// How many months of counts stand beside a candidate or an issue.
pub const MONTHS_SHOWN: u32 = 24;

/// How many words are told.
pub const WORDS_TOLD: usize = 6;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionRead {
    /// Issues, with the counts of all.
    Issues {
        /// Which.
        #[serde(default)]
        filter: IssueFilter,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One issue with what stands around it.
    Issue {
        /// Which.
        issue: RegionalIssueId,
    },
    /// Every count that rises beyond chance in the months up to this one.
    Candidates {
        /// The last month looked at; none for the last whole one.
        #[serde(default)]
        month: Option<Month>,
    },
    /// One count: its months, and the words that come up together in the consultations behind it.
    Candidate {
        /// What is counted.
        series: Series,
        /// The last month looked at; none for the last whole one.
        #[serde(default)]
        month: Option<Month>,
    },
    /// The consultations behind a count or an issue, the newest first.
    Cases {
        /// Behind what.
        of: CasesOf,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// Areas by topics in the months up to this one.
    Map {
        /// The last month looked at; none for the last whole one.
        #[serde(default)]
        month: Option<Month>,
    },
}

/// Behind what consultations are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CasesOf {
    /// A count, in the months that are looked at together.
    Count {
        /// What is counted.
        series: Series,
        /// The last month looked at; none for the last whole one.
        #[serde(default)]
        month: Option<Month>,
    },
    /// An issue.
    Issue(RegionalIssueId),
}

/// Which issues are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueFilter {
    /// In these states.
    pub states: Vec<IssueState>,
    /// Only open ones, only closed ones, or all.
    pub open: Option<bool>,
    /// Only those that the caller owns.
    pub mine: bool,
    /// Whose title holds this text, or that have this number.
    pub text: String,
}

/// An issue as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueRow {
    /// The number.
    pub id: RegionalIssueId,
    /// What it is called.
    pub title: String,
    /// Who owns it.
    pub owner: StaffId,
    /// Where it stands.
    pub state: IssueState,
    /// Since which day.
    pub since: NaiveDate,
    /// The day on which it is to be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<NaiveDate>,
    /// Whether that day has come, and it is open.
    pub due: bool,
    /// How many consultations it was drawn from.
    pub cases: u32,
    /// How many measures were taken.
    pub measures: u32,
}

/// How many issues there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueCounts {
    /// Open.
    pub open: u32,
    /// Open, and to be looked at again by today.
    pub due: u32,
    /// Open, and the caller's own.
    pub mine: u32,
}

/// A count that rises.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidateRow {
    /// What rose, and by how much.
    pub rise: Rise,
    /// Whether the numbers are small.
    pub small: bool,
    /// The open issue that counts the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<RegionalIssueId>,
}

/// By what the candidates of a month were found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Method {
    /// How many counts were tested.
    pub series: u32,
    /// How many months there were to hold them against.
    pub past_months: u32,
    /// How many consultations came in the window.
    pub consultations: u32,
    /// The share of the candidates that may be expected to be chance.
    pub false_discovery_rate: f64,
}

/// One month of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCount {
    /// Which.
    pub month: Month,
    /// How many belong to it.
    pub count: u32,
    /// How many consultations there were in all.
    pub total: u32,
}

/// A count with what stands around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidateDetail {
    /// What is counted.
    pub series: Series,
    /// The last month looked at.
    pub month: Month,
    /// By how much it rises; none where it does not beyond chance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rise: Option<Rise>,
    /// Its months, the oldest first.
    pub months: Vec<MonthCount>,
    /// How many consultations are behind it that the caller may read.
    pub cases: u32,
    /// Words that come up together in their texts.
    pub words: Vec<Word>,
    /// The open issue that counts the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<RegionalIssueId>,
}

/// What the measures of an issue came to as of now.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectNow {
    /// What was counted.
    pub counted: Counted,
    /// How the share changed; none where there is nothing to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// Whether the numbers are small.
    pub small: bool,
}

/// One issue with what stands around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IssueDetail {
    /// The record.
    pub issue: RegionalIssue,
    /// As lists show it.
    pub row: IssueRow,
    /// The months of what it counts, the oldest first; of its own consultations where it counts nothing.
    pub months: Vec<MonthCount>,
    /// What came of it so far; none before whole months have passed since the first measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<EffectNow>,
}

/// Areas by topics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionMap {
    /// The last month looked at.
    pub month: Month,
    /// The areas, one a row.
    pub areas: Vec<AreaCode>,
    /// The topics that came up at all, one a column.
    pub topics: Vec<Code>,
    /// How many consultations, by area and topic.
    pub counts: Vec<Vec<u32>>,
    /// Which of them rise beyond chance, by the places of area and topic.
    pub rising: Vec<(u16, u16)>,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionAnswer {
    /// To [`RegionRead::Issues`].
    Issues {
        /// The rows.
        page: Page<IssueRow>,
        /// The counts, whatever the filter.
        counts: IssueCounts,
    },
    /// To [`RegionRead::Issue`].
    Issue(Box<IssueDetail>),
    /// To [`RegionRead::Candidates`].
    Candidates {
        /// The last month looked at.
        month: Month,
        /// The candidates, the least likely to be chance first.
        rows: Vec<CandidateRow>,
        /// By what they were found.
        method: Method,
    },
    /// To [`RegionRead::Candidate`].
    Candidate(Box<CandidateDetail>),
    /// To [`RegionRead::Cases`].
    Cases(Page<QueueRow>),
    /// To [`RegionRead::Map`].
    Map(Box<RegionMap>),
}

/// What an issue is drawn from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// What it is.
    pub matter: Matter,
    /// The last month of the run that found what it counts; none if it is drawn from consultations alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<Month>,
    /// Consultations that belong to it; those behind the candidate come with it.
    #[serde(default)]
    pub cases: Vec<ConsultationId>,
    /// The candidate itself: the server runs the test again, nobody sends it.
    #[serde(skip)]
    pub found: Option<Found>,
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionChange {
    /// An issue is drawn.
    Extract(Box<Extraction>),
    /// A step of an issue.
    Step {
        /// Which.
        issue: RegionalIssueId,
        /// The version that the caller saw; what only adds overwrites nothing and is taken whatever it says.
        seen: Version,
        /// The step.
        step: IssueAct,
    },
}

/// A step of an issue, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueAct {
    /// What it is is put right.
    Amend(Box<Matter>),
    /// More consultations are put to it.
    AddCases(Vec<ConsultationId>),
    /// A consultation does not belong to it.
    RemoveCase {
        /// Which.
        case: ConsultationId,
        /// Why.
        reason: String,
    },
    /// It is taken up.
    Consider {
        /// What is looked into.
        text: String,
    },
    /// A measure is taken.
    Act(Measure),
    /// A meeting was held.
    Meet(Meeting),
    /// A rule was adopted.
    AdoptRule(Rule),
    /// It is looked at what the measures came to; the server counts.
    Evaluate {
        /// The day.
        on: NaiveDate,
        /// The judgement.
        text: String,
    },
    /// It is closed.
    Close(Closing),
    /// It is opened again.
    Reopen {
        /// Why.
        reason: String,
    },
}

impl From<RegionalIssueProblem> for super::Problem {
    fn from(problem: RegionalIssueProblem) -> Self {
        Self::Region(problem)
    }
}
