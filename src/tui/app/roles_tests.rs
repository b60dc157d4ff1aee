//! What somebody sees on the screen for whom it is not: that it is not for them, and nothing else.

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::access_log::{
    AccessCursor, AccessLogAnswer, AccessLogRead, AccessLogState, AccessPage, AccessRecord, AccessRow, What,
};
use crate::api::{Answer, FieldProblem, Notice, Problem, Request};
use crate::domain::access::{Accessed, Way};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::staff::Role;
use crate::tui::link::fake::Reply;
use crate::tui::panes;
use crate::tui::testing::{Desk, Setup, now, welcome};

fn desk(roles: &[Role], server: impl FnMut(&Request) -> Reply + 'static) -> Desk {
    let mut setup = Setup::of(panes::all());
    setup.welcome.staff.roles = roles.to_vec();
    setup.open(server)
}

/// Whether anything was asked that is about a case, a person or a place.
fn asked_of_cases(desk: &Desk) -> bool {
    let about_cases = |request: &Request| {
        !matches!(
            request,
            Request::Draft(_)
                | Request::News(_)
                | Request::Presence(_)
                | Request::Session(_)
                | Request::AccessLog(_)
                | Request::Centre(_)
        )
    };
    desk.asked.borrow().iter().any(|(_, request)| about_cases(request))
}

fn row(second: u32, what: What, way: Option<Way>) -> AccessRow {
    AccessRow {
        at: now() - chrono::TimeDelta::seconds(second.into()),
        by: Some(StaffId(1)),
        account: "sato".into(),
        from: way.map(|_| "192.0.2.7".into()),
        way,
        what,
        records: vec![AccessRecord {
            kind: Kind::Consultation,
            id: "c45".into(),
            number: Some("R8-0045".into()),
            patient: Some(PatientId(12)),
            name: None,
        }],
        more: 2,
    }
}

/// A log of two parts: the second one lies further back.
fn log(request: &Request) -> Reply {
    let Request::AccessLog(AccessLogRead::List { filter, before, .. }) = request else { return None };
    if filter.about.as_deref() == Some("?") {
        return Some(Err(Problem::field("about", FieldProblem::Unreadable)));
    }
    let rows = match before {
        None => vec![row(0, What::Read(Accessed::Opened), Some(Way::Screen)), row(1, What::Changed, None)],
        Some(_) => vec![row(2, What::Read(Accessed::Exported { request: "queue.detail".into() }), Some(Way::Command))],
    };
    let next = before.is_none().then_some(AccessCursor { read: 9, changed: 9 });
    let page = AccessPage { rows, next, back_to: None, state: AccessLogState::Kept };
    Some(Ok(Answer::AccessLog(Box::new(AccessLogAnswer::List(page)))))
}

#[test]
fn an_administrator_is_told_that_no_pane_is_for_them_and_nothing_is_asked_or_offered() {
    let mut desk = desk(&[Role::Administrator], |_| None);
    for pane in ["1", "2", "3", "4"] {
        let screen = desk.press(pane).screen();
        assert!(screen.contains("あなたの役割（システム管理）では使えません"), "{screen}");
        assert!(!screen.contains("担当") && !screen.contains("読み込んで") && !screen.contains("絞り込み"), "{screen}");
    }
    desk.press("n c Enter p j G F5");
    assert!(!asked_of_cases(&desk), "{:?}", desk.asked.borrow());
    let screen = desk.press("/").screen();
    assert!(screen.contains("! あなたの役割"), "{screen}");
    let screen = desk.press("F8").screen();
    assert!(screen.contains("監査か管理責任者"), "{screen}");
    let screen = desk.press("?").screen();
    assert!(screen.contains("画面をかくす") && !screen.contains("担当になる"), "{screen}");
    assert!(desk.press("Esc F9").screen().contains("開いている画面とコマンド"));
}

#[test]
fn an_auditor_begins_with_the_log_reads_on_and_narrows_it() {
    let mut desk = desk(&[Role::Auditor], log);
    let screen = desk.screen();
    // The line of tabs is not what this is about.
    let below = screen.split_once('\n').unwrap().1.to_owned();
    insta::assert_snapshot!("the_log_of_an_auditor", below);
    desk.press("f").type_text("?").press("C-s");
    assert!(desk.screen().contains("読み取れません"), "{}", desk.screen());
    desk.press("Backspace").type_text("R8-0045").press("C-s");
    let screen = desk.screen();
    assert!(screen.contains("R8-0045") && screen.contains("閲覧・変更の記録"), "{screen}");
    let narrowed = |request: &Request| match request {
        Request::AccessLog(AccessLogRead::List { filter, before, .. })
            if filter.about.as_deref() == Some("R8-0045") =>
        {
            Some(before.is_some())
        }
        _ => None,
    };
    let asked: Vec<bool> = desk.asked.borrow().iter().filter_map(|(_, request)| narrowed(request)).collect();
    assert_eq!(asked, [false, true], "the part that the form brought is not asked for again");
    let screen = desk.press("Esc").screen();
    assert!(screen.contains("あなたの役割（監査）では使えません") && screen.contains("F8"), "{screen}");
    assert!(!asked_of_cases(&desk));
}

#[test]
fn a_clerk_has_a_queue_and_no_referrals_and_a_role_that_is_taken_away_covers_what_was_shown() {
    let asked: Rc<RefCell<Vec<Role>>> = Rc::new(RefCell::new(vec![Role::Clerk]));
    let roles = Rc::clone(&asked);
    let mut desk = desk(&[Role::Clerk], move |request| match request {
        Request::Centre(_) => {
            let mut welcome = welcome();
            welcome.staff.roles.clone_from(&roles.borrow());
            let answer = crate::api::centre::CentreAnswer::Welcome(Box::new(welcome));
            Some(Ok(Answer::Centre(Box::new(answer))))
        }
        _ => None,
    });
    assert!(desk.screen().contains("絞り込み"), "{}", desk.screen());
    assert!(desk.press("3").screen().contains("あなたの役割（事務）では使えません"));
    assert!(desk.press("1").screen().contains("絞り込み"));
    *asked.borrow_mut() = vec![Role::Administrator];
    desk.notice(Notice::Changed {
        kind: Kind::Staff,
        id: "u1".into(),
        patient: None,
        version: crate::domain::id::Version(2),
        by: StaffId(2),
        at: now(),
    });
    let screen = desk.screen();
    assert!(screen.contains("あなたの役割（システム管理）では使えません") && !screen.contains("絞り込み"), "{screen}");
}

#[test]
fn everybody_sees_that_reading_is_not_written_down_and_that_it_is_again() {
    let mut desk = desk(&[Role::Coordinator], |_| None);
    let screen = desk.notice(Notice::AccessLog(AccessLogState::Failing)).screen();
    assert!(screen.contains("! 閲覧記録停止中") && screen.contains("閲覧の記録を書けません"), "{screen}");
    let screen = desk.press("F1").notice(Notice::AccessLog(AccessLogState::Kept)).screen();
    assert!(!screen.contains("閲覧記録停止中") && screen.contains("書けるようになりました"), "{screen}");
}
