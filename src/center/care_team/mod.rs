//! Care teams at the centre: what may be read of them, and each step.

mod candidates;
mod read;
mod sheet;
mod step;
#[cfg(test)]
pub(crate) mod tests;
pub mod view;

pub use read::{person, read, teams};
pub use step::{begin, filled_in, load};
pub use view::CareTeams;

use super::patient::Scope;
use super::transaction::{Transaction, done};
use crate::api::care_team::CareTeamChange;
use crate::api::{Done, Problem};
use crate::domain::event::Kind;
use crate::domain::staff::{Printed, Role, Staff, StaffEvent};

/// Makes a change.
pub fn change(tx: &mut Transaction, change: CareTeamChange) -> Result<Done, Problem> {
    let scope = Scope::of(tx.actor());
    match change {
        CareTeamChange::Step { team, seen, step } => {
            scope.check_clinical(tx.views(), team.patient())?;
            works_on_teams(tx.actor())?;
            step::take(tx, team, seen, *step)
        }
        CareTeamChange::Print { patient } => {
            scope.check(tx.views(), patient)?;
            let root = tx.views().patients.root(patient);
            if tx.views().patients.row(root).is_none() {
                return Err(Problem::NotFound { kind: Kind::Patient, id: patient.to_string() });
            }
            let by = tx.actor().id;
            let event = StaffEvent::Printed { what: Printed::CareTeam { patient: root } };
            tx.record::<Staff>(by, event).map(|staff| done(&staff, None))
        }
    }
}

/// Refused for those who only read teams.
pub fn works_on_teams(staff: &Staff) -> Result<(), Problem> {
    let may = [Role::Manager, Role::Coordinator].into_iter().any(|role| staff.holds(role));
    if may { Ok(()) } else { Err(Problem::NotAllowed) }
}
