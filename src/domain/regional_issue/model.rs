//! Random sequences of requests against a second, simpler account of an issue.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::domain::id::StaffId;
use crate::domain::time::Moment;

#[derive(Clone, Copy, Debug)]
enum Try {
    Pass(u64),
    Amend,
    Add(u64),
    Remove(u64),
    Consider,
    Act(i64),
    Meet(i64),
    Adopt,
    Evaluate(i64),
    Close(IssueOutcome),
    Reopen,
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        1 => (0_u64..40).prop_map(Try::Pass),
        1 => Just(Try::Amend),
        1 => (1_u64..9).prop_map(Try::Add),
        1 => (1_u64..9).prop_map(Try::Remove),
        3 => Just(Try::Consider),
        3 => (-3_i64..2).prop_map(Try::Act),
        1 => (-3_i64..2).prop_map(Try::Meet),
        1 => Just(Try::Adopt),
        3 => (-9_i64..2).prop_map(Try::Evaluate),
        3 => prop::sample::select(IssueOutcome::ALL.to_vec()).prop_map(Try::Close),
        2 => Just(Try::Reopen),
    ]
}

fn stamp(day: NaiveDate) -> Stamp {
    let at: Moment = format!("{day}T10:00:00+09:00").parse().unwrap();
    Stamp { at, by: StaffId(1) }
}

fn day(of: NaiveDate, later: i64) -> NaiveDate {
    of + chrono::TimeDelta::days(later)
}

fn matter(title: &str) -> Matter {
    Matter { title: title.into(), description: String::new(), owner: StaffId(1), series: None, review: None }
}

fn drawn(today: NaiveDate) -> RegionalIssue {
    let event = RegionalIssue::extract(matter("常盤平の退院支援"), None, &[ConsultationId(1)].into()).unwrap();
    RegionalIssue::begin(RegionalIssueId(1), &event, &stamp(today)).unwrap()
}

fn attempt(it: &RegionalIssue, what: Try, today: NaiveDate) -> Result<RegionalIssueEvent, RegionalIssueProblem> {
    let text = "北部の診療所と話す".to_owned();
    match what {
        Try::Pass(_) => unreachable!(),
        Try::Amend => it.amend(matter(&format!("改{}", it.version.0))),
        Try::Add(case) => it.add_cases(&[ConsultationId(case)].into()),
        Try::Remove(case) => it.remove_case(ConsultationId(case), text),
        Try::Consider => it.consider(text),
        Try::Act(later) => it.act(Measure { on: day(today, later), who: "医師会".into(), text }, today),
        Try::Meet(later) => it.meet(Meeting { on: day(today, later), text, activity: String::new() }, today),
        Try::Adopt => it.adopt(Rule { on: today, text }),
        Try::Evaluate(later) => it.evaluate(Evaluation { on: day(today, later), text, counted: None }, today),
        Try::Close(outcome) => it.close(Closing { outcome, reason: text }),
        Try::Reopen => it.reopen(text),
    }
}

/// The course by letters: `x` extracted, `c` considered, `a` acted on, `e` evaluated, `z` closed.
/// `acted` is whether anything was ever done, `first` the first day of it.
fn expected(state: char, what: Try, first: Option<NaiveDate>, cases: &[u64], today: NaiveDate) -> Option<char> {
    match (state, what) {
        ('z', Try::Reopen) | ('x', Try::Consider) => Some('c'),
        ('z', _) => None,
        (_, Try::Amend) | ('c' | 'a' | 'e', Try::Adopt) => Some(state),
        (_, Try::Meet(later)) => (later <= 0).then_some(state),
        (_, Try::Add(case)) => (!cases.contains(&case)).then_some(state),
        (_, Try::Remove(case)) => (cases.contains(&case) && cases.len() > 1).then_some(state),
        ('c' | 'a' | 'e', Try::Act(later)) => (later <= 0).then_some('a'),
        ('a' | 'e', Try::Evaluate(later)) => {
            (later <= 0 && first.is_some_and(|first| first <= day(today, later))).then_some('e')
        }
        (_, Try::Close(IssueOutcome::NotTakenUp)) => first.is_none().then_some('z'),
        ('e', Try::Close(_)) => Some('z'),
        _ => None,
    }
}

const fn letter(state: IssueState) -> char {
    match state {
        IssueState::Extracted => 'x',
        IssueState::Considered => 'c',
        IssueState::ActedOn => 'a',
        IssueState::Evaluated => 'e',
        IssueState::Closed => 'z',
    }
}

proptest! {
    #[test]
    fn no_sequence_skips_a_gate_loses_an_entry_or_a_way_back_to_a_case(
        sequence in prop::collection::vec(tries(), 0..60),
    ) {
        let mut today = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
        let mut it = drawn(today);
        let (mut state, mut first, mut cases) = ('x', None::<NaiveDate>, vec![1_u64]);
        let (mut entries, mut happened) = (0, 1);
        for what in sequence {
            if let Try::Pass(days) = what {
                today = today + Days::new(days);
                continue;
            }
            let before = it.clone();
            let wanted = expected(state, what, first, &cases, today);
            match attempt(&it, what, today) {
                Ok(event) => {
                    prop_assert_eq!(wanted.is_some(), true, "{:?} in {}", what, state);
                    it.apply(&event, &stamp(today));
                    state = wanted.unwrap_or(state);
                    happened += 1;
                    match what {
                        Try::Act(later) => {
                            first = first.into_iter().chain([day(today, later)]).min();
                            entries += 1;
                        }
                        Try::Meet(_) | Try::Adopt | Try::Evaluate(_) => entries += 1,
                        Try::Add(case) => cases.push(case),
                        Try::Remove(case) => cases.retain(|it| *it != case),
                        _ => {}
                    }
                }
                Err(problem) => {
                    prop_assert_eq!(wanted, None, "{:?} in {}: {:?}", what, state, problem);
                    prop_assert_eq!(&before, &it);
                }
            }
            prop_assert_eq!(letter(it.state), state);
            prop_assert_eq!(it.history.len(), happened);
            prop_assert_eq!(it.version.0 as usize, happened);
            let kept = it.measures.len() + it.meetings.len() + it.rules.len() + it.evaluations.len();
            prop_assert_eq!(kept, entries, "no entry is lost");
            let has: Vec<u64> = it.cases.iter().map(|case| case.0).collect();
            cases.sort_unstable();
            prop_assert_eq!(&has, &cases);
            prop_assert!(!has.is_empty());
            prop_assert_eq!(it.closing.is_some(), it.state == IssueState::Closed);
        }
        // What is folded again from the journal is the same.
        let json = serde_json::to_string(&it).unwrap();
        let read: RegionalIssue = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &it);
        let mut again = RegionalIssue::begin(it.id, &it.history[0].event, &it.history[0].stamp).unwrap();
        for happened in &it.history[1..] {
            again.apply(&happened.event, &happened.stamp);
        }
        prop_assert_eq!(again, it);
    }
}

#[test]
fn an_issue_of_no_consultation_is_not_drawn_and_none_begins_in_the_middle() {
    let none = RegionalIssue::extract(matter("何もない"), None, &BTreeSet::new());
    assert_eq!(none, Err(RegionalIssueProblem::DrawnFromNothing));
    let today = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
    let event = drawn(today).consider(String::new()).unwrap();
    assert_eq!(RegionalIssue::begin(RegionalIssueId(2), &event, &stamp(today)), None);
}
