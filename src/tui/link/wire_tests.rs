//! The real link against a server that answers when the test says so.

use super::{Again, Link, Question, WireLink};
use crate::api::draft::{Draft, DraftRequest};
use crate::api::search::SearchRequest;
use crate::api::session::Access;
use crate::api::{Answer, Ask, FromServer, Outcome, Reply, Request};
use crate::tui::app::{Event, Ticket};
use crate::tui::testing;
use crate::wire::client::Client;
use crate::wire::frame;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::channel;
use std::thread;

#[test]
fn a_session_that_ends_waits_until_its_draft_is_taken() {
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let (leaving, left) = channel();
    let (taken, all_taken) = channel();
    let server = thread::spawn(move || {
        let mut buffer = Vec::new();
        let mut answer = |before: &dyn Fn(&Request), answer: Answer| {
            let ask: Ask = frame::read(&mut theirs, &mut buffer).unwrap();
            before(&ask.request);
            let reply = Reply { id: ask.id, outcome: Outcome::from(Ok(answer)) };
            frame::write(&mut theirs, &FromServer::Reply(Box::new(reply))).unwrap();
        };
        answer(&|_| {}, Answer::Hello(Box::new(testing::welcome())));
        let take = |request: &Request| {
            // Only when the session is about to go.
            left.recv().unwrap();
            assert!(matches!(request, Request::Draft(DraftRequest::Keep(_))), "{request:?}");
            taken.send(()).unwrap();
        };
        answer(&take, Answer::Draft(Vec::new()));
    });
    let (client, _) = Client::hello(ours, true).unwrap();
    let (events, _heard) = channel();
    let mut link = WireLink::start(client, Access::Open, Box::new(|| Again::Away), events).unwrap();
    let draft =
        Draft { form: "queue.receive".into(), fields: serde_json::json!({"text": "途中"}), ..Draft::default() };
    let request = Request::Draft(DraftRequest::Keep(draft));
    link.ask(Question { ticket: Ticket(1), request, instead: None, settles: None });
    leaving.send(()).unwrap();
    drop(link);
    assert!(all_taken.try_recv().is_ok(), "the server has the draft before the session is gone");
    server.join().unwrap();
}
#[test]
fn what_is_typed_faster_than_it_is_answered_is_searched_for_once() {
    let search = |text: &str| Request::Search(SearchRequest { text: text.into(), kinds: vec![], limit: 50 });
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let (typing, typed) = channel();
    let server = thread::spawn(move || {
        let mut buffer = Vec::new();
        let mut next = |before: &dyn Fn(), answer: Answer| {
            let ask: Ask = frame::read(&mut theirs, &mut buffer).unwrap();
            before();
            let reply = Reply { id: ask.id, outcome: Outcome::from(Ok(answer)) };
            frame::write(&mut theirs, &FromServer::Reply(Box::new(reply))).unwrap();
            ask.request
        };
        next(&|| {}, Answer::Hello(Box::new(testing::welcome())));
        let busy = || typed.recv().unwrap();
        [next(&busy, Answer::Search(vec![])), next(&|| {}, Answer::Search(vec![]))]
    });
    let (client, _) = Client::hello(ours, true).unwrap();
    let (events, heard) = channel();
    let mut link = WireLink::start(client, Access::Open, Box::new(|| Again::Away), events).unwrap();
    let typed = ["h", "ho", "hou", "houmon"];
    for (number, text) in (1..).zip(typed) {
        let instead = (number > 1).then(|| Ticket(number - 1));
        link.ask(Question { ticket: Ticket(number), request: search(text), instead, settles: None });
    }
    // The server answers the first one only when all have been typed.
    typing.send(()).unwrap();
    let answered = || match heard.recv().unwrap() {
        Event::Reply(ticket, _) => ticket,
        other => panic!("{other:?}"),
    };
    assert_eq!([answered(), answered()], [Ticket(1), Ticket(4)]);
    assert_eq!(server.join().unwrap(), [search("h"), search("houmon")]);
}
