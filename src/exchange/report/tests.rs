//! Files of a report read back: both encodings say the same, and a file says what the tables hold.

use super::{Encoding, Office, cp932, csv, grids, lines, xlsx};
use crate::api::report::Report;
use crate::domain::code::Code;
use crate::domain::consultation::Asker;
use crate::domain::report::{Column, ColumnId, Figure, Row, RowKey, Table, TableId, Value};
use crate::domain::settings::Settings;
use crate::exchange::city::default_settings;
use crate::words::Lang;
use crate::words::report as words;
use encoding_rs::SHIFT_JIS;

pub fn report() -> Report {
    let figure = |value, now: Option<u32>, before| Figure { value, now: now.map(Value::Count), before: Some(before) };
    let askers = Table {
        id: TableId::Askers,
        columns: vec![Column { id: ColumnId::New, adds_up: true }, Column { id: ColumnId::Persons, adds_up: false }],
        rows: vec![
            Row {
                key: RowKey::Asker(Asker::CareManager),
                figures: vec![
                    figure(Value::Count(12), Some(13), Value::Count(9)),
                    figure(Value::Masked, None, Value::Count(7)),
                ],
            },
            Row {
                key: RowKey::Topic(Code::new("discharge")),
                figures: vec![
                    figure(Value::Count(5), None, Value::Masked),
                    figure(Value::Count(0), None, Value::Count(0)),
                ],
            },
        ],
        total: Some(vec![
            figure(Value::Count(17), Some(18), Value::Count(20)),
            figure(Value::Count(16), None, Value::Count(7)),
        ]),
    };
    let days = Table {
        id: TableId::ReferralDays,
        columns: vec![Column { id: ColumnId::Days, adds_up: false }],
        rows: vec![Row { key: RowKey::WholeCourse, figures: vec![Value::Mean { days: 100, of: 3 }.into()] }],
        total: None,
    };
    Report {
        period: "2026-10".parse().unwrap(),
        made: "2026-11-02T09:00:00+09:00".parse().unwrap(),
        compared: Some("2025-10".parse().unwrap()),
        mask_below: 5,
        closed: None,
        corrected: Vec::new(),
        tables: vec![askers, days],
    }
}

const fn office(settings: &Settings, lang: Lang) -> Office<'_> {
    Office { settings, staff: &[], lang }
}

fn cells(line: &str) -> Vec<String> {
    line.split(',').map(str::to_owned).collect()
}

#[test]
fn a_csv_file_holds_every_figure_in_both_encodings() {
    let settings = default_settings().unwrap();
    let (utf8, _) = csv(&report(), office(&settings, Lang::Ja), Encoding::Utf8).unwrap();
    let text = String::from_utf8(utf8.strip_prefix(b"\xEF\xBB\xBF").unwrap().to_vec()).unwrap();
    let line = |start: &str| text.split("\r\n").find(|line| line.starts_with(start)).map(cells).unwrap();
    assert_eq!(
        line("区分"),
        "区分,新規,新規 訂正後,新規 前年,新規 増減,実数,実数 前年,実数 増減".split(',').collect::<Vec<_>>()
    );
    assert_eq!(line("ケアマネ,"), ["ケアマネ", "12", "13", "9", "4", "X", "7", "X"]);
    assert_eq!(line("合計"), ["合計", "17", "18", "20", "-2", "16", "7", "9"]);
    assert_eq!(line("依頼から終了まで"), ["依頼から終了まで", "33.3", "3", "-"]);
    let (sjis, missing) = csv(&report(), office(&settings, Lang::Ja), Encoding::Cp932).unwrap();
    let (read, _, broken) = SHIFT_JIS.decode(&sjis);
    assert!(!broken && missing == 0);
    assert_eq!(read, text.replace('〜', "～"));
}

#[test]
fn what_cp932_does_not_have_is_counted_and_never_an_entity() {
    let (bytes, missing) = cp932("髙﨑①〜−🏥𠮟");
    let (read, _, broken) = SHIFT_JIS.decode(&bytes);
    assert_eq!((read.as_ref(), broken, missing), ("髙﨑①～－〓〓", false, 2));
}

#[test]
fn text_keeps_every_column_straight_in_both_languages() {
    let settings = default_settings().unwrap();
    for lang in [Lang::Ja, Lang::En] {
        let lines = lines(&report(), office(&settings, lang));
        let grids = grids(&report(), office(&settings, lang));
        for grid in &grids {
            let (title, total) = (format!("[{}]", grid.title), words::TOTAL.say(lang));
            let at = lines.iter().position(|line| *line == title).unwrap();
            let table: Vec<&String> = lines[at + 1..].iter().take_while(|line| !line.is_empty()).collect();
            let widths: Vec<usize> =
                table.iter().take(3).map(|line| crate::text::width(line, crate::text::Ambiguous::Narrow)).collect();
            assert!(widths.iter().all(|width| *width == widths[0]), "{table:#?}");
            assert_eq!(table.iter().any(|line| line.starts_with(total)), grid.has_total);
        }
        assert!(lines.contains(&words::masked(5, lang)), "{lines:#?}");
    }
}

#[test]
fn a_workbook_is_read_back_with_its_figures_and_has_a_chart_a_table() {
    use calamine::{Data, Reader, Xlsx};
    use std::io::{Cursor, Read};

    let settings = default_settings().unwrap();
    for lang in [Lang::Ja, Lang::En] {
        let office = office(&settings, lang);
        let bytes = xlsx(&report(), office).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
        let names = book.sheet_names();
        let grids = grids(&report(), office);
        assert_eq!(names.len(), grids.len() + 1);
        for (name, grid) in names[1..].iter().zip(&grids) {
            let sheet = book.worksheet_range(name).unwrap();
            let heads = grid.heads();
            let rows: Vec<&[Data]> = sheet.rows().collect();
            let head = rows.iter().position(|row| row[0].to_string() == heads[0]).unwrap();
            assert_eq!(rows[head][..heads.len()].iter().map(ToString::to_string).collect::<Vec<_>>(), heads);
            for (row, (name, cells)) in rows[head + 1..].iter().zip(&grid.rows) {
                assert_eq!(row[0].to_string(), *name);
                for (read, cell) in row[1..].iter().zip(cells) {
                    match cell {
                        super::Cell::Number(number) => {
                            assert_eq!(read, &Data::Float(f64::from(i32::try_from(*number).unwrap())));
                        }
                        super::Cell::Days(days) => assert_eq!(read, &Data::Float(*days)),
                        text => assert_eq!(read, &Data::String(text.to_string())),
                    }
                }
            }
        }
        let mut files = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut charts = Vec::new();
        for at in 0..files.len() {
            let mut file = files.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            if name.starts_with("xl/charts/chart") {
                let mut xml = String::new();
                file.read_to_string(&mut xml).unwrap();
                charts.push((name, xml));
            }
        }
        charts.sort();
        assert_eq!(charts.len(), grids.len());
        // Two series, without the total: rows 2 and 3 below the head of the first table.
        assert_eq!(charts[0].1.matches("<c:ser>").count(), 2, "{}", charts[0].1);
        assert!(charts[0].1.contains("$B$5:$B$6"), "{}", charts[0].1);
    }
}
