//! Random sequences of requests against a second, simpler account of a referral's course.

use proptest::prelude::*;

use super::tests::{Case, member};
use super::*;
use crate::domain::settings::ConsentGate;
use crate::domain::staff::SupportTeam;

/// What is tried, by the letter that the simple account knows it by.
const TRIES: &str = "aAmsvgfrktynwlqucpdDbBxhH+";

/// The simple account: how far (0–9), what keeps it, the physician's word, whether anything was found.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Simple {
    far: u8,
    /// `r`unning, `b`ack, `h`eld, `x` ended.
    kept: char,
    /// `-` not asked, `t` asked, `y`es, `n`o, `w`ithdrawn.
    word: char,
    found: bool,
    gate: ConsentGate,
}

impl Simple {
    /// The account after a try; none if the try is to be refused.
    fn after(mut self, what: char) -> Option<Self> {
        if self.kept == 'x' {
            return None;
        }
        let runs = self.kept == 'r';
        let no = matches!(self.word, 'n' | 'w');
        let needs = |gate| self.gate == gate && self.word != 'y';
        let possible = match what {
            // Any time while it is open
            'm' | 'x' | 'D' | 'y' => true,
            't' | 'n' => self.word != 'y',
            'w' => self.word == 'y',
            // Side exits
            'h' => runs,
            'H' => self.kept == 'h',
            'b' => runs && self.far <= 2,
            'B' => self.kept == 'b',
            'd' => runs && self.far <= 1,
            // The course
            'a' => runs && self.far == 0,
            'A' | '+' => runs && self.far >= 1,
            's' => runs && self.far == 2 && !needs(ConsentGate::Assessment),
            'v' => runs && self.far == 3,
            'g' => runs && self.far >= 3,
            'f' => runs && self.far == 3 && self.found,
            'r' => runs && (self.far == 4 || self.far == 5),
            'k' => runs && self.far == 5,
            'l' => runs && self.far >= 6 && !needs(ConsentGate::Linking) && !no,
            'q' => runs && self.far >= 7 && !no,
            'u' => runs && self.far >= 8,
            'c' => runs && self.far == 9,
            'p' => runs && no,
            _ => unreachable!("{what}"),
        };
        let mut reach = |far: u8| self.far = self.far.max(far);
        match what {
            'a' => reach(1),
            'A' | '+' => reach(2),
            's' => reach(3),
            'f' => reach(4),
            'r' => reach(5),
            'k' => reach(6),
            'l' => reach(7),
            'q' => reach(8),
            'u' => reach(9),
            'v' => self.found = true,
            't' | 'y' | 'n' | 'w' => self.word = what,
            'h' | 'b' => self.kept = what,
            'H' | 'B' => self.kept = 'r',
            'x' | 'D' | 'd' | 'c' | 'p' => self.kept = 'x',
            _ => {}
        }
        possible.then_some(self)
    }
}

fn attempt(case: &Case, what: char) -> Result<ReferralEvent, ReferralProblem> {
    let it = &case.referral;
    match what {
        'm' => it.amend(it.request.clone()),
        'a' => it.accept(),
        'A' => it.assign(&member(case.next_member()), case.load(0), false),
        '+' => it.assign(&member(case.next_member()), case.load(99), true),
        's' => it.start_assessment(case.gate),
        'v' => it.visit(case.visit()),
        'g' => it.advise(case.advice()),
        'f' => it.finish_assessment("低栄養のおそれ".into()),
        'r' => it.report(case.report()),
        'k' => it.acknowledge(case.acknowledgement()),
        't' => it.consent_said(case.consent(ConsentAnswer::Asked)),
        'y' => it.consent_said(case.consent(ConsentAnswer::Given { conditions: String::new() })),
        'n' => it.consent_said(case.consent(ConsentAnswer::Refused { reason: "病状".into() })),
        'w' => it.consent_said(case.consent(ConsentAnswer::Withdrawn { reason: "急変".into() })),
        'l' => it.link(case.link(), case.gate),
        'q' => it.ask(case.asking(), case.gate),
        'u' => it.follow_up(case.follow_up()),
        'c' => it.close(Outcome::Improved, String::new()),
        'p' => it.close(Outcome::ConsentRefused, String::new()),
        'D' => it.close(Outcome::PatientDied, String::new()),
        'd' => it.decline("対象外".into()),
        'b' => it.send_back("体重の経過は".into()),
        'B' => it.resubmit("半年で4kg減".into()),
        'x' => it.cancel("本人の希望".into()),
        'h' => it.hold("入院中".into(), case.day(30)),
        'H' => it.resume(),
        _ => unreachable!("{what}"),
    }
}

