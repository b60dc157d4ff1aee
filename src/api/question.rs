//! Requests and answers about questions to physicians: lists, counts, one question, each step, answers in time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::patient::PatientRow;
use crate::domain::code::Code;
use crate::domain::consultation::State;
use crate::domain::id::{ConsultationId, PatientId, QuestionId, SiteId, StaffId, Version};
use crate::domain::question::{Answer, Inquiry, Question, QuestionState, Reminder, Share};
use crate::domain::time::Moment;

pub use crate::domain::question::QuestionProblem;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionRead {
    /// Questions, sorted and filtered, with the counts of all that the caller may read.
    List {
        /// Which.
        #[serde(default)]
        filter: QuestionFilter,
        /// In which order.
        #[serde(default)]
        order: QuestionOrder,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One question with what stands around it.
    Question {
        /// Which.
        question: QuestionId,
    },
    /// How many questions each organisation answered in time, by name.
    Shares {
        /// Of questions put on this day or later.
        #[serde(default)]
        from: Option<NaiveDate>,
        /// Of questions put on this day or before.
        #[serde(default)]
        to: Option<NaiveDate>,
    },
}

/// Which questions are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionFilter {
    /// In these states.
    pub states: Vec<QuestionState>,
    /// Only open ones, only ended ones, or all.
    pub open: Option<bool>,
    /// Only those whose time is over.
    pub overdue: bool,
    /// Only those that the caller recorded.
    pub mine: bool,
    /// Only about this patient, merged records included.
    pub patient: Option<PatientId>,
    /// Only to this place.
    pub place: Option<SiteId>,
    /// Whose patient, asker, physician or first line holds this text, or that have this number.
    pub text: String,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionOrder {
    /// What runs out first; what has ended comes last.
    #[default]
    Due,
    /// The newest first.
    Newest,
}

impl QuestionOrder {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Self; 2] = [Self::Due, Self::Newest];
}

/// A question as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRow {
    /// The number.
    pub id: QuestionId,
    /// The patient, as the record that stands for the one named in the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientRow>,
    /// Where it stands.
    pub state: QuestionState,
    /// When it was put.
    pub asked: Moment,
    /// When its time runs out; none once it has ended or the patient is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Moment>,
    /// The working minutes that are left; negative when its time is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remaining: Option<i64>,
    /// Whether its time is over.
    pub overdue: bool,
    /// The asker's profession.
    pub profession: Code,
    /// Who asks: organisation and name.
    pub from: String,
    /// Who is to answer: place and physician.
    pub to: String,
    /// How often the physician was reminded.
    pub reminders: u32,
    /// The first line of the question.
    pub line: String,
}

/// How many questions there are, of those that the caller may read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionCounts {
    /// Open.
    pub open: u32,
    /// Open, and their time is over.
    pub overdue: u32,
    /// Open, and their time ends today.
    pub today: u32,
    /// Open, and recorded by the caller.
    pub mine: u32,
}

/// The call that was made when a question's time ran out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRow {
    /// The consultation.
    pub consultation: ConsultationId,
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: State,
    /// Who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<StaffId>,
}

/// One question with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionDetail {
    /// The record.
    pub question: Question,
    /// As lists show it.
    pub row: QuestionRow,
    /// The number of the place that is to answer; empty where nobody knows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// The call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallRow>,
    /// How many questions the place answered in time within the last twelve months.
    pub share: Share,
    /// The middle of all organisations' shares in the same time, in percent; none while there are few.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median: Option<u32>,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionAnswer {
    /// To [`QuestionRead::List`].
    List {
        /// The rows.
        page: Page<QuestionRow>,
        /// The counts, whatever the filter.
        counts: QuestionCounts,
    },
    /// To [`QuestionRead::Question`].
    Question(Box<QuestionDetail>),
    /// To [`QuestionRead::Shares`].
    Shares {
        /// Each organisation, by how its name is read.
        shares: Vec<Share>,
        /// The middle of those with enough questions, in percent; none while there are few.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        median: Option<u32>,
    },
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionChange {
    /// A question is put.
    Ask(Box<Inquiry>),
    /// A step of a question.
    Step {
        /// Which.
        question: QuestionId,
        /// The version that the caller saw; reminders and answers overwrite nothing and are taken whatever it says.
        seen: Version,
        /// The step.
        step: QuestionAct,
    },
}

/// A step of a question, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionAct {
    /// The words are put right; patient, place and time stay.
    Amend(Box<Inquiry>),
    /// The physician was reminded.
    Remind(Reminder),
    /// The physician answered.
    Answer(Answer),
    /// The answer was written down wrongly.
    CorrectAnswer {
        /// What was wrong.
        reason: String,
        /// What is right.
        answer: Answer,
    },
    /// It is not to be answered any more.
    Withdraw {
        /// Why.
        reason: String,
    },
}

impl From<QuestionProblem> for super::Problem {
    fn from(problem: QuestionProblem) -> Self {
        Self::Question(problem)
    }
}
