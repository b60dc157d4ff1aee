//! What holds for a place whatever happens to it, in whatever order.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::domain::code::{Code, CodeEntry, CodeList, CodeLists};
use crate::domain::time::JST;

fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap() + Days::new(days)
}

fn stamp(days: u64) -> Stamp {
    let at = DateTime::from_timestamp(1_793_500_000, 0).unwrap().with_timezone(&JST) + Days::new(days);
    Stamp { at, by: StaffId(1) }
}

fn codes() -> CodeLists {
    let entry = |code: &str| CodeEntry {
        code: Code::new(code),
        ja: code.to_owned(),
        en: code.to_owned(),
        kana: String::new(),
        from: None,
        until: None,
    };
    CodeLists([(CodeList::Services, vec![entry("130"), entry("clinic")])].into_iter().collect())
}

fn listing(source: Source, phone: &str, fax: &str) -> Listing {
    let facts = [(Field::Name, "みどり訪問看護"), (Field::Phone, phone), (Field::Fax, fax)];
    Listing {
        key: ListingKey { source, id: "1260190611/130".to_owned() },
        offices: vec!["1260190611".to_owned()],
        services: vec![ServiceKey { office: "1260190611".to_owned(), kind: Code::new("130") }],
        facts: facts
            .into_iter()
            .filter(|(_, v)| !v.is_empty())
            .map(|(f, v)| (FactKey::site(f), v.to_owned()))
            .collect(),
        notifications: Vec::new(),
    }
}

fn imported(phone: &str, fax: &str) -> Site {
    Site::begin(SiteId(1), &SiteEvent::Imported(vec![listing(Source::Kaigo, phone, fax)]), &stamp(0)).unwrap()
}

fn fact(site: &Site, field: Field) -> String {
    site.facts().get(&FactKey::site(field)).cloned().unwrap_or_default()
}

fn draft(field: Field, value: &str) -> SiteDraft {
    SiteDraft { facts: [(FactKey::site(field), value.to_owned())].into_iter().collect(), add_services: BTreeSet::new() }
}

#[test]
fn an_import_fills_and_refreshes_what_nobody_checked() {
    let mut site = imported("047-000-0001", "");
    let event = site.import(vec![listing(Source::Kaigo, "047-000-0002", "047-000-0003")]).unwrap();
    site.apply(&event, &stamp(1));
    assert_eq!((fact(&site, Field::Phone), fact(&site, Field::Fax)), ("047-000-0002".into(), "047-000-0003".into()));
    assert_eq!(site.import(vec![listing(Source::Kaigo, "047-000-0002", "047-000-0003")]), None);
    assert!(site.differences().is_empty());
}

#[test]
fn what_staff_checked_stays_and_the_difference_is_shown_until_it_is_settled() {
    let mut site = imported("047-000-0001", "");
    site.apply(&site.check(day(1), day(1)).unwrap(), &stamp(1));
    site.apply(&site.import(vec![listing(Source::Kaigo, "047-000-0002", "047-000-0003")]).unwrap(), &stamp(2));
    assert_eq!(fact(&site, Field::Phone), "047-000-0001");
    assert_eq!(fact(&site, Field::Fax), "047-000-0003", "what nobody had is filled");
    let key = FactKey::site(Field::Phone);
    assert_eq!(site.differences().len(), 1);
    let moved = site.accept(key.clone(), "047-000-0009".into());
    assert_eq!(moved, Err(ResourceProblem::DifferenceMoved { key: key.clone(), theirs: "047-000-0002".into() }));

    let mut dismissed = site.clone();
    dismissed.apply(&site.dismiss(key.clone(), "047-000-0002".into()).unwrap(), &stamp(3));
    assert!(dismissed.differences().is_empty());
    assert_eq!(fact(&dismissed, Field::Phone), "047-000-0001");
    dismissed.apply(&dismissed.import(vec![listing(Source::Kaigo, "047-000-0004", "")]).unwrap(), &stamp(4));
    assert_eq!(dismissed.differences().len(), 1, "a new value is a new difference");

    site.apply(&site.accept(key.clone(), "047-000-0002".into()).unwrap(), &stamp(3));
    assert_eq!(fact(&site, Field::Phone), "047-000-0002");
    assert_eq!(site.accept(key.clone(), "047-000-0002".into()), Err(ResourceProblem::NoDifference { key }));
}

#[test]
fn a_number_that_staff_took_away_does_not_come_back() {
    let mut site = imported("047-000-0001", "047-000-0003");
    site.apply(&site.edit(draft(Field::Fax, ""), &codes()).unwrap(), &stamp(1));
    assert_eq!(fact(&site, Field::Fax), "");
    assert!(site.differences().is_empty(), "they saw what the file says");
    assert_eq!(site.edit(draft(Field::Fax, ""), &codes()), Err(ResourceProblem::NothingChanged));
    assert_eq!(site.edit(draft(Field::Name, " "), &codes()), Err(ResourceProblem::NoName));
}

