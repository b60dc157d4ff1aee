//! Offices of long-term care: the disclosure system's files, and the two lists of the municipal standard data set.

use super::draft::Draft;
use super::header::{Header, other_format};
use super::table::{Row, Table};
use super::{Contents, Entry, Format};
use crate::domain::code::Code;
use crate::domain::resource::address::Address;
use crate::domain::resource::intake::{FileProblem, Reason, Why};
use crate::domain::resource::{Field, Listing, ListingKey, ServiceKey, Source, matching, number, service};

const CITY_CODE: &[&str] =
    &["都道府県コード又は市町村コード", "都道府県コード又は市区町村コード", "市区町村コード", "市町村コード"];
const NAME: &[&str] = &["事業所名", "介護サービス事業所名称", "名称"];
const KANA: &[&str] = &["事業所名カナ", "介護サービス事業所名称_カナ", "名称_カナ"];
const CITY: &[&str] = &["市区町村名", "市町村名"];
const BUILDING: &[&str] = &["方書（ビル名等）", "方書"];
const CORPORATION: &[&str] = &["法人の名称", "法人名称"];
const OFFICE: &[&str] = &["事業所番号"];
const INSTITUTION: &[&str] = &["医療機関コード"];

/// Reads a table of one of the three forms.
pub fn read(table: &Table) -> Result<Contents, FileProblem> {
    let other = || other_format(table, Format::Kaigo);
    let header = Header::of(table.rows.first().ok_or(FileProblem::Empty)?).map_err(|problem| match other() {
        FileProblem::OtherFormat { like: None } => problem,
        like => like,
    })?;
    let source = if header.has_all(&["事業所番号", "サービスの種類", "事業所名"]) {
        Source::Kaigo
    } else if header.has_all(&["介護サービス事業所名称", "実施サービス"]) {
        Source::MunicipalCare
    } else if header.has_all(&["名称", "医療機関の種類"]) {
        Source::MunicipalMedical
    } else {
        return Err(other());
    };
    let mut contents = Contents::default();
    let rows = header.rows(table, 0, &mut contents.reasons)?;
    for row in rows {
        let mut draft = Draft::new(row.line);
        match listing(source, &header, row, &mut draft) {
            Ok(listing) => {
                contents.entries.push(Entry { listing, lines: vec![row.line] });
                contents.reasons.append(&mut draft.reasons);
            }
            Err(why) => contents.reasons.push(why.at(row.line)),
        }
    }
    contents.reasons.sort_by_key(|reason| reason.line);
    contents.rows = rows_of(&contents.entries, &contents.reasons);
    Ok(contents)
}

/// The rows of all entries and all rows refused.
pub fn rows_of(entries: &[Entry], reasons: &[Reason]) -> u32 {
    let taken = entries.iter().map(|entry| entry.lines.len()).sum::<usize>();
    let refused = reasons.iter().filter(|reason| reason.why.refuses()).count();
    u32::try_from(taken + refused).unwrap_or(u32::MAX)
}

fn listing(source: Source, header: &Header, row: &Row, draft: &mut Draft) -> Result<Listing, Why> {
    let cell = |names: &[&str]| header.cell(row, names);
    draft.site(Field::Name, cell(NAME));
    if !draft.facts.keys().any(|key| key.field == Field::Name) {
        return Err(Why::NoName);
    }
    let office = office(source, cell(OFFICE), cell(INSTITUTION), cell(CITY_CODE), draft);
    let kinds = kinds(source, header, row, draft)?;
    let address = Address::of(cell(&["都道府県名"]), cell(CITY), cell(&["住所"]), cell(BUILDING));
    let identity = match (&office, source) {
        (Some(office), Source::MunicipalMedical) => office.clone(),
        (Some(office), _) => format!("{office}/{}", raw_kinds(&kinds)),
        // The municipal lists often leave the number out: then name and address identify the row.
        (None, Source::Kaigo) => return Err(Why::NoOfficeNumber),
        (None, _) => {
            let place = matching::place_key(cell(NAME), &address.line()).ok_or(Why::NoOfficeNumber)?;
            format!("{place}/{}", raw_kinds(&kinds))
        }
    };
    site_facts(header, row, draft, &address);
    let office = office.unwrap_or_default();
    let services: Vec<ServiceKey> =
        kinds.into_iter().map(|(kind, _)| ServiceKey { office: office.clone(), kind }).collect();
    if let Some(service) = services.first() {
        service_facts(header, row, draft, service);
    }
    let offices = if office.is_empty() { Vec::new() } else { vec![office] };
    Ok(Listing {
        key: ListingKey { source, id: identity },
        offices,
        services,
        facts: std::mem::take(&mut draft.facts),
        notifications: Vec::new(),
    })
}

