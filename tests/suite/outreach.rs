//! The woman who refuses care: a neighbour's call, the support physician's advice, outreach on a ground without consent,
//! a closed door, a second visit, what follows, and all of it on her timeline.

use serde_json::{Value, json};

use crate::questions::Town;

/// The steps of her timeline, the newest first.
fn timeline(open: &crate::questions::Open) -> Vec<String> {
    let kinds = ["consultation", "support_advice", "outreach"];
    let window = json!({"timeline": {"window": {"patient": "p1", "filter": {"kinds": kinds}}}});
    let rows = open.ask(window)["timeline"]["window"]["page"]["rows"].clone();
    rows.as_array().unwrap().iter().map(|row| row["step"]["step"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_woman_who_refuses_care() {
    let town = Town::found("2026-11-24T10:00:00+09:00");
    let open = town.open();
    let physician = json!({"name": {"written": "中村 隆"}, "profession": "physician", "roles": ["physician"],
        "full_time_equivalent": 10, "areas": ["sakuragaoka"]});
    open.ask(json!({"change": {"centre": {"join": physician}}}));

    // The neighbour calls; who she is turns out a little later.
    let intake = json!({"received_at": "2026-11-24T10:00:00+09:00", "channel": "phone",
        "asked_by": {"who": "neighbour", "name": "隣の佐々木"}, "age_band": "unknown", "field": "old_age",
        "urgency": "urgent", "text": "隣の女性が何日も外に出ず、受診を拒んでいる。"});
    open.ask(json!({"change": {"queue": {"receive": {"intake": intake}}}}));
    let ask = json!({"consultation": "c1", "physician": "u2", "on": "2026-11-24T10:00:00+09:00", "means": "phone",
        "text": "訪問すべきか。"});
    open.ask(json!({"change": {"support_advice": {"ask": ask}}}));
    open.ask(json!({"change": {"patient": {"register": {"head": {"identity": {
        "name": {"written": "山田 花子", "kana": "やまだ はなこ"}}}}}}}));
    assert_eq!(timeline(&open), Vec::<String>::new());
    open.ask(
        json!({"change": {"queue": {"act": {"consultation": "c1", "seen": 1, "act": {"link": {"patient": "p1"}}}}}}),
    );
    assert!(timeline(&open).contains(&"advice_asked".to_owned()), "what was asked before goes with her");

    town.it_is("2026-11-24T13:00:00+09:00");
    let advice = json!({"on": "2026-11-24T13:00:00+09:00", "judgement": "needs_visit",
        "text": "脱水が疑われる。包括と訪問を。", "minutes": 15});
    let step = |id: &str, seen: u32, step: Value| json!({"change": {"outreach": {"step": {"outreach": id, "seen": seen, "step": step}}}});
    open.ask(json!({"change": {"support_advice": {"step": {"advice": "j1", "seen": 2, "step": {"answer": advice}}}}}));

    let proposal =
        json!({"consultation": "c1", "on": "2026-11-24T13:00:00+09:00", "reason": "受診を拒み、衰弱の疑い。"});
    open.ask(json!({"change": {"outreach": {"propose": proposal}}}));
    // Without consent, and without a ground, nobody goes.
    let bare = json!({"decide": {"on": "2026-11-24T13:00:00+09:00", "by": "u1"}});
    assert_eq!(open.refused(step("o1", 1, bare)), json!({"outreach": "no_basis"}));
    let ground = json!({"ground": {"ground": "danger_to_life", "text": "3日食事をとった様子がない。"}});
    let decide = json!({"decide": {"on": "2026-11-24T13:00:00+09:00", "by": "u1", "basis": ground}});
    open.ask(step("o1", 1, decide));

    let visit = |on: &str, met: &str, findings: Value, risk: Value, text: &str| {
        json!({"visit": {"on": on, "physician": "u2", "companions": {"name": "地域包括 田中"}, "met": met,
            "minutes": 40, "findings": findings, "risk": risk, "text": text}})
    };
    town.it_is("2026-11-25T10:00:00+09:00");
    let first = visit("2026-11-25T10:00:00+09:00", "nobody_opened", json!({}), Value::Null, "呼び鈴に応答なし。");
    open.ask(step("o1", 2, first));
    town.it_is("2026-11-26T10:00:00+09:00");
    let findings = json!({"illness": "下腿のむくみ", "utilities": "ガスが止まっている"});
    let risk = json!({"class": "high", "reason": "心不全の疑い"});
    let second = visit("2026-11-26T10:00:00+09:00", "met", findings, risk, "室内に入れた。");
    open.ask(step("o1", 3, second));
    let plan = json!({"plan_follow_up": {"what": "訪問看護の初回に同席", "member": "u1", "due": "2026-11-30"}});
    open.ask(step("o1", 4, plan));

    // The day comes, over a restart of the server, and it is news to whoever sees to it.
    open.close();
    town.it_is("2026-11-30T09:00:00+09:00");
    let open = town.open();
    let news = open.ask(json!({"news": {"since": {}}}))["news"]["news"]["lines"].clone();
    let told = news.as_array().unwrap().iter().find(|line| line["kind"] == "outreach").unwrap();
    assert_eq!((&told["what"], &told["about"]), (&json!("due_today"), &json!("山田 花子")), "{news}");
    let done = json!({"follow_up": {"number": 1, "on": "2026-11-30T09:00:00+09:00", "text": "受け入れた。"}});
    open.ask(step("o1", 5, done));
    open.ask(step("o1", 6, json!({"close": {"outcome": "connected", "text": "訪問看護が週1回入る。"}})));

    let detail = open.ask(json!({"outreach": {"outreach": {"outreach": "o1"}}}))["outreach"]["outreach"].clone();
    assert_eq!((&detail["row"]["state"], &detail["row"]["risk"]), (&json!("closed"), &json!("high")), "{detail}");
    assert_eq!(detail["outreach"]["basis"]["ground"]["ground"], "danger_to_life");
    let steps = timeline(&open);
    let of_hers: Vec<&str> = steps.iter().map(String::as_str).filter(|step| *step != "received").collect();
    for step in [
        "advice_asked",
        "advised",
        "outreach_proposed",
        "outreach_decided",
        "nobody_opened",
        "outreach_visited",
        "follow_up_planned",
        "followed_up",
        "closed",
    ] {
        assert_eq!(of_hers.iter().filter(|told| **told == step).count(), 1, "{step} in {of_hers:?}");
    }
    open.close();
}
