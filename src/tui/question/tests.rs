//! The pane by keys through the real loop, against a server that knows the rules of one question.

use std::cell::RefCell;
use std::rc::Rc;

use super::QuestionPane;
use crate::api::draft::Draft;
use crate::api::patient::PatientRow;
use crate::api::question::{
    CallRow, QuestionAct, QuestionAnswer, QuestionChange, QuestionCounts, QuestionDetail, QuestionRead, QuestionRow,
};
use crate::api::{Answer, Change, Done, Notice, Page, Problem, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::consultation::State;
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, PatientId, QuestionId, SiteId, StaffId};
use crate::domain::patient::{CareLevel, Standing};
use crate::domain::person::{PersonName, Sex};
use crate::domain::question::{Addressee, Inquiry, Question, QuestionEvent, QuestionState, Share};
use crate::domain::referral::{Party, Requester};
use crate::domain::staff::{Role, SYSTEM};
use crate::domain::time::Moment;
use crate::tui::testing::{Answering, Desk, Late, Setup, now};
use crate::words::Lang;
use chrono::{Days, NaiveDate, TimeDelta};

const Q12: QuestionId = QuestionId(12);

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

fn share(name: &str, questions: u32, in_time: u32) -> Share {
    Share { site: None, name: name.into(), questions, in_time }
}

/// A server with one question whose time has run out, and one that has still time.
struct Server {
    question: Question,
    asked: Vec<Inquiry>,
    drafts: Vec<Draft>,
}

impl Server {
    fn new() -> Self {
        let asked = now() - Days::new(6);
        let inquiry = Inquiry {
            patient: Some(PatientId(12)),
            from: Requester {
                profession: Code::new("visiting_nurse"),
                organisation: Party::named("訪問看護ステーション潮"),
                name: "小林".into(),
                phone: "047-000-0002".into(),
            },
            to: Addressee {
                place: Party { site: Some(SiteId(9)), name: "本町クリニック".into() },
                physician: "佐藤医師".into(),
                phone: String::new(),
            },
            asked,
            text: "入浴の可否と目安の血圧を教えてください。\n昨日は168/92でした。".into(),
        };
        let due = now() - TimeDelta::minutes(90);
        let event = QuestionEvent::Asked { inquiry: Box::new(inquiry), due };
        let mut question = Question::begin(Q12, &event, &Stamp { at: asked, by: StaffId(1) }).unwrap();
        let event = question.run_out(ConsultationId(45), now()).unwrap();
        question.apply(&event, &Stamp { at: due, by: SYSTEM });
        Self { question, asked: Vec::new(), drafts: Vec::new() }
    }

    fn row(&self) -> QuestionRow {
        let it = &self.question;
        let open = it.state.is_open();
        QuestionRow {
            id: it.id,
            patient: Some(patient()),
            state: it.state,
            asked: it.inquiry.asked,
            due: open.then_some(it.due),
            remaining: open.then_some(-90),
            overdue: open,
            profession: it.inquiry.from.profession.clone(),
            from: "訪問看護ステーション潮 小林".into(),
            to: "本町クリニック 佐藤医師".into(),
            reminders: u32::try_from(it.reminders()).unwrap(),
            line: "入浴の可否と目安の血圧を教えてください。".into(),
        }
    }

    fn other(&self) -> QuestionRow {
        let due: Moment = now() + Days::new(1);
        QuestionRow {
            id: QuestionId(13),
            patient: None,
            state: QuestionState::Asked,
            due: Some(due),
            remaining: Some(480),
            overdue: false,
            to: "みなと医院".into(),
            line: "ワクチンの在庫はありますか。".into(),
            reminders: 0,
            ..self.row()
        }
    }

    fn read(&self, read: &QuestionRead) -> QuestionAnswer {
        match read {
            QuestionRead::List { window, filter, .. } => {
                let rows: Vec<QuestionRow> = [self.row(), self.other()]
                    .into_iter()
                    .filter(|row| {
                        filter.open.is_none_or(|open| row.state.is_open() == open)
                            && (!filter.overdue || row.overdue)
                            && (!filter.text.starts_with('q') || row.id.to_string() == filter.text)
                    })
                    .collect();
                let counts = QuestionCounts { open: 2, overdue: 1, today: 0, mine: 2 };
                QuestionAnswer::List { page: Page::of(&rows, *window, Clone::clone), counts }
            }
            QuestionRead::Question { .. } => QuestionAnswer::Question(Box::new(QuestionDetail {
                question: self.question.clone(),
                row: self.row(),
                phone: "047-000-0003".into(),
                call: Some(CallRow {
                    consultation: ConsultationId(45),
                    number: "R8-0415".into(),
                    state: if self.question.state.is_open() { State::Received } else { State::Closed },
                    claimed_by: None,
                }),
                share: share("本町クリニック", 9, 8),
                median: Some(85),
            })),
            QuestionRead::Shares { .. } => QuestionAnswer::Shares {
                shares: vec![share("あさひ医院", 10, 9), share("本町クリニック", 9, 8), share("みなと医院", 3, 1)],
                median: Some(85),
            },
        }
    }

    fn change(&mut self, change: &QuestionChange) -> Result<Done, Problem> {
        let event = match change.clone() {
            QuestionChange::Ask(inquiry) => {
                self.asked.push(*inquiry);
                None
            }
            QuestionChange::Step { step, .. } => Some(match step {
                QuestionAct::Amend(inquiry) => self.question.amend(*inquiry)?,
                QuestionAct::Remind(reminder) => self.question.remind(reminder, now())?,
                QuestionAct::Answer(answer) => self.question.answer(answer, now())?,
                QuestionAct::CorrectAnswer { reason, answer } => self.question.correct_answer(reason, answer, now())?,
                QuestionAct::Withdraw { reason } => self.question.withdraw(reason)?,
            }),
        };
        if let Some(event) = event {
            self.question.apply(&event, &Stamp { at: now(), by: StaffId(1) });
        }
        let version = self.question.version;
        Ok(Done { kind: Kind::Question, id: "q12".into(), version, number: None, more: None })
    }
}

