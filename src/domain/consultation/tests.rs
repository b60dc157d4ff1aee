//! The course of a consultation: the rules one by one, then any sequence of requests at all.

use chrono::{NaiveDate, NaiveTime, TimeDelta, Weekday};
use proptest::prelude::*;

use super::*;
use crate::domain::aggregate::{Aggregate, Stamp, Subject};
use crate::domain::calendar::WorkingTime;
use crate::domain::funding::Charge;
use crate::domain::id::{ConsultationId, PatientId, QuestionId, StaffId};
use crate::domain::settings::OfficeHours;
use crate::domain::time::{FiscalYear, Minutes, Moment};
use crate::domain::timeline::TimelineSource;

const SATO: StaffId = StaffId(1);
const KATO: StaffId = StaffId(2);

fn hours() -> OfficeHours {
    OfficeHours {
        opens: NaiveTime::from_hms_opt(9, 0, 0).unwrap(),
        closes: NaiveTime::from_hms_opt(17, 0, 0).unwrap(),
        rests_on: vec![Weekday::Sat, Weekday::Sun],
        rests_on_holidays: true,
        year_end_from: (12, 29),
        year_end_to: (1, 3),
        closed_days: Vec::new(),
    }
}

fn at(text: &str) -> Moment {
    format!("{text}:00+09:00").parse().unwrap()
}

fn intake() -> Intake {
    Intake {
        received_at: at("2026-11-24T09:10"),
        channel: Channel::Phone,
        asked_by: AskedBy {
            who: Asker::HospitalSocialWorker,
            site: None,
            organisation: "汐見総合病院".into(),
            name: "田中".into(),
            phone: "047-000-0000".into(),
        },
        person: None,
        area: None,
        age_band: AgeBand::From85,
        field: CareField::OldAge,
        topics: Vec::new(),
        tags: Vec::new(),
        scene: Some(Scene::HospitalStay),
        urgency: Urgency::Urgent,
        text: "11/28 退院の希望。".into(),
        wish: String::new(),
        programme_item: None,
        funding_line: None,
    }
}

fn step(minute: i64, who: Asker, name: &str, nobody_answered: bool) -> StepContents {
    StepContents {
        at: at("2026-11-24T10:00") + TimeDelta::minutes(minute),
        channel: Channel::Phone,
        with: Counterpart { who, name: name.into(), organisation: String::new(), site: None, phone: String::new() },
        text: "連絡".into(),
        minutes: Minutes(5),
        nobody_answered,
        charge: Charge::default(),
    }
}

fn stamp(by: StaffId) -> Stamp {
    Stamp { at: at("2026-11-24T11:00"), by }
}

fn received() -> Consultation {
    let number = ConsultationNumber { year: FiscalYear(2026), serial: 415 };
    let event = Consultation::receive(number, intake(), None, WorkingTime::new(&hours()));
    Consultation::begin(ConsultationId(1), &event, &stamp(SATO)).unwrap()
}

fn then(mut case: Consultation, by: StaffId, event: Result<ConsultationEvent, ConsultationProblem>) -> Consultation {
    case.apply(&event.unwrap(), &stamp(by));
    case
}

fn resolution(outcome: Outcome) -> Resolution {
    Resolution { outcome, text: String::new() }
}

fn wait() -> Wait {
    Wait { reason: WaitReason::Discharge, text: String::new(), until: NaiveDate::from_ymd_opt(2026, 11, 28).unwrap() }
}

