//! The city is the same for the same plan, and everything in it folds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::*;
use crate::domain::aggregate::{Key, Stamp};
use crate::domain::consultation::State;
use crate::domain::event::{Kind, Record};
use crate::domain::person::age_on;
use crate::domain::referral::State as ReferralState;
use crate::domain::screening::Answers;

fn plan(patients: usize) -> Plan {
    Plan { patients, years: 2, seed: 7, today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap() }
}

fn sheets(plan: Plan) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    tell(plan, |sheet| {
        sheets.push(sheet);
        Ok(())
    })
    .unwrap();
    sheets
}

fn fold(sheets: &[Sheet]) -> HashMap<(Kind, Vec<u8>), Record> {
    let mut records: HashMap<(Kind, Vec<u8>), Record> = HashMap::new();
    for sheet in sheets {
        for event in &sheet.recorded.events {
            let place = (event.kind(), event.key());
            let stamp = Stamp { at: sheet.at, by: sheet.recorded.by };
            let record = event.fold(records.remove(&place), &stamp).unwrap();
            assert_eq!(record.key(), place.1);
            records.insert(place, record);
        }
    }
    records
}

#[test]
fn the_same_plan_makes_the_same_city_and_another_seed_another_one() {
    let text = |plan| {
        let mut text = String::new();
        for sheet in sheets(plan) {
            text.push_str(&serde_json::to_string(&sheet.recorded).unwrap());
            text.push_str(&sheet.at.to_rfc3339());
        }
        text
    };
    let first = text(plan(30));
    assert_eq!(first, text(plan(30)));
    assert_ne!(first, text(Plan { seed: 8, ..plan(30) }));
}

#[test]
fn every_event_folds_and_the_desk_has_work_of_every_kind() {
    let plan = plan(150);
    let sheets = sheets(plan);
    let now = Days::new(plan.today, plan.years, &made_up_settings().unwrap().hours).now;
    assert!(sheets.iter().all(|sheet| sheet.at < now), "nothing is recorded in the future");
    let records = fold(&sheets);
    let mut states = BTreeSet::new();
    let mut numbers = BTreeMap::new();
    let mut referrals = BTreeSet::new();
    let mut carried: BTreeMap<StaffId, u32> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let (mut open, mut overdue) = (0, 0);
    for record in records.values() {
        match record {
            Record::Consultation(consultation) => {
                open += u32::from(consultation.state.is_open());
                states.insert(consultation.state);
                assert!(numbers.insert(consultation.number, consultation.intake.received_at).is_none());
                if !consultation.calls_back().is_empty() {
                    seen.insert("call back");
                }
                if consultation
                    .due_now(crate::domain::calendar::WorkingTime::new(&made_up_settings().unwrap().hours))
                    .is_some_and(|due| due < now)
                {
                    seen.insert("overdue");
                    overdue += 1;
                }
            }
            Record::Referral(referral) => {
                referrals.insert(referral.state());
                if let (true, Some(member)) = (referral.state().is_open(), referral.member) {
                    *carried.entry(member).or_default() += 1;
                }
            }
            Record::Introduction(_) => drop(seen.insert("introduction")),
            Record::Patient(patient) if patient.merged_into.is_some() => drop(seen.insert("merged")),
            Record::Patient(patient) if patient.reminders_end() => drop(seen.insert("died or moved")),
            Record::Entry(entry) => {
                if entry.moved_from.is_some() {
                    seen.insert("moved entry");
                }
                if entry.corrected_by.is_some() {
                    seen.insert("corrected entry");
                }
            }
            Record::Site(site) if site.checked.is_some() => drop(seen.insert("checked")),
            Record::Site(site) if site.is_stale(plan.today, 365) => drop(seen.insert("stale")),
            _ => {}
        }
    }
    assert_eq!(states.len(), State::ALL.len(), "{states:?}");
    let missing: Vec<_> = ReferralState::ALL.iter().filter(|state| !referrals.contains(state)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(
        seen.into_iter().collect::<Vec<_>>(),
        [
            "call back",
            "checked",
            "corrected entry",
            "died or moved",
            "introduction",
            "merged",
            "moved entry",
            "overdue",
            "stale"
        ]
    );
    assert!(overdue * 5 < open, "{overdue} of {open} are overdue: nobody would work like that");
    let received: Vec<_> = numbers.values().collect();
    assert!(received.is_sorted(), "numbers rise as things come in");
    assert!(carried.values().all(|open| *open <= 25), "{carried:?}");
}

#[test]
fn many_cities_of_many_sizes_come_to_an_end() {
    for (patients, years, seed) in [(1, 1, 1), (3, 1, 2), (40, 10, 3), (40, 1, 4), (20, 3, 5), (60, 2, 6)] {
        let today = NaiveDate::from_ymd_opt(2026, 4, 1 + u32::try_from(seed).unwrap()).unwrap();
        fold(&sheets(Plan { patients, years, seed, today }));
    }
}

#[test]
fn a_city_is_written_to_an_empty_directory_only_and_opens() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("city");
    let written = write(&dir, plan(8), Some("somebody".to_owned()), |_| {}).unwrap();
    assert_eq!(written.summary.events + 2, written.replayed.events, "the founding is told besides");
    assert_eq!(written.summary.patients, 9, "one of them twice");
    drop(written);
    assert!(matches!(
        write(&dir, plan(8), None, |_| {}),
        Err(DemoProblem::Open(crate::center::OpenProblem::NotEmpty { .. }))
    ));
    let center = crate::center::Center::open(&dir).unwrap();
    assert_eq!(center.welcome("somebody").unwrap().staff.id, StaffId(1));
    center.shut_down();
}

