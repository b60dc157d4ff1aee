//! Which step is possible now: each decision gives the event of the step, or the reason why not.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::consent::{Consent, ConsentAnswer, ConsentStanding};
use super::course::{Outcome, Stage, State, Step};
use super::event::{Acknowledgement, Advice, Asking, FollowUp, Link, ReferralEvent, Report, Scoring, Visit};
use super::load::Load;
use super::problem::ReferralProblem;
use super::request::Request;
use super::{Course, Referral};
use crate::domain::settings::ConsentGate;
use crate::domain::staff::Staff;

type Decision = Result<ReferralEvent, ReferralProblem>;

/// What keeps the next step from being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The physician's consent, which stands so.
    Consent(ConsentStanding),
    /// A contact or a score of the assessment.
    Findings,
}

/// The step that comes next, and what is missing for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// The step.
    pub step: Step,
    /// What is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
}

/// Whether the physician's word keeps a step from being taken: the gated step needs a yes,
/// and after a no nobody goes on to link the person to support or asks others to act.
pub fn waits_for_consent(step: Step, gate: ConsentGate, standing: ConsentStanding) -> bool {
    let gated = match gate {
        ConsentGate::Assessment => Step::StartAssessment,
        ConsentGate::Linking => Step::Link,
    };
    (step == gated && standing != ConsentStanding::Given)
        || (matches!(step, Step::Link | Step::Ask) && standing.is_no())
}

impl Referral {
    /// The step that comes next on the course; none once it has ended.
    pub fn next_step(&self) -> Option<Step> {
        match self.course {
            Course::SentBack { .. } => Some(Step::Resubmit),
            Course::OnHold { .. } => Some(Step::Resume),
            Course::Closed { .. } | Course::Declined { .. } | Course::Cancelled { .. } => None,
            Course::Running => Some(match self.stage {
                Stage::Requested => Step::Accept,
                Stage::Accepted => Step::Assign,
                Stage::Assigned => Step::StartAssessment,
                Stage::Assessing => Step::FinishAssessment,
                Stage::Assessed => Step::Report,
                Stage::Reported => Step::Acknowledge,
                Stage::Acknowledged => Step::Link,
                Stage::Linked => Step::Ask,
                Stage::Asked => Step::FollowUp,
                Stage::FollowingUp => Step::Close,
            }),
        }
    }

    /// The step that comes next, with what is missing for it under this gate.
    pub fn next(&self, gate: ConsentGate) -> Option<Next> {
        let step = self.next_step()?;
        let missing = match step {
            Step::FinishAssessment if !self.has_findings() => Some(Missing::Findings),
            step => self.waits_for_consent(step, gate).then(|| Missing::Consent(self.consent())),
        };
        Some(Next { step, missing })
    }

    /// Whether the physician's word keeps this step from being taken.
    pub fn waits_for_consent(&self, step: Step, gate: ConsentGate) -> bool {
        waits_for_consent(step, gate, self.consent())
    }

    fn has_findings(&self) -> bool {
        self.history
            .iter()
            .any(|happened| matches!(happened.event, ReferralEvent::Visited(_) | ReferralEvent::Scored(_)))
    }

    fn is_at(&self, first: Stage, last: Stage) -> bool {
        self.course == Course::Running && (first..=last).contains(&self.stage)
    }

    /// Whether the state allows the step, whatever is written down with it and whatever the physician said.
    fn allows(&self, step: Step) -> bool {
        match step {
            Step::Amend
            | Step::AskConsent
            | Step::RecordConsent
            | Step::WithdrawConsent
            | Step::Close
            | Step::Cancel => self.state().is_open(),
            Step::Accept => self.is_at(Stage::Requested, Stage::Requested),
            Step::Decline => self.is_at(Stage::Requested, Stage::Accepted),
            Step::SendBack => self.is_at(Stage::Requested, Stage::Assigned),
            Step::Assign => self.is_at(Stage::Accepted, Stage::FollowingUp),
            Step::StartAssessment => self.is_at(Stage::Assigned, Stage::Assigned),
            Step::Visit | Step::Score | Step::FinishAssessment => self.is_at(Stage::Assessing, Stage::Assessing),
            Step::Advise => self.is_at(Stage::Assessing, Stage::FollowingUp),
            Step::Report => self.is_at(Stage::Assessed, Stage::Reported),
            Step::Acknowledge => self.is_at(Stage::Reported, Stage::Reported),
            Step::Link => self.is_at(Stage::Acknowledged, Stage::FollowingUp),
            Step::Ask => self.is_at(Stage::Linked, Stage::FollowingUp),
            Step::FollowUp => self.is_at(Stage::Asked, Stage::FollowingUp),
            Step::Hold => self.course == Course::Running,
            Step::Resubmit => self.state() == State::SentBack,
            Step::Resume => self.state() == State::OnHold,
        }
    }