fn parts(setup: impl FnOnce(&mut Setup)) -> (Setup, Rc<RefCell<Server>>, Answering) {
    let server = Rc::new(RefCell::new(Server::new()));
    let answering = Rc::clone(&server);
    let mut with = Setup::of(vec![Box::new(QuestionPane::default())]);
    setup(&mut with);
    let answer = move |request: &Request| match request {
        Request::Question(read) => Some(Ok(Answer::Question(Box::new(answering.borrow().read(read))))),
        Request::Change(Change::Question(change)) => Some(answering.borrow_mut().change(change).map(Answer::Done)),
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

fn state(server: &Rc<RefCell<Server>>) -> QuestionState {
    server.borrow().question.state
}

#[test]
fn the_list_with_what_waits_and_the_answers_in_time_by_name() {
    let (mut desk, _) = desk(|_| {});
    insta::assert_snapshot!("questions", desk.screen());
    desk.press("i");
    insta::assert_snapshot!("shares", desk.screen());
    desk.press("i");
    assert!(desk.screen().contains("回答待ち2"), "{}", desk.screen());
}

#[test]
fn three_columns_in_english() {
    let (desk, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    insta::assert_snapshot!("questions_wide_en", desk.screen());
}

#[test]
fn an_answer_by_telephone_is_taken_down_at_once_and_put_right_later() {
    let (mut desk, server) = desk(|_| {});
    desk.press("w Enter").type_text("収縮期160未満であれば入浴可");
    insta::assert_snapshot!("answer_form", desk.screen());
    save(&mut desk);
    assert_eq!(state(&server), QuestionState::Answered, "{}", desk.screen());
    assert!(desk.screen().contains("q12 回答済"), "{}", desk.screen());
    desk.press("v").type_text("聞き違い").press("Tab").type_text("（150未満）");
    save(&mut desk);
    let said = server.borrow().question.answer.clone().unwrap();
    assert!(said.text.contains("150未満"), "{}", said.text);
    assert_eq!(said.by, "佐藤医師");
    // What is answered is not answered twice, and the screen says what to do.
    desk.press("Enter");
    assert!(desk.screen().contains("回答済みのため"), "{}", desk.screen());
}

#[test]
fn a_question_is_put_by_keys_alone() {
    let (mut desk, server) = desk(|_| {});
    desk.press("n Tab Tab").type_text("みなと医院").press("Tab").type_text("林医師").press("Tab");
    desk.type_text("kango").press("Enter Tab").type_text("訪問看護ステーション潮").press("Tab").type_text("小林");
    desk.press("Tab Tab").type_text("薬の飲み合わせを教えてください。");
    insta::assert_snapshot!("question_form", desk.screen());
    save(&mut desk);
    let asked = server.borrow().asked.clone();
    assert_eq!(asked.len(), 1, "{}", desk.screen());
    assert_eq!((asked[0].patient, asked[0].to.place.name.as_str()), (None, "みなと医院"));
    assert_eq!((asked[0].to.physician.as_str(), asked[0].asked), ("林医師", now()));
    assert_eq!(asked[0].from.name, "小林");
}

#[test]
fn keys_that_do_not_wait_for_the_screen_lead_from_the_list_to_the_answer() {
    let (setup, server, answer) = parts(|_| {});
    let mut late = Late::open(setup, answer);
    late.desk.press("r Tab Tab").type_text("留守").press("C-s Enter").type_text("入浴可").press("C-s");
    late.catch_up();
    assert_eq!(state(&server), QuestionState::Answered, "{}", late.desk.screen());
    assert_eq!(server.borrow().question.reminders(), 1);
}

#[test]
fn what_a_role_does_not_do_is_said_and_not_offered() {
    let (mut desk, _) = desk(|setup| {
        setup.welcome.staff.roles = vec![Role::Physician];
        setup.welcome.everybody[0].roles = vec![Role::Physician];
    });
    desk.press("n");
    assert!(desk.screen().contains("あなたの役割ではできません"), "{}", desk.screen());
    desk.press("Enter");
    assert!(desk.screen().contains("回答の記録"), "{}", desk.screen());
}

#[test]
fn a_form_that_was_left_half_typed_opens_again_on_its_question() {
    for (form, shown) in [("question.answer/q12", "回答の記録"), ("question.new", "医師への質問")] {
        let (setup, server, answer) = parts(|_| {});
        let fields = serde_json::json!({ "text": "書きかけの言葉" });
        server.borrow_mut().drafts = vec![Draft { form: form.into(), fields, ..Draft::default() }];
        let mut desk = setup.open(answer);
        desk.press("F4 Enter");
        assert!(desk.screen().contains(shown) && desk.screen().contains("書きかけの言葉"), "{}", desk.screen());
    }
}

#[test]
fn every_form_of_the_pane_opens() {
    let (mut desk, _) = desk(|_| {});
    for keys in ["n", "Enter", "a", "r", "f", "e", "x"] {
        desk.press(keys);
        assert!(!desk.screen().contains("回答待ち2"), "{keys}: {}", desk.screen());
        desk.press("Esc");
        assert!(desk.screen().contains("回答待ち2"), "{keys}: {}", desk.screen());
    }
}
