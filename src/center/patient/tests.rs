//! Patients through real transactions: rights, doubles, mergers and what lists show.

use chrono::NaiveDate;

use super::{change, read};
use crate::api::patient::{
    DoubleSign, PatientAnswer, PatientChange, PatientFilter, PatientOrder, PatientProblem, PatientRead, SeenSection,
};
use crate::api::{Problem, Window};
use crate::center::testing::Desk;
use crate::domain::id::{PatientId, StaffId, Version};
use crate::domain::patient::tests::now;
use crate::domain::patient::{Care, CareLevel, Head, Identity, Section};
use crate::domain::person::PersonName;
use crate::domain::staff::Role;

const ME: StaffId = StaffId(1);

pub(crate) fn register(desk: &mut Desk, written: &str, kana: &str, birth: Option<NaiveDate>) -> PatientId {
    let name = PersonName { written: written.into(), kana: kana.into() };
    let head = Head { identity: Identity { name, birth, ..Identity::default() }, ..Head::default() };
    let done = desk.change(ME, |tx| change(tx, PatientChange::Register { head: Box::new(head) })).unwrap();
    done.id.parse().unwrap()
}

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn list(desk: &Desk, by: StaffId, text: &str) -> Vec<u64> {
    let filter = PatientFilter { text: text.into(), ..PatientFilter::default() };
    let request = PatientRead::List { filter, order: PatientOrder::Kana, window: Window::default() };
    match desk.read(by, |reader| read(reader, &request)).unwrap() {
        PatientAnswer::List(page) => page.rows.iter().map(|row| row.id.0).collect(),
        other => panic!("{other:?}"),
    }
}

fn merge(desk: &mut Desk, patient: u64, seen: u32, into: u64) -> Result<(), Problem> {
    let merge = PatientChange::Merge { patient: PatientId(patient), seen: Version(seen), into: PatientId(into) };
    desk.change(ME, |tx| change(tx, merge)).map(|_| ())
}

