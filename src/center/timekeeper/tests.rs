//! A real centre on a clock that the test sets: one call for each question, whatever restarts and cuts come between.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use proptest::prelude::*;

use crate::api::question::{QuestionAct, QuestionAnswer, QuestionChange, QuestionRead};
use crate::api::queue::{QueueAnswer, QueueFilter, QueueOrder, QueueRead};
use crate::api::{Answer, Ask, Change, Notice, Request, Window};
use crate::center::{Center, Clock, open};
use crate::domain::code::Code;
use crate::domain::event::Kind;
use crate::domain::id::{QuestionId, StaffId, Version};
use crate::domain::person::PersonName;
use crate::domain::question::{self, Addressee, Inquiry, Question, QuestionState};
use crate::domain::referral::{Means, Party, Requester};
use crate::domain::staff::{FullTimeEquivalent, Role, SYSTEM, StaffProfile};
use crate::domain::time::{Moment, from_micros};
use crate::domain::timeline::Occurred;
use crate::exchange::city::default_settings;

const ME: StaffId = StaffId(1);

/// Far longer than anything here takes: only a fault waits for it.
const PATIENCE: Duration = Duration::from_mins(1);

/// A centre in a directory of its own, and the hands of its clock.
struct Place {
    _home: tempfile::TempDir,
    dir: PathBuf,
    hands: Arc<AtomicI64>,
}

impl Place {
    fn found() -> Self {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("data");
        let start: Moment = "2026-11-24T10:32:00+09:00".parse().unwrap();
        let place = Self { _home: home, dir, hands: Arc::new(AtomicI64::new(start.timestamp_micros())) };
        let founder = StaffProfile {
            name: PersonName { written: "佐藤 恵".into(), kana: String::new() },
            profession: Code::new("public_health_nurse"),
            roles: vec![Role::Manager, Role::Coordinator],
            full_time_equivalent: FullTimeEquivalent(100),
            team: None,
            areas: vec![],
            account: None,
        };
        drop(open::found(&place.dir, default_settings().unwrap(), founder, &place.clock(), None).unwrap());
        place
    }

    fn clock(&self) -> Clock {
        let hands = Arc::clone(&self.hands);
        Arc::new(move || from_micros(hands.load(Ordering::SeqCst)))
    }

    fn now(&self) -> Moment {
        (self.clock())()
    }

    fn pass(&self, time: TimeDelta) {
        self.hands.fetch_add(time.num_microseconds().unwrap(), Ordering::SeqCst);
    }

    fn open(&self) -> Open {
        let center = Center::start(open::open(&self.dir, None).unwrap(), self.clock(), |_| {}).unwrap();
        let (sender, heard) = channel();
        let sender = Mutex::new(sender);
        center.subscribe(ME, Box::new(move |notice| drop(sender.lock().unwrap().send(notice.clone()))));
        Open { center, heard }
    }
}

struct Open {
    center: Center,
    heard: Receiver<Notice>,
}

impl Open {
    fn ask(&self, request: Request) -> Answer {
        self.center.answer(ME, Ask { id: 1, command: None, request, settles: None }).unwrap()
    }

    fn put(&self, now: Moment) -> QuestionId {
        let inquiry = Inquiry {
            patient: None,
            from: Requester {
                profession: Code::new("visiting_nurse"),
                organisation: Party::named("訪問看護ステーション潮"),
                name: "小林".into(),
                phone: String::new(),
            },
            to: Addressee {
                place: Party::named("本町クリニック"), physician: String::new(), phone: String::new()
            },
            asked: now,
            text: "入浴の可否を教えてください。".into(),
        };
        match self.ask(Request::Change(Change::Question(QuestionChange::Ask(Box::new(inquiry))))) {
            Answer::Done(done) => done.id.parse().unwrap(),
            other => panic!("{other:?}"),
        }
    }

