//! What may happen to a consultation, and why not.

use super::due::due_time;
use super::event::ConsultationEvent as Event;
use super::kinds::State;
use super::number::ConsultationNumber;
use super::problem::ConsultationProblem as Problem;
use super::record::{Act, Consultation, Intake, Resolution, Wait};
use super::step::{Step, StepContents, StepNumber};
use crate::domain::calendar::WorkingTime;
use crate::domain::id::{PatientId, QuestionId, StaffId};
use crate::domain::time::Moment;

impl Consultation {
    /// Something comes in.
    pub fn receive(
        number: ConsultationNumber,
        intake: Intake,
        patient: Option<PatientId>,
        time: WorkingTime<'_>,
    ) -> Event {
        let due = due_time(time, intake.urgency, intake.received_at);
        Event::Received { number, intake: Box::new(intake), patient, due, question: None }
    }

    /// The call for a question comes in, whose time ran out.
    pub fn call_for(
        question: QuestionId,
        number: ConsultationNumber,
        intake: Intake,
        patient: Option<PatientId>,
        time: WorkingTime<'_>,
    ) -> Event {
        let due = due_time(time, intake.urgency, intake.received_at);
        Event::Received { number, intake: Box::new(intake), patient, due, question: Some(question) }
    }

    /// The reception form is amended; the due time moves only if urgency or reception do.
    pub fn amend(&self, intake: Intake, time: WorkingTime<'_>) -> Result<Event, Problem> {
        if self.state == State::Closed {
            return Err(self.finished());
        }
        let moved = intake.urgency != self.intake.urgency || intake.received_at != self.intake.received_at;
        let due = if moved { due_time(time, intake.urgency, self.counts_from(&intake)) } else { self.due };
        Ok(Event::Amended { intake: Box::new(intake), due })
    }

    /// The moment from which its due time counts: its last opening, else its reception.
    fn counts_from(&self, intake: &Intake) -> Moment {
        let reopened = self.course.iter().rev().find(|turn| matches!(turn.act, Act::Reopened { .. }));
        reopened.map_or(intake.received_at, |turn| turn.stamp.at)
    }

    /// Somebody claims it, which nobody has.
    pub fn claim(&self, by: StaffId) -> Result<Event, Problem> {
        self.free_for(by).map(|()| Event::Claimed)
    }

    /// Somebody is named to take it, which nobody has.
    pub fn assign(&self, to: StaffId) -> Result<Event, Problem> {
        self.free_for(to).map(|()| Event::Assigned { to })
    }

    fn free_for(&self, who: StaffId) -> Result<(), Problem> {
        match self.claimed_by {
            _ if !self.state.is_open() => Err(self.finished()),
            Some(holder) if holder == who => Err(Problem::AlreadyHolds { number: self.number, holder }),
            Some(holder) => Err(Problem::ClaimedBy { number: self.number, holder }),
            None => Ok(()),
        }
    }

    /// Somebody takes it over from whoever has it.
    pub fn take_over(&self, to: StaffId, reason: String) -> Result<Event, Problem> {
        let holder = self.in_hand()?;
        if holder == to {
            return Err(Problem::AlreadyHolds { number: self.number, holder });
        }
        Ok(Event::TakenOver { to, reason })
    }

    /// Whoever has it gives it to a colleague, such as at the end of a shift.
    pub fn hand_over(&self, by: StaffId, to: StaffId, reason: String) -> Result<Event, Problem> {
        match self.in_hand()? {
            holder if holder != by => Err(Problem::ClaimedBy { number: self.number, holder }),
            _ => self.take_over(to, reason),
        }
    }

    /// A step is taken.
    pub fn answer(&self, contents: StepContents) -> Result<Event, Problem> {
        self.in_hand().map(|_| Event::Answered(Box::new(contents)))
    }

    /// A step was written down wrongly. That may come out when all is long closed.
    pub fn correct_step(&self, step: StepNumber, reason: String, contents: StepContents) -> Result<Event, Problem> {
        self.standing(step).map(|_| Event::StepCorrected { step, reason, contents: Box::new(contents) })
    }

