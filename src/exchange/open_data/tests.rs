//! Every quirk of every format by the files in `fixtures/import`, the real files where they are, and mutated bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::domain::code::Code;
use crate::domain::resource::{FactKey, Field, ServiceKey};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import").join(name)).unwrap()
}

fn reasons(contents: &Contents) -> Vec<(u32, String)> {
    contents.reasons.iter().map(|reason| (reason.line, reason.why.word())).collect()
}

fn named(expected: &[(u32, &str)]) -> Vec<(u32, String)> {
    expected.iter().map(|(line, word)| (*line, (*word).to_owned())).collect()
}

fn at(contents: &Contents, line: u32) -> &Listing {
    &contents.entries.iter().find(|entry| entry.lines.contains(&line)).unwrap().listing
}

fn service_fact(listing: &Listing, field: Field) -> &str {
    let key = FactKey::service(listing.services[0].clone(), field);
    listing.facts.get(&key).map_or("", String::as_str)
}

fn kinds(listing: &Listing) -> Vec<&str> {
    listing.services.iter().map(|service| service.kind.0.as_str()).collect()
}

#[test]
fn the_disclosure_file_with_every_quirk() {
    let contents = read(Format::Kaigo, &fixture("kaigo.csv")).unwrap();
    assert_eq!((contents.rows, contents.entries.len()), (15, 12));
    let expected = [
        (4, "coordinates_zero"),
        (6, "coordinates_outside_japan"),
        (6, "url_is_mail"),
        (7, "phone_unreadable"),
        (7, "fax_unreadable"),
        (10, "unknown_service"),
        (11, "odd_office_number"),
        (11, "corporate_number_wrong_length"),
        (12, "no_name"),
        (13, "no_service"),
        (14, "no_office_number"),
        (16, "odd_office_number"),
        (16, "corporate_number_wrong_length"),
    ];
    let sorted: BTreeSet<(u32, String)> = reasons(&contents).into_iter().collect();
    assert_eq!(sorted, named(&expected).into_iter().collect());

    let nurses = at(&contents, 2);
    assert_eq!(nurses.fact(Field::Coordinates), "35.801200,139.950300");
    assert_eq!(nurses.fact(Field::CityCode), "482013");
    assert_eq!((nurses.fact(Field::City), nurses.fact(Field::Town)), ("汐見市", "本町1-2-3"));
    assert_eq!(service_fact(nurses, Field::Days), "月火水木金土祝");
    assert_eq!(service_fact(nurses, Field::Capacity), "", "0 is not applicable");
    let managers = at(&contents, 3);
    assert_eq!(managers.fact(Field::Prefecture), "若葉県");
    assert_eq!((managers.fact(Field::Town), managers.fact(Field::Phone)), ("本町一丁目2番3号", "047-330-0003"));
    assert_eq!((&nurses.offices, kinds(nurses), kinds(managers)), (&managers.offices, vec!["130"], vec!["430"]));

    let villa = at(&contents, 4);
    assert_eq!(villa.offices, ["48B0100019"]);
    assert_eq!(villa.fact(Field::Kana), "ヴィラシオミカイゴイリョウイン");
    assert_eq!((villa.fact(Field::Town), villa.fact(Field::Building)), ("元町2-10", "ヴィラビル"));
    assert_eq!((villa.fact(Field::Phone), villa.fact(Field::Url)), ("047-330-0004", "https://villa.example.jp"));
    assert_eq!(kinds(at(&contents, 5)), ["551"]);
    let day = at(&contents, 6);
    assert_eq!(
        (day.fact(Field::Kana), day.fact(Field::City), day.fact(Field::Mail)),
        ("サクラデイサービス", "汐見市", "sakura@example.jp")
    );
    assert_eq!((service_fact(day, Field::Capacity), service_fact(day, Field::Days)), ("18", "月火水木金日祝"));
    let bath = at(&contents, 7);
    assert_eq!((service_fact(bath, Field::Shared), bath.fact(Field::Url)), ("yes", "http://aoba.example.jp"));
    assert_eq!(bath.fact(Field::Note), "電話: 043-215-03330\nFAX: なし", "what could not be read is kept");
    let gulls = at(&contents, 8);
    assert_eq!(service_fact(gulls, Field::DaysNote), "送迎は8時～18時。\n年中無休");
    assert_eq!(service_fact(gulls, Field::Note), "1行目\n2行目");
    assert_eq!(kinds(at(&contents, 10)), ["other"]);
}

