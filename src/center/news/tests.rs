//! The news of a member, through real changes.

use chrono::TimeDelta;

use super::since_then;
use crate::api::news::NewsKind;
use crate::api::patient::PatientChange;
use crate::api::queue::{QueueAct, QueueChange, QueueProblem};
use crate::api::{Done, FieldProblem, Problem};
use crate::center::patient::tests::register;
use crate::center::queue::{self, tests::intake};
use crate::center::testing::Desk;
use crate::domain::code::Code;
use crate::domain::consultation::{Asker, Channel, Counterpart, StepContents};
use crate::domain::funding::Charge;
use crate::domain::id::{ConsultationId, EntryId, StaffId, Version};
use crate::domain::staff::Role;
use crate::domain::time::{Minutes, Moment};
use crate::domain::timeline::{Content, Entry, EntryEvent, EntryRef, Occurred, Statement, Written};

const ME: StaffId = StaffId(1);

/// A centre with a second coordinator and so many cases of the manager.
fn town(cases: u64) -> (Desk, StaffId) {
    let mut desk = Desk::new("2026-11-24T10:32:00+09:00".parse().unwrap());
    let other = desk.join("鈴木 次郎", &[Role::Coordinator], None);
    for case in 1..=cases {
        let change = QueueChange::Receive { intake: Box::new(intake(desk.now, "退院の相談")), patient: None };
        desk.change(ME, |tx| queue::change(tx, change)).unwrap();
        act(&mut desk, ME, case, QueueAct::Claim).unwrap();
    }
    (desk, other)
}

fn act(desk: &mut Desk, by: StaffId, case: u64, act: QueueAct) -> Result<Done, Problem> {
    let consultation = ConsultationId(case);
    let seen = desk.read(by, |reader| {
        reader.get::<crate::domain::consultation::Consultation>(consultation).map(|case| case.version).ok()
    });
    desk.now += TimeDelta::minutes(1);
    desk.change(by, |tx| queue::change(tx, QueueChange::Act { consultation, seen, act }))
}

fn hand_over(desk: &mut Desk, by: StaffId, cases: &[u64], to: StaffId) -> Result<Done, Problem> {
    let cases = cases.iter().copied().map(ConsultationId).collect();
    desk.now += TimeDelta::minutes(1);
    let change = QueueChange::HandOver { cases, to, reason: "申し送り: 明日電話".into() };
    desk.change(by, |tx| queue::change(tx, change))
}

fn news(desk: &Desk, who: StaffId, since: Option<Moment>) -> Vec<(NewsKind, String, Option<StaffId>, String)> {
    let news = desk.read(who, |reader| since_then(reader, since)).unwrap();
    news.lines.into_iter().map(|line| (line.what, line.id, line.by, line.text)).collect()
}

fn step(desk: &Desk, text: &str, nobody_answered: bool) -> QueueAct {
    QueueAct::Answer(Box::new(StepContents {
        at: desk.now,
        channel: Channel::Phone,
        with: Counterpart {
            who: Asker::Family,
            name: "田中".into(),
            organisation: String::new(),
            site: None,
            phone: String::new(),
        },
        text: text.into(),
        minutes: Minutes(5),
        nobody_answered,
        charge: Charge::default(),
    }))
}

#[test]
fn what_others_did_in_the_own_cases_is_told_and_what_one_did_oneself_is_not() {
    let (mut desk, other) = town(2);
    let since = desk.now;
    let own = step(&desk, "自分で電話した", false);
    act(&mut desk, ME, 2, own).unwrap();
    assert_eq!(news(&desk, ME, Some(since)), []);
    let theirs = step(&desk, "家族に折り返した\n続き", false);
    act(&mut desk, other, 1, theirs).unwrap();
    let told = (NewsKind::Changed, "c1".to_owned(), Some(other), "家族に折り返した".to_owned());
    assert_eq!(news(&desk, ME, Some(since)), [told]);
    assert_eq!(news(&desk, ME, Some(desk.now)), [], "what was seen is not told again");
    assert_eq!(news(&desk, other, Some(since)), [], "it is no case of the other's");
}

#[test]
fn what_waits_is_told_even_to_somebody_who_was_never_here() {
    let (mut desk, _) = town(1);
    let missed = step(&desk, "", true);
    act(&mut desk, ME, 1, missed).unwrap();
    assert_eq!(news(&desk, ME, None), [(NewsKind::CallBack, "c1".to_owned(), None, "田中".to_owned())]);
    desk.now += TimeDelta::days(30);
    let what: Vec<NewsKind> = news(&desk, ME, None).into_iter().map(|line| line.0).collect();
    assert_eq!(what, [NewsKind::CallBack, NewsKind::Overdue]);
}

