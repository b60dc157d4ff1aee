//! Random sequences of requests against a second, simpler account of the course of an introduction.

use proptest::prelude::*;

use super::*;
use crate::domain::aggregate::Aggregate;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::referral::Means;
use crate::domain::time::from_micros;

#[derive(Clone, Copy, Debug)]
enum Try {
    Accept,
    Decline,
    Perform,
    Receive,
    Tell,
    Complete,
    Die,
    Cancel,
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        4 => Just(Try::Accept),
        1 => Just(Try::Decline),
        3 => Just(Try::Perform),
        3 => Just(Try::Receive),
        3 => Just(Try::Tell),
        3 => Just(Try::Complete),
        1 => Just(Try::Die),
        1 => Just(Try::Cancel),
    ]
}

/// The course as a line of letters: who may follow whom. `x` is any end.
fn expected(state: char, what: Try) -> Option<char> {
    match (state, what) {
        ('x', _) => None,
        (_, Try::Die | Try::Cancel) | ('a' | 'b', Try::Decline) | ('e', Try::Complete) => Some('x'),
        ('a' | 'b', Try::Accept) => Some('b'),
        ('b', Try::Perform) => Some('c'),
        ('c', Try::Receive) => Some('d'),
        ('d', Try::Tell) => Some('e'),
        _ => None,
    }
}

fn letter(state: IntroductionState) -> char {
    match state {
        IntroductionState::Asked => 'a',
        IntroductionState::Accepted => 'b',
        IntroductionState::Done => 'c',
        IntroductionState::ResultReceived => 'd',
        IntroductionState::Told => 'e',
        IntroductionState::Closed | IntroductionState::Declined | IntroductionState::Cancelled => 'x',
    }
}

fn order() -> Order {
    Order {
        patient: PatientId(1),
        purpose: Purpose::Examination,
        to: Party::named("汐見総合病院"),
        department: "消化器内科".into(),
        reason: "上部消化管内視鏡".into(),
        physician: Party::named("本町クリニック"),
        asked: Occurred::At(from_micros(1_795_000_000_000_000)),
        consultation: None,
        referral: None,
    }
}

fn stamp(second: i64) -> Stamp {
    Stamp { at: from_micros(1_795_000_000_000_000 + second * 1_000_000), by: StaffId(1) }
}

fn attempt(it: &Introduction, what: Try, now: Moment) -> core::result::Result<IntroductionEvent, IntroductionProblem> {
    let on = Occurred::At(now);
    let physician = Party::named("本町クリニック");
    match what {
        Try::Accept => it.accept(on, String::new()),
        Try::Decline => it.decline("満床".into()),
        Try::Perform => it.perform(Performed { on, text: String::new() }, now),
        Try::Receive => it.receive(Findings { on, means: Means::Letter, text: "異常なし".into() }),
        Try::Tell => it.tell(Told { on, means: Means::Phone, physician, text: String::new() }),
        Try::Complete => it.close(Ending::Completed, String::new()),
        Try::Die => it.close(Ending::PatientDied, String::new()),
        Try::Cancel => it.cancel("本人の希望".into()),
    }
}

proptest! {
    #[test]
    fn no_sequence_skips_a_step_or_loses_one(sequence in prop::collection::vec(tries(), 0..40)) {
        let asked = IntroductionEvent::Asked(Box::new(order()));
        let mut it = Introduction::begin(IntroductionId(1), &asked, &stamp(0)).unwrap();
        let mut model = 'a';
        let mut happened = 1_u32;
        for (second, what) in (1_i64..).zip(sequence) {
            let result = attempt(&it, what, stamp(second).at);
            match expected(model, what) {
                Some(next) => {
                    let event = result.unwrap();
                    it.apply(&event, &stamp(second));
                    model = next;
                    happened += 1;
                }
                None => prop_assert!(result.is_err(), "{what:?} in {model}"),
            }
            prop_assert_eq!(letter(it.state), model);
            prop_assert_eq!(it.version, Version(happened));
            prop_assert_eq!(it.history.len(), happened as usize);
            prop_assert_eq!(it.next_step().is_some(), it.state.is_open());
            prop_assert_eq!(it.due().is_some(), it.state.is_open());
            let written = serde_json::to_string(&it).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Introduction>(&written).unwrap(), &it);
        }
    }
}

#[test]
fn what_lies_ahead_is_not_written_down_as_done() {
    let asked = IntroductionEvent::Asked(Box::new(order()));
    let mut it = Introduction::begin(IntroductionId(1), &asked, &stamp(0)).unwrap();
    let event = it.accept(Occurred::At(stamp(90_000).at), String::new()).unwrap();
    it.apply(&event, &stamp(1));
    let early = Performed { on: Occurred::At(stamp(90_000).at), text: String::new() };
    assert!(matches!(it.perform(early, stamp(2).at), Err(IntroductionProblem::NotYet { .. })));
    assert_eq!(it.due(), Some(stamp(90_000).at.date_naive()));
}
