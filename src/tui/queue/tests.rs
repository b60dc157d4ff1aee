//! The pane by keys through the real loop, against a server that follows the course of real consultations.

mod ahead;
mod charge;
mod hands;
mod news;
mod outreach;
mod server;

use std::cell::RefCell;
use std::rc::Rc;

use super::QueuePane;
use crate::api::Notice;
use crate::api::draft::Draft;
use crate::api::queue::{QueueAct, QueueFilter};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::consultation::{Asker, Outcome, Resolution, State, Urgency};
use crate::domain::id::{ConsultationId, StaffId};
use crate::tui::testing::{Desk, Setup, now};
use crate::words::Lang;
use server::{Server, contents, server};

fn open(server: &Rc<RefCell<Server>>, lang: Lang, size: (u16, u16)) -> Desk {
    let mut setup = Setup::of(vec![Box::new(QueuePane::default())]);
    (setup.lang, setup.size) = (lang, size);
    let server = Rc::clone(server);
    setup.open(move |request| server.borrow_mut().answer(request))
}

fn desk() -> (Rc<RefCell<Server>>, Desk) {
    let server = server();
    let desk = open(&server, Lang::Ja, (80, 24));
    (server, desk)
}

/// What another session does is heard as a notice; so is what this one does.
fn hear(desk: &mut Desk) {
    desk.notice(Notice::Reload);
}

