//! What may happen to an absence, and why not.

use serde::{Deserialize, Serialize};

use super::{Absence, AbsenceEvent, Away, same_place};
use crate::domain::time::Moment;

/// Why an absence does not change so. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceProblem {
    /// Nobody is named.
    NobodyNamed,
    /// No reason is given.
    ReasonMissing,
    /// A text is longer than so many characters.
    TooLong {
        /// The most characters.
        limit: u32,
    },
    /// It was over before it was entered: it changes nothing any more.
    Over,
    /// It is longer than so many days; a place that closes for good is closed among the resources.
    TooLongTime {
        /// The most days.
        days: u32,
    },
    /// Somebody else is away: that is an absence of its own.
    OtherPerson,
    /// It was called off.
    IsCancelled,
    /// Nothing would change.
    NothingChanged,
}

/// The longest name or reason, in characters.
const TEXT_LIMIT: u32 = 200;

/// The longest absence, in days.
const DAYS_LIMIT: u32 = 366;

fn check(away: &Away, now: Moment) -> Result<(), AbsenceProblem> {
    if away.place.site.is_none() && away.place.name.trim().is_empty() {
        return Err(AbsenceProblem::NobodyNamed);
    }
    if away.reason.trim().is_empty() {
        return Err(AbsenceProblem::ReasonMissing);
    }
    let texts = [&away.place.name, &away.name, &away.reason];
    if texts.into_iter().any(|text| text.chars().count() > TEXT_LIMIT as usize) {
        return Err(AbsenceProblem::TooLong { limit: TEXT_LIMIT });
    }
    if away.period.to() <= now {
        return Err(AbsenceProblem::Over);
    }
    if away.period.half_hours() > DAYS_LIMIT * 48 {
        return Err(AbsenceProblem::TooLongTime { days: DAYS_LIMIT });
    }
    Ok(())
}

impl Absence {
    /// An absence is entered.
    pub fn enter(away: Away, now: Moment) -> Result<AbsenceEvent, AbsenceProblem> {
        check(&away, now)?;
        Ok(AbsenceEvent::Entered(away))
    }

    /// Its time or reason is put right.
    pub fn amend(&self, away: Away, now: Moment) -> Result<AbsenceEvent, AbsenceProblem> {
        self.open()?;
        if !same_place(&away.place, &self.away.place) || away.name != self.away.name {
            return Err(AbsenceProblem::OtherPerson);
        }
        if away == self.away {
            return Err(AbsenceProblem::NothingChanged);
        }
        check(&away, now)?;
        Ok(AbsenceEvent::Amended(away))
    }

    /// It is called off.
    pub fn cancel(&self, reason: &str) -> Result<AbsenceEvent, AbsenceProblem> {
        self.open()?;
        if reason.trim().is_empty() {
            return Err(AbsenceProblem::ReasonMissing);
        }
        Ok(AbsenceEvent::Cancelled { reason: reason.to_owned() })
    }

    /// Refused once it was called off.
    pub fn open(&self) -> Result<(), AbsenceProblem> {
        if self.stands() { Ok(()) } else { Err(AbsenceProblem::IsCancelled) }
    }
}
