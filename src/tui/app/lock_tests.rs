//! The lock through the real loop: nothing is seen, nothing is lost, and a password is never shown.

use super::Event;
use crate::api::centre::Welcome;
use crate::api::queue::{QueueAnswer, QueueCounts, QueueRead};
use crate::api::session::{Access, Origin, Secret, SessionAnswer, SessionProblem, SessionRequest, SessionRow};
use crate::api::{Answer, Notice, Page, Problem, Request};
use crate::domain::event::Kind;
use crate::domain::id::{StaffId, Version};
use crate::tui::link::fake::Reply;
use crate::tui::panes;
use crate::tui::testing::{Desk, Setup, now, welcome};
use std::cell::RefCell;
use std::rc::Rc;

const GOOD: &str = "sakura-2026";
const ONCE: &str = "abcd-efgh-jkmn";

fn guarded(access: Access) -> Welcome {
    Welcome { access, password: true, ..welcome() }
}

/// A server that knows one password, or the one-time one before it.
fn server(request: &Request) -> Reply {
    let told = |access| Some(Ok(Answer::Session(Box::new(SessionAnswer::Welcome(Box::new(guarded(access)))))));
    match request {
        Request::Session(SessionRequest::Unlock { password }) => match password.0.as_str() {
            GOOD => told(Access::Open),
            ONCE => told(Access::Renewal),
            _ => Some(Err(Problem::Session(SessionProblem::WrongPassword))),
        },
        Request::Session(SessionRequest::ChangePassword { old, new }) if old.0 == ONCE && new.0 == GOOD => {
            told(Access::Open)
        }
        Request::Session(SessionRequest::Lock | SessionRequest::End { .. }) => {
            Some(Ok(Answer::Session(Box::new(SessionAnswer::Done))))
        }
        Request::Session(SessionRequest::List) => {
            let row = SessionRow {
                session: 7,
                staff: StaffId(1),
                account: "tanaka".into(),
                from: Origin::Ssh { address: "192.0.2.7".into() },
                since: now(),
                active: now(),
                screen: true,
                locked: false,
                own: false,
            };
            Some(Ok(Answer::Session(Box::new(SessionAnswer::Sessions(vec![row])))))
        }
        // A queue with nothing in it: keys wait until it is known.
        Request::Queue(QueueRead::List { .. }) => {
            let page = Page { total: 0, offset: 0, rows: Vec::new() };
            Some(Ok(Answer::Queue(Box::new(QueueAnswer::List(page)))))
        }
        Request::Queue(QueueRead::Counts) => {
            Some(Ok(Answer::Queue(Box::new(QueueAnswer::Counts(QueueCounts::default())))))
        }
        _ => None,
    }
}

fn desk(access: Access) -> Desk {
    let mut setup = Setup::of(panes::all());
    setup.welcome = guarded(access);
    setup.open(server)
}

#[test]
fn what_is_typed_is_kept_and_hidden_and_there_again_after_the_password() {
    let mut desk = desk(Access::Open);
    desk.press("n").type_text("服薬拒否");
    let before = desk.screen();
    assert!(before.contains("服薬拒否"), "{before}");
    let screen = desk.press("F12").screen();
    assert!(!screen.contains("服薬") && screen.contains("パスワード"), "{screen}");
    let asked: Vec<Request> = desk.asked.borrow().iter().map(|(_, request)| request.clone()).collect();
    let kept = asked.iter().rposition(|request| matches!(request, Request::Draft(_)));
    let locked = asked.iter().position(|request| *request == Request::Session(SessionRequest::Lock));
    assert!(kept.is_some() && kept < locked, "{asked:?}");
    let screen = desk.type_text("not-the-one").screen();
    assert!(!screen.contains("not-the-one"), "{screen}");
    assert!(desk.press("Enter").screen().contains("パスワードが違います"));
    let screen = desk.type_text("x").press("Backspace").type_text(GOOD).press("Enter").screen();
    assert_eq!(screen, before);
}

#[test]
fn a_form_that_lies_idle_is_hidden_by_the_server_s_lock_and_is_there_again_with_its_text() {
    let mut desk = desk(Access::Open);
    desk.press("n").type_text("服薬拒否");
    let before = desk.screen();
    let screen = desk.notice(Notice::Locked).screen();
    assert!(!screen.contains("服薬") && !screen.contains("受付") && screen.contains("パスワード"), "{screen}");
    let screen = desk.press("Tab Esc F2 F4").type_text(GOOD).screen();
    assert!(!screen.contains("服薬"), "{screen}");
    let screen = desk.press("Enter").screen();
    assert_eq!(screen, before);
    let last = desk.asked.borrow().iter().rev().find_map(|(_, request)| match request {
        Request::Draft(crate::api::draft::DraftRequest::Keep(draft)) => Some(draft.fields.to_string()),
        _ => None,
    });
    assert!(last.is_some_and(|fields| fields.contains("服薬拒否")));
}

