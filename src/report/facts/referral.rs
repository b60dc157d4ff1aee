//! What reports count of a referral to a support team.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::id::{PatientId, ReferralId};
use crate::domain::referral::{Referral, Stage, State};
use crate::domain::staff::SupportTeam;
use crate::domain::time::JST;

/// A referral as reports count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Line", into = "Line")]
pub struct ReferralFact {
    /// Which.
    pub id: ReferralId,
    /// The team.
    pub team: SupportTeam,
    /// The patient named in the request.
    pub patient: PatientId,
    /// The day on which it was asked for.
    pub asked: NaiveDate,
    /// The days on which its states began, in order; none before it was asked for.
    pub passages: Box<[(State, NaiveDate)]>,
}

/// A fact as it is kept.
type Line = (ReferralId, SupportTeam, PatientId, NaiveDate, Box<[(State, NaiveDate)]>);

impl From<Line> for ReferralFact {
    fn from((id, team, patient, asked, passages): Line) -> Self {
        Self { id, team, patient, asked, passages }
    }
}

impl From<ReferralFact> for Line {
    fn from(it: ReferralFact) -> Self {
        (it.id, it.team, it.patient, it.asked, it.passages)
    }
}

impl ReferralFact {
    /// What is counted of a referral.
    pub fn of(referral: &Referral) -> Self {
        let request = &referral.request;
        let asked = request.asked.date();
        let later = referral.passages.iter().filter(|passage| passage.state != State::Requested);
        Self {
            id: referral.id,
            team: request.team,
            patient: request.patient,
            asked,
            passages: later
                .map(|passage| (passage.state, passage.at.with_timezone(&JST).date_naive().max(asked)))
                .collect(),
        }
    }

    /// The days on which it first reached each stage that it reached, in the order of the course.
    pub fn reached(&self) -> impl Iterator<Item = (Stage, NaiveDate)> {
        let first = |stage: Stage| {
            let state = State::from(stage);
            self.passages.iter().find(|(reached, _)| *reached == state).map(|(_, day)| (stage, *day))
        };
        std::iter::once((Stage::Requested, self.asked)).chain(Stage::ALL.into_iter().skip(1).filter_map(first))
    }

    /// The days on which it ended, and how: it can be opened again by no step, so there is one at the most.
    pub fn end(&self) -> Option<(State, NaiveDate)> {
        self.passages.last().copied().filter(|(state, _)| !state.is_open())
    }
}
