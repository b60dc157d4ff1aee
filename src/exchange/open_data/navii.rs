//! 医療情報ネット（ナビイ）, the hospital file. Its closing-day flags read backwards: `1` is open, `0` closed.

use super::care::rows_of;
use super::draft::Draft;
use super::header::{Header, other_format};
use super::table::{Row, Table};
use super::{Contents, Entry, Format};
use crate::domain::code::Code;
use crate::domain::resource::address::Address;
use crate::domain::resource::intake::{FileProblem, Why};
use crate::domain::resource::{Field, Listing, ListingKey, ServiceKey, Source, service};

const WEEK: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

/// Reads the table.
pub fn read(table: &Table) -> Result<Contents, FileProblem> {
    let first = table.rows.first().ok_or(FileProblem::Empty)?;
    let known = |header: &Header| header.has_all(&["ID", "正式名称", "所在地"]);
    let header = Header::of(first).ok().filter(known).ok_or_else(|| other_format(table, Format::NaviiHospital))?;
    let mut contents = Contents::default();
    for row in header.rows(table, 0, &mut contents.reasons)? {
        let mut draft = Draft::new(row.line);
        match hospital(&header, row, &mut draft) {
            Ok(listing) => {
                contents.entries.push(Entry { listing, lines: vec![row.line] });
                contents.reasons.append(&mut draft.reasons);
            }
            Err(why) => contents.reasons.push(why.at(row.line)),
        }
    }
    contents.rows = rows_of(&contents.entries, &contents.reasons);
    Ok(contents)
}

fn hospital(header: &Header, row: &Row, draft: &mut Draft) -> Result<Listing, Why> {
    let cell = |name: &str| header.cell(row, &[name]);
    // Some have letters: text, never a number.
    let id: String = cell("ID").trim().chars().map(crate::text::forms::ascii).collect();
    if id.is_empty() {
        return Err(Why::NoOfficeNumber);
    }
    for (field, name) in [
        (Field::Name, "正式名称"),
        (Field::Kana, "正式名称（フリガナ）"),
        (Field::ShortName, "略称"),
        (Field::ShortKana, "略称（フリガナ）"),
        (Field::Latin, "英語表記（ローマ字表記）"),
        (Field::Url, "案内用ホームページアドレス"),
    ] {
        draft.site(field, cell(name));
    }
    if cell("正式名称").trim().is_empty() {
        return Err(Why::NoName);
    }
    city_code(cell("都道府県コード"), cell("市区町村コード"), draft);
    draft.address(&Address::of("", "", cell("所在地"), ""));
    draft.coordinates(cell("所在地座標（緯度）"), cell("所在地座標（経度）"), true);
    let kind = match cell("機関区分").trim() {
        "2" => service::CLINIC,
        "3" => service::DENTAL,
        "5" => service::PHARMACY,
        _ => service::HOSPITAL,
    };
    let service = ServiceKey { office: String::new(), kind: Code::new(kind) };
    days(header, row, draft, &service);
    beds(header, row, draft);
    Ok(Listing {
        key: ListingKey { source: Source::NaviiHospital, id },
        offices: Vec::new(),
        services: vec![service],
        facts: std::mem::take(&mut draft.facts),
        notifications: Vec::new(),
    })
}

/// Two digits and three without the check digit that others write.
fn city_code(prefecture: &str, city: &str, draft: &mut Draft) {
    let (prefecture, city) = (prefecture.trim(), city.trim());
    if !city.is_empty() {
        draft.site(Field::CityCode, &format!("{prefecture:0>2}{city:0>3}"));
    }
}

fn days(header: &Header, row: &Row, draft: &mut Draft, service: &ServiceKey) {
    let flag = |name: &str| header.cell(row, &[name]).trim();
    let mut open = String::new();
    let mut closed: Vec<String> = Vec::new();
    for day in WEEK {
        let weekly = flag(&format!("毎週決まった曜日に休診（{day}）"));
        match weekly {
            "1" => open.push_str(day),
            "0" => closed.push(day.to_owned()),
            _ => {}
        }
        // On a day of rest the weeks of the month have nothing to add.
        if weekly == "0" {
            continue;
        }
        for week in 1..=5 {
            if flag(&format!("決まった週に休診（定期週）第{week}週（{day}）")) == "0" {
                closed.push(format!("第{week}{day}"));
            }
        }
    }
    match flag("祝日に休診") {
        "1" => open.push('祝'),
        "0" => closed.push("祝".to_owned()),
        _ => {}
    }
    let other = flag("その他の休診日（gw、お盆等）");
    let lines = [closed.join("・"), other.to_owned()];
    draft.service(service, Field::Days, &open);
    draft.service(service, Field::Closing, &lines.join("\n"));
}

fn beds(header: &Header, row: &Row, draft: &mut Draft) {
    let kinds = [
        ("一般病床", "一般"),
        ("療養病床", "療養"),
        ("精神病床", "精神"),
        ("結核病床", "結核"),
        ("感染症病床", "感染"),
        ("合計病床数", "計"),
    ];
    let counted = kinds
        .iter()
        .map(|(name, short)| (header.cell(row, &[name]).trim(), short))
        .filter(|(count, _)| !matches!(*count, "" | "0"));
    let beds: Vec<String> = counted.map(|(count, short)| format!("{short}{count}")).collect();
    draft.site(Field::Beds, &beds.join(";"));
}
