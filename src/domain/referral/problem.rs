//! Why a step with a referral is refused, as data.

use serde::{Deserialize, Serialize};

use super::consent::ConsentStanding;
use super::course::{Outcome, State, Step};
use super::load::Load;
use super::score::Scale;
use crate::domain::id::StaffId;
use crate::domain::staff::SupportTeam;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralProblem {
    /// The state does not allow this step.
    NotNow {
        /// The step that was tried.
        step: Step,
        /// The state that it is in.
        state: State,
        /// The step that comes next.
        next: Option<Step>,
    },
    /// The step waits for the physician's consent.
    ConsentNeeded {
        /// The step that was tried.
        step: Step,
        /// Where the consent stands.
        standing: ConsentStanding,
    },
    /// There is no consent that could be taken back, or it was given already.
    ConsentIs {
        /// The step that was tried.
        step: Step,
        /// Where the consent stands.
        standing: ConsentStanding,
    },
    /// The person does not work for this team.
    NotOfTeam {
        /// Who.
        member: StaffId,
        /// The team of the referral.
        team: SupportTeam,
    },
    /// The person has left the centre.
    HasLeft {
        /// Who.
        member: StaffId,
    },
    /// The member has it already.
    HasIt {
        /// Who.
        member: StaffId,
    },
    /// The member has no room; it takes an explicit word to assign it all the same.
    OverCapacity(Load),
    /// An assessment without a contact or a score cannot end.
    NothingAssessed,
    /// The total lies outside of the scale.
    ScoreOutOfRange {
        /// The scale.
        scale: Scale,
        /// The total that was given.
        total: u16,
    },
    /// This outcome is only possible from a later state.
    TooEarly {
        /// The outcome that was named.
        outcome: Outcome,
        /// The state that it is in.
        state: State,
        /// The step that comes next.
        next: Option<Step>,
    },
    /// This outcome needs a physician who said no.
    NotRefused {
        /// Where the consent stands.
        standing: ConsentStanding,
    },
    /// Team and patient of a request do not change; a wrong one is cancelled.
    OtherCase,
}
