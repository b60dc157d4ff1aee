//! Charges through real transactions: what is usual is kept where the work is recorded, the account follows every change,
//! and only managers read it.

use super::*;
use crate::api::Ask;
use crate::api::centre::{CentreChange, CentreProblem};
use crate::api::patient::PatientChange;
use crate::api::queue::{QueueAct, QueueChange};
use crate::api::referral::{ReferralChange, ReferralStep};
use crate::center::patient::tests::register;
use crate::center::testing::{Desk, Town, profile};
use crate::center::views::Views;
use crate::center::{centre, patient, queue, referral};
use crate::domain::code::Code;
use crate::domain::consultation::{Channel, Consultation, Counterpart, StepContents, StepNumber};
use crate::domain::funding::{Funding, FundingFault, Grant, Sums, UsualCharge, WorkKind, Yen};
use crate::domain::id::{ConsultationId, ReferralId, Version};
use crate::domain::referral::{Party, Request as Asked, Requester, Visit};
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::time::{Minutes, Moment};
use crate::domain::timeline::Occurred;
use crate::exchange::city::default_settings;
use view::{Charges, Line};

const ME: StaffId = StaffId(1);
const CASE: ConsultationId = ConsultationId(1);

fn at(text: &str) -> Moment {
    format!("{text}:00+09:00").parse().unwrap()
}

fn desk() -> Desk {
    Desk::new(at("2026-11-24T10:00"))
}

fn charge(item: &str, line: &str) -> Charge {
    let some = |name: &str| Some(name).filter(|name| !name.is_empty()).map(Code::new);
    Charge { programme_item: some(item), funding_line: some(line) }
}

fn receive(desk: &mut Desk, topic: &str, line: &str) -> ConsultationId {
    let mut intake = queue::tests::intake(desk.now, "退院の希望");
    intake.topics = vec![Code::new(topic)];
    let intake = Box::new(intake.charged(charge("", line)));
    let done = desk.change(ME, |tx| queue::change(tx, QueueChange::Receive { intake, patient: None })).unwrap();
    done.id.parse().unwrap()
}

fn case(desk: &Desk, id: ConsultationId) -> Consultation {
    desk.read(ME, |reader| reader.get(id)).unwrap()
}

fn act(desk: &mut Desk, id: ConsultationId, act: QueueAct) -> Result<(), Problem> {
    let seen = Some(case(desk, id).version);
    desk.change(ME, |tx| queue::change(tx, QueueChange::Act { consultation: id, seen, act })).map(|_| ())
}

fn step(at: Moment, minutes: u32, nobody_answered: bool, charge: Charge) -> Box<StepContents> {
    let with = Counterpart {
        who: crate::domain::consultation::Asker::Family,
        name: String::new(),
        organisation: String::new(),
        site: None,
        phone: String::new(),
    };
    let (channel, text, minutes) = (Channel::Phone, "訪問看護を紹介".to_owned(), Minutes(minutes));
    Box::new(StepContents { at, channel, with, text, minutes, nobody_answered, charge })
}

fn settle(desk: &mut Desk, funding: Funding) -> Result<(), Problem> {
    let (seen, mut settings) =
        desk.read(ME, |reader| (reader.views().settings_version, Box::new(reader.settings().clone())));
    settings.funding = funding;
    // The centre of this desk was never founded in its store.
    if seen == Version(0) {
        use crate::domain::centre::{Centre, CentreEvent, CentreId};
        desk.change(ME, |tx| tx.record::<Centre>(CentreId, CentreEvent::Founded(settings.clone()))).map(|_| ())?;
        return Ok(());
    }
    desk.change(ME, |tx| centre::change(tx, CentreChange::Settings { seen, settings })).map(|_| ())
}

fn of_year(desk: &Desk, year: i32) -> Account {
    let request = FundingRead::Account { year: FiscalYear(year) };
    desk.read(ME, |reader| Ledger::of(reader, &request)).account()
}

/// What was charged, line by line and item by item.
fn charged(account: &Account) -> Vec<(Charge, Sums)> {
    let of = |line: &crate::domain::funding::LineAccount| {
        let line_code = line.funding_line.clone();
        let one = move |item: &crate::domain::funding::ItemAccount| {
            let charge = Charge { programme_item: item.programme_item.clone(), funding_line: line_code.clone() };
            (charge, item.sums)
        };
        line.items.iter().map(one).collect::<Vec<_>>()
    };
    account.lines.iter().flat_map(of).collect()
}

const fn sums(minutes: u64, contacts: u32, persons: u32) -> Sums {
    Sums { minutes, contacts, persons }
}

