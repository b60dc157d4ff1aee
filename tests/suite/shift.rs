//! The beginning and the end of a shift at the real screen, while others work: what happened meanwhile, the handover, two
//! screens on one record, a server that restarts or is renewed, and what is half typed through all of it.

use std::thread;
use std::time::{Duration, Instant};

use renkei::api::centre::CentreChange;
use renkei::api::news::{NewsAnswer, NewsKind, NewsRequest};
use renkei::api::queue::{QueueAct, QueueChange};
use renkei::api::{Answer, Ask, Change, FromServer, Notice, Outcome, Problem, Reply, Request};
use renkei::domain::id::{ConsultationId, Version};
use renkei::domain::staff::Role;
use renkei::wire::{frame, listen};
use rustix::process::Signal;
use serde_json::json;

use crate::house::{House, Line, Member};
use crate::support::Centre;
use crate::terminal::Terminal;

const SAVE: &str = "\x13";
const ESC: &str = "\x1b";
const F6: &str = "\x1b[17~";

/// A centre with a server in this process, a colleague, and two cases of the owner's.
fn office(centre: &Centre) -> (House, Member, [ConsultationId; 2]) {
    let house = House::at(centre);
    let colleague = house.join("鈴木 一郎", &[Role::Manager, Role::Coordinator], None);
    let mut line = house.line(&house.owner, false);
    let cases = [(); 2].map(|()| {
        let case = line.receive_case("退院の相談");
        act(&mut line, case, QueueAct::Claim);
        case
    });
    (house, colleague, cases)
}

/// Does something about a case as it is now.
fn act(line: &mut Line, consultation: ConsultationId, act: QueueAct) {
    let seen = Some(line.case(consultation).consultation.version);
    line.change(Change::Queue(QueueChange::Act { consultation, seen, act })).unwrap();
}

