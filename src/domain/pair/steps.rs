//! What a pair puts onto its patient's timeline.

use super::event::{PairAnswer, PairEvent};
use super::{PairRole, PhysicianPair};
use crate::domain::id::PatientId;
use crate::domain::patient::Physician;
use crate::domain::timeline::{Occurred, StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for PhysicianPair {
    fn patient(&self) -> Option<PatientId> {
        Some(self.opening.patient)
    }

    fn timeline_steps(&self) -> Vec<StepItem> {
        let mut asked = String::new();
        let mut steps = Vec::with_capacity(self.history.len());
        for happened in &self.history {
            if let PairEvent::Asked(asking) = &happened.event {
                asked.clone_from(&asking.place.name);
            }
            let Some((step, occurred, text, with)) = self.shown(&happened.event, &asked) else { continue };
            steps.push(StepItem {
                of: StepOf::Pair { id: self.id },
                occurred: occurred.unwrap_or(Occurred::At(happened.stamp.at)),
                recorded: happened.stamp,
                step,
                text,
                with,
            });
        }
        steps
    }
}

type Shown = (StepName, Option<Occurred>, String, String);

impl PhysicianPair {
    /// The step, when it happened if not when it was recorded, its text, with whom; `asked` was asked last before it.
    fn shown(&self, event: &PairEvent, asked: &str) -> Option<Shown> {
        let plain = |step, text: &str| Some((step, None, text.to_owned(), String::new()));
        match event {
            PairEvent::Begun(opening) => {
                let text = [opening.why.as_str(), &opening.wish].into_iter().filter(|text| !text.is_empty());
                let text = text.collect::<Vec<_>>().join("\n");
                Some((StepName::PairBegun, Some(opening.asked), text, opening.asked_by.name.clone()))
            }
            PairEvent::Amended(_) | PairEvent::Handed { .. } => None,
            PairEvent::Informed(information) => Some((
                StepName::Informed,
                Some(information.on),
                information.text.clone(),
                information.from.name.clone(),
            )),
            PairEvent::Asked(asking) => {
                Some((StepName::PhysicianAsked, Some(asking.on), asking.text.clone(), asking.place.name.clone()))
            }
            PairEvent::Answered(answer) => {
                let (step, text) = match answer {
                    PairAnswer::Agreed { conditions, .. } => (StepName::PhysicianAgreed, conditions),
                    PairAnswer::Declined { reason, .. } => (StepName::Declined, reason),
                    PairAnswer::Withdrawn { reason, .. } => (StepName::Cancelled, reason),
                };
                Some((step, Some(answer.on()), text.clone(), asked.to_owned()))
            }
            PairEvent::TakenBack { role, reason } => {
                Some((StepName::Declined, None, reason.clone(), self.agreed_in(*role)))
            }
            PairEvent::Activated(beginning) => {
                Some((StepName::PairActive, Some(Occurred::Day(beginning.from)), beginning.terms.clone(), self.both()))
            }
            PairEvent::Rearranged { terms, .. } => plain(StepName::PairRearranged, terms),
            PairEvent::Replaced { physician, from, reason, .. } => {
                Some((StepName::PairRearranged, Some(Occurred::Day(*from)), reason.clone(), physician.clone()))
            }
            PairEvent::Reviewed(review) => {
                Some((StepName::Reviewed, Some(review.on), review.text.clone(), review.with.clone()))
            }
            PairEvent::Ended(ending) => {
                Some((StepName::Closed, Some(Occurred::Day(ending.on)), ending.text.clone(), self.both()))
            }
            PairEvent::CalledOff { reason } => plain(StepName::Cancelled, reason),
        }
    }

    /// The place that had agreed to this role last.
    fn agreed_in(&self, role: PairRole) -> String {
        let agreed = |asked: &&super::Asked| {
            asked.asking.role == role && matches!(asked.answer, Some(PairAnswer::Agreed { .. }))
        };
        self.asked.iter().rev().find(agreed).map(|asked| asked.asking.place.name.clone()).unwrap_or_default()
    }

    /// Both physicians on one line, the primary first.
    fn both(&self) -> String {
        let name = |physician: &Physician| {
            let parts = [physician.place.name.as_str(), physician.name.as_str()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let both = [self.primary(), self.secondary()];
        both.into_iter().flatten().map(name).collect::<Vec<_>>().join(" / ")
    }
}
