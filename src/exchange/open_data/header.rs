//! Columns matched by name in any order, and what a file looks like by them.

use std::collections::HashMap;

use super::Format;
use super::table::{Row, Table, column};
use crate::domain::resource::intake::{FileProblem, Reason, Why};

/// Where the columns of a file are.
pub struct Header {
    columns: HashMap<String, usize>,
    /// How many there are.
    pub width: usize,
}

impl Header {
    /// The header in this row, trailing empty cells left out.
    pub fn of(row: &Row) -> Result<Self, FileProblem> {
        let mut columns = HashMap::new();
        let mut width = 0;
        for (at, cell) in row.cells.iter().enumerate() {
            let name = column(cell);
            if name.is_empty() {
                continue;
            }
            width = at + 1;
            if columns.insert(name, at).is_some() {
                return Err(FileProblem::ColumnTwice { name: cell.trim().to_owned() });
            }
        }
        Ok(Self { columns, width })
    }

    /// Whether there is a column of this name.
    pub fn has(&self, name: &str) -> bool {
        self.columns.contains_key(&column(name))
    }

    /// Whether all of these are there.
    pub fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }

    /// The cell of the first of these columns that the file has; empty if it has none.
    pub fn cell<'a>(&self, row: &'a Row, names: &[&str]) -> &'a str {
        let at = names.iter().find_map(|name| self.columns.get(&column(name)));
        at.and_then(|at| row.cells.get(*at)).map_or("", String::as_str)
    }

    /// The rows below the header; one of another width is refused, and if the last one is short, or odd at its end, the file was cut.
    pub fn rows<'a>(
        &self,
        table: &'a Table,
        header_at: usize,
        reasons: &mut Vec<Reason>,
    ) -> Result<Vec<&'a Row>, FileProblem> {
        let below = &table.rows[header_at + 1..];
        let mut whole = Vec::with_capacity(below.len());
        for (n, row) in below.iter().enumerate() {
            let found = row.cells.len();
            let extra = row.cells.iter().skip(self.width).any(|cell| !cell.trim().is_empty());
            if n + 1 == below.len() && (found < self.width || table.cut) {
                return Err(FileProblem::CutShort { line: Some(row.line) });
            }
            if found < self.width || extra {
                let count = |n| u32::try_from(n).unwrap_or(u32::MAX);
                reasons.push(Why::Cells { found: count(found), expected: count(self.width) }.at(row.line));
                continue;
            }
            whole.push(row);
        }
        Ok(whole)
    }
}

/// The format that the first rows of a file look like.
pub fn looks_like(table: &Table) -> Option<Format> {
    for row in table.rows.iter().take(30) {
        let Ok(header) = Header::of(row) else { continue };
        if header.has_all(&["医療機関番号", "医療機関名称"]) {
            return Some(Format::ShisetsuKijun);
        }
        if header.has_all(&["ID", "正式名称"]) {
            return Some(Format::NaviiHospital);
        }
        if header.has_all(&["事業所番号", "サービスの種類"])
            || header.has("実施サービス")
            || header.has("医療機関の種類")
        {
            return Some(Format::Kaigo);
        }
    }
    let first = table.rows.first()?;
    let digits = |cell: &str, count: usize| cell.len() == count && cell.bytes().all(|b| b.is_ascii_digit());
    (first.cells.len() == 5 && digits(&first.cells[0], 9) && digits(&first.cells[1], 7))
        .then_some(Format::InstitutionCodes)
}

/// The problem of a file that is not of the format asked for.
pub fn other_format(table: &Table, asked: Format) -> FileProblem {
    FileProblem::OtherFormat { like: looks_like(table).filter(|like| *like != asked) }
}
