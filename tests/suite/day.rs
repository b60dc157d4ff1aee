//! The main job at the desk through the real screen: a call comes in, is claimed, answered, resolved and closed.

use serde_json::json;

use crate::support::Centre;
use crate::terminal::Terminal;

const ENTER: &str = "\r";
const SAVE: &str = "\x13";

#[test]
fn a_call_is_received_claimed_answered_and_closed_and_an_office_is_found_by_romaji() {
    let centre = Centre::found();
    let kaigo = format!("{}/fixtures/import/kaigo.csv", env!("CARGO_MANIFEST_DIR"));
    centre.done(&["import", "kaigo", &kaigo]);

    let mut screen = Terminal::open(&centre, "ja");
    screen.until("1相談").until("佐藤");
    screen.keys("n").until("受付");
    screen.keys("\t\tkeama\r").keys("加藤").keys("\t").keys("0473660001");
    screen.keys("\t\t\t").keys("服薬を嫌がる。飲み残しが多い。").until("飲み残しが多い");
    screen.keys(SAVE).until("R8-0001  受付");
    screen.keys("c").until("担当決定");
    screen.keys("a").until("対応の記録");
    screen.keys("\t\t\t\t\t\t").keys("12").keys("\t").keys("薬剤師の訪問を紹介した").until("薬剤師の訪問");
    screen.keys(SAVE).until("対応中");
    screen.keys("d").until("結果").keys("kaigo").keys(ENTER).keys("訪問薬剤管理を始めた").keys(SAVE);
    screen.until("解決にしました").keys("w").until("R8-0001  解決");
    screen.keys("x").until("終結");

    // Found from anywhere by romaji, without an input method.
    screen.keys("/").until("Esc閉じる").keys("houmon").until("みどり訪問看護");
    screen.keys("\x1b").until_so("the search is closed", |text| !text.contains("houmon"));
    screen.keys("2").until("経過");
    screen.keys("4").until("資源");
    screen.keys("q").until_over();

    let answer = &centre.call(&[json!({"queue": {"list": {}}})])[0]["answer"]["queue"]["list"];
    assert_eq!(answer["total"], 1, "{answer}");
    assert_eq!(answer["rows"][0]["state"], "closed", "{answer}");
}

#[test]
fn the_screen_speaks_english_when_asked_to() {
    let centre = Centre::found();
    let mut screen = Terminal::open(&centre, "en");
    screen.until("renkei").until("2Timeline");
    screen.keys("?").until("Esc");
    screen.keys("\x1b").until("No consultations");
    screen.keys("q").until_over();
}

#[test]
fn what_was_half_typed_is_offered_after_the_line_was_cut() {
    let centre = Centre::found();
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("1相談").keys("n").until("受付");
    screen.keys("\t\t\t").keys("途中まで打った名前").until("途中まで打った名前");
    // The server has the draft when it lists it; asking for it is the condition that is waited on.
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !centre.call(&[json!({"draft": "list"})])[0].to_string().contains("途中まで打った名前") {
        assert!(std::time::Instant::now() < deadline, "the draft was never kept");
        screen.until_so("anything", |_| true);
    }
    screen.cut();
    let mut again = Terminal::open(&centre, "ja");
    again.until("書きかけ");
}
