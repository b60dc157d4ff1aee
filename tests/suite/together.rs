//! People who do the same thing at the same moment: 10,000 random interleavings of what two or three members of staff do
//! with one case, each over connections of their own, and each checked against what a single desk would have allowed.
//!
//! What is promised: exactly one claim wins; every change that was answered is in the record, one version each, with what
//! was typed; what was answered before something else was asked comes before it; a command that is sent again, as after a
//! cut line, gives the first answer; and every refusal tells what was true at a moment between its question and its answer,
//! with the right name. Somebody who only watches hears of every change, and by whom it was.

use std::collections::HashMap;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use renkei::api::centre::{CentreChange, CentreRead};
use renkei::api::queue::{QueueAct, QueueChange, QueueProblem};
use renkei::api::{Change, CommandId, Done, FromServer, Notice, Problem, Request};
use renkei::domain::consultation::{Asker, Channel, Consultation, Counterpart, StepContents};
use renkei::domain::event::Kind;
use renkei::domain::funding::Charge;
use renkei::domain::id::{ConsultationId, StaffId, Version};
use renkei::domain::staff::Role;
use renkei::domain::time::Minutes;

use crate::crash::intake;
use crate::house::{House, Line, Member, done};

const CASES: usize = 10_000;
/// Cases that are worked on at the same time, so that the changes of one mix with those of others.
const AT_ONCE: usize = 8;

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

/// How often a change is sent: a second time on another connection, as a client does that lost the first, or a third
/// time once all is over.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sent {
    Once,
    Twice,
    Later,
}

/// What one member does, one thing after the other.
type Script = Vec<(Move, Sent)>;

fn scripts() -> impl Strategy<Value = Vec<Script>> {
    let one = prop_oneof![
        3 => Just(Move::Claim),
        2 => Just(Move::TakeOver),
        2 => Just(Move::Amend),
        3 => Just(Move::Step),
        1 => Just(Move::Look),
    ];
    let sent = prop_oneof![6 => Just(Sent::Once), 1 => Just(Sent::Twice), 1 => Just(Sent::Later)];
    vec(vec((one, sent), 1..5), 2..=3)
}

/// One thing done, with the ticks of a clock that all share, before and after.
#[derive(Debug)]
struct Made {
    by: StaffId,
    what: Move,
    text: String,
    seen: Version,
    asked: u64,
    answered: u64,
    outcome: Result<Done, Problem>,
}

/// A member at a screen, with a second connection for what is sent again.
struct Desk {
    who: StaffId,
    line: Line,
    other: Line,
}

impl Desk {
    fn of(house: &House, member: &Member) -> Self {
        Self { who: member.id, line: house.line(member, false), other: house.line(member, false) }
    }

    /// Goes through a script; gives what was done.
    fn play(&mut self, ticks: &AtomicU64, consultation: ConsultationId, script: &Script) -> Vec<Made> {
        let (by, mut seen) = (self.who, Version(1));
        let (mut history, mut later) = (Vec::new(), Vec::new());
        for (number, (what, sent)) in script.iter().enumerate() {
            let text = format!("{by}の{number}番目");
            if matches!(what, Move::Look) {
                seen = self.line.case(consultation).consultation.version;
                continue;
            }
            let change = Change::Queue(QueueChange::Act { consultation, seen: Some(seen), act: act(*what, &text) });
            let command = CommandId(format!("{consultation}-{by}-{number}"));
            let asked = ticks.fetch_add(1, Ordering::SeqCst);
            let outcomes = self.send(&change, &command, *sent);
            let answered = ticks.fetch_add(1, Ordering::SeqCst);
            let first = outcomes.iter().find_map(|outcome| outcome.as_ref().ok());
            assert!(outcomes.iter().flatten().all(|done| Some(done) == first), "two answers to one: {outcomes:?}");
            if let (Some(done), Sent::Later) = (first, sent) {
                later.push((change, command, done.clone()));
            }
            let version = first.map_or(seen, |done| done.version);
            // The same answer twice is one thing done; a refusal beside it was true at some moment too.
            let mut done_already = false;
            for outcome in outcomes {
                if outcome.is_err() || !std::mem::replace(&mut done_already, true) {
                    history.push(Made { by, what: *what, text: text.clone(), seen, asked, answered, outcome });
                }
            }
            seen = version;
        }
        for (change, command, first) in later {
            let again = self.send(&change, &command, Sent::Once);
            assert_eq!(again, [Ok(first)], "whatever has happened since, the first answer");
        }
        history
    }

    fn send(&mut self, change: &Change, command: &CommandId, sent: Sent) -> Vec<Result<Done, Problem>> {
        let request = || Request::Change(change.clone());
        let first = self.line.send(request(), Some(command.clone()));
        let second = (sent == Sent::Twice).then(|| self.other.send(request(), Some(command.clone())));
        let mut outcomes = vec![done(self.line.receive(first))];
        outcomes.extend(second.map(|number| done(self.other.receive(number))));
        outcomes
    }
}

