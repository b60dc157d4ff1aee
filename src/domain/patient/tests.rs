//! Patients: sections against each other, and mergers in any order without a circle or a loss.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::*;
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::City;
use crate::domain::code::CodeLists;
use crate::domain::id::{PatientId, StaffId, Version};
use crate::domain::person::PersonName;
use crate::domain::settings::{OfficeHours, Settings};
use crate::domain::time::{Moment, from_micros};

/// Settings of a centre without any list.
pub(crate) fn settings() -> Settings {
    Settings {
        centre_name: String::new(),
        city: City::default(),
        hours: OfficeHours {
            opens: NaiveTime::MIN,
            closes: NaiveTime::MIN,
            rests_on: Vec::new(),
            rests_on_holidays: true,
            year_end_from: (12, 29),
            year_end_to: (1, 3),
            closed_days: Vec::new(),
        },
        consent_gates: std::collections::BTreeMap::default(),
        stale_after_days: 365,
        lock_after_minutes: 10,
        referrals_per_full_time: 20,
        referral_terms: std::collections::BTreeMap::default(),
        pairs: crate::domain::pair::PairTerms::default(),
        question_term: 2,
        ict_quiet_after_days: 60,
        funding: crate::domain::funding::Funding::default(),
        codes: CodeLists::default(),
    }
}

/// 2026-11-23, a little after eight in the morning.
pub(crate) fn now() -> Moment {
    from_micros(1_795_388_880_000_000)
}

pub(crate) fn stamp() -> Stamp {
    Stamp { at: now(), by: StaffId(1) }
}

pub(crate) fn patient(id: u64) -> Patient {
    let head = Head {
        identity: Identity {
            name: PersonName { written: format!("山田 花子{id}"), kana: String::new() },
            birth: day(1940, 1, 2),
            ..Identity::default()
        },
        ..Head::default()
    };
    let event = Patient::register(head, &settings(), now()).unwrap();
    Patient::begin(PatientId(id), &event, &stamp()).unwrap()
}

fn day(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(y, m, d)
}

fn folded(patient: &Patient, event: &PatientEvent) -> Patient {
    let mut after = patient.clone();
    after.apply(event, &stamp());
    after
}

#[test]
fn two_people_write_in_two_sections_and_only_the_same_one_conflicts() {
    let before = patient(1);
    let care = Section::Care(Care { level: CareLevel::Care3, ..Care::default() });
    let health = Section::Health(Health { allergies: vec!["ペニシリン".to_owned()], ..Health::default() });
    let event = before.change(vec![(Version(1), care.clone())], &settings(), now()).unwrap();
    let after = folded(&before, &event);
    let event = after.change(vec![(Version(1), health)], &settings(), now()).unwrap();
    let after = folded(&after, &event);
    assert_eq!(after.head.care.level, CareLevel::Care3);
    assert_eq!(after.head.health.allergies.len(), 1);
    let other = Section::Care(Care { level: CareLevel::Care4, ..Care::default() });
    assert_eq!(
        after.change(vec![(Version(1), other)], &settings(), now()),
        Err(PatientProblem::SectionChanged { section: SectionName::Care, seen: Version(1), now: Version(2) })
    );
    assert_eq!(after.change(vec![(Version(1), care)], &settings(), now()), Err(PatientProblem::NothingChanged));
}

#[test]
fn what_cannot_be_is_refused() {
    let head = |identity: Identity| Head { identity, ..Head::default() };
    let name = PersonName { written: "山田".to_owned(), kana: String::new() };
    let cases = [
        (Identity::default(), PatientProblem::NameMissing),
        (
            Identity { name: name.clone(), birth: day(2027, 1, 1), ..Identity::default() },
            PatientProblem::BirthImpossible,
        ),
        (
            Identity { name: name.clone(), birth: day(1890, 1, 1), ..Identity::default() },
            PatientProblem::BirthImpossible,
        ),
        (
            Identity { name, phone: "0".repeat(201), ..Identity::default() },
            PatientProblem::TooLong { section: SectionName::Identity, limit: 200 },
        ),
    ];
    for (identity, problem) in cases {
        assert_eq!(Patient::register(head(identity), &settings(), now()), Err(problem));
    }
}

