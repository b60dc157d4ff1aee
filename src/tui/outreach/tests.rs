//! The pane by keys through the real loop, against a server that knows the rules of one outreach.

use std::cell::RefCell;
use std::rc::Rc;

use super::OutreachPane;
use crate::api::draft::Draft;
use crate::api::outreach::{
    OutreachAct, OutreachAnswer, OutreachChange, OutreachCounts, OutreachDetail, OutreachRead, OutreachRow,
};
use crate::api::{Answer, Change, Done, Notice, Page, Problem, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, OutreachId, PatientId, StaffId};
use crate::domain::outreach::{
    Basis, Findings, FollowUpPlan, Ground, Met, Outreach, OutreachDecision, OutreachEvent, OutreachOutcome,
    OutreachRisk, OutreachState, OutreachVisit, Proposal, RiskClass,
};
use crate::domain::referral::Party;
use crate::domain::time::Minutes;
use crate::domain::timeline::Occurred;
use crate::tui::advice::tests::physician;
use crate::tui::testing::{Answering, Desk, Setup, now};
use crate::words::Lang;

const O7: OutreachId = OutreachId(7);

fn stamp() -> Stamp {
    Stamp { at: now(), by: StaffId(1) }
}

struct Server {
    outreach: Outreach,
    drafts: Vec<Draft>,
}

impl Server {
    fn new() -> Self {
        let proposal = Proposal {
            consultation: ConsultationId(45),
            patient: Some(PatientId(12)),
            on: Occurred::At(now()),
            reason: "受診も介護サービスも断り続けている。近隣から異臭の訴え。".into(),
        };
        let outreach = Outreach::begin(O7, &OutreachEvent::Proposed(Box::new(proposal)), &stamp()).unwrap();
        Self { outreach, drafts: Vec::new() }
    }

    fn go(&mut self, event: &OutreachEvent) {
        self.outreach.apply(event, &stamp());
    }

    /// Decided, a closed door, a visit with findings, something to follow today.
    fn far_on() -> Self {
        let mut server = Self::new();
        let on = Occurred::At(now());
        let basis = Some(Basis::Ground {
            ground: Ground::DangerToLife, text: "3日食事をとった様子がない。".into()
        });
        let decision = OutreachDecision { on, by: StaffId(1), basis, text: String::new() };
        server.go(&server.outreach.decide(decision, now()).unwrap());
        let closed = OutreachVisit {
            on,
            physician: StaffId(5),
            companions: Party::named("桜ヶ丘地域包括 田中"),
            met: Met::NobodyOpened,
            minutes: Minutes(15),
            findings: Findings::default(),
            risk: None,
            text: "呼び鈴に応答なし。".into(),
        };
        server.go(&server.outreach.visit(closed.clone(), now()).unwrap());
        let opened = OutreachVisit {
            met: Met::Met,
            minutes: Minutes(50),
            findings: Findings {
                daily_living: "屋内は伝い歩き".into(),
                utilities: "ガスが止まっている".into(),
                ..Findings::default()
            },
            risk: Some(OutreachRisk { class: RiskClass::High, reason: "心不全の疑い".into() }),
            text: "玄関先で話し、室内に入れた。".into(),
            ..closed
        };
        server.go(&server.outreach.visit(opened, now()).unwrap());
        let plan = FollowUpPlan {
            what: "訪問看護の初回に同席".into(),
            member: StaffId(1),
            with: "訪問看護潮".into(),
            due: now().date_naive(),
        };
        server.go(&server.outreach.plan_follow_up(plan).unwrap());
        server
    }

    fn row(&self) -> OutreachRow {
        let it = &self.outreach;
        OutreachRow {
            id: O7,
            consultation: ConsultationId(45),
            number: "R8-0415".parse().unwrap(),
            patient: None,
            person: "山田 花子".into(),
            area: Some(AreaCode("sakuragaoka".into())),
            state: it.state,
            on: it.proposal.on,
            next: it.next_step(),
            risk: it.risk().map(|risk| risk.class),
            visits: u32::try_from(it.visits.len()).unwrap(),
            due: it.due(),
            overdue: it.due().is_some(),
            member: it.due().map(|_| StaffId(1)),
            line: it.proposal.reason.clone(),
        }
    }

