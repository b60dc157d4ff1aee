//! Which step of an outreach is possible now: each decision gives the event, or the reason why not.

use serde::{Deserialize, Serialize};

use super::event::{
    Basis, FollowUpDone, FollowUpPlan, Met, OutreachDecision, OutreachEvent, OutreachOutcome, OutreachVisit, Proposal,
};
use super::{Outreach, OutreachState, OutreachStep};
use crate::domain::id::PatientId;
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachProblem {
    /// The state does not allow this step.
    NotNow {
        /// The step that was tried.
        step: OutreachStep,
        /// The state that it is in.
        state: OutreachState,
    },
    /// Neither the person's consent nor the ground for acting without it is written down.
    NoBasis,
    /// What has not happened yet cannot be written down as done.
    InFuture {
        /// The time that was named.
        on: Occurred,
    },
    /// Whoever met the person writes down what was found, and how much danger there is.
    NoFindings,
    /// There is nothing of this number that is to follow, or it is done.
    NothingToFollow {
        /// The number.
        number: u32,
    },
    /// Something is still to follow.
    FollowUpWaits {
        /// How much.
        count: u32,
    },
    /// The person was never met, so nothing of this kind can have come of it.
    NeverMet {
        /// The outcome that was named.
        outcome: OutreachOutcome,
    },
    /// Nothing would change.
    NothingChanged,
    /// The patient died or moved away: nothing new is begun.
    PatientGone,
}

type Decision = Result<OutreachEvent, OutreachProblem>;

fn happened(on: Occurred, now: Moment) -> Result<(), OutreachProblem> {
    if on.is_after(now) { Err(OutreachProblem::InFuture { on }) } else { Ok(()) }
}

/// A ground that says nothing is none.
fn says_something(basis: Option<&Basis>) -> Result<(), OutreachProblem> {
    match basis {
        Some(basis) if !basis.text().trim().is_empty() => Ok(()),
        _ => Err(OutreachProblem::NoBasis),
    }
}

impl Outreach {
    /// It is proposed that somebody goes.
    pub fn propose(proposal: Proposal, now: Moment) -> Decision {
        happened(proposal.on, now)?;
        Ok(OutreachEvent::Proposed(Box::new(proposal)))
    }

    /// Whether the course allows the step, whatever is written down with it.
    pub fn may(&self, step: OutreachStep) -> Result<(), OutreachProblem> {
        use OutreachState::{Decided, FollowingUp, Proposed, Visited};
        let possible = match step {
            OutreachStep::Decide | OutreachStep::NotTakeUp => matches!(self.state, Proposed),
            OutreachStep::ChangeBasis | OutreachStep::Visit | OutreachStep::Cancel => {
                matches!(self.state, Decided | Visited | FollowingUp)
            }
            OutreachStep::PlanFollowUp | OutreachStep::Close => matches!(self.state, Visited | FollowingUp),
            OutreachStep::FollowUp => matches!(self.state, FollowingUp) && !self.waiting().is_empty(),
        };
        if !possible {
            return Err(OutreachProblem::NotNow { step, state: self.state });
        }
        // Whatever a journal holds: nobody goes without it.
        if step == OutreachStep::Visit { says_something(self.basis.as_ref()) } else { Ok(()) }
    }

    /// The consultation was linked to a patient, or parted from one; none where nothing changes.
    pub fn follow(&self, patient: Option<PatientId>) -> Option<OutreachEvent> {
        (self.proposal.patient != patient).then_some(OutreachEvent::PatientChanged { patient })
    }

    /// It is decided that somebody goes, on consent or on a ground.
    pub fn decide(&self, decision: OutreachDecision, now: Moment) -> Decision {
        self.may(OutreachStep::Decide)?;
        says_something(decision.basis.as_ref())?;
        happened(decision.on, now)?;
        Ok(OutreachEvent::Decided(Box::new(decision)))
    }

    /// It is acted on something else from now on.
    pub fn change_basis(&self, basis: Basis, on: Occurred, now: Moment) -> Decision {
        self.may(OutreachStep::ChangeBasis)?;
        says_something(Some(&basis))?;
        happened(on, now)?;
        if self.basis.as_ref() == Some(&basis) {
            return Err(OutreachProblem::NothingChanged);
        }
        Ok(OutreachEvent::BasisChanged { basis, on })
    }

    /// Somebody went.
    pub fn visit(&self, visit: OutreachVisit, now: Moment) -> Decision {
        self.may(OutreachStep::Visit)?;
        happened(visit.on, now)?;
        if visit.met == Met::Met && (visit.findings.is_empty() || visit.risk.is_none()) {
            return Err(OutreachProblem::NoFindings);
        }
        Ok(OutreachEvent::Visited(Box::new(visit)))
    }

    /// Something is to follow.
    pub fn plan_follow_up(&self, plan: FollowUpPlan) -> Decision {
        self.may(OutreachStep::PlanFollowUp)?;
        Ok(OutreachEvent::FollowUpPlanned(plan))
    }

    /// What was to follow was done.
    pub fn follow_up(&self, done: FollowUpDone, now: Moment) -> Decision {
        self.may(OutreachStep::FollowUp)?;
        happened(done.on, now)?;
        if self.waiting().iter().all(|it| it.number != done.number) {
            return Err(OutreachProblem::NothingToFollow { number: done.number });
        }
        Ok(OutreachEvent::FollowedUp(done))
    }

    /// It is closed: with nothing left to follow, unless the person died or moved away.
    pub fn close(&self, outcome: OutreachOutcome, text: String) -> Decision {
        self.may(OutreachStep::Close)?;
        if !self.was_met() && !outcome.without_meeting() {
            return Err(OutreachProblem::NeverMet { outcome });
        }
        let waiting = self.waiting().len();
        if waiting > 0 && !outcome.ends_follow_up() {
            return Err(OutreachProblem::FollowUpWaits { count: u32::try_from(waiting).unwrap_or(u32::MAX) });
        }
        Ok(OutreachEvent::Closed { outcome, text })
    }

    /// It is decided that nobody goes.
    pub fn not_take_up(&self, reason: String) -> Decision {
        self.may(OutreachStep::NotTakeUp)?;
        Ok(OutreachEvent::NotTakenUp { reason })
    }

    /// It is given up on the way.
    pub fn cancel(&self, reason: String) -> Decision {
        self.may(OutreachStep::Cancel)?;
        Ok(OutreachEvent::Cancelled { reason })
    }
}
