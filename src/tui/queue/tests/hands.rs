//! Others work on the same list: what shows without a key, what stays, and who is where.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use super::super::QueuePane;
use super::server::{Server, server};
use crate::api::presence::{Doing, LEASE, Presence, PresenceRequest, Present, Whereabouts};
use crate::api::{Notice, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::consultation::{ConsultationEvent, Urgency};
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, StaffId};
use crate::tui::testing::{Desk, Setup, me, now};

const SUZUKI: StaffId = StaffId(9);

fn desk() -> (Rc<RefCell<Server>>, Desk) {
    let server = server();
    let mut setup = Setup::of(vec![Box::new(QueuePane::default())]);
    let mut suzuki = me();
    (suzuki.id, suzuki.name.written) = (SUZUKI, "鈴木 次郎".into());
    setup.welcome.everybody.push(suzuki);
    let answering = Rc::clone(&server);
    let desk = setup.open(move |request| answering.borrow_mut().answer(request));
    (server, desk)
}

/// Suzuki changes a case, and everybody hears of it; the next change comes a little later.
fn changes(server: &Rc<RefCell<Server>>, desk: &mut Desk, id: u64, event: &ConsultationEvent) {
    let version = {
        let mut server = server.borrow_mut();
        let case = server.cases.get_mut(&id).unwrap();
        case.apply(event, &Stamp { at: now(), by: SUZUKI });
        case.version
    };
    let id = ConsultationId(id).to_string();
    desk.notice(Notice::Changed { kind: Kind::Consultation, id, patient: None, version, by: SUZUKI, at: now() });
    desk.wait(Duration::from_millis(100));
}

fn is_there(desk: &mut Desk, doing: Doing, until: crate::domain::time::Moment) {
    let who = vec![Present { staff: SUZUKI, doing, until }];
    desk.notice(Notice::Presence(Presence { kind: Kind::Consultation, id: "c1".into(), who }));
}

fn selected(desk: &Desk) -> String {
    desk.screen().lines().find(|line| line.starts_with('>')).unwrap_or_default().to_owned()
}

fn told(desk: &Desk) -> Vec<Option<Whereabouts>> {
    let asked = desk.asked.borrow();
    let told = asked.iter().filter_map(|(_, request)| match request {
        Request::Presence(PresenceRequest { at }) => Some(at.clone()),
        _ => None,
    });
    told.collect()
}

#[test]
fn a_row_that_moves_keeps_the_selection_and_the_reader_where_they_are() {
    let (server, mut desk) = desk();
    assert!(selected(&desk).contains("R8-0409"), "{}", desk.screen());
    desk.press("J J J");
    let detail = |desk: &Desk| -> Vec<String> { desk.screen().lines().skip(15).map(str::to_owned).collect() };
    let before = detail(&desk);
    let mut intake = server.borrow().cases[&1].intake.clone();
    intake.urgency = Urgency::Normal;
    let due = now() + chrono::Duration::days(30);
    changes(&server, &mut desk, 1, &ConsultationEvent::Amended { intake: Box::new(intake), due });
    let screen = desk.screen();
    let rows: Vec<&str> = screen.lines().skip(2).take(3).collect();
    assert!(rows[2].contains("R8-0409") && rows[2].starts_with('>'), "{screen}");
    assert_eq!(detail(&desk)[..3], before[..3], "the reader's place stays: {screen}");
    // What is done now is done to the record that was selected all along.
    desk.press("c");
    assert_eq!(server.borrow().changes.last().map(|(id, ..)| *id), Some(ConsultationId(1)));
}

#[test]
fn who_claims_what_the_caller_looks_at_is_named_in_the_line_and_in_the_row() {
    let (server, mut desk) = desk();
    changes(&server, &mut desk, 2, &ConsultationEvent::Claimed);
    assert!(!desk.screen().contains("鈴木 次郎さん"), "only of the selected one: {}", desk.screen());
    changes(&server, &mut desk, 1, &ConsultationEvent::Claimed);
    assert!(desk.screen().contains("R8-0409 は鈴木 次郎さんが担当になりました"), "{}", desk.screen());
    assert!(selected(&desk).contains("鈴木"), "{}", desk.screen());
    desk.press("c");
    assert!(desk.screen().contains("鈴木 次郎"), "the refusal names who has it: {}", desk.screen());
}

#[test]
fn who_types_and_who_looks_shows_at_the_head_and_in_the_row_until_it_ends() {
    let (_, mut desk) = desk();
    is_there(&mut desk, Doing::Looking, now());
    assert!(desk.screen().contains("- 鈴木さんが閲覧中 -"), "{}", desk.screen());
    assert!(selected(&desk).starts_with(">!+"), "{}", desk.screen());
    is_there(&mut desk, Doing::Typing, now() + LEASE);
    assert!(desk.screen().contains("- 鈴木さんが入力中 -"), "{}", desk.screen());
    assert!(selected(&desk).contains("鈴木が入力中"), "{}", desk.screen());
    desk.press("a");
    assert!(desk.screen().contains("先に担当を決めてください"), "it blocks nobody: {}", desk.screen());
    desk.wait(Duration::from_mins(3));
    assert!(desk.screen().contains("閲覧中"), "no sign of life: {}", desk.screen());
    desk.notice(Notice::Presence(Presence { kind: Kind::Consultation, id: "c1".into(), who: vec![] }));
    assert!(!desk.screen().contains("閲覧中"), "{}", desk.screen());
}

#[test]
fn the_server_is_told_once_the_place_has_settled_and_again_while_typing_goes_on() {
    let (_, mut desk) = desk();
    let at = |id: &str, doing| Some(Whereabouts { kind: Kind::Consultation, id: id.into(), doing });
    assert_eq!(told(&desk), []);
    desk.wait(Duration::from_millis(600)).press("j").wait(Duration::from_millis(600));
    assert_eq!(told(&desk), [], "nobody who passes by is told of");
    desk.wait(Duration::from_millis(600));
    assert_eq!(told(&desk), [at("c2", Doing::Looking)]);
    desk.press("c a").type_text("2").wait(Duration::from_secs(2));
    assert_eq!(told(&desk)[1..], [at("c2", Doing::Typing)]);
    for _ in 0..20 {
        desk.type_text("1").wait(Duration::from_secs(2));
    }
    assert_eq!(told(&desk).len(), 3, "no message a key: {:?}", told(&desk));
    desk.wait(Duration::from_secs(30)).wait(Duration::from_secs(121)).wait(Duration::from_secs(2));
    assert_eq!(told(&desk).last(), Some(&at("c2", Doing::Looking)), "{:?}", told(&desk));
}