/// Steps that go on along the course come up often enough that long courses happen.
fn sequence() -> impl Strategy<Value = Vec<char>> {
    let any = prop::sample::select(TRIES.chars().collect::<Vec<_>>());
    let onward = prop::sample::select("aAsvfrkylqu".chars().collect::<Vec<_>>());
    let straight = Just("aAysvfrklqu".chars().collect::<Vec<_>>());
    let mixed = prop::collection::vec(prop_oneof![1 => any, 3 => onward], 0..120);
    prop_oneof![3 => mixed.clone().boxed(), 1 => (straight, mixed).prop_map(|(s, m)| [s, m].concat()).boxed()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_skips_a_step_or_a_gate_or_loses_anything(
        gate in prop::sample::select(vec![ConsentGate::Assessment, ConsentGate::Linking]),
        team in prop::sample::select(SupportTeam::ALL.to_vec()),
        sequence in sequence(),
    ) {
        let mut case = Case::new(team, gate);
        let mut simple = Simple { far: 0, kept: 'r', word: '-', found: false, gate };
        let mut history = case.referral.history.clone();
        for what in sequence {
            let before = case.referral.clone();
            match (attempt(&case, what), simple.after(what)) {
                (Ok(event), Some(next)) => {
                    case.happens(&event);
                    simple = next;
                    history.push(case.referral.history.last().unwrap().clone());
                }
                (Err(_), None) => {}
                (result, expected) => prop_assert!(
                    false, "{what} on {before:?}: {result:?}, the simple account says {expected:?}"),
            }
            let it = &case.referral;
            prop_assert_eq!(Stage::ALL[usize::from(simple.far)], it.stage);
            prop_assert!(it.stage as u8 - before.stage as u8 <= 1, "a stage was skipped");
            prop_assert_eq!(it.state().is_open(), simple.kept != 'x');
            prop_assert_eq!(&it.history, &history, "something was lost");
            prop_assert_eq!(it.version.0 as usize, history.len());
            prop_assert_eq!(it.next(gate).is_some(), it.state().is_open());
            prop_assert!(it.passages.is_sorted_by_key(|passage| passage.at));
            prop_assert_eq!(it.passages.last().map(|passage| passage.state), Some(it.state()));
        }
        let written = serde_json::to_string(&case.referral).unwrap();
        prop_assert_eq!(serde_json::from_str::<Referral>(&written).unwrap(), case.referral);
    }

    /// Whatever was done, following what the record says is missing leads to its end.
    #[test]
    fn the_next_step_always_leads_to_the_end(
        gate in prop::sample::select(vec![ConsentGate::Assessment, ConsentGate::Linking]),
        sequence in sequence(),
    ) {
        let mut case = Case::new(SupportTeam::Nutrition, gate);
        for what in sequence {
            if let Ok(event) = attempt(&case, what) {
                case.happens(&event);
            }
        }
        for _ in 0..20 {
            let Some(next) = case.referral.next(gate) else { break };
            let what = match (next.missing, next.step) {
                (Some(Missing::Consent(_)), _) => 'y',
                (Some(Missing::Findings), _) => 'v',
                (None, Step::Accept) => 'a',
                (None, Step::Assign) => 'A',
                (None, Step::StartAssessment) => 's',
                (None, Step::FinishAssessment) => 'f',
                (None, Step::Report) => 'r',
                (None, Step::Acknowledge) => 'k',
                (None, Step::Link) => 'l',
                (None, Step::Ask) => 'q',
                (None, Step::FollowUp) => 'u',
                (None, Step::Close) => 'c',
                (None, Step::Resubmit) => 'B',
                (None, Step::Resume) => 'H',
                (None, other) => unreachable!("{other:?}"),
            };
            let event = attempt(&case, what);
            prop_assert!(event.is_ok(), "{next:?} on {:?}: {event:?}", case.referral.state());
            case.happens(&event.unwrap());
        }
        prop_assert!(!case.referral.state().is_open());
    }
}
