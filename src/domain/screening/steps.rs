//! What a questionnaire puts onto its patient's timeline.

use super::{Screening, ScreeningEvent};
use crate::domain::id::PatientId;
use crate::domain::timeline::{Occurred, StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for Screening {
    fn patient(&self) -> Option<PatientId> {
        self.sheet.person.patient
    }

    fn timeline_steps(&self) -> Vec<StepItem> {
        let steps = self.history.iter().filter_map(|turn| {
            let recorded = Occurred::At(turn.stamp.at);
            let nothing = String::new();
            let (step, occurred, text) = match &turn.event {
                ScreeningEvent::Recorded(sheet) => (StepName::Screened, Occurred::Day(sheet.on), &sheet.note),
                ScreeningEvent::Amended(_) | ScreeningEvent::Linked { .. } => return None,
                ScreeningEvent::EnteredQueue { reason, .. } => (StepName::EnteredQueue, recorded, reason),
                ScreeningEvent::SetAside { reason } => (StepName::SetAside, recorded, reason),
                ScreeningEvent::TakenUp => (StepName::Resumed, recorded, &nothing),
                ScreeningEvent::Followed(look) => (StepName::FollowedUp, look.on, &look.text),
                ScreeningEvent::Ended { text, .. } => (StepName::Closed, recorded, text),
            };
            let of = StepOf::Screening { id: self.id, questionnaire: self.questionnaire() };
            let text = text.clone();
            Some(StepItem { of, occurred, recorded: turn.stamp, step, text, with: String::new() })
        });
        steps.collect()
    }
}
