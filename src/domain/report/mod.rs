//! Figures of a report as data: periods, tables, rows, columns, and what each figure is.
//!
//! A table says which of its columns add up to its total; rows of any other column overlap. Nothing here has words: the
//! names of tables, rows and columns belong to the screen's language.

mod closing;
mod period;
mod table;

pub use closing::{Closing, ClosingEvent, ReportProblem};
pub use period::{BadPeriod, Period};
pub use table::{Column, ColumnId, Figure, Row, RowKey, Table, TableId, Value};
