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

/// A centre with the care offices of the fixtures, a dietitian, and somebody who is registered.
fn staffed() -> Centre {
    let centre = Centre::found();
    let kaigo = format!("{}/fixtures/import/kaigo.csv", env!("CARGO_MANIFEST_DIR"));
    centre.done(&["import", "kaigo", &kaigo]);
    let name = json!({"written": "小川 恵", "kana": "おがわ めぐみ"});
    let answers = centre.call(&[json!({"change": {"centre": {"join": {
        "name": name, "profession": "dietitian", "roles": ["team"], "full_time_equivalent": 60, "team": "nutrition"}}}})]);
    assert!(answers[0]["answer"].is_object(), "{answers:?}");
    centre
}

#[test]
fn from_a_call_to_the_end_of_a_dietitians_work_and_the_timeline_that_shows_it_all() {
    let centre = staffed();
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("1相談").until("佐藤");
    screen.keys("2").until("対象者がいません").keys("pn").until("対象者の登録");
    screen.keys("山田 花子").keys("\t").keys("やまだ はなこ").until("やまだ はなこ").keys(SAVE).until("p1 山田 花子");

    screen.keys("1").until("相談はありません").keys("n").until("受付");
    screen.keys("\t\tkeama\r加藤\t0473660001\t\t本町居宅介護支援事業所\t食事量が落ち、半年で4kg減った。\t\tyamada\r");
    screen.until("山田 花子").keys(SAVE).until("R8-0001  受付");
    screen.keys("c").until("担当決定").keys("a").until("対応の記録");
    screen.keys("\t\t\t\t\t\t15\t管理栄養士に頼むことにした").until("頼むことにした").keys(SAVE).until("対応中");

    screen.keys("r").until("サポートチームへの依頼").keys("栄養\r").keys(SAVE).until("次: 受理");
    // The whole course by one key and the forms that it opens; what comes next is on the screen each time.
    let course = [
        ("", "次: 担当決定"),
        ("小川\r", "次: アセスメント開始"),
        ("\t\t\t食事量は半分、体重41.0kg", "次: アセスメント終了"),
        ("低栄養のおそれ", "次: 依頼者への報告"),
        ("\tFAX\r\t補助食品をすすめた", "次: 報告の受領確認"),
        ("", "次: 医師の了解"),
        ("了解する\r本町クリニック 佐藤医師\t\t電話\r", "次: 支援につなぐ"),
        ("\t訪問栄養食事指導\t\t本町クリニック", "次: 多職種への対応依頼"),
        ("\t訪問看護師\rhoumon\r\t毎週の体重測定", "次: 経過確認"),
        ("\t41.8kg", "次: 終了"),
        ("改善\r", "[終了"),
    ];
    for (at, (typed, shown)) in course.into_iter().enumerate() {
        // Accepting takes no form.
        screen.keys(ENTER).keys(typed).keys(if at == 0 { "" } else { SAVE }).until(shown);
    }

    screen
        .keys("1")
        .until("R8-0001")
        .keys("d")
        .until("結果")
        .keys("kaigo\r体重が戻った")
        .keys(SAVE)
        .until("解決にしました");
    screen.keys("w").until("R8-0001  解決").keys("x").until("終結");
    screen.keys("p").until("p1 山田 花子").keys("ge");
    for shown in ["R8-0001 受付", "R8-0001 終結", "R8-0001 解決", "食事量は半分、体重41.0kg"] {
        screen.until(shown);
    }
    screen.keys("gg").until("医師の了解 本町クリニック").until("r1 栄養 終結");
    screen.keys("/").until("Esc閉じる").keys("houmon").until("みどり訪問看護").keys(ENTER);
    screen.until("4870100011").keys("q").until_over();
}

#[test]
fn a_burst_of_keys_does_what_the_same_keys_do_one_by_one() {
    let centre = Centre::found();
    for name in ["加藤", "木村"] {
        let mut screen = Terminal::open(&centre, "ja");
        screen.until("1相談").keys("n").until("受付");
        screen
            .keys(&format!("\t\tkeama\r{name}\t\t\t\t服薬を嫌がる{SAVE}"))
            .until("で受け付けました")
            .keys("q")
            .until_over();
    }
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("R8-0002");
    // Nothing of this waits for the screen: down, claim, a step with its minutes, on hold with a reason and a date.
    screen.keys(&format!("jca\t\t\t\t\t\t15\t薬剤師に頼んだ{SAVE}h7\r+3{SAVE}"));
    screen.until("保留~").keys("j").until("R8-0001  受付").keys("q").until_over();
    let rows = &centre.call(&[json!({"queue": {"list": {}}})])[0]["answer"]["queue"]["list"]["rows"];
    let state = |number: &str| {
        let row = rows.as_array().unwrap().iter().find(|row| row["number"] == number).unwrap();
        row["state"].as_str().unwrap().to_owned()
    };
    assert_eq!((state("R8-0001"), state("R8-0002")), ("received".to_owned(), "waiting".to_owned()), "{rows}");
}

#[test]
fn every_pane_speaks_english_when_asked_to() {
    let centre = Centre::found();
    let mut screen = Terminal::open(&centre, "en");
    // So many tabs leave room for the name of the one in front alone.
    screen.until("1Queue 2 3 4 5 6 7 8 0").until("佐藤").until("No consultations");
    screen.until("Enter open").keys("?").until("Esc close").until("Receive a consultation");
    screen.keys("\x1b").until_so("help is closed", |text| !text.contains("Receive a consultation"));
    screen.keys("2").until("No patients").until("o patient");
    screen.keys("3").until("No such referrals").until("n refer");
    screen.keys("4").until("No place").until("f filter");
    screen.keys(":").until("Command").keys("queue\r").until("No consultations");
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
