//! Timelines: the weight marks against a plain reading of the rule, and that no sequence of acts erases anything.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::domain::aggregate::{Aggregate, Key, Stamp};
use crate::domain::code::Code;
use crate::domain::id::{EntryId, PatientId, StaffId};
use crate::domain::patient::tests::{now, patient, settings};

fn note(text: &str) -> Statement {
    Statement { occurred: Occurred::At(now()), content: Content::Note {}, text: text.to_owned(), source: String::new() }
}

fn writer(id: u64) -> Writer {
    Writer { staff: StaffId(id), profession: Code::new("nurse") }
}

fn by(id: u64) -> Stamp {
    Stamp { at: now(), by: StaffId(id) }
}

fn entry_ref(patient: u64, entry: u64) -> EntryRef {
    EntryRef { patient: PatientId(patient), entry: EntryId(entry) }
}

#[test]
fn an_entry_is_named_and_kept_by_patient_first() {
    let id = entry_ref(12, 99);
    assert_eq!(id.to_string(), "p12.e99");
    assert_eq!("p12.e99".parse(), Ok(id));
    assert_eq!(id.bytes().len(), 16);
    assert!(entry_ref(1, 900).bytes() < entry_ref(2, 1).bytes());
    for wrong in ["p12", "e99", "p12.p99", "p12.e", "p12.e9.e9"] {
        assert!(wrong.parse::<EntryRef>().is_err(), "{wrong}");
    }
}

#[test]
fn each_kind_refuses_what_it_cannot_hold() {
    let check = |content, text: &str| Statement { content, ..note(text) }.check(&settings(), now());
    let missing = |part| Err(EntryProblem::Missing { part });
    assert_eq!(check(Content::Note {}, " "), missing(Part::Text));
    let weight = |grams| check(Content::Weight { grams: Grams(grams), at: WeighedAt::Home }, "");
    assert!(matches!(weight(481_000), Err(EntryProblem::OutOfRange { part: Part::Weight, .. })));
    assert_eq!(weight(48_100), Ok(()));
    let score = |points, of| check(Content::Score { scale: "HDS-R".to_owned(), points, of }, "");
    assert_eq!(score(200, Some(300)), Ok(()));
    assert!(matches!(score(310, Some(300)), Err(EntryProblem::OutOfRange { part: Part::Points, .. })));
    let acp = |words: &str, hearer: &str| {
        let (words, hearer) = (words.to_owned(), hearer.to_owned());
        let (topic, since) = (AcpTopic::default(), SinceBefore::default());
        check(Content::Acp { speaker: Speaker::Person, speaker_name: String::new(), topic, since, hearer, words }, "")
    };
    assert_eq!(acp("家で最期まで", ""), missing(Part::Hearer));
    assert_eq!(acp("", "佐藤"), missing(Part::Words));
    let missing_person =
        |found| check(Content::Missing { found: Some(found), found_at: String::new(), police: true }, "");
    assert_eq!(missing_person(Occurred::Day(now().date_naive() - Days::new(1))), Err(EntryProblem::FoundBeforeMissing));
    let tomorrow = Statement { occurred: Occurred::Day(now().date_naive() + Days::new(1)), ..note("x") };
    assert_eq!(tomorrow.check(&settings(), now()), Err(EntryProblem::InFuture));
}

#[test]
fn a_reply_needs_its_question() {
    let patient = patient(1);
    let question =
        Statement { content: Content::Question { to: "主治医".to_owned() }, ..note("増量してよいか") };
    let asked = Entry::write(&patient, question, true, None, &writer(1), &settings(), now()).unwrap();
    let asked = Entry::begin(entry_ref(1, 5), &asked, &by(1)).unwrap();
    let reply =
        |to| Statement { content: Content::Reply { to: EntryId(to), by: "主治医".to_owned() }, ..note("可") };
    let write = |to, asked| Entry::write(&patient, reply(to), true, asked, &writer(1), &settings(), now());
    assert!(write(5, Some(&asked)).is_ok());
    assert_eq!(write(6, None), Err(EntryProblem::NoSuchQuestion { entry: EntryId(6) }));
}

