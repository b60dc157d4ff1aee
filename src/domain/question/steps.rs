//! What a question puts onto its patient's timeline.

use super::{Question, QuestionEvent};
use crate::domain::id::PatientId;
use crate::domain::timeline::{Occurred, StepItem, StepName, StepOf, TimelineSource};

impl TimelineSource for Question {
    fn patient(&self) -> Option<PatientId> {
        self.inquiry.patient
    }

    /// All but what was amended: the question shows as it stands now.
    fn timeline_steps(&self) -> Vec<StepItem> {
        let to = &self.inquiry.to;
        let physician = join(&to.place.name, &to.physician);
        let asker = join(&self.inquiry.from.organisation.name, &self.inquiry.from.name);
        self.history
            .iter()
            .filter_map(|happened| {
                let recorded = Occurred::At(happened.stamp.at);
                let (step, occurred, text, with) = match &happened.event {
                    QuestionEvent::Asked { inquiry, .. } => {
                        let both = format!("{asker} > {physician}");
                        (StepName::QuestionPut, Occurred::At(inquiry.asked), self.inquiry.text.clone(), both)
                    }
                    QuestionEvent::Amended(_) => return None,
                    QuestionEvent::Reminded(reminder) => {
                        (StepName::Reminded, reminder.on, reminder.text.clone(), physician.clone())
                    }
                    QuestionEvent::RanOut { .. } => (StepName::RanOut, recorded, String::new(), physician.clone()),
                    QuestionEvent::Answered(answer) => {
                        (StepName::Replied, answer.on, answer.text.clone(), join(&to.place.name, &answer.by))
                    }
                    QuestionEvent::AnswerCorrected { reason, answer } => {
                        let text = format!("{}\n({reason})", answer.text);
                        (StepName::ReplyCorrected, recorded, text, join(&to.place.name, &answer.by))
                    }
                    QuestionEvent::Withdrawn { reason } => {
                        (StepName::Withdrawn, recorded, reason.clone(), String::new())
                    }
                };
                let of = StepOf::Question { id: self.id };
                Some(StepItem { of, occurred, recorded: happened.stamp, step, text, with })
            })
            .collect()
    }
}

fn join(place: &str, person: &str) -> String {
    [place, person].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
