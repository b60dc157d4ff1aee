//! Who takes part in the region's shared record (地域ICT): agreements of associations, and the organisations that enrol under them.
//!
//! An association signs an agreement; while it is in force its members' organisations enrol. How often each uses the record
//! is noted month by month, and those who don't use it are encouraged, the longest silent first.

mod agreement;
mod decide;

#[cfg(test)]
mod model;

pub use agreement::{Agreement, AgreementEvent, AgreementStanding, Terms};
pub use decide::EnrolmentProblem;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::code::Code;
use super::id::{AgreementId, EnrolmentId, SiteId, Version};
use super::month::Month;
use super::referral::Means;
use super::timeline::Occurred;

/// An organisation that enrols.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolling {
    /// The organisation among the regional resources.
    pub site: SiteId,
    /// Its association: a code of that list.
    pub association: Code,
    /// The agreement under which it enrols.
    pub agreement: AgreementId,
    /// The first day.
    pub started: NaiveDate,
    /// How many people there use the record.
    pub users: u32,
}

/// How often the record was used within one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthUse {
    /// The month.
    pub month: Month,
    /// How many times.
    pub times: u32,
    /// The last day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<NaiveDate>,
}

/// A contact to encourage an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encouragement {
    /// When.
    pub on: Occurred,
    /// By what means.
    pub means: Means,
    /// What was said, and what keeps them from it.
    pub text: String,
    /// The day on which to ask again; none for the usual time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NaiveDate>,
}

/// What happens to an enrolment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnrolmentEvent {
    /// The organisation enrolled.
    Enrolled(Enrolling),
    /// More people, or fewer, use the record there.
    UsersCounted {
        /// How many.
        users: u32,
    },
    /// The use of a month was noted, in place of what was noted of that month.
    UseNoted(MonthUse),
    /// The organisation was encouraged.
    Encouraged(Encouragement),
    /// It takes part no more.
    Ended {
        /// Since when.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened<E> {
    /// What.
    pub event: E,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// That an enrolment or an agreement ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Since when.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// An organisation that takes part in the shared record, or did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IctEnrolment {
    /// Its identifier.
    pub id: EnrolmentId,
    /// How often it has changed.
    pub version: Version,
    /// Who enrolled, under which agreement, since when.
    pub enrolling: Enrolling,
    /// How many people use the record there now.
    pub users: u32,
    /// The use of each month that was noted.
    pub uses: BTreeMap<Month, MonthUse>,
    /// That it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<End>,
    /// Everything that happened, in the order of recording; the first is the enrolment.
    pub history: Vec<Happened<EnrolmentEvent>>,
}

impl IctEnrolment {
    /// Whether the organisation takes part.
    pub const fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// The last day on which the record was used, as far as noted: of a month without a day its last one, but never a day
    /// that had not come when it was noted.
    pub fn last_used(&self) -> Option<NaiveDate> {
        let used = self.uses.values().rev().find(|used| used.times > 0)?;
        let noted = self.history.iter().rev().find_map(|happened| match &happened.event {
            EnrolmentEvent::UseNoted(of) if of == used => Some(Occurred::At(happened.stamp.at).date()),
            _ => None,
        });
        let end = used.month.last_day();
        Some(used.last.unwrap_or_else(|| noted.map_or(end, |noted| end.min(noted))))
    }

    /// The contacts, the newest first.
    pub fn encouragements(&self) -> impl Iterator<Item = &Encouragement> {
        self.history.iter().rev().filter_map(|happened| match &happened.event {
            EnrolmentEvent::Encouraged(contact) => Some(contact),
            _ => None,
        })
    }

    /// The day from which the organisation is to be called: so many days after it last used the record, began, or was
    /// last encouraged; or the day that was named for it, unless the record was used since. None once it ended.
    pub fn call_from(&self, quiet_days: u32) -> Option<NaiveDate> {
        if !self.is_open() {
            return None;
        }
        let used = self.last_used().unwrap_or(self.enrolling.started).max(self.enrolling.started);
        let later = |day: NaiveDate| day.checked_add_days(Days::new(u64::from(quiet_days))).unwrap_or(day);
        match self.encouragements().next() {
            Some(contact) if contact.on.date() >= used => {
                Some(contact.next.unwrap_or_else(|| later(contact.on.date())))
            }
            _ => Some(later(used)),
        }
    }

    fn fold(&mut self, event: &EnrolmentEvent) {
        match event {
            EnrolmentEvent::Enrolled(enrolling) => self.enrolling = enrolling.clone(),
            EnrolmentEvent::UsersCounted { users } => self.users = *users,
            EnrolmentEvent::UseNoted(used) => drop(self.uses.insert(used.month, used.clone())),
            EnrolmentEvent::Encouraged(_) => {}
            EnrolmentEvent::Ended { on, reason } => self.ended = Some(End { on: *on, reason: reason.clone() }),
        }
    }
}

impl Aggregate for IctEnrolment {
    type Id = EnrolmentId;
    type Event = EnrolmentEvent;

    fn begin(id: EnrolmentId, event: &EnrolmentEvent, stamp: &Stamp) -> Option<Self> {
        let EnrolmentEvent::Enrolled(enrolling) = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            enrolling: enrolling.clone(),
            users: enrolling.users,
            uses: BTreeMap::new(),
            ended: None,
            history: vec![Happened { event: event.clone(), stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &EnrolmentEvent, stamp: &Stamp) {
        self.history.push(Happened { event: event.clone(), stamp: *stamp });
        self.fold(event);
        self.version = self.version.next();
    }

    fn id(&self) -> EnrolmentId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Centre
    }
}
