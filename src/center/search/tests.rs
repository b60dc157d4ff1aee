//! What is found, by whom, and what is not hinted at.

use chrono::DateTime;

use crate::api::resource::ResourceChange;
use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::center::resource;
use crate::center::testing::Desk;
use crate::domain::code::Code;
use crate::domain::id::StaffId;
use crate::domain::resource::{FactKey, Facts, Field, Listing, ListingKey, ServiceKey, Source};
use crate::domain::staff::Role;

const ME: StaffId = StaffId(1);

fn place(desk: &mut Desk, office: &str, kind: &str, facts: &[(Field, &str)]) {
    let facts: Facts = facts.iter().map(|(field, value)| (FactKey::site(*field), (*value).to_owned())).collect();
    let kind = Code::new(kind);
    let listing = Listing {
        key: ListingKey { source: Source::Kaigo, id: format!("{office}/{}", kind.0) },
        offices: vec![office.to_owned()],
        services: vec![ServiceKey { office: office.to_owned(), kind }],
        facts,
        notifications: Vec::new(),
    };
    desk.change(ME, |tx| resource::change(tx, ResourceChange::Import { listings: vec![listing], staged: 0 })).unwrap();
}

fn desk() -> Desk {
    let mut desk = Desk::new(DateTime::parse_from_rfc3339("2026-11-23T10:00:00+09:00").unwrap());
    place(
        &mut desk,
        "4870100011",
        "130",
        &[
            (Field::Name, "ことり訪問看護ステーション"),
            (Field::Prefecture, "千葉県"),
            (Field::City, "松戸市"),
            (Field::Town, "小金原4-3-2"),
            (Field::Phone, "047-330-0001"),
        ],
    );
    place(
        &mut desk,
        "4870100029",
        "430",
        &[(Field::Name, "髙﨑ケアプラン"), (Field::City, "汐見市"), (Field::Town, "本町1-1")],
    );
    desk
}

fn find(desk: &Desk, by: StaffId, text: &str) -> Vec<SearchHit> {
    desk.search(by, &SearchRequest { text: text.to_owned(), kinds: Vec::new(), limit: 20 })
}

#[test]
fn a_place_is_found_by_kanji_kana_romaji_service_and_phone() {
    let desk = desk();
    for text in ["matsudo houmon", "松戸 訪問看護", "ことり", "kotori", "047-330", "ほうもんかんご まつど"]
    {
        let hits = find(&desk, ME, text);
        assert_eq!(hits.first().map(|hit| hit.name.as_str()), Some("ことり訪問看護ステーション"), "{text}");
    }
    let hits = find(&desk, ME, "高崎 居宅介護");
    assert_eq!(hits[0].kind, SearchKind::Resources);
    assert_eq!(hits[0].area.as_ref().map(|area| area.0.as_str()), Some("honcho"));
    assert!(hits[0].about.starts_with("居宅介護支援 "), "{}", hits[0].about);
    assert!(find(&desk, ME, "ここにない").is_empty());
}

#[test]
fn an_administrator_finds_nothing() {
    let mut desk = desk();
    let keys = desk.join("鍵番", &[Role::Administrator], None);
    let clerk = desk.join("事務", &[Role::Clerk], None);
    assert!(find(&desk, keys, "kotori").is_empty());
    assert_eq!(find(&desk, clerk, "kotori").len(), 1);
    let patients = SearchRequest { text: "kotori".into(), kinds: vec![SearchKind::Patients], limit: 5 };
    assert!(desk.search(ME, &patients).is_empty());
}
