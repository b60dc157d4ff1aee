//! What comes of a consultation: the support physician is asked, outreach is proposed.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::QueuePane;
use super::server::server;
use crate::api::draft::Draft;
use crate::api::outreach::OutreachChange;
use crate::api::support_advice::AdviceChange;
use crate::api::{Answer, Change, Done, Request};
use crate::domain::event::Kind;
use crate::domain::id::{StaffId, Version};
use crate::domain::staff::Role;
use crate::tui::advice::tests::physician;
use crate::tui::testing::{Desk, Setup};

/// A desk with these physicians among the staff.
fn desk(roles: &[Role], physicians: bool) -> Desk {
    let server = server();
    let mut setup = Setup::of(vec![Box::new(QueuePane::default())]);
    setup.welcome.staff.roles = roles.to_vec();
    setup.welcome.everybody[0].roles = roles.to_vec();
    if physicians {
        setup.welcome.everybody.push(physician(4, "林 隆", "umibe"));
        setup.welcome.everybody.push(physician(5, "中村 隆", "sakuragaoka"));
    }
    setup.open(move |request| match request {
        Request::Change(Change::SupportAdvice(_) | Change::Outreach(_)) => {
            let (kind, id, version) = (Kind::Outreach, "o1".to_owned(), Version(1));
            Some(Ok(Answer::Done(Done { kind, id, version, number: None, more: None })))
        }
        other => server.borrow_mut().answer(other),
    })
}

#[test]
fn the_physician_of_the_area_is_asked_and_outreach_proposed_by_keys() {
    let mut desk = desk(&[Role::Coordinator], true);
    let selected = desk.looping.app.view().now;
    desk.press("D Tab").type_text("訪問すべきか。");
    assert!(desk.screen().contains("中村 隆"), "{}", desk.screen());
    desk.press("C-s");
    let asked = desk.last_asked_of(|request| matches!(request, Request::Change(Change::SupportAdvice(_))));
    let Some(Request::Change(Change::SupportAdvice(AdviceChange::Ask(request)))) = asked else { panic!("{asked:?}") };
    assert_eq!((request.physician, request.text.as_str()), (StaffId(5), "訪問すべきか。"));
    assert_eq!(request.on, crate::domain::timeline::Occurred::At(selected));
    desk.press("O").type_text("受診を拒む。").press("C-s");
    let asked = desk.last_asked_of(|request| matches!(request, Request::Change(Change::Outreach(_))));
    let Some(Request::Change(Change::Outreach(OutreachChange::Propose(it)))) = asked else { panic!("{asked:?}") };
    assert_eq!((it.consultation, it.reason.as_str()), (request.consultation, "受診を拒む。"));
}

#[test]
fn clerks_do_neither_and_without_a_physician_it_is_said_what_to_do() {
    let mut clerk = desk(&[Role::Clerk], true);
    for key in ["D", "O"] {
        let screen = clerk.press(key).screen();
        assert!(screen.contains("あなたの役割ではできません"), "{screen}");
    }
    let mut alone = desk(&[Role::Coordinator], false);
    let screen = alone.press("D").screen();
    assert!(screen.contains("センターに医師が登録されていません"), "{screen}");
}

#[test]
fn both_forms_are_taken_up_half_typed() {
    for (form, field) in [("queue.ask-physician/c1", "text"), ("queue.outreach/c1", "reason")] {
        let server = server();
        let fields = serde_json::json!({ field: "書きかけの言葉" });
        server.borrow_mut().drafts = vec![Draft { form: form.into(), fields, ..Draft::default() }];
        let mut setup = Setup::of(vec![Box::new(QueuePane::default())]);
        setup.welcome.everybody.push(physician(5, "中村 隆", "sakuragaoka"));
        let answering: Rc<RefCell<_>> = Rc::clone(&server);
        let mut desk = setup.open(move |request| answering.borrow_mut().answer(request));
        desk.press("F4 Enter");
        assert!(desk.screen().contains("書きかけの言葉"), "{form}: {}", desk.screen());
    }
}