#[test]
fn a_question_about_the_person_of_an_own_case_waits_until_it_is_answered_or_reminders_end() {
    let mut desk = Desk::new("2026-11-24T10:32:00+09:00".parse().unwrap());
    let patient = register(&mut desk, "山田 花子", "やまだ はなこ", None);
    let other = desk.join("鈴木 次郎", &[Role::Coordinator], None);
    let receive =
        QueueChange::Receive { intake: Box::new(intake(desk.now, "退院の相談")), patient: Some(patient) };
    desk.change(ME, |tx| queue::change(tx, receive)).unwrap();
    // As the journals of earlier years hold them: today a question is a record of its own.
    let write = |desk: &mut Desk, content, text: &str| {
        let occurred = Occurred::At(desk.now);
        let statement = Statement { occurred, content, text: text.into(), source: String::new() };
        let profession = Code::new("public_health_nurse");
        let written = Written { statement, profession, confirmed: true, corrects: None, origin: None };
        desk.change(other, |tx| {
            let entry = EntryId(tx.next::<Entry>());
            tx.record::<Entry>(EntryRef { patient, entry }, EntryEvent::Written(Box::new(written)))?;
            Ok(entry)
        })
        .unwrap()
    };
    let asks = |desk: &mut Desk, text: &str| write(desk, Content::Question { to: "主治医".into() }, text);
    let first = asks(&mut desk, "とろみは?\nほか");
    assert_eq!(news(&desk, ME, None), [], "the case is nobody's yet");
    act(&mut desk, ME, 1, QueueAct::Claim).unwrap();
    let waits = |text: &str| (NewsKind::Question, "p1".to_owned(), Some(other), text.to_owned());
    assert_eq!(news(&desk, ME, None), [waits("とろみは?")]);
    assert_eq!(news(&desk, other, None), [], "it is no case of the other's");
    write(&mut desk, Content::Reply { to: first, by: "主治医".into() }, "薄いとろみで");
    assert_eq!(news(&desk, ME, None), []);
    asks(&mut desk, "通院は?");
    assert_eq!(news(&desk, ME, None), [waits("通院は?")]);
    let die = PatientChange::Die { patient, seen: Version(1), on: desk.now.date_naive() };
    desk.change(ME, |tx| crate::center::patient::change(tx, die)).unwrap();
    assert_eq!(news(&desk, ME, None), [], "reminders have ended");
}

#[test]
fn a_case_taken_out_of_somebodys_hands_is_told_with_the_reason_even_once_it_is_done() {
    let (mut desk, other) = town(1);
    let manager = desk.join("森 香", &[Role::Manager], None);
    let since = desk.now;
    let take = QueueAct::TakeOver { to: Some(other), reason: "急な休み".into() };
    act(&mut desk, manager, 1, take).unwrap();
    let step = step(&desk, "済", false);
    act(&mut desk, other, 1, step).unwrap();
    let taken = (NewsKind::TakenFrom, "c1".to_owned(), Some(manager), "急な休み".to_owned());
    assert_eq!(news(&desk, ME, Some(since)), [taken]);
    let given = (NewsKind::HandedTo, "c1".to_owned(), Some(manager), "急な休み".to_owned());
    assert_eq!(news(&desk, other, Some(since)), [given]);
}

#[test]
fn a_handover_gives_all_or_nothing_to_somebody_who_can_hold_them() {
    let (mut desk, other) = town(3);
    let clerk = desk.join("小川 恵", &[Role::Clerk], None);
    let since = desk.now;
    let before = desk.events.len();
    let problem = |result: Result<Done, Problem>| match result {
        Err(Problem::Queue(problem)) => problem,
        other => panic!("{other:?}"),
    };
    assert!(matches!(problem(hand_over(&mut desk, ME, &[1, 2], clerk)), QueueProblem::CannotHold { .. }));
    assert!(matches!(problem(hand_over(&mut desk, ME, &[1, 2, 1], other)), QueueProblem::ClaimedBy { .. }));
    assert!(matches!(problem(hand_over(&mut desk, other, &[1], ME)), QueueProblem::ClaimedBy { .. }));
    assert!(matches!(problem(hand_over(&mut desk, ME, &[1], ME)), QueueProblem::AlreadyHolds { .. }));
    assert_eq!(hand_over(&mut desk, ME, &[], other), Err(Problem::field("cases", FieldProblem::Missing)));
    assert_eq!(hand_over(&mut desk, clerk, &[1], other), Err(Problem::NotAllowed));
    assert_eq!(desk.events.len(), before, "nothing happened");
    hand_over(&mut desk, ME, &[1, 3], other).unwrap();
    assert_eq!(desk.events.len(), before + 2);
    let given = |id: &str| (NewsKind::HandedTo, id.to_owned(), Some(ME), "申し送り: 明日電話".to_owned());
    assert_eq!(news(&desk, other, Some(since)), [given("c1"), given("c3")]);
    assert_eq!(news(&desk, ME, Some(since)), [], "one's own hand is no news");
}
