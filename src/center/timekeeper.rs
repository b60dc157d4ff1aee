//! What happens at the centre by the clock alone: nobody presses a key for it, and no restart loses or doubles it.
//!
//! The committer asks in each of its rounds what has run out by now, and waits no longer than until the next time that
//! something does. What it then writes it writes as the program (`SYSTEM`), by the same rules and in the same journal as
//! everybody's changes; since the record says that it ran out, it never runs out again.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::committer::{Committer, Work};
use super::question;
use crate::domain::id::QuestionId;
use crate::domain::staff::Staff;
use crate::domain::time::Moment;

/// The longest sleep while some clock runs: a machine that was asleep, or whose clock was set, is noticed by then.
const LONGEST: Duration = Duration::from_mins(15);

#[cfg(test)]
mod tests;

impl Committer {
    /// Does what is to be done about everything that has run out by now; that moment.
    pub(super) fn run_out(&mut self) -> Moment {
        let now = (self.shared.clock)();
        if !self.shared.is_writable() {
            return now;
        }
        for id in self.ran_out(now) {
            let mut work = Work::default();
            let system = Arc::new(Staff::system());
            match self.stage(system, None, now, &mut work, |tx| question::run_out(tx, id)) {
                Ok(_) => self.finish(work, Vec::new()),
                Err(problem) => tracing::error!(?problem, question = %id, "no call could be made"),
            }
        }
        now
    }

    fn ran_out(&self, now: Moment) -> Vec<QuestionId> {
        let views = self.shared.views.read().unwrap_or_else(PoisonError::into_inner);
        views.questions.run_out(now, &|patient| views.patients.reminders_end(patient))
    }

    /// How long it is until the next clock runs out; none while no clock runs.
    pub(super) fn until_next_due(&self, looked: Moment) -> Option<Duration> {
        let views = self.shared.views.read().unwrap_or_else(PoisonError::into_inner);
        let due = views.questions.next_due(&|patient| views.patients.reminders_end(patient))?;
        // What was due when it was last looked at could not be done then: it is not tried again at once.
        if due <= looked {
            return Some(LONGEST);
        }
        Some((due - (self.shared.clock)()).to_std().unwrap_or_default().min(LONGEST))
    }
}
