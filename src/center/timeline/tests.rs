//! Timelines through real transactions: nothing that was acknowledged ever disappears, whatever anybody does.

use std::collections::BTreeMap;

use chrono::{Days, Duration};
use proptest::prelude::*;

use super::{change, read};
use crate::api::patient::PatientChange;
use crate::api::timeline::{
    AcpRecord, EntryProblem, TimelineAnswer, TimelineChange, TimelineFilter, TimelineItem, TimelinePage, TimelineRead,
};
use crate::api::{Problem, Window};
use crate::center::patient;
use crate::center::patient::tests::register;
use crate::center::testing::Desk;
use crate::domain::id::{PatientId, StaffId, Version};
use crate::domain::patient::tests::now;
use crate::domain::staff::Role;
use crate::domain::timeline::{
    AcpTopic, Content, Entry, EntryRef, Grams, ItemKind, LossWindow, Meeting, Occurred, SinceBefore, Speaker,
    Statement, WeighedAt,
};

const ME: StaffId = StaffId(1);

fn statement(content: Content, days_ago: u64, text: &str) -> Box<Statement> {
    let occurred = Occurred::Day(now().date_naive() - Days::new(days_ago));
    Box::new(Statement { occurred, content, text: text.into(), source: String::new() })
}

fn note(days_ago: u64, text: &str) -> Box<Statement> {
    statement(Content::Note {}, days_ago, text)
}

fn write(desk: &mut Desk, on: PatientId, statement: Box<Statement>) -> EntryRef {
    let write = TimelineChange::Write { patient: on, statement, confirmed: true };
    desk.change(ME, |tx| change(tx, write)).unwrap().id.parse().unwrap()
}

fn window(desk: &Desk, patient: PatientId, filter: TimelineFilter, window: Window) -> TimelinePage {
    let request = TimelineRead::Window { patient, filter, window };
    match desk.read(ME, |reader| read(reader, &request)).unwrap() {
        TimelineAnswer::Window(page) => page,
        other => panic!("{other:?}"),
    }
}

fn entries(desk: &Desk, patient: PatientId) -> Vec<Entry> {
    let all = Window { offset: 0, limit: 1_000 };
    window(desk, patient, TimelineFilter::default(), all)
        .page
        .rows
        .into_iter()
        .filter_map(|row| match row {
            TimelineItem::Entry(entry) => Some(*entry),
            TimelineItem::Step(_) => None,
        })
        .collect()
}

fn texts(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.statement.text.as_str()).collect()
}

#[test]
fn a_window_is_newest_first_and_filtered_by_kind_and_period() {
    let mut desk = Desk::new(now());
    let on = register(&mut desk, "山田 花子", "", None);
    for (days, text) in [(3, "three"), (9, "nine"), (1, "one")] {
        write(&mut desk, on, note(days, text));
    }
    write(&mut desk, on, statement(Content::Weight { grams: Grams(50_000), at: WeighedAt::Home }, 2, ""));
    assert_eq!(texts(&entries(&desk, on)), ["one", "", "three", "nine"]);
    let notes = TimelineFilter { kinds: vec![ItemKind::Note], ..TimelineFilter::default() };
    let page = window(&desk, on, notes, Window { offset: 1, limit: 1 });
    assert_eq!((page.page.total, page.page.rows.len()), (3, 1));
    assert_eq!(page.counts, [(ItemKind::Note, 3), (ItemKind::Weight, 1)]);
    let today = now().date_naive();
    let period = TimelineFilter {
        from: Some(today - Days::new(3)),
        to: Some(today - Days::new(2)),
        ..TimelineFilter::default()
    };
    assert_eq!(window(&desk, on, period, Window::default()).page.total, 2);
}

