//! A planned absence (不在): a place or one of its people is away from one moment to another, with the reason.
//!
//! It says nothing of a patient: whom it leaves uncovered is worked out from the care teams whenever it is asked.

mod decide;
#[cfg(test)]
mod tests;

pub use decide::AbsenceProblem;

use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::coverage::Period;
use super::id::{AbsenceId, Version};
use super::patient::Place;
use crate::text::fold;

/// Who is away, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// The place.
    pub place: Place,
    /// The person; empty when the whole place is closed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// From when to when.
    pub period: Period,
    /// Why: 学会, 夏季休診.
    pub reason: String,
}

impl Away {
    /// Whether this is the place, and the person where one is named.
    pub fn is_of(&self, place: &Place, name: &str) -> bool {
        same_place(&self.place, place) && (self.name.trim().is_empty() || same_name(&self.name, name))
    }

    /// Whether this may be the person who is away, though nobody wrote the name down.
    pub fn may_be_of(&self, place: &Place, name: &str) -> bool {
        self.is_of(place, name) || (name.trim().is_empty() && same_place(&self.place, place))
    }
}

/// Whether both are one place: by the resources where both name one of them, else by the name.
pub fn same_place(one: &Place, other: &Place) -> bool {
    match (one.site, other.site) {
        (Some(one), Some(other)) => one == other,
        _ => !one.name.trim().is_empty() && fold(&one.name) == fold(&other.name),
    }
}

/// Whether both are one person's name: spaces and titles aside, and one may be the family name of the other.
fn same_name(one: &str, other: &str) -> bool {
    if one.trim().is_empty() || other.trim().is_empty() {
        return false;
    }
    let bare = |name: &str| -> (String, String) {
        let mut name = name.trim();
        for title in ["医師", "先生", "院長", "様", "さん"] {
            name = name.strip_suffix(title).unwrap_or(name).trim_end();
        }
        let family = name.split([' ', '　']).next().unwrap_or_default();
        (fold(family), fold(&name.replace([' ', '　'], "")))
    };
    let ((family, whole), (other_family, other_whole)) = (bare(one), bare(other));
    whole == other_whole || whole == other_family || family == other_whole
}

/// An absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Its identifier.
    pub id: AbsenceId,
    /// How often it has changed.
    pub version: Version,
    /// Who is away when, as it stands.
    pub away: Away,
    /// Why it was called off, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<String>,
    /// What was said of it before, with the stamp of when that was replaced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<(Away, Stamp)>,
    /// When it was entered, and by whom.
    pub entered: Stamp,
    /// When it last changed, and by whom.
    pub changed: Stamp,
}

/// What happens to an absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceEvent {
    /// It was entered.
    Entered(Away),
    /// It was put right; who is away stays.
    Amended(Away),
    /// It was called off.
    Cancelled {
        /// Why.
        reason: String,
    },
}

impl Absence {
    /// Whether it counts.
    pub const fn stands(&self) -> bool {
        self.cancelled.is_none()
    }
}

impl Aggregate for Absence {
    type Id = AbsenceId;
    type Event = AbsenceEvent;

    fn begin(id: AbsenceId, event: &AbsenceEvent, stamp: &Stamp) -> Option<Self> {
        let AbsenceEvent::Entered(away) = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            away: away.clone(),
            cancelled: None,
            earlier: Vec::new(),
            entered: *stamp,
            changed: *stamp,
        })
    }

    fn apply(&mut self, event: &AbsenceEvent, stamp: &Stamp) {
        match event {
            AbsenceEvent::Entered(away) | AbsenceEvent::Amended(away) => {
                self.earlier.push((std::mem::replace(&mut self.away, away.clone()), *stamp));
            }
            AbsenceEvent::Cancelled { reason } => self.cancelled = Some(reason.clone()),
        }
        self.changed = *stamp;
        self.version = self.version.next();
    }

    fn id(&self) -> AbsenceId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Centre
    }
}
