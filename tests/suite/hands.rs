//! Several people at one centre: what one does, the others hear through the socket, each as far as it is for them.

use renkei::api::centre::CentreChange;
use renkei::api::draft::{Draft, DraftRequest};
use renkei::api::patient::{PatientAnswer, PatientFilter, PatientOrder, PatientRead};
use renkei::api::presence::{Doing, PresenceRequest, Whereabouts};
use renkei::api::queue::QueueChange;
use renkei::api::search::SearchRequest;
use renkei::api::session::{SessionAnswer, SessionProblem, SessionRequest};
use renkei::api::timeline::{TimelineFilter, TimelineRead};
use renkei::api::{Answer, Change, FromServer, Notice, Problem, Request, Window};
use renkei::domain::event::Kind;
use renkei::domain::id::{PatientId, StaffId, Version};
use renkei::domain::staff::{Role, SupportTeam};
use renkei::wire::client::command_id;
use renkei::wire::{Client, ClientProblem, connect};
use serde_json::json;

use crate::crash::intake;
use crate::house::{House, Line};
use crate::support::Centre;

/// Somebody is registered, something is written about them, and a case of theirs comes in.
fn one_patient(line: &mut Line) -> PatientId {
    let register = json!({"register": {"head": {"identity": {"name": {"written": "山田 花子", "kana": ""}}}}});
    let change = Change::Patient(serde_json::from_value(register).unwrap());
    let patient: PatientId = line.change(change).unwrap().id.parse().unwrap();
    let note = json!({"write": {"patient": patient, "confirmed": true, "statement": {
        "occurred": "2026-11-20", "content": {"note": {}}, "text": "夜間の咳", "source": ""}}});
    line.change(Change::Timeline(serde_json::from_value(note).unwrap())).unwrap();
    let receive = QueueChange::Receive { intake: Box::new(intake("退院の相談")), patient: Some(patient) };
    line.change(Change::Queue(receive)).unwrap();
    patient
}

/// The kinds of records that a session heard of until `last` joined, which everybody hears.
///
/// Who joined before may be heard of late, after the session has begun: that says nothing yet.
fn heard(line: &mut Line, last: StaffId) -> Vec<Kind> {
    let mut kinds = Vec::new();
    loop {
        match line.listener.next().unwrap() {
            FromServer::Notice { notice: Notice::Changed { kind: Kind::Staff, id, .. } } if id == last.to_string() => {
                return kinds;
            }
            FromServer::Notice { notice: Notice::Changed { kind: Kind::Staff, .. } } => {}
            FromServer::Notice { notice: Notice::Changed { kind, .. } } => kinds.push(kind),
            _ => {}
        }
    }
}

#[test]
fn sessions_hear_and_read_over_the_socket_only_what_their_member_may() {
    let house = House::in_memory();
    let colleague = house.join("鈴木 一郎", &[Role::Coordinator], None);
    let clerk = house.join("森 香", &[Role::Clerk], None);
    let dietitian = house.join("小川 恵", &[Role::Team], Some(SupportTeam::Nutrition));
    let auditor = house.join("監査 次郎", &[Role::Auditor], None);
    let mut lines: Vec<Line> =
        [&colleague, &clerk, &dietitian, &auditor].map(|member| house.line(member, true)).into_iter().collect();
    let patient = one_patient(&mut house.line(&house.owner, false));
    let last = house.join("見習 三郎", &[Role::Clerk], None).id;
    let told: Vec<Vec<Kind>> = lines.iter_mut().map(|line| heard(line, last)).collect();
    let all = vec![Kind::Patient, Kind::Entry, Kind::Consultation];
    assert_eq!(told, [all, vec![Kind::Patient, Kind::Consultation], vec![], vec![]]);

    for line in &mut lines[2..] {
        let head = line.ask(Request::Patient(PatientRead::Head { patient }));
        assert!(matches!(head, Err(Problem::NotAllowed | Problem::NotFound { .. })), "{head:?}");
        let (filter, order) = (PatientFilter::default(), PatientOrder::Kana);
        let list = line.ask(Request::Patient(PatientRead::List { filter, order, window: Window::default() }));
        let counted = match &list {
            Ok(Answer::Patient(answer)) => match answer.as_ref() {
                PatientAnswer::List(page) => page.total,
                other => panic!("{other:?}"),
            },
            _ => 0,
        };
        assert_eq!(counted, 0, "{list:?}");
        let search = SearchRequest { text: "山田".into(), kinds: vec![], limit: 20 };
        let found = line.ask(Request::Search(search));
        assert!(matches!(&found, Err(Problem::NotAllowed)) || found == Ok(Answer::Search(vec![])), "{found:?}");
    }
    let (filter, window) = (TimelineFilter::default(), Window::default());
    let timeline = lines[1].ask(Request::Timeline(TimelineRead::Window { patient, filter, window }));
    assert!(matches!(timeline, Err(Problem::NotAllowed | Problem::NotFound { .. })), "no clinical text: {timeline:?}");
}