#[test]
fn one_case_from_reception_to_its_second_opening() {
    let hours = hours();
    let time = WorkingTime::new(&hours);
    let case = received();
    assert_eq!(case.due, at("2026-11-27T17:00"));
    assert_eq!(
        case.answer(step(0, Asker::Person, "", false)),
        Err(ConsultationProblem::Unclaimed { number: case.number })
    );
    let case = then(case.clone(), SATO, case.claim(SATO));
    assert_eq!(case.claim(KATO), Err(ConsultationProblem::ClaimedBy { number: case.number, holder: SATO }));
    assert_eq!(case.resolve(resolution(Outcome::Informed)), Err(ConsultationProblem::NoStep { number: case.number }));
    let case = then(case.clone(), SATO, case.answer(step(0, Asker::Family, "鈴木", true)));
    assert_eq!(case.state, State::Responding);
    assert_eq!(case.calls_back().len(), 1);
    let refused = case.resolve(resolution(Outcome::Informed));
    assert_eq!(refused, Err(ConsultationProblem::CallOpen { number: case.number, step: StepNumber(1) }));
    let case = then(case.clone(), SATO, case.put_on_hold(wait()));
    assert_eq!(case.due_now(time), Some(at("2026-11-30T17:00")), "the 28th is a Saturday");
    let case = then(case.clone(), SATO, case.answer(step(5, Asker::HospitalSocialWorker, "田中", false)));
    assert_eq!((case.state, case.calls_back().len()), (State::Waiting, 1), "somebody else was reached");
    let case = then(case.clone(), SATO, case.answer(step(9, Asker::Family, "", false)));
    assert!(case.calls_back().is_empty());
    let case = then(case.clone(), SATO, case.take_off_hold());
    let case = then(case.clone(), SATO, case.resolve(resolution(Outcome::LinkedToMedicalCare)));
    assert_eq!((case.state, case.due_now(time)), (State::Resolved, None));
    let case = then(case.clone(), SATO, case.close());
    assert!(matches!(case.close(), Err(ConsultationProblem::Finished { state: State::Closed, .. })));
    let case = then(case.clone(), KATO, case.reopen("再入院".into(), at("2026-12-01T12:00"), time));
    assert_eq!((case.state, case.claimed_by, case.due), (State::Reopened, None, at("2026-12-04T17:00")));
    assert_eq!(case.steps.len(), 3);
    assert_eq!(case.timeline_steps().len(), 10);
}

#[test]
fn only_the_call_for_a_question_is_closed_with_it_wherever_it_stands() {
    let hours = hours();
    let time = WorkingTime::new(&hours);
    let number = ConsultationNumber { year: FiscalYear(2026), serial: 416 };
    let event = Consultation::call_for(QuestionId(7), number, intake(), None, time);
    let call = Consultation::begin(ConsultationId(2), &event, &stamp(SATO)).unwrap();
    assert_eq!(call.question, Some(QuestionId(7)));
    let held = then(call.clone(), KATO, call.claim(KATO));
    let held = then(held.clone(), KATO, held.answer(step(0, Asker::Physician, "佐藤", true)));
    let held = then(held.clone(), KATO, held.put_on_hold(wait()));
    for case in [call, held] {
        let closed = then(case.clone(), SATO, case.settle(resolution(Outcome::Informed)));
        assert_eq!((closed.state, closed.wait.as_ref()), (State::Closed, None));
        assert!(closed.calls_back().is_empty() && closed.resolution.is_some());
        assert!(closed.settle(resolution(Outcome::Informed)).is_err(), "once");
        assert!(closed.reopen("まだ".into(), at("2026-11-25T10:00"), time).is_ok());
    }
    let other = received();
    let refused = other.settle(resolution(Outcome::Informed));
    assert_eq!(refused, Err(ConsultationProblem::NotResolved { number: other.number, state: State::Received }));
}

#[test]
fn a_step_is_corrected_beside_and_only_once() {
    let case = received();
    let case = then(case.clone(), SATO, case.claim(SATO));
    let case = then(case.clone(), SATO, case.answer(step(0, Asker::Family, "", true)));
    let right = case.correct_step(StepNumber(1), "つながっていた".into(), step(0, Asker::Family, "", false));
    let case = then(case, SATO, right);
    assert_eq!(case.steps.len(), 2);
    assert_eq!(case.steps[0].corrected, Some(Correction::By(StepNumber(2))));
    assert!(case.steps[0].contents.nobody_answered, "what was written stays");
    assert!(case.calls_back().is_empty());
    let again = case.withdraw_step(StepNumber(1), "二重".into());
    assert_eq!(again, Err(ConsultationProblem::StepCorrected { number: case.number, step: StepNumber(1) }));
    let case = then(case.clone(), SATO, case.withdraw_step(StepNumber(2), "別の人".into()));
    assert_eq!(case.standing_steps().len(), 0);
    assert!(matches!(case.resolve(resolution(Outcome::Other)), Err(ConsultationProblem::NoStep { .. })));
}