fn weighing(on: NaiveDate, grams: u32, entry: u64) -> Weighing {
    Weighing { entry: entry_ref(1, entry), on, grams: Grams(grams), at: WeighedAt::Home }
}

#[test]
fn losses_are_marked_at_the_limit_and_not_below() {
    let day = |n| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n);
    let marks = |points: &[(u64, u32)]| {
        let points = (1..).zip(points).map(|(entry, (on, grams))| weighing(day(*on), *grams, entry)).collect();
        curve(points)
            .into_iter()
            .map(|point| point.losses.into_iter().map(|loss| (loss.window, loss.per_mille)).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    assert_eq!(marks(&[(0, 60_000), (31, 57_000)])[1], [(LossWindow::Month, 50)]);
    assert_eq!(marks(&[(0, 60_000), (32, 57_000)])[1], []);
    assert_eq!(marks(&[(0, 60_000), (31, 57_100)])[1], []);
    assert_eq!(marks(&[(0, 60_000), (183, 54_000)])[1], [(LossWindow::HalfYear, 100)]);
    assert_eq!(marks(&[(0, 60_000), (184, 54_000)])[1], []);
    assert_eq!(
        marks(&[(0, 50_000), (10, 60_000), (20, 53_900)])[2],
        [(LossWindow::Month, 101), (LossWindow::HalfYear, 101)]
    );
}

proptest! {
    #[test]
    fn the_curve_marks_what_a_plain_reading_of_the_rule_marks(
        points in prop::collection::vec((0_u64..400, 300_u32..900), 0..60),
    ) {
        let start = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        let mut all: Vec<Weighing> = (1..)
            .zip(&points)
            .map(|(entry, (day, hundreds))| weighing(start + Days::new(*day), hundreds * 100, entry))
            .collect();
        let drawn = curve(all.clone());
        all.sort_by_key(|w| (w.on, w.entry.entry));
        for (at, point) in drawn.iter().enumerate() {
            prop_assert_eq!(point.weighing, all[at]);
            for window in LossWindow::ALL {
                let heaviest = all[..at]
                    .iter()
                    .filter(|old| (all[at].on - old.on).num_days() <= window.days())
                    .map(|old| old.grams.0)
                    .max();
                let lost = heaviest.map_or(0, |max| max.saturating_sub(all[at].grams.0));
                let expected = heaviest.is_some_and(|max| lost * 100 >= max * window.percent());
                let marked = point.losses.iter().find(|loss| loss.window == window);
                prop_assert_eq!(marked.is_some(), expected);
                if let Some(loss) = marked {
                    prop_assert_eq!(Some(loss.heaviest.0), heaviest);
                }
            }
        }
    }
}

/// What somebody tries to do to the timelines of three patients.
#[derive(Clone, Debug)]
enum Act {
    Write { on: u64, by: u64, confirmed: bool },
    Amend { entry: usize, by: u64 },
    Confirm { entry: usize },
    Correct { entry: usize, by: u64 },
    Move { entry: usize, to: u64 },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        (1_u64..4, 1_u64..3, any::<bool>()).prop_map(|(on, by, confirmed)| Act::Write { on, by, confirmed }),
        (0_usize..20, 1_u64..3).prop_map(|(entry, by)| Act::Amend { entry, by }),
        (0_usize..20).prop_map(|entry| Act::Confirm { entry }),
        (0_usize..20, 1_u64..3).prop_map(|(entry, by)| Act::Correct { entry, by }),
        (0_usize..20, 1_u64..4).prop_map(|(entry, to)| Act::Move { entry, to }),
    ];
    prop::collection::vec(act, 0..60)
}

#[derive(Default)]
struct World {
    entries: BTreeMap<EntryRef, Entry>,
    order: Vec<EntryRef>,
    said: Vec<(EntryRef, String)>,
}

