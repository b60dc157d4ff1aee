//! The centre's own affairs: settings and staff.

use super::reader::Reader;
use super::transaction::{Transaction, done};
use crate::api::centre::{CentreAnswer, CentreChange, CentreRead, Welcome};
use crate::api::session::Access;
use crate::api::{Done, FieldProblem, PROGRAM, PROTOCOL, Problem};
use crate::domain::centre::{Centre, CentreEvent, CentreId};
use crate::domain::code::CodeList;
use crate::domain::id::StaffId;
use crate::domain::staff::{Staff, StaffEvent, StaffProfile};

/// What a caller is told at hello.
pub fn welcome(reader: &Reader, writable: bool) -> Welcome {
    Welcome {
        protocol: PROTOCOL,
        program: PROGRAM.to_owned(),
        staff: (*reader.actor).clone(),
        now: reader.now,
        everybody: everybody(reader),
        settings: reader.settings().clone(),
        writable,
        access: Access::Open,
        password: false,
    }
}

fn everybody(reader: &Reader) -> Vec<Staff> {
    reader.views().staff.values().map(|staff| (**staff).clone()).collect()
}

/// Answers a read.
pub fn read(reader: &Reader, request: &CentreRead, writable: bool) -> CentreAnswer {
    match request {
        CentreRead::Welcome => CentreAnswer::Welcome(Box::new(welcome(reader, writable))),
        CentreRead::Staff => CentreAnswer::Staff(everybody(reader)),
        CentreRead::Settings => CentreAnswer::Settings {
            version: reader.views().settings_version,
            settings: Box::new(reader.settings().clone()),
        },
    }
}

/// Makes a change.
pub fn change(tx: &mut Transaction, change: CentreChange) -> Result<Done, Problem> {
    match change {
        CentreChange::Settings { seen, settings } => {
            let centre = tx.get::<Centre>(CentreId)?;
            tx.seen(&centre, seen)?;
            tx.record::<Centre>(CentreId, CentreEvent::Changed(settings)).map(|centre| done(&centre, None))
        }
        CentreChange::Join(profile) => {
            check(tx, &profile, None)?;
            let id = StaffId(tx.next::<Staff>());
            tx.record::<Staff>(id, StaffEvent::Joined(profile)).map(|staff| done(&staff, None))
        }
        CentreChange::ChangeStaff { staff, seen, profile } => {
            let before = tx.get::<Staff>(staff)?;
            tx.seen(&before, seen)?;
            check(tx, &profile, Some(staff))?;
            tx.record::<Staff>(staff, StaffEvent::Changed(profile)).map(|staff| done(&staff, None))
        }
        CentreChange::Leave { staff, seen } => {
            let before = tx.get::<Staff>(staff)?;
            tx.seen(&before, seen)?;
            tx.record::<Staff>(staff, StaffEvent::Left).map(|staff| done(&staff, None))
        }
        CentreChange::Note { staff, event } => {
            tx.get::<Staff>(staff)?;
            tx.record::<Staff>(staff, event).map(|staff| done(&staff, None))
        }
    }
}

fn check(tx: &Transaction, profile: &StaffProfile, of: Option<StaffId>) -> Result<(), Problem> {
    if profile.name.written.trim().is_empty() {
        return Err(Problem::field("name", FieldProblem::Missing));
    }
    if tx.settings().codes.find(CodeList::Professions, &profile.profession).is_none() {
        return Err(Problem::field("profession", FieldProblem::UnknownCode { code: profile.profession.0.clone() }));
    }
    if let Some(account) = &profile.account
        && tx.views().by_account(account).is_some_and(|holder| Some(holder.id) != of)
    {
        return Err(Problem::field("account", FieldProblem::Taken));
    }
    Ok(())
}
