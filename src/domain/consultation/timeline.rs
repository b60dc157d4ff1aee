//! What a consultation puts onto the timeline of the patient whom it is about.

use super::record::{Act, Consultation};
use super::step::Counterpart;
use crate::domain::id::PatientId;
use crate::domain::timeline::{Occurred, StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for Consultation {
    fn patient(&self) -> Option<PatientId> {
        self.patient
    }

    /// Its turns and the steps that count; a form that was amended and links are the record's own affair.
    fn timeline_steps(&self) -> Vec<StepItem> {
        let of = || StepOf::Consultation { id: self.id, number: self.number.to_string() };
        let turns = self.course.iter().filter_map(|turn| {
            let (step, text) = match &turn.act {
                Act::Received => (StepName::Received, self.intake.text.clone()),
                Act::Claimed | Act::Assigned { .. } => (StepName::Claimed, String::new()),
                Act::TakenOver { reason, .. } => (StepName::TakenOver, reason.clone()),
                Act::PutOnHold(wait) => (StepName::PutOnHold, wait.text.clone()),
                Act::TakenOffHold => (StepName::Resumed, String::new()),
                Act::Resolved(resolution) => (StepName::Resolved, resolution.text.clone()),
                Act::Closed => (StepName::Closed, String::new()),
                Act::Settled(resolution) => (StepName::Closed, resolution.text.clone()),
                Act::Reopened { reason } => (StepName::Reopened, reason.clone()),
                Act::Amended | Act::Linked { .. } | Act::Unlinked { .. } => return None,
            };
            let (at, with) = match turn.act {
                Act::Received => {
                    (self.intake.received_at, join(&self.intake.asked_by.organisation, &self.intake.asked_by.name))
                }
                _ => (turn.stamp.at, String::new()),
            };
            Some(StepItem { of: of(), occurred: Occurred::At(at), recorded: turn.stamp, step, text, with })
        });
        let steps = self.steps.iter().filter(|step| step.stands()).map(|step| {
            let Counterpart { organisation, name, .. } = &step.contents.with;
            StepItem {
                of: of(),
                occurred: Occurred::At(step.contents.at),
                recorded: step.recorded,
                step: if step.contents.nobody_answered { StepName::CallMissed } else { StepName::Responded },
                text: step.contents.text.clone(),
                with: join(organisation, name),
            }
        });
        turns.chain(steps).collect()
    }
}

fn join(organisation: &str, name: &str) -> String {
    [organisation, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
