//! Random sequences of requests against a second, simpler account of advice.

use proptest::prelude::*;

use super::*;
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::referral::Means;
use crate::domain::staff::{Role, Staff};
use crate::domain::time::Minutes;
use crate::domain::timeline::{Occurred, TimelineSource};

fn now() -> Moment {
    "2026-11-24T10:32:00+09:00".parse().unwrap()
}

fn stamp(minute: i64) -> Stamp {
    Stamp { at: now() + chrono::TimeDelta::minutes(minute), by: StaffId(1) }
}

fn physician() -> Staff {
    Staff { id: StaffId(5), roles: vec![Role::Physician], ..Staff::system() }
}

fn request() -> AdviceRequest {
    AdviceRequest {
        consultation: ConsultationId(1),
        patient: None,
        physician: StaffId(5),
        on: Occurred::At(now()),
        means: Means::Phone,
        text: "受診を拒む。訪問すべきか。".into(),
    }
}

fn advice(on: Moment, minutes: u32) -> Advice {
    let text = "訪問して確かめる".to_owned();
    Advice { on: Occurred::At(on), judgement: Judgement::NeedsVisit, text, minutes: Minutes(minutes) }
}

#[derive(Clone, Copy, Debug)]
enum Try {
    Answer,
    Correct(u32),
    Decline,
    Withdraw,
    Follow(Option<u64>),
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        Just(Try::Answer),
        (10_u32..13).prop_map(Try::Correct),
        Just(Try::Decline),
        Just(Try::Withdraw),
        proptest::option::of(1_u64..3).prop_map(Try::Follow),
    ]
}

proptest! {
    #[test]
    fn no_sequence_leaves_the_course_or_loses_a_turn(sequence in prop::collection::vec(tries(), 0..30)) {
        let first = SupportAdvice::ask(request(), &physician(), now()).unwrap();
        let mut it = SupportAdvice::begin(AdviceId(1), &first, &stamp(0)).unwrap();
        let (mut ended, mut said, mut patient) = (None, None, None);
        let (mut turns, mut shown) = (1_usize, 1_usize);
        for (minute, what) in (1_i64..).zip(sequence) {
            let at = stamp(minute).at;
            let reason = "都合がつかない".to_owned();
            let result = match what {
                Try::Answer => it.answer(advice(now(), 9), at).ok(),
                Try::Correct(minutes) => it.correct_answer(reason, advice(now(), minutes), at).ok(),
                Try::Decline => it.decline(reason).ok(),
                Try::Withdraw => it.withdraw(reason).ok(),
                Try::Follow(patient) => it.follow(patient.map(PatientId)),
            };
            let possible = match what {
                Try::Answer | Try::Decline | Try::Withdraw => ended.is_none(),
                Try::Correct(minutes) => ended == Some(AdviceState::Answered) && said != Some(minutes),
                Try::Follow(other) => other != patient,
            };
            prop_assert_eq!(result.is_some(), possible, "{:?} in {:?}", what, it.state);
            if let Some(event) = result {
                it.apply(&event, &stamp(minute));
                turns += 1;
                shown += usize::from(!matches!(what, Try::Follow(_)));
                match what {
                    Try::Answer => (ended, said) = (Some(AdviceState::Answered), Some(9)),
                    Try::Correct(minutes) => said = Some(minutes),
                    Try::Decline => ended = Some(AdviceState::Declined),
                    Try::Withdraw => ended = Some(AdviceState::Withdrawn),
                    Try::Follow(other) => patient = other,
                }
            }
            prop_assert_eq!(it.state, ended.unwrap_or(AdviceState::Asked));
            prop_assert_eq!(it.advice.as_ref().map(|advice| advice.minutes.0), said);
            prop_assert_eq!(it.patient(), patient.map(PatientId));
            prop_assert_eq!(it.history.len(), turns);
            prop_assert_eq!(it.timeline_steps().len(), shown);
            prop_assert_eq!(it.version, Version(u32::try_from(turns).unwrap()));
            let written = serde_json::to_string(&it).unwrap();
            prop_assert_eq!(&serde_json::from_str::<SupportAdvice>(&written).unwrap(), &it);
        }
    }
}

#[test]
fn only_a_physician_is_asked_and_nobody_answers_before_or_ahead_of_time() {
    let nurse = Staff { id: StaffId(5), roles: vec![Role::Coordinator], ..Staff::system() };
    let refused = SupportAdvice::ask(request(), &nurse, now());
    assert_eq!(refused, Err(AdviceProblem::NoPhysician { member: StaffId(5) }));
    let gone = Staff { left: true, ..physician() };
    assert!(SupportAdvice::ask(request(), &gone, now()).is_err());
    let first = SupportAdvice::ask(request(), &physician(), now()).unwrap();
    let it = SupportAdvice::begin(AdviceId(1), &first, &stamp(0)).unwrap();
    let early = it.answer(advice(stamp(-5).at, 5), stamp(10).at);
    assert!(matches!(early, Err(AdviceProblem::BeforeAsked { .. })), "{early:?}");
    let ahead = it.answer(advice(stamp(20).at, 5), stamp(10).at);
    assert!(matches!(ahead, Err(AdviceProblem::InFuture { .. })), "{ahead:?}");
}