#[test]
fn columns_may_stand_in_any_order_without_a_mark() {
    let contents = read(Format::Kaigo, &fixture("kaigo_other_order.csv")).unwrap();
    let first = read(Format::Kaigo, &fixture("kaigo.csv")).unwrap();
    assert_eq!(contents.entries[0].listing, first.entries[0].listing);
    assert_eq!(contents.entries[1].listing, first.entries[1].listing);
}

#[test]
fn the_municipal_lists_in_cp932() {
    let contents = read(Format::Kaigo, &fixture("municipal_care_cp932.csv")).unwrap();
    assert_eq!((contents.rows, reasons(&contents)), (4, named(&[(5, "no_office_number")])));
    let first = at(&contents, 2);
    assert_eq!((first.fact(Field::Name), first.fact(Field::Extension)), ("髙﨑ケアプランセンター", "12"));
    assert_eq!(
        (kinds(at(&contents, 3)), service_fact(at(&contents, 3), Field::Days)),
        (vec!["150", "110"], "月火水木金土")
    );

    let contents = read(Format::Kaigo, &fixture("municipal_medical_cp932.csv")).unwrap();
    assert_eq!((contents.rows, reasons(&contents)), (3, vec![]));
    let clinic = at(&contents, 2);
    assert_eq!((clinic.offices[0].as_str(), kinds(clinic)), ("4810112345", vec!["clinic"]));
    assert_eq!((service_fact(clinic, Field::Hours), clinic.fact(Field::Departments)), ("09:00～18:00", "内科;小児科"));
    assert_eq!(kinds(at(&contents, 3)), ["dental"]);
    let pharmacy = at(&contents, 4);
    assert_eq!((kinds(pharmacy), service_fact(pharmacy, Field::DaysNote)), (vec!["pharmacy"], "第2土曜休み"));
}

#[test]
fn the_notifications_of_an_institution_are_one_entry() {
    let contents = read(Format::ShisetsuKijun, &fixture("shisetsu_kijun.xlsx")).unwrap();
    assert_eq!((contents.rows, contents.entries.len()), (10, 4));
    let expected = [
        (7, "date_unreadable"),
        (9, "differs_within_institution"),
        (10, "repeats_earlier_row"),
        (12, "bad_institution_number"),
        (13, "no_name"),
    ];
    assert_eq!(reasons(&contents), named(&expected));
    let clinic = at(&contents, 5);
    assert_eq!(clinic.offices, ["4810112345", "4830130017"], "the annexed dentist's number finds it too");
    assert_eq!((clinic.fact(Field::Phone), clinic.fact(Field::Town)), ("04-7133-1090", "末広町５‐１"));
    let signs: Vec<(&str, Option<String>)> =
        clinic.notifications.iter().map(|n| (n.sign.as_str(), n.from.map(|day| day.to_string()))).collect();
    let day = |text: &str| Some(text.to_owned());
    assert_eq!(signs, [("支援診２", day("2022-10-01")), ("在医総管１", day("2019-05-01")), ("在総", None)]);
    let hospital = at(&contents, 8);
    assert_eq!((kinds(hospital), hospital.fact(Field::Beds)), (vec!["hospital"], "一般200;精神32"));
    assert_eq!(hospital.notifications.len(), 2);
    assert_eq!((kinds(at(&contents, 11)), at(&contents, 11).notifications.len()), (vec!["clinic"], 0));
    assert_eq!(kinds(at(&contents, 14)), ["dental"]);
}

