//! The access log through the real program: who may see it, what a break in it says, and what other roles see instead.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Centre, said};
use crate::terminal::Terminal;

/// A centre with one case of the founder's.
fn centre() -> Centre {
    let centre = Centre::found();
    let intake = json!({"received_at": "2025-04-01T10:00:00+09:00", "channel": "phone", "asked_by": {"who": "family"},
        "age_band": "unknown", "field": "old_age", "topics": ["discharge"], "urgency": "normal",
        "text": "退院の相談"});
    let answer = &centre.call(&[json!({"change": {"queue": {"receive": {"intake": intake}}}})])[0];
    assert!(answer["answer"]["done"].is_object(), "{answer}");
    centre
}

fn rows(centre: &Centre, words: &[&str]) -> Vec<Value> {
    let printed = centre.done(&[&["access", "--json"], words].concat());
    serde_json::from_str(&printed).unwrap()
}

#[test]
fn what_a_command_reads_is_listed_with_who_did_it_and_nothing_of_what_it_was() {
    let centre = centre();
    let _server = centre.serve();
    centre.call(&[json!({"queue": {"detail": {"consultation": "c1"}}})]);
    let listed = rows(&centre, &["--patient", "R7-0001"]);
    let exported = listed.iter().find(|row| row["what"]["read"]["exported"].is_object()).unwrap();
    assert_eq!((&exported["by"], &exported["way"]), (&json!("u1"), &json!("command")));
    assert_eq!(exported["records"][0]["number"], json!("R7-0001"));
    assert!(listed.iter().any(|row| row["what"] == json!("changed")));
    assert!(rows(&centre, &[]).iter().any(|row| row["what"]["read"]["read_log"]["about"] == json!("R7-0001")));
    let plain = centre.done(&["access", "--staff", "u1", "--since", "-1"]);
    assert!(plain.contains("R7-0001") && plain.contains("佐藤 恵") && !plain.contains("退院"), "{plain}");
    for (wrong, code) in [(["--patient", "山田"], 2), (["--staff", "nobody"], 1), (["--since", "someday"], 2)] {
        let out = centre.run(&[&["access"], &wrong[..]].concat());
        assert_eq!(out.status.code(), Some(code), "{wrong:?}: {}", said(&out));
    }
}

#[test]
fn a_break_in_the_access_log_is_found_by_the_check_and_at_the_next_start_and_stops_nobody() {
    let centre = centre();
    for _ in 0..3 {
        centre.call(&[json!({"queue": {"detail": {"consultation": "c1"}}})]);
    }
    let whole = centre.done(&["journal", "verify"]);
    assert_eq!(whole.lines().count(), 2, "{whole}");
    centre.done(&["journal", "export"]);
    let files = rows(&centre, &[]).into_iter().find(|row| row["way"] == json!("files")).unwrap();
    assert_eq!(files["what"]["read"]["exported"]["request"], json!("journal.export"));
    let segment = centre.data().join("access/00000001.seg");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[400] ^= 1;
    fs::write(&segment, &bytes).unwrap();
    let out = centre.run(&["journal", "verify", "--lang", "en"]);
    assert_eq!(out.status.code(), Some(1), "{}", said(&out));
    assert!(said(&out).contains("The access log is broken (journal broken in segment 1"), "{}", said(&out));
    assert!(centre.done(&["queue"]).contains("R7-0001"), "reading goes on");
    assert_eq!(fs::read(centre.data().join("access.broken-1/00000001.seg")).unwrap(), bytes);
    let out = centre.run(&["journal", "verify", "--lang", "en"]);
    assert!(out.status.success() && said(&out).contains("access.broken-1"), "{}", said(&out));
    let out = centre.run(&["access", "--lang", "en"]);
    assert!(said(&out).contains("the one before is broken"), "{}", said(&out));
}

#[test]
fn auditors_and_administrators_are_told_what_is_not_for_them_and_see_nothing_of_it() {
    let centre = centre();
    let _server = centre.serve();
    // Somebody else has to be left who can let others in.
    centre.done(&[
        "staff",
        "add",
        "--name",
        "田中 一",
        "--profession",
        "nurse",
        "--role",
        "administrator",
        "--account",
        "nobody-here",
    ]);
    centre.done(&["staff", "change", "u1", "--role", "administrator"]);
    let refused = |words: &[&str]| {
        let out = centre.run(words);
        assert_eq!(out.status.code(), Some(1), "{words:?}: {}", said(&out));
        assert!(said(&out).contains("あなたの役割ではできません") && !said(&out).contains("R7-0001"), "{}", said(&out));
    };
    for words in [&["queue"][..], &["timeline", "p1"], &["access"]] {
        refused(words);
    }
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("あなたの役割（システム管理）では使えません").keys("2");
    screen.until("あなたの役割（システム管理）では使えません");
    assert!(!screen.text().contains("退院") && !screen.text().contains("R7-0001"), "{}", screen.text());
    screen.keys("q").until_over();

    centre.done(&["staff", "change", "u1", "--role", "auditor"]);
    for words in [&["queue"][..], &["timeline", "p1"], &["staff", "leave", "u2"], &["backup", "/nowhere"]] {
        refused(words);
    }
    assert!(centre.done(&["journal", "verify"]).lines().count() == 2);
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("閲覧・変更の記録").until("R7-0001");
    assert!(!screen.text().contains("退院"), "{}", screen.text());
    screen.keys("\x1b").until("あなたの役割（監査）では使えません").keys("q").until_over();
}
