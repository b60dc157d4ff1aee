//! Several people at one centre: what one does, the other hears through the socket.

use renkei::api::presence::{Doing, PresenceRequest, Whereabouts};
use renkei::api::{Change, FromServer, Notice, Request};
use renkei::domain::event::Kind;
use renkei::wire::client::command_id;
use renkei::wire::{Client, connect};
use serde_json::json;

use crate::support::Centre;

#[test]
fn a_change_and_a_presence_are_heard_by_another_session_and_the_presence_ends_with_its_own() {
    let centre = Centre::found();
    let server = centre.serve();
    let stream = connect(&centre.data()).unwrap().expect("the server listens");
    let (other, _) = Client::hello(stream, true).unwrap();
    let (_asker, mut listener) = other.split();
    let mut hears = |wanted: &dyn Fn(&Notice) -> bool| loop {
        if let FromServer::Notice { notice } = listener.next().unwrap()
            && wanted(&notice)
        {
            return notice;
        }
    };
    let (mut client, welcome) = server.client();
    let register =
        json!({"register": {"head": {"identity": {"name": {"written": "山田 花子", "kana": "やまだ はなこ"}}}}});
    let change = Change::Patient(serde_json::from_value(register).unwrap());
    client.ask(Request::Change(change), Some(command_id())).unwrap();
    let heard = hears(&|notice| matches!(notice, Notice::Changed { .. }));
    let Notice::Changed { kind, id, patient, by, .. } = heard else { panic!("{heard:?}") };
    assert_eq!((kind, id.as_str(), by), (Kind::Patient, "p1", welcome.staff.id));
    assert_eq!(patient.map(|patient| patient.to_string()).as_deref(), Some("p1"));

    let at = Whereabouts { kind: Kind::Patient, id, doing: Doing::Typing };
    client.ask(Request::Presence(PresenceRequest { at: Some(at) }), None).unwrap();
    let typed = |notice: &Notice| matches!(notice, Notice::Presence(presence) if presence.who.len() == 1);
    hears(&typed);
    drop(client);
    hears(&|notice| matches!(notice, Notice::Presence(presence) if presence.who.is_empty()));
    server.stop();
}
