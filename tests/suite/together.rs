//! People who do the same thing at the same moment: 10,000 random interleavings of what two or three members of staff do
//! with one case, each checked against what a single desk would have allowed.
//!
//! What is promised: exactly one claim wins; every change that was answered is in the record, one version each; what was
//! answered before something else was asked comes before it; and every refusal tells what was true at a moment between
//! its question and its answer.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use renkei::api::centre::CentreChange;
use renkei::api::queue::{QueueAct, QueueAnswer, QueueChange, QueueProblem, QueueRead};
use renkei::api::{Answer, Ask, Change, Done, Problem, Request};
use renkei::center::Center;
use renkei::center::connection::Connections;
use renkei::domain::code::Code;
use renkei::domain::consultation::{Asker, Channel, Counterpart, StepContents};
use renkei::domain::id::{ConsultationId, StaffId, Version};
use renkei::domain::person::PersonName;
use renkei::domain::staff::{FullTimeEquivalent, Role, StaffProfile};
use renkei::domain::time::Minutes;
use tempfile::TempDir;

use crate::crash::intake;

const CASES: usize = 10_000;
/// Cases that are worked on at the same time, so that the changes of one mix with those of others.
const AT_ONCE: usize = 8;
/// The members of staff, the founder first.
const STAFF: u64 = 3;

/// What somebody does with the case.
#[derive(Clone, Copy, Debug)]
enum Move {
    Claim,
    TakeOver,
    Amend,
    Step,
    /// Reads the record, as a screen does, so that the next change names a newer version.
    Look,
}

/// What one member does, one thing after the other.
type Script = Vec<Move>;

fn scripts() -> impl Strategy<Value = Vec<Script>> {
    let one = prop_oneof![
        3 => Just(Move::Claim),
        2 => Just(Move::TakeOver),
        2 => Just(Move::Amend),
        3 => Just(Move::Step),
        1 => Just(Move::Look),
    ];
    vec(vec(one, 1..5), 2..=3)
}

/// One thing done, with the ticks of a clock that all share, before and after.
#[derive(Debug)]
struct Made {
    by: StaffId,
    what: Move,
    seen: Version,
    asked: u64,
    answered: u64,
    outcome: Result<Done, Problem>,
}

struct Office {
    center: Center,
    connections: Connections,
    ticks: AtomicU64,
    _base: TempDir,
}

impl Office {
    fn open() -> Self {
        // In memory where the machine has a place for it: what is tested is order, and there are many syncs.
        let base = tempfile::tempdir_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
        let centre = crate::support::Centre::found_in(base.path());
        let center = Center::open(&centre).unwrap();
        let office = Self { center, connections: Connections::default(), ticks: AtomicU64::new(0), _base: base };
        for name in ["鈴木 一郎", "田中 花子"] {
            let profile = StaffProfile {
                name: PersonName { written: name.into(), kana: String::new() },
                profession: Code::new("public_health_nurse"),
                roles: vec![Role::Manager, Role::Coordinator],
                full_time_equivalent: FullTimeEquivalent(100),
                team: None,
                areas: vec![],
                account: None,
            };
            office.change(StaffId(1), Change::Centre(CentreChange::Join(profile))).unwrap();
        }
        office
    }

    fn ask(&self, by: StaffId, request: Request) -> Result<Answer, Problem> {
        self.center.answer_on(&mut self.connections.begin(), by, Ask { id: 1, command: None, request })
    }

    fn change(&self, by: StaffId, change: Change) -> Result<Done, Problem> {
        match self.ask(by, Request::Change(change))? {
            Answer::Done(done) => Ok(done),
            other => panic!("{other:?}"),
        }
    }

    fn receive(&self) -> ConsultationId {
        let receive = QueueChange::Receive { intake: Box::new(intake("退院の相談")), patient: None };
        self.change(StaffId(1), Change::Queue(receive)).unwrap().id.parse().unwrap()
    }