#[test]
fn nobody_has_a_sign_that_cannot_be_true_at_that_age() {
    let mut checked = 0;
    let records = fold(&sheets(plan(150)));
    for record in records.values() {
        let Record::Consultation(consultation) = record else { continue };
        let patient = consultation.patient.and_then(|id| records.get(&(Kind::Patient, id.bytes())));
        let Some(Record::Patient(patient)) = patient else { continue };
        let Some(birth) = patient.head.identity.birth else { continue };
        let age = age_on(birth, consultation.intake.received_at.date_naive());
        for tag in &consultation.intake.tags {
            assert!(tag.0 != "old_cares_for_old" || age >= 65, "{age}");
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn the_issues_of_the_region_stand_in_every_state_and_the_gap_is_found_as_a_candidate() {
    use crate::api::region::{CasesOf, RegionAnswer, RegionRead};
    use crate::api::{Answer, Ask, Request, Window};
    use crate::domain::regional_issue::IssueState;
    use crate::domain::regional_issue::rise::Facet;
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("city");
    let plan = plan(150);
    let written = write(&dir, plan, None, |_| {}).unwrap();
    let at = standing_still(plan);
    let center = crate::center::Center::start(written.opened, std::sync::Arc::new(move || at), |_| {}).unwrap();
    let ask = |read| {
        let ask = Ask { id: 1, command: None, request: Request::Region(read), settles: None };
        match center.answer(StaffId(1), ask).unwrap() {
            Answer::Region(answer) => *answer,
            other => panic!("{other:?}"),
        }
    };
    let window = Window { offset: 0, limit: 100 };
    let RegionAnswer::Issues { page, .. } =
        ask(RegionRead::Issues { filter: crate::api::region::IssueFilter::default(), window })
    else {
        panic!("issues were asked for")
    };
    let states: BTreeSet<IssueState> = page.rows.iter().map(|row| row.state).collect();
    assert_eq!(states.len(), IssueState::ALL.len(), "{:?}", page.rows);
    let RegionAnswer::Candidates { rows, month, .. } = ask(RegionRead::Candidates { month: None }) else {
        panic!("candidates were asked for")
    };
    assert_eq!(month.to_string(), "2026-10");
    let topic = Facet::Topic(crate::domain::code::Code::new("back_bed"));
    let names = |series: &crate::domain::regional_issue::rise::Series| {
        series.of == topic || series.with.as_ref() == Some(&topic)
    };
    let found = rows.iter().find(|row| names(&row.rise.series)).unwrap_or_else(|| panic!("{rows:?}"));
    let series = found.rise.series.clone();
    let RegionAnswer::Candidate(detail) = ask(RegionRead::Candidate { series: series.clone(), month: None }) else {
        panic!("a candidate was asked for")
    };
    let said: Vec<&str> = detail.words.iter().map(|word| word.word.as_str()).collect();
    assert!(said.iter().any(|word| ["レスパイト", "病棟", "休止", "入院"].contains(word)), "{said:?}");
    assert_eq!(detail.cases, found.rise.count);
    let RegionAnswer::Cases(cases) = ask(RegionRead::Cases { of: CasesOf::Count { series, month: None }, window })
    else {
        panic!("consultations were asked for")
    };
    assert_eq!(cases.total, detail.cases);
    assert!(cases.rows.iter().all(|row| row.topics.iter().any(|topic| topic.0 == "back_bed")));
    center.shut_down();
}

#[test]
fn support_physicians_are_asked_and_outreach_stands_in_every_state() {
    use crate::domain::outreach::OutreachState;
    use crate::domain::support_advice::AdviceState;
    let records = fold(&sheets(plan(400)));
    let patient_of = |consultation: crate::domain::id::ConsultationId| match records
        .get(&(Kind::Consultation, consultation.bytes()))
    {
        Some(Record::Consultation(case)) => case.patient,
        other => panic!("{other:?}"),
    };
    let (mut advice, mut outreach) = (BTreeSet::new(), BTreeSet::new());
    for record in records.values() {
        match record {
            Record::SupportAdvice(it) => {
                advice.insert(it.state);
                assert_eq!(it.patient(), patient_of(it.request.consultation));
            }
            Record::Outreach(it) => {
                outreach.insert(it.state);
                assert_eq!(it.patient(), patient_of(it.proposal.consultation));
            }
            _ => {}
        }
    }
    assert_eq!(advice.into_iter().collect::<Vec<_>>(), AdviceState::ALL);
    assert_eq!(outreach.into_iter().collect::<Vec<_>>(), OutreachState::ALL);
}

#[test]
fn questionnaires_go_to_those_who_have_the_age_for_them() {
    let records = fold(&sheets(plan(300)));
    let births: HashMap<PatientId, NaiveDate> = records
        .values()
        .filter_map(|record| match record {
            Record::Patient(patient) => Some((patient.id, patient.head.identity.birth?)),
            _ => None,
        })
        .collect();
    let (mut basic, mut old_old) = (0, 0);
    for record in records.values() {
        let Record::Screening(screening) = record else { continue };
        let person = &screening.sheet.person;
        let birth = person.patient.map_or(person.listed.birth, |patient| births.get(&patient).copied()).unwrap();
        let age = age_on(birth, screening.sheet.on);
        match screening.sheet.answers {
            Answers::BasicChecklist(_) => {
                basic += 1;
                assert!(age >= 65, "{age} years");
            }
            Answers::OldOld(_) => {
                old_old += 1;
                assert!(age >= 75, "{age} years");
            }
        }
    }
    assert!(basic > 0 && old_old > 0, "{basic} and {old_old}");
}
