//! The hospital specialist who needs a family physician: a social worker's call, the patient's information, candidates
//! with their reasons, one clinic that declines and one that agrees, the pair, its review and its end.

use renkei::api::resource::ResourceChange;
use renkei::api::{Change, Request};
use renkei::domain::code::Code;
use renkei::domain::pair::Scheme;
use renkei::domain::resource::{FactKey, Facts, Field, Listing, ListingKey, Notification, ServiceKey, Source};
use serde_json::{Value, json};

use crate::questions::{Open, Town};

fn listing(code: &str, kind: &str, name: &str, coordinates: &str, signs: &[&str]) -> Listing {
    let facts: Facts = [
        (Field::Name, name),
        (Field::Prefecture, "若葉県"),
        (Field::City, "汐見市"),
        (Field::Town, "本町1-1"),
        (Field::Coordinates, coordinates),
        (Field::Days, "月火水木金"),
    ]
    .into_iter()
    .map(|(field, value)| (FactKey::site(field), value.to_owned()))
    .collect();
    let notification =
        |sign: &&str| Notification { sign: (*sign).to_owned(), name: String::new(), number: String::new(), from: None };
    Listing {
        key: ListingKey { source: Source::ShisetsuKijun, id: code.to_owned() },
        offices: vec![code.to_owned()],
        services: vec![ServiceKey { office: code.to_owned(), kind: Code::new(kind) }],
        facts,
        notifications: signs.iter().map(notification).collect(),
    }
}

/// Enters a hospital and two clinics.
fn enter_places(open: &Open) {
    let listings = vec![
        listing("4810000001", "hospital", "汐見総合病院", "35.790000,139.900000", &["在後病"]),
        listing("4810000002", "clinic", "ちかい医院", "35.781000,139.901000", &["支援診３"]),
        listing("4810000003", "clinic", "在宅クリニック", "35.785000,139.905000", &["支援診２", "がん疼"]),
    ];
    let import = Request::Change(Change::Resource(ResourceChange::Import { listings, staged: 0 }));
    open.ask(serde_json::to_value(import).unwrap());
}

fn detail(open: &Open) -> Value {
    open.ask(json!({"pair": {"pair": {"pair": "d1"}}}))["pair"]["pair"].clone()
}

/// A step upon the pair as it is now.
fn step(open: &Open, step: &Value) -> Value {
    let seen = detail(open)["pair"]["version"].clone();
    json!({"change": {"pair": {"step": {"pair": "d1", "seen": seen, "step": step}}}})
}

fn candidates(open: &Open) -> Vec<Value> {
    let found = open.ask(json!({"pair": {"candidates": {"pair": "d1"}}}))["pair"]["candidates"].clone();
    found["page"]["rows"].as_array().unwrap().clone()
}

fn steps_on_the_timeline(open: &Open) -> usize {
    let window = json!({"timeline": {"window": {"patient": "p1", "filter": {"kinds": ["pair"]}}}});
    open.ask(window)["timeline"]["window"]["page"]["rows"].as_array().unwrap().len()
}