#[test]
fn an_entry_grows_stale_and_a_check_mends_it() {
    let mut site = imported("047-000-0001", "");
    let start = site.known_on();
    assert!(!site.is_stale(start + Days::new(180), 180));
    assert!(site.is_stale(start + Days::new(181), 180));
    assert_eq!(site.check(day(60), day(59)), Err(ResourceProblem::CheckedInFuture));
    site.apply(&site.check(start + Days::new(181), start + Days::new(181)).unwrap(), &stamp(181));
    assert!(!site.is_stale(start + Days::new(300), 180));
    site.apply(&site.close(Closure { on: day(200), why: String::new() }).unwrap(), &stamp(200));
    assert!(!site.is_stale(start + Days::new(900), 180));
    assert_eq!(site.check(day(1), day(2)), Err(ResourceProblem::Closed { on: day(200) }));
}

#[test]
fn a_place_is_not_put_together_from_two_addresses() {
    let mut codes = listing(Source::InstitutionCodes, "", "");
    codes.facts.insert(FactKey::site(Field::City), "松戸市".into());
    codes.facts.insert(FactKey::site(Field::Town), "小金原4-3-2".into());
    let mut kaigo = listing(Source::Kaigo, "", "");
    kaigo.facts.insert(FactKey::site(Field::Prefecture), "千葉県".into());
    kaigo.facts.insert(FactKey::site(Field::City), "松戸市".into());
    kaigo.facts.insert(FactKey::site(Field::Town), "小金原四丁目3-2".into());
    kaigo.facts.insert(FactKey::site(Field::Building), "みどりビル".into());
    let both = listing::merge(&[codes.clone(), kaigo.clone()]);
    assert_eq!(both, listing::merge(&[kaigo, codes]), "the order of imports does not count");
    assert_eq!(both[&FactKey::site(Field::Town)], "小金原四丁目3-2");
}

#[derive(Clone, Debug)]
enum Step {
    Import(Source, u8, u8),
    Edit(u8),
    Check,
    Accept,
    Dismiss,
    Close,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (prop_oneof![Just(Source::Kaigo), Just(Source::NaviiHospital)], 0..3u8, 0..3u8)
            .prop_map(|(s, a, b)| Step::Import(s, a, b)),
        (0..3u8).prop_map(Step::Edit),
        Just(Step::Check),
        Just(Step::Accept),
        Just(Step::Dismiss),
        Just(Step::Close),
        Just(Step::Reopen),
    ]
}

fn phone(n: u8) -> String {
    if n == 0 { String::new() } else { format!("047-000-000{n}") }
}

proptest! {
    #[test]
    fn no_import_changes_what_staff_settled(steps in proptest::collection::vec(step(), 0..30)) {
        let mut site = imported("047-000-0001", "");
        for (n, step) in steps.into_iter().enumerate() {
            let before = site.clone();
            let first = site.differences().into_iter().next();
            let event = match &step {
                Step::Import(source, a, b) => site.import(vec![listing(*source, &phone(*a), &phone(*b))]),
                Step::Edit(n) => site.edit(draft(Field::Phone, &phone(*n)), &codes()).ok(),
                Step::Check => site.check(day(1), day(2)).ok(),
                Step::Accept => first.clone().and_then(|d| site.accept(d.key, d.theirs).ok()),
                Step::Dismiss => first.clone().and_then(|d| site.dismiss(d.key, d.theirs).ok()),
                Step::Close => site.close(Closure { on: day(3), why: String::new() }).ok(),
                Step::Reopen => site.reopen().ok(),
            };
            let Some(event) = event else { continue };
            let json = serde_json::to_string(&event).unwrap();
            prop_assert_eq!(&serde_json::from_str::<SiteEvent>(&json).unwrap(), &event);
            site.apply(&event, &stamp(n as u64));
            prop_assert_eq!(site.version, before.version.next());
            match step {
                Step::Import(..) => {
                    let facts = site.facts();
                    for (key, kept) in &before.kept {
                        prop_assert_eq!(facts.get(key).map_or("", String::as_str), kept.value.as_str());
                    }
                    prop_assert_eq!(&site.kept, &before.kept);
                }
                Step::Accept | Step::Dismiss => {
                    prop_assert_eq!(site.differences().len() + 1, before.differences().len());
                }
                Step::Check => {
                    prop_assert_eq!(site.facts(), before.facts());
                    prop_assert_eq!(site.differences(), before.differences());
                }
                _ => {}
            }
            let json = serde_json::to_string(&site).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Site>(&json).unwrap(), &site);
        }
    }
}
