//! コード内容別医療機関一覧: five columns without a header.

use std::collections::HashMap;

use super::care::rows_of;
use super::draft::Draft;
use super::header::other_format;
use super::table::{Row, Table};
use super::{Contents, Entry, Format};
use crate::domain::resource::address::{Address, prefecture_name};
use crate::domain::resource::intake::{FileProblem, Why};
use crate::domain::resource::{Field, Listing, ListingKey, ServiceKey, Source, number, service};

const COLUMNS: usize = 5;

/// Reads the table.
pub fn read(table: &Table) -> Result<Contents, FileProblem> {
    let first = table.rows.first().ok_or(FileProblem::Empty)?;
    if first.cells.len() != COLUMNS || !is_code(&first.cells[0]) {
        return Err(other_format(table, Format::InstitutionCodes));
    }
    let last = table.rows.last().unwrap_or(first);
    // The address comes last: only the line break shows that it is whole.
    if last.cells.len() < COLUMNS || !table.ended {
        return Err(FileProblem::CutShort { line: Some(last.line) });
    }
    let mut contents = Contents::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in &table.rows {
        let mut draft = Draft::new(row.line);
        let listing = match institution(row, &mut draft) {
            Ok(listing) => listing,
            Err(why) => {
                contents.reasons.push(why.at(row.line));
                continue;
            }
        };
        // An institution that is medical and dental at once stands in the list twice.
        match seen.get(&listing.key.id).map(|at| &mut contents.entries[*at]) {
            Some(entry) if entry.listing == listing => {
                entry.lines.push(row.line);
                contents.reasons.push(Why::Repeats.at(row.line));
            }
            Some(_) => contents.reasons.push(Why::Contradicts.at(row.line)),
            None => {
                seen.insert(listing.key.id.clone(), contents.entries.len());
                contents.entries.push(Entry { listing, lines: vec![row.line] });
                contents.reasons.append(&mut draft.reasons);
            }
        }
    }
    contents.rows = rows_of(&contents.entries, &contents.reasons);
    Ok(contents)
}

fn is_code(cell: &str) -> bool {
    let cell = crate::text::forms::to_ascii(cell.trim());
    cell.len() == 9 && cell.bytes().all(|b| b.is_ascii_digit())
}

fn institution(row: &Row, draft: &mut Draft) -> Result<Listing, Why> {
    if row.cells.len() != COLUMNS {
        let found = u32::try_from(row.cells.len()).unwrap_or(u32::MAX);
        return Err(Why::Cells { found, expected: 5 });
    }
    let whole = number::office_number(&row.cells[0]);
    let institution = number::office_number(&row.cells[1]);
    let bad = || Why::InstitutionNumber { found: row.cells[0].trim().chars().take(40).collect() };
    let prefecture =
        whole.strip_suffix(institution.as_str()).filter(|prefecture| prefecture.len() == 2).ok_or_else(bad)?;
    let code = number::insurance_code(prefecture, &institution).ok_or_else(bad)?;
    draft.site(Field::Name, &row.cells[2]);
    if draft.facts.is_empty() {
        return Err(Why::NoName);
    }
    draft.site(Field::PostalCode, &row.cells[3]);
    draft.address(&Address::of(prefecture_name(prefecture).unwrap_or_default(), "", &row.cells[4], ""));
    let kind = number::kind_of(&code, service::is_hospital(&row.cells[2], None));
    Ok(Listing {
        key: ListingKey { source: Source::InstitutionCodes, id: code.clone() },
        offices: vec![code.clone()],
        services: vec![ServiceKey { office: code, kind }],
        facts: std::mem::take(&mut draft.facts),
        notifications: Vec::new(),
    })
}