#[test]
fn institution_codes_without_a_header() {
    let contents = read(Format::InstitutionCodes, &fixture("institution_codes.csv")).unwrap();
    let expected = [
        (3, "postal_code_wrong_length"),
        (4, "repeats_earlier_row"),
        (5, "contradicts_earlier_row"),
        (6, "bad_institution_number"),
        (7, "no_name"),
        (8, "wrong_cell_count"),
    ];
    assert_eq!((contents.rows, reasons(&contents)), (9, named(&expected)));
    assert_eq!(
        contents.entries.iter().map(|entry| kinds(&entry.listing)[0]).collect::<Vec<_>>(),
        ["clinic", "dental", "hospital", "pharmacy"]
    );
    assert_eq!(contents.entries[2].lines, [3, 4]);
}

#[test]
fn the_flags_of_the_hospital_file_read_backwards() {
    let contents = read(Format::NaviiHospital, &fixture("navii_hospital.csv")).unwrap();
    assert_eq!((contents.rows, reasons(&contents)), (3, named(&[(4, "no_name")])));
    let city = at(&contents, 2);
    assert_eq!(service_fact(city, Field::Days), "月火水木金");
    assert_eq!(service_fact(city, Field::Closing), "土・日・祝\n12月29日\n1月3日");
    assert_eq!((city.fact(Field::CityCode), city.fact(Field::Beds)), ("482013", "一般200;精神32;計232"));
    let wave = at(&contents, 3);
    assert_eq!(wave.key.id, "48BYNCX00027");
    assert_eq!(service_fact(wave, Field::Days), "月火水金土祝", "what is not said is not open");
    assert_eq!(service_fact(wave, Field::Closing), "第2土・日");
    assert_eq!((wave.fact(Field::Coordinates), wave.fact(Field::Url)), ("", "http://nami.example.jp/"));
}

const FIXTURES: [(Format, &str); 7] = [
    (Format::Kaigo, "kaigo.csv"),
    (Format::Kaigo, "kaigo_other_order.csv"),
    (Format::Kaigo, "municipal_care_cp932.csv"),
    (Format::Kaigo, "municipal_medical_cp932.csv"),
    (Format::ShisetsuKijun, "shisetsu_kijun.xlsx"),
    (Format::InstitutionCodes, "institution_codes.csv"),
    (Format::NaviiHospital, "navii_hospital.csv"),
];

#[test]
fn a_file_of_another_format_is_named() {
    for (format, name) in FIXTURES {
        let bytes = fixture(name);
        for asked in Format::ALL.into_iter().filter(|asked| *asked != format) {
            let problem = read(asked, &bytes).unwrap_err();
            let expected = match (asked, format) {
                (Format::ShisetsuKijun, _) => FileProblem::NotAWorkbook,
                (_, Format::ShisetsuKijun) => FileProblem::Workbook,
                _ => FileProblem::OtherFormat { like: Some(format) },
            };
            assert_eq!(problem, expected, "{name} as {asked:?}");
        }
    }
    assert_eq!(read(Format::Kaigo, b"a,b\n1,2\n"), Err(FileProblem::OtherFormat { like: None }));
    assert_eq!(read(Format::InstitutionCodes, b"hello\n"), Err(FileProblem::OtherFormat { like: None }));
}

