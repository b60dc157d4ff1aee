//! What secondary fracture prevention puts onto its patient's timeline.

use super::{FractureCase, FractureEvent};
use crate::domain::id::PatientId;
use crate::domain::timeline::{Occurred, StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for FractureCase {
    fn patient(&self) -> Option<PatientId> {
        self.fracture.person.patient
    }

    fn timeline_steps(&self) -> Vec<StepItem> {
        let steps = self.history.iter().filter_map(|turn| {
            let nobody = String::new();
            let (step, occurred, text, with) = match &turn.event {
                FractureEvent::Recorded(fracture) => {
                    let treated = fracture.treated_by.name.clone();
                    (StepName::FractureKnown, Occurred::Day(fracture.on), &fracture.note, treated)
                }
                FractureEvent::Amended(_) | FractureEvent::Linked { .. } => return None,
                FractureEvent::Coordinated(it) => (StepName::Coordinated, it.on, &it.text, it.with.name.clone()),
                FractureEvent::MedicationChecked(it) => (StepName::MedicationChecked, it.on, &it.text, nobody),
                FractureEvent::FallRiskAssessed(it) => (StepName::FallRiskAssessed, it.on, &it.findings, nobody),
                FractureEvent::Supported(it) => (StepName::Supported, it.on, &it.text, it.by.name.clone()),
                FractureEvent::FollowedUp(it) => (StepName::FollowedUp, it.on, &it.text, nobody),
                FractureEvent::Ended { text, .. } => (StepName::Closed, Occurred::At(turn.stamp.at), text, nobody),
            };
            let of = StepOf::FractureCase { id: self.id };
            Some(StepItem { of, occurred, recorded: turn.stamp, step, text: text.clone(), with })
        });
        steps.collect()
    }
}
