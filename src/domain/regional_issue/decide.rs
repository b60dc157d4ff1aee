//! Which step of a regional issue is possible now: each decision gives the event, or the reason why not.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::{Closing, Evaluation, Found, IssueOutcome, Matter, Measure, Meeting, RegionalIssueEvent, Rule};
use super::{IssueState, IssueStep, RegionalIssue};
use crate::domain::id::ConsultationId;
use crate::domain::month::Month;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionalIssueProblem {
    /// The state does not allow this step.
    NotNow {
        /// The step that was tried.
        step: IssueStep,
        /// The state that it is in.
        state: IssueState,
    },
    /// An issue is drawn from a candidate or from consultations; from nothing it is not drawn.
    DrawnFromNothing,
    /// What has not happened yet cannot be written down as done.
    InFuture {
        /// The day that was named.
        on: NaiveDate,
    },
    /// An evaluation looks back at a measure: it is not before it.
    BeforeMeasure {
        /// The day that was named.
        on: NaiveDate,
        /// The day of the first measure.
        measure: NaiveDate,
    },
    /// All of them are among its consultations already.
    AlreadyThere,
    /// The consultation is none of its own.
    NoSuchCase {
        /// Which.
        case: ConsultationId,
    },
    /// The only consultation of an issue stays: without any there is no way back to a case.
    LastCase,
    /// Only what was evaluated is closed as dealt with.
    NotEvaluated {
        /// How it was to be closed.
        outcome: IssueOutcome,
        /// The state that it is in.
        state: IssueState,
    },
    /// What was acted on cannot be called not taken up.
    TakenUp,
    /// Nothing would change.
    NothingChanged,
    /// What it is drawn from does not rise beyond chance in the months up to this one, as the counts are now.
    NoCandidate {
        /// The month.
        month: Month,
    },
}

type Decision = Result<RegionalIssueEvent, RegionalIssueProblem>;

impl RegionalIssue {
    /// An issue is drawn from a candidate or from consultations.
    pub fn extract(matter: Matter, found: Option<Found>, cases: &BTreeSet<ConsultationId>) -> Decision {
        if cases.is_empty() {
            return Err(RegionalIssueProblem::DrawnFromNothing);
        }
        let cases = cases.iter().copied().collect();
        Ok(RegionalIssueEvent::Extracted { matter: Box::new(matter), found: found.map(Box::new), cases })
    }

    /// Whether the state allows the step, whatever is written down with it.
    pub fn may(&self, step: IssueStep) -> Result<(), RegionalIssueProblem> {
        use IssueState::{ActedOn, Closed, Considered, Evaluated, Extracted};
        let possible = match step {
            IssueStep::Amend | IssueStep::AddCases | IssueStep::RemoveCase | IssueStep::Meet | IssueStep::Close => {
                self.state.is_open()
            }
            IssueStep::Consider => self.state == Extracted,
            IssueStep::Act | IssueStep::AdoptRule => matches!(self.state, Considered | ActedOn | Evaluated),
            IssueStep::Evaluate => matches!(self.state, ActedOn | Evaluated) && !self.measures.is_empty(),
            IssueStep::Reopen => self.state == Closed,
        };
        if possible { Ok(()) } else { Err(RegionalIssueProblem::NotNow { step, state: self.state }) }
    }

    /// What it is is put right.
    pub fn amend(&self, matter: Matter) -> Decision {
        self.may(IssueStep::Amend)?;
        if matter == self.matter {
            return Err(RegionalIssueProblem::NothingChanged);
        }
        Ok(RegionalIssueEvent::Amended(Box::new(matter)))
    }

    /// More consultations are put to it; those that are there already are passed over.
    pub fn add_cases(&self, cases: &BTreeSet<ConsultationId>) -> Decision {
        self.may(IssueStep::AddCases)?;
        let new: Vec<ConsultationId> = cases.difference(&self.cases).copied().collect();
        if new.is_empty() {
            return Err(RegionalIssueProblem::AlreadyThere);
        }
        Ok(RegionalIssueEvent::CasesAdded(new))
    }

    /// A consultation does not belong to it.
    pub fn remove_case(&self, case: ConsultationId, reason: String) -> Decision {
        self.may(IssueStep::RemoveCase)?;
        if !self.cases.contains(&case) {
            return Err(RegionalIssueProblem::NoSuchCase { case });
        }
        if self.cases.len() == 1 {
            return Err(RegionalIssueProblem::LastCase);
        }
        Ok(RegionalIssueEvent::CaseRemoved { case, reason })
    }

    /// It is taken up.
    pub fn consider(&self, text: String) -> Decision {
        self.may(IssueStep::Consider)?;
        Ok(RegionalIssueEvent::Considered { text })
    }

    /// A measure is taken, at the latest today.
    pub fn act(&self, measure: Measure, today: NaiveDate) -> Decision {
        self.may(IssueStep::Act)?;
        come(measure.on, today)?;
        Ok(RegionalIssueEvent::MeasureTaken(measure))
    }

    /// A meeting was held.
    pub fn meet(&self, meeting: Meeting, today: NaiveDate) -> Decision {
        self.may(IssueStep::Meet)?;
        come(meeting.on, today)?;
        Ok(RegionalIssueEvent::MeetingHeld(meeting))
    }

    /// A rule was adopted; it may hold from a day to come.
    pub fn adopt(&self, rule: Rule) -> Decision {
        self.may(IssueStep::AdoptRule)?;
        Ok(RegionalIssueEvent::RuleAdopted(rule))
    }

    /// It is looked at what the measures came to.
    pub fn evaluate(&self, evaluation: Evaluation, today: NaiveDate) -> Decision {
        self.may(IssueStep::Evaluate)?;
        come(evaluation.on, today)?;
        match self.first_measure() {
            Some(measure) if evaluation.on < measure => {
                Err(RegionalIssueProblem::BeforeMeasure { on: evaluation.on, measure })
            }
            _ => Ok(RegionalIssueEvent::Evaluated(Box::new(evaluation))),
        }
    }

    /// It is closed: as dealt with once it was evaluated, as not taken up before anything was done.
    pub fn close(&self, closing: Closing) -> Decision {
        self.may(IssueStep::Close)?;
        match (closing.outcome, self.state) {
            (IssueOutcome::NotTakenUp, _) if !self.measures.is_empty() => Err(RegionalIssueProblem::TakenUp),
            (IssueOutcome::NotTakenUp, _) | (_, IssueState::Evaluated) => Ok(RegionalIssueEvent::Closed(closing)),
            (outcome, state) => Err(RegionalIssueProblem::NotEvaluated { outcome, state }),
        }
    }

    /// It is opened again, to be considered anew.
    pub fn reopen(&self, reason: String) -> Decision {
        self.may(IssueStep::Reopen)?;
        Ok(RegionalIssueEvent::Reopened { reason })
    }
}

fn come(on: NaiveDate, today: NaiveDate) -> Result<(), RegionalIssueProblem> {
    if on > today { Err(RegionalIssueProblem::InFuture { on }) } else { Ok(()) }
}
