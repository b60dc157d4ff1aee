//! The queue through real transactions: the course of a case, due times, doubles, lists, rights.

use chrono::{NaiveDate, TimeDelta};

use super::{change, read};
use crate::api::patient::PatientChange;
use crate::api::queue::{
    QueueAct, QueueAnswer, QueueChange, QueueCounts, QueueDoubleSign, QueueFilter, QueueOrder, QueueProblem, QueueRead,
    QueueRow,
};
use crate::api::{Done, FieldProblem, Page, Problem, Window};
use crate::center::patient::tests::register;
use crate::center::testing::Desk;
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::consultation::{
    AgeBand, AskedBy, Asker, CareField, Channel, Counterpart, Intake, Outcome, ProvisionalPerson, Resolution, Scene,
    State, StepContents, StepNumber, Urgency, Wait, WaitReason,
};
use crate::domain::funding::Charge;
use crate::domain::id::{ConsultationId, PatientId, StaffId, Version};
use crate::domain::person::{PersonName, Sex};
use crate::domain::staff::Role;
use crate::domain::time::{Minutes, Moment};

const ME: StaffId = StaffId(1);
const C1: ConsultationId = ConsultationId(1);

fn at(text: &str) -> Moment {
    format!("{text}:00+09:00").parse().unwrap()
}

fn desk() -> Desk {
    Desk::new(at("2026-11-24T10:32"))
}

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

/// A reception form.
pub fn intake(now: Moment, text: &str) -> Intake {
    Intake {
        received_at: now,
        channel: Channel::Phone,
        asked_by: AskedBy {
            who: Asker::HospitalSocialWorker,
            site: None,
            organisation: "汐見総合病院".into(),
            name: "田中".into(),
            phone: "0470000000".into(),
        },
        person: None,
        area: None,
        age_band: AgeBand::Unknown,
        field: CareField::OldAge,
        topics: vec![Code::new("discharge")],
        tags: vec![Code::new("lives_alone")],
        scene: Some(Scene::HospitalStay),
        urgency: Urgency::Normal,
        text: text.into(),
        wish: String::new(),
        programme_item: Some(Code::new("consultation")),
        funding_line: None,
    }
}

fn about(written: &str, kana: &str, birth: Option<NaiveDate>) -> ProvisionalPerson {
    let name = PersonName { written: written.into(), kana: kana.into() };
    ProvisionalPerson {
        name,
        sex: Sex::Male,
        birth,
        phone: String::new(),
        address: "若葉県汐見市桜ヶ丘3丁目12-4".into(),
    }
}

fn receive(desk: &mut Desk, intake: Intake, patient: Option<PatientId>) -> Result<Done, Problem> {
    desk.change(ME, |tx| change(tx, QueueChange::Receive { intake: Box::new(intake), patient }))
}

fn act(desk: &mut Desk, by: StaffId, id: u64, act: QueueAct) -> Result<Done, Problem> {
    let consultation = ConsultationId(id);
    let seen = detail(desk, ME, id).map(|detail| detail.consultation.version).ok();
    desk.change(by, |tx| change(tx, QueueChange::Act { consultation, seen, act }))
}

fn detail(desk: &Desk, by: StaffId, id: u64) -> Result<crate::api::queue::QueueDetail, Problem> {
    let request = QueueRead::Detail { consultation: ConsultationId(id) };
    match desk.read(by, |reader| read(reader, &request))? {
        QueueAnswer::Detail(detail) => Ok(*detail),
        other => panic!("{other:?}"),
    }
}

fn list(desk: &Desk, by: StaffId, filter: QueueFilter, order: QueueOrder) -> Page<QueueRow> {
    let request = QueueRead::List { filter, order, window: Window::default() };
    match desk.read(by, |reader| read(reader, &request)).unwrap() {
        QueueAnswer::List(page) => page,
        other => panic!("{other:?}"),
    }
}

fn ids(page: &Page<QueueRow>) -> Vec<u64> {
    page.rows.iter().map(|row| row.id.0).collect()
}

fn counts(desk: &Desk) -> QueueCounts {
    match desk.read(ME, |reader| read(reader, &QueueRead::Counts)).unwrap() {
        QueueAnswer::Counts(counts) => counts,
        other => panic!("{other:?}"),
    }
}