    fn check(&self, step: Step) -> Result<(), ReferralProblem> {
        if self.allows(step) {
            return Ok(());
        }
        Err(ReferralProblem::NotNow { step, state: self.state(), next: self.next_step() })
    }

    /// Whether the step is possible under this gate, as far as can be said before anything is written down.
    pub fn may(&self, step: Step, gate: ConsentGate) -> Result<(), ReferralProblem> {
        self.check(step)?;
        match step {
            Step::FinishAssessment if !self.has_findings() => Err(ReferralProblem::NothingAssessed),
            Step::WithdrawConsent if self.consent() != ConsentStanding::Given => {
                Err(ReferralProblem::ConsentIs { step, standing: self.consent() })
            }
            Step::AskConsent if self.consent() == ConsentStanding::Given => {
                Err(ReferralProblem::ConsentIs { step, standing: self.consent() })
            }
            step => self.past_gate(step, gate),
        }
    }

    fn past_gate(&self, step: Step, gate: ConsentGate) -> Result<(), ReferralProblem> {
        if self.waits_for_consent(step, gate) {
            return Err(ReferralProblem::ConsentNeeded { step, standing: self.consent() });
        }
        Ok(())
    }

    /// Puts the request right while it is open; team and patient stay.
    pub fn amend(&self, request: Request) -> Decision {
        self.check(Step::Amend)?;
        if request.team != self.request.team || request.patient != self.request.patient {
            return Err(ReferralProblem::OtherCase);
        }
        Ok(ReferralEvent::Amended(Box::new(request)))
    }

    /// The team takes it.
    pub fn accept(&self) -> Decision {
        self.check(Step::Accept)?;
        Ok(ReferralEvent::Accepted)
    }

    /// A member of the team gets it; without room only by an explicit word.
    pub fn assign(&self, member: &Staff, load: Load, though_full: bool) -> Decision {
        self.check(Step::Assign)?;
        if member.team != Some(self.request.team) {
            return Err(ReferralProblem::NotOfTeam { member: member.id, team: self.request.team });
        }
        if member.left {
            return Err(ReferralProblem::HasLeft { member: member.id });
        }
        if self.member == Some(member.id) {
            return Err(ReferralProblem::HasIt { member: member.id });
        }
        match (load.is_full(), though_full) {
            (true, false) => Err(ReferralProblem::OverCapacity(load)),
            (full, _) => Ok(ReferralEvent::Assigned { member: member.id, over: full.then_some(load) }),
        }
    }

    /// The assessment starts.
    pub fn start_assessment(&self, gate: ConsentGate) -> Decision {
        self.check(Step::StartAssessment)?;
        self.past_gate(Step::StartAssessment, gate)?;
        Ok(ReferralEvent::AssessmentStarted)
    }

    /// A contact of the assessment.
    pub fn visit(&self, visit: Visit) -> Decision {
        self.check(Step::Visit)?;
        Ok(ReferralEvent::Visited(visit))
    }

    /// A score of the assessment.
    pub fn score(&self, scoring: Scoring) -> Decision {
        self.check(Step::Score)?;
        let score = scoring.score;
        if !score.scale.takes(score.total) {
            return Err(ReferralProblem::ScoreOutOfRange { scale: score.scale, total: score.total });
        }
        Ok(ReferralEvent::Scored(scoring))
    }

    /// Advice, from the assessment on.
    pub fn advise(&self, advice: Advice) -> Decision {
        self.check(Step::Advise)?;
        Ok(ReferralEvent::Advised(advice))
    }

    /// The assessment ends; it needs a contact or a score.
    pub fn finish_assessment(&self, summary: String) -> Decision {
        self.check(Step::FinishAssessment)?;
        if !self.has_findings() {
            return Err(ReferralProblem::NothingAssessed);
        }
        Ok(ReferralEvent::Assessed { summary })
    }

