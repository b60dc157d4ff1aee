//! The centre's own affairs: settings and staff.

use super::reader::Reader;
use super::transaction::{Transaction, done};
use crate::api::access_log::AccessLogState;
use crate::api::centre::{CentreAnswer, CentreChange, CentreProblem, CentreRead, Welcome};
use crate::api::session::Access;
use crate::api::{Done, FieldProblem, PROGRAM, PROTOCOL, Problem};
use crate::domain::centre::{Centre, CentreEvent, CentreId};
use crate::domain::code::CodeList;
use crate::domain::id::StaffId;
use crate::domain::staff::{FullTimeEquivalent, Role, Staff, StaffEvent, StaffProfile};

/// The longest name of a Unix account, in bytes: what `login` keeps of one (`LOGIN_NAME_MAX`).
const LONGEST_ACCOUNT: usize = 256;

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
        access_log: AccessLogState::default(),
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
            if let Some(fault) = settings.funding.fault(&settings.codes) {
                return Err(CentreProblem::Funding(fault).into());
            }
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
            leaves_somebody(tx, &before, lets_in(&profile.roles, profile.account.as_deref()))?;
            tx.record::<Staff>(staff, StaffEvent::Changed(profile)).map(|staff| done(&staff, None))
        }
        CentreChange::Leave { staff, seen } => {
            let before = tx.get::<Staff>(staff)?;
            tx.seen(&before, seen)?;
            leaves_somebody(tx, &before, false)?;
            tx.record::<Staff>(staff, StaffEvent::Left).map(|staff| done(&staff, None))
        }
        CentreChange::Note { staff, event } => {
            tx.get::<Staff>(staff)?;
            tx.record::<Staff>(staff, event).map(|staff| done(&staff, None))
        }
    }
}

/// Whether somebody with these roles can let others in.
fn lets_in(roles: &[Role], account: Option<&str>) -> bool {
    account.is_some() && roles.iter().any(|role| matches!(role, Role::Manager | Role::Administrator))
}

/// A centre that nobody can let others into could not be mended from within: whoever is the last to do so stays.
fn leaves_somebody(tx: &Transaction, before: &Staff, still_does: bool) -> Result<(), Problem> {
    let does = |staff: &Staff| !staff.left && lets_in(&staff.roles, staff.account.as_deref());
    let others = || tx.views().staff.values().any(|other| other.id != before.id && does(other));
    if still_does || !does(before) || others() { Ok(()) } else { Err(CentreProblem::NobodyLeft.into()) }
}

fn check(tx: &Transaction, profile: &StaffProfile, of: Option<StaffId>) -> Result<(), Problem> {
    if profile.name.written.trim().is_empty() {
        return Err(Problem::field("name", FieldProblem::Missing));
    }
    if tx.settings().codes.find(CodeList::Professions, &profile.profession).is_none() {
        return Err(Problem::field("profession", FieldProblem::UnknownCode { code: profile.profession.0.clone() }));
    }
    if profile.account.is_some() && profile.roles.is_empty() {
        return Err(Problem::field("role", FieldProblem::Missing));
    }
    if profile.roles.contains(&Role::Team) && profile.team.is_none() {
        return Err(Problem::field("team", FieldProblem::Missing));
    }
    if profile.full_time_equivalent > FullTimeEquivalent::WHOLE {
        let (from, to) = ("0".to_owned(), FullTimeEquivalent::WHOLE.0.to_string());
        return Err(Problem::field("fte", FieldProblem::OutOfRange { from, to }));
    }
    if let Some(area) = profile.areas.iter().find(|area| tx.settings().city.area(area).is_none()) {
        return Err(Problem::field("area", FieldProblem::UnknownCode { code: area.0.clone() }));
    }
    if profile.account.as_deref().is_some_and(|account| !is_account(account)) {
        return Err(Problem::field("account", FieldProblem::Unreadable));
    }
    if let Some(account) = &profile.account
        && tx.views().by_account(account).is_some_and(|holder| Some(holder.id) != of)
    {
        return Err(Problem::field("account", FieldProblem::Taken));
    }
    Ok(())
}

/// Whether the system could have an account of this name; whether it has is for whoever makes accounts.
fn is_account(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '$' | '@' | '+' | '\\');
    !name.is_empty() && name.len() <= LONGEST_ACCOUNT && !name.starts_with('-') && name.chars().all(plain)
}
