//! Coming back, losing a case, and handing cases over at the end of a shift.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::QueuePane;
use super::server::{Server, server};
use crate::api::news::{Handed, News, NewsAnswer, NewsKind, NewsLine, NewsRequest};
use crate::api::queue::{QueueAct, QueueChange};
use crate::api::{Answer, Change, Done, Notice, Request};
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, StaffId, Version};
use crate::tui::testing::{Desk, Setup, me, now};

const ME: StaffId = StaffId(1);
const SUZUKI: StaffId = StaffId(9);

/// A desk whose server has these news, with a colleague.
fn desk(lines: Vec<NewsLine>) -> (Rc<RefCell<Server>>, Desk) {
    let server = server();
    let mut setup = Setup::of(vec![Box::new(QueuePane::default())]);
    let mut suzuki = me();
    (suzuki.id, suzuki.name.written, suzuki.name.kana) = (SUZUKI, "鈴木 次郎".into(), "すずき じろう".into());
    setup.welcome.everybody.push(suzuki);
    let answering = Rc::clone(&server);
    let desk = setup.open(move |request| match request {
        Request::News(NewsRequest::Since { .. }) => {
            let since = Some(now() - chrono::Duration::hours(16));
            let news = News { since, as_of: now(), lines: lines.clone() };
            Some(Ok(Answer::News(Box::new(NewsAnswer::News(news)))))
        }
        Request::News(NewsRequest::Seen { .. }) => Some(Ok(Answer::News(Box::new(NewsAnswer::Noted)))),
        Request::Change(Change::Queue(QueueChange::HandOver { .. })) => Some(Ok(Answer::Done(Done {
            kind: Kind::Consultation,
            id: "c1".into(),
            version: Version(3),
            number: None,
            more: None,
        }))),
        other => answering.borrow_mut().answer(other),
    });
    (server, desk)
}

fn taken() -> NewsLine {
    NewsLine {
        about: "鈴木 一代".into(),
        by: Some(SUZUKI),
        at: Some(now() - chrono::Duration::hours(1)),
        text: "急な休み".into(),
        ..NewsLine::plain(NewsKind::TakenFrom, Kind::Consultation, "c2".into(), "R8-0410".into())
    }
}

fn handed() -> Notice {
    let number = super::server().borrow().cases[&2].number;
    Notice::Handed(Handed {
        consultation: ConsultationId(2),
        number,
        from: Some(ME),
        to: SUZUKI,
        by: SUZUKI,
        at: now(),
        reason: "急な休み".into(),
    })
}

fn seen(desk: &Desk) -> usize {
    let asked = desk.asked.borrow();
    asked.iter().filter(|(_, request)| matches!(request, Request::News(NewsRequest::Seen { .. }))).count()
}

#[test]
fn what_happened_since_one_left_opens_at_the_start_and_leads_to_the_case() {
    let (_, mut desk) = desk(vec![taken()]);
    let screen = desk.screen();
    assert!(screen.contains("前回 (11/23 18:32) からのこと"), "{screen}");
    assert!(screen.contains(">担当交代    R8-0410  鈴木 一代"), "{screen}");
    assert!(screen.contains("鈴木 次郎  急な休み"), "{screen}");
    assert_eq!(seen(&desk), 0);
    desk.press("Enter");
    let selected = desk.screen();
    assert!(selected.lines().any(|line| line.starts_with('>') && line.contains("R8-0410")), "{selected}");
    assert_eq!(seen(&desk), 1, "who closes the list has seen it");
    assert!(desk.press("F6").screen().contains("急な休み"), "it can be opened again");
}

#[test]
fn nothing_opens_when_there_is_nothing() {
    let (_, desk) = desk(vec![]);
    assert!(desk.screen().contains("R8-0409") && !desk.screen().contains("前回"), "{}", desk.screen());
    assert_eq!(seen(&desk), 1);
}

#[test]
fn a_case_taken_over_stays_on_the_screen_until_it_is_seen() {
    let (_, mut desk) = desk(vec![]);
    desk.notice(handed());
    let said = "鈴木 次郎さんが R8-0410 の担当を引き取りました: 急な休み (F6で確認)";
    assert!(desk.screen().contains(said), "{}", desk.screen());
    desk.press("j k");
    assert!(desk.screen().contains(said), "no key takes it away: {}", desk.screen());
    desk.press("F6 Esc");
    assert!(!desk.screen().contains(said), "{}", desk.screen());
}

#[test]
fn own_cases_are_handed_over_in_one_step() {
    let (server, mut desk) = desk(vec![]);
    server.borrow_mut().act(ConsultationId(1), QueueAct::Claim).unwrap();
    desk.notice(Notice::Reload);
    desk.press("M");
    assert!(desk.screen().contains("申し送り"), "{}", desk.screen());
    desk.type_text("suzuki").press("Enter Tab").type_text("明日電話").press("C-s");
    let asked = desk.asked.borrow().iter().rev().find_map(|(_, request)| match request {
        Request::Change(Change::Queue(change @ QueueChange::HandOver { .. })) => Some(change.clone()),
        _ => None,
    });
    let cases = vec![ConsultationId(1), ConsultationId(2), ConsultationId(3)];
    let wanted = QueueChange::HandOver { cases, to: SUZUKI, reason: "申し送り: 明日電話".into() };
    assert_eq!(asked, Some(wanted), "{}", desk.screen());
    assert!(desk.screen().contains("鈴木 次郎さんに3件を引き継ぎました"), "{}", desk.screen());
    let act = QueueAct::TakeOver { to: Some(SUZUKI), reason: "申し送り: 明日電話".into() };
    server.borrow_mut().act(ConsultationId(1), act).unwrap();
    desk.notice(Notice::Reload);
    let screen = desk.screen();
    assert!(screen.contains("引き継ぎました") && !screen.contains("替わりました"), "{screen}");
}

#[test]
fn a_case_that_another_takes_later_is_told_all_the_same() {
    let (server, mut desk) = desk(vec![]);
    server.borrow_mut().act(ConsultationId(1), QueueAct::Claim).unwrap();
    desk.notice(Notice::Reload);
    let act = QueueAct::TakeOver { to: Some(SUZUKI), reason: "急な休み".into() };
    server.borrow_mut().act(ConsultationId(1), act).unwrap();
    desk.notice(Notice::Reload);
    assert!(desk.screen().contains("の担当が鈴木 次郎に替わりました"), "{}", desk.screen());
}
