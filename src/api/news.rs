//! What a member should know on coming back: what others did to the own cases, and what waits.

use serde::{Deserialize, Serialize};

use crate::domain::consultation::{Act, ConsultationNumber};
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::time::Moment;

/// Requests about the caller's news.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewsRequest {
    /// What happened since this moment, and what waits.
    Since {
        /// None for the moment up to which the caller has seen everything.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Moment>,
    },
    /// The caller has seen everything up to this moment.
    Seen {
        /// The moment.
        at: Moment,
    },
}

/// Answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewsAnswer {
    /// To [`NewsRequest::Since`].
    News(News),
    /// To [`NewsRequest::Seen`].
    Noted,
}

/// What a member should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Since when; none for somebody who was never here before, who is told only what waits.
    pub since: Option<Moment>,
    /// The server's time.
    pub as_of: Moment,
    /// The lines, by what they say and then by time.
    pub lines: Vec<NewsLine>,
}

/// What a line says, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewsKind {
    /// Somebody took a case out of the member's hands.
    TakenFrom,
    /// Somebody gave the member a case.
    HandedTo,
    /// Somebody else did something in one of the member's cases.
    Changed,
    /// A question about the patient of one of the member's cases waits for its answer, or advice that is asked of the member.
    Question,
    /// Somebody is to be called back.
    CallBack,
    /// Its time is over.
    Overdue,
    /// It is due today.
    DueToday,
}

/// One thing that a member should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsLine {
    /// What it is.
    pub what: NewsKind,
    /// The kind of record that it leads to.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// What staff call it, such as `R8-0123`.
    pub name: String,
    /// The name of the person whom it is about; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// When it was done, or is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// What was done, where it was a turn of a consultation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// The reason, the question, what was said: one line; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl NewsLine {
    /// A line about this record that says nothing more yet.
    pub const fn plain(what: NewsKind, kind: Kind, id: String, name: String) -> Self {
        Self { what, kind, id, name, about: String::new(), by: None, at: None, act: None, text: String::new() }
    }
}

/// A case went from one member to another by somebody's hand; both are told, unless it was their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// Which.
    pub consultation: ConsultationId,
    /// Its number.
    pub number: ConsultationNumber,
    /// Who had it, if anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<StaffId>,
    /// Who has it now.
    pub to: StaffId,
    /// Who did that.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// Why; empty where it was only assigned.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
