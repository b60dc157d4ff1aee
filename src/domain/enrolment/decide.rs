//! Which step of an enrolment is possible now: each decision gives the event, or the reason why not.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Agreement, AgreementStanding, Encouragement, Enrolling, EnrolmentEvent, IctEnrolment, MonthUse};
use crate::domain::code::Code;
use crate::domain::id::{AgreementId, EnrolmentId};
use crate::domain::month::Month;
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnrolmentProblem {
    /// The association has no agreement that holds on the first day: nobody enrols without one.
    NoAgreement {
        /// The association.
        association: Code,
        /// The day.
        on: NaiveDate,
        /// Where its last agreement stands then, if it ever had one.
        standing: Option<AgreementStanding>,
    },
    /// The association has an agreement that holds already: it is renewed, not signed twice.
    AgreementHolds {
        /// The one that holds.
        agreement: AgreementId,
    },
    /// The agreement was ended.
    AgreementEnded {
        /// Since when.
        on: NaiveDate,
    },
    /// The association of an agreement does not change.
    OtherAssociation,
    /// The new last day is not later than the old one.
    NotLonger {
        /// The old one.
        before: NaiveDate,
    },
    /// The day lies before the first one.
    BeforeStart {
        /// The first day.
        start: NaiveDate,
    },
    /// The day lies in the future.
    InFuture,
    /// The last day of use lies outside of its month.
    OutsideMonth {
        /// The month.
        month: Month,
    },
    /// The organisation takes part already.
    AlreadyEnrolled {
        /// By which enrolment.
        enrolment: EnrolmentId,
    },
    /// The enrolment has ended.
    Ended {
        /// Since when.
        on: NaiveDate,
    },
    /// Nothing would change.
    NothingChanged,
}

type Decision = Result<EnrolmentEvent, EnrolmentProblem>;

impl IctEnrolment {
    /// An organisation enrols under an agreement that holds on its first day.
    pub fn enrol(enrolling: Enrolling, agreement: Option<&Agreement>, today: NaiveDate) -> Decision {
        if enrolling.started > today {
            return Err(EnrolmentProblem::InFuture);
        }
        let fits = |it: &&Agreement| it.terms.association == enrolling.association && it.id == enrolling.agreement;
        let agreement = agreement.filter(fits);
        if agreement.is_some_and(|agreement| agreement.holds(enrolling.started)) {
            return Ok(EnrolmentEvent::Enrolled(enrolling));
        }
        Err(EnrolmentProblem::NoAgreement {
            standing: agreement.map(|agreement| agreement.standing(enrolling.started)),
            association: enrolling.association,
            on: enrolling.started,
        })
    }

    fn open(&self) -> Result<(), EnrolmentProblem> {
        match &self.ended {
            Some(end) => Err(EnrolmentProblem::Ended { on: end.on }),
            None => Ok(()),
        }
    }

    /// The people who use the record are counted anew.
    pub fn count_users(&self, users: u32) -> Decision {
        self.open()?;
        if users == self.users {
            return Err(EnrolmentProblem::NothingChanged);
        }
        Ok(EnrolmentEvent::UsersCounted { users })
    }

    /// The use of a month is noted: not before the organisation began, nor before the month has.
    pub fn note_use(&self, used: MonthUse, today: NaiveDate) -> Decision {
        self.open()?;
        if used.month > Month::of(today) || used.last.is_some_and(|last| last > today) {
            return Err(EnrolmentProblem::InFuture);
        }
        let start = self.enrolling.started;
        if used.month < Month::of(start) || used.last.is_some_and(|last| last < start) {
            return Err(EnrolmentProblem::BeforeStart { start });
        }
        if used.last.is_some_and(|last| Month::of(last) != used.month) {
            return Err(EnrolmentProblem::OutsideMonth { month: used.month });
        }
        if self.uses.get(&used.month) == Some(&used) {
            return Err(EnrolmentProblem::NothingChanged);
        }
        Ok(EnrolmentEvent::UseNoted(used))
    }

    /// The organisation is encouraged.
    pub fn encourage(&self, contact: Encouragement, now: Moment) -> Decision {
        self.open()?;
        if contact.on.is_after(now) {
            return Err(EnrolmentProblem::InFuture);
        }
        let start = self.enrolling.started;
        if contact.on.date() < start {
            return Err(EnrolmentProblem::BeforeStart { start });
        }
        let said = Occurred::date(contact.on);
        if contact.next.is_some_and(|next| next <= said) {
            return Err(EnrolmentProblem::BeforeStart { start: said });
        }
        Ok(EnrolmentEvent::Encouraged(contact))
    }

    /// The organisation takes part no more.
    pub fn end(&self, on: NaiveDate, reason: String, today: NaiveDate) -> Decision {
        self.open()?;
        if on > today {
            return Err(EnrolmentProblem::InFuture);
        }
        let start = self.enrolling.started;
        if on < start {
            return Err(EnrolmentProblem::BeforeStart { start });
        }
        Ok(EnrolmentEvent::Ended { on, reason })
    }
}