#[test]
fn the_due_time_moves_with_urgency_and_from_the_last_opening() {
    let hours = hours();
    let time = WorkingTime::new(&hours);
    let case = received();
    let urgency = |urgency| Intake { urgency, text: "聞き直した".into(), ..intake() };
    let case = then(case.clone(), SATO, case.amend(urgency(Urgency::Emergency), time));
    assert_eq!(case.due, at("2026-11-24T17:00"));
    let case = then(case.clone(), SATO, case.claim(SATO));
    let case = then(case.clone(), SATO, case.answer(step(0, Asker::Person, "", false)));
    let case = then(case.clone(), SATO, case.resolve(resolution(Outcome::Advised)));
    let mut case = case;
    let event = case.reopen("再度".into(), at("2026-12-01T12:00"), time).unwrap();
    case.apply(&event, &Stamp { at: at("2026-12-01T12:00"), by: SATO });
    let case = then(case.clone(), SATO, case.amend(urgency(Urgency::Normal), time));
    assert_eq!(case.due, at("2026-12-08T17:00"));
}

#[test]
fn whoever_takes_over_says_why_and_a_link_makes_it_the_patients_secret() {
    let case = received();
    let case = then(case.clone(), SATO, case.assign(KATO));
    assert_eq!(case.claimed_by, Some(KATO));
    let case = then(case.clone(), SATO, case.take_over(SATO, "休暇".into()));
    assert_eq!(case.claimed_by, Some(SATO));
    assert_eq!(case.course.last().unwrap().act, Act::TakenOver { from: KATO, reason: "休暇".into() });
    let case = then(case.clone(), SATO, case.link(PatientId(7)));
    assert_eq!(case.subject(), Subject::Patient(PatientId(7)));
    let linked = case.link(PatientId(8));
    assert_eq!(linked, Err(ConsultationProblem::LinkedTo { number: case.number, patient: PatientId(7) }));
    let case = then(case.clone(), SATO, case.unlink("同姓同名".into()));
    assert_eq!(case.subject(), Subject::Centre);
}

/// Anything that anybody may ask for.
#[derive(Clone, Debug)]
enum Ask {
    Amend(Urgency),
    Claim,
    Assign(StaffId),
    TakeOver(StaffId),
    Answer(StepContents),
    Correct(u32, StepContents),
    Withdraw(u32),
    Hold,
    OffHold,
    Resolve(Outcome),
    Close,
    Reopen,
    Link(u64),
    Unlink,
}

fn contents() -> impl Strategy<Value = StepContents> {
    (0..600i64, proptest::sample::select(Asker::ALL), "[あ-う]{0,2}", any::<bool>())
        .prop_map(|(minute, who, name, missed)| step(minute, who, &name, missed))
}

fn ask() -> impl Strategy<Value = (StaffId, Ask)> {
    let staff = (1..4u64).prop_map(StaffId);
    let what = prop_oneof![
        1 => proptest::sample::select(Urgency::ALL).prop_map(Ask::Amend),
        3 => Just(Ask::Claim),
        1 => staff.clone().prop_map(Ask::Assign),
        1 => staff.clone().prop_map(Ask::TakeOver),
        4 => contents().prop_map(Ask::Answer),
        1 => (0..6u32, contents()).prop_map(|(n, step)| Ask::Correct(n, step)),
        1 => (0..6u32).prop_map(Ask::Withdraw),
        1 => Just(Ask::Hold),
        1 => Just(Ask::OffHold),
        3 => proptest::sample::select(Outcome::ALL).prop_map(Ask::Resolve),
        2 => Just(Ask::Close),
        1 => Just(Ask::Reopen),
        1 => (1..3u64).prop_map(Ask::Link),
        1 => Just(Ask::Unlink),
    ];
    (staff, what)
}

