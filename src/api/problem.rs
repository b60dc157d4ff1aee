//! Why a request was not done; the words for it live in `words::problem`.

use serde::{Deserialize, Serialize};

use crate::domain::event::Kind;
use crate::domain::id::{StaffId, Version};
use crate::domain::time::Moment;

/// Why a request was not done. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The caller's account belongs to no member of staff.
    Stranger {
        /// The Unix account.
        account: String,
    },
    /// The caller's roles do not allow it.
    NotAllowed,
    /// There is no such record, or it is not for the caller.
    NotFound {
        /// The kind of record.
        kind: Kind,
        /// What was asked for.
        id: String,
    },
    /// The record changed since the caller read it.
    Conflict {
        /// The kind of record.
        kind: Kind,
        /// Its identifier.
        id: String,
        /// The version that the caller saw.
        seen: Version,
        /// The version now.
        now: Version,
        /// Who changed it last, where the server still knows.
        by: Option<StaffId>,
        /// When.
        at: Option<Moment>,
    },
    /// A field holds what it cannot.
    Field {
        /// The field, as the request names it.
        field: String,
        /// What is wrong with it.
        what: FieldProblem,
    },
    /// The rules of the centre's own affairs forbid it.
    Centre(super::centre::CentreProblem),
    /// The access log cannot be read.
    AccessLog(super::access_log::AccessLogProblem),
    /// The rules of the consultation queue forbid it.
    Queue(super::queue::QueueProblem),
    /// The rules of patients forbid it.
    Patient(super::patient::PatientProblem),
    /// The rules of timelines forbid it.
    Timeline(super::timeline::EntryProblem),
    /// The rules of referrals and introductions forbid it.
    Referral(super::referral::ReferralProblem),
    /// The rules of pairs of physicians forbid it.
    Pair(super::pair::PairProblem),
    /// The rules of questions forbid it.
    Question(super::question::QuestionProblem),
    /// The rules of outreach forbid it.
    Outreach(super::outreach::OutreachProblem),
    /// The rules of advice of support physicians forbid it.
    SupportAdvice(super::support_advice::AdviceProblem),
    /// The rules of the region's shared record forbid it.
    Ict(super::ict::EnrolmentProblem),
    /// The rules of the regional resources forbid it.
    Resource(super::resource::ResourceProblem),
    /// The rules of the high-risk approach forbid it.
    Prevention(super::prevention::PreventionProblem),
    /// The rules of care teams forbid it.
    CareTeam(super::care_team::CareTeamProblem),
    /// The rules of absences forbid it.
    Absence(super::coverage::AbsenceProblem),
    /// The rules of regional issues forbid it.
    Region(super::region::RegionalIssueProblem),
    /// The period of a report cannot be closed.
    Report(super::report::ReportProblem),
    /// The session does not allow it.
    Session(super::session::SessionProblem),
    /// Client and server are of different versions.
    VersionMismatch {
        /// The version of the server's program.
        server: String,
    },
    /// The request is not one that the protocol knows.
    BadRequest {
        /// What the reader said.
        why: String,
    },
    /// The request or its answer is larger than a frame may be.
    TooLarge,
    /// The disk is full or failed: nothing is taken until there is room again.
    ReadOnly,
    /// The server is closing.
    Closing,
    /// Something broke inside; the server's log says what.
    Internal,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldProblem {
    /// It must be filled.
    Missing,
    /// It is longer than so many characters.
    TooLong {
        /// The most characters.
        limit: u32,
    },
    /// The centre's lists do not hold this code.
    UnknownCode {
        /// The code.
        code: String,
    },
    /// It lies outside of what is possible.
    OutOfRange {
        /// The smallest possible value, as written.
        from: String,
        /// The largest possible value, as written.
        to: String,
    },
    /// It lies in the future.
    InFuture,
    /// It lies in the past.
    InPast,
    /// Somebody else has it already.
    Taken,
    /// It cannot be read as what it should be.
    Unreadable,
}

impl Problem {
    /// A problem of one field.
    pub fn field(field: &str, what: FieldProblem) -> Self {
        Self::Field { field: field.to_owned(), what }
    }
}

impl From<super::access_log::AccessLogProblem> for Problem {
    fn from(problem: super::access_log::AccessLogProblem) -> Self {
        Self::AccessLog(problem)
    }
}

impl From<super::centre::CentreProblem> for Problem {
    fn from(problem: super::centre::CentreProblem) -> Self {
        Self::Centre(problem)
    }
}

impl From<super::patient::PatientProblem> for Problem {
    fn from(problem: super::patient::PatientProblem) -> Self {
        Self::Patient(problem)
    }
}

impl From<super::session::SessionProblem> for Problem {
    fn from(problem: super::session::SessionProblem) -> Self {
        Self::Session(problem)
    }
}

impl From<super::timeline::EntryProblem> for Problem {
    fn from(problem: super::timeline::EntryProblem) -> Self {
        Self::Timeline(problem)
    }
}

impl From<super::queue::QueueProblem> for Problem {
    fn from(problem: super::queue::QueueProblem) -> Self {
        Self::Queue(problem)
    }
}
