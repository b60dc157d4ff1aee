//! Outreach (医師アウトリーチ): a physician goes out to someone who refuses care, neglects themself or cannot ask.
//!
//! Proposed → decided → visited → what follows → closed; or not taken up, or cancelled, with a reason. Nobody goes before
//! it is decided, and it is not decided before it is written down on what it is acted: the person's consent, or the ground
//! for acting without it. Visits that nobody opened the door to are visits too. It is about the patient of its
//! consultation, whoever that is.

mod decide;
mod event;
mod steps;

#[cfg(test)]
mod model;

pub use decide::OutreachProblem;
pub use event::{
    Basis, Findings, FollowUpDone, FollowUpPlan, Ground, Met, OutreachDecision, OutreachEvent, OutreachOutcome,
    OutreachRisk, OutreachVisit, Proposal, RiskClass,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::id::{OutreachId, PatientId, Version};
use super::time::Moment;

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachState {
    /// 提案
    Proposed,
    /// 実施決定
    Decided,
    /// 訪問済
    Visited,
    /// フォロー中
    FollowingUp,
    /// 終了
    Closed,
    /// 見送り
    NotTakenUp,
    /// 中止
    Cancelled,
}

impl OutreachState {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 7] = [
        Self::Proposed,
        Self::Decided,
        Self::Visited,
        Self::FollowingUp,
        Self::Closed,
        Self::NotTakenUp,
        Self::Cancelled,
    ];

    /// Whether somebody still has something to do.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Proposed | Self::Decided | Self::Visited | Self::FollowingUp)
    }
}

/// Everything that can be done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutreachStep {
    /// 実施を決める
    Decide,
    /// 同意・根拠を改める
    ChangeBasis,
    /// 訪問を記録する
    Visit,
    /// フォローを決める
    PlanFollowUp,
    /// フォローの結果を記録する
    FollowUp,
    /// 終了する
    Close,
    /// 見送る
    NotTakeUp,
    /// 中止する
    Cancel,
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachTurn {
    /// What.
    pub event: OutreachEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// What is to follow, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Counted from 1.
    pub number: u32,
    /// What, by whom, by when.
    pub plan: FollowUpPlan,
    /// What came of it, once done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<FollowUpDone>,
}

/// One person's outreach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outreach {
    /// Its identifier.
    pub id: OutreachId,
    /// How often it has changed.
    pub version: Version,
    /// Why; its patient is the one of the consultation now.
    pub proposal: Proposal,
    /// Where it stands.
    pub state: OutreachState,
    /// Since when it stands there.
    pub since: Moment,
    /// On what it is acted, once decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// The visits, in the order of recording.
    #[serde(default)]
    pub visits: Vec<OutreachVisit>,
    /// What follows.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
    /// What came of it, once closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutreachOutcome>,
    /// Everything that happened, in the order of recording; the first is the proposal.
    pub history: Vec<OutreachTurn>,
}

impl Outreach {
    /// Whom it is about now.
    pub const fn patient(&self) -> Option<PatientId> {
        self.proposal.patient
    }

    /// The danger as it was last told.
    pub fn risk(&self) -> Option<&OutreachRisk> {
        self.visits.iter().rev().find_map(|visit| visit.risk.as_ref())
    }

    /// Whether the person was met at any visit.
    pub fn was_met(&self) -> bool {
        self.visits.iter().any(|visit| visit.met == Met::Met)
    }

    /// What is still to follow, by when it is due.
    pub fn waiting(&self) -> Vec<&FollowUp> {
        let mut waiting: Vec<&FollowUp> = self.follow_ups.iter().filter(|it| it.done.is_none()).collect();
        waiting.sort_by_key(|it| (it.plan.due, it.number));
        waiting
    }

    /// The day by which the next of what follows is due; none once it has ended.
    pub fn due(&self) -> Option<NaiveDate> {
        self.waiting().first().filter(|_| self.state.is_open()).map(|it| it.plan.due)
    }

    /// The step that comes next; none once it has ended.
    pub fn next_step(&self) -> Option<OutreachStep> {
        match self.state {
            OutreachState::Proposed => Some(OutreachStep::Decide),
            OutreachState::Decided => Some(OutreachStep::Visit),
            OutreachState::Visited if !self.was_met() => Some(OutreachStep::Visit),
            OutreachState::Visited => Some(OutreachStep::PlanFollowUp),
            OutreachState::FollowingUp if self.waiting().is_empty() => Some(OutreachStep::Close),
            OutreachState::FollowingUp => Some(OutreachStep::FollowUp),
            OutreachState::Closed | OutreachState::NotTakenUp | OutreachState::Cancelled => None,
        }
    }

    fn fold(&mut self, event: &OutreachEvent) {
        match event {
            OutreachEvent::Proposed(proposal) => self.proposal = (**proposal).clone(),
            OutreachEvent::PatientChanged { patient } => self.proposal.patient = *patient,
            OutreachEvent::Decided(decision) => {
                self.state = OutreachState::Decided;
                self.basis.clone_from(&decision.basis);
            }
            OutreachEvent::BasisChanged { basis, .. } => self.basis = Some(basis.clone()),
            OutreachEvent::Visited(visit) => {
                if self.state == OutreachState::Decided {
                    self.state = OutreachState::Visited;
                }
                self.visits.push((**visit).clone());
            }
            OutreachEvent::FollowUpPlanned(plan) => {
                self.state = OutreachState::FollowingUp;
                let number = u32::try_from(self.follow_ups.len()).unwrap_or(u32::MAX).saturating_add(1);
                self.follow_ups.push(FollowUp { number, plan: plan.clone(), done: None });
            }
            OutreachEvent::FollowedUp(done) => {
                if let Some(it) = self.follow_ups.iter_mut().find(|it| it.number == done.number) {
                    it.done = Some(done.clone());
                }
            }
            OutreachEvent::Closed { outcome, .. } => {
                self.state = OutreachState::Closed;
                self.outcome = Some(*outcome);
            }
            OutreachEvent::NotTakenUp { .. } => self.state = OutreachState::NotTakenUp,
            OutreachEvent::Cancelled { .. } => self.state = OutreachState::Cancelled,
        }
    }
}

impl Aggregate for Outreach {
    type Id = OutreachId;
    type Event = OutreachEvent;

    fn begin(id: OutreachId, event: &OutreachEvent, stamp: &Stamp) -> Option<Self> {
        let OutreachEvent::Proposed(proposal) = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            proposal: (**proposal).clone(),
            state: OutreachState::Proposed,
            since: stamp.at,
            basis: None,
            visits: Vec::new(),
            follow_ups: Vec::new(),
            outcome: None,
            history: vec![OutreachTurn { event: event.clone(), stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &OutreachEvent, stamp: &Stamp) {
        let before = self.state;
        self.fold(event);
        if self.state != before {
            self.since = stamp.at;
        }
        self.history.push(OutreachTurn { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> OutreachId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        self.proposal.patient.map_or(Subject::Centre, Subject::Patient)
    }
}
