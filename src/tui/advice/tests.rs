//! The pane by keys through the real loop, against a server that knows the rules of one request for advice.

use std::cell::RefCell;
use std::rc::Rc;

use super::AdvicePane;
use crate::api::draft::Draft;
use crate::api::support_advice::{
    AdviceAct, AdviceAnswer, AdviceChange, AdviceCounts, AdviceDetail, AdviceRead, AdviceRow,
};
use crate::api::{Answer, Change, Done, Notice, Page, Problem, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::event::Kind;
use crate::domain::id::{AdviceId, ConsultationId, PatientId, StaffId};
use crate::domain::person::PersonName;
use crate::domain::referral::Means;
use crate::domain::staff::{Role, Staff};
use crate::domain::support_advice::{AdviceEvent, AdviceRequest, AdviceState, Judgement, SupportAdvice};
use crate::domain::timeline::Occurred;
use crate::tui::testing::{Answering, Desk, Setup, now};
use crate::words::Lang;

const J3: AdviceId = AdviceId(3);

fn stamp() -> Stamp {
    Stamp { at: now(), by: StaffId(1) }
}

/// A physician who is placed in this area.
pub fn physician(id: u64, name: &str, area: &str) -> Staff {
    Staff {
        id: StaffId(id),
        name: PersonName { written: name.into(), kana: String::new() },
        roles: vec![Role::Physician],
        areas: vec![AreaCode(area.into())],
        ..Staff::system()
    }
}

struct Server {
    advice: SupportAdvice,
    drafts: Vec<Draft>,
}

impl Server {
    fn new() -> Self {
        let request = AdviceRequest {
            consultation: ConsultationId(45),
            patient: Some(PatientId(12)),
            physician: StaffId(5),
            on: Occurred::At(now()),
            means: Means::Phone,
            text: "半年受診がなく、やせが目立つ。本人は受診を拒む。訪問すべきか。\n近隣から異臭の訴えあり。".into(),
        };
        let advice = SupportAdvice::begin(J3, &AdviceEvent::Asked(Box::new(request)), &stamp()).unwrap();
        Self { advice, drafts: Vec::new() }
    }

    fn row(&self) -> AdviceRow {
        AdviceRow {
            id: J3,
            consultation: ConsultationId(45),
            number: "R8-0415".parse().unwrap(),
            patient: None,
            person: "山田 花子".into(),
            area: Some(AreaCode("sakuragaoka".into())),
            state: self.advice.state,
            on: self.advice.request.on,
            by: StaffId(1),
            physician: StaffId(5),
            judgement: self.advice.advice.as_ref().map(|advice| advice.judgement),
            line: "半年受診がなく、やせが目立つ。本人は受診を拒む。訪問すべきか。".into(),
        }
    }

    fn read(&self, read: &AdviceRead) -> AdviceAnswer {
        match read {
            AdviceRead::List { filter, window } => {
                let rows: Vec<AdviceRow> = [self.row()]
                    .into_iter()
                    .filter(|row| filter.open.is_none_or(|open| row.state.is_open() == open))
                    .collect();
                let counts = AdviceCounts { open: 1, of_me: 0 };
                AdviceAnswer::List { page: Page::of(&rows, *window, Clone::clone), counts }
            }
            AdviceRead::Advice { .. } => {
                AdviceAnswer::Advice(Box::new(AdviceDetail { advice: self.advice.clone(), row: self.row() }))
            }
        }
    }

    fn change(&mut self, change: &AdviceChange) -> Result<Done, Problem> {
        if let AdviceChange::Step { step, .. } = change.clone() {
            let event = match step {
                AdviceAct::Answer(advice) => self.advice.answer(advice, now())?,
                AdviceAct::CorrectAnswer { reason, advice } => self.advice.correct_answer(reason, advice, now())?,
                AdviceAct::Decline { reason } => self.advice.decline(reason)?,
                AdviceAct::Withdraw { reason } => self.advice.withdraw(reason)?,
            };
            self.advice.apply(&event, &stamp());
        }
        let version = self.advice.version;
        Ok(Done { kind: Kind::SupportAdvice, id: "j3".into(), version, number: None, more: None })
    }
}

fn parts(setup: impl FnOnce(&mut Setup)) -> (Setup, Rc<RefCell<Server>>, Answering) {
    let server = Rc::new(RefCell::new(Server::new()));
    let answering = Rc::clone(&server);
    let mut with = Setup::of(vec![Box::new(AdvicePane::default())]);
    with.welcome.everybody.push(physician(5, "中村 隆", "sakuragaoka"));
    setup(&mut with);
    let answer = move |request: &Request| match request {
        Request::SupportAdvice(read) => Some(Ok(Answer::SupportAdvice(Box::new(answering.borrow().read(read))))),
        Request::Change(Change::SupportAdvice(change)) => Some(answering.borrow_mut().change(change).map(Answer::Done)),
        Request::Draft(_) => Some(Ok(Answer::Draft(answering.borrow().drafts.clone()))),
        _ => None,
    };
    (with, server, Box::new(answer))
}

fn desk(setup: impl FnOnce(&mut Setup)) -> (Desk, Rc<RefCell<Server>>) {
    let (setup, server, answer) = parts(setup);
    (setup.open(answer), server)
}

/// Saves the form; the server tells every session, this one too.
fn save(desk: &mut Desk) {
    desk.press("C-s").notice(Notice::Reload);
}

#[test]
fn what_waits_for_the_physician_is_seen_and_answered() {
    let (mut desk, server) = desk(|_| {});
    insta::assert_snapshot!("advice", desk.screen());
    desk.press("Enter").type_text("訪問").press("Enter").type_text("脱水が疑われる。").press("Tab").type_text("15");
    insta::assert_snapshot!("answer_form", desk.screen());
    save(&mut desk);
    let advice = server.borrow().advice.advice.clone();
    let advice = advice.unwrap_or_else(|| panic!("{}", desk.screen()));
    assert_eq!((advice.judgement, advice.minutes.0), (Judgement::NeedsVisit, 15));
    // With those that are over it shows again, and what was written down wrongly is corrected.
    desk.press("w v").type_text("聞き違い").press("Tab Tab").type_text("（至急）");
    save(&mut desk);
    let said = server.borrow().advice.advice.clone().unwrap().text;
    assert!(said.contains("至急") && said.contains("脱水"), "{said}");
}

#[test]
fn another_physician_is_told_who_was_asked() {
    let (mut desk, _) = desk(|setup| {
        setup.welcome.staff.roles = vec![Role::Physician];
        setup.welcome.everybody[0].roles = vec![Role::Physician];
    });
    let screen = desk.press("Enter").screen();
    assert!(screen.contains("別の医師（中村 隆）"), "{screen}");
}

#[test]
fn a_form_that_was_left_half_typed_opens_again_on_its_record() {
    let (setup, server, answer) = parts(|_| {});
    let fields = serde_json::json!({ "text": "書きかけの助言" });
    server.borrow_mut().drafts = vec![Draft { form: "advice.answer/j3".into(), fields, ..Draft::default() }];
    let mut desk = setup.open(answer);
    desk.press("F4 Enter");
    let screen = desk.screen();
    assert!(screen.contains("サポート医の回答") && screen.contains("書きかけの助言"), "{screen}");
}

#[test]
fn declined_and_withdrawn_end_it_with_a_reason() {
    for (key, state) in [("d", AdviceState::Declined), ("x", AdviceState::Withdrawn)] {
        let (mut desk, server) = desk(|_| {});
        desk.press(key).press("C-s");
        assert_eq!(server.borrow().advice.state, AdviceState::Asked, "without a reason it stays");
        desk.type_text("都合がつかない");
        save(&mut desk);
        assert_eq!(server.borrow().advice.state, state, "{}", desk.screen());
    }
}

#[test]
fn the_form_of_a_new_request_offers_the_physician_of_the_area_first() {
    use super::forms::{Seed, ask, physicians};
    let (desk, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.welcome.everybody.push(physician(4, "林 隆", "umibe"));
    });
    let area = Some(AreaCode("sakuragaoka".into()));
    let seed = Seed { consultation: ConsultationId(45), about: "R8-0415 山田 花子".into(), area: area.clone() };
    let view = desk.looping.app.view();
    let offered = physicians(area.as_ref(), &view);
    let codes: Vec<&str> = offered.iter().map(|choice| choice.code.as_str()).collect();
    assert_eq!(codes, ["u5", "u4"]);
    let form = ask(&seed, &view);
    assert_eq!(form.values(&view).code("physician"), Some("u5"), "whoever is placed there is chosen already");
}