/// The office number, or the insurance code that an institution code stands for.
fn office(source: Source, office: &str, institution: &str, city_code: &str, draft: &mut Draft) -> Option<String> {
    let raw = if source == Source::MunicipalMedical { institution } else { office };
    let number = number::office_number(raw);
    if number.is_empty() {
        return None;
    }
    if source == Source::MunicipalMedical && number.len() == 7 {
        let prefecture: String = city_code.trim().chars().take(2).collect();
        if let Some(code) = number::insurance_code(&prefecture, &number) {
            return Some(code);
        }
    }
    if !number::is_office_number(&number) {
        draft.flag(Why::OddOfficeNumber { found: raw.trim().chars().take(40).collect() });
    }
    // What separates the parts of a key does not belong into a number.
    Some(number.chars().filter(|c| !matches!(c, '/' | '.')).collect())
}

/// The kinds of services with the names that the row gives them.
fn kinds(source: Source, header: &Header, row: &Row, draft: &mut Draft) -> Result<Vec<(Code, String)>, Why> {
    let raw = header.cell(row, &["サービスの種類", "実施サービス", "医療機関の種類"]).trim();
    if raw.is_empty() {
        if source != Source::MunicipalMedical {
            return Err(Why::NoService);
        }
        // The list of institutions is one: only which kind is not said.
        let name = header.cell(row, NAME);
        let kind = service::medical_kind(name).unwrap_or_else(|| Code::new(service::CLINIC));
        return Ok(vec![(kind, String::new())]);
    }
    // One cell may name several; a name that is known as a whole is never divided.
    let known = |name: &str| {
        if source == Source::MunicipalMedical { service::medical_kind(name) } else { service::care_kind(name) }
    };
    let names: Vec<&str> = match known(raw) {
        Some(_) => vec![raw],
        None => {
            raw.split([';', '；', '、', ',', '/', '／', '\n']).map(str::trim).filter(|name| !name.is_empty()).collect()
        }
    };
    let mut kinds: Vec<(Code, String)> = Vec::new();
    for name in names {
        let kind = known(name).unwrap_or_else(|| {
            draft.flag(Why::UnknownService { found: name.chars().take(80).collect() });
            Code::new(service::OTHER)
        });
        if !kinds.iter().any(|(other, _)| *other == kind) {
            kinds.push((kind, name.to_owned()));
        }
    }
    if kinds.is_empty() { Err(Why::NoService) } else { Ok(kinds) }
}

/// The part of the identity that tells the services of one office apart: the code, or the name where there is none.
fn raw_kinds(kinds: &[(Code, String)]) -> String {
    let part = |(kind, name): &(Code, String)| if kind.0 == service::OTHER { name.clone() } else { kind.0.clone() };
    kinds.iter().map(part).collect::<Vec<_>>().join("+")
}

fn site_facts(header: &Header, row: &Row, draft: &mut Draft, address: &Address) {
    let cell = |names: &[&str]| header.cell(row, names);
    draft.address(address);
    for (field, names) in [
        (Field::Kana, KANA),
        (Field::Corporation, CORPORATION),
        (Field::CorporateNumber, &["法人番号"]),
        (Field::PostalCode, &["郵便番号"]),
        (Field::Phone, &["電話番号"]),
        (Field::Extension, &["内線番号"]),
        (Field::Fax, &["FAX番号"]),
        (Field::Url, &["URL"]),
        (Field::Departments, &["診療科目"]),
        (Field::AfterHours, &["時間外における対応"]),
    ] {
        draft.site(field, cell(names));
    }
    // A prefecture alone is two digits or six that end in zeros: it says nothing of the city.
    let code = cell(CITY_CODE).trim();
    if code.chars().count() > 2 && !code.ends_with("0000") {
        draft.site(Field::CityCode, code);
    }
    draft.coordinates(cell(&["緯度"]), cell(&["経度"]), false);
    let beds = cell(&["病床数"]).trim();
    if !beds.is_empty() && beds != "0" {
        let beds = beds.trim_end_matches('床');
        draft.site(Field::Beds, &format!("計{beds}"));
    }
}

fn service_facts(header: &Header, row: &Row, draft: &mut Draft, service: &ServiceKey) {
    let cell = |names: &[&str]| header.cell(row, names);
    draft.days(service, cell(&["利用可能曜日", "診療曜日"]), cell(&["利用可能曜日特記事項"]));
    let (from, to) = (cell(&["診療開始時間"]).trim(), cell(&["診療終了時間"]).trim());
    if !(from.is_empty() && to.is_empty()) {
        draft.service(service, Field::Hours, &format!("{from}～{to}"));
    }
    draft.service(service, Field::HoursNote, cell(&["診療日時特記事項"]));
    // 0 stands for not applicable: no service takes nobody.
    let capacity = cell(&["定員"]);
    if !matches!(capacity.trim(), "0" | "０") {
        draft.service(service, Field::Capacity, capacity);
    }
    let shared = cell(&["高齢者の方と障害者の方が同時一体的に利用できるサービス"]);
    draft.service(service, Field::Shared, shared);
    let stands = |cell: &str| if matches!(cell.trim(), "なし" | "無") { String::new() } else { cell.to_owned() };
    draft.service(service, Field::CareStandard, &stands(cell(&["介護保険の通常の指定基準を満たしている"])));
    draft.service(service, Field::DisabilityStandard, &stands(cell(&["障害福祉の通常の指定基準を満たしている"])));
    draft.service(service, Field::Note, cell(&["備考"]));
}