    /// A step did not happen here.
    pub fn withdraw_step(&self, step: StepNumber, reason: String) -> Result<Event, Problem> {
        self.standing(step).map(|_| Event::StepWithdrawn { step, reason })
    }

    fn standing(&self, step: StepNumber) -> Result<&Step, Problem> {
        match self.step(step) {
            None => Err(Problem::NoSuchStep { number: self.number, step }),
            Some(found) if !found.stands() => Err(Problem::StepCorrected { number: self.number, step }),
            Some(found) => Ok(found),
        }
    }

    /// It has to wait.
    pub fn put_on_hold(&self, wait: Wait) -> Result<Event, Problem> {
        self.in_hand()?;
        match self.state {
            State::Waiting => Err(Problem::OnHold { number: self.number }),
            _ => Ok(Event::PutOnHold(wait)),
        }
    }

    /// It need not wait any more.
    pub fn take_off_hold(&self) -> Result<Event, Problem> {
        match self.state {
            State::Waiting => Ok(Event::TakenOffHold),
            _ => Err(Problem::NotOnHold { number: self.number }),
        }
    }

    /// Something came of it. A step must say what was done, and nobody may be left to be called back,
    /// unless the outcome is just that.
    pub fn resolve(&self, resolution: Resolution) -> Result<Event, Problem> {
        self.in_hand()?;
        if !self.steps.iter().any(Step::stands) {
            return Err(Problem::NoStep { number: self.number });
        }
        match self.calls_back().first() {
            Some(step) if !resolution.outcome.leaves_calls_open() => {
                Err(Problem::CallOpen { number: self.number, step: step.number })
            }
            _ => Ok(Event::Resolved(resolution)),
        }
    }

    /// Nothing more is to be done.
    pub fn close(&self) -> Result<Event, Problem> {
        match self.state {
            State::Resolved => Ok(Event::Closed),
            State::Closed => Err(self.finished()),
            state => Err(Problem::NotResolved { number: self.number, state }),
        }
    }

    /// The question that it is the call for has its answer, or is withdrawn. Nothing is left to be done about it, whether
    /// somebody had it or not; a case that is no such call is never closed like this.
    pub fn settle(&self, resolution: Resolution) -> Result<Event, Problem> {
        match self.question {
            _ if !self.state.is_open() => Err(self.finished()),
            Some(_) => Ok(Event::Settled(resolution)),
            None => Err(Problem::NotResolved { number: self.number, state: self.state }),
        }
    }

    /// It comes up again.
    pub fn reopen(&self, reason: String, now: Moment, time: WorkingTime<'_>) -> Result<Event, Problem> {
        match self.state {
            State::Resolved | State::Closed => {
                Ok(Event::Reopened { reason, due: due_time(time, self.intake.urgency, now) })
            }
            state => Err(Problem::StillOpen { number: self.number, state }),
        }
    }

    /// It turns out whom it is about.
    pub fn link(&self, patient: PatientId) -> Result<Event, Problem> {
        match self.patient {
            Some(patient) => Err(Problem::LinkedTo { number: self.number, patient }),
            None => Ok(Event::Linked { patient }),
        }
    }

    /// It turns out that it is about somebody else.
    pub fn unlink(&self, reason: String) -> Result<Event, Problem> {
        match self.patient {
            Some(_) => Ok(Event::Unlinked { reason }),
            None => Err(Problem::NotLinked { number: self.number }),
        }
    }

    /// The holder, while somebody works on it.
    fn in_hand(&self) -> Result<StaffId, Problem> {
        match self.claimed_by {
            _ if !self.state.is_open() => Err(self.finished()),
            Some(holder) => Ok(holder),
            None => Err(Problem::Unclaimed { number: self.number }),
        }
    }

    const fn finished(&self) -> Problem {
        Problem::Finished { number: self.number, state: self.state }
    }
}