    /// The requester is told; more than once if need be.
    pub fn report(&self, report: Report) -> Decision {
        self.check(Step::Report)?;
        Ok(ReferralEvent::Reported(report))
    }

    /// The requester acknowledges the report.
    pub fn acknowledge(&self, acknowledgement: Acknowledgement) -> Decision {
        self.check(Step::Acknowledge)?;
        Ok(ReferralEvent::Acknowledged(acknowledgement))
    }

    /// A physician was asked, answered or took an answer back; possible at any time until it ends.
    pub fn consent_said(&self, consent: Consent) -> Decision {
        let step = match consent.answer {
            ConsentAnswer::Asked => Step::AskConsent,
            ConsentAnswer::Given { .. } | ConsentAnswer::Refused { .. } => Step::RecordConsent,
            ConsentAnswer::Withdrawn { .. } => Step::WithdrawConsent,
        };
        self.check(step)?;
        let standing = self.consent();
        let given = standing == ConsentStanding::Given;
        match consent.answer {
            ConsentAnswer::Given { .. } => Ok(ReferralEvent::Consent(consent)),
            // Whoever consented takes it back; a plain "no" beside a "yes" would leave open which holds.
            ConsentAnswer::Asked | ConsentAnswer::Refused { .. } if !given => Ok(ReferralEvent::Consent(consent)),
            ConsentAnswer::Withdrawn { .. } if given => Ok(ReferralEvent::Consent(consent)),
            _ => Err(ReferralProblem::ConsentIs { step, standing }),
        }
    }

    /// The person is linked to support.
    pub fn link(&self, link: Link, gate: ConsentGate) -> Decision {
        self.check(Step::Link)?;
        self.past_gate(Step::Link, gate)?;
        Ok(ReferralEvent::Linked(link))
    }

    /// A profession is asked to act.
    pub fn ask(&self, asking: Asking, gate: ConsentGate) -> Decision {
        self.check(Step::Ask)?;
        self.past_gate(Step::Ask, gate)?;
        Ok(ReferralEvent::Asked(asking))
    }

    /// What came of it is looked at.
    pub fn follow_up(&self, follow_up: FollowUp) -> Decision {
        self.check(Step::FollowUp)?;
        Ok(ReferralEvent::FollowedUp(follow_up))
    }

    /// It ends. A patient's death or move ends it at any time, advice alone once the report has arrived,
    /// a physician's "no" wherever it stands; every other outcome needs the whole course.
    pub fn close(&self, outcome: Outcome, text: String) -> Decision {
        self.check(Step::Close)?;
        let running = self.course == Course::Running;
        match outcome {
            Outcome::PatientDied | Outcome::PatientMoved => {}
            Outcome::ConsentRefused if running => {
                let standing = self.consent();
                if !standing.is_no() {
                    return Err(ReferralProblem::NotRefused { standing });
                }
            }
            Outcome::AdviceSufficed if running && self.stage >= Stage::Acknowledged => {}
            _ if running && self.stage == Stage::FollowingUp => {}
            _ => return Err(ReferralProblem::TooEarly { outcome, state: self.state(), next: self.next_step() }),
        }
        Ok(ReferralEvent::Closed { outcome, text })
    }

    /// The requester is asked for more, before the assessment starts.
    pub fn send_back(&self, question: String) -> Decision {
        self.check(Step::SendBack)?;
        Ok(ReferralEvent::SentBack { question })
    }

    /// The requester gave more; it goes on where it stood.
    pub fn resubmit(&self, information: String) -> Decision {
        self.check(Step::Resubmit)?;
        Ok(ReferralEvent::Resubmitted { information })
    }

    /// The team says no, before a member has it.
    pub fn decline(&self, reason: String) -> Decision {
        self.check(Step::Decline)?;
        Ok(ReferralEvent::Declined { reason })
    }

    /// It is not wanted any more.
    pub fn cancel(&self, reason: String) -> Decision {
        self.check(Step::Cancel)?;
        Ok(ReferralEvent::Cancelled { reason })
    }

    /// It waits until a day.
    pub fn hold(&self, reason: String, until: NaiveDate) -> Decision {
        self.check(Step::Hold)?;
        Ok(ReferralEvent::Held { reason, until })
    }

    /// It goes on where it stood.
    pub fn resume(&self) -> Decision {
        self.check(Step::Resume)?;
        Ok(ReferralEvent::Resumed)
    }
}
