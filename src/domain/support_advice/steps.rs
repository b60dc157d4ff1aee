//! What advice of a support physician puts onto its patient's timeline.

use super::{AdviceEvent, SupportAdvice};
use crate::domain::id::PatientId;
use crate::domain::timeline::{Occurred, StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for SupportAdvice {
    fn patient(&self) -> Option<PatientId> {
        self.request.patient
    }

    fn timeline_steps(&self) -> Vec<StepItem> {
        let steps = self.history.iter().filter_map(|turn| {
            let recorded = Occurred::At(turn.stamp.at);
            let (step, occurred, text) = match &turn.event {
                AdviceEvent::Asked(request) => (StepName::AdviceAsked, request.on, request.text.clone()),
                AdviceEvent::PatientChanged { .. } => return None,
                AdviceEvent::Answered(advice) => (StepName::Advised, advice.on, advice.text.clone()),
                AdviceEvent::AnswerCorrected { reason, advice } => {
                    (StepName::AdviceCorrected, recorded, format!("{}\n({reason})", advice.text))
                }
                AdviceEvent::Declined { reason } => (StepName::Declined, recorded, reason.clone()),
                AdviceEvent::Withdrawn { reason } => (StepName::Withdrawn, recorded, reason.clone()),
            };
            let of = StepOf::SupportAdvice { id: self.id };
            Some(StepItem { of, occurred, recorded: turn.stamp, step, text, with: String::new() })
        });
        steps.collect()
    }
}
