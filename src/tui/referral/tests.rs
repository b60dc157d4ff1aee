//! The pane by keys through the real loop, against a server that knows the rules of one case.

use std::cell::RefCell;
use std::rc::Rc;

use super::ReferralPane;
use crate::api::patient::PatientRow;
use crate::api::referral::{
    IntroductionAct, IntroductionRow, ReferralAnswer, ReferralChange, ReferralCounts, ReferralDetail, ReferralProblem,
    ReferralRead, ReferralRow, ReferralStep,
};
use crate::api::{Answer, Change, Done, Notice, Page, Problem, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::event::Kind;
use crate::domain::funding::Charge;
use crate::domain::id::{IntroductionId, PatientId, ReferralId, StaffId};
use crate::domain::introduction::{Introduction, IntroductionEvent, Order, Purpose};
use crate::domain::patient::{CareLevel, Standing};
use crate::domain::person::{PersonName, Sex};
use crate::domain::referral::{Load, Party, Referral, ReferralEvent, Request as Asked, Requester, State};
use crate::domain::settings::ConsentGate;
use crate::domain::staff::{FullTimeEquivalent, Role, Staff, SupportTeam};
use crate::domain::timeline::Occurred;
use crate::tui::testing::{Answering, Desk, Late, Setup, me, now};
use crate::words::Lang;
use chrono::{Days, NaiveDate};

const GATE: ConsentGate = ConsentGate::Linking;
const DIETITIAN: StaffId = StaffId(5);

fn stamp() -> Stamp {
    Stamp { at: now(), by: StaffId(1) }
}

fn patient() -> PatientRow {
    PatientRow {
        id: PatientId(12),
        name: PersonName { written: "山田 花子".into(), kana: "やまだ はなこ".into() },
        birth: NaiveDate::from_ymd_opt(1940, 1, 2),
        sex: Sex::Female,
        area: Some(AreaCode("sakuragaoka".into())),
        level: CareLevel::Care3,
        standing: Standing::Living,
        merged_into: None,
    }
}

/// A server with one referral and one introduction.
struct Server {
    referral: Referral,
    introduction: Introduction,
    loads: Vec<Load>,
}

impl Server {
    fn new() -> Self {
        let request = Asked {
            team: SupportTeam::Nutrition,
            patient: PatientId(12),
            consultation: None,
            from_referral: None,
            asked: Occurred::At(now() - Days::new(9)),
            requester: Requester {
                profession: Code::new("care_manager"),
                organisation: Party::named("本町居宅介護支援事業所"),
                name: "木村".into(),
                phone: "047-000-0001".into(),
            },
            reason: "半年で体重が4kg減り、食事量が落ちている。".into(),
            aim: String::new(),
            dispatch: None,
        };
        let order = Order {
            patient: PatientId(12),
            purpose: Purpose::Examination,
            to: Party::named("汐見総合病院"),
            department: "消化器内科".into(),
            reason: "上部消化管内視鏡".into(),
            physician: Party::named("本町クリニック 佐藤医師"),
            asked: Occurred::At(now() - Days::new(2)),
            consultation: None,
            referral: None,
        };
        let early = Stamp { at: now() - Days::new(9), by: StaffId(1) };
        let load =
            |member, open| Load { member, open, full_time_equivalent: FullTimeEquivalent(30), per_full_time: 25 };
        Self {
            referral: Referral::begin(ReferralId(12), &ReferralEvent::Requested(Box::new(request)), &early).unwrap(),
            introduction: Introduction::begin(IntroductionId(3), &IntroductionEvent::Asked(Box::new(order)), &stamp())
                .unwrap(),
            loads: vec![load(DIETITIAN, 7), load(StaffId(6), 2)],
        }
    }

    fn row(&self) -> ReferralRow {
        let it = &self.referral;
        ReferralRow {
            id: it.id,
            team: it.request.team,
            patient: patient(),
            state: it.state(),
            stage: it.stage,
            days: 9,
            due: it.state().is_open().then(|| now().date_naive() - Days::new(1)),
            overdue: it.state().is_open(),
            requester: "本町居宅介護支援事業所 木村".into(),
            profession: it.request.requester.profession.clone(),
            asked: it.request.asked.date(),
            member: it.member,
            consent: it.consent(),
            next: it.next(GATE),
        }
    }

    fn introduction_row(&self) -> IntroductionRow {
        let it = &self.introduction;
        IntroductionRow {
            id: it.id,
            patient: patient(),
            purpose: it.order.purpose,
            hospital: "汐見総合病院 消化器内科".into(),
            state: it.state,
            days: 2,
            appointment: it.appointment,
            due: it.due(),
            overdue: false,
            next: it.next_step(),
        }
    }

    fn read(&self, read: &ReferralRead) -> ReferralAnswer {
        match read {
            ReferralRead::List { window, filter, .. } => {
                let rows = if filter.overdue { Vec::new() } else { vec![self.row()] };
                let counts = ReferralCounts { open: 1, overdue: 1, consent: 0, mine: 0, ..Default::default() };
                ReferralAnswer::List { page: Page::of(&rows, *window, Clone::clone), counts }
            }
            ReferralRead::Referral { .. } => ReferralAnswer::Referral(Box::new(ReferralDetail {
                referral: self.referral.clone(),
                row: self.row(),
                gate: GATE,
                stays: self.referral.stays(now(), |_| true),
                loads: self.loads.clone(),
                introductions: vec![],
                referrals: vec![],
            })),
            ReferralRead::Loads { .. } => ReferralAnswer::Loads(self.loads.clone()),
            ReferralRead::Introductions { window, .. } => {
                ReferralAnswer::Introductions(Page::of(&[self.introduction_row()], *window, Clone::clone))
            }
            ReferralRead::Introduction { .. } => ReferralAnswer::Introduction {
                introduction: Box::new(self.introduction.clone()),
                row: Box::new(self.introduction_row()),
            },
        }
    }

    fn change(&mut self, change: &ReferralChange) -> Result<Done, Problem> {
        self.check_seen(change)?;
        let it = &self.referral;
        let version = match change.clone() {
            ReferralChange::Step { step, .. } => {
                let event = match step {
                    ReferralStep::Amend(request) => it.amend(*request)?,
                    ReferralStep::Accept => it.accept()?,
                    ReferralStep::Assign { member, though_full } => {
                        let load = self.loads.iter().find(|load| load.member == member).unwrap();
                        it.assign(&dietitian(member), *load, though_full)?
                    }
                    ReferralStep::Visit(visit) => {
                        let start = it.start_assessment(GATE)?;
                        self.referral.apply(&start, &stamp());
                        self.referral.visit(visit)?
                    }
                    ReferralStep::FinishAssessment { summary } => it.finish_assessment(summary)?,
                    ReferralStep::Report(report) => it.report(report)?,
                    ReferralStep::Acknowledge(word) => it.acknowledge(word)?,
                    ReferralStep::Consent(consent) => it.consent_said(consent)?,
                    ReferralStep::Link(link) => it.link(link, GATE)?,
                    ReferralStep::Ask { asking, .. } => it.ask(asking, GATE)?,
                    ReferralStep::FollowUp(look) => it.follow_up(look)?,
                    ReferralStep::Close { outcome, text } => it.close(outcome, text)?,
                    other => panic!("{other:?}"),
                };
                self.referral.apply(&event, &stamp());
                self.referral.version
            }
            ReferralChange::IntroductionStep { step, .. } => {
                let event = match step {
                    IntroductionAct::Accept { on, text } => self.introduction.accept(on, text)?,
                    IntroductionAct::Amend(order) => self.introduction.amend(*order)?,
                    other => panic!("{other:?}"),
                };
                self.introduction.apply(&event, &stamp());
                self.introduction.version
            }
            ReferralChange::Request(request) if request.reason.is_empty() => {
                let part = crate::api::referral::Part::Reason;
                return Err(ReferralProblem::Missing { part }.into());
            }
            _ => self.referral.version,
        };
        Ok(Done { kind: Kind::Referral, id: "r12".into(), version, number: None, more: None })
    }
}

impl Server {
    /// Refuses what was made up from an older version.
    fn check_seen(&self, change: &ReferralChange) -> Result<(), Problem> {
        let (seen, now, kind, id) = match change {
            ReferralChange::Step { seen, .. } => (*seen, self.referral.version, Kind::Referral, "r12"),
            ReferralChange::IntroductionStep { seen, .. } => {
                (*seen, self.introduction.version, Kind::Introduction, "i3")
            }
            _ => return Ok(()),
        };
        if seen == now {
            return Ok(());
        }
        Err(Problem::Conflict { kind, id: id.into(), seen, now, by: Some(DIETITIAN), at: None })
    }

    /// The dietitian puts the request and the order right meanwhile.
    fn amended_by_another(&mut self, request: impl FnOnce(&mut Asked), order: impl FnOnce(&mut Order)) {
        let stamp = Stamp { at: now(), by: DIETITIAN };
        let mut theirs = self.referral.request.clone();
        request(&mut theirs);
        let event = self.referral.amend(theirs).unwrap();
        self.referral.apply(&event, &stamp);
        let mut theirs = self.introduction.order.clone();
        order(&mut theirs);
        let event = self.introduction.amend(theirs).unwrap();
        self.introduction.apply(&event, &stamp);
    }
}

fn dietitian(id: StaffId) -> Staff {
    let name = if id == DIETITIAN { ("小川 恵", "おがわ めぐみ") } else { ("森 健", "もり けん") };
    Staff {
        id,
        name: PersonName { written: name.0.into(), kana: name.1.into() },
        roles: vec![Role::Team],
        team: Some(SupportTeam::Nutrition),
        full_time_equivalent: FullTimeEquivalent(30),
        ..me()
    }
}

fn desk(setup: impl FnOnce(&mut Setup)) -> (Desk, Rc<RefCell<Server>>) {
    let (setup, server, answer) = parts(setup);
    (setup.open(answer), server)
}

fn parts(setup: impl FnOnce(&mut Setup)) -> (Setup, Rc<RefCell<Server>>, Answering) {
    let server = Rc::new(RefCell::new(Server::new()));
    let answering = Rc::clone(&server);
    let mut with = Setup::of(vec![Box::new(ReferralPane::default())]);
    with.welcome.everybody.extend([dietitian(DIETITIAN), dietitian(StaffId(6))]);
    setup(&mut with);
    let answer = move |request: &Request| match request {
        Request::Referral(read) => Some(Ok(Answer::Referral(Box::new(answering.borrow().read(read))))),
        Request::Change(Change::Referral(change)) => Some(answering.borrow_mut().change(change).map(Answer::Done)),
        Request::Draft(_) => Some(Ok(Answer::Draft(Vec::new()))),
        _ => None,
    };
    (with, server, Box::new(answer))
}

fn state(server: &Rc<RefCell<Server>>) -> State {
    server.borrow().referral.state()
}

/// Saves the form; the server tells every session, this one too.
fn save(desk: &mut Desk) {
    desk.press("C-s").notice(Notice::Reload);
}

#[test]
fn the_list_with_the_course_of_the_selected_case() {
    let (mut desk, _) = desk(|_| {});
    insta::assert_snapshot!("referrals", desk.screen());
    desk.press("w");
    insta::assert_snapshot!("loads", desk.screen());
    desk.press("i");
    insta::assert_snapshot!("introductions", desk.screen());
}

#[test]
fn three_columns_in_english() {
    let (mut desk, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    desk.press("Enter");
    insta::assert_snapshot!("referrals_wide_en", desk.screen());
}

/// What a step that takes time was charged to.
fn charge(event: &ReferralEvent) -> Option<Charge> {
    match event {
        ReferralEvent::Visited(visit) => Some(visit.charge.clone()),
        ReferralEvent::FollowedUp(look) => Some(look.charge.clone()),
        _ => None,
    }
}

#[test]
fn enter_alone_leads_through_the_whole_course() {
    let (mut desk, server) = desk(|_| {});
    desk.press("Enter");
    assert_eq!(state(&server), State::Accepted);
    // 森 has room; 小川 would need an explicit yes.
    desk.press("Enter").type_text("もり").press("Enter");
    save(&mut desk);
    assert_eq!(state(&server), State::Assigned, "{}", desk.screen());
    desk.press("Enter Tab Tab Tab").type_text("食事量は半分、体重41.0kg");
    save(&mut desk);
    assert_eq!(state(&server), State::Assessing, "{}", desk.screen());
    desk.press("Enter").type_text("低栄養のおそれ");
    save(&mut desk);
    assert_eq!(state(&server), State::Assessed, "{}", desk.screen());
    desk.press("Enter Tab").type_text("FAX").press("Enter Tab").type_text("補助食品をすすめた");
    save(&mut desk);
    assert_eq!(state(&server), State::Reported, "{}", desk.screen());
    desk.press("Enter");
    save(&mut desk);
    assert_eq!(state(&server), State::Acknowledged, "{}", desk.screen());
    assert!(desk.screen().contains("次: 医師の了解"), "{}", desk.screen());
    insta::assert_snapshot!("waits_for_consent", desk.screen());
    desk.press("Enter").type_text("了解する").press("Enter").type_text("本町クリニック 佐藤医師");
    desk.press("Tab Tab").type_text("電話").press("Enter");
    save(&mut desk);
    assert!(server.borrow().referral.consents().next().is_some(), "{}", desk.screen());
    desk.press("Enter Tab").type_text("訪問栄養食事指導").press("Tab Tab").type_text("本町クリニック");
    save(&mut desk);
    assert_eq!(state(&server), State::Linked, "{}", desk.screen());
    desk.press("Enter Tab").type_text("訪問看護師").press("Enter Tab").type_text("訪問看護ステーション潮");
    desk.press("Tab").type_text("毎週の体重測定");
    save(&mut desk);
    assert_eq!(state(&server), State::Asked, "{}", desk.screen());
    desk.press("Enter Tab").type_text("41.8kg");
    save(&mut desk);
    assert_eq!(state(&server), State::FollowingUp, "{}", desk.screen());
    let charged: Vec<_> = server.borrow().referral.history.iter().filter_map(|it| charge(&it.event)).collect();
    let usual =
        Charge { programme_item: Some(Code::new("provision")), funding_line: Some(Code::new("home_care_programme")) };
    assert_eq!(charged, [usual.clone(), usual], "the forms start with what is usual");
    desk.press("Enter").type_text("改善").press("Enter");
    save(&mut desk);
    assert_eq!(state(&server), State::Closed, "{}", desk.screen());
    insta::assert_snapshot!("closed", desk.screen());
}

#[test]
fn the_course_is_led_by_keys_that_do_not_wait_for_the_screen() {
    let (setup, server, answer) = parts(|_| {});
    let mut late = Late::open(setup, answer);
    late.desk
        .press("Enter Enter")
        .type_text("もり")
        .press("Enter C-s Enter Tab Tab Tab")
        .type_text("食事量は半分")
        .press("C-s");
    late.catch_up();
    assert_eq!(state(&server), State::Assessing, "{}", late.desk.screen());
}

#[test]
fn a_full_member_takes_a_yes_and_the_numbers_are_seen() {
    let (mut desk, server) = desk(|_| {});
    desk.press("a m").type_text("おがわ").press("Enter");
    assert!(desk.screen().contains("7/7.5件"), "{}", desk.screen());
    assert!(desk.screen().contains("超えても割当"), "{}", desk.screen());
    desk.press("C-s");
    assert_eq!(state(&server), State::Accepted, "refused");
    assert!(desk.screen().contains("小川 恵さんは常勤換算0.30で7.5件まで"), "{}", desk.screen());
    desk.press("Tab").type_text("はい").press("Enter C-s");
    assert_eq!(state(&server), State::Assigned, "{}", desk.screen());
}

#[test]
fn a_step_that_cannot_be_taken_says_why() {
    let (mut desk, _) = desk(|_| {});
    desk.press("l");
    assert!(desk.screen().contains("「支援につなぐ」はできません"), "{}", desk.screen());
    desk.press("i l");
    assert!(desk.screen().contains("紹介の一覧では使えません"), "{}", desk.screen());
}

#[test]
fn the_hospital_gives_a_date() {
    let (mut desk, server) = desk(|_| {});
    desk.press("i Enter").type_text("12/1 9:30");
    save(&mut desk);
    assert!(server.borrow().introduction.appointment.is_some(), "{}", desk.screen());
    assert!(desk.screen().contains("12/1 9:30"), "{}", desk.screen());
}

#[test]
fn every_form_of_the_pane_opens() {
    let (mut desk, _) = desk(|_| {});
    for keys in ["n", "N", "c", "f", "b", "h", "x c", "x d", "x x", "E"] {
        desk.press(keys);
        assert!(!desk.screen().contains("未終了1"), "{keys}: {}", desk.screen());
        desk.press("Esc");
        assert!(desk.screen().contains("未終了1"), "{keys}: {}", desk.screen());
    }
}

#[test]
fn what_another_puts_right_in_a_request_is_never_overwritten_unseen() {
    let (mut desk, server) = desk(|_| {});
    desk.press("E Tab Tab Tab Tab").type_text("さん");
    server.borrow_mut().amended_by_another(|theirs| theirs.aim = "体重を戻す".into(), |_| {});
    desk.press("C-s");
    assert!(desk.screen().contains("体重を戻す") && desk.screen().contains("小川 恵さんの変更を"), "{}", desk.screen());
    assert_eq!(server.borrow().referral.request.requester.name, "木村", "not yet");
    desk.press("C-s");
    let request = server.borrow().referral.request.clone();
    assert_eq!(
        (request.requester.name.as_str(), request.aim.as_str()),
        ("木村さん", "体重を戻す"),
        "{}",
        desk.screen()
    );

    desk.notice(Notice::Reload).press("E Tab Tab Tab Tab").type_text("と田中");
    server.borrow_mut().amended_by_another(|theirs| theirs.requester.name = "木村 次郎".into(), |_| {});
    desk.press("C-s");
    assert!(desk.screen().contains("小川 恵さんの入力: 木村 次郎"), "{}", desk.screen());
    desk.press("C-s");
    assert_eq!(server.borrow().referral.request.requester.name, "木村さんと田中", "{}", desk.screen());
}

#[test]
fn what_another_puts_right_in_an_order_is_never_overwritten_unseen() {
    let (mut desk, server) = desk(|_| {});
    desk.press("i E Tab Tab Tab Tab").type_text("外来");
    server.borrow_mut().amended_by_another(|_| {}, |theirs| theirs.physician = Party::named("山本医師"));
    desk.press("C-s");
    assert!(desk.screen().contains("山本医師"), "{}", desk.screen());
    desk.press("C-s");
    let order = server.borrow().introduction.order.clone();
    assert_eq!((order.department.as_str(), order.physician.name.as_str()), ("消化器内科外来", "山本医師"));
}

#[test]
fn a_step_says_what_another_did_before_it_is_taken() {
    let (mut desk, server) = desk(|_| {});
    desk.press("h").type_text("家族の返事待ち").press("Tab").type_text("+3");
    server.borrow_mut().amended_by_another(|theirs| theirs.aim = "体重を戻す".into(), |_| {});
    desk.press("C-s");
    assert!(desk.screen().contains("小川 恵さんがこの記録を変えました: "), "{}", desk.screen());
    assert!(desk.screen().contains("家族の返事待ち"), "{}", desk.screen());
}

#[test]
fn every_draft_of_the_pane_is_taken_up() {
    let ways = [
        "n Tab Tab Tab Tab Tab",
        "N Tab Tab Tab Tab Tab",
        "c Tab",
        "b",
        "h",
        "x c Tab",
        "x d",
        "x x",
        "E Tab Tab Tab",
        "i Enter Tab",
        "i x d",
        "i x x",
        "i E Tab Tab Tab Tab",
    ];
    crate::tui::testing::drafts::are_taken_up(
        || {
            let (setup, _, server) = parts(|_| {});
            (setup, server)
        },
        &ways,
    );
}
