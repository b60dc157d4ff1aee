//! Who may ask for what: one table for every request and change.
//!
//! The roles and what they may are those of the centre's rules: coordinators work on cases, team members on the
//! referrals of their team, physicians read cases and advise, clerks do reception and resources, administrators
//! see to accounts and keys and no case content, auditors see who saw and changed what and no content.

use crate::api::care_team::CareTeamChange;
use crate::api::centre::CentreChange;
use crate::api::journal::JournalRequest;
use crate::api::patient::PatientChange;
use crate::api::session::SessionRequest;
use crate::api::{Change, Problem, Request};
use crate::domain::staff::{Role, Staff};

use Role::{Administrator, Auditor, Clerk, Coordinator, Manager, Physician, Team};

fn any(staff: &Staff, roles: &[Role]) -> Result<(), Problem> {
    if roles.iter().any(|role| staff.holds(*role)) { Ok(()) } else { Err(Problem::NotAllowed) }
}

/// Whether this person may ask this at all; which rows they then see is decided where the rows are made.
pub fn read(staff: &Staff, request: &Request) -> Result<(), Problem> {
    match request {
        Request::Session(SessionRequest::List | SessionRequest::End { .. } | SessionRequest::IssuePassword { .. }) => {
            any(staff, &[Administrator, Manager])
        }
        // The rest of sessions is about the caller's own; whose tokens are seen is decided where they are.
        Request::Hello(_)
        | Request::Centre(_)
        | Request::Draft(_)
        | Request::Presence(_)
        | Request::News(_)
        | Request::Search(_)
        | Request::Session(_) => Ok(()),
        Request::Queue(_) => any(staff, &[Coordinator, Manager, Physician, Clerk]),
        // A clerk at reception sees who somebody is; the head is cut to that where it is made. Names and numbers of a
        // care team are printed by clerks too; whatever else they ask of teams is refused there.
        Request::Patient(_) | Request::Resource(_) | Request::Ict(_) | Request::CareTeam(_) => {
            any(staff, &[Coordinator, Manager, Physician, Team, Clerk])
        }
        Request::Timeline(_)
        | Request::Referral(_)
        | Request::Pair(_)
        | Request::Question(_)
        | Request::Coverage(_)
        | Request::Census(_)
        | Request::Prevention(_) => any(staff, &[Coordinator, Manager, Physician, Team]),
        // What is counted tells of every case.
        Request::Region(_) | Request::Outreach(_) | Request::SupportAdvice(_) => {
            any(staff, &[Coordinator, Manager, Physician])
        }
        Request::Funding(_) | Request::Report(_) => any(staff, &[Manager]),
        // Whether the chains are whole tells nothing of what is in them.
        Request::Journal(JournalRequest::Head | JournalRequest::Verify) => {
            any(staff, &[Administrator, Manager, Auditor])
        }
        Request::Journal(_) => any(staff, &[Administrator, Manager]),
        Request::AccessLog(_) => any(staff, &[Auditor, Manager]),
        Request::Change(asked) => change(staff, asked),
    }
}

/// Whether this person may make this change at all.
pub fn change(staff: &Staff, asked: &Change) -> Result<(), Problem> {
    match asked {
        // Only the server itself can say it, after it has checked the request that it is about.
        Change::Centre(CentreChange::Note { .. }) => Ok(()),
        Change::Centre(_) => any(staff, &[Administrator, Manager]),
        Change::Queue(_) => any(staff, &[Coordinator, Manager, Physician, Clerk]),
        Change::Patient(PatientChange::Register { .. } | PatientChange::Change { .. }) => {
            any(staff, &[Coordinator, Manager, Clerk])
        }
        Change::Timeline(_) | Change::Referral(_) | Change::Question(_) => {
            any(staff, &[Coordinator, Manager, Physician, Team])
        }
        // A physician only takes down answers; that is decided where the step is known.
        Change::Pair(_) | Change::Outreach(_) | Change::SupportAdvice(_) => {
            any(staff, &[Coordinator, Manager, Physician])
        }
        Change::CareTeam(CareTeamChange::Print { .. }) => any(staff, &[Coordinator, Manager, Physician, Team, Clerk]),
        Change::Patient(_) | Change::CareTeam(_) | Change::Coverage(_) | Change::Region(_) => {
            any(staff, &[Coordinator, Manager])
        }
        Change::Report(_) => any(staff, &[Manager]),
        Change::Prevention(_) => any(staff, &[Coordinator, Manager, Team]),
        Change::Resource(_) | Change::Ict(_) => any(staff, &[Coordinator, Manager, Clerk]),
    }
}
