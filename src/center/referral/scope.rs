//! Whose referrals a person may read and work on.

use crate::api::Problem;
use crate::center::views::Views;
use crate::domain::id::PatientId;
use crate::domain::staff::{Role, Staff, SupportTeam};

/// What of referrals and introductions is for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of them.
    All,
    /// Those of the own team, and introductions of its patients.
    Team(SupportTeam),
    /// None.
    None,
}

impl Reach {
    /// What is for this person to read.
    pub fn of(staff: &Staff) -> Self {
        if [Role::Manager, Role::Coordinator, Role::Physician].into_iter().any(|role| staff.holds(role)) {
            return Self::All;
        }
        match staff.team {
            Some(team) if staff.holds(Role::Team) => Self::Team(team),
            _ => Self::None,
        }
    }

    /// Refused where nothing at all is for the person.
    pub fn check(self) -> Result<Self, Problem> {
        if self == Self::None { Err(Problem::NotAllowed) } else { Ok(self) }
    }

    /// Whether a referral to this team is for the person.
    pub fn holds_team(self, team: SupportTeam) -> bool {
        match self {
            Self::All => true,
            Self::Team(own) => own == team,
            Self::None => false,
        }
    }

    /// Whether an introduction of this patient is for the person.
    pub fn holds_patient(self, views: &Views, patient: PatientId) -> bool {
        match self {
            Self::All => true,
            Self::Team(team) => views.team_sees(team, patient),
            Self::None => false,
        }
    }
}

/// Whether the person works on cases; a physician who is nothing else advises and answers for consent only.
pub fn works_on_cases(staff: &Staff) -> bool {
    [Role::Manager, Role::Coordinator].into_iter().any(|role| staff.holds(role))
        || (staff.holds(Role::Team) && staff.team.is_some())
}
