//! Reports as files: plain text, CSV in two encodings, workbooks. All of them are written from one grid, so that they say
//! the same.

mod csv;
mod grid;
mod text;
mod xlsx;
#[cfg(test)]
mod tests;

use crate::domain::settings::Settings;
use crate::domain::staff::Staff;
use crate::words::Lang;

pub use csv::{Encoding, cp932, csv};
pub use grid::{Cell, Grid, grids, notes};
pub use text::lines;
pub use xlsx::{XlsxError, xlsx};

/// Whose names stand in a report, and in which language.
#[derive(Clone, Copy)]
pub struct Office<'a> {
    /// The centre's areas and lists.
    pub settings: &'a Settings,
    /// Everybody at the centre.
    pub staff: &'a [Staff],
    /// The language.
    pub lang: Lang,
}
