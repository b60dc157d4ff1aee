//! How a consultation comes of what happened to it.

use super::event::ConsultationEvent as Event;
use super::kinds::State;
use super::record::{Act, Consultation, Turn};
use super::step::{Correction, Step, StepContents, StepNumber};
use crate::domain::aggregate::{Aggregate, Stamp, Subject};
use crate::domain::id::{ConsultationId, Version};

impl Aggregate for Consultation {
    type Id = ConsultationId;
    type Event = Event;

    fn begin(id: ConsultationId, event: &Event, stamp: &Stamp) -> Option<Self> {
        let Event::Received { number, intake, patient, due, question } = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            number: *number,
            intake: (**intake).clone(),
            patient: *patient,
            question: *question,
            due: *due,
            state: State::Received,
            claimed_by: None,
            wait: None,
            resolution: None,
            steps: Vec::new(),
            course: vec![Turn { act: Act::Received, stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &Event, stamp: &Stamp) {
        match event {
            Event::Received { intake, due, .. } | Event::Amended { intake, due } => {
                self.intake = (**intake).clone();
                self.due = *due;
                self.turn(Act::Amended, stamp);
            }
            Event::Claimed => {
                self.claimed_by = Some(stamp.by);
                self.state = State::Claimed;
                self.turn(Act::Claimed, stamp);
            }
            Event::Assigned { to } => {
                self.claimed_by = Some(*to);
                self.state = State::Claimed;
                self.turn(Act::Assigned { to: *to }, stamp);
            }
            Event::TakenOver { to, reason } => {
                let from = self.claimed_by.replace(*to).unwrap_or(*to);
                self.turn(Act::TakenOver { from, reason: reason.clone() }, stamp);
            }
            Event::Answered(contents) => {
                self.record_step(contents, stamp, None, "");
                if self.state == State::Claimed {
                    self.state = State::Responding;
                }
            }
            Event::StepCorrected { step, reason, contents } => {
                let by = self.record_step(contents, stamp, Some(*step), reason);
                self.set_right(*step, Correction::By(by), "");
            }
            Event::StepWithdrawn { step, reason } => self.set_right(*step, Correction::Withdrawn, reason),
            Event::PutOnHold(wait) => {
                self.state = State::Waiting;
                self.wait = Some(wait.clone());
                self.turn(Act::PutOnHold(wait.clone()), stamp);
            }
            Event::TakenOffHold => {
                self.wait = None;
                self.state = if self.steps.iter().any(Step::stands) { State::Responding } else { State::Claimed };
                self.turn(Act::TakenOffHold, stamp);
            }
            Event::Resolved(resolution) => {
                self.wait = None;
                self.state = State::Resolved;
                self.resolution = Some(resolution.clone());
                self.turn(Act::Resolved(resolution.clone()), stamp);
            }
            Event::Closed => {
                self.state = State::Closed;
                self.turn(Act::Closed, stamp);
            }
            Event::Settled(resolution) => {
                self.wait = None;
                self.state = State::Closed;
                self.resolution = Some(resolution.clone());
                self.turn(Act::Settled(resolution.clone()), stamp);
            }
            Event::Reopened { reason, due } => {
                self.state = State::Reopened;
                self.claimed_by = None;
                self.resolution = None;
                self.due = *due;
                self.turn(Act::Reopened { reason: reason.clone() }, stamp);
            }
            Event::Linked { patient } => {
                self.patient = Some(*patient);
                self.turn(Act::Linked { patient: *patient }, stamp);
            }
            Event::Unlinked { reason } => {
                if let Some(patient) = self.patient.take() {
                    self.turn(Act::Unlinked { patient, reason: reason.clone() }, stamp);
                }
            }
        }
        self.version = self.version.next();
    }

    fn id(&self) -> ConsultationId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        self.patient.map_or(Subject::Centre, Subject::Patient)
    }
}

impl Consultation {
    fn turn(&mut self, act: Act, stamp: &Stamp) {
        self.course.push(Turn { act, stamp: *stamp });
    }

    fn record_step(
        &mut self,
        contents: &StepContents,
        stamp: &Stamp,
        corrects: Option<StepNumber>,
        reason: &str,
    ) -> StepNumber {
        let number = StepNumber(u32::try_from(self.steps.len()).map_or(u32::MAX, |steps| steps.saturating_add(1)));
        self.steps.push(Step {
            number,
            contents: contents.clone(),
            recorded: *stamp,
            corrects,
            corrected: None,
            reason: reason.to_owned(),
        });
        number
    }

    fn set_right(&mut self, number: StepNumber, correction: Correction, reason: &str) {
        if let Some(step) = self.steps.iter_mut().find(|step| step.number == number) {
            step.corrected = Some(correction);
            if !reason.is_empty() {
                reason.clone_into(&mut step.reason);
            }
        }
    }
}
