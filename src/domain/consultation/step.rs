//! Steps of an answer: when, how, with whom, what was said, how long it took. None is ever erased.

use serde::{Deserialize, Serialize};

use super::kinds::{Asker, Channel};
use crate::domain::aggregate::Stamp;
use crate::domain::funding::Charge;
use crate::domain::id::SiteId;
use crate::domain::time::{Minutes, Moment};

/// A step's place in its consultation, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepNumber(pub u32);

/// With whom a step was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counterpart {
    /// What the person is to the case.
    pub who: Asker,
    /// The name as staff wrote it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The organisation as staff wrote it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// The place of the regional resources where the person works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// The phone number; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

impl Counterpart {
    /// Whether both may well be one person: of the same kind, and nothing that is known of both differs.
    pub fn may_be(&self, other: &Self) -> bool {
        let agree = |a: &str, b: &str| a.is_empty() || b.is_empty() || crate::text::fold(a) == crate::text::fold(b);
        self.who == other.who
            && agree(&self.name, &other.name)
            && (self.site.is_none() || other.site.is_none() || self.site == other.site)
            && agree(&self.organisation, &other.organisation)
    }
}

/// What staff write down of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepContents {
    /// When it was taken.
    pub at: Moment,
    /// By what means.
    pub channel: Channel,
    /// With whom.
    pub with: Counterpart,
    /// What was said and done.
    pub text: String,
    /// How long it took.
    #[serde(default)]
    pub minutes: Minutes,
    /// Whether nobody answered: the counterpart is then to be called back.
    #[serde(default)]
    pub nobody_answered: bool,
    /// What it is charged to; what is left empty is charged as its consultation is.
    #[serde(default, skip_serializing_if = "Charge::is_empty")]
    pub charge: Charge,
}

/// What stands beside a step that was written down wrongly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// A later step says what is right.
    By(StepNumber),
    /// It did not happen here at all.
    Withdrawn,
}

/// One step of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its place.
    pub number: StepNumber,
    /// What was written down.
    pub contents: StepContents,
    /// When it was recorded, and by whom.
    pub recorded: Stamp,
    /// The step that this one corrects, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<StepNumber>,
    /// What stands beside it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Correction>,
    /// Why this step corrects another, or why it was withdrawn.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Step {
    /// Whether it counts: nothing stands beside it.
    pub const fn stands(&self) -> bool {
        self.corrected.is_none()
    }
}
