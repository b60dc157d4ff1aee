//! Why a step of a care team is refused.

use serde::{Deserialize, Serialize};

use super::decide::{MemberStep, StandInStep};
use super::role::CareRole;
use super::{MemberNumber, MemberState, StandInNumber, StandInState};
use crate::domain::code::Code;

/// Why a step is refused. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareTeamProblem {
    /// The team has no such member.
    NoSuchMember {
        /// The number.
        member: MemberNumber,
    },
    /// The member's state does not allow this step.
    NotNow {
        /// The step that was tried.
        step: MemberStep,
        /// Where the member stands.
        state: MemberState,
    },
    /// Somebody has the role, which only one can have.
    RoleTaken {
        /// The role.
        role: CareRole,
        /// Who has it, as one line.
        by: String,
    },
    /// The same place or person is in the team, or is asked, in the same role.
    AlreadyThere {
        /// As what.
        role: CareRole,
        /// Who, as one line.
        who: String,
    },
    /// Somebody else: that is another member.
    OtherPerson,
    /// Neither a place nor a name.
    NobodyNamed,
    /// A text that is needed is empty.
    ReasonMissing,
    /// A text is longer than so many characters.
    TooLong {
        /// The most characters.
        limit: u32,
    },
    /// More members than a team can have, those who left included.
    TooMany {
        /// The most.
        limit: u32,
    },
    /// It is said to have happened, and lies ahead.
    InFuture,
    /// It lies before the day on which the member's state began.
    BeforeThat,
    /// The centre's list of professions does not hold this one.
    UnknownProfession {
        /// The code.
        code: Code,
    },
    /// The plan has a shift that is on no day or has no hours, or too many shifts.
    CoverImpossible,
    /// Those who have this role are not called at night.
    NoDuty {
        /// The role.
        role: CareRole,
    },
    /// The team rests already.
    Resting,
    /// The team does not rest.
    NotResting,
    /// The member has nothing to be told.
    NothingToTell,
    /// There is no such asking to stand in.
    NoSuchStandIn {
        /// The number.
        stand_in: StandInNumber,
    },
    /// It was answered already.
    StandInNotNow {
        /// The step that was tried.
        step: StandInStep,
        /// Where it stands.
        state: StandInState,
    },
    /// No hours are named, or they lie behind.
    NoHours,
    /// The hours are covered, or somebody was asked already.
    NothingUncovered,
    /// Nothing would change.
    NothingChanged,
    /// The patient died or moved away: nobody is asked any more.
    PatientGone,
    /// The record is merged: its team shows with the one that stands for it, where new members are asked.
    Merged,
}