#[test]
fn a_session_that_begins_locked_asks_for_nothing_until_a_password_is_chosen() {
    let mut desk = desk(Access::Locked);
    assert!(desk.asked.borrow().is_empty());
    assert!(desk.type_text(ONCE).press("Enter").screen().contains("新しいパスワード"));
    desk.type_text(GOOD).press("Enter").type_text("another").press("Enter");
    assert!(desk.screen().contains("2回の入力が違います"), "{}", desk.screen());
    desk.type_text(GOOD).press("Enter").type_text(GOOD).press("Enter");
    assert!(!desk.screen().contains("パスワード"), "{}", desk.screen());
    let began = desk.asked.borrow().iter().any(|(_, request)| matches!(request, Request::Draft(_)));
    assert!(began, "the panes began");
}

#[test]
fn a_locked_screen_hears_nothing_and_takes_a_huge_paste_calmly() {
    let mut desk = desk(Access::Open);
    desk.notice(Notice::Locked);
    let (asked, screen) = (desk.asked.borrow().len(), desk.screen());
    let id = "c1".to_owned();
    desk.notice(Notice::Changed {
        kind: Kind::Consultation,
        id,
        version: Version(2),
        by: StaffId(2),
        at: now(),
        patient: None,
    });
    desk.press("F12 F4 : ? q");
    assert_eq!((desk.asked.borrow().len(), desk.screen()), (asked, screen));
    let screen = desk.paste(&"あ".repeat(3_000_000)).screen();
    assert!(!screen.contains('あ') && screen.contains("長すぎる"), "{screen}");
    desk.type_text(GOOD).press("Enter");
    let unlock = Request::Session(SessionRequest::Unlock { password: Secret(GOOD.into()) });
    assert!(desk.asked.borrow().iter().any(|(_, request)| *request == unlock));
    assert!(!desk.screen().contains("パスワード"));
}

#[test]
fn a_session_of_a_new_connection_asks_anew_and_leaves_the_form_as_it_was() {
    let mut desk = desk(Access::Open);
    desk.press("n").type_text("服薬拒否");
    let before = desk.screen();
    desk.send(Event::Lost);
    let screen = desk.send(Event::Back(Box::new(guarded(Access::Locked)))).screen();
    assert!(screen.contains("パスワード") && !screen.contains("服薬"), "{screen}");
    desk.send(Event::Back(Box::new(guarded(Access::Locked))));
    assert_eq!(desk.type_text(GOOD).press("Enter").screen(), before);
}

#[test]
fn a_session_that_was_ended_keeps_what_is_typed_and_says_who_ended_it() {
    let mut desk = desk(Access::Open);
    desk.press("n").type_text("服薬拒否");
    desk.notice(Notice::Ended { by: Some("佐藤 恵".into()) });
    assert!(desk.is_over());
    assert!(matches!(desk.last_asked(), Some(Request::Draft(_))));
    assert_eq!(desk.looping.app.ended().and_then(|ended| ended.by.as_deref()), Some("佐藤 恵"));
}

#[test]
fn a_manager_sees_the_sessions_and_ends_one_after_a_question() {
    let mut desk = desk(Access::Open);
    let screen = desk.press("F9").screen();
    assert!(screen.contains("tanaka") && screen.contains("192.0.2.7") && screen.contains("使用中"), "{screen}");
    desk.press("x n");
    let end = Request::Session(SessionRequest::End { session: 7 });
    let ended = |desk: &Desk| desk.asked.borrow().iter().any(|(_, request)| *request == end);
    assert!(!ended(&desk));
    desk.press("x y");
    assert!(ended(&desk));
}

#[test]
fn others_are_told_why_they_do_not_see_the_sessions() {
    let mut setup = Setup::of(panes::all());
    setup.welcome.staff.roles = vec![crate::domain::staff::Role::Clerk];
    let asked = Rc::new(RefCell::new(false));
    let seen = Rc::clone(&asked);
    let mut desk = setup.open(move |request| {
        *seen.borrow_mut() |= matches!(request, Request::Session(_));
        None
    });
    assert!(desk.press("F9").screen().contains("管理責任者"));
    assert!(!*asked.borrow());
}
