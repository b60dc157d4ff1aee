//! Open data on places of care and medicine, read into listings; each format in a file of its own.
//!
//! A file is taken as a whole or not at all: what cannot be its format, ends in the middle, or is in an encoding that
//! was not asked for is one [`FileProblem`]. A single bad row is refused and a single bad cell left out and flagged,
//! each with its line and the reason.

mod care;
mod decode;
mod draft;
mod header;
mod institutions;
mod navii;
#[cfg(test)]
mod sheet;
mod standards;
mod table;

#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use crate::domain::resource::Listing;

pub use crate::domain::resource::intake::{FileProblem, Format, Reason, RowKind, Why};

/// One entry with the lines that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the file says.
    pub listing: Listing,
    /// The rows, by line number counted from 1 as a text editor or a spreadsheet counts.
    pub lines: Vec<u32>,
}

/// What a file held. `rows` is the sum of the lines of all entries and of the rows refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Rows of data, the header and empty rows left out.
    pub rows: u32,
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
    /// What was wrong with cells and rows, in the order of the file.
    pub reasons: Vec<Reason>,
}

/// The largest file that is read: the national files together have a third of that.
const SIZE_LIMIT: u64 = 256 * 1024 * 1024;

/// Reads a file of this format from the disk.
pub fn read_file(format: Format, path: &Path) -> Result<Contents, FileProblem> {
    let about = fs::metadata(path).map_err(|error| problem(&error))?;
    if about.is_dir() {
        return Err(FileProblem::Directory);
    }
    if !about.is_file() {
        return Err(FileProblem::NotAFile);
    }
    if about.len() > SIZE_LIMIT {
        return Err(FileProblem::TooLarge);
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| problem(&error))?;
    file.take(SIZE_LIMIT).read_to_end(&mut bytes).map_err(|error| problem(&error))?;
    read(format, &bytes)
}

fn problem(error: &io::Error) -> FileProblem {
    match error.kind() {
        io::ErrorKind::NotFound => FileProblem::Missing,
        io::ErrorKind::PermissionDenied => FileProblem::Forbidden,
        io::ErrorKind::IsADirectory => FileProblem::Directory,
        _ => FileProblem::Unreadable { why: error.to_string() },
    }
}

/// Reads the bytes of a file of this format.
pub fn read(format: Format, bytes: &[u8]) -> Result<Contents, FileProblem> {
    if bytes.is_empty() {
        return Err(FileProblem::Empty);
    }
    let contents = match format {
        Format::Kaigo => care::read(&table::csv(bytes)?)?,
        Format::ShisetsuKijun => standards::read(&table::workbook(bytes)?)?,
        Format::InstitutionCodes => institutions::read(&table::csv(bytes)?)?,
        Format::NaviiHospital => navii::read(&table::csv(bytes)?)?,
    };
    if contents.rows == 0 { Err(FileProblem::NoRows) } else { Ok(contents) }
}
