//! Random sequences of requests against a second, simpler account of secondary fracture prevention.

use proptest::prelude::*;

use super::*;
use crate::domain::code::Code;
use crate::domain::id::StaffId;
use crate::domain::referral::{Means, Party};
use crate::domain::screening::{PreventionOutcome, Progress, Screened};
use crate::domain::time::from_micros;
use crate::domain::timeline::Occurred;

/// The steps of the course by their place in it, and the two kinds of end.
#[derive(Clone, Copy, Debug)]
enum Try {
    Course(u8),
    Complete,
    Die,
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![8 => (1_u8..=5).prop_map(Try::Course), 1 => Just(Try::Complete), 1 => Just(Try::Die)]
}

fn fracture() -> Fracture {
    Fracture {
        person: Screened { patient: Some(PatientId(1)), ..Screened::default() },
        bone: Bone::Hip,
        on: NaiveDate::from_ymd_opt(2026, 9, 1).unwrap(),
        treated_by: Party::named("汐見総合病院"),
        list: String::new(),
        note: String::new(),
    }
}

fn stamp(second: i64) -> Stamp {
    Stamp { at: from_micros(1_795_000_000_000_000 + second * 1_000_000), by: StaffId(1) }
}

fn attempt(it: &FractureCase, what: Try, now: Moment) -> Result<FractureEvent, FractureProblem> {
    let (on, text) = (Occurred::At(now), String::from("記録"));
    match what {
        Try::Course(1) => {
            it.coordinate(Coordination { on, with: Party::named("整形外科"), means: Means::Phone, text }, now)
        }
        Try::Course(2) => it.check_medication(MedicationCheck { on, keeping: Keeping::Kept, text }, now),
        Try::Course(3) => {
            it.assess_fall_risk(FallAssessment { on, member: StaffId(1), risk: FallRisk::High, findings: text }, now)
        }
        Try::Course(4) => it.support(
            Support { on, profession: Code::new("physical_therapist"), by: Party::named("訪問リハ"), text },
            now,
        ),
        Try::Course(_) => {
            it.follow_up(FollowUp { on, progress: Progress::Better, fractured_again: false, text, next: None }, now)
        }
        Try::Complete => it.end(PreventionOutcome::Stable, text),
        Try::Die => it.end(PreventionOutcome::Died, text),
    }
}

proptest! {
    #[test]
    fn no_sequence_skips_a_step_or_goes_back(sequence in prop::collection::vec(tries(), 0..40)) {
        let first = FractureEvent::Recorded(Box::new(fracture()));
        let mut it = FractureCase::begin(FractureCaseId(1), &first, &stamp(0)).unwrap();
        let (mut reached, mut ended, mut happened) = (0_u8, false, 1_u32);
        for (second, what) in (1_i64..).zip(sequence) {
            let now = stamp(second);
            let result = attempt(&it, what, now.at);
            let possible = !ended && match what {
                Try::Course(step) => step <= reached + 1,
                Try::Complete => reached == 5,
                Try::Die => true,
            };
            prop_assert_eq!(result.is_ok(), possible, "{:?} at {}", what, reached);
            if let Ok(event) = result {
                it.apply(&event, &now);
                happened += 1;
                match what {
                    Try::Course(step) => reached = reached.max(step),
                    Try::Complete | Try::Die => ended = true,
                }
            }
            let place = FractureStage::ALL.iter().position(|stage| *stage == it.stage);
            prop_assert_eq!(place, Some(if ended { 6 } else { usize::from(reached) }));
            prop_assert_eq!(it.history.len(), happened as usize);
            prop_assert_eq!(it.due().is_some(), !ended);
            prop_assert_eq!(it.next_step().is_some(), !ended);
            let written = serde_json::to_string(&it).unwrap();
            prop_assert_eq!(&serde_json::from_str::<FractureCase>(&written).unwrap(), &it);
        }
    }
}

#[test]
fn what_lies_ahead_is_not_written_down_as_done() {
    let first = FractureEvent::Recorded(Box::new(fracture()));
    let it = FractureCase::begin(FractureCaseId(1), &first, &stamp(0)).unwrap();
    let refused = attempt(&it, Try::Course(1), stamp(100).at);
    assert!(refused.is_ok());
    let early = Coordination {
        on: Occurred::At(stamp(100).at),
        with: Party::named("整形外科"),
        means: Means::Phone,
        text: String::new(),
    };
    assert!(matches!(it.coordinate(early, stamp(1).at), Err(FractureProblem::NotYet { .. })));
}
