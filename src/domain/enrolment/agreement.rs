//! The agreement that an association signs: from when until when its members' organisations may enrol.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::decide::EnrolmentProblem;
use super::{End, Happened};
use crate::domain::aggregate::{Aggregate, Stamp, Subject};
use crate::domain::code::Code;
use crate::domain::id::{AgreementId, Version};

/// What was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The association: a code of that list.
    pub association: Code,
    /// The day from which it holds.
    pub signed_on: NaiveDate,
    /// The last day on which it holds; none while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// What else was agreed; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What happens to an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementEvent {
    /// It was signed.
    Signed(Terms),
    /// Its terms were put right; the association stays.
    Amended(Terms),
    /// It holds longer.
    Renewed {
        /// The last day on which it holds now; none for as long as nobody ends it.
        until: Option<NaiveDate>,
    },
    /// It was ended.
    Ended {
        /// The first day on which it holds no more.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
}

/// Where an agreement stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementStanding {
    /// 開始前: it is signed and does not hold yet.
    Ahead,
    /// 有効
    InForce,
    /// 期間満了: nobody renewed it.
    RunOut,
    /// 終了: it was ended.
    Ended,
}

/// An agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Its identifier.
    pub id: AgreementId,
    /// How often it has changed.
    pub version: Version,
    /// What was agreed, as it stands.
    pub terms: Terms,
    /// The first day on which it holds no more, and why, once it was ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<End>,
    /// Everything that happened, in the order of recording; the first is the signing.
    pub history: Vec<Happened<AgreementEvent>>,
}

impl Agreement {
    /// Where it stands on this day.
    pub fn standing(&self, day: NaiveDate) -> AgreementStanding {
        if self.ended.as_ref().is_some_and(|end| end.on <= day) {
            return AgreementStanding::Ended;
        }
        if self.terms.until.is_some_and(|until| until < day) {
            return AgreementStanding::RunOut;
        }
        if day < self.terms.signed_on { AgreementStanding::Ahead } else { AgreementStanding::InForce }
    }

    /// Whether organisations may enrol on this day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.standing(day) == AgreementStanding::InForce
    }

    fn open(&self) -> Result<(), EnrolmentProblem> {
        match &self.ended {
            Some(end) => Err(EnrolmentProblem::AgreementEnded { on: end.on }),
            None => Ok(()),
        }
    }

    /// An agreement is signed; its period is one.
    pub fn sign(terms: Terms) -> Result<AgreementEvent, EnrolmentProblem> {
        period(&terms)?;
        Ok(AgreementEvent::Signed(terms))
    }

    /// Its terms are put right, until it is ended.
    pub fn amend(&self, terms: Terms) -> Result<AgreementEvent, EnrolmentProblem> {
        self.open()?;
        period(&terms)?;
        if terms.association != self.terms.association {
            return Err(EnrolmentProblem::OtherAssociation);
        }
        if terms == self.terms {
            return Err(EnrolmentProblem::NothingChanged);
        }
        Ok(AgreementEvent::Amended(terms))
    }

    /// It holds longer than before.
    pub fn renew(&self, until: Option<NaiveDate>) -> Result<AgreementEvent, EnrolmentProblem> {
        self.open()?;
        match (self.terms.until, until) {
            (None, _) => Err(EnrolmentProblem::NothingChanged),
            (Some(before), Some(until)) if until <= before => Err(EnrolmentProblem::NotLonger { before }),
            _ => Ok(AgreementEvent::Renewed { until }),
        }
    }

    /// It is ended, on the day of its signing at the earliest.
    pub fn end(&self, on: NaiveDate, reason: String) -> Result<AgreementEvent, EnrolmentProblem> {
        self.open()?;
        if on < self.terms.signed_on {
            return Err(EnrolmentProblem::BeforeStart { start: self.terms.signed_on });
        }
        Ok(AgreementEvent::Ended { on, reason })
    }
}

fn period(terms: &Terms) -> Result<(), EnrolmentProblem> {
    match terms.until {
        Some(until) if until < terms.signed_on => Err(EnrolmentProblem::BeforeStart { start: terms.signed_on }),
        _ => Ok(()),
    }
}

impl Aggregate for Agreement {
    type Id = AgreementId;
    type Event = AgreementEvent;

    fn begin(id: AgreementId, event: &AgreementEvent, stamp: &Stamp) -> Option<Self> {
        let AgreementEvent::Signed(terms) = event else { return None };
        let (terms, history) = (terms.clone(), vec![Happened { event: event.clone(), stamp: *stamp }]);
        Some(Self { id, version: Version(1), terms, ended: None, history })
    }

    fn apply(&mut self, event: &AgreementEvent, stamp: &Stamp) {
        match event {
            AgreementEvent::Signed(terms) | AgreementEvent::Amended(terms) => self.terms = terms.clone(),
            AgreementEvent::Renewed { until } => self.terms.until = *until,
            AgreementEvent::Ended { on, reason } => {
                self.ended = Some(End { on: *on, reason: reason.clone() });
            }
        }
        self.history.push(Happened { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> AgreementId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Centre
    }
}