#[test]
fn the_hospital_specialist_who_needs_a_family_physician() {
    let town = Town::found("2026-11-24T10:00:00+09:00");
    let open = town.open();
    enter_places(&open);
    let intake = json!({"received_at": "2026-11-24T10:00:00+09:00", "channel": "phone",
        "asked_by": {"who": "hospital_social_worker", "name": "地域連携室 田中"}, "age_band": "unknown",
        "field": "old_age", "urgency": "urgent", "text": "膵がんの方の退院後、日常を診る医師を探している。"});
    open.ask(json!({"change": {"queue": {"receive": {"intake": intake}}}}));
    let head = json!({"identity": {"name": {"written": "鈴木 一郎", "kana": "すずき いちろう"}, "area": "honcho"},
        "health": {"diagnoses": ["膵がん末期"]}});
    open.ask(json!({"change": {"patient": {"register": {"head": head}}}}));
    let link = json!({"consultation": "c1", "seen": 1, "act": {"link": {"patient": "p1"}}});
    open.ask(json!({"change": {"queue": {"act": link}}}));

    let hospital = json!({"name": "田中 誠", "place": {"site": "s1", "name": "汐見総合病院"}});
    let opening = json!({"patient": "p1", "scheme": "hospital_and_family", "ground": "cancer",
        "known": {"specialist": hospital}, "asked_by": {"site": "s1", "name": "汐見総合病院"},
        "wish": "自宅で過ごしたい", "asked": "2026-11-24", "consultation": "c1"});
    open.ask(json!({"change": {"pair": {"begin": opening}}}));

    // Nobody is asked before the patient's information is there, and no pair begins before somebody agreed.
    let ask = |site: &str, name: &str| json!({"ask": {"role": "family", "place": {"site": site, "name": name}, "on": "2026-11-24", "means": "phone"}});
    let duties = serde_json::to_value(
        Scheme::HospitalAndFamily.duties().iter().copied().collect::<std::collections::BTreeMap<_, _>>(),
    )
    .unwrap();
    let begins = json!({"activate": {"from": "2026-11-24", "duties": duties, "review": "2026-12-24"}});
    for early in [ask("s3", "在宅クリニック"), begins.clone()] {
        let refused = open.refused(step(&open, &early)).to_string();
        assert!(refused.contains("not_now"), "{refused}");
    }
    let information = json!({"inform": {"on": "2026-11-24", "from": {"site": "s1", "name": "汐見総合病院"}, "means": "fax",
        "text": "疼痛は麻薬で安定。", "needs": {"visits": true, "disease": "cancer"}}});
    open.ask(step(&open, &information));

    let ranked = candidates(&open);
    let names: Vec<&str> = ranked.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["在宅クリニック", "ちかい医院"], "the hospital is none; who does what is needed comes first");
    for row in &ranked {
        let reasons = row["ranked"]["reasons"].as_array().unwrap();
        let sum: i64 = reasons.iter().map(|reason| reason["points"].as_i64().unwrap()).sum();
        assert_eq!(row["ranked"]["points"].as_i64(), Some(sum), "every point has its reason: {row}");
    }

    open.ask(step(&open, &ask("s3", "在宅クリニック")));
    open.ask(step(&open, &json!({"answer": {"declined": {"on": "2026-11-24", "ground": "full"}}})));
    let excluded: Vec<bool> = candidates(&open).iter().map(|row| !row["ranked"]["excluded"].is_null()).collect();
    assert_eq!(excluded, [false, true], "who declined comes last, and says why");
    open.ask(step(&open, &ask("s2", "ちかい医院")));
    open.ask(step(&open, &json!({"answer": {"agreed": {"on": "2026-11-24", "physician": "佐々木 薫"}}})));
    open.ask(step(&open, &begins));
    let head = || open.ask(json!({"patient": {"head": {"patient": "p1"}}}))["patient"]["head"].clone();
    let pair = &head()["pair"];
    assert_eq!((&pair["state"], &pair["secondary"]["name"]), (&json!("active"), &json!("佐々木 薫")), "{pair}");

    // The day of the review comes, over a restart of the server, and it is news to whoever arranged the pair.
    let before = steps_on_the_timeline(&open);
    open.close();
    town.it_is("2026-12-24T09:00:00+09:00");
    let open = town.open();
    let news = open.ask(json!({"news": {"since": {}}}))["news"]["news"]["lines"].to_string();
    assert!(news.contains("\"d1\""), "{news}");
    let review = json!({"review": {"on": "2026-12-24", "text": "夜間の往診は1回。順調。", "next": "2027-03-24"}});
    open.ask(step(&open, &review));
    let end = json!({"end": {"on": "2026-12-24", "ground": "one_suffices", "stays": ["family"]}});
    open.ask(step(&open, &end));
    assert_eq!(detail(&open)["row"]["state"], "ended");
    assert_eq!(steps_on_the_timeline(&open), before + 2, "the review and the end");
    assert!(before >= 6, "begun, informed, asked twice, declined, agreed, active: {before}");
    open.close();
}
