//! What a referral puts onto its patient's timeline.

use super::Referral;
use super::consent::ConsentAnswer;
use super::event::ReferralEvent;
use super::request::Party;
use crate::domain::id::PatientId;
use crate::domain::timeline::{Occurred, StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for Referral {
    fn patient(&self) -> Option<PatientId> {
        Some(self.request.patient)
    }

    fn timeline_steps(&self) -> Vec<StepItem> {
        let of = StepOf::Referral { id: self.id, team: self.request.team };
        self.history
            .iter()
            .filter_map(|happened| {
                let (step, occurred, text, with) = shown(&happened.event)?;
                let occurred = occurred.unwrap_or(Occurred::At(happened.stamp.at));
                Some(StepItem { of: of.clone(), occurred, recorded: happened.stamp, step, text, with })
            })
            .collect()
    }
}

type Shown = (StepName, Option<Occurred>, String, String);

/// The step, when it happened if not when it was recorded, its text, with whom.
fn shown(event: &ReferralEvent) -> Option<Shown> {
    let with = |party: &Party| party.name.clone();
    let plain = |step, text: &str| Some((step, None, text.to_owned(), String::new()));
    match event {
        ReferralEvent::Requested(request) => Some((
            StepName::Requested,
            Some(request.asked),
            lines(&[&request.reason, &request.aim]),
            words(&[&request.requester.organisation.name, &request.requester.name]),
        )),
        ReferralEvent::Amended(_) | ReferralEvent::AssessmentStarted => None,
        ReferralEvent::Accepted => plain(StepName::Accepted, ""),
        ReferralEvent::Assigned { .. } => plain(StepName::Assigned, ""),
        ReferralEvent::Visited(visit) => {
            Some((StepName::Assessed, Some(visit.on), visit.findings.clone(), visit.place.clone()))
        }
        ReferralEvent::Scored(scoring) => Some((
            StepName::Assessed,
            Some(Occurred::Day(scoring.on)),
            lines(&[&format!("{} {}", scoring.score.scale.name(), scoring.score.total), &scoring.note]),
            String::new(),
        )),
        ReferralEvent::Advised(advice) => {
            Some((StepName::Advised, Some(advice.on), advice.text.clone(), String::new()))
        }
        ReferralEvent::Assessed { summary } => plain(StepName::Assessed, summary),
        ReferralEvent::Reported(report) => {
            Some((StepName::Reported, Some(report.on), report.text.clone(), with(&report.to)))
        }
        ReferralEvent::Acknowledged(word) => {
            Some((StepName::ReportAcknowledged, Some(word.on), word.text.clone(), with(&word.by)))
        }
        ReferralEvent::Consent(consent) => {
            let (step, text) = match &consent.answer {
                ConsentAnswer::Asked => (StepName::ConsentAsked, ""),
                ConsentAnswer::Given { conditions } => (StepName::Consented, conditions.as_str()),
                ConsentAnswer::Refused { reason } | ConsentAnswer::Withdrawn { reason } => {
                    (StepName::ConsentRefused, reason.as_str())
                }
            };
            Some((step, Some(consent.on), text.to_owned(), with(&consent.physician)))
        }
        ReferralEvent::Linked(link) => Some((StepName::Linked, Some(link.on), link.what.clone(), with(&link.to))),
        ReferralEvent::Asked(asking) => {
            Some((StepName::ProfessionsAsked, Some(asking.on), asking.what.clone(), with(&asking.to)))
        }
        ReferralEvent::FollowedUp(look) => {
            Some((StepName::FollowedUp, Some(look.on), look.text.clone(), String::new()))
        }
        ReferralEvent::Closed { text, .. } => plain(StepName::Closed, text),
        ReferralEvent::SentBack { question } => plain(StepName::SentBack, question),
        ReferralEvent::Resubmitted { information } => plain(StepName::Supplemented, information),
        ReferralEvent::Declined { reason } => plain(StepName::Declined, reason),
        ReferralEvent::Cancelled { reason } => plain(StepName::Cancelled, reason),
        ReferralEvent::Held { reason, .. } => plain(StepName::PutOnHold, reason),
        ReferralEvent::Resumed => plain(StepName::Resumed, ""),
    }
}

fn lines(parts: &[&str]) -> String {
    joined(parts, "\n")
}

fn words(parts: &[&str]) -> String {
    joined(parts, " ")
}

fn joined(parts: &[&str], between: &str) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}