fn news(line: &mut Line, request: NewsRequest) -> NewsAnswer {
    match line.ask(Request::News(request)).unwrap() {
        Answer::News(answer) => *answer,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_happened_meanwhile_is_shown_at_login_leads_to_its_record_and_is_not_told_twice() {
    let centre = Centre::found();
    let (house, colleague, cases) = office(&centre);
    let all_seen = NewsRequest::Seen { at: "2999-01-01T00:00:00+09:00".parse().unwrap() };
    news(&mut house.line(&house.owner, false), all_seen);
    let mut theirs = house.line(&colleague, false);
    act(&mut theirs, cases[0], QueueAct::TakeOver { to: None, reason: "急な休みのため".into() });
    let mut amended = theirs.case(cases[1]).consultation.intake;
    amended.wish = "家で過ごしたい".into();
    act(&mut theirs, cases[1], QueueAct::Amend(Box::new(amended)));

    let mut screen = Terminal::open(&centre, "ja");
    screen.until("前回").until("担当交代").until("急な休みのため").until("R8-0002").until("鈴木 一郎");
    screen.keys("\r").until_so("the case that was taken", |text| text.contains("R8-0001") && !text.contains("前回"));
    screen.keys(F6).until("前回").until("急な休みのため").keys(ESC);
    screen.until_so("the list is closed", |text| !text.contains("前回")).keys("q").until_over();

    let mut again = Terminal::open(&centre, "ja");
    again.until("R8-0002");
    assert!(!again.text().contains("急な休みのため"), "{}", again.text());
}

#[test]
fn at_the_end_of_a_shift_all_cases_go_to_a_colleague_in_one_step_who_is_told() {
    let centre = Centre::found();
    let (house, colleague, cases) = office(&centre);
    let mut hears = house.line(&colleague, true);
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("1相談").keys(ESC).until_so("the queue", |text| text.contains("R8-0002") && !text.contains("待って"));
    screen.keys("M").until("申し送り").until("R8-0001").keys("鈴木\r\t").keys("明日の朝に電話").until("明日の朝に電話");
    screen.keys(SAVE).until("自分0");
    let mut handed = Vec::new();
    while handed.len() < 2 {
        if let FromServer::Notice { notice: Notice::Handed(told) } = hears.listener.next().unwrap() {
            assert_eq!((told.by, told.to), (house.owner.id, colleague.id));
            assert!(told.reason.contains("明日の朝に電話"), "{told:?}");
            handed.push(told.consultation);
        }
    }
    handed.sort_unstable();
    assert_eq!(handed, cases);
    let since = Some("2020-01-01T00:00:00+09:00".parse().unwrap());
    let NewsAnswer::News(told) = news(&mut hears, NewsRequest::Since { since }) else { panic!("no news") };
    assert_eq!(told.lines.iter().filter(|line| line.what == NewsKind::HandedTo).count(), 2, "{told:?}");
    assert_eq!(cases.map(|case| hears.case(case).consultation.claimed_by), [Some(colleague.id); 2]);
}

#[test]
fn what_a_colleague_changes_shows_in_an_open_form_and_both_are_kept() {
    let centre = Centre::found();
    let (house, colleague, cases) = office(&centre);
    let mut theirs = house.line(&colleague, false);
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("1相談").keys(ESC).until_so("the queue", |text| text.contains("R8-0002") && !text.contains("待って"));
    screen.keys("gge").until("R8-0001").keys("\t\t\t").keys("さん").until("田中さん");
    let mut amended = theirs.case(cases[0]).consultation.intake;
    amended.asked_by.phone = "047-366-0001".into();
    act(&mut theirs, cases[0], QueueAct::Amend(Box::new(amended.clone())));
    screen.until("047-366-0001").until("鈴木 一郎さん");
    // And once more, where both type.
    amended.asked_by.name = "田村".into();
    act(&mut theirs, cases[0], QueueAct::Amend(Box::new(amended)));
    screen
        .until("鈴木 一郎さんの入力: 田村")
        .keys("\x14")
        .until("自分の入力: 田中さん")
        .keys("\x14")
        .until("の入力: 田村");
    screen.keys(SAVE).until_so("the form is closed", |text| !text.contains("の入力: 田村"));
    let asked_by = theirs.case(cases[0]).consultation.intake.asked_by;
    assert_eq!((asked_by.name.as_str(), asked_by.phone.as_str()), ("田中さん", "047-366-0001"));
}

#[test]
fn the_session_of_an_account_that_leaves_ends_at_once_with_a_sentence() {
    let centre = Centre::found();
    let (house, colleague, _) = office(&centre);
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("1相談").until("佐藤");
    let leave = CentreChange::Leave { staff: house.owner.id, seen: Version(1) };
    house.line(&colleague, false).change(Change::Centre(leave)).unwrap();
    assert_ne!(screen.exit_code(), 0);
    assert!(screen.text().contains("使えなくなりました"), "{}", screen.text());
}

#[test]
fn a_half_typed_form_outlives_a_kill_of_the_server_and_is_saved_once() {
    let centre = Centre::found();
    let server = centre.serve();
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("1相談").keys("n").until("受付").keys("\t\tkeama\r加藤").until("加藤");
    server.kill();
    // What is typed without a server stays on the screen. The screen of whoever owns the data starts the next one.
    screen.until("接続なし").keys("\t\t\t\t服薬を嫌がる").until("服薬を嫌がる");
    screen.until_so("a server is there again", |text| !text.contains("接続なし"));
    assert!(screen.text().contains("加藤") && screen.text().contains("服薬を嫌がる"), "{}", screen.text());
    screen.keys(SAVE).until("で受け付けました").keys("q").until_over();
    let list = &centre.call(&[json!({"queue": {"list": {}}})])[0]["answer"]["queue"]["list"];
    assert_eq!(list["total"], 1, "{list}");
}

/// Waits until the server has a draft with this text.
fn kept(centre: &Centre, text: &str) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !centre.call(&[json!({"draft": "list"})])[0].to_string().contains(text) {
        assert!(Instant::now() < deadline, "the draft was never kept");
    }
}

#[test]
fn a_draft_outlives_a_kill_of_the_server_and_of_the_screen() {
    let centre = Centre::found();
    let server = centre.serve();
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("1相談").keys("n").until("受付").keys("\t\t\t途中まで打った名前").until("途中まで打った名前");
    kept(&centre, "途中まで打った名前");
    server.kill();
    screen.cut();
    kept(&centre, "途中まで打った名前");
    let mut again = Terminal::open(&centre, "ja");
    again.until("書きかけの入力が1件あります").keys("\x1bOS").until("途中まで打った名前").keys("\r");
    again.until_so("the form", |text| text.contains("下書きから続けます") && text.contains("途中まで打った名前"));
}

#[test]
fn a_screen_that_is_told_to_end_or_hung_up_keeps_the_very_last_key() {
    for signal in [Signal::TERM, Signal::HUP] {
        let centre = Centre::found();
        let server = centre.serve();
        let mut screen = Terminal::open(&centre, "ja");
        screen.until("1相談").keys("n").until("受付").keys("\t\t\t最後まで").until("最後まで");
        screen.signal(signal).exit_code();
        let drafts = centre.call(&[json!({"draft": "list"})])[0].to_string();
        assert!(drafts.contains("最後まで"), "{signal:?}: {drafts}");
        server.stop();
    }
}

#[test]
fn a_screen_whose_server_came_back_as_another_version_says_so_and_keeps_what_is_typed() {
    let centre = Centre::found();
    let server = centre.serve();
    let mut screen = Terminal::open(&centre, "ja");
    screen.until("1相談").keys("n").until("受付").keys("\t\t\t途中まで").until("途中まで");
    server.kill();
    let renewed = listen(&centre.data()).unwrap();
    // It ends with the process of these tests.
    thread::spawn(move || {
        for stream in renewed.incoming() {
            let (mut stream, mut buffer) = (stream.unwrap(), Vec::new());
            let Ok(ask) = frame::read::<Ask>(&mut stream, &mut buffer) else { continue };
            let problem = Problem::VersionMismatch { server: "9.9.9".to_owned() };
            let reply = Reply { id: ask.id, outcome: Outcome::Problem(problem) };
            let _ = frame::write(&mut stream, &FromServer::Reply(Box::new(reply)));
        }
    });
    screen.until("別の版 (9.9.9)").until("接続なし");
    assert!(screen.text().contains("途中まで"), "{}", screen.text());
    screen.keys("\x11").until("切れてからの入力は残りません").keys("y").until_over();
}