fn step(desk: &Desk, nobody_answered: bool) -> QueueAct {
    let with = Counterpart {
        who: Asker::HospitalSocialWorker,
        name: "田中".into(),
        organisation: String::new(),
        site: None,
        phone: String::new(),
    };
    let text = if nobody_answered { "" } else { "訪問看護2か所を紹介" };
    QueueAct::Answer(Box::new(StepContents {
        at: desk.now,
        channel: Channel::Phone,
        with,
        text: text.into(),
        minutes: Minutes(10),
        nobody_answered,
        charge: Charge::default(),
    }))
}

#[test]
fn a_case_from_the_telephone_to_its_second_opening() {
    let mut desk = desk();
    let born = Some(day(1935, 2, 1));
    let mut form = intake(desk.now, "11/28 退院の希望。");
    form.urgency = Urgency::Emergency;
    form.person = Some(about("鈴木 一郎", "すずき いちろう", born));
    let done = receive(&mut desk, form, None).unwrap();
    assert_eq!((done.id.as_str(), done.number.as_deref()), ("c1", Some("R8-0001")));
    let row = list(&desk, ME, QueueFilter::open(), QueueOrder::Due).rows.remove(0);
    assert_eq!(row.area, Some(AreaCode("sakuragaoka".into())), "from the address");
    assert_eq!((row.age_band, row.about.unwrap().age), (AgeBand::From85, Some(91)));
    assert_eq!((row.due, row.remaining), (Some(at("2026-11-24T17:00")), Some(388)));
    assert_eq!(counts(&desk), QueueCounts { unclaimed: 1, new: 1, open: 1, ..QueueCounts::default() });

    act(&mut desk, ME, 1, QueueAct::Claim).unwrap();
    let other = desk.join("加藤 純", &[Role::Coordinator], None);
    let number = detail(&desk, ME, 1).unwrap().consultation.number;
    let late = act(&mut desk, other, 1, QueueAct::Claim);
    assert_eq!(late, Err(Problem::Queue(QueueProblem::ClaimedBy { number, holder: ME })));

    let missed = step(&desk, true);
    act(&mut desk, ME, 1, missed).unwrap();
    assert_eq!((counts(&desk).call_back, counts(&desk).mine), (1, 1));
    let call_back = QueueFilter { call_back: true, ..QueueFilter::default() };
    assert_eq!(ids(&list(&desk, ME, call_back.clone(), QueueOrder::Due)), [1]);
    let resolve = QueueAct::Resolve(Resolution { outcome: Outcome::LinkedToServices, text: "訪問看護".into() });
    let early = act(&mut desk, ME, 1, resolve.clone());
    assert_eq!(early, Err(Problem::Queue(QueueProblem::CallOpen { number, step: StepNumber(1) })));

    desk.now += TimeDelta::minutes(30);
    let reached = step(&desk, false);
    act(&mut desk, ME, 1, reached).unwrap();
    assert!(list(&desk, ME, call_back, QueueOrder::Due).rows.is_empty());
    act(&mut desk, ME, 1, resolve).unwrap();
    assert_eq!(list(&desk, ME, QueueFilter::open(), QueueOrder::Due).total, 0);
    act(&mut desk, ME, 1, QueueAct::Close).unwrap();
    let again = act(&mut desk, ME, 1, QueueAct::Close);
    assert_eq!(again, Err(Problem::Queue(QueueProblem::Finished { number, state: State::Closed })));
    act(&mut desk, other, 1, QueueAct::Reopen { reason: "再入院".into() }).unwrap();
    let detail = detail(&desk, ME, 1).unwrap();
    assert_eq!((detail.row.state, detail.row.claimed_by), (State::Reopened, None));
    assert_eq!(detail.consultation.steps.len(), 2);
    assert_eq!(counts(&desk).unclaimed, 1);
}

