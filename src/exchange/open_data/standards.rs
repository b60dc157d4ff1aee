//! 施設基準届出受理医療機関名簿: one row a notification, grouped by institution.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::care::rows_of;
use super::draft::Draft;
use super::header::{Header, other_format};
use super::table::{Row, Table};
use super::{Contents, Entry, Format};
use crate::domain::code::Code;
use crate::domain::resource::address::Address;
use crate::domain::resource::intake::{FileProblem, Why};
use crate::domain::resource::{
    FactProblem, Field, Listing, ListingKey, Notification, ServiceKey, Source, number, service,
};
use crate::text::parse_date;

const NAME: &[&str] = &["医療機関名称"];

/// The columns that speak of the institution rather than of a notification.
const HEAD: [&str; 7] = [
    "医療機関名称",
    "医療機関所在地（郵便番号）",
    "医療機関所在地（住所）",
    "電話番号",
    "FAX番号",
    "病床数",
    "併設医療機関番号",
];

/// Reads the table; the header is looked for below whatever stands above it.
pub fn read(table: &Table) -> Result<Contents, FileProblem> {
    let is_header =
        |row: &Row| Header::of(row).is_ok_and(|header| header.has_all(&["医療機関番号", "医療機関名称", "受理記号"]));
    let at =
        table.rows.iter().take(50).position(is_header).ok_or_else(|| other_format(table, Format::ShisetsuKijun))?;
    let header = Header::of(&table.rows[at])?;
    let mut contents = Contents::default();
    // Of every institution its entry and the cells that speak of it: they are read once.
    let mut places: HashMap<String, (usize, String)> = HashMap::new();
    for row in header.rows(table, at, &mut contents.reasons)? {
        let cell = |names: &[&str]| header.cell(row, names);
        let found = cell(&["医療機関番号"]).trim();
        let Some(code) = number::insurance_code(cell(&["都道府県コード"]), found) else {
            contents.reasons.push(Why::InstitutionNumber { found: found.chars().take(40).collect() }.at(row.line));
            continue;
        };
        if cell(NAME).trim().is_empty() {
            contents.reasons.push(Why::NoName.at(row.line));
            continue;
        }
        let mut draft = Draft::new(row.line);
        let head = HEAD.map(|name| cell(&[name])).join("\u{1f}");
        let at = if let Some((at, first)) = places.get(&code) {
            if *first != head {
                draft.flag(Why::OtherHead);
            }
            *at
        } else {
            let listing = institution(&header, row, &code, &mut draft);
            places.insert(code, (contents.entries.len(), head));
            contents.entries.push(Entry { listing, lines: Vec::new() });
            contents.entries.len() - 1
        };
        let entry = &mut contents.entries[at];
        entry.lines.push(row.line);
        if let Some(notification) = notification(&header, row, &mut draft) {
            if entry.listing.notifications.contains(&notification) {
                draft.flag(Why::Repeats);
            } else {
                entry.listing.notifications.push(notification);
            }
        }
        contents.reasons.append(&mut draft.reasons);
    }
    for entry in &mut contents.entries {
        settle_kind(&mut entry.listing);
    }
    contents.reasons.sort_by_key(|reason| reason.line);
    contents.rows = rows_of(&contents.entries, &contents.reasons);
    Ok(contents)
}

fn institution(header: &Header, row: &Row, code: &str, draft: &mut Draft) -> Listing {
    let cell = |names: &[&str]| header.cell(row, names);
    for (field, names) in [
        (Field::Name, NAME),
        (Field::PostalCode, &["医療機関所在地（郵便番号）"]),
        (Field::Phone, &["電話番号"]),
        (Field::Fax, &["FAX番号"]),
        (Field::CityCode, &["市町村コード"]),
    ] {
        draft.site(field, cell(names));
    }
    let address = Address::of(cell(&["都道府県名"]), cell(&["市町村名"]), cell(&["医療機関所在地（住所）"]), "");
    draft.address(&address);
    beds(cell(&["病床数"]), draft);
    let annexed = number::insurance_code(cell(&["都道府県コード"]), cell(&["併設医療機関番号"]));
    draft.site(Field::Annexed, annexed.as_deref().unwrap_or_default());
    let kind = match cell(&["区分"]).trim() {
        "歯科" => Code::new(service::DENTAL),
        "薬局" => Code::new(service::PHARMACY),
        _ => number::kind_of(code, false),
    };
    Listing {
        key: ListingKey { source: Source::ShisetsuKijun, id: code.to_owned() },
        offices: std::iter::once(code.to_owned()).chain(annexed).collect(),
        services: vec![ServiceKey { office: code.to_owned(), kind }],
        facts: std::mem::take(&mut draft.facts),
        notifications: Vec::new(),
    }
}

/// A clinic by its number is a hospital by its beds, its notifications or its name.
fn settle_kind(listing: &mut Listing) {
    let beds = total_beds(listing.fact(Field::Beds));
    let supports = listing.notifications.iter().any(|notification| notification.sign.starts_with("支援病"));
    let hospital = supports || service::is_hospital(listing.fact(Field::Name), beds);
    for service in &mut listing.services {
        if hospital && service.kind.0 == service::CLINIC {
            service.kind = Code::new(service::HOSPITAL);
        }
    }
}

fn total_beds(beds: &str) -> Option<u32> {
    let counts =
        beds.split(';').filter_map(|part| part.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok());
    (!beds.is_empty()).then(|| counts.sum())
}

/// `一般　　768／精神　　41／一般（感染）　　5` and `一般　一般　573` as `一般768;精神41;感染5`.
fn beds(cell: &str, draft: &mut Draft) {
    let mut parts = Vec::new();
    for part in cell.split(['／', '/']) {
        let ascii: String = part.chars().map(crate::text::forms::ascii).collect();
        let words: Vec<&str> = ascii.split(' ').map(str::trim).filter(|word| !word.is_empty()).collect();
        let (labels, count) = match words.split_last() {
            None => continue,
            Some((last, labels)) if last.bytes().all(|b| b.is_ascii_digit()) => (labels, *last),
            // A kind without a number says nothing of how many there are.
            Some(_) if words.iter().all(|word| !word.bytes().any(|b| b.is_ascii_digit())) => continue,
            Some(_) => return draft.cell(Field::Beds, FactProblem::Unreadable, cell),
        };
        let label = labels
            .last()
            .map_or("", |label| label.rsplit_once('(').map_or(*label, |(_, inner)| inner.trim_end_matches(')')));
        let label = if label.is_empty() { "計" } else { label };
        parts.push(format!("{label}{count}"));
    }
    draft.site(Field::Beds, &parts.join(";"));
}

fn notification(header: &Header, row: &Row, draft: &mut Draft) -> Option<Notification> {
    let tidy = |names: &[&str]| {
        let text = crate::text::normalise_input(header.cell(row, names)).into_owned();
        crate::text::neutralise(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
    };
    let (sign, name) = (tidy(&["受理記号"]), tidy(&["受理届出名称"]));
    let sign = if sign.is_empty() { name.clone() } else { sign };
    if sign.is_empty() {
        return None;
    }
    let found = header.cell(row, &["算定開始年月日"]).trim();
    let from = if found.is_empty() { None } else { date(found) };
    if from.is_none() && !found.is_empty() {
        draft.flag(Why::Date { found: found.chars().take(40).collect() });
    }
    Some(Notification { sign, name, number: tidy(&["受理番号"]), from })
}

/// An era date with its year; `today` does not enter into it.
fn date(text: &str) -> Option<NaiveDate> {
    let value = Field::Ended.read(text).ok()?;
    parse_date(&value, NaiveDate::default()).ok()
}