    fn read(&self, read: &OutreachRead) -> OutreachAnswer {
        match read {
            OutreachRead::List { filter, window } => {
                let rows: Vec<OutreachRow> = [self.row()]
                    .into_iter()
                    .filter(|row| filter.open.is_none_or(|open| row.state.is_open() == open))
                    .filter(|row| !filter.due || row.overdue)
                    .collect();
                let counts = OutreachCounts { open: 1, undecided: 0, in_danger: 1, due: 1 };
                OutreachAnswer::List { page: Page::of(&rows, *window, Clone::clone), counts }
            }
            OutreachRead::Outreach { .. } => OutreachAnswer::Outreach(Box::new(OutreachDetail {
                outreach: self.outreach.clone(),
                row: self.row(),
                support_centre: "桜ヶ丘地域包括支援センター".into(),
            })),
        }
    }

    fn change(&mut self, change: &OutreachChange) -> Result<Done, Problem> {
        if let OutreachChange::Step { step, .. } = change.clone() {
            let it = &self.outreach;
            let event = match step {
                OutreachAct::Decide(decision) => it.decide(*decision, now())?,
                OutreachAct::ChangeBasis { basis, on } => it.change_basis(basis, on, now())?,
                OutreachAct::Visit(visit) => it.visit(*visit, now())?,
                OutreachAct::PlanFollowUp(plan) => it.plan_follow_up(plan)?,
                OutreachAct::FollowUp(done) => it.follow_up(done, now())?,
                OutreachAct::Close { outcome, text } => it.close(outcome, text)?,
                OutreachAct::NotTakeUp { reason } => it.not_take_up(reason)?,
                OutreachAct::Cancel { reason } => it.cancel(reason)?,
            };
            self.go(&event);
        }
        let version = self.outreach.version;
        Ok(Done { kind: Kind::Outreach, id: "o7".into(), version, number: None, more: None })
    }
}

fn parts(server: Server, setup: impl FnOnce(&mut Setup)) -> (Setup, Rc<RefCell<Server>>, Answering) {
    let server = Rc::new(RefCell::new(server));
    let answering = Rc::clone(&server);
    let mut with = Setup::of(vec![Box::new(OutreachPane::default())]);
    with.welcome.everybody.push(physician(5, "中村 隆", "sakuragaoka"));
    setup(&mut with);
    let answer = move |request: &Request| match request {
        Request::Outreach(read) => Some(Ok(Answer::Outreach(Box::new(answering.borrow().read(read))))),
        Request::Change(Change::Outreach(change)) => Some(answering.borrow_mut().change(change).map(Answer::Done)),
        Request::Draft(_) => Some(Ok(Answer::Draft(answering.borrow().drafts.clone()))),
        _ => None,
    };
    (with, server, Box::new(answer))
}

fn desk(server: Server, setup: impl FnOnce(&mut Setup)) -> (Desk, Rc<RefCell<Server>>) {
    let (setup, server, answer) = parts(server, setup);
    (setup.open(answer), server)
}

/// Saves the form; the server tells every session, this one too.
fn save(desk: &mut Desk) {
    desk.press("C-s").notice(Notice::Reload);
}

#[test]
fn what_was_found_and_what_follows_at_80_columns() {
    let (desk, _) = desk(Server::far_on(), |_| {});
    insta::assert_snapshot!("outreach", desk.screen());
}

