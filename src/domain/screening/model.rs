//! Random sequences of requests against a second, simpler account of the course of a questionnaire.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::id::{ConsultationId, PatientId, ScreeningId, StaffId, Version};
use crate::domain::time::from_micros;
use crate::domain::timeline::Occurred;

#[derive(Clone, Copy, Debug)]
enum Try {
    Amend,
    Link,
    Enter { reason: bool },
    SetAside,
    TakeUp,
    Follow,
    End,
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        1 => Just(Try::Amend),
        1 => Just(Try::Link),
        2 => any::<bool>().prop_map(|reason| Try::Enter { reason }),
        2 => Just(Try::SetAside),
        2 => Just(Try::TakeUp),
        2 => Just(Try::Follow),
        1 => Just(Try::End),
    ]
}

fn sheet(at_risk: bool) -> Sheet {
    let mut answers = BasicAnswers::default();
    for item in BasicItem::all() {
        let other = if item.scoring() == YesNo::Yes { YesNo::No } else { YesNo::Yes };
        answers.set(item, Some(if at_risk && item.number() == 16 { item.scoring() } else { other }));
    }
    Sheet {
        person: Screened::default(),
        on: NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
        answers: Answers::BasicChecklist(answers),
        list: String::new(),
        note: String::new(),
    }
}

fn stamp(second: i64) -> Stamp {
    Stamp { at: from_micros(1_795_000_000_000_000 + second * 1_000_000), by: StaffId(1) }
}

fn attempt(it: &Screening, what: Try, now: Stamp, at_risk: bool) -> Result<ScreeningEvent, ScreeningProblem> {
    let look =
        Look { on: Occurred::At(now.at), progress: Progress::Better, text: "歩いている".into(), next: None };
    match what {
        Try::Amend => it.amend(sheet(at_risk)),
        Try::Link => it.link(PatientId(7)),
        Try::Enter { reason } => {
            it.enter_queue(ConsultationId(1), if reason { "家族の心配".into() } else { " ".into() })
        }
        Try::SetAside => it.set_aside("入院中".into()),
        Try::TakeUp => it.take_up(),
        Try::Follow => it.follow_up(look, now.at),
        Try::End => it.end(PreventionOutcome::Stable, String::new()),
    }
}

/// The course as letters: r recorded, q in the queue, a set aside, x ended.
fn expected(state: char, what: Try, at_risk: bool) -> Option<char> {
    match (state, what) {
        ('x', _) => None,
        (_, Try::Amend | Try::Link) => Some(state),
        ('r', Try::Enter { reason }) if at_risk || reason => Some('q'),
        ('r', Try::SetAside) => Some('a'),
        ('a', Try::TakeUp) => Some('r'),
        ('q', Try::Follow) => Some('q'),
        ('q', Try::End) => Some('x'),
        _ => None,
    }
}

fn letter(state: ScreeningState) -> char {
    match state {
        ScreeningState::Recorded => 'r',
        ScreeningState::InQueue => 'q',
        ScreeningState::SetAside => 'a',
        ScreeningState::Ended => 'x',
    }
}

proptest! {
    #[test]
    fn no_sequence_skips_the_reason_or_loses_a_step(
        at_risk: bool,
        sequence in prop::collection::vec(tries(), 0..30),
    ) {
        let first = ScreeningEvent::Recorded(Box::new(sheet(at_risk)));
        let mut it = Screening::begin(ScreeningId(1), &first, &stamp(0)).unwrap();
        let (mut model, mut happened, mut linked) = ('r', 1_u32, false);
        for (second, what) in (1_i64..).zip(sequence) {
            let result = attempt(&it, what, stamp(second), at_risk);
            let expected = expected(model, what, at_risk).filter(|_| !(linked && matches!(what, Try::Link)));
            match expected {
                Some(next) => {
                    it.apply(&result.unwrap(), &stamp(second));
                    linked |= matches!(what, Try::Link);
                    (model, happened) = (next, happened + 1);
                }
                None => prop_assert!(result.is_err(), "{what:?} in {model}"),
            }
            prop_assert_eq!(letter(it.state), model);
            prop_assert_eq!(it.version, Version(happened));
            prop_assert_eq!(it.history.len(), happened as usize);
            // Putting the answers right never parts them from the person.
            prop_assert_eq!(it.patient().is_some(), linked);
            let written = serde_json::to_string(&it).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Screening>(&written).unwrap(), &it);
        }
    }
}
