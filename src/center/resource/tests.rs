//! Requests about resources in, events out.

use std::collections::BTreeSet;

use chrono::{DateTime, Days};

use super::*;
use crate::api::Window;
use crate::api::resource::{ImportSummary, ResourceFilter, ResourceRow};
use crate::center::testing::Desk;
use crate::domain::code::Code;
use crate::domain::id::StaffId;
use crate::domain::resource::{
    FactKey, Facts, Field, Listing, ListingKey, Notification, ResourceProblem, ServiceKey, SiteDraft, Source,
};
use crate::domain::time::Moment;

const ME: StaffId = StaffId(1);

fn desk() -> Desk {
    let now: Moment = DateTime::parse_from_rfc3339("2026-11-23T10:00:00+09:00").unwrap();
    Desk::new(now)
}

fn listing(source: Source, office: &str, kind: &str, name: &str, town: &str, phone: &str) -> Listing {
    let facts: Facts = [
        (Field::Name, name),
        (Field::Prefecture, "若葉県"),
        (Field::City, "汐見市"),
        (Field::Town, town),
        (Field::Phone, phone),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(field, value)| (FactKey::site(field), value.to_owned()))
    .collect();
    let kind = Code::new(kind);
    Listing {
        key: ListingKey { source, id: format!("{office}/{}", kind.0) },
        offices: vec![office.to_owned()],
        services: vec![ServiceKey { office: office.to_owned(), kind }],
        facts,
        notifications: Vec::new(),
    }
}

fn import(desk: &mut Desk, listings: Vec<Listing>) -> ImportSummary {
    let previewed =
        desk.read(ME, |r| read(r, &ResourceRead::Preview { listings: listings.clone(), staged: 0 })).unwrap();
    let done = desk.change(ME, |tx| change(tx, ResourceChange::Import { listings, staged: 0 })).unwrap();
    let Some(crate::api::More::Import(summary)) = done.more.map(|more| *more) else { panic!("no summary") };
    let ResourceAnswer::Preview(previewed) = previewed else { panic!("{previewed:?}") };
    assert_eq!(previewed, summary, "a dry run says what happens");
    summary
}

fn list(desk: &Desk, filter: ResourceFilter) -> Vec<ResourceRow> {
    match desk.read(ME, |r| read(r, &ResourceRead::List { filter, window: Window::default() })).unwrap() {
        ResourceAnswer::List(page) => page.rows,
        other => panic!("{other:?}"),
    }
}