#[test]
fn the_queue_at_80_columns() {
    let (_, desk) = desk();
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_queue_at_140_columns_in_english() {
    let desk = open(&server(), Lang::En, (140, 40));
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn a_case_from_its_claim_to_its_end_by_keys() {
    let (server, mut desk) = desk();
    let state = |server: &Rc<RefCell<Server>>| server.borrow().cases[&2].state;
    desk.press("j a");
    assert!(desk.screen().contains("先に担当を決めてください"), "{}", desk.screen());
    desk.press("c");
    assert_eq!(state(&server), State::Claimed);
    desk.press("d");
    assert!(desk.screen().contains("対応を1件記録してから"), "{}", desk.screen());

    // Nobody answers: the step puts it on the list of calls to return.
    desk.press("a Tab Tab Tab Tab Tab").type_text("1").press("Enter C-s");
    hear(&mut desk);
    assert!(server.borrow().cases[&2].steps[0].contents.nobody_answered, "{}", desk.screen());
    desk.press("B");
    assert!(desk.screen().contains("折返し1"), "{}", desk.screen());
    assert!(!desk.screen().contains("山田"), "only calls to return: {}", desk.screen());
    desk.press("b Tab Tab Tab Tab Tab Tab").type_text("12").press("Tab").type_text("訪問看護を紹介した").press("C-s");
    hear(&mut desk);
    let step = server.borrow().cases[&2].steps[1].clone();
    assert_eq!((step.contents.minutes.0, step.contents.with.name.as_str()), (12, "田中"));
    assert!(desk.screen().contains("相談はありません") || desk.screen().contains("条件に合う"), "{}", desk.screen());
    desk.press("B j");

    desk.press("h").type_text("7").press("Enter").type_text("11/28").press("C-s");
    hear(&mut desk);
    assert_eq!(state(&server), State::Waiting, "{}", desk.screen());
    assert!(desk.screen().contains("保留~11/28"), "{}", desk.screen());
    desk.press("H");
    hear(&mut desk);
    desk.press("d").type_text("kaigo").press("Enter").type_text("訪問看護").press("C-s");
    hear(&mut desk);
    assert_eq!(state(&server), State::Resolved, "{}", desk.screen());
    desk.press("w");
    desk.press("g e");
    assert!(desk.screen().contains("解決"), "{}", desk.screen());
    desk.press("x");
    assert_eq!(state(&server), State::Closed, "{}", desk.screen());
    hear(&mut desk);
    desk.press("o").type_text("再入院").press("C-s");
    assert_eq!(state(&server), State::Reopened);
}

#[test]
fn the_reception_form_shows_a_possible_double_before_it_saves() {
    let (server, mut desk) = desk();
    server.borrow_mut().doubles = true;
    desk.press("n");
    insta::assert_snapshot!(desk.screen());
    desk.press("Tab Tab").type_text("keama").press("Enter").type_text("加藤").press("Tab").type_text("0473660001");
    desk.press("Tab Tab Tab").type_text("服薬を嫌がる").press("Tab Tab Tab").type_text("山田 花子").press("C-s");
    assert!(desk.screen().contains("同じ人かもしれません: R8-0409"), "{}", desk.screen());
    assert_eq!(server.borrow().cases.len(), 3);
    desk.press("C-s");
    assert_eq!(server.borrow().cases.len(), 4);
    assert!(desk.screen().contains("R8-0412 で受け付けました"), "{}", desk.screen());
    let case = server.borrow().cases[&4].clone();
    assert_eq!((case.intake.asked_by.who, case.intake.urgency), (Asker::CareManager, Urgency::Normal));
    assert_eq!(case.intake.person.unwrap().name.written, "山田 花子");
}

#[test]
fn the_list_is_narrowed_by_a_few_letters() {
    let (server, mut desk) = desk();
    desk.press("f").type_text("sakura").press("Enter").type_text("緊急").press("Enter Esc");
    let filter = server.borrow().asked.last().unwrap().clone();
    assert_eq!(filter.areas, [AreaCode("sakuragaoka".into())]);
    assert_eq!(filter.urgencies, [Urgency::Emergency]);
    assert!(desk.screen().contains("絞り込み: 緊急 桜ヶ丘"), "{}", desk.screen());
    desk.press("f C-x Esc");
    assert_eq!(server.borrow().asked.last().unwrap(), &QueueFilter::open());
}

#[test]
fn a_step_is_corrected_and_both_show() {
    let (server, mut desk) = desk();
    desk.press("c a Tab Tab Tab Tab Tab Tab Tab").type_text("誤り").press("C-s");
    hear(&mut desk);
    desk.press("v")
        .type_text("聞き違い")
        .press("Tab Tab Tab Tab Tab Tab Tab Tab Tab C-k")
        .type_text("正しい")
        .press("C-s");
    hear(&mut desk);
    let steps = server.borrow().cases[&1].steps.clone();
    assert_eq!(steps.len(), 2, "{}", desk.screen());
    assert_eq!(steps[1].reason, "聞き違い");
    desk.press("Enter");
    assert!(desk.screen().contains("誤り") && desk.screen().contains("正しい"), "{}", desk.screen());
}

#[test]
fn two_people_amend_one_form_and_nothing_is_lost() {
    let (server, mut desk) = desk();
    let amended = |server: &Rc<RefCell<Server>>| server.borrow().cases[&1].intake.clone();
    desk.press("e Tab Tab Tab C-k").type_text("田中 一");
    let mut theirs = amended(&server);
    theirs.wish = "家で過ごしたい".into();
    server.borrow_mut().act(ConsultationId(1), QueueAct::Amend(Box::new(theirs))).unwrap();
    // Whether the notice has come by then or not.
    desk.press("C-s");
    assert!(desk.screen().contains("取り込みました"), "{}", desk.screen());
    desk.press("C-s");
    assert_eq!(amended(&server).asked_by.name, "田中田中 一", "{}", desk.screen());
    assert_eq!(amended(&server).wish, "家で過ごしたい");

    hear(&mut desk);
    desk.press("e Tab Tab Tab").type_text("さん");
    let mut theirs = amended(&server);
    theirs.asked_by.name = "田中 二".into();
    server.borrow_mut().act(ConsultationId(1), QueueAct::Amend(Box::new(theirs))).unwrap();
    hear(&mut desk);
    assert!(desk.screen().contains("ほかの人の入力: 田中 二"), "{}", desk.screen());
    desk.press("C-s");
    assert_eq!(amended(&server).asked_by.name, "田中田中 一さん", "{}", desk.screen());
}

#[test]
fn a_case_that_leaves_the_list_while_it_is_amended_can_still_be_saved() {
    let (server, mut desk) = desk();
    desk.press("e Tab Tab Tab").type_text(" 一");
    for act in [
        QueueAct::Claim,
        QueueAct::Answer(Box::new(contents("済"))),
        QueueAct::Resolve(Resolution { outcome: Outcome::Informed, text: String::new() }),
    ] {
        server.borrow_mut().act(ConsultationId(1), act).unwrap();
    }
    hear(&mut desk);
    desk.press("C-s");
    assert_eq!(server.borrow().cases[&1].intake.asked_by.name, "田中 一", "{}", desk.screen());
}

#[test]
fn somebody_who_loses_a_case_is_told() {
    let (server, mut desk) = desk();
    desk.press("c");
    let over = server.borrow().cases[&1].take_over(StaffId(9), "休暇".into()).unwrap();
    server.borrow_mut().cases.get_mut(&1).unwrap().apply(&over, &Stamp { at: now(), by: StaffId(9) });
    hear(&mut desk);
    assert!(desk.screen().contains("担当が"), "{}", desk.screen());
}

#[test]
fn a_finished_case_that_is_asked_for_from_elsewhere_is_found_by_its_number() {
    let (server, mut desk) = desk();
    for act in [
        QueueAct::Claim,
        QueueAct::Answer(Box::new(contents("済"))),
        QueueAct::Resolve(Resolution { outcome: Outcome::Informed, text: String::new() }),
    ] {
        server.borrow_mut().act(ConsultationId(1), act).unwrap();
    }
    hear(&mut desk);
    assert!(!desk.screen().contains("R8-0409"), "{}", desk.screen());
    let fields = serde_json::json!({ "reason": "再入院" });
    let draft = Draft { form: "queue.reopen/c1".into(), fields, ..Draft::default() };
    server.borrow_mut().drafts.push(draft);
    let server2 = Rc::clone(&server);
    let mut desk = open(&server2, Lang::Ja, (80, 24));
    desk.press("F4 Enter");
    assert!(desk.screen().contains("再入院"), "{}", desk.screen());
    desk.press("C-s");
    assert_eq!(server.borrow().cases[&1].state, State::Reopened, "{}", desk.screen());
}

#[test]
fn every_draft_of_the_pane_is_taken_up() {
    let ways = [
        "n Tab Tab Tab",
        "j e Tab Tab Tab",
        "j a Tab Tab Tab Tab Tab Tab Tab",
        "j h Tab Tab",
        "j v Enter",
        "j d Tab",
        "j M Tab Tab",
    ];
    crate::tui::testing::drafts::are_taken_up(
        || {
            let server = server();
            let step = QueueAct::Answer(Box::new(contents("済")));
            for act in [QueueAct::Claim, step.clone(), step] {
                server.borrow_mut().act(ConsultationId(2), act).unwrap();
            }
            let setup = Setup::of(vec![Box::new(QueuePane::default())]);
            (setup, Box::new(move |request| server.borrow_mut().answer(request)))
        },
        &ways,
    );
}
