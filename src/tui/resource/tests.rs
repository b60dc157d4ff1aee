//! The pane by keys through the real loop, against a server that keeps three places.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::{Days, NaiveDate};

use super::ResourcePane;
use crate::api::resource::{
    ResourceAnswer, ResourceChange, ResourceCounts, ResourceDetail, ResourceFilter, ResourceRead, ResourceRow,
};
use crate::api::search::{SearchHit, SearchKind};
use crate::api::{Answer, Change, Done, Notice, Page, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::event::Kind;
use crate::domain::id::{SiteId, StaffId, Version};
use crate::domain::resource::{
    FactKey, Field, Listing, ListingKey, Notification, ServiceKey, Site, SiteDraft, SiteEvent, Source,
};
use crate::tui::testing::{Answering, Desk, Late, Setup, now, welcome};
use crate::words::Lang;

fn listing(office: &str, kinds: &[&str], facts: &[(Field, &str)]) -> Listing {
    Listing {
        key: ListingKey { source: Source::Kaigo, id: format!("{office}/{}", kinds[0]) },
        offices: vec![office.to_owned()],
        services: kinds.iter().map(|kind| ServiceKey { office: office.to_owned(), kind: Code::new(kind) }).collect(),
        facts: facts.iter().map(|(field, value)| (FactKey::site(*field), (*value).to_owned())).collect(),
        notifications: Vec::new(),
    }
}

fn stamp(days_ago: u64) -> Stamp {
    Stamp { at: now().checked_sub_days(Days::new(days_ago)).unwrap(), by: StaffId(1) }
}

/// A clinic that was checked and has differences, nurses whose entry is old, and a place beyond the city.
fn sites() -> Vec<Site> {
    let clinic = |phone: &str, fax: &str| {
        let mut clinic = listing(
            "4810112345",
            &["clinic", "140"],
            &[
                (Field::Name, "医療法人社団なぎさ会 なぎさクリニック"),
                (Field::Kana, "ナギサクリニック"),
                (Field::Prefecture, "若葉県"),
                (Field::City, "汐見市"),
                (Field::Town, "本町5-1"),
                (Field::Phone, phone),
                (Field::Fax, fax),
            ],
        );
        clinic.notifications = vec![Notification {
            sign: "支援診２".into(),
            name: "在宅療養支援診療所".into(),
            number: "第12号".into(),
            from: NaiveDate::from_ymd_opt(2022, 10, 1),
        }];
        clinic
    };
    let before = clinic("047-330-0010", "047-330-0011");
    let mut first = Site::begin(SiteId(1), &SiteEvent::Imported(vec![before]), &stamp(90)).unwrap();
    let reach = [
        (Field::Reach, "往診中は看護師が取る。急ぎは携帯へ"),
        (Field::FaxFirst, "yes"),
        (Field::CallHours, "12:30～13:30"),
    ];
    let facts = reach.into_iter().map(|(field, value)| (FactKey::site(field), value.to_owned())).collect();
    first.apply(&SiteEvent::Edited(SiteDraft { facts, add_services: BTreeSet::new() }), &stamp(80));
    first.apply(&SiteEvent::Checked { on: now().date_naive() - Days::new(80) }, &stamp(80));
    first.apply(&SiteEvent::Imported(vec![clinic("047-330-0099", "047-330-0012")]), &stamp(1));
    let nurses = listing(
        "4870100011",
        &["130"],
        &[
            (Field::Name, "みどり訪問看護ステーション"),
            (Field::City, "汐見市"),
            (Field::Town, "元町1-2-3"),
            (Field::Phone, "047-330-0001"),
        ],
    );
    let second = Site::begin(SiteId(2), &SiteEvent::Imported(vec![nurses]), &stamp(900)).unwrap();
    let far = listing("1270100011", &["430"], &[(Field::Name, "むつみケアプラン"), (Field::City, "となり町")]);
    let third = Site::begin(SiteId(3), &SiteEvent::Imported(vec![far]), &stamp(3)).unwrap();
    vec![first, second, third]
}

fn row(site: &Site) -> ResourceRow {
    let facts = site.facts();
    let fact = |field| facts.get(&FactKey::site(field)).cloned().unwrap_or_default();
    let city = welcome().settings.city;
    let area = site.area(&facts, &city).map(|area| area.code.clone());
    ResourceRow {
        site: site.id,
        name: fact(Field::Name),
        city: if area.is_none() { fact(Field::City) } else { String::new() },
        area,
        services: site.services_in_order().into_iter().map(|service| service.kind).collect(),
        phone: fact(Field::Phone),
        known_on: site.known_on(),
        checked: site.checked.is_some(),
        stale: site.is_stale(now().date_naive(), 180),
        differences: u32::try_from(site.differences().len()).unwrap(),
        closed: site.closed.is_some(),
    }
}

fn fits(row: &ResourceRow, filter: &ResourceFilter) -> bool {
    row.closed == filter.closed
        && (!filter.stale || row.stale)
        && (!filter.differing || row.differences > 0)
        && filter.area.as_ref().is_none_or(|area| row.area.as_ref() == Some(area))
        && filter.service.as_ref().is_none_or(|service| row.services.contains(service))
}

type Changes = Rc<RefCell<Vec<ResourceChange>>>;

fn desk(change: impl FnOnce(&mut Setup)) -> (Desk, Changes) {
    let (setup, changes, server) = parts(change);
    (setup.open(server), changes)
}

fn parts(change: impl FnOnce(&mut Setup)) -> (Setup, Changes, Answering) {
    let changes = Changes::default();
    let kept = Rc::clone(&changes);
    let mut sites = sites();
    let mut setup = Setup::of(vec![Box::new(ResourcePane::default())]);
    change(&mut setup);
    let server = move |request: &Request| {
        let answer = |answer| Some(Ok(Answer::Resource(Box::new(answer))));
        match request {
            Request::Resource(ResourceRead::List { filter, window }) => {
                let rows: Vec<_> = sites.iter().map(row).filter(|row| fits(row, filter)).collect();
                answer(ResourceAnswer::List(Page::of(&rows, *window, Clone::clone)))
            }
            Request::Resource(ResourceRead::Site { site }) => {
                let site = sites.iter().find(|known| known.id == *site)?.clone();
                let (area, differences) = (row(&site).area, site.differences());
                let stale = site.is_stale(now().date_naive(), 180);
                answer(ResourceAnswer::Site(Box::new(ResourceDetail {
                    site,
                    area,
                    stale,
                    differences,
                    pairs: None,
                    joined: vec![],
                })))
            }
            Request::Resource(ResourceRead::Place { filter, site }) => {
                let mut rows = sites.iter().map(row).filter(|row| fits(row, filter));
                answer(ResourceAnswer::Place(
                    rows.position(|row| row.site == *site).and_then(|at| u32::try_from(at).ok()),
                ))
            }
            Request::Resource(ResourceRead::Counts) => {
                answer(ResourceAnswer::Counts(ResourceCounts { all: 3, in_city: 2, stale: 1, differing: 1 }))
            }
            Request::Search(_) => Some(Ok(Answer::Search(vec![SearchHit {
                id: "s2".into(),
                kind: SearchKind::Resources,
                name: "みどり訪問看護ステーション".into(),
                reading: String::new(),
                area: Some(AreaCode("honcho".into())),
                score: 10,
                about: "訪問看護".into(),
                phone: "047-330-0001".into(),
                sources: Vec::new(),
            }]))),
            Request::Change(Change::Resource(change)) => {
                kept.borrow_mut().push(change.clone());
                let (id, event) = match change.clone() {
                    ResourceChange::Check { site, .. } => (site, SiteEvent::Checked { on: now().date_naive() }),
                    ResourceChange::Accept { site, key, theirs, .. } => {
                        (site, SiteEvent::Accepted { key, value: theirs })
                    }
                    ResourceChange::Dismiss { site, key, theirs, .. } => {
                        (site, SiteEvent::Dismissed { key, value: theirs })
                    }
                    ResourceChange::Edit { site, draft, .. } => (site, SiteEvent::Edited(draft)),
                    _ => (SiteId(0), SiteEvent::Reopened),
                };
                if let Some(site) = sites.iter_mut().find(|site| site.id == id) {
                    site.apply(&event, &stamp(0));
                }
                let done = Done { kind: Kind::Site, id: id.to_string(), version: Version(9), number: None, more: None };
                Some(Ok(Answer::Done(done)))
            }
            Request::Draft(_) => Some(Ok(Answer::Draft(Vec::new()))),
            _ => None,
        }
    };
    (setup, changes, Box::new(server))
}

fn last(changes: &Changes) -> ResourceChange {
    changes.borrow().last().cloned().unwrap()
}

fn changed(id: u64) -> Notice {
    Notice::Changed {
        kind: Kind::Site,
        id: format!("s{id}"),
        patient: None,
        version: Version(9),
        by: StaffId(1),
        at: now(),
    }
}

#[test]
fn the_list_and_one_place_with_its_differences() {
    let (desk, _) = desk(|_| {});
    insta::assert_snapshot!("resources", desk.screen());
}

#[test]
fn side_by_side_in_english() {
    let (desk, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    insta::assert_snapshot!("resources_wide_en", desk.screen());
}

#[test]
fn differences_are_answered_one_by_one() {
    let (mut desk, changes) = desk(|_| {});
    desk.press("d a").notice(changed(1));
    let ResourceChange::Accept { key, theirs, .. } = last(&changes) else { panic!() };
    assert_eq!((key.field, theirs.as_str()), (Field::Fax, "047-330-0012"));
    desk.press("x").notice(changed(1));
    assert!(matches!(last(&changes), ResourceChange::Dismiss { .. }));
    let screen = desk.screen();
    assert!(screen.contains("047-330-0010") && screen.contains("047-330-0012"), "{screen}");
    desk.press("a");
    assert!(desk.screen().contains("差分はありません"), "{}", desk.screen());
    assert_eq!(changes.borrow().len(), 2);
}

#[test]
fn a_stale_place_is_checked_with_one_key() {
    let (mut desk, changes) = desk(|_| {});
    desk.press("s");
    assert!(!desk.screen().contains("なぎさ"), "{}", desk.screen());
    desk.press("c").notice(changed(2));
    assert!(matches!(last(&changes), ResourceChange::Check { site: SiteId(2), on: None, .. }), "{:?}", last(&changes));
}

#[test]
fn a_check_typed_ahead_is_of_the_row_it_was_typed_for() {
    let (setup, changes, server) = parts(|_| {});
    let mut late = Late::open(setup, server);
    late.catch_up();
    late.desk.press("j c");
    assert!(changes.borrow().is_empty());
    late.catch_up();
    assert!(matches!(last(&changes), ResourceChange::Check { site: SiteId(2), .. }), "{:?}", last(&changes));
}

#[test]
fn facts_are_changed_in_a_form_that_reads_them_as_the_server_will() {
    let (mut desk, changes) = desk(|_| {});
    desk.press("m");
    insta::assert_snapshot!("reach_form", desk.screen());
    desk.press("Tab Tab Tab").type_text("ベッド1床").press("C-s");
    let ResourceChange::Edit { draft, .. } = last(&changes) else { panic!() };
    assert_eq!(draft.facts[&FactKey::site(Field::Vacancy)], "ベッド1床");
    desk.press("n").type_text("ひまわり薬局").press("C-s");
    let ResourceChange::Register { draft } = last(&changes) else { panic!() };
    assert_eq!(draft.facts[&FactKey::site(Field::City)], "汐見市");
    desk.press("v v v v v e Tab Tab Tab").type_text("たくさん").press("C-s");
    assert!(desk.screen().contains("読み取れません"), "{}", desk.screen());
}

#[test]
fn what_others_write_while_a_form_is_open_is_put_together_with_what_is_typed() {
    let (setup, changes, mut server) = parts(|_| {});
    let others = Rc::new(RefCell::new(Vec::<(Field, &str)>::new()));
    let waiting = Rc::clone(&others);
    let mut desk = setup.open(move |request| {
        let facts = std::mem::take(&mut *waiting.borrow_mut());
        if !facts.is_empty() {
            let facts = facts.into_iter().map(|(field, value)| (FactKey::site(field), value.to_owned())).collect();
            let draft = SiteDraft { facts, add_services: BTreeSet::new() };
            let edit = ResourceChange::Edit { site: SiteId(1), seen: Version(1), draft };
            let _ = server(&Request::Change(Change::Resource(edit)));
        }
        server(request)
    });
    desk.press("m Tab Tab Tab").type_text("ベッド1床");
    others.borrow_mut().extend([(Field::Vacancy, "満床"), (Field::Phone, "047-330-9999")]);
    desk.notice(changed(1));
    assert!(desk.screen().contains("の入力: 満床"), "{}", desk.screen());
    desk.press("C-s");
    let ResourceChange::Edit { draft, seen, .. } = last(&changes) else { panic!() };
    assert_eq!(draft.facts[&FactKey::site(Field::Vacancy)], "ベッド1床");
    assert_eq!(draft.facts[&FactKey::site(Field::Phone)], "047-330-9999", "what does not overlap is theirs");
    assert!(seen > Version(1));
}

#[test]
fn a_filter_is_set_in_a_form_and_taken_back_with_a_key() {
    let (mut desk, _) = desk(|_| {});
    desk.press("f Tab").type_text("houmonkango").press("Enter C-s");
    let screen = desk.screen();
    assert!(screen.contains("1件") && screen.contains("みどり訪問看護"), "{screen}");
    desk.press("F");
    assert!(desk.screen().contains("むつみ"));
}

#[test]
fn a_hit_of_the_global_search_is_shown_in_the_pane() {
    let (mut desk, _) = desk(|_| {});
    desk.press("/").type_text("midori").press("Enter");
    let screen = desk.screen();
    assert!(screen.contains("s2  みどり訪問看護ステーション"), "{screen}");
    assert!(screen.contains(">?  みどり訪問看護"), "the list stands on it: {screen}");
}

#[test]
fn every_draft_of_the_pane_is_taken_up() {
    let ways = ["n", "e", "w", "m", "v e Tab", "v v v e Tab", "v n Tab", "z c Tab", "j e"];
    crate::tui::testing::drafts::are_taken_up(
        || {
            let (setup, _, server) = parts(|_| {});
            (setup, server)
        },
        &ways,
    );
}