#[test]
fn what_waits_is_due_again_on_its_day_and_never_after_a_death() {
    let mut desk = desk();
    let patient = register(&mut desk, "山田 花子", "やまだ はなこ", Some(day(1940, 1, 2)));
    receive(&mut desk, intake(at("2026-11-24T09:00"), "訪問診療"), Some(patient)).unwrap();
    act(&mut desk, ME, 1, QueueAct::Claim).unwrap();
    let wait = |until| QueueAct::PutOnHold(Wait { reason: WaitReason::CareLevel, text: String::new(), until });
    let past = act(&mut desk, ME, 1, wait(day(2026, 11, 23)));
    assert_eq!(past, Err(Problem::field("until", FieldProblem::InPast)));
    act(&mut desk, ME, 1, wait(day(2026, 12, 10))).unwrap();
    desk.now = at("2026-12-09T16:00");
    let overdue = QueueFilter { overdue: true, ..QueueFilter::default() };
    assert_eq!(list(&desk, ME, overdue.clone(), QueueOrder::Due).total, 0, "it waits");
    let row = |desk: &Desk| detail(desk, ME, 1).unwrap().row;
    assert_eq!((row(&desk).due, row(&desk).wait_over), (Some(at("2026-12-10T17:00")), false));
    desk.now = at("2026-12-11T09:00");
    assert_eq!((ids(&list(&desk, ME, overdue.clone(), QueueOrder::Due)), row(&desk).wait_over), (vec![1], true));

    let die = PatientChange::Die { patient, seen: Version(1), on: day(2026, 12, 10) };
    desk.change(ME, |tx| crate::center::patient::change(tx, die)).unwrap();
    assert_eq!(list(&desk, ME, overdue, QueueOrder::Due).total, 0);
    assert_eq!((row(&desk).due, row(&desk).reminders_ended, counts(&desk).overdue), (None, true, 0));
    assert_eq!(counts(&desk).open, 1, "it still has to be closed");
}