fn decide(
    case: &Consultation,
    by: StaffId,
    ask: Ask,
    time: WorkingTime<'_>,
) -> Result<ConsultationEvent, ConsultationProblem> {
    match ask {
        Ask::Amend(urgency) => case.amend(Intake { urgency, ..intake() }, time),
        Ask::Claim => case.claim(by),
        Ask::Assign(to) => case.assign(to),
        Ask::TakeOver(to) => case.take_over(to, "交代".into()),
        Ask::Answer(contents) => case.answer(contents),
        Ask::Correct(number, contents) => case.correct_step(StepNumber(number), "誤記".into(), contents),
        Ask::Withdraw(number) => case.withdraw_step(StepNumber(number), "誤記".into()),
        Ask::Hold => case.put_on_hold(wait()),
        Ask::OffHold => case.take_off_hold(),
        Ask::Resolve(outcome) => case.resolve(resolution(outcome)),
        Ask::Close => case.close(),
        Ask::Reopen => case.reopen("再燃".into(), at("2026-12-01T12:00"), time),
        Ask::Link(patient) => case.link(PatientId(patient)),
        Ask::Unlink => case.unlink("別人".into()),
    }
}

/// The gates: from each state only these are one event away.
fn may_follow(before: State, after: State) -> bool {
    use State::{Claimed, Closed, Received, Reopened, Resolved, Responding, Waiting};
    before == after
        || matches!(
            (before, after),
            (Received | Reopened, Claimed)
                | (Claimed, Responding)
                | (Claimed | Responding, Waiting)
                | (Waiting, Claimed | Responding)
                | (Claimed | Responding | Waiting, Resolved)
                | (Resolved, Closed)
                | (Resolved | Closed, Reopened)
        )
}

proptest! {
    #[test]
    fn no_sequence_of_requests_skips_a_gate_or_loses_anything(asks in proptest::collection::vec(ask(), 1..60)) {
        let hours = hours();
        let time = WorkingTime::new(&hours);
        let mut case = received();
        let mut events = vec![];
        for (by, ask) in asks {
            let Ok(event) = decide(&case, by, ask, time) else { continue };
            let before = case.clone();
            case.apply(&event, &stamp(by));
            events.push((event, stamp(by)));

            prop_assert!(may_follow(before.state, case.state), "{:?} -> {:?}", before.state, case.state);
            prop_assert_eq!(case.version, before.version.next());
            prop_assert_eq!(case.claimed_by.is_none(), case.state.is_unclaimed());
            prop_assert_eq!(case.wait.is_some(), case.state == State::Waiting);
            prop_assert_eq!(case.resolution.is_some(), !case.state.is_open());
            prop_assert_eq!(case.due_now(time).is_some(), case.state.is_open());
            prop_assert!(case.course.starts_with(&before.course));
            prop_assert!(case.steps.len() >= before.steps.len());
            for (old, new) in before.steps.iter().zip(&case.steps) {
                prop_assert_eq!((old.number, &old.contents, old.recorded), (new.number, &new.contents, new.recorded));
                prop_assert!(old.corrected.is_none() || old.corrected == new.corrected);
            }
            if case.state == State::Resolved && before.state != State::Resolved {
                prop_assert!(!before.standing_steps().is_empty());
                let open = before.calls_back().is_empty();
                prop_assert!(open || case.resolution.as_ref().unwrap().outcome.leaves_calls_open());
            }
        }
        let json = serde_json::to_string(&events).unwrap();
        let events: Vec<(ConsultationEvent, Stamp)> = serde_json::from_str(&json).unwrap();
        let replayed = events.iter().fold(received(), |mut case, (event, stamp)| {
            case.apply(event, stamp);
            case
        });
        prop_assert_eq!(&replayed, &case);
        let stored: Consultation = serde_json::from_slice(&serde_json::to_vec(&case).unwrap()).unwrap();
        prop_assert_eq!(stored, case);
    }
}
