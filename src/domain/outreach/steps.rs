//! What an outreach puts onto its patient's timeline.

use super::{Basis, Met, Outreach, OutreachEvent, OutreachVisit};
use crate::domain::id::PatientId;
use crate::domain::timeline::{Occurred, StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for Outreach {
    fn patient(&self) -> Option<PatientId> {
        self.proposal.patient
    }

    fn timeline_steps(&self) -> Vec<StepItem> {
        let steps = self.history.iter().filter_map(|turn| {
            let (recorded, nobody) = (Occurred::At(turn.stamp.at), String::new());
            let (step, occurred, text, with) = match &turn.event {
                OutreachEvent::Proposed(it) => (StepName::OutreachProposed, it.on, it.reason.clone(), nobody),
                OutreachEvent::PatientChanged { .. } => return None,
                OutreachEvent::Decided(it) => {
                    let basis = it.basis.as_ref().map(Basis::text).unwrap_or_default();
                    (StepName::OutreachDecided, it.on, lines(&[basis, &it.text]), nobody)
                }
                OutreachEvent::BasisChanged { basis, on } => {
                    (StepName::OutreachBasisChanged, *on, basis.text().to_owned(), nobody)
                }
                OutreachEvent::Visited(it) => (visited(it), it.on, said(it), it.companions.name.clone()),
                OutreachEvent::FollowUpPlanned(it) => {
                    (StepName::FollowUpPlanned, recorded, format!("{} ({})", it.what, it.due), it.with.clone())
                }
                OutreachEvent::FollowedUp(it) => (StepName::FollowedUp, it.on, it.text.clone(), nobody),
                OutreachEvent::Closed { text, .. } => (StepName::Closed, recorded, text.clone(), nobody),
                OutreachEvent::NotTakenUp { reason } => (StepName::NotTakenUp, recorded, reason.clone(), nobody),
                OutreachEvent::Cancelled { reason } => (StepName::Cancelled, recorded, reason.clone(), nobody),
            };
            let of = StepOf::Outreach { id: self.id };
            Some(StepItem { of, occurred, recorded: turn.stamp, step, text, with })
        });
        steps.collect()
    }
}

const fn visited(visit: &OutreachVisit) -> StepName {
    match visit.met {
        Met::Met => StepName::OutreachVisited,
        Met::NobodyOpened => StepName::NobodyOpened,
        Met::TurnedAway => StepName::TurnedAway,
    }
}

/// How it went, what was found, and what the danger rests on.
fn said(visit: &OutreachVisit) -> String {
    let mut parts = vec![visit.text.as_str()];
    parts.extend(visit.findings.all());
    parts.extend(visit.risk.as_ref().map(|risk| risk.reason.as_str()));
    lines(&parts)
}

fn lines(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}