#[test]
fn death_and_moving_end_reminders_and_can_be_taken_back() {
    let living = patient(1);
    assert!(!living.reminders_end());
    let died = folded(&living, &living.die(day(2026, 11, 20).unwrap(), now()).unwrap());
    assert!(died.reminders_end());
    assert_eq!(died.withdraw_death(" "), Err(PatientProblem::ReasonMissing));
    assert!(!folded(&died, &died.withdraw_death("同姓同名の別人").unwrap()).reminders_end());
    let away = folded(&living, &living.move_away(day(2026, 11, 1).unwrap(), "柏市", now()).unwrap());
    assert!(away.reminders_end());
    assert!(matches!(away.die(day(2026, 11, 2).unwrap(), now()), Ok(PatientEvent::Died { .. })));
    assert!(!folded(&away, &away.come_back(day(2026, 11, 3).unwrap(), now()).unwrap()).reminders_end());
    assert_eq!(living.die(day(2026, 12, 1).unwrap(), now()), Err(PatientProblem::DateImpossible));
    assert_eq!(living.die(day(1939, 1, 1).unwrap(), now()), Err(PatientProblem::DateImpossible));
}

fn root(all: &[Patient], of: usize) -> Option<usize> {
    let mut at = of;
    for _ in 0..=all.len() {
        match all[at].merged_into {
            Some(PatientId(id)) => at = usize::try_from(id).ok()?,
            None => return Some(at),
        }
    }
    None
}

proptest! {
    #[test]
    fn mergers_in_any_order_keep_both_sides_telling_the_same_and_make_no_circle(
        steps in prop::collection::vec((any::<bool>(), 0_usize..6, 0_usize..6), 0..60),
    ) {
        let mut all: Vec<Patient> = (0..6).map(patient).collect();
        let heads: Vec<Head> = all.iter().map(|patient| patient.head.clone()).collect();
        for (merge, a, b) in steps {
            if merge {
                if let Ok((one, other)) = all[a].merge_into(&all[b].clone()) {
                    all[a].apply(&one, &stamp());
                    all[b].apply(&other, &stamp());
                }
            } else if let Ok((PatientId(from), one, other)) = all[a].part() {
                all[a].apply(&one, &stamp());
                all[usize::try_from(from).unwrap()].apply(&other, &stamp());
            }
            let down: BTreeSet<_> = all.iter().flat_map(|p| p.absorbed.iter().map(|o| (o.0, p.id.0))).collect();
            let up: BTreeSet<_> = all.iter().filter_map(|p| p.merged_into.map(|into| (p.id.0, into.0))).collect();
            prop_assert_eq!(down, up);
            prop_assert!((0..6).all(|of| root(&all, of).is_some()));
        }
        let after: Vec<Head> = all.iter().map(|patient| patient.head.clone()).collect();
        prop_assert_eq!(heads, after);
        for at in 0..6 {
            while let Ok((PatientId(from), one, other)) = all[at].part() {
                all[at].apply(&one, &stamp());
                all[usize::try_from(from).unwrap()].apply(&other, &stamp());
            }
        }
        prop_assert!(all.iter().all(|patient| patient.absorbed.is_empty() && patient.merged_into.is_none()));
    }

    #[test]
    fn a_record_survives_the_journey_through_json(level in 0_usize..11, mobility in 0_usize..9, cognition in 0_usize..8) {
        let mut before = patient(3);
        before.head.care.level = CareLevel::ALL[level];
        before.head.care.mobility = Some(Mobility::ALL[mobility]);
        before.head.care.cognition = Some(Cognition::ALL[cognition]);
        let json = serde_json::to_string(&before).unwrap();
        prop_assert_eq!(serde_json::from_str::<Patient>(&json).unwrap(), before);
    }
}