#[test]
fn a_locked_session_reads_nothing_and_hears_of_no_record() {
    let house = House::in_memory();
    let colleague = house.join("鈴木 一郎", &[Role::Coordinator], None);
    let mut screen = house.line(&colleague, true);
    screen.ask(Request::Session(SessionRequest::Lock)).unwrap();
    let mut owner = house.line(&house.owner, false);
    let patient = one_patient(&mut owner);
    let refused = screen.ask(Request::Patient(PatientRead::Head { patient }));
    assert_eq!(refused, Err(Problem::Session(SessionProblem::Locked)));
    // Its end is the one thing that it hears, behind all that it did not.
    let Ok(Answer::Session(answer)) = owner.ask(Request::Session(SessionRequest::List)) else { panic!("no sessions") };
    let SessionAnswer::Sessions(rows) = *answer else { panic!("no list of sessions") };
    let session = rows.iter().find(|row| row.staff == colleague.id).unwrap().session;
    owner.ask(Request::Session(SessionRequest::End { session })).unwrap();
    loop {
        match screen.listener.next().unwrap() {
            FromServer::Notice { notice: Notice::Ended { by } } => break assert_eq!(by.as_deref(), Some("佐藤 恵")),
            FromServer::Notice { notice: Notice::Changed { kind, id, .. } } => panic!("it heard of {kind:?} {id}"),
            _ => {}
        }
    }
}

#[test]
fn the_sessions_of_an_account_that_leaves_end_at_once_and_none_begins() {
    let house = House::in_memory();
    let colleague = house.join("鈴木 一郎", &[Role::Coordinator], None);
    let (mut screen, mut command) = (house.line(&colleague, true), house.line(&colleague, false));
    let mut owner = house.line(&house.owner, false);
    owner.change(Change::Centre(CentreChange::Leave { staff: colleague.id, seen: Version(1) })).unwrap();
    loop {
        match screen.listener.next().unwrap() {
            FromServer::Notice { notice: Notice::Ended { by } } => break assert_eq!(by, None),
            FromServer::Notice { .. } | FromServer::Reply(_) => {}
        }
    }
    while let Ok(more) = screen.listener.next() {
        assert!(!matches!(more, FromServer::Notice { notice: Notice::Changed { .. } }), "{more:?}");
    }
    // A command between two requests does nothing more either, not even keep a draft.
    let draft = Draft { form: "queue.new".into(), fields: json!({"text": "途中"}), ..Draft::default() };
    let number = command.try_send(Request::Draft(DraftRequest::Keep(draft)));
    let outcome = number.and_then(|number| command.try_receive(number));
    assert!(!matches!(outcome, Ok(Ok(_))), "{outcome:?}");
    let again = house.client(&colleague, true).err();
    assert!(matches!(again, Some(ClientProblem::Refused(Problem::Stranger { .. }))), "{again:?}");
}

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
