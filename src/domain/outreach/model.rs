//! Random sequences of requests against a second, simpler account of an outreach.

use proptest::prelude::*;

use super::*;
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::referral::Party;
use crate::domain::time::Minutes;
use crate::domain::timeline::{Occurred, TimelineSource};

fn now() -> Moment {
    "2026-11-24T10:32:00+09:00".parse().unwrap()
}

fn stamp(minute: i64) -> Stamp {
    Stamp { at: now() + chrono::TimeDelta::minutes(minute), by: StaffId(1) }
}

fn proposal() -> Proposal {
    let reason = "受診もサービスも拒む。室内にごみ。".to_owned();
    Proposal { consultation: ConsultationId(1), patient: Some(PatientId(1)), on: Occurred::At(now()), reason }
}

fn ground(text: &str) -> Basis {
    Basis::Ground { ground: Ground::DangerToLife, text: text.into() }
}

fn decision(basis: Option<Basis>) -> OutreachDecision {
    OutreachDecision { on: Occurred::At(now()), by: StaffId(1), basis, text: String::new() }
}

fn visit(met: Met) -> OutreachVisit {
    let (findings, risk) = match met {
        Met::Met => (
            Findings { hygiene: "ごみが床を覆う".into(), ..Findings::default() },
            Some(OutreachRisk { class: RiskClass::High, reason: "食事がとれていない".into() }),
        ),
        Met::NobodyOpened | Met::TurnedAway => (Findings::default(), None),
    };
    OutreachVisit {
        on: Occurred::At(now()),
        physician: StaffId(5),
        companions: Party::named("地域包括 田中"),
        met,
        minutes: Minutes(40),
        findings,
        risk,
        text: "呼び鈴を3回".into(),
    }
}

fn plan() -> FollowUpPlan {
    let due = now().date_naive();
    FollowUpPlan { what: "再訪問".into(), member: StaffId(1), with: String::new(), due }
}

#[derive(Clone, Copy, Debug)]
enum Try {
    Decide(Option<bool>),
    Consent,
    Visit(Met),
    Plan,
    FollowUp(u32),
    Close(OutreachOutcome),
    NotTakeUp,
    Cancel,
    Follow(u64),
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        3 => proptest::option::of(any::<bool>()).prop_map(Try::Decide),
        1 => Just(Try::Consent),
        4 => prop::sample::select(&Met::ALL[..]).prop_map(Try::Visit),
        3 => Just(Try::Plan),
        3 => (1_u32..4).prop_map(Try::FollowUp),
        1 => prop::sample::select(&OutreachOutcome::ALL[..]).prop_map(Try::Close),
        1 => Just(Try::NotTakeUp),
        1 => Just(Try::Cancel),
        1 => (1_u64..3).prop_map(Try::Follow),
    ]
}

fn attempt(it: &Outreach, what: Try, at: Moment) -> Option<OutreachEvent> {
    let text = "理由".to_owned();
    match what {
        // Some(true) is a ground that says something, Some(false) one that says nothing.
        Try::Decide(says) => it.decide(decision(says.map(|says| ground(if says { "衰弱が進む" } else { " " }))), at),
        Try::Consent => it.change_basis(Basis::Consent { text }, Occurred::At(now()), at),
        Try::Visit(met) => it.visit(visit(met), at),
        Try::Plan => it.plan_follow_up(plan()),
        Try::FollowUp(number) => it.follow_up(FollowUpDone { number, on: Occurred::At(now()), text }, at),
        Try::Close(outcome) => it.close(outcome, text),
        Try::NotTakeUp => it.not_take_up(text),
        Try::Cancel => it.cancel(text),
        Try::Follow(patient) => return it.follow(Some(PatientId(patient))),
    }
    .ok()
}

/// The simpler account: what happened, in counts.
#[derive(Debug, Default)]
struct Account {
    decided: bool,
    consents: bool,
    visits: usize,
    met: bool,
    planned: u32,
    done: std::collections::BTreeSet<u32>,
    ended: Option<OutreachState>,
    other_patient: bool,
}

impl Account {
    fn state(&self) -> OutreachState {
        match self {
            Self { ended: Some(ended), .. } => *ended,
            Self { planned: 1.., .. } => OutreachState::FollowingUp,
            Self { visits: 1.., .. } => OutreachState::Visited,
            Self { decided: true, .. } => OutreachState::Decided,
            _ => OutreachState::Proposed,
        }
    }

    fn allows(&self, what: Try) -> bool {
        let open = self.ended.is_none();
        let waiting = self.planned as usize > self.done.len();
        match what {
            Try::Decide(says) => open && !self.decided && says == Some(true),
            Try::Consent => open && self.decided && !self.consents,
            Try::Visit(_) | Try::Cancel => open && self.decided,
            Try::Plan => open && self.visits > 0,
            Try::FollowUp(number) => open && number <= self.planned && !self.done.contains(&number),
            Try::Close(outcome) => {
                open && self.visits > 0
                    && (self.met || outcome.without_meeting())
                    && (!waiting || outcome.ends_follow_up())
            }
            Try::NotTakeUp => open && !self.decided,
            Try::Follow(patient) => (patient == 2) != self.other_patient,
        }
    }

