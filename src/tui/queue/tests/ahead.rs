//! A fast typist in the queue: whenever the answers come, the outcome is that of one who waits for each.

use std::cell::RefCell;
use std::rc::Rc;

use proptest::prelude::*;

use super::super::QueuePane;
use super::server::{ME, Server, contents, server};
use crate::api::queue::QueueAct;
use crate::api::{Notice, Problem};
use crate::domain::consultation::{Outcome, Resolution, State};
use crate::domain::event::Kind;
use crate::domain::id::ConsultationId;
use crate::tui::app::Event;
use crate::tui::testing::{self, Setup, now};
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// A late desk at a server that tells of every change.
struct Late {
    server: Rc<RefCell<Server>>,
    late: testing::Late,
}

impl Deref for Late {
    type Target = testing::Late;

    fn deref(&self) -> &testing::Late {
        &self.late
    }
}

impl DerefMut for Late {
    fn deref_mut(&mut self) -> &mut testing::Late {
        &mut self.late
    }
}

impl Late {
    fn open() -> Self {
        let server = server();
        let answering = Rc::clone(&server);
        let setup = Setup::of(vec![Box::new(QueuePane::default())]);
        let late = testing::Late::open(setup, move |request| answering.borrow_mut().answer(request));
        Self { server, late }
    }

    /// A desk that has all it asked for.
    fn ready() -> Self {
        let mut late = Self::open();
        late.catch_up();
        late
    }

    /// Answers one request, and tells of it if it was a change.
    fn answer(&mut self) -> bool {
        let changes = self.server.borrow().changes.len();
        let asked = self.late.answer();
        let changed = self.server.borrow().changes.get(changes).map(|(id, ..)| *id);
        if let Some(id) = changed {
            self.notice_of(id);
        }
        asked.is_some()
    }

    fn catch_up(&mut self) {
        while self.answer() {}
    }

    fn notice_of(&mut self, id: ConsultationId) {
        let version = self.server.borrow().cases[&id.0].version;
        let (kind, id) = (Kind::Consultation, id.to_string());
        self.desk.notice(Notice::Changed { kind, id, patient: None, version, at: now(), by: ME });
    }

    fn state(&self, id: u64) -> State {
        self.server.borrow().cases[&id].state
    }
}

/// What one does at the queue, as keys. A step is typed as far as its minutes, so that every key counts.
const DEEDS: &[&[&str]] = &[
    &["j"],
    &["k"],
    &["c"],
    &["End"],
    &["g", "g"],
    &["a", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "5", "Tab", "z", "j", "c", "C-s"],
    &["h", "7", "Enter", "1", "1", "/", "2", "8", "C-s"],
    &["H"],
    &["s"],
    &["Enter"],
    &["c", "j", "c"],
];