    fn detail(&self, by: StaffId, consultation: ConsultationId) -> renkei::api::queue::QueueDetail {
        match self.ask(by, Request::Queue(QueueRead::Detail { consultation })).unwrap() {
            Answer::Queue(answer) => match *answer {
                QueueAnswer::Detail(detail) => *detail,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    /// Goes through a script as one member; what was done is added to the history.
    fn play(&self, by: StaffId, consultation: ConsultationId, script: &Script) -> Vec<Made> {
        let mut seen = Version(1);
        let mut history = Vec::new();
        for (number, what) in script.iter().enumerate() {
            let text = format!("{by}の{number}番目");
            let act = match what {
                Move::Look => {
                    seen = self.detail(by, consultation).consultation.version;
                    continue;
                }
                Move::Claim => QueueAct::Claim,
                Move::TakeOver => QueueAct::TakeOver { to: None, reason: text },
                Move::Amend => QueueAct::Amend(Box::new(intake(&text))),
                Move::Step => QueueAct::Answer(Box::new(StepContents {
                    at: "2026-11-20T11:00:00+09:00".parse().unwrap(),
                    channel: Channel::Phone,
                    with: Counterpart {
                        who: Asker::Family,
                        name: "長男".into(),
                        organisation: String::new(),
                        site: None,
                        phone: String::new(),
                    },
                    text,
                    minutes: Minutes(5),
                    nobody_answered: false,
                })),
            };
            let asked = self.ticks.fetch_add(1, Ordering::SeqCst);
            let outcome = self.change(by, Change::Queue(QueueChange::Act { consultation, seen: Some(seen), act }));
            let answered = self.ticks.fetch_add(1, Ordering::SeqCst);
            let version = outcome.as_ref().map_or(seen, |done| done.version);
            history.push(Made { by, what: *what, seen, asked, answered, outcome });
            seen = version;
        }
        history
    }
}

/// What matters of a case after each of its versions: who had it, and who made the version.
#[derive(Clone, Copy, Debug, PartialEq)]
struct State {
    holder: Option<StaffId>,
    by: StaffId,
}

/// Whether a single desk would have given this answer to this question in this state, at this version.
fn is_true(made: &Made, version: Version, state: State) -> bool {
    let fresh = made.seen == version;
    let conflict = |problem: &Problem| match problem {
        Problem::Conflict { seen, now, by, .. } => {
            *seen == made.seen && *now == version && !fresh && by.is_none_or(|by| by == state.by)
        }
        _ => false,
    };
    match (&made.outcome, made.what, state.holder) {
        (Ok(_), Move::Step, holder) => holder.is_some(),
        (Ok(_), Move::TakeOver, holder) => fresh && holder.is_some_and(|holder| holder != made.by),
        (Ok(_), Move::Amend, _) => fresh,
        (Err(Problem::Queue(QueueProblem::ClaimedBy { holder, .. })), Move::Claim, now) => {
            now == Some(*holder) && *holder != made.by
        }
        (Err(Problem::Queue(QueueProblem::AlreadyHolds { holder, .. })), Move::Claim | Move::TakeOver, now) => {
            now == Some(*holder) && *holder == made.by
        }
        (Ok(_), Move::Claim, holder)
        | (Err(Problem::Queue(QueueProblem::Unclaimed { .. })), Move::Step | Move::TakeOver, holder) => {
            holder.is_none()
        }
        (Err(problem), Move::TakeOver | Move::Amend, _) => conflict(problem),
        _ => false,
    }
}

fn numbered(version: usize) -> Version {
    Version(u32::try_from(version).unwrap())
}

/// Finds the one order that the answers name, and checks that it explains all of them.
fn check(history: &[Made], last: Version, holder: Option<StaffId>) {
    let mut done: Vec<(&Made, Version)> =
        history.iter().filter_map(|made| Some((made, made.outcome.as_ref().ok()?.version))).collect();
    done.sort_by_key(|(_, version)| *version);
    let mut states = vec![State { holder: None, by: StaffId(1) }];
    for (place, (made, version)) in done.iter().enumerate() {
        let before = states[place];
        assert_eq!(*version, numbered(place + 2), "a version for each change, none twice: {history:#?}");
        assert!(is_true(made, Version(version.0 - 1), before), "{made:?} after {before:?}: {history:#?}");
        let late = done[place + 1..].iter().find(|(later, _)| later.answered < made.asked);
        assert!(late.is_none(), "{late:?} was answered before {made:?} was asked");
        let holder = if matches!(made.what, Move::Claim | Move::TakeOver) { Some(made.by) } else { before.holder };
        states.push(State { holder, by: made.by });
    }
    assert_eq!(last, numbered(states.len()), "nothing is in the record that nobody was told of");
    assert_eq!(holder, states[states.len() - 1].holder);
    for refused in history.iter().filter(|made| made.outcome.is_err()) {
        let known = done.iter().filter(|(made, _)| made.answered < refused.asked).count();
        let possible = done.iter().filter(|(made, _)| made.asked < refused.answered).count();
        let explained = (known..=possible).any(|at| is_true(refused, numbered(at + 1), states[at]));
        assert!(explained, "{refused:?} was never true: {history:#?}");
    }
    let claims = done.iter().filter(|(made, _)| matches!(made.what, Move::Claim)).count();
    assert!(claims <= 1, "{history:#?}");
}

#[test]
fn ten_thousand_interleavings_each_come_out_as_one_desk_would_have_had_them() {
    let office = Office::open();
    let mut runner = TestRunner::deterministic();
    let strategy = scripts();
    let (mut together, mut refused) = (0, 0);
    for _ in 0..CASES / AT_ONCE {
        let cases: Vec<(ConsultationId, Vec<Script>)> =
            (0..AT_ONCE).map(|_| (office.receive(), strategy.new_tree(&mut runner).unwrap().current())).collect();
        let start = Barrier::new(cases.iter().map(|(_, scripts)| scripts.len()).sum());
        let histories: Vec<Vec<Made>> = thread::scope(|scope| {
            let workers: Vec<Vec<_>> = cases
                .iter()
                .map(|(case, scripts)| {
                    let play = |(number, script)| {
                        let (office, start) = (&office, &start);
                        scope.spawn(move || {
                            start.wait();
                            office.play(StaffId(number % STAFF + 1), *case, script)
                        })
                    };
                    (0_u64..).zip(scripts).map(play).collect()
                })
                .collect();
            let history = |workers: Vec<thread::ScopedJoinHandle<'_, Vec<Made>>>| {
                workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
            };
            workers.into_iter().map(history).collect()
        });
        for ((case, _), history) in cases.iter().zip(&histories) {
            let record = office.detail(StaffId(1), *case).consultation;
            check(history, record.version, record.claimed_by);
            let texts = history.iter().filter(|made| made.outcome.is_ok() && matches!(made.what, Move::Step)).count();
            assert_eq!(record.steps.len(), texts, "every step is there: {history:#?}");
            refused += history.iter().filter(|made| made.outcome.is_err()).count();
            together += history.iter().filter(|made| overlaps(made, history)).count();
        }
    }
    // Without these the test would have shown nothing.
    assert!(together > CASES / 2, "only {together} changes ran beside another of their case");
    assert!(refused > CASES / 2, "only {refused} were refused");
    office.center.shut_down();
}

/// Whether another change of the case was under way at the same time.
fn overlaps(made: &Made, history: &[Made]) -> bool {
    history.iter().any(|other| other.by != made.by && other.asked < made.answered && made.asked < other.answered)
}
