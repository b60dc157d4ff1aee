//! Requests and answers about reports: figures as tables, and the list that a figure was counted from.

use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
pub use crate::domain::report::ReportProblem;

use crate::domain::aggregate::Stamp;
use crate::domain::consultation::ConsultationNumber;
use crate::domain::event::Kind;
use crate::domain::month::Month;
use crate::domain::report::{ColumnId, Period, RowKey, Table, TableId};
use crate::domain::time::Moment;

/// Reads; managers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportRead {
    /// All tables of a month or of a fiscal year.
    Tables {
        /// Of what.
        period: Period,
        /// Whether the year before is set beside.
        #[serde(default)]
        compare: bool,
        /// Counts from 1 to below this are masked; 0 masks nothing.
        #[serde(default)]
        mask_below: u32,
    },
    /// What a figure was counted from, as it is counted now.
    Sources {
        /// Of what.
        period: Period,
        /// The table.
        table: TableId,
        /// The row.
        row: RowKey,
        /// The column.
        column: ColumnId,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
}

/// Changes; managers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportChange {
    /// Closes a period that is over: its figures stay as they are now, and later corrections stand beside them.
    Close {
        /// Which.
        period: Period,
        /// Its figures, which the server counts; nobody else can say them.
        #[serde(skip)]
        tables: Vec<Table>,
    },
}

/// Answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportAnswer {
    /// To [`ReportRead::Tables`].
    Tables(Report),
    /// To [`ReportRead::Sources`].
    Sources(Page<SourceRow>),
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Of what.
    pub period: Period,
    /// When it was counted.
    pub made: Moment,
    /// What is set beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<Period>,
    /// Counts from 1 to below this are masked; 0 masks nothing.
    #[serde(default)]
    pub mask_below: u32,
    /// When and by whom it was closed; its figures are those of that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Stamp>,
    /// Its months that were closed and for which something else is counted now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Month>,
    /// The tables, in the order of the report.
    pub tables: Vec<Table>,
}

/// Something that a figure was counted from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    /// Its kind.
    pub kind: Kind,
    /// Its identifier, such as `c45`.
    pub id: String,
    /// The number that staff call it by, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<ConsultationNumber>,
}

impl From<ReportProblem> for super::Problem {
    fn from(problem: ReportProblem) -> Self {
        Self::Report(problem)
    }
}
