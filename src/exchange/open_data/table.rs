//! Rows of cells out of a CSV file or a workbook, with the line of each; a file that ends in the middle is noticed.

use std::io::Cursor;
use std::panic;

use calamine::{Data, Reader, Xlsx, XlsxError};

use super::decode;
use crate::domain::resource::intake::FileProblem;

/// A row of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line that it starts in, counted from 1.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Rows of cells; rows whose cells are all empty are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether the last row ended with a line break.
    pub ended: bool,
}

/// The rows of a CSV file.
pub fn csv(bytes: &[u8]) -> Result<Table, FileProblem> {
    let text = decode::text(bytes)?;
    let text = text.trim_end_matches('\u{1a}');
    if text.trim().is_empty() {
        return Err(FileProblem::Empty);
    }
    if let Some(line) = open_quote(text) {
        return Err(FileProblem::CutShort { line: Some(line) });
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut table = Table { rows: Vec::new(), ended: text.ends_with(['\n', '\r']) };
    let (mut line, mut counted) = (1_u32, 0);
    let mut emptied = None;
    for record in reader.records() {
        let record = record.map_err(|_| FileProblem::Binary)?;
        // The record starts where the one before ended, which is before the line breaks between the two.
        let start = record.position().map_or(counted, |position| usize::try_from(position.byte()).unwrap_or(counted));
        let start = start + text[start..].bytes().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let breaks = text[counted..start].bytes().filter(|b| *b == b'\n').count();
        line = line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        counted = start;
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            table.rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
            emptied = None;
        } else {
            emptied = Some(Row { line, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    // Of a row that was cut before its first word only commas are left.
    if !table.ended {
        table.rows.extend(emptied);
    }
    Ok(table)
}

/// The line in which a quoted cell starts that never ends.
fn open_quote(text: &str) -> Option<u32> {
    let mut line = 1;
    let mut opened = None;
    let mut cell_starts = true;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (opened, c) {
            (None, '"') if cell_starts => opened = Some(line),
            (Some(_), '"') if chars.peek() == Some(&'"') => {
                chars.next();
            }
            (Some(_), '"') => opened = None,
            _ => {}
        }
        cell_starts = opened.is_none() && matches!(c, ',' | '\n' | '\r');
        line += u32::from(c == '\n');
    }
    opened
}

/// The rows of the sheet of a workbook that has the most of them.
pub fn workbook(bytes: &[u8]) -> Result<Table, FileProblem> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(FileProblem::OldWorkbook);
    }
    if !bytes.starts_with(b"PK") {
        return Err(FileProblem::NotAWorkbook);
    }
    // The reader is a stranger's: what it cannot take must not take the program along.
    let sheets = panic::catch_unwind(|| sheets(bytes)).unwrap_or(Err(FileProblem::CutShort { line: None }))?;
    let table = sheets.into_iter().max_by_key(|table| table.rows.len()).unwrap_or_default();
    if table.rows.is_empty() { Err(FileProblem::NoRows) } else { Ok(table) }
}

fn sheets(bytes: &[u8]) -> Result<Vec<Table>, FileProblem> {
    let fault = |error: XlsxError| match error {
        XlsxError::Password => FileProblem::OldWorkbook,
        // The directory of a ZIP file stands at its end: without it the file was cut, with it this is no workbook.
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound | XlsxError::NotAWorksheet(_) => {
            FileProblem::NotAWorkbook
        }
        _ => FileProblem::CutShort { line: None },
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(fault)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(fault)?;
        let first = range.start().map_or(0, |(row, _)| row);
        let rows = range.rows().zip(1_u32..).filter_map(|(cells, n)| {
            let cells: Vec<String> = cells.iter().map(shown).collect();
            cells.iter().any(|cell| !cell.trim().is_empty()).then_some(Row { line: first + n, cells })
        });
        sheets.push(Table { rows: rows.collect(), ended: true });
    }
    Ok(sheets)
}

/// A cell as text: whole numbers without a fraction, dates as `2026-11-22`.
fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

/// The name of a column without spaces and widths: `市区町村 コード（必須）` is `市区町村コード(必須)`.
pub fn column(cell: &str) -> String {
    cell.chars().map(crate::text::forms::ascii).filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_counts() {
        let table = csv("a,b\r\n\"x\r\ny\",2\r\n,\r\n\r\n3,\"4\"\"\"\r\n".as_bytes()).unwrap();
        let lines: Vec<u32> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 2, 6]);
        assert_eq!(table.rows[2].cells, ["3", "4\""]);
    }

    #[test]
    fn a_quote_that_never_ends_is_a_file_cut_short() {
        for (text, line) in
            [("a,b\n1,\"2\n3,4\n", Some(2)), ("a,b\n1,\"2\"\n", None), ("a,5\"\n1,2\n", None), ("\"a\"\"", Some(1))]
        {
            assert_eq!(open_quote(text), line, "{text}");
        }
    }
}
