//! Who is told what: a session hears only of records that its member of staff may read.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::patient::Scope;
use super::presence::may_know;
use super::referral::Reach;
use super::views::Views;
use super::{prevention, question, queue, region};
use crate::api::Notice;
use crate::api::news::Handed;
use crate::domain::aggregate::Stamp;
use crate::domain::consultation::Act;
use crate::domain::event::{Kind, Record};
use crate::domain::id::{PatientId, StaffId};
use crate::domain::staff::{Role, Staff};

/// What a session does with a notice; it must not wait.
pub type Hear = Box<dyn Fn(&Notice) + Send + Sync>;

struct Listener {
    staff: StaffId,
    hear: Hear,
}

/// All sessions that want to be told.
#[derive(Default)]
pub struct Listeners {
    all: Mutex<BTreeMap<u64, Listener>>,
    next: AtomicU64,
}

impl Listeners {
    /// Tells a session of this member of staff from now on.
    pub fn add(&self, staff: StaffId, hear: Hear) -> u64 {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.lock().insert(number, Listener { staff, hear });
        number
    }

    /// Ends that.
    pub fn remove(&self, number: u64) {
        self.lock().remove(&number);
    }

    /// Tells every session whose member may hear it.
    pub fn tell(&self, views: &Views, notice: &Notice) {
        for listener in self.lock().values() {
            if views.staff.get(&listener.staff).is_some_and(|staff| may_hear(views, staff, notice)) {
                (listener.hear)(notice);
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Listener>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn may_hear(views: &Views, staff: &Staff, notice: &Notice) -> bool {
    match notice {
        // Whoever left hears only that the server closes, which tells nothing.
        Notice::Closing => true,
        _ if staff.left => false,
        Notice::Changed { kind, id, patient, .. } => may_read(views, staff, *kind, id, *patient),
        Notice::Presence(presence) => may_know(views, staff, presence),
        // Whose hand it was knows.
        Notice::Handed(handed) => staff.id != handed.by && (staff.id == handed.to || Some(staff.id) == handed.from),
        Notice::Reload | Notice::ReadOnly | Notice::Writable | Notice::AccessLog(_) => true,
        // These are for one session, which hears them from its seat.
        Notice::Locked | Notice::Ended { .. } => false,
    }
}

/// What those are told between whom a case went, if this change was that.
pub fn handed(record: &Record, stamp: Stamp) -> Option<Handed> {
    let Record::Consultation(case) = record else { return None };
    let turn = case.course.last().filter(|turn| turn.stamp == stamp)?;
    let (from, reason) = match &turn.act {
        Act::TakenOver { from, reason } => (Some(*from), reason.clone()),
        Act::Assigned { .. } => (None, String::new()),
        _ => return None,
    };
    let (consultation, number, to) = (case.id, case.number, case.claimed_by?);
    Some(Handed { consultation, number, from, to, by: stamp.by, at: stamp.at, reason })
}

/// Whether this record is for the person to read, wherever it shows: the steps of consultations and referrals show on
/// their patient's timeline too.
pub fn may_read(views: &Views, staff: &Staff, kind: Kind, id: &str, patient: Option<PatientId>) -> bool {
    let scope = Scope::of(staff);
    let sees = || patient.is_some_and(|patient| scope.holds(views, patient));
    match kind {
        // Everybody is told of both at hello.
        Kind::Centre | Kind::Staff => true,
        Kind::Closing => staff.holds(Role::Manager),
        Kind::Site | Kind::Agreement | Kind::IctEnrolment => scope != Scope::Nothing,
        Kind::Patient => sees(),
        Kind::Entry | Kind::Introduction | Kind::PhysicianPair | Kind::CareTeam => scope.is_clinical() && sees(),
        Kind::Question => question::holds(views, Reach::of(staff), patient),
        // It is drawn from every case.
        Kind::RegionalIssue => region::reads(staff),
        // It names no patient; whom it concerns is cut where that is asked.
        Kind::Absence => scope.is_clinical(),
        Kind::Consultation => queue::holds(views, scope, patient),
        Kind::Screening | Kind::FractureCase | Kind::SupportAdvice | Kind::Outreach => {
            prevention::holds(views, scope, patient)
        }
        Kind::Referral => {
            let team = id.parse().ok().and_then(|id| views.referrals.referral(id)).map(|summary| summary.team);
            (scope.is_clinical() && sees()) || team.is_some_and(|team| Reach::of(staff).holds_team(team))
        }
    }
}

#[cfg(test)]
mod tests;