impl World {
    fn begin(&mut self, id: EntryRef, event: &EntryEvent, by: &Stamp) {
        let entry = Entry::begin(id, event, by).unwrap();
        self.said.push((id, entry.statement.text.clone()));
        self.order.push(id);
        self.entries.insert(id, entry);
    }

    fn act(&mut self, act: &Act, step: usize) {
        let text = format!("say {step}");
        let next = EntryId(self.order.len() as u64 + 1);
        let pick = |at: usize| self.order.get(at).and_then(|id| self.entries.get(id)).cloned();
        match act {
            Act::Write { on, by: who, confirmed } => {
                let on = patient(*on);
                let event =
                    Entry::write(&on, note(&text), *confirmed, None, &writer(*who), &settings(), now()).unwrap();
                self.begin(EntryRef { patient: on.id, entry: next }, &event, &by(*who));
            }
            Act::Amend { entry, by: who } => {
                let Some(mut entry) = pick(*entry) else { return };
                let on = patient(entry.id.patient.0);
                if let Ok(event) = entry.amend(&on, note(&text), None, StaffId(*who), &settings(), now()) {
                    entry.apply(&event, &by(*who));
                    self.said.push((entry.id, text));
                    self.entries.insert(entry.id, entry);
                }
            }
            Act::Confirm { entry } => {
                let Some(mut entry) = pick(*entry) else { return };
                if let Ok(event) = entry.confirm() {
                    entry.apply(&event, &by(1));
                    self.entries.insert(entry.id, entry);
                }
            }
            Act::Correct { entry, by: who } => {
                let Some(mut entry) = pick(*entry) else { return };
                let on = patient(entry.id.patient.0);
                let done = entry.correct(&on, note(&text), "誤記", true, None, &writer(*who), &settings(), now(), next);
                if let Ok((new, old)) = done {
                    entry.apply(&old, &by(*who));
                    self.begin(EntryRef { patient: entry.id.patient, entry: next }, &new, &by(*who));
                    self.entries.insert(entry.id, entry);
                }
            }
            Act::Move { entry, to } => {
                let Some(mut entry) = pick(*entry) else { return };
                if let Ok((new, old)) = entry.move_to(&patient(*to), "別人", next) {
                    entry.apply(&old, &by(1));
                    self.begin(EntryRef { patient: PatientId(*to), entry: next }, &new, &by(1));
                    self.entries.insert(entry.id, entry);
                }
            }
        }
    }
}

fn all_texts(entry: &Entry) -> Vec<&str> {
    let earlier = entry.earlier.iter().map(|earlier| earlier.statement.text.as_str());
    earlier.chain([entry.statement.text.as_str()]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_sequence_of_acts_erases_what_was_said_or_changes_what_was_confirmed(acts in acts()) {
        let mut world = World::default();
        for (step, act) in acts.iter().enumerate() {
            let confirmed: Vec<Entry> = world.entries.values().filter(|e| e.confirmed.is_some()).cloned().collect();
            world.act(act, step);
            for before in confirmed {
                let after = &world.entries[&before.id];
                prop_assert_eq!(&after.statement, &before.statement);
                prop_assert_eq!(after.confirmed, before.confirmed);
            }
        }
        for (id, text) in &world.said {
            prop_assert!(all_texts(&world.entries[id]).contains(&text.as_str()), "{text} is lost");
        }
        for entry in world.entries.values() {
            if let Some(to) = &entry.moved_to {
                let copy = &world.entries[&to.entry];
                prop_assert_eq!(copy.moved_from.as_ref().map(|from| from.entry), Some(entry.id));
                prop_assert_eq!(copy.recorded, entry.recorded);
                prop_assert!(all_texts(entry).iter().all(|text| all_texts(copy).contains(text)));
            }
            if let Some(by) = entry.corrected_by {
                let beside = &world.entries[&EntryRef { patient: entry.id.patient, entry: by }];
                prop_assert_eq!(beside.corrects.as_ref().map(|c| c.entry), Some(entry.id.entry));
            }
            let json = serde_json::to_string(entry).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Entry>(&json).unwrap(), entry);
        }
    }
}
