//! Several real screens at one centre: what one of them changes shows on the others without a key, nothing moves under
//! anybody's hands, and nothing is lost. `benches/load.rs` does the same with a hundred.

use renkei::api::queue::{QueueAnswer, QueueChange, QueueFilter, QueueOrder, QueueRead};
use renkei::api::{Answer, Change, Request, Window};
use renkei::domain::consultation::Urgency;
use renkei::domain::id::{StaffId, Version};
use renkei::domain::time::Moment;
use renkei::wire::Client;
use renkei::wire::client::command_id;

use crate::crash::intake;
use crate::support::Centre;
use crate::terminal::Terminal;

/// How many people write at once.
const PEOPLE: usize = 4;

fn receive(client: &mut Client, at: Moment, urgency: Urgency, text: &str) {
    let mut intake = intake(text);
    (intake.received_at, intake.urgency) = (at, urgency);
    let change = Change::Queue(QueueChange::Receive { intake: Box::new(intake), patient: None });
    client.ask(Request::Change(change), Some(command_id())).unwrap();
}

/// The row of the list that is selected.
fn selected(text: &str) -> &str {
    text.lines().find(|line| line.starts_with('>')).unwrap_or_default()
}

#[test]
fn a_change_shows_without_a_key_and_neither_the_selection_nor_the_cursor_moves() {
    let centre = Centre::found();
    let server = centre.serve();
    let (mut client, welcome) = server.client();
    for number in 1..=3 {
        receive(&mut client, welcome.now, Urgency::Normal, &format!("{number}番目の相談"));
    }
    let mut looking = Terminal::open(&centre, "ja");
    looking.until("R8-0003").keys("j").until_so("the second case is selected", |text| selected(text).contains("0002"));
    let mut typing = Terminal::open_wide(&centre, "ja");
    typing.until("新3").keys("n").until("相談受付").keys("\t\t\t").keys("途中").until("途中");
    let caret = typing.caret();

    receive(&mut client, welcome.now, Urgency::Emergency, "今日中の相談");
    looking.until("R8-0004").until_so("the selection stays on its case", |text| selected(text).contains("0002"));
    typing.until("新4");
    assert_eq!(typing.caret(), caret, "{}", typing.text());
    assert!(typing.text().contains("途中"), "{}", typing.text());
    typing.keys("でも打てる").until("途中でも打てる");
}

#[test]
fn what_several_screens_write_at_the_same_time_is_all_there() {
    let centre = Centre::found();
    let server = centre.serve();
    let (mut client, welcome) = server.client();
    for number in 1..=PEOPLE {
        receive(&mut client, welcome.now, Urgency::Normal, &format!("{number}番目の相談"));
    }
    let mut screens: Vec<Terminal> = (0..PEOPLE).map(|_| Terminal::open(&centre, "ja")).collect();
    for (number, screen) in (1..).zip(&mut screens) {
        screen.until("R8-0004").keys(&"j".repeat(number - 1));
        screen.until_so("everybody is at a case of their own", |text| {
            selected(text).contains(&format!("R8-000{number}"))
        });
    }
    for screen in &mut screens {
        screen.keys("c");
    }
    for screen in &mut screens {
        screen.until("自分4").until("受付0");
    }
    let read = QueueRead::List { filter: QueueFilter::default(), order: QueueOrder::Number, window: Window::default() };
    let Answer::Queue(answer) = client.ask(Request::Queue(read), None).unwrap() else { panic!("no queue") };
    let QueueAnswer::List(page) = *answer else { panic!("no list") };
    let claimed: Vec<(Option<StaffId>, Version)> = page.rows.iter().map(|row| (row.claimed_by, row.version)).collect();
    assert_eq!(claimed, [(Some(welcome.staff.id), Version(2)); PEOPLE]);
    for screen in &mut screens {
        screen.keys("q").until_over();
    }
    server.stop();
}
