//! kill -9 during an import: all of it is there or nothing, and the records equal a rebuild.

use std::fs;
use std::thread;

use renkei::api::resource::{ResourceAnswer, ResourceChange, ResourceRead};
use renkei::api::{Answer, Change, CommandId, Request};
use renkei::domain::code::Code;
use renkei::domain::resource::{FactKey, Field, Listing, ListingKey, ServiceKey, Source};
use renkei::wire::Client;

use crate::support::Centre;

const PLACES: u32 = 1_500;

fn listing(number: u32) -> Listing {
    let office = format!("{:010}", 4_800_000_000_u64 + u64::from(number));
    let facts = [(Field::Name, format!("みどり{number}")), (Field::Town, format!("本町{number}-1"))];
    Listing {
        key: ListingKey { source: Source::Kaigo, id: format!("{office}/130") },
        offices: vec![office.clone()],
        services: vec![ServiceKey { office, kind: Code::new("130") }],
        facts: facts.into_iter().map(|(field, value)| (FactKey::site(field), value)).collect(),
        notifications: Vec::new(),
    }
}

fn places(client: &mut Client) -> u32 {
    match client.ask(Request::Resource(ResourceRead::Counts), None) {
        Ok(Answer::Resource(answer)) => match *answer {
            ResourceAnswer::Counts(counts) => counts.all,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn stage(client: &mut Client) {
    let all: Vec<Listing> = (0..PLACES).map(listing).collect();
    for part in all.chunks(700) {
        client.ask(Request::Resource(ResourceRead::Stage { listings: part.to_vec() }), None).unwrap();
    }
}

fn import(client: &mut Client, command: &str) -> bool {
    let change = Change::Resource(ResourceChange::Import { listings: Vec::new(), staged: PLACES });
    client.ask(Request::Change(change), Some(CommandId(command.to_owned()))).is_ok()
}

#[test]
fn a_kill_during_an_import_leaves_all_of_it_or_nothing() {
    // While the journal is written, and while the records follow it: then a part of the places shows already.
    for in_journal in [true, false] {
        let centre = Centre::found();
        let server = centre.serve();
        let (mut importer, _) = server.client();
        let (mut watcher, _) = server.client();
        stage(&mut importer);
        let segment = centre.data().join("journal/00000001.seg");
        let before = fs::metadata(&segment).unwrap().len();
        let answered = thread::scope(|scope| {
            let importing = scope.spawn(|| import(&mut importer, "first"));
            let begun = |watcher: &mut Client| {
                if in_journal { fs::metadata(&segment).unwrap().len() > before } else { places(watcher) > 0 }
            };
            while !begun(&mut watcher) && !importing.is_finished() {
                thread::yield_now();
            }
            server.kill();
            importing.join().unwrap()
        });
        let server = centre.serve();
        let (mut client, _) = server.client();
        let there = places(&mut client);
        assert!([0, PLACES].contains(&there), "{there}");
        assert!(there == PLACES || (in_journal && !answered), "{there}");
        if there == 0 {
            stage(&mut client);
        }
        // Asked again under the same id it is there once, whether or not the first time had come through.
        assert!(import(&mut client, "first"));
        assert_eq!(places(&mut client), PLACES);
        server.stop();
        centre.done(&["journal", "verify"]);
        centre.done(&["records", "verify"]);
    }
}