#[test]
fn the_same_person_is_noticed_in_old_characters_other_kana_and_by_phone() {
    let mut desk = Desk::new(now());
    let born = Some(day(1940, 1, 2));
    let id = register(&mut desk, "髙﨑 花子", "タカサキ ハナコ", born);
    let doubles = |written: &str, kana: &str, birth| {
        let name = PersonName { written: written.into(), kana: kana.into() };
        let request = PatientRead::Doubles { name, birth, phone: String::new(), except: None };
        match desk.read(ME, |reader| read(reader, &request)).unwrap() {
            PatientAnswer::Doubles(found) => found.into_iter().map(|d| (d.row.id, d.signs)).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(doubles("高崎花子", "", born), [(id, vec![DoubleSign::NameAndBirth])]);
    assert_eq!(doubles("高先 華子", "たかさきはなこ", born), [(id, vec![DoubleSign::KanaAndBirth])]);
    assert_eq!(doubles("高崎 花子", "", None), [(id, vec![DoubleSign::Name])]);
    assert_eq!(doubles("高崎 花子", "", Some(day(1951, 1, 2))), []);
}

#[test]
fn a_list_is_in_kana_order_and_found_by_kana_name_and_number() {
    let mut desk = Desk::new(now());
    register(&mut desk, "山田 花子", "やまだ はなこ", None);
    register(&mut desk, "青木 一郎", "アオキ イチロウ", None);
    register(&mut desk, "青木 次郎", "", None);
    assert_eq!(list(&desk, ME, ""), [2, 1, 3]);
    assert_eq!(list(&desk, ME, "あお"), [2]);
    assert_eq!(list(&desk, ME, "青木"), [2, 3]);
    assert_eq!(list(&desk, ME, "p1"), [1]);
}

#[test]
fn the_list_of_everybody_is_the_same_in_any_part() {
    let mut desk = Desk::new(now());
    for number in 0..11_u32 {
        let kana = ["あおき", "", "やまだ", "さとう"][(number % 4) as usize];
        register(&mut desk, &format!("{number}番"), kana, Some(day(1940, 1, 1 + number % 3)));
    }
    merge(&mut desk, 2, 1, 5).unwrap();
    merge(&mut desk, 9, 1, 1).unwrap();
    // All of them live here, but that filter has to look at each.
    let living = PatientFilter { living: Some(true), ..PatientFilter::default() };
    for order in [PatientOrder::Kana, PatientOrder::Newest, PatientOrder::Oldest] {
        for (offset, limit) in [(0, 100), (0, 2), (3, 3), (4, 4), (7, 5), (8, 1), (9, 5), (40, 5)] {
            let part = |filter: &PatientFilter| {
                let window = Window { offset, limit };
                let request = PatientRead::List { filter: filter.clone(), order, window };
                desk.read(ME, |reader| read(reader, &request)).unwrap()
            };
            assert_eq!(part(&PatientFilter::default()), part(&living), "{order:?} {offset} {limit}");
        }
    }
}

#[test]
fn merged_records_leave_the_list_and_come_back_when_parted() {
    let mut desk = Desk::new(now());
    for _ in 0..3 {
        register(&mut desk, "山田 花子", "やまだ はなこ", None);
    }
    merge(&mut desk, 1, 1, 2).unwrap();
    assert_eq!(list(&desk, ME, ""), [2, 3]);
    assert_eq!(merge(&mut desk, 1, 2, 3), Err(Problem::Patient(PatientProblem::Merged { into: PatientId(2) })));
    assert_eq!(merge(&mut desk, 2, 2, 1), Err(Problem::Patient(PatientProblem::Circle)));
    merge(&mut desk, 2, 2, 3).unwrap();
    desk.read(ME, |reader| {
        let patients = &reader.views().patients;
        assert_eq!(patients.root(PatientId(1)), PatientId(3));
        assert_eq!(patients.group(PatientId(3)), [PatientId(3), PatientId(2), PatientId(1)]);
    });
    assert_eq!(merge(&mut desk, 3, 2, 1), Err(Problem::Patient(PatientProblem::Circle)));
    let part = PatientChange::Part { patient: PatientId(2) };
    desk.change(ME, |tx| change(tx, part)).unwrap();
    assert_eq!(list(&desk, ME, ""), [2, 3]);
}

#[test]
fn death_ends_reminders_for_every_record_of_the_person() {
    let mut desk = Desk::new(now());
    register(&mut desk, "山田 花子", "", None);
    register(&mut desk, "山田 花子", "", None);
    merge(&mut desk, 1, 1, 2).unwrap();
    let ends = |desk: &Desk| desk.read(ME, |reader| reader.views().patients.reminders_end(PatientId(1)));
    assert!(!ends(&desk));
    let die = PatientChange::Die { patient: PatientId(2), seen: Version(2), on: day(2026, 11, 20) };
    desk.change(ME, |tx| change(tx, die)).unwrap();
    assert!(ends(&desk));
}

#[test]
fn a_clerk_reads_who_it_is_and_nothing_clinical_an_auditor_nothing() {
    let mut desk = Desk::new(now());
    let id = register(&mut desk, "山田 花子", "", None);
    let care = Section::Care(Care { level: CareLevel::Care5, ..Care::default() });
    let sections = vec![SeenSection { seen: Version(1), section: care.clone() }];
    desk.change(ME, |tx| change(tx, PatientChange::Change { patient: id, sections })).unwrap();
    let clerk = desk.join("事務", &[Role::Clerk], None);
    let auditor = desk.join("監査", &[Role::Auditor], None);
    let head = |by| desk.read(by, |reader| read(reader, &PatientRead::Head { patient: id }));
    match head(clerk).unwrap() {
        PatientAnswer::Head(head) => assert_eq!(head.patient.head.care, Care::default()),
        other => panic!("{other:?}"),
    }
    assert_eq!(head(auditor), Err(Problem::NotAllowed));
    let sections = vec![SeenSection { seen: Version(2), section: Section::Care(Care::default()) }];
    let wrote = desk.change(clerk, |tx| change(tx, PatientChange::Change { patient: id, sections }));
    assert_eq!(wrote, Err(Problem::NotAllowed));
}