fn outcome(keys: &[&str], mut answers: impl FnMut(&mut Late)) -> (Vec<String>, String) {
    let mut late = Late::open();
    for key in keys {
        late.desk.press(key);
        answers(&mut late);
    }
    late.catch_up();
    let changes = &late.server.borrow().changes;
    assert!(changes.iter().all(|(.., newest)| *newest), "a change had not seen the newest version: {changes:?}");
    let changes = changes.iter().map(|(id, act, _)| format!("{id} {act:?}")).collect();
    // The message line is the one thing that tells the two apart.
    let screen = late.desk.screen();
    (changes, screen.rsplit_once('\n').map(|(above, _)| above.to_owned()).unwrap_or_default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whenever_the_answers_come_the_outcome_is_the_patient_typists(
        deeds in prop::collection::vec(0..DEEDS.len(), 1..6),
        pauses in prop::collection::vec(0usize..4, 1..40),
    ) {
        let keys: Vec<&str> = deeds.iter().flat_map(|deed| DEEDS[*deed].iter().copied()).collect();
        let patient = outcome(&keys, Late::catch_up);
        let mut at = 0;
        let fast = outcome(&keys, |late| {
            at += 1;
            for _ in 0..pauses[at % pauses.len()] {
                late.answer();
            }
        });
        prop_assert_eq!(patient, fast, "{:?}", keys);
    }
}

#[test]
fn a_burst_claims_and_records_on_the_row_it_was_typed_for() {
    let mut late = Late::ready();
    late.desk.press("j c a Tab Tab Tab Tab Tab Tab").type_text("15").press("Tab").type_text("退院の相談").press("C-s");
    assert_eq!(late.server.borrow().changes.len(), 0);
    late.catch_up();
    let server = late.server.borrow();
    let acts: Vec<u64> = server.changes.iter().map(|(id, ..)| id.0).collect();
    assert_eq!(acts, [2, 2], "{}", late.desk.screen());
    let step = &server.cases[&2].steps[0].contents;
    assert_eq!((step.minutes.0, step.text.as_str()), (15, "退院の相談"));
}

#[test]
fn keys_behind_a_reception_are_for_what_was_received() {
    let mut late = Late::ready();
    late.desk.press("n Tab Tab").type_text("keama").press("Enter Tab Tab Tab Tab").type_text("服薬を嫌がる");
    late.desk.press("C-s c a");
    late.catch_up();
    assert_eq!(late.state(4), State::Claimed, "{}", late.desk.screen());
    assert!(late.desk.screen().contains("対応の記録"), "{}", late.desk.screen());
}

#[test]
fn keys_for_a_row_that_the_list_loses_are_never_used_on_the_next() {
    let mut late = Late::ready();
    late.desk.press("End");
    late.catch_up();
    late.desk.press("f").type_text("緊急").press("Enter Esc c a");
    late.catch_up();
    let screen = late.desk.screen();
    assert!(late.server.borrow().changes.is_empty(), "{screen}");
    assert!(screen.contains("選んでいるものが変わったため、先に打ったキー2個は"), "{screen}");
}

#[test]
fn keys_for_a_case_that_somebody_ends_are_refused_and_not_used_on_the_next() {
    let mut late = Late::ready();
    late.desk.press("j c");
    {
        let mut server = late.server.borrow_mut();
        let resolution = Resolution { outcome: Outcome::Informed, text: String::new() };
        for act in [
            QueueAct::Claim,
            QueueAct::Answer(Box::new(contents("済"))),
            QueueAct::Resolve(resolution),
            QueueAct::Close,
        ] {
            server.act(ConsultationId(2), act).unwrap();
        }
    }
    late.notice_of(ConsultationId(2));
    late.catch_up();
    assert!(late.server.borrow().changes.is_empty(), "{}", late.desk.screen());
    assert!(late.desk.screen().contains("R8-0410は終結しています"), "{}", late.desk.screen());
    assert_eq!((late.state(1), late.state(3)), (State::Received, State::Received));
}

#[test]
fn a_refusal_drops_the_keys_behind_it() {
    let mut late = Late::ready();
    late.desk.press("c a x");
    late.answer_with(Some(Err(Problem::NotAllowed)));
    late.catch_up();
    let screen = late.desk.screen();
    assert!(screen.contains("あなたの役割ではできません") && !screen.contains("対応の記録"), "{screen}");
}

#[test]
fn a_form_that_asks_again_gets_none_of_the_keys_behind_the_save() {
    let mut late = Late::ready();
    late.server.borrow_mut().doubles = true;
    late.desk
        .press("n Tab Tab")
        .type_text("keama")
        .press("Enter Tab Tab Tab Tab")
        .type_text("服薬")
        .press("Tab Tab Tab");
    late.desk.type_text("山田 花子").press("C-s c j");
    late.catch_up();
    let screen = late.desk.screen();
    assert!(screen.contains("同じ人かもしれません") && screen.contains("キー2個は使いませんでした"), "{screen}");
    assert!(screen.contains("山田 花子") && !screen.contains("山田 花子cj"), "{screen}");
}

#[test]
fn a_lost_line_drops_what_waits_and_what_would_wait() {
    let mut late = Late::ready();
    late.desk.press("j c a");
    late.desk.send(Event::Lost);
    assert!(late.desk.screen().contains("接続が切れたため、先に打ったキー2個は"), "{}", late.desk.screen());
    late.desk.press("c");
    assert!(late.desk.screen().contains("接続が切れたため、先に打ったキー1個は"), "{}", late.desk.screen());
    late.catch_up();
    assert!(late.server.borrow().changes.is_empty());
}

#[test]
fn without_a_line_a_form_can_still_be_gone_through() {
    let mut late = Late::ready();
    late.desk.press("n Tab Tab Tab Tab Tab").type_text("houmon").press("Tab");
    let focus = |late: &Late| late.desk.screen().lines().find(|line| line.starts_with('>')).unwrap().to_owned();
    assert!(focus(&late).contains("所属"), "it waits for the search: {}", late.desk.screen());
    late.desk.send(Event::Lost);
    late.desk.press("Tab");
    assert!(!focus(&late).contains("houmon") && !focus(&late).contains("(資源)"), "{}", late.desk.screen());
}

#[test]
fn esc_takes_back_what_waits_and_quitting_is_asked_at_once() {
    let mut late = Late::ready();
    late.desk.press("j c a");
    assert!(late.desk.wait(Duration::from_millis(400)).screen().contains("打ったキー2個はそのあとです"));
    late.desk.press("Esc");
    assert!(late.desk.screen().contains("待っていたキー2個を取り消しました"), "{}", late.desk.screen());
    late.catch_up();
    assert!(late.server.borrow().changes.is_empty());
    late.desk.press("k c a C-q");
    assert!(late.desk.screen().contains("捨てて終わりますか"), "{}", late.desk.screen());
    assert!(late.desk.press("y").is_over());
}

#[test]
fn a_move_does_not_wait_for_the_record_of_every_row() {
    let mut late = Late::ready();
    late.desk.press("j j");
    assert!(
        late.desk.screen().lines().any(|line| line.starts_with('>') && line.contains("R8-0411")),
        "{}",
        late.desk.screen()
    );
    assert!(late.desk.press("q").is_over());
}
