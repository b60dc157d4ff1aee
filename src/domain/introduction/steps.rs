//! What an introduction puts onto its patient's timeline.

use super::{Introduction, IntroductionEvent};
use crate::domain::id::PatientId;
use crate::domain::timeline::{StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for Introduction {
    fn patient(&self) -> Option<PatientId> {
        Some(self.order.patient)
    }

    fn timeline_steps(&self) -> Vec<StepItem> {
        use crate::domain::timeline::Occurred::At;
        let hospital = &self.order.to.name;
        self.history
            .iter()
            .filter_map(|happened| {
                let recorded = At(happened.stamp.at);
                let (step, occurred, text, with) = match &happened.event {
                    IntroductionEvent::Asked(order) => {
                        let with = [order.to.name.as_str(), order.department.as_str()].join(" ");
                        (StepName::Requested, order.asked, &order.reason, with.trim_end().to_owned())
                    }
                    IntroductionEvent::Amended(_) => return None,
                    IntroductionEvent::Accepted { text, .. } => (StepName::Scheduled, recorded, text, hospital.clone()),
                    IntroductionEvent::Declined { reason } => (StepName::Declined, recorded, reason, hospital.clone()),
                    IntroductionEvent::Performed(done) => (StepName::Performed, done.on, &done.text, hospital.clone()),
                    IntroductionEvent::ResultReceived(result) => {
                        (StepName::ResultReceived, result.on, &result.text, hospital.clone())
                    }
                    IntroductionEvent::Told(told) => {
                        (StepName::PhysicianTold, told.on, &told.text, told.physician.name.clone())
                    }
                    IntroductionEvent::Closed { text, .. } => (StepName::Closed, recorded, text, String::new()),
                    IntroductionEvent::Cancelled { reason } => (StepName::Cancelled, recorded, reason, String::new()),
                };
                Some(StepItem {
                    of: StepOf::Introduction { id: self.id },
                    occurred,
                    recorded: happened.stamp,
                    step,
                    text: text.clone(),
                    with,
                })
            })
            .collect()
    }
}