#[test]
fn what_is_usual_is_written_down_with_the_work_and_later_rules_move_nothing() {
    let mut desk = desk();
    let id = receive(&mut desk, "disability", "");
    let usual = charge("consultation", "multi_layered_support");
    assert_eq!(case(&desk, id).intake.charge(), usual, "the topic decides over the general line");
    act(&mut desk, id, QueueAct::Claim).unwrap();
    let now = desk.now;
    act(&mut desk, id, QueueAct::Answer(step(now, 20, false, Charge::default()))).unwrap();
    assert_eq!(case(&desk, id).steps[0].contents.charge, usual, "a step is charged as its consultation is");
    let other = charge("provision", "general");
    act(&mut desk, id, QueueAct::Answer(step(now, 5, true, other.clone()))).unwrap();
    assert_eq!(case(&desk, id).steps[1].contents.charge, other, "staff chose otherwise");

    let rule = UsualCharge {
        from: now.date_naive(),
        work: WorkKind::ConsultationStep,
        topic: None,
        channel: Some(Channel::Phone),
        programme_item: None,
        funding_line: Some(Code::new("multi_profession")),
    };
    settle(&mut desk, Funding { grants: Vec::new(), usual: vec![rule] }).unwrap();
    act(&mut desk, id, QueueAct::Answer(step(now, 30, false, Charge::default()))).unwrap();
    let next = receive(&mut desk, "disability", "");
    assert!(case(&desk, next).intake.charge().is_empty(), "nothing is usual for a reception any more");

    // The reception goes elsewhere; the steps keep what was written down with them.
    let amended = Box::new(case(&desk, id).intake.charged(charge("consultation", "general")));
    act(&mut desk, id, QueueAct::Amend(amended)).unwrap();
    let account = of_year(&desk, 2026);
    let expected = [
        (charge("consultation", "multi_layered_support"), sums(20, 1, 1)),
        (charge("consultation", "multi_profession"), sums(30, 1, 1)),
        (charge("provision", "general"), sums(5, 0, 1)),
        (charge("consultation", "general"), sums(0, 1, 1)),
        (charge("", ""), sums(0, 1, 1)),
    ];
    let found = charged(&account);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    assert!(expected.iter().all(|one| found.contains(one)), "{found:?}");
    assert_eq!(account.sums, sums(55, 4, 2), "each person once");
}

#[test]
fn a_correction_moves_a_step_to_the_year_in_which_it_was_taken() {
    let mut desk = desk();
    desk.now = at("2026-04-01T09:30");
    let id = receive(&mut desk, "discharge", "general");
    act(&mut desk, id, QueueAct::Claim).unwrap();
    let now = desk.now;
    act(&mut desk, id, QueueAct::Answer(step(now, 20, false, Charge::default()))).unwrap();
    let whole = |desk: &Desk| [2025, 2026].map(|year| of_year(desk, year).sums);
    assert_eq!(whole(&desk), [sums(0, 0, 0), sums(20, 2, 1)]);
    let contents = step(at("2026-03-31T16:00"), 25, false, charge("", "general"));
    let correct = QueueAct::CorrectStep { step: StepNumber(1), reason: "日付の誤り".into(), contents };
    act(&mut desk, id, correct).unwrap();
    assert_eq!(whole(&desk), [sums(25, 1, 1), sums(0, 1, 1)]);
    let reason = "別の相談のこと".into();
    act(&mut desk, id, QueueAct::WithdrawStep { step: StepNumber(2), reason }).unwrap();
    assert_eq!(whole(&desk), [sums(0, 0, 0), sums(0, 1, 1)], "a withdrawn step is charged to nobody");
}

#[test]
fn a_teams_visit_is_charged_and_two_records_of_one_person_are_one_person() {
    let mut desk = desk();
    let member = desk.join("小川 恵", &[Role::Team], Some(SupportTeam::Nutrition));
    let (first, second) =
        (register(&mut desk, "山田 花子", "やまだ はなこ", None), register(&mut desk, "山田 華子", "", None));
    for patient in [first, second] {
        let request = Asked {
            team: SupportTeam::Nutrition,
            patient,
            consultation: None,
            from_referral: None,
            asked: Occurred::At(desk.now),
            requester: Requester {
                profession: Code::new("care_manager"),
                organisation: Party::named("本町居宅介護支援事業所"),
                name: "木村".into(),
                phone: String::new(),
            },
            reason: "半年で体重が減っている".into(),
            aim: String::new(),
            dispatch: None,
        };
        let asked = desk.change(ME, |tx| referral::change(tx, ReferralChange::Request(Box::new(request)))).unwrap();
        let id: ReferralId = asked.id.parse().unwrap();
        let visit = Visit {
            on: Occurred::At(desk.now),
            member,
            place: String::new(),
            findings: "義歯が合わない".into(),
            minutes: Minutes(40),
            charge: Charge::default(),
        };
        let assign = ReferralStep::Assign { member, though_full: false };
        for (seen, step) in (1..).zip([ReferralStep::Accept, assign, ReferralStep::Visit(visit)]) {
            let change = ReferralChange::Step { referral: id, seen: Version(seen), step };
            desk.change(ME, |tx| referral::change(tx, change)).unwrap();
        }
    }
    let usual = charge("provision", "home_care_programme");
    assert_eq!(charged(&of_year(&desk, 2026)), [(usual.clone(), sums(80, 2, 2))]);
    let merge = PatientChange::Merge { patient: first, seen: Version(1), into: second };
    desk.change(ME, |tx| patient::change(tx, merge)).unwrap();
    assert_eq!(charged(&of_year(&desk, 2026)), [(usual, sums(80, 2, 1))]);
}