#[test]
fn what_is_no_such_file_gets_one_reason() {
    let text = String::from_utf8(fixture("kaigo.csv")).unwrap();
    let utf16: Vec<u8> = std::iter::once(0xfeff_u16).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (euc, _, _) = encoding_rs::EUC_JP.encode(text.trim_start_matches('\u{feff}'));
    let (jis, _, _) = encoding_rs::ISO_2022_JP.encode(&text);
    let mut broken = text.clone().into_bytes();
    let middle = text.char_indices().map(|(at, _)| at).find(|at| *at > broken.len() / 2).unwrap();
    broken[middle] = 0xff;
    let header_only = text.lines().next().unwrap();
    let twice = text.replacen("No,", "住所,", 1);
    for (bytes, problem) in [
        (Vec::new(), FileProblem::Empty),
        (b"\n\n".to_vec(), FileProblem::Empty),
        (utf16, FileProblem::OtherEncoding { name: Some("UTF-16") }),
        (euc.into_owned(), FileProblem::OtherEncoding { name: Some("EUC-JP") }),
        (jis.into_owned(), FileProblem::OtherEncoding { name: Some("ISO-2022-JP") }),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff\xfe".to_vec(), FileProblem::Binary),
        (vec![0xd0, 0xcf, 0x11, 0xe0, 0], FileProblem::OldWorkbook),
        (header_only.as_bytes().to_vec(), FileProblem::NoRows),
        (twice.into_bytes(), FileProblem::ColumnTwice { name: "住所".into() }),
    ] {
        assert_eq!(read(Format::Kaigo, &bytes), Err(problem));
    }
    assert!(matches!(read(Format::Kaigo, &broken), Err(FileProblem::BadBytes { .. })));
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(read_file(Format::Kaigo, here), Err(FileProblem::Directory));
    assert_eq!(read_file(Format::Kaigo, &here.join("no such file")), Err(FileProblem::Missing));
    assert_eq!(read_file(Format::Kaigo, Path::new("/dev/null")), Err(FileProblem::NotAFile));
}

/// Cut anywhere, a file is refused, or it was cut exactly behind a whole row.
#[test]
fn a_file_cut_short_is_noticed_wherever_it_was_cut() {
    for (format, name) in FIXTURES {
        let bytes = fixture(name);
        let whole = read(format, &bytes).unwrap();
        for length in 0..bytes.len() {
            let Ok(contents) = read(format, &bytes[..length]) else { continue };
            let rest = &bytes[length..];
            let at_row_end = bytes[..length].ends_with(b"\n") || rest.starts_with(b"\n") || rest.starts_with(b"\r\n");
            // A cut within the last cell passes where that says what another row says.
            let last_cell = || {
                let end = |line: &[u8]| line.rsplit(|b| *b == b',').next().unwrap().trim_ascii_end().to_vec();
                let mut lines: Vec<Vec<u8>> = bytes[..length].split(|b| *b == b'\n').map(end).collect();
                let last = lines.pop().unwrap();
                let alone = lines.len() == 1 && last.is_empty();
                last.ends_with(b"\"") || lines.contains(&last) || alone
            };
            assert!(
                at_row_end || last_cell(),
                "{name} cut at {length} of {} was taken: {}",
                bytes.len(),
                String::from_utf8_lossy(&bytes[..length])
            );
            assert!(contents.rows <= whole.rows);
        }
    }
}

fn shared() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if data.is_dir() {
        return Some(data);
    }
    println!("../shared/data is not there: the real files were not read");
    None
}

/// The rows of a CSV file, counted without a CSV reader.
fn rows_of_raw_csv(text: &str) -> usize {
    // A line break within quotes is not a row's end: rows end where the quotes so far are even in number.
    let mut quotes = 0;
    text.bytes()
        .filter(|b| {
            quotes += usize::from(*b == b'"');
            *b == b'\n' && quotes % 2 == 0
        })
        .count()
}

