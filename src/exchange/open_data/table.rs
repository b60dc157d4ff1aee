//! Rows of cells out of a CSV file or a workbook, with the line of each; a file that ends in the middle is noticed.
//!
//! What shows that a CSV file was cut: a character or a quoted cell that never ends, a last row with too few cells, and a
//! last row without its line break whose last cell is not quoted and says what no other row says in that column. So a file
//! that only lacks its last line break passes where the last cell is quoted, empty as in other rows, or says what another
//! row says. What cannot be seen: a cut exactly behind a row's line break; one within the last cell that leaves what
//! another row says, nothing among them, or nothing of the only row; one behind the first of two quotes in a quoted last
//! cell. Each costs at most the end of one cell, or rows that nobody could know of.

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
    /// Whether the last row may have ended within its last cell.
    pub cut: bool,
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
    let mut table = Table { rows: Vec::new(), ended: text.ends_with(['\n', '\r']), cut: false };
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
        table.cut = !text.ends_with('"') && last_cell_is_odd(&table.rows);
    }
    Ok(table)
}

/// Whether the last cell of the last row says what no other row says in that column. The first row is the header.
fn last_cell_is_odd(rows: &[Row]) -> bool {
    let [_, others @ .., last] = rows else { return false };
    let Some((at, cell)) = last.cells.iter().enumerate().next_back() else { return false };
    if others.is_empty() {
        // Files of a single row end in empty cells more often than not.
        return !cell.is_empty();
    }
    !others.iter().any(|row| row.cells.get(at) == Some(cell))
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
        sheets.push(Table { rows: rows.collect(), ended: true, cut: false });
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
    fn a_last_cell_without_its_line_break_must_say_what_another_says() {
        for (text, cut) in [
            ("a,b\n1,x\n2,y\n", false),
            ("a,b\n1,x\n2,y", true),
            ("a,b\n1,x\n2,x", false),
            ("a,b\n1,xy\n2,x", true),
            ("a,b\n1,\n2,", false),
            ("a,b\n1,x\n2,", true),
            ("a,b\n1,x\n2,\"y\"", false),
            ("a,b\n1,", false),
            ("a,b\n1,x", true),
            ("a,b", false),
        ] {
            assert_eq!(csv(text.as_bytes()).unwrap().cut, cut, "{text}");
        }
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
