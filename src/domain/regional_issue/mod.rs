//! Regional issues (地域課題): what the region lacks, drawn from consultations, owned by somebody, acted on and measured.
//!
//! Extracted → considered → acted on → evaluated → closed. Nothing is acted on before somebody considered it, nothing is
//! evaluated before something was done, and only what was evaluated is closed as dealt with; what turns out to be none is
//! closed as not taken up, with a reason. A further measure takes an evaluated issue back, a closed one can be opened again.
//! Whatever was entered stays in its history.

mod decide;
pub mod effect;
mod event;
pub mod rise;
pub mod together;

#[cfg(test)]
mod model;

pub use decide::RegionalIssueProblem;
pub use event::{
    Closing, Counted, Evaluation, Found, IssueOutcome, Matter, Measure, Meeting, RegionalIssueEvent, Rule,
};

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::id::{ConsultationId, RegionalIssueId, Version};

/// Where an issue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueState {
    /// 抽出: it was drawn from consultations.
    Extracted,
    /// 検討: somebody looks into what lies behind it.
    Considered,
    /// 対応: measures are taken.
    ActedOn,
    /// 評価: it was looked at what they came to.
    Evaluated,
    /// 終了
    Closed,
}

impl IssueState {
    /// All of them, in the order of the course.
    pub const ALL: [Self; 5] = [Self::Extracted, Self::Considered, Self::ActedOn, Self::Evaluated, Self::Closed];

    /// Whether something is still to be done about it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed)
    }
}

/// Everything that can be done with an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueStep {
    /// Title, owner, description, what is counted or the day of review are put right.
    Amend,
    /// More consultations are put to it.
    AddCases,
    /// A consultation does not belong to it.
    RemoveCase,
    /// It is taken up.
    Consider,
    /// A measure is taken.
    Act,
    /// A meeting was held about it.
    Meet,
    /// A rule was adopted because of it.
    AdoptRule,
    /// It is looked at what the measures came to.
    Evaluate,
    /// It is closed.
    Close,
    /// It is opened again.
    Reopen,
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    /// What.
    pub event: RegionalIssueEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// A regional issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionalIssue {
    /// Its identifier.
    pub id: RegionalIssueId,
    /// How often it has changed.
    pub version: Version,
    /// What it is, as it stands.
    pub matter: Matter,
    /// The candidate that it came from, if the program found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
    /// The consultations that it was drawn from, or that were put to it since.
    pub cases: BTreeSet<ConsultationId>,
    /// Where it stands.
    pub state: IssueState,
    /// Since which day it stands there.
    pub since: NaiveDate,
    /// What was done, in the order of recording.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// What was met about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<Meeting>,
    /// Rules that the professions adopted because of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// What the measures came to, each time it was looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evaluations: Vec<Evaluation>,
    /// How it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// Everything that happened, in the order of recording; the first is that it was drawn.
    pub history: Vec<Happened>,
}

impl RegionalIssue {
    /// The day of the first measure: what was counted before it is held against what was counted after.
    pub fn first_measure(&self) -> Option<NaiveDate> {
        self.measures.iter().map(|measure| measure.on).min()
    }

    fn fold(&mut self, event: &RegionalIssueEvent) {
        match event {
            RegionalIssueEvent::Extracted { .. } => {}
            RegionalIssueEvent::Amended(matter) => self.matter = (**matter).clone(),
            RegionalIssueEvent::CasesAdded(cases) => self.cases.extend(cases),
            RegionalIssueEvent::CaseRemoved { case, .. } => {
                self.cases.remove(case);
            }
            RegionalIssueEvent::Considered { .. } => self.state = IssueState::Considered,
            RegionalIssueEvent::MeasureTaken(measure) => {
                self.state = IssueState::ActedOn;
                self.measures.push(measure.clone());
            }
            RegionalIssueEvent::MeetingHeld(meeting) => self.meetings.push(meeting.clone()),
            RegionalIssueEvent::RuleAdopted(rule) => self.rules.push(rule.clone()),
            RegionalIssueEvent::Evaluated(evaluation) => {
                self.state = IssueState::Evaluated;
                self.evaluations.push((**evaluation).clone());
            }
            RegionalIssueEvent::Closed(closing) => {
                self.state = IssueState::Closed;
                self.closing = Some(closing.clone());
            }
            RegionalIssueEvent::Reopened { .. } => {
                self.state = IssueState::Considered;
                self.closing = None;
            }
        }
    }
}

impl Aggregate for RegionalIssue {
    type Id = RegionalIssueId;
    type Event = RegionalIssueEvent;

    fn begin(id: RegionalIssueId, event: &RegionalIssueEvent, stamp: &Stamp) -> Option<Self> {
        let RegionalIssueEvent::Extracted { matter, found, cases } = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            matter: (**matter).clone(),
            found: found.as_deref().cloned(),
            cases: cases.iter().copied().collect(),
            state: IssueState::Extracted,
            since: stamp.at.date_naive(),
            measures: Vec::new(),
            meetings: Vec::new(),
            rules: Vec::new(),
            evaluations: Vec::new(),
            closing: None,
            history: vec![Happened { event: event.clone(), stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &RegionalIssueEvent, stamp: &Stamp) {
        let before = self.state;
        self.fold(event);
        if self.state != before {
            self.since = stamp.at.date_naive();
        }
        self.history.push(Happened { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> RegionalIssueId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    /// It is the centre's own; the consultations it names keep their own keys.
    fn subject(&self) -> Subject {
        Subject::Centre
    }
}