#[test]
fn the_real_files_give_the_figures_of_an_independent_count() {
    let Some(data) = shared() else { return };
    let mut paths: Vec<PathBuf> =
        fs::read_dir(data.join("kaigo")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut counted, mut read_rows) = (0, 0);
    let mut services: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        counted += rows_of_raw_csv(&text) - 1;
        let contents = read_file(Format::Kaigo, &path).unwrap();
        assert_eq!(contents.rows as usize, rows_of_raw_csv(&text) - 1, "{}", path.display());
        assert_eq!(contents.reasons.iter().filter(|reason| reason.why.refuses()).count(), 0);
        read_rows += contents.rows as usize;
        // The file's name holds the code of its service.
        let code = path.file_name().unwrap().to_str().unwrap()[9..12].to_owned();
        for entry in &contents.entries {
            assert_eq!(entry.listing.services[0].kind, Code::new(&code), "{}", path.display());
        }
        *services.entry(code).or_default() += contents.entries.len();
    }
    assert_eq!((counted, read_rows), (4_558, 4_558));
    assert_eq!((services["130"], services["430"]), (748, 1_659));

    let path = data.join("medical/med_inst_codes_chiba_202508.csv");
    let text = fs::read_to_string(&path).unwrap();
    let codes: BTreeSet<&str> = text.lines().filter_map(|line| line.split(',').next()).collect();
    let contents = read_file(Format::InstitutionCodes, &path).unwrap();
    assert_eq!((contents.rows as usize, contents.entries.len()), (text.lines().count(), codes.len()));

    let contents =
        read_file(Format::NaviiHospital, &data.join("medical/navii_hospital_facility_20250601_sample.csv")).unwrap();
    assert_eq!(contents.rows, 4);

    let contents = read_file(Format::ShisetsuKijun, &data.join("medical/shisetsu_kijun_chiba_r0710.xlsx")).unwrap();
    let notifications = || contents.entries.iter().flat_map(|entry| &entry.listing.notifications);
    let supports = notifications().filter(|n| n.sign.starts_with("支援診")).count();
    let sheet = sheet::Sheet::open(&data.join("medical/shisetsu_kijun_chiba_r0710.xlsx"));
    let (numbers, signs) = (sheet.column("医療機関番号"), sheet.column("受理記号"));
    let institutions: BTreeSet<(&str, &str)> = sheet.column("区分").into_iter().zip(numbers.iter().copied()).collect();
    assert_eq!((contents.rows as usize, contents.entries.len()), (numbers.len(), institutions.len()));
    assert_eq!(supports, signs.iter().filter(|sign| sign.starts_with("支援診")).count());
    let named = sheet.column("受理届出名称");
    let signed = signs.iter().zip(named).filter(|(sign, name)| !(sign.trim().is_empty() && name.trim().is_empty()));
    let repeated = contents.reasons.iter().filter(|reason| reason.why == Why::Repeats).count();
    assert_eq!(notifications().count() + repeated, signed.count());
}

/// Only the last line break is missing: nothing is lost, and nothing is refused.
#[test]
fn the_real_files_without_their_last_line_break_are_taken_all_the_same() {
    let Some(data) = shared() else { return };
    let navii = data.join("medical/navii_hospital_facility_20250601_sample.csv");
    let care = fs::read_dir(data.join("kaigo")).unwrap().map(|entry| (Format::Kaigo, entry.unwrap().path()));
    for (format, path) in care.chain([(Format::NaviiHospital, navii)]) {
        let bytes = fs::read(&path).unwrap();
        assert_eq!(read(format, bytes.trim_ascii_end()), read(format, &bytes), "{}", path.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn mutated_bytes_are_taken_or_refused_and_never_break(
        which in 0..FIXTURES.len(), spots in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>(), cuts in any::<bool>(),
    ) {
        let (format, name) = FIXTURES[which];
        let mut bytes = fixture(name);
        for (spot, byte) in spots {
            let at = spot.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        for asked in Format::ALL {
            if let Ok(contents) = read(asked, &bytes) {
                prop_assert_eq!(asked, format);
                let refused = contents.reasons.iter().filter(|reason| reason.why.refuses()).count();
                let taken: usize = contents.entries.iter().map(|entry| entry.lines.len()).sum();
                prop_assert_eq!(contents.rows as usize, refused + taken);
                for entry in &contents.entries {
                    for (key, value) in &entry.listing.facts {
                        prop_assert_eq!(key.field.read(value), Ok(value.clone()));
                        prop_assert_eq!(&key.to_string().parse::<FactKey>().unwrap(), key);
                    }
                    for service in &entry.listing.services {
                        prop_assert_eq!(&service.to_string().parse::<ServiceKey>().unwrap(), service);
                    }
                }
            }
        }
    }
}
