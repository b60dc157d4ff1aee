//! A report as CSV for a spreadsheet: one table below the other, each with its name above its head.

use encoding_rs::SHIFT_JIS;

use super::Office;
use super::grid::{grids, notes};
use crate::api::report::Report;
use crate::words::report as words;

/// How the characters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with the mark at its start by which spreadsheets know it.
    Utf8,
    /// CP932, the Shift_JIS of Windows.
    Cp932,
}

/// The mark at the start.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// In the place of a character that the encoding does not have.
const MISSING: char = '〓';

/// The file, and how many of its characters the encoding does not have.
pub fn csv(report: &Report, office: Office, encoding: Encoding) -> Result<(Vec<u8>, usize), csv::Error> {
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut line = |cells: &[String]| writer.write_record(cells);
    line(&[
        words::title(report.period, office.lang),
        office.settings.centre_name.clone(),
        words::made(report.made, office.lang),
    ])?;
    for note in notes(report, office) {
        line(&[note])?;
    }
    for grid in grids(report, office) {
        line(&[String::new()])?;
        let names: Vec<String> =
            std::iter::once(grid.title.clone()).chain(grid.notes.iter().map(|note| (*note).to_owned())).collect();
        line(&names)?;
        line(&grid.heads())?;
        for (name, row) in grid.rows {
            let cells: Vec<String> = std::iter::once(name).chain(row.iter().map(ToString::to_string)).collect();
            line(&cells)?;
        }
    }
    let written = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(match encoding {
        Encoding::Utf8 => ([MARK, written.as_slice()].concat(), 0),
        Encoding::Cp932 => cp932(&String::from_utf8_lossy(&written)),
    })
}

/// The text in CP932, and how many of its characters that does not have.
pub fn cp932(text: &str) -> (Vec<u8>, usize) {
    let mut missing = 0;
    let known: String = text
        .chars()
        .map(alike)
        .map(|c| {
            let mut bytes = [0; 4];
            let (_, _, unknown) = SHIFT_JIS.encode(c.encode_utf8(&mut bytes));
            if unknown {
                missing += 1;
                MISSING
            } else {
                c
            }
        })
        .collect();
    (SHIFT_JIS.encode(&known).0.into_owned(), missing)
}

/// Windows maps these to others that look the same.
const fn alike(c: char) -> char {
    match c {
        '〜' => '～',
        '−' => '－',
        '‖' => '∥',
        '—' => '―',
        '¢' => '￠',
        '£' => '￡',
        '¬' => '￢',
        other => other,
    }
}