#[test]
fn corrected_and_moved_weights_leave_the_curve_and_stay_on_the_timeline() {
    let mut desk = Desk::new(now());
    let wrong = register(&mut desk, "山田 花子", "", None);
    let right = register(&mut desk, "山田 華子", "", None);
    let weight = |grams, days| statement(Content::Weight { grams: Grams(grams), at: WeighedAt::Home }, days, "");
    write(&mut desk, wrong, weight(60_000, 20));
    let slip = write(&mut desk, wrong, weight(85_000, 10));
    let other = write(&mut desk, wrong, weight(40_000, 5));
    let correct = TimelineChange::Correct {
        entry: slip,
        reason: "入力誤り".into(),
        statement: weight(58_000, 10),
        confirmed: true,
    };
    desk.change(ME, |tx| change(tx, correct)).unwrap();
    let moved = TimelineChange::Move { entry: other, to: right, reason: "別人".into() };
    desk.change(ME, |tx| change(tx, moved.clone())).unwrap();
    let curve = |patient| {
        let request = TimelineRead::Weights { patient, from: None, to: None };
        match desk.read(ME, |reader| read(reader, &request)).unwrap() {
            TimelineAnswer::Weights(points) => {
                points.into_iter().map(|p| (p.weighing.grams.0, p.losses.len())).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(curve(wrong), [(60_000, 0), (58_000, 0)]);
    assert_eq!(curve(right), [(40_000, 0)]);
    assert_eq!(entries(&desk, wrong).len(), 4);
    assert!(matches!(desk.change(ME, |tx| change(tx, moved)), Err(Problem::Timeline(EntryProblem::MovedAway { .. }))));
    assert_eq!(desk.events.len(), 2 + 3 + 2 + 2);
}

#[test]
fn a_merged_record_shows_within_the_other_and_is_written_on_there() {
    let mut desk = Desk::new(now());
    let one = register(&mut desk, "山田 花子", "", None);
    let two = register(&mut desk, "山田 花子", "", None);
    write(&mut desk, one, note(1, "on one"));
    write(&mut desk, two, note(2, "on two"));
    let merge = crate::api::patient::PatientChange::Merge { patient: one, seen: Version(1), into: two };
    desk.change(ME, |tx| patient::change(tx, merge)).unwrap();
    assert_eq!(texts(&entries(&desk, two)), ["on one", "on two"]);
    assert_eq!(texts(&entries(&desk, one)), ["on one", "on two"]);
    let refused = desk
        .change(ME, |tx| change(tx, TimelineChange::Write { patient: one, statement: note(0, "x"), confirmed: true }));
    assert_eq!(refused, Err(Problem::Timeline(EntryProblem::Merged { into: two })));
    let part = crate::api::patient::PatientChange::Part { patient: one };
    desk.change(ME, |tx| patient::change(tx, part)).unwrap();
    assert_eq!(texts(&entries(&desk, two)), ["on two"]);
    assert_eq!(texts(&entries(&desk, one)), ["on one"]);
}

#[test]
fn weight_marks_come_with_the_curve_even_when_their_cause_lies_before_the_period() {
    let mut desk = Desk::new(now());
    let on = register(&mut desk, "山田 花子", "", None);
    for (grams, days) in [(60_000, 150), (53_500, 5)] {
        write(&mut desk, on, statement(Content::Weight { grams: Grams(grams), at: WeighedAt::Clinic }, days, ""));
    }
    let from = Some(now().date_naive() - Days::new(30));
    let request = TimelineRead::Weights { patient: on, from, to: None };
    match desk.read(ME, |reader| read(reader, &request)).unwrap() {
        TimelineAnswer::Weights(points) => {
            assert_eq!(points.len(), 1);
            assert_eq!(points[0].losses[0].window, LossWindow::HalfYear);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_clerk_reads_and_writes_no_clinical_text() {
    let mut desk = Desk::new(now());
    let on = register(&mut desk, "山田 花子", "", None);
    let clerk = desk.join("事務", &[Role::Clerk], None);
    let request = TimelineRead::Window { patient: on, filter: TimelineFilter::default(), window: Window::default() };
    assert_eq!(desk.read(clerk, |reader| read(reader, &request)), Err(Problem::NotAllowed));
    let write = TimelineChange::Write { patient: on, statement: note(0, "x"), confirmed: false };
    assert_eq!(desk.change(clerk, |tx| change(tx, write)), Err(Problem::NotAllowed));
}

/// What somebody tries, on any of three patients and any entry.
#[derive(Clone, Debug)]
enum Act {
    Write(u64, bool),
    Amend(usize, u32),
    Confirm(usize, u32),
    Correct(usize),
    Move(usize, u64),
    Merge(u64, u64),
    Part(u64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1_u64..4, any::<bool>()).prop_map(|(on, confirmed)| Act::Write(on, confirmed)),
        2 => (0_usize..12, 1_u32..3).prop_map(|(entry, seen)| Act::Amend(entry, seen)),
        2 => (0_usize..12, 1_u32..3).prop_map(|(entry, seen)| Act::Confirm(entry, seen)),
        2 => (0_usize..12).prop_map(Act::Correct),
        2 => (0_usize..12, 1_u64..4).prop_map(|(entry, to)| Act::Move(entry, to)),
        1 => (1_u64..4, 1_u64..4).prop_map(|(one, into)| Act::Merge(one, into)),
        1 => (1_u64..4).prop_map(Act::Part),
    ]
}

/// Tries it; gives the text that was acknowledged, if the act said something.
fn attempt(desk: &mut Desk, known: &mut Vec<EntryRef>, act: &Act, step: usize) -> Option<(EntryRef, String)> {
    let text = format!("say {step}");
    let by = StaffId(1 + (step as u64 % 2));
    let entry = |at: &usize| known.get(*at).copied();
    let (change_request, says) = match act {
        Act::Write(on, confirmed) => {
            (TimelineChange::Write { patient: PatientId(*on), statement: note(1, &text), confirmed: *confirmed }, true)
        }
        Act::Amend(at, seen) => {
            (TimelineChange::Amend { entry: entry(at)?, seen: Version(*seen), statement: note(1, &text) }, true)
        }
        Act::Confirm(at, seen) => (TimelineChange::Confirm { entry: entry(at)?, seen: Version(*seen) }, false),
        Act::Correct(at) => (
            TimelineChange::Correct {
                entry: entry(at)?,
                reason: "誤記".into(),
                statement: note(1, &text),
                confirmed: false,
            },
            true,
        ),
        Act::Move(at, to) => {
            (TimelineChange::Move { entry: entry(at)?, to: PatientId(*to), reason: "別人".into() }, false)
        }
        Act::Merge(one, _) | Act::Part(one) => {
            let patient = PatientId(*one);
            let seen = desk.read(ME, |reader| reader.get::<crate::domain::patient::Patient>(patient)).unwrap().version;
            let change = match act {
                Act::Merge(_, into) => {
                    crate::api::patient::PatientChange::Merge { patient, seen, into: PatientId(*into) }
                }
                _ => crate::api::patient::PatientChange::Part { patient },
            };
            desk.change(ME, |tx| patient::change(tx, change)).ok();
            return None;
        }
    };
    let done = desk.change(by, |tx| change(tx, change_request)).ok()?;
    let id: EntryRef = done.id.parse().unwrap();
    if !known.contains(&id) {
        known.push(id);
    }
    says.then_some((id, text))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_was_acknowledged_is_shown_with_its_history_after_any_sequence(
        acts in prop::collection::vec(act(), 0..50),
    ) {
        let mut desk = Desk::new(now());
        desk.join("鈴木 一郎", &[Role::Coordinator], None);
        for _ in 0..3 {
            let patient = register(&mut desk, "山田 花子", "", None);
            entries(&desk, patient);
        }
        let (mut known, mut said) = (Vec::new(), Vec::new());
        for (step, act) in acts.iter().enumerate() {
            desk.now += Duration::minutes(1);
            let before = desk.events.len();
            match attempt(&mut desk, &mut known, act, step) {
                Some(acknowledged) => said.push(acknowledged),
                None if matches!(act, Act::Write(..) | Act::Amend(..) | Act::Correct(..)) => {
                    prop_assert_eq!(desk.events.len(), before, "a refusal left something behind");
                }
                None => {}
            }
        }
        let mut shown: BTreeMap<EntryRef, Entry> = BTreeMap::new();
        for patient in 1..=3 {
            shown.extend(entries(&desk, PatientId(patient)).into_iter().map(|entry| (entry.id, entry)));
        }
        for (id, text) in said {
            let entry = &shown[&id];
            let earlier = entry.earlier.iter().map(|earlier| &earlier.statement.text);
            prop_assert!(earlier.chain([&entry.statement.text]).any(|other| *other == text), "{text} is lost");
        }
        for entry in shown.values() {
            if let Some(moved) = &entry.moved_to {
                prop_assert_eq!(shown[&moved.entry].moved_from.as_ref().map(|from| from.entry), Some(entry.id));
            }
        }
        // The lines kept in memory say the same as a fresh reading of the records.
        for patient in 1..=3 {
            let fresh = desk.read(ME, |reader| {
                let mut lines = super::index::read(reader.store, PatientId(patient)).unwrap();
                lines.sort_by_key(|line| (line.minute, line.entry));
                (lines, super::read::lines(reader, PatientId(patient)).unwrap())
            });
            prop_assert_eq!(&fresh.0, &*fresh.1);
        }
    }
}

fn acp(topic: AcpTopic, days_ago: u64, words: &str) -> Box<Statement> {
    let content = Content::Acp {
        speaker: Speaker::Person,
        speaker_name: String::new(),
        topic,
        since: SinceBefore::NotCompared,
        hearer: "佐藤".into(),
        words: words.into(),
    };
    statement(content, days_ago, "")
}

fn said(record: &AcpRecord) -> Vec<String> {
    let words = |entry: &Entry| match &entry.statement.content {
        Content::Acp { words, .. } => words.clone(),
        _ => String::new(),
    };
    record.statements.iter().map(words).collect()
}

#[test]
fn the_emergency_page_holds_what_was_said_on_all_records_of_the_person_and_nobody_elses() {
    let mut desk = Desk::new(now());
    let one = register(&mut desk, "山田 花子", "", None);
    let double = register(&mut desk, "山田 ハナコ", "", None);
    let other = register(&mut desk, "吉田 一郎", "", None);
    write(&mut desk, one, acp(AcpTopic::PlaceOfCare, 30, "家にいたい"));
    write(&mut desk, double, acp(AcpTopic::Transfer, 3, "救急車は呼ばないで"));
    let wrong = write(&mut desk, one, acp(AcpTopic::Transfer, 1, "何でもしてほしい"));
    let moved = TimelineChange::Move { entry: wrong, to: other, reason: "別人".into() };
    desk.change(ME, |tx| change(tx, moved)).unwrap();
    let meeting = |meeting, days| statement(Content::Conference { meeting, present: Vec::new() }, days, "話し合った");
    write(&mut desk, one, meeting(Meeting::AcpConference, 5));
    write(&mut desk, one, meeting(Meeting::CareConference, 4));
    let merge = PatientChange::Merge { patient: double, seen: Version(1), into: one };
    desk.change(ME, |tx| patient::change(tx, merge)).unwrap();
    let page = |patient| match desk.read(ME, |reader| read(reader, &TimelineRead::Emergency { patient })).unwrap() {
        TimelineAnswer::Emergency { head, acp } => (*head, acp),
        other => panic!("{other:?}"),
    };
    for asked in [one, double] {
        let (head, record) = page(asked);
        assert_eq!((head.patient.id, record.patient.id), (one, one));
        assert_eq!(said(&record), ["救急車は呼ばないで", "家にいたい"]);
        assert_eq!(record.conferences.len(), 1);
    }
    assert_eq!(said(&page(other).1), ["何でもしてほしい"]);
}

#[test]
fn a_clerk_reads_no_acp() {
    let mut desk = Desk::new(now());
    let on = register(&mut desk, "山田 花子", "", None);
    write(&mut desk, on, acp(AcpTopic::Values, 1, "孫に会いたい"));
    let clerk = desk.join("事務", &[Role::Clerk], None);
    for request in [TimelineRead::Acp { patient: on }, TimelineRead::Emergency { patient: on }] {
        assert_eq!(desk.read(clerk, |reader| read(reader, &request)), Err(Problem::NotAllowed));
    }
}