fn detail(desk: &Desk, site: SiteId) -> ResourceDetail {
    match desk.read(ME, |r| read(r, &ResourceRead::Site { site })).unwrap() {
        ResourceAnswer::Site(detail) => *detail,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_office_of_several_files_is_one_place_with_several_services() {
    let mut desk = desk();
    let summary = import(
        &mut desk,
        vec![
            listing(Source::Kaigo, "1212415024", "130", "みどり診療所", "小金原4-3-2", ""),
            listing(Source::Kaigo, "1212415024", "140", "みどり診療所", "小金原四丁目3-2", "047-000-0001"),
            listing(Source::Kaigo, "1290000000", "150", "医療法人社団みどり診療所", "小金原４－３－２ みどりビル", ""),
            listing(Source::Kaigo, "1290000001", "150", "さくらデイ", "小金原4-3-2", ""),
        ],
    );
    assert_eq!((summary.added, summary.places_added), (4, 2));
    let again = import(
        &mut desk,
        vec![listing(
            Source::ShisetsuKijun,
            "1212415024",
            "clinic",
            "医療法人みどり会 みどり診療所",
            "小金原4-3-2",
            "047-000-0009",
        )],
    );
    assert_eq!((again.added, again.places_added, again.places_updated), (1, 0, 1));
    let rows = list(&desk, ResourceFilter::default());
    assert_eq!(rows.len(), 2);
    let green = rows.iter().find(|row| row.name.contains("みどり")).unwrap();
    assert_eq!(green.services.len(), 4);
    assert_eq!(green.phone, "047-000-0009", "the better source is believed");
    let care = ResourceFilter { service: Some(Code::new("130")), in_city: true, ..ResourceFilter::default() };
    assert_eq!(list(&desk, care).len(), 1);
}

#[test]
fn a_second_import_changes_nothing_and_writes_nothing() {
    let mut desk = desk();
    let mut clinic = listing(Source::ShisetsuKijun, "1212415024", "clinic", "みどり診療所", "小金原4-3-2", "");
    let notification = |sign: &str, number: &str| Notification {
        sign: sign.to_owned(),
        name: String::new(),
        number: number.to_owned(),
        from: None,
    };
    clinic.notifications = vec![notification("支援診２", "第1号"), notification("在医総管１", "第2号")];
    let first = import(&mut desk, vec![clinic.clone()]);
    assert_eq!((first.added, first.updated, first.unchanged), (2, 0, 0));
    let events = desk.events.len();
    let second = import(&mut desk, vec![clinic.clone()]);
    assert_eq!((second.added, second.updated, second.unchanged), (0, 0, 2));
    assert_eq!(desk.events.len(), events);
    clinic.notifications[0].number = "第9号".into();
    clinic.notifications.push(notification("在看", "第3号"));
    let third = import(&mut desk, vec![clinic.clone()]);
    assert_eq!((third.added, third.updated, third.unchanged), (1, 1, 1));
    clinic.notifications.remove(1);
    let fourth = import(&mut desk, vec![clinic]);
    assert_eq!((fourth.added, fourth.updated, fourth.unchanged), (0, 2, 0), "one was withdrawn");
}

#[test]
fn what_staff_settled_stays_and_the_difference_is_answered_one_by_one() {
    let mut desk = desk();
    import(&mut desk, vec![listing(Source::Kaigo, "1260190611", "130", "ひとみ訪問看護", "生実町25", "047-000-0001")]);
    let site = list(&desk, ResourceFilter::default())[0].site;
    let seen = detail(&desk, site).site.version;
    desk.change(ME, |tx| change(tx, ResourceChange::Check { site, seen, on: None })).unwrap();
    let summary = import(
        &mut desk,
        vec![listing(Source::Kaigo, "1260190611", "130", "ひとみ訪問看護", "生実町25", "047-000-0002")],
    );
    assert_eq!((summary.updated, summary.differences), (1, 1));
    let now = detail(&desk, site);
    assert_eq!(now.site.facts()[&FactKey::site(Field::Phone)], "047-000-0001");
    let differing = ResourceFilter { differing: true, ..ResourceFilter::default() };
    assert_eq!(list(&desk, differing.clone()).len(), 1);
    let key = FactKey::site(Field::Phone);
    let stale = change_problem(
        &mut desk,
        ResourceChange::Accept { site, seen, key: key.clone(), theirs: "047-000-0002".into() },
    );
    assert!(matches!(stale, Problem::Conflict { .. }));
    let accept = ResourceChange::Accept { site, seen: now.site.version, key, theirs: "047-000-0002".into() };
    desk.change(ME, |tx| change(tx, accept)).unwrap();
    assert!(list(&desk, differing).is_empty());
    assert_eq!(list(&desk, ResourceFilter::default())[0].phone, "047-000-0002");
}

fn change_problem(desk: &mut Desk, request: ResourceChange) -> Problem {
    desk.change(ME, |tx| change(tx, request)).unwrap_err()
}

#[test]
fn staff_enter_edit_and_close_a_place_and_the_round_starts_with_the_oldest() {
    let mut desk = desk();
    let service = ServiceKey { office: String::new(), kind: Code::new("pharmacy") };
    let draft = SiteDraft {
        facts: [
            (FactKey::site(Field::Name), "ひまわり薬局".to_owned()),
            (FactKey::site(Field::Phone), "0473660001".to_owned()),
        ]
        .into_iter()
        .collect(),
        add_services: BTreeSet::from([service]),
    };
    let nameless = SiteDraft { facts: Facts::new(), ..draft.clone() };
    let no_name = change_problem(&mut desk, ResourceChange::Register { draft: nameless });
    assert_eq!(no_name, Problem::Resource(ResourceProblem::NoName));
    desk.change(ME, |tx| change(tx, ResourceChange::Register { draft })).unwrap();
    desk.now = desk.now.checked_add_days(Days::new(1)).unwrap();
    import(&mut desk, vec![listing(Source::Kaigo, "1260190611", "130", "ひとみ訪問看護", "生実町25", "")]);
    let after = desk.read(ME, |r| r.settings().stale_after_days);
    desk.now = desk.now.checked_add_days(Days::new(u64::from(after) + 1)).unwrap();
    let round = list(&desk, ResourceFilter { stale: true, ..ResourceFilter::default() });
    assert_eq!(round.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["ひまわり薬局", "ひとみ訪問看護"]);
    assert_eq!(round[0].phone, "047-366-0001");
    let (site, seen) = (round[0].site, detail(&desk, round[0].site).site.version);
    let close = ResourceChange::Close { site, seen, on: None, why: "閉局".into() };
    desk.change(ME, |tx| change(tx, close)).unwrap();
    assert_eq!(list(&desk, ResourceFilter::default()).len(), 1);
    assert_eq!(list(&desk, ResourceFilter { closed: true, ..ResourceFilter::default() }).len(), 1);
}

/// `import` compares each with its dry run.
#[test]
fn a_dry_run_of_every_format_says_what_an_import_then_does() {
    use crate::domain::resource::gather::gather;
    use crate::exchange::open_data::{Format, read};
    let mut desk = desk();
    let mut added = 0;
    for (format, name) in [
        (Format::Kaigo, "kaigo.csv"),
        (Format::Kaigo, "municipal_care_cp932.csv"),
        (Format::ShisetsuKijun, "shisetsu_kijun.xlsx"),
        (Format::InstitutionCodes, "institution_codes.csv"),
        (Format::Kaigo, "municipal_medical_cp932.csv"),
        (Format::NaviiHospital, "navii_hospital.csv"),
        (Format::Kaigo, "kaigo_other_order.csv"),
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import").join(name);
        let entries = read(format, &std::fs::read(path).unwrap()).unwrap().entries;
        let listings = gather(entries.into_iter().map(|entry| (entry.listing, ())).collect()).taken;
        added += import(&mut desk, listings.into_iter().map(|(listing, ())| listing).collect()).places_added;
    }
    assert_eq!(list(&desk, ResourceFilter::default()).len(), added as usize);
}

/// All of the real files where they are: counted against their own lines, and a second time nothing changes.
#[test]
fn the_real_files_import_once() {
    use crate::domain::resource::gather::gather;
    use crate::exchange::open_data::{Format, read_file};
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !data.is_dir() {
        println!("../shared/data is not there: the real files were not imported");
        return;
    }
    let mut care: Vec<_> = std::fs::read_dir(data.join("kaigo")).unwrap().map(|entry| entry.unwrap().path()).collect();
    care.sort();
    let medical = |name: &str| vec![data.join("medical").join(name)];
    let mut desk = desk();
    for (format, paths, rows) in [
        (Format::Kaigo, care, 4_558),
        (Format::InstitutionCodes, medical("med_inst_codes_chiba_202508.csv"), 3_683),
        (Format::ShisetsuKijun, medical("shisetsu_kijun_chiba_r0710.xlsx"), 29_601),
        (Format::NaviiHospital, medical("navii_hospital_facility_20250601_sample.csv"), 4),
    ] {
        let entries = paths.iter().flat_map(|path| read_file(format, path).unwrap().entries);
        let listings = gather(entries.map(|entry| (entry.listing, ())).collect()).taken;
        let listings: Vec<Listing> = listings.into_iter().map(|(listing, ())| listing).collect();
        let first = import(&mut desk, listings.clone());
        assert_eq!((first.added, first.updated, first.unchanged), (rows, 0, 0), "{format:?}");
        let events = desk.events.len();
        let second = import(&mut desk, listings);
        assert_eq!((second.added, second.updated, second.unchanged), (0, 0, rows), "{format:?}");
        assert_eq!(desk.events.len(), events, "{format:?}");
    }
    let all = match desk.read(ME, |r| read(r, &ResourceRead::Counts)).unwrap() {
        ResourceAnswer::Counts(counts) => counts.all,
        other => panic!("{other:?}"),
    };
    // 3,697 institutions, and of 3,752 offices those that are none of them.
    assert!((7_100..7_300).contains(&all), "{all}");
}
