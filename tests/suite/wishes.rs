//! The man who wanted to stay at home: what he and his daughter said over a year, a conference, a slip put right, and
//! the page that is opened in the night when he cannot breathe.

use serde_json::{Value, json};

use crate::questions::Town;

/// What an ACP statement says, as the protocol takes it.
fn acp(day: &str, topic: &str, since: &str, speaker: (&str, &str), words: &str) -> Value {
    json!({"occurred": day, "text": "清拭のあとに話された。", "content": {"acp": {"speaker": speaker.0,
        "speaker_name": speaker.1, "topic": topic, "since": since, "hearer": "訪問看護 佐藤", "words": words}}})
}

#[test]
fn the_man_who_wanted_to_stay_at_home() {
    let town = Town::found("2026-11-24T10:00:00+09:00");
    let open = town.open();
    let head = json!({"identity": {"name": {"written": "田口 茂", "kana": "たぐち しげる"}},
        "health": {"allergies": ["ペニシリン"]},
        "family": {"key_person": {"name": "田口 恵子", "relation": "長女", "phone": "090-0000-0001"}}});
    open.ask(json!({"change": {"patient": {"register": {"head": head}}}}));
    let write =
        |statement: Value| json!({"change": {"timeline": {"write": {"patient": "p1", "statement": statement}}}});
    let own = ("person", "");
    open.ask(write(acp("2026-02-10", "place_of_care", "not_compared", own, "家の畳の上で死にたい。")));
    open.ask(write(acp("2026-03-02", "transfer", "not_compared", own, "救急車を呼んでほしい。")));
    let meeting = json!({"occurred": "2026-06-01", "text": "家で過ごすことを確かめた。", "content": {"conference":
        {"meeting": "acp_conference", "present": [{"name": "本人"}, {"name": "長女"}]}}});
    open.ask(write(meeting));
    let daughter = ("family", "長女 恵子");
    open.ask(write(acp("2026-11-20", "place_of_care", "changed", daughter, "もう家では看きれません。")));

    // The words of March were heard wrongly: the correction stands beside them.
    let right = acp("2026-03-02", "transfer", "not_compared", own, "救急車は呼ばないでほしい。");
    let correct = json!({"entry": "p1.e2", "reason": "聞き違い", "statement": right});
    open.ask(json!({"change": {"timeline": {"correct": correct}}}));

    // In the night, after a restart of the server, one request tells all that is needed.
    open.close();
    town.it_is("2026-11-25T02:00:00+09:00");
    let open = town.open();
    let page = open.ask(json!({"timeline": {"emergency": {"patient": "p1"}}}))["timeline"]["emergency"].clone();
    let head = &page["head"]["patient"]["head"];
    assert_eq!(head["health"]["allergies"], json!(["ペニシリン"]), "{page}");
    assert_eq!(head["family"]["key_person"]["phone"], "090-0000-0001");
    assert_eq!(page["acp"]["patient"]["name"]["written"], "田口 茂");
    let said: Vec<(&str, &str, bool)> = page["acp"]["statements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            let acp = &entry["statement"]["content"]["acp"];
            (acp["topic"].as_str().unwrap(), acp["words"].as_str().unwrap(), entry["corrected_by"].is_null())
        })
        .collect();
    let expected = [
        ("place_of_care", "もう家では看きれません。", true),
        ("transfer", "救急車は呼ばないでほしい。", true),
        ("transfer", "救急車を呼んでほしい。", false),
        ("place_of_care", "家の畳の上で死にたい。", true),
    ];
    assert_eq!(said, expected, "all of it, the newest first; nothing is put together into one wish");
    assert_eq!(page["acp"]["conferences"].as_array().unwrap().len(), 1);

    // Whoever opened it is in the access log, as for any reading of the record.
    let read = json!({"access_log": {"list": {"filter": {"since": "2026-11-25"}}}});
    let log = open.ask(read).to_string();
    assert!(log.contains("\"p1\""), "{log}");
    open.close();
}