    fn question(&self, question: QuestionId) -> Question {
        match self.ask(Request::Question(QuestionRead::Question { question })) {
            Answer::Question(answer) => match *answer {
                QuestionAnswer::Question(detail) => detail.question,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    /// The questions of the calls that are in the queue.
    fn calls(&self) -> usize {
        let (filter, order) = (QueueFilter::default(), QueueOrder::Number);
        match self.ask(Request::Queue(QueueRead::List { filter, order, window: Window::default() })) {
            Answer::Queue(answer) => match *answer {
                QueueAnswer::List(page) => page.total as usize,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    /// Waits until the clock has been looked at: work on the journal comes after that in the queue.
    fn settled(&self) {
        self.center.look();
        self.center.still(|_| ()).unwrap();
    }

    fn close(self) {
        self.center.shut_down();
    }
}

#[test]
fn a_question_becomes_a_call_without_a_key_and_every_screen_hears_of_it() {
    let place = Place::found();
    let open = place.open();
    let question = open.put(place.now());
    // Its last second passes on the clock of the centre and of the machine alike.
    place.pass(open.question(question).due - place.now());
    open.center.look();
    let heard = loop {
        if let Notice::Changed { kind: Kind::Consultation, by, .. } = open.heard.recv_timeout(PATIENCE).unwrap() {
            break by;
        }
    };
    assert_eq!(heard, SYSTEM);
    let record = open.question(question);
    assert_eq!((record.state, open.calls()), (QuestionState::Overdue, 1));
    assert_eq!(record.history.last().unwrap().stamp.by, SYSTEM);
    open.close();
}

#[test]
fn a_clock_that_runs_by_itself_needs_no_knock() {
    let place = Place::found();
    // The centre's clock goes with the machine's from here on, a moment before the time is up.
    let started = std::time::Instant::now();
    let due = question::due_time(
        crate::domain::calendar::WorkingTime::new(&default_settings().unwrap().hours),
        place.now(),
        2,
    );
    let first = place.open();
    first.put(place.now());
    first.close();
    let eve = due - TimeDelta::milliseconds(300);
    let clock: Clock =
        Arc::new(move || from_micros((eve + TimeDelta::from_std(started.elapsed()).unwrap()).timestamp_micros()));
    let center = Center::start(open::open(&place.dir, None).unwrap(), clock, |_| {}).unwrap();
    let (sender, heard) = channel();
    let sender = Mutex::new(sender);
    center.subscribe(ME, Box::new(move |notice| drop(sender.lock().unwrap().send(notice.clone()))));
    let open = Open { center, heard };
    if open.calls() == 0 {
        let is_call = |notice: &Notice| matches!(notice, Notice::Changed { kind: Kind::Consultation, .. });
        while !is_call(&open.heard.recv_timeout(PATIENCE).unwrap()) {}
    }
    assert_eq!(open.calls(), 1);
    open.close();
}

#[test]
fn time_that_ran_out_while_the_server_was_down_makes_one_call_at_its_start() {
    let place = Place::found();
    let open = place.open();
    let question = open.put(place.now());
    open.close();
    place.pass(TimeDelta::days(10));
    for _ in 0..3 {
        let open = place.open();
        open.settled();
        assert_eq!((open.question(question).state, open.calls()), (QuestionState::Overdue, 1));
        open.close();
    }
}

/// The journal cut at many places of the call, as a power cut leaves it.
#[test]
fn a_call_cut_off_in_the_middle_is_made_once_at_the_next_start() {
    let place = Place::found();
    let open = place.open();
    let question = open.put(place.now());
    open.settled();
    let end = |open: &Open| open.center.still(|journal| journal.head().offset).unwrap();
    let before = end(&open);
    place.pass(TimeDelta::days(10));
    open.settled();
    let after = end(&open);
    open.close();
    assert!(after > before, "the call is in the journal");
    let segment = place.dir.join("journal/00000001.seg");
    let whole = std::fs::read(&segment).unwrap();
    for cut in [before, before + 1, before + (after - before) / 2, after - 1] {
        let mut torn = whole.clone();
        torn[usize::try_from(cut).unwrap()..].fill(0);
        std::fs::write(&segment, torn).unwrap();
        let open = place.open();
        open.settled();
        assert_eq!((open.question(question).state, open.calls()), (QuestionState::Overdue, 1), "cut at {cut}");
        open.close();
    }
}

#[derive(Clone, Debug)]
enum Turn {
    Put,
    Pass(i64),
    Answer(usize),
    Restart,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        3 => Just(Turn::Put),
        4 => (1_i64..3_000).prop_map(Turn::Pass),
        2 => (0_usize..6).prop_map(Turn::Answer),
        2 => Just(Turn::Restart),
    ];
    prop::collection::vec(turn, 1..14)
}

/// What must be true of the questions and calls at any quiet moment.
fn agree(open: &Open, place: &Place, put: &[QuestionId]) {
    let mut called = 0;
    for id in put {
        let record = open.question(*id);
        let ran_out = record.history.iter().filter(|one| one.stamp.by == SYSTEM).count();
        assert!(ran_out <= 1, "{id} was called for {ran_out} times");
        assert_eq!(record.call.is_some(), ran_out == 1);
        let over = record.due <= place.now();
        assert!(!record.state.is_running() || !over, "{id} has run out, and nobody calls");
        called += ran_out;
    }
    assert_eq!(open.calls(), called, "every call is of a question, and every one of its own");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn each_question_is_called_for_once_whatever_restarts_come_between(turns in turns()) {
        let place = Place::found();
        let mut open = place.open();
        let mut put = Vec::new();
        for turn in turns {
            match turn {
                Turn::Put => put.push(open.put(place.now())),
                Turn::Pass(minutes) => place.pass(TimeDelta::minutes(minutes)),
                Turn::Restart => {
                    open.close();
                    open = place.open();
                }
                Turn::Answer(number) => {
                    let Some(question) = put.get(number) else { continue };
                    let on = Occurred::At(place.now());
                    let answer = question::Answer { on, means: Means::Fax, by: "佐藤".into(), text: "可".into() };
                    let (question, step) = (*question, QuestionAct::Answer(answer));
                    let step = QuestionChange::Step { question, seen: Version(1), step };
                    // It may have its answer already.
                    let request = Request::Change(Change::Question(step));
                    let _ = open.center.answer(ME, Ask { id: 1, command: None, request, settles: None });
                }
            }
            open.settled();
            agree(&open, &place, &put);
        }
        open.close();
        prop_assert!(Path::new(&place.dir).exists());
    }
}