#[test]
fn codes_that_no_list_holds_are_refused_on_work_and_in_settings() {
    let mut desk = desk();
    let id = receive(&mut desk, "discharge", "");
    act(&mut desk, id, QueueAct::Claim).unwrap();
    let now = desk.now;
    let refused = act(&mut desk, id, QueueAct::Answer(step(now, 1, false, charge("", "lottery"))));
    assert!(matches!(refused, Err(Problem::Field { field, .. }) if field == "funding_line"));
    settle(&mut desk, Funding::default()).unwrap();
    let grant = Grant { line: Code::new("lottery"), from: FiscalYear(2026), until: None, amount: Yen(1), rate: None };
    let refused = settle(&mut desk, Funding { grants: vec![grant.clone()], usual: Vec::new() });
    let fault = CentreProblem::Funding(FundingFault::UnknownCode {
        list: crate::domain::code::CodeList::FundingLines,
        code: Code::new("lottery"),
    });
    assert_eq!(refused, Err(Problem::Centre(fault)));
    let good = Grant { line: Code::new("general"), ..grant };
    settle(&mut desk, Funding { grants: vec![good], usual: Vec::new() }).unwrap();
    assert_eq!(of_year(&desk, 2026).amount, Yen(1));
}

#[test]
fn what_is_kept_gives_the_same_account_whatever_the_order_in_which_charges_came_up() {
    let mut desk = desk();
    for line in ["general", "multi_profession", "home_care_programme"] {
        receive(&mut desk, "discharge", line);
    }
    let cases: Vec<Consultation> = (1..=3).map(|id| case(&desk, ConsultationId(id))).collect();
    let kept = |order: [usize; 3]| {
        let mut charges = Charges::default();
        for at in order {
            charges.put(&crate::domain::event::Record::Consultation(Box::new(cases[at].clone())));
        }
        serde_json::to_string(&charges.lines()).unwrap()
    };
    let one = kept([0, 1, 2]);
    assert_eq!(one, kept([2, 0, 1]));
    let mut views = Views::new(Arc::new(default_settings().unwrap()));
    for line in serde_json::from_str::<Vec<Line>>(&one).unwrap() {
        views.charges.take(line);
    }
    assert_eq!(serde_json::to_string(&views.charges.lines()).unwrap(), one);
}

#[test]
fn an_account_is_for_managers_and_counts_while_others_write() {
    let town = Town::found(profile("佐藤 恵", "sato", &[Role::Manager, Role::Coordinator]));
    let ask = |staff: StaffId, request: Request| {
        town.center.answer(staff, Ask { id: 1, command: None, request, settles: None })
    };
    let account = || Request::Funding(FundingRead::Account { year: FiscalYear(2026) });
    let everybody = [Role::Coordinator, Role::Physician, Role::Clerk, Role::Administrator, Role::Auditor];
    for (number, role) in (2..).zip(everybody) {
        let join = CentreChange::Join(profile("山田", &format!("account{number}"), &[role]));
        ask(ME, Request::Change(crate::api::Change::Centre(join))).unwrap();
        assert_eq!(ask(StaffId(number), account()), Err(Problem::NotAllowed), "{role:?}");
    }
    let intake = Box::new(queue::tests::intake(at("2026-11-24T09:00"), "退院"));
    let received = QueueChange::Receive { intake, patient: None };
    ask(ME, Request::Change(crate::api::Change::Queue(received))).unwrap();
    let Ok(Answer::Funding(answer)) = ask(ME, account()) else { panic!("no account") };
    let FundingAnswer::Account(made) = *answer;
    assert_eq!(charged(&made), [(charge("consultation", "home_care_programme"), sums(0, 1, 1))]);

    // What is being counted stays as it was when somebody writes meanwhile.
    let ledger = Ledger::of(&town.center.reader(ME).unwrap(), &FundingRead::Account { year: FiscalYear(2026) });
    let claim = QueueChange::Act { consultation: CASE, seen: None, act: QueueAct::Claim };
    ask(ME, Request::Change(crate::api::Change::Queue(claim))).unwrap();
    let answer = QueueAct::Answer(step(at("2026-11-24T09:30"), 15, false, Charge::default()));
    let answer = QueueChange::Act { consultation: CASE, seen: None, act: answer };
    ask(ME, Request::Change(crate::api::Change::Queue(answer))).unwrap();
    assert_eq!(ledger.account(), made);
    let Ok(Answer::Funding(later)) = ask(ME, account()) else { panic!("no account") };
    let FundingAnswer::Account(later) = *later;
    assert_eq!(later.sums, sums(15, 2, 1));
}
