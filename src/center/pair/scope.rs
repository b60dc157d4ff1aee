//! Whose pairs a person may read and work on.

use crate::api::Problem;
use crate::center::patient::Scope;
use crate::center::views::Views;
use crate::domain::event::Kind;
use crate::domain::id::{PairId, PatientId};
use crate::domain::staff::{Role, Staff};

/// Whether the person brings physicians together; others read, and a physician answers.
pub fn arranges(staff: &Staff) -> bool {
    [Role::Manager, Role::Coordinator].into_iter().any(|role| staff.holds(role))
}

/// Whether the person may take down what a physician answered.
pub fn answers(staff: &Staff) -> bool {
    arranges(staff) || staff.holds(Role::Physician)
}

/// How much this person may read of pairs; refused where nothing at all is for them.
pub fn reach(staff: &Staff) -> Result<Scope, Problem> {
    let scope = Scope::of(staff);
    if scope.is_clinical() { Ok(scope) } else { Err(Problem::NotAllowed) }
}

/// Refused like a pair that is not there: what may not be read is not hinted at.
pub fn check(scope: Scope, views: &Views, pair: PairId, patient: PatientId) -> Result<(), Problem> {
    if scope.is_clinical() && scope.holds(views, patient) {
        Ok(())
    } else {
        Err(Problem::NotFound { kind: Kind::PhysicianPair, id: pair.to_string() })
    }
}
