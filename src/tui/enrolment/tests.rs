//! The pane by keys through the real loop, against a server that knows the rules of one agreement and its member.

use std::cell::RefCell;
use std::rc::Rc;

use super::EnrolmentPane;
use crate::api::draft::Draft;
use crate::api::ict::{
    AgreementRow, AgreementStep, EnrolmentCounts, EnrolmentRow, EnrolmentStep, IctAnswer, IctChange, IctRead,
    MONTHS_SHOWN, MonthTimes,
};
use crate::api::{Answer, Change, Done, Notice, Page, Problem, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::enrolment::{Agreement, Enrolling, IctEnrolment, MonthUse, Terms};
use crate::domain::event::Kind;
use crate::domain::id::{AgreementId, EnrolmentId, SiteId, StaffId, Version};
use crate::domain::month::Month;
use crate::domain::staff::Role;
use crate::tui::testing::{Answering, Desk, Late, Setup, now};
use crate::words::Lang;
use chrono::{Days, NaiveDate};

const QUIET: u32 = 60;

fn stamp(days_ago: u64) -> Stamp {
    Stamp { at: now() - Days::new(days_ago), by: StaffId(1) }
}

fn today() -> NaiveDate {
    now().date_naive()
}

/// A server with an agreement and an organisation that has not used the record for long.
struct Server {
    agreement: Agreement,
    enrolment: IctEnrolment,
    asked: Vec<IctChange>,
    drafts: Vec<Draft>,
}

impl Server {
    fn new() -> Self {
        let association = Code::new("medical_association");
        let signed_on = today() - Days::new(400);
        let until = Some(today() + Days::new(127));
        let terms =
            Terms {
                association: association.clone(), signed_on, until, text: "個人情報の取扱いを定める".into()
            };
        let event = Agreement::sign(terms).unwrap();
        let agreement = Agreement::begin(AgreementId(1), &event, &stamp(400)).unwrap();
        let enrolling = Enrolling {
            site: SiteId(9),
            association,
            agreement: AgreementId(1),
            started: today() - Days::new(300),
            users: 3,
        };
        let event = IctEnrolment::enrol(enrolling, Some(&agreement), today()).unwrap();
        let mut enrolment = IctEnrolment::begin(EnrolmentId(7), &event, &stamp(300)).unwrap();
        for (ago, times) in [(120, 8), (90, 2)] {
            let last = today() - Days::new(ago);
            let used = MonthUse { month: Month::of(last), times, last: Some(last) };
            enrolment.apply(&enrolment.note_use(used, last).unwrap(), &stamp(ago));
        }
        Self { agreement, enrolment, asked: Vec::new(), drafts: Vec::new() }
    }

    fn row(&self) -> EnrolmentRow {
        let it = &self.enrolment;
        let call_from = it.call_from(QUIET);
        let this = Month::of(today());
        EnrolmentRow {
            id: it.id,
            site: it.enrolling.site,
            name: "本町クリニック".into(),
            area: Some(AreaCode("honcho".into())),
            phone: "047-000-0003".into(),
            association: it.enrolling.association.clone(),
            standing: self.agreement.standing(today()),
            started: it.enrolling.started,
            ended: it.ended.as_ref().map(|end| end.on),
            users: it.users,
            last_used: it.last_used(),
            months: (0..MONTHS_SHOWN)
                .rev()
                .map(|back| this.before(back))
                .map(|month| MonthTimes { month, times: it.uses.get(&month).map(|used| used.times) })
                .collect(),
            encouraged: it.encouragements().next().map(|contact| contact.on.date()),
            call_from,
            to_call: call_from.is_some_and(|from| from <= today()),
        }
    }

    fn other(&self) -> EnrolmentRow {
        let last_used = Some(today());
        EnrolmentRow { id: EnrolmentId(8), name: "みなと薬局".into(), last_used, to_call: false, ..self.row() }
    }

    fn read(&self, read: &IctRead) -> IctAnswer {
        match read {
            IctRead::Enrolments { window, filter } => {
                let rows: Vec<EnrolmentRow> =
                    [self.row(), self.other()].into_iter().filter(|row| !filter.to_call || row.to_call).collect();
                let counts = EnrolmentCounts { open: 2, users: 6, used: 1, to_call: u32::from(self.row().to_call) };
                IctAnswer::Enrolments { page: Page::of(&rows, *window, Clone::clone), counts }
            }
            IctRead::Enrolment { .. } => {
                IctAnswer::Enrolment { enrolment: Box::new(self.enrolment.clone()), row: Box::new(self.row()) }
            }
            IctRead::Agreements => IctAnswer::Agreements(vec![AgreementRow {
                standing: self.agreement.standing(today()),
                agreement: self.agreement.clone(),
                members: 2,
            }]),
        }
    }

    fn change(&mut self, change: &IctChange) -> Result<Done, Problem> {
        self.asked.push(change.clone());
        let (kind, id, version) = match change.clone() {
            IctChange::Step { step, .. } => {
                let it = &self.enrolment;
                let event = match step {
                    EnrolmentStep::CountUsers { users } => it.count_users(users)?,
                    EnrolmentStep::NoteUse(used) => it.note_use(used, today())?,
                    EnrolmentStep::Encourage(contact) => it.encourage(contact, now())?,
                    EnrolmentStep::End { on, reason } => it.end(on, reason, today())?,
                };
                self.enrolment.apply(&event, &stamp(0));
                (Kind::IctEnrolment, "n7", self.enrolment.version)
            }
            IctChange::Agreement { step, .. } => {
                let it = &self.agreement;
                let event = match step {
                    AgreementStep::Amend(terms) => it.amend(terms)?,
                    AgreementStep::Renew { until } => it.renew(until)?,
                    AgreementStep::End { on, reason } => it.end(on, reason)?,
                };
                self.agreement.apply(&event, &stamp(0));
                (Kind::Agreement, "g1", self.agreement.version)
            }
            IctChange::Sign(_) => (Kind::Agreement, "g2", Version(1)),
            IctChange::Enrol { association, started, .. } => {
                use crate::api::ict::EnrolmentProblem;
                if association != self.agreement.terms.association {
                    return Err(EnrolmentProblem::NoAgreement { association, on: started, standing: None }.into());
                }
                (Kind::IctEnrolment, "n7", Version(1))
            }
        };
        Ok(Done { kind, id: id.into(), version, number: None, more: None })
    }
}

fn parts(setup: impl FnOnce(&mut Setup)) -> (Setup, Rc<RefCell<Server>>, Answering) {
    let server = Rc::new(RefCell::new(Server::new()));
    let answering = Rc::clone(&server);
    let mut with = Setup::of(vec![Box::new(EnrolmentPane::default())]);
    setup(&mut with);
    let answer = move |request: &Request| match request {
        Request::Ict(read) => Some(Ok(Answer::Ict(Box::new(answering.borrow().read(read))))),
        Request::Change(Change::Ict(change)) => Some(answering.borrow_mut().change(change).map(Answer::Done)),
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
fn who_takes_part_whom_to_call_and_the_agreements() {
    let (mut desk, _) = desk(|_| {});
    insta::assert_snapshot!("enrolments", desk.screen());
    desk.press("t");
    assert!(!desk.screen().contains("みなと薬局"), "{}", desk.screen());
    desk.press("t a");
    insta::assert_snapshot!("agreements", desk.screen());
}

#[test]
fn side_by_side_in_english() {
    let (desk, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    insta::assert_snapshot!("enrolments_wide_en", desk.screen());
}

#[test]
fn use_is_noted_for_a_month_and_takes_the_organisation_off_the_calls() {
    let (mut desk, server) = desk(|_| {});
    assert!(desk.screen().contains("声かけ先1"), "{}", desk.screen());
    desk.press("u Tab").type_text("12").press("Tab").type_text("11/20");
    save(&mut desk);
    let used = server.borrow().enrolment.uses.values().last().cloned().unwrap();
    assert_eq!((used.month.to_string().as_str(), used.times), ("2026-11", 12), "{}", desk.screen());
    assert!(desk.screen().contains("声かけ先0"), "{}", desk.screen());
}

#[test]
fn a_contact_names_the_day_to_ask_again() {
    let (mut desk, server) = desk(|_| {});
    desk.press("c").type_text("担当者が替わった。操作説明に伺う。").press("Tab Tab Tab").type_text("12/1");
    save(&mut desk);
    let contact = server.borrow().enrolment.encouragements().next().cloned();
    assert_eq!(contact.and_then(|contact| contact.next), NaiveDate::from_ymd_opt(2026, 12, 1), "{}", desk.screen());
    assert!(desk.screen().contains("操作説明に伺う"), "{}", desk.screen());
}

#[test]
fn an_agreement_is_renewed_and_what_does_not_go_there_says_so() {
    let (mut desk, server) = desk(|_| {});
    desk.press("r");
    assert!(desk.screen().contains("協定の一覧"), "{}", desk.screen());
    desk.press("a u");
    assert!(desk.screen().contains("協定の一覧では使えません"), "{}", desk.screen());
    desk.press("r").type_text("2028-03-31");
    save(&mut desk);
    assert_eq!(server.borrow().agreement.terms.until, NaiveDate::from_ymd_opt(2028, 3, 31), "{}", desk.screen());
}

#[test]
fn keys_that_do_not_wait_for_the_screen_note_the_use() {
    let (setup, server, answer) = parts(|_| {});
    let mut late = Late::open(setup, answer);
    late.desk.press("u Tab").type_text("5").press("C-s e Backspace").type_text("8").press("C-s");
    late.catch_up();
    let server = server.borrow();
    assert_eq!((server.asked.len(), server.enrolment.users), (2, 8), "{}", late.desk.screen());
}

#[test]
fn whoever_only_reads_is_told_so() {
    let (mut desk, _) = desk(|setup| {
        setup.welcome.staff.roles = vec![Role::Physician];
        setup.welcome.everybody[0].roles = vec![Role::Physician];
    });
    for keys in ["u", "n", "c"] {
        desk.press(keys);
        assert!(desk.screen().contains("あなたの役割ではできません"), "{keys}: {}", desk.screen());
    }
}

#[test]
fn a_form_that_was_left_half_typed_opens_again_on_its_record() {
    let forms = [
        ("enrolment.encourage/n7", "声かけの記録"),
        ("enrolment.new", "地域ICTへの参加"),
        ("agreement.new", "協定の登録"),
        ("agreement.end/g1", "協定の終了"),
    ];
    for (form, shown) in forms {
        let (setup, server, answer) = parts(|_| {});
        server.borrow_mut().drafts =
            vec![Draft { form: form.into(), fields: serde_json::json!({}), ..Draft::default() }];
        let mut desk = setup.open(answer);
        desk.press("F4 Enter");
        assert!(desk.screen().contains(shown), "{form}: {}", desk.screen());
    }
}

#[test]
fn every_form_of_the_pane_opens() {
    let (mut desk, _) = desk(|_| {});
    for keys in ["u", "c", "n", "e", "x", "f"] {
        desk.press(keys);
        assert!(!desk.screen().contains("利用者6"), "{keys}: {}", desk.screen());
        desk.press("Esc");
        assert!(desk.screen().contains("利用者6"), "{keys}: {}", desk.screen());
    }
    desk.press("a");
    for keys in ["n", "v", "r", "x"] {
        desk.press(keys);
        assert!(!desk.screen().contains("協定 1件"), "{keys}: {}", desk.screen());
        desk.press("Esc");
        assert!(desk.screen().contains("協定 1件"), "{keys}: {}", desk.screen());
    }
}