#[test]
fn in_english_where_there_is_room() {
    let (desk, _) = desk(Server::far_on(), |setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    insta::assert_snapshot!("outreach_wide_en", desk.screen());
}

#[test]
fn enter_leads_from_the_proposal_to_the_end() {
    let (mut desk, server) = desk(Server::new(), |_| {});
    let state = |server: &Rc<RefCell<Server>>| server.borrow().outreach.state;
    // The gate: without consent or ground the form is not saved, and says so.
    desk.press("Enter C-s");
    assert_eq!(state(&server), OutreachState::Proposed);
    desk.type_text("生命").press("Enter").type_text("3日食事をとった様子がない。");
    save(&mut desk);
    assert_eq!(state(&server), OutreachState::Decided, "{}", desk.screen());
    let basis = server.borrow().outreach.basis.clone();
    assert!(matches!(basis, Some(Basis::Ground { ground: Ground::DangerToLife, .. })), "{basis:?}");
    // Nobody opens; the day, the physician and the support centre are filled in.
    desk.press("Enter Tab Tab Tab").type_text("応答").press("Enter").type_text("15").press("Tab");
    desk.type_text("呼び鈴に応答なし。");
    insta::assert_snapshot!("visit_form", desk.screen());
    save(&mut desk);
    assert_eq!(state(&server), OutreachState::Visited, "{}", desk.screen());
    let visit = server.borrow().outreach.visits[0].clone();
    assert_eq!((visit.physician, visit.met), (StaffId(5), Met::NobodyOpened));
    assert_eq!(visit.companions.name, "桜ヶ丘地域包括支援センター");
    // The second visit: met, with what was found and the risk.
    desk.press("Enter Tab Tab Tab").type_text("面会で").press("Enter").type_text("50").press("Tab");
    desk.type_text("室内に入れた。").press("Tab Tab Tab").type_text("むくみ").press("Tab Tab Tab Tab");
    desk.type_text("高").press("Enter").type_text("心不全の疑い");
    save(&mut desk);
    let risk = server.borrow().outreach.risk().cloned();
    assert_eq!(risk.map(|risk| risk.class), Some(RiskClass::High), "{}", desk.screen());
    desk.press("Enter").type_text("訪問看護の初回に同席").press("Tab").type_text("+3");
    save(&mut desk);
    assert_eq!(state(&server), OutreachState::FollowingUp, "{}", desk.screen());
    desk.press("Enter Tab").type_text("受け入れた。");
    save(&mut desk);
    assert!(server.borrow().outreach.waiting().is_empty(), "{}", desk.screen());
    desk.press("Enter").type_text("医療").press("Enter").type_text("訪問看護が週1回入る。");
    save(&mut desk);
    assert_eq!(server.borrow().outreach.outcome, Some(OutreachOutcome::Connected), "{}", desk.screen());
}

#[test]
fn a_step_that_comes_too_early_says_what_is_missing() {
    let (mut desk, _) = desk(Server::new(), |_| {});
    let screen = desk.press("v").screen();
    assert!(screen.contains("訪問の記録の前に、実施の決定が必要です"), "{screen}");
    let (mut desk, _) = self::desk(Server::far_on(), |_| {});
    desk.press("x").type_text("医療").press("Enter").type_text("つながった").press("C-s");
    let screen = desk.screen();
    assert!(screen.contains("終わっていないフォローが1件"), "{screen}");
}

#[test]
fn a_form_that_was_left_half_typed_opens_again_on_its_record() {
    let (setup, server, answer) = parts(Server::far_on(), |_| {});
    let fields = serde_json::json!({ "text": "書きかけの様子" });
    server.borrow_mut().drafts = vec![Draft { form: "outreach.visit/o7".into(), fields, ..Draft::default() }];
    let mut desk = setup.open(answer);
    desk.press("F4 Enter");
    let screen = desk.screen();
    assert!(screen.contains("訪問の記録") && screen.contains("書きかけの様子"), "{screen}");
}

#[test]
fn every_form_of_the_pane_opens() {
    let (mut desk, _) = desk(Server::far_on(), |_| {});
    for keys in ["Enter", "v", "n", "u", "b", "x", "z", "f"] {
        desk.press(keys);
        assert!(!desk.screen().contains("対応中1"), "{keys}: {}", desk.screen());
        desk.press("Esc");
        assert!(desk.screen().contains("対応中1"), "{keys}: {}", desk.screen());
    }
}