#[test]
fn lists_are_sorted_filtered_and_found_by_kanji_kana_and_romaji() {
    let mut desk = desk();
    let now = desk.now;
    let mut first = intake(now - TimeDelta::days(3), "服薬拒否");
    first.person = Some(about("髙﨑 花子", "", None));
    let mut second = intake(now, "訪問歯科");
    second.urgency = Urgency::Emergency;
    second.person = Some(about("鈴木 一郎", "すずき いちろう", None));
    second.area = Some(AreaCode("honcho".into()));
    let patient = register(&mut desk, "山田 花子", "やまだ はなこ", None);
    receive(&mut desk, first, None).unwrap();
    receive(&mut desk, second, None).unwrap();
    receive(&mut desk, intake(now, "退院"), Some(patient)).unwrap();
    act(&mut desk, ME, 3, QueueAct::Claim).unwrap();

    let by = |order| ids(&list(&desk, ME, QueueFilter::default(), order));
    assert_eq!(by(QueueOrder::Due), [2, 1, 3]);
    assert_eq!(by(QueueOrder::Received), [2, 3, 1]);
    assert_eq!(by(QueueOrder::Number), [3, 2, 1]);
    assert_eq!(by(QueueOrder::Area), [2, 1, 3]);
    assert_eq!(by(QueueOrder::State), [2, 1, 3]);
    let with = |text: &str| {
        ids(&list(&desk, ME, QueueFilter { text: text.into(), ..QueueFilter::default() }, QueueOrder::Due))
    };
    assert_eq!(with("高崎"), [1]);
    assert_eq!(with("すずき"), [2]);
    assert_eq!(with("suzuki ichirou"), [2]);
    assert_eq!(with("yamada"), [3], "by the patient's record");
    assert_eq!(with("r8-0002"), [2]);
    assert_eq!(with("汐見総合 退院"), [3]);
    let filter = QueueFilter { mine: true, ..QueueFilter::default() };
    assert_eq!(ids(&list(&desk, ME, filter, QueueOrder::Due)), [3]);
    let filter = QueueFilter {
        areas: vec![AreaCode("honcho".into())],
        urgencies: vec![Urgency::Emergency],
        ..QueueFilter::default()
    };
    assert_eq!(ids(&list(&desk, ME, filter, QueueOrder::Due)), [2]);
    let window = Window { offset: 1, limit: 1 };
    let request = QueueRead::List { filter: QueueFilter::default(), order: QueueOrder::Due, window };
    match desk.read(ME, |reader| read(reader, &request)).unwrap() {
        QueueAnswer::List(page) => assert_eq!((page.total, page.offset, ids(&page)), (3, 1, vec![1])),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_same_person_is_noticed_before_a_second_record_is_made() {
    let mut desk = desk();
    let born = Some(day(1935, 2, 1));
    let mut form = intake(desk.now, "退院");
    form.person = Some(about("髙﨑 一郎", "たかさき いちろう", born));
    receive(&mut desk, form, None).unwrap();
    let patient = register(&mut desk, "山田 花子", "やまだ はなこ", Some(day(1940, 1, 2)));
    let form = intake(desk.now, "歯科");
    receive(&mut desk, form, Some(patient)).unwrap();
    desk.now += TimeDelta::days(2);
    let found = |patient: Option<PatientId>, written: &str, kana: &str, birth| {
        let request = QueueRead::Doubles {
            patient,
            name: PersonName { written: written.into(), kana: kana.into() },
            birth,
            phone: String::new(),
            received_at: None,
            except: None,
        };
        match desk.read(ME, |reader| read(reader, &request)).unwrap() {
            QueueAnswer::Doubles(found) => found.into_iter().map(|d| (d.row.id.0, d.signs)).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(found(None, "高崎一郎", "", None), [(1, vec![QueueDoubleSign::Name])]);
    assert_eq!(found(None, "", "タカサキイチロウ", born), [(1, vec![QueueDoubleSign::Kana, QueueDoubleSign::Birth])]);
    assert_eq!(found(None, "高崎一郎", "", Some(day(1960, 1, 1))), [], "another birth date is another person");
    assert_eq!(found(Some(patient), "", "", None), [(2, vec![QueueDoubleSign::Patient])]);
    assert_eq!(found(None, "山田花子", "", None), [(2, vec![QueueDoubleSign::Name])]);
}

#[test]
fn linking_shows_the_patient_and_their_other_cases() {
    let mut desk = desk();
    let patient = register(&mut desk, "山田 花子", "やまだ はなこ", Some(day(1940, 1, 2)));
    let form = intake(desk.now, "一");
    receive(&mut desk, form, Some(patient)).unwrap();
    let form = intake(desk.now, "二");
    receive(&mut desk, form, None).unwrap();
    let nobody = act(&mut desk, ME, 2, QueueAct::Link { patient: PatientId(99) });
    assert!(matches!(nobody, Err(Problem::NotFound { .. })));
    act(&mut desk, ME, 2, QueueAct::Link { patient }).unwrap();
    let detail = detail(&desk, ME, 2).unwrap();
    assert_eq!(detail.patient.unwrap().id, patient);
    assert_eq!(detail.others.iter().map(|row| row.id).collect::<Vec<_>>(), [C1]);
    act(&mut desk, ME, 2, QueueAct::Unlink { reason: "同姓同名".into() }).unwrap();
    let filter = QueueFilter { patient: Some(patient), ..QueueFilter::default() };
    assert_eq!(ids(&list(&desk, ME, filter, QueueOrder::Due)), [1]);
}

#[test]
fn what_cannot_be_is_refused_with_its_field() {
    let mut desk = desk();
    let now = desk.now;
    let refused = |desk: &mut Desk, change: &dyn Fn(&mut Intake)| {
        let mut form = intake(now, "退院");
        change(&mut form);
        receive(desk, form, None).unwrap_err()
    };
    assert_eq!(refused(&mut desk, &|form| form.text = "  ".into()), Problem::field("text", FieldProblem::Missing));
    let future = refused(&mut desk, &|form| form.received_at = now + TimeDelta::hours(1));
    assert_eq!(future, Problem::field("received_at", FieldProblem::InFuture));
    let code = refused(&mut desk, &|form| form.topics = vec![Code::new("nonsense")]);
    assert_eq!(code, Problem::field("topics", FieldProblem::UnknownCode { code: "nonsense".into() }));
    assert!(desk.events.is_empty());
    receive(&mut desk, intake(now, "退院"), None).unwrap();
    let stale = QueueChange::Act { consultation: C1, seen: None, act: QueueAct::Assign { to: ME } };
    assert!(matches!(desk.change(ME, |tx| change(tx, stale)), Err(Problem::Conflict { .. })));
    let clerk = desk.join("事務", &[Role::Clerk], None);
    let number = detail(&desk, ME, 1).unwrap().consultation.number;
    let assigned = act(&mut desk, ME, 1, QueueAct::Assign { to: clerk });
    assert_eq!(assigned, Err(Problem::Queue(QueueProblem::CannotHold { number, staff: clerk })));
}

#[test]
fn rights_hold_for_lists_counts_and_details() {
    let mut desk = desk();
    let form = intake(desk.now, "退院");
    receive(&mut desk, form, None).unwrap();
    let clerk = desk.join("事務", &[Role::Clerk], None);
    let auditor = desk.join("監査", &[Role::Auditor], None);
    let coordinator = desk.join("相談員", &[Role::Coordinator], None);
    let hygienist = desk.join("衛生士", &[Role::Team], Some(crate::domain::staff::SupportTeam::OralHygiene));
    let seen = detail(&desk, clerk, 1).unwrap();
    assert_eq!((seen.consultation.intake.text.as_str(), seen.row.line.as_str(), seen.row.tags.len()), ("", "", 0));
    assert_eq!(act(&mut desk, clerk, 1, QueueAct::Claim), Err(Problem::NotAllowed));
    let form = Box::new(intake(desk.now, "来所"));
    desk.change(clerk, |tx| change(tx, QueueChange::Receive { intake: form, patient: None })).unwrap();
    assert_eq!(detail(&desk, auditor, 1).unwrap_err(), Problem::NotAllowed);
    assert!(matches!(detail(&desk, hygienist, 1), Err(Problem::NotFound { .. })));
    assert_eq!(list(&desk, hygienist, QueueFilter::default(), QueueOrder::Due).total, 0);
    act(&mut desk, ME, 1, QueueAct::Claim).unwrap();
    let take = QueueAct::TakeOver { to: None, reason: "休暇".into() };
    assert_eq!(act(&mut desk, coordinator, 1, take.clone()), Err(Problem::NotAllowed));
    let to = QueueAct::TakeOver { to: Some(coordinator), reason: "休暇".into() };
    act(&mut desk, ME, 1, to).unwrap();
    assert_eq!(detail(&desk, ME, 1).unwrap().row.claimed_by, Some(coordinator));
}

#[test]
fn a_list_read_in_parts_is_the_list() {
    let mut desk = desk();
    for number in 0..23_i64 {
        let received = desk.now - TimeDelta::hours(number * 7 % 23);
        receive(&mut desk, intake(received, "電話"), None).unwrap();
    }
    let part = |offset, limit| {
        let window = Window { offset, limit };
        let request = QueueRead::List { filter: QueueFilter::default(), order: QueueOrder::Received, window };
        match desk.read(ME, |reader| read(reader, &request)).unwrap() {
            QueueAnswer::List(page) => page.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    let whole = part(0, 50);
    assert_eq!(whole.len(), 23);
    for size in [1, 4, 22] {
        let parts: Vec<_> = (0..23).step_by(size as usize).flat_map(|offset| part(offset, size)).collect();
        assert_eq!(parts, whole, "in parts of {size}");
    }
    assert!(part(23, 4).is_empty() && part(40, 4).is_empty());
}

#[test]
fn finished_cases_stay_in_order_while_cases_close_and_open_again() {
    const ORDERS: [QueueOrder; 5] =
        [QueueOrder::Due, QueueOrder::Received, QueueOrder::Number, QueueOrder::Area, QueueOrder::State];
    let mut desk = desk();
    let areas = ["honcho", "sakuragaoka"].map(|code| AreaCode(code.into()));
    for number in 1..=18_u64 {
        let back = i64::try_from(number * 7 % 18).unwrap();
        let mut form = intake(desk.now - TimeDelta::hours(back / 2), "電話");
        form.area = areas.get(usize::try_from(number % 3).unwrap()).cloned();
        receive(&mut desk, form, None).unwrap();
    }
    // Every urgency lets all through, but has to look at each case.
    let every =
        QueueFilter { urgencies: vec![Urgency::Emergency, Urgency::Urgent, Urgency::Normal], ..QueueFilter::default() };
    let agree = |desk: &Desk| {
        for order in ORDERS {
            let part = |filter: &QueueFilter, offset, limit| {
                let window = Window { offset, limit };
                let request = QueueRead::List { filter: filter.clone(), order, window };
                match desk.read(ME, |reader| read(reader, &request)).unwrap() {
                    QueueAnswer::List(page) => page,
                    other => panic!("{other:?}"),
                }
            };
            let whole = part(&every, 0, 100);
            assert_eq!(whole.total, 18);
            assert_eq!(part(&QueueFilter::default(), 0, 100), whole, "{order:?}");
            for offset in [0, 3, 9, 17, 18, 40] {
                let all = QueueFilter { states: State::ALL.to_vec(), ..QueueFilter::default() };
                assert_eq!(part(&all, offset, 4), part(&every, offset, 4), "{order:?} from {offset}");
            }
        }
    };
    agree(&desk);
    let resolution = Resolution { outcome: Outcome::LinkedToServices, text: "訪問看護".into() };
    for id in 1..=12 {
        act(&mut desk, ME, id, QueueAct::Claim).unwrap();
        let reached = step(&desk, false);
        act(&mut desk, ME, id, reached).unwrap();
        act(&mut desk, ME, id, QueueAct::Resolve(resolution.clone())).unwrap();
        if id % 2 == 0 {
            act(&mut desk, ME, id, QueueAct::Close).unwrap();
        }
        agree(&desk);
    }
    for id in [2, 7, 12] {
        act(&mut desk, ME, id, QueueAct::Reopen { reason: "再入院".into() }).unwrap();
        agree(&desk);
    }
}