    fn take(&mut self, what: Try) {
        match what {
            Try::Decide(_) => self.decided = true,
            Try::Consent => self.consents = true,
            Try::Visit(met) => {
                self.visits += 1;
                self.met |= met == Met::Met;
            }
            Try::Plan => self.planned += 1,
            Try::FollowUp(number) => {
                self.done.insert(number);
            }
            Try::Close(_) => self.ended = Some(OutreachState::Closed),
            Try::NotTakeUp => self.ended = Some(OutreachState::NotTakenUp),
            Try::Cancel => self.ended = Some(OutreachState::Cancelled),
            Try::Follow(patient) => self.other_patient = patient == 2,
        }
    }
}

proptest! {
    #[test]
    fn no_sequence_skips_the_gate_of_consent_or_loses_an_entry(sequence in prop::collection::vec(tries(), 0..40)) {
        let first = Outreach::propose(proposal(), now()).unwrap();
        let mut it = Outreach::begin(OutreachId(1), &first, &stamp(0)).unwrap();
        let (mut account, mut turns, mut shown) = (Account::default(), 1_usize, 1_usize);
        for (minute, what) in (1_i64..).zip(sequence) {
            let event = attempt(&it, what, stamp(minute).at);
            prop_assert_eq!(event.is_some(), account.allows(what), "{:?} after {:?}", what, account);
            if let Some(event) = event {
                it.apply(&event, &stamp(minute));
                account.take(what);
                turns += 1;
                shown += usize::from(!matches!(what, Try::Follow(_)));
            }
            prop_assert_eq!(it.state, account.state());
            prop_assert!(it.visits.is_empty() || it.basis.as_ref().is_some_and(|basis| !basis.text().trim().is_empty()));
            prop_assert_eq!(it.visits.len(), account.visits);
            prop_assert_eq!(it.follow_ups.len(), account.planned as usize);
            prop_assert_eq!(it.waiting().len(), account.planned as usize - account.done.len());
            prop_assert_eq!(it.due().is_some(), account.ended.is_none() && !it.waiting().is_empty());
            prop_assert_eq!(it.next_step().is_some(), it.state.is_open());
            if let Some(next) = it.next_step() {
                prop_assert_eq!(it.may(next), Ok(()));
            }
            prop_assert_eq!((it.history.len(), it.timeline_steps().len()), (turns, shown));
            let written = serde_json::to_string(&it).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Outreach>(&written).unwrap(), &it);
        }
    }
}

#[test]
fn nobody_goes_on_a_decision_that_rests_on_nothing() {
    let first = Outreach::propose(proposal(), now()).unwrap();
    let mut it = Outreach::begin(OutreachId(1), &first, &stamp(0)).unwrap();
    assert_eq!(it.decide(decision(None), now()), Err(OutreachProblem::NoBasis));
    assert_eq!(it.decide(decision(Some(ground("  "))), now()), Err(OutreachProblem::NoBasis));
    assert!(matches!(it.visit(visit(Met::Met), now()), Err(OutreachProblem::NotNow { .. })));
    // Not even a journal that holds such a decision leads to a visit.
    it.apply(&OutreachEvent::Decided(Box::new(decision(None))), &stamp(1));
    assert_eq!(it.visit(visit(Met::Met), now()), Err(OutreachProblem::NoBasis));
}

#[test]
fn whoever_met_the_person_says_what_was_found_and_how_much_danger_there_is() {
    let first = Outreach::propose(proposal(), now()).unwrap();
    let mut it = Outreach::begin(OutreachId(1), &first, &stamp(0)).unwrap();
    it.apply(&it.decide(decision(Some(ground("衰弱"))), now()).unwrap(), &stamp(1));
    let silent = OutreachVisit { findings: Findings::default(), ..visit(Met::Met) };
    assert_eq!(it.visit(silent, now()), Err(OutreachProblem::NoFindings));
    let without = OutreachVisit { risk: None, ..visit(Met::Met) };
    assert_eq!(it.visit(without, now()), Err(OutreachProblem::NoFindings));
    let ahead = OutreachVisit { on: Occurred::At(stamp(60).at), ..visit(Met::Met) };
    assert!(matches!(it.visit(ahead, now()), Err(OutreachProblem::InFuture { .. })));
    it.apply(&it.visit(visit(Met::Met), now()).unwrap(), &stamp(2));
    it.apply(&it.visit(visit(Met::NobodyOpened), now()).unwrap(), &stamp(3));
    assert_eq!(it.risk().map(|risk| risk.class), Some(RiskClass::High), "a closed door takes nothing back");
}
