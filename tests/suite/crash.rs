//! kill -9 under load: no acknowledged change is lost, the chain stays whole, the records equal a rebuild.

use std::sync::mpsc::channel;
use std::thread;

use renkei::api::queue::{QueueAnswer, QueueChange, QueueRead};
use renkei::api::{Answer, Change, CommandId, Done, Request};
use renkei::domain::code::Code;
use renkei::domain::consultation::{AgeBand, AskedBy, Asker, CareField, Channel, Intake, Urgency};
use renkei::domain::id::ConsultationId;
use renkei::wire::{Client, ClientProblem};

use crate::support::Centre;

const ROUNDS: usize = 200;
const WRITERS: usize = 4;

pub fn intake(text: &str) -> Intake {
    Intake {
        received_at: "2026-11-20T10:32:00+09:00".parse().unwrap(),
        channel: Channel::Phone,
        asked_by: AskedBy {
            who: Asker::CareManager,
            site: None,
            organisation: "汐見ケアプランセンター".into(),
            name: "田中".into(),
            phone: String::new(),
        },
        person: None,
        area: None,
        age_band: AgeBand::Unknown,
        field: CareField::OldAge,
        topics: vec![Code::new("discharge")],
        tags: vec![],
        scene: None,
        urgency: Urgency::Normal,
        text: text.into(),
        wish: String::new(),
        programme_item: None,
        funding_line: None,
    }
}

/// A change that was acknowledged: the command, the answer, and the text that must be found again.
struct Acknowledged {
    command: CommandId,
    done: Done,
    text: String,
}

fn receive(client: &mut Client, command: CommandId, text: &str) -> Option<Done> {
    let change = Change::Queue(QueueChange::Receive { intake: Box::new(intake(text)), patient: None });
    match client.ask(Request::Change(change), Some(command)) {
        Ok(Answer::Done(done)) => Some(done),
        Ok(other) => panic!("{other:?}"),
        Err(ClientProblem::Gone) => None,
        Err(problem) => panic!("{problem:?}"),
    }
}

#[test]
fn no_acknowledged_change_is_lost_to_200_kills_under_load() {
    let centre = Centre::found();
    let mut kept: Vec<Acknowledged> = Vec::new();
    for round in 0..ROUNDS {
        let server = centre.serve();
        // Repeating the last acknowledged command of the round before gives the first answer, and no second case.
        if let Some(last) = kept.last() {
            let (mut client, _) = server.client();
            assert_eq!(receive(&mut client, last.command.clone(), &last.text).as_ref(), Some(&last.done));
        }
        let (sender, receiver) = channel();
        // A different moment each round: after so many answers, while the next changes are under way.
        let enough = round % 17;
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (mut client, _) = server.client();
                let sender = sender.clone();
                scope.spawn(move || {
                    for change in 0.. {
                        let text = format!("{round}-{writer}-{change} 退院の相談");
                        let command = CommandId(format!("{round}-{writer}-{change}"));
                        match receive(&mut client, command.clone(), &text) {
                            Some(done) => sender.send(Acknowledged { command, done, text }).unwrap(),
                            None => break,
                        }
                    }
                });
            }
            drop(sender);
            kept.extend(receiver.iter().take(enough));
            server.kill();
            kept.extend(receiver);
        });
    }
    assert!(kept.len() > ROUNDS, "the load was real: {} changes", kept.len());

    let server = centre.serve();
    let (mut client, _) = server.client();
    let mut numbers = std::collections::HashSet::new();
    for Acknowledged { done, text, .. } in &kept {
        let consultation: ConsultationId = done.id.parse().unwrap();
        let answer = client.ask(Request::Queue(QueueRead::Detail { consultation }), None).unwrap();
        let Answer::Queue(answer) = answer else { panic!("{answer:?}") };
        let QueueAnswer::Detail(detail) = *answer else { panic!("{answer:?}") };
        assert_eq!(&detail.consultation.intake.text, text);
        assert_eq!(Some(detail.consultation.number.to_string()), done.number);
        assert!(numbers.insert(done.number.clone()), "no number is given twice");
    }
    server.stop();
    centre.done(&["journal", "verify"]);
    centre.done(&["records", "verify"]);
}
