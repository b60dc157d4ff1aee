//! All regional issues as compact summaries.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::tally::Tally;
use crate::domain::id::{RegionalIssueId, StaffId, Version};
use crate::domain::regional_issue::rise::Series;
use crate::domain::regional_issue::{IssueState, RegionalIssue};
use crate::text::fold;

/// One issue, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IssueSummary {
    /// The number.
    pub id: RegionalIssueId,
    /// Its version.
    pub version: Version,
    /// What it is called.
    pub title: Box<str>,
    /// Who owns it.
    pub owner: StaffId,
    /// Where it stands.
    pub state: IssueState,
    /// Since which day.
    pub since: NaiveDate,
    /// The day on which it is to be looked at again.
    pub review: Option<NaiveDate>,
    /// What it counts.
    pub series: Option<Series>,
    /// How many consultations it was drawn from.
    pub cases: u32,
    /// How many measures were taken.
    pub measures: u32,
    key: Box<str>,
}

impl IssueSummary {
    fn of(issue: &RegionalIssue) -> Self {
        let matter = &issue.matter;
        let number = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        Self {
            id: issue.id,
            version: issue.version,
            title: matter.title.clone().into_boxed_str(),
            owner: matter.owner,
            state: issue.state,
            since: issue.since,
            review: matter.review,
            series: matter.series.clone(),
            cases: number(issue.cases.len()),
            measures: number(issue.measures.len()),
            key: fold(&matter.title).into_boxed_str(),
        }
    }

    /// Whether the title holds this folded text.
    pub fn holds(&self, folded: &str) -> bool {
        self.key.contains(folded)
    }

    /// Whether it is open and to be looked at again by this day.
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.state.is_open() && self.review.is_some_and(|review| review <= today)
    }
}

/// All issues, and the counts that candidates are found in.
#[derive(Default)]
pub struct Region {
    issues: BTreeMap<RegionalIssueId, IssueSummary>,
    /// Consultations counted.
    pub tally: Tally,
}

impl Region {
    /// Takes an issue in, in place of what was known.
    pub fn put(&mut self, issue: &RegionalIssue) {
        self.take(IssueSummary::of(issue));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: IssueSummary) {
        self.issues.insert(summary.id, summary);
    }

    /// All issues, the oldest number first.
    pub fn issues(&self) -> impl DoubleEndedIterator<Item = &IssueSummary> {
        self.issues.values()
    }

    /// One issue.
    pub fn issue(&self, id: RegionalIssueId) -> Option<&IssueSummary> {
        self.issues.get(&id)
    }

    /// The open issue that counts this, the newest of several.
    pub fn counting(&self, series: &Series) -> Option<RegionalIssueId> {
        let counts = |it: &&IssueSummary| it.state.is_open() && it.series.as_ref() == Some(series);
        self.issues.values().rev().find(counts).map(|it| it.id)
    }
}