fn act(what: Move, text: &str) -> QueueAct {
    match what {
        Move::Claim | Move::Look => QueueAct::Claim,
        Move::TakeOver => QueueAct::TakeOver { to: None, reason: text.to_owned() },
        Move::Amend => QueueAct::Amend(Box::new(intake(text))),
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
            text: text.to_owned(),
            minutes: Minutes(5),
            nobody_answered: false,
            charge: Charge::default(),
        })),
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
        Problem::Conflict { kind: Kind::Consultation, seen, now, by, .. } => {
            *seen == made.seen && *now == version && !fresh && *by == Some(state.by)
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

/// Finds the one order that the answers name, and checks that it explains all of them and the record too.
fn check(history: &[Made], record: &Consultation) {
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
    for refused in history.iter().filter(|made| made.outcome.is_err()) {
        let known = done.iter().filter(|(made, _)| made.answered < refused.asked).count();
        let possible = done.iter().filter(|(made, _)| made.asked < refused.answered).count();
        let explained = (known..=possible).any(|at| is_true(refused, numbered(at + 1), states[at]));
        assert!(explained, "{refused:?} was never true: {history:#?}");
    }
    let claims = done.iter().filter(|(made, _)| matches!(made.what, Move::Claim)).count();
    let tried = history.iter().any(|made| matches!(made.what, Move::Claim));
    assert_eq!(claims, usize::from(tried), "exactly one claim wins: {history:#?}");
    check_record(&done, record, states[states.len() - 1].holder);
}

/// Nothing of what was answered is missing from the record, and nothing is in it that nobody was told of.
fn check_record(done: &[(&Made, Version)], record: &Consultation, holder: Option<StaffId>) {
    assert_eq!((record.version, record.claimed_by), (numbered(done.len() + 1), holder), "{done:#?}");
    let texts = |what: fn(&Move) -> bool| -> Vec<&str> {
        done.iter().filter(|(made, _)| what(&made.what)).map(|(made, _)| made.text.as_str()).collect()
    };
    let steps: Vec<&str> = record.steps.iter().map(|step| step.contents.text.as_str()).collect();
    assert_eq!(steps, texts(|what| matches!(what, Move::Step)), "every step is there, in its place: {done:#?}");
    let amended = texts(|what| matches!(what, Move::Amend));
    assert_eq!(record.intake.text, amended.last().copied().unwrap_or("退院の相談"), "{done:#?}");
}

/// What somebody who only watches heard: the newest version of each case, and who made it.
type Heard = HashMap<String, (Version, StaffId)>;

/// Listens until the centre itself changes, which is the last thing that happens; none if it was told to read all anew.
fn watch(mut line: Line) -> Option<Heard> {
    let mut heard = Heard::new();
    loop {
        match line.listener.next().unwrap() {
            FromServer::Notice { notice: Notice::Changed { kind: Kind::Consultation, id, version, by, .. } } => {
                let before = heard.insert(id, (version, by));
                assert!(before.is_none_or(|(before, _)| before < version), "in the order in which it happened");
            }
            FromServer::Notice { notice: Notice::Changed { kind: Kind::Staff, .. } } => return Some(heard),
            FromServer::Notice { notice: Notice::Reload } => return None,
            _ => {}
        }
    }
}

#[test]
fn ten_thousand_interleavings_over_the_socket_come_out_as_one_desk_would_have_had_them() {
    let house = House::in_memory();
    let both = [Role::Manager, Role::Coordinator];
    let staff = [house.owner.clone(), house.join("鈴木 一郎", &both, None), house.join("田中 花子", &both, None)];
    let mut desks: Vec<Vec<Desk>> =
        (0..AT_ONCE).map(|_| staff.iter().map(|member| Desk::of(&house, member)).collect()).collect();
    let mut reception = house.line(&house.owner, false);
    let watcher = house.line(&staff[2], true);
    let watching = thread::spawn(move || watch(watcher));
    let mut runner = TestRunner::deterministic();
    let (strategy, ticks) = (scripts(), AtomicU64::new(0));
    let (mut together, mut refused, mut last) = (0, 0, Heard::new());
    for _ in 0..CASES / AT_ONCE {
        let cases: Vec<(ConsultationId, Vec<Script>)> = (0..AT_ONCE)
            .map(|_| (reception.receive_case("退院の相談"), strategy.new_tree(&mut runner).unwrap().current()))
            .collect();
        let start = Barrier::new(cases.iter().map(|(_, scripts)| scripts.len()).sum());
        let histories: Vec<Vec<Made>> = thread::scope(|scope| {
            let (start, ticks) = (&start, &ticks);
            let workers: Vec<Vec<_>> = cases
                .iter()
                .zip(&mut desks)
                .map(|((case, scripts), desks)| {
                    let mut workers = Vec::new();
                    for (desk, script) in desks.iter_mut().zip(scripts) {
                        workers.push(scope.spawn(move || {
                            start.wait();
                            desk.play(ticks, *case, script)
                        }));
                    }
                    workers
                })
                .collect();
            let history = |workers: Vec<thread::ScopedJoinHandle<'_, Vec<Made>>>| {
                workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
            };
            workers.into_iter().map(history).collect()
        });
        for ((case, _), history) in cases.iter().zip(&histories) {
            let record = reception.case(*case).consultation;
            check(history, &record);
            refused += history.iter().filter(|made| made.outcome.is_err()).count();
            together += history.iter().filter(|made| overlaps(made, history)).count();
            let by = history.iter().filter_map(|made| Some((made.outcome.as_ref().ok()?.version, made.by)));
            last.insert(case.to_string(), by.max().unwrap_or((Version(1), StaffId(1))));
        }
    }
    // Without these the test would have shown nothing.
    assert!(together > CASES / 2, "only {together} changes ran beside another of their case");
    assert!(refused > CASES / 2, "only {refused} were refused");
    reception.change(Change::Centre(CentreChange::Leave { staff: staff[1].id, seen: Version(1) })).unwrap();
    assert!(reception.ask(Request::Centre(CentreRead::Staff)).is_ok());
    if let Some(heard) = watching.join().unwrap() {
        assert_eq!(heard, last, "whoever watches knows of every case what came last, and by whom");
    }
}

/// Whether another change of the case was under way at the same time.
fn overlaps(made: &Made, history: &[Made]) -> bool {
    history.iter().any(|other| other.by != made.by && other.asked < made.answered && made.asked < other.answered)
}
