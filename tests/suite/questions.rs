//! The question no one answered: asked, its time passes, a call in the queue, answered by telephone, on the timeline.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use renkei::api::{Answer, FromServer, Notice, Request};
use renkei::center::{Center, Clock, open};
use renkei::domain::code::Code;
use renkei::domain::event::Kind;
use renkei::domain::person::PersonName;
use renkei::domain::staff::{FullTimeEquivalent, Role, SYSTEM, StaffProfile};
use renkei::domain::time::{Moment, from_micros};
use renkei::exchange::city::default_settings;
use renkei::wire::client::{ClientProblem, command_id};
use renkei::wire::server::Server;
use renkei::wire::{Client, peer};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A served centre whose clock the test sets.
pub struct Town {
    home: TempDir,
    hands: Arc<AtomicI64>,
}

impl Town {
    /// Founds one at this time.
    pub fn found(at: &str) -> Self {
        let start: Moment = at.parse().unwrap();
        let hands = Arc::new(AtomicI64::new(start.timestamp_micros()));
        let town = Self { home: TempDir::new().unwrap(), hands };
        let founder = StaffProfile {
            name: PersonName { written: "佐藤 恵".into(), kana: String::new() },
            profession: Code::new("public_health_nurse"),
            roles: vec![Role::Manager, Role::Coordinator],
            full_time_equivalent: FullTimeEquivalent(100),
            team: None,
            areas: vec![],
            account: Some(peer::own_account()),
        };
        drop(open::found(&town.dir(), default_settings().unwrap(), founder, &town.clock(), None).unwrap());
        town
    }

    fn dir(&self) -> std::path::PathBuf {
        self.home.path().join("data")
    }

    fn clock(&self) -> Clock {
        let hands = Arc::clone(&self.hands);
        Arc::new(move || from_micros(hands.load(Ordering::SeqCst)))
    }

    /// Sets its clock.
    pub fn it_is(&self, at: &str) {
        let at: Moment = at.parse().unwrap();
        self.hands.store(at.timestamp_micros(), Ordering::SeqCst);
    }

    /// Opens and serves it.
    pub fn open(&self) -> Open {
        let opened = open::open(&self.dir(), None).unwrap();
        let center = Arc::new(Center::start(opened, self.clock(), |_| {}).unwrap());
        let server = Server::new(Arc::clone(&center)).unwrap();
        Open { center, server }
    }
}

/// The centre while it is open.
pub struct Open {
    center: Arc<Center>,
    server: Server,
}

impl Open {
    /// A connection of the founder's.
    pub fn client(&self, notices: bool) -> Client {
        Client::hello(self.server.connect().unwrap(), notices).unwrap().0
    }

    /// What is answered to a request, as the JSON that scripts see.
    pub fn ask(&self, request: Value) -> Value {
        let request: Request = serde_json::from_value(request).unwrap();
        let command = matches!(request, Request::Change(_)).then(command_id);
        let answer: Answer = self.client(false).ask(request, command).unwrap();
        serde_json::to_value(answer).unwrap()
    }

    /// Why a request is refused, as the JSON that scripts see.
    pub fn refused(&self, request: Value) -> Value {
        let request: Request = serde_json::from_value(request).unwrap();
        match self.client(false).ask(request, Some(command_id())) {
            Err(ClientProblem::Refused(problem)) => serde_json::to_value(problem).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    fn question(&self) -> Value {
        self.ask(json!({"question": {"question": {"question": "q1"}}}))["question"]["question"].clone()
    }

    fn queue(&self) -> Value {
        self.ask(json!({"queue": {"list": {}}}))["queue"]["list"].clone()
    }

    /// Ends it.
    pub fn close(self) {
        self.server.close();
        self.center.shut_down();
    }
}

#[test]
fn the_question_no_one_answered() {
    // The Monday before is a holiday, so the term steps over nothing from Tuesday on.
    let town = Town::found("2026-11-24T10:32:00+09:00");
    let open = town.open();
    open.ask(json!({"change": {"patient": {"register": {"head": {"identity": {
        "name": {"written": "山田 花子", "kana": "やまだ はなこ"}}}}}}}));
    let inquiry = json!({
        "patient": "p1",
        "from": {"profession": "visiting_nurse", "organisation": {"name": "訪問看護ステーション潮"}, "name": "小林"},
        "to": {"place": {"name": "本町クリニック"}, "physician": "佐藤医師", "phone": "047-000-0003"},
        "asked": "2026-11-24T10:30:00+09:00",
        "text": "入浴の可否と目安の血圧を教えてください。",
    });
    open.ask(json!({"change": {"question": {"ask": inquiry}}}));
    assert_eq!(open.question()["question"]["due"], "2026-11-26T10:30:00+09:00");

    town.it_is("2026-11-25T09:30:00+09:00");
    let remind = json!({"remind": {"on": "2026-11-25T09:30:00+09:00", "means": "fax"}});
    open.ask(json!({"change": {"question": {"step": {"question": "q1", "seen": 1, "step": remind}}}}));
    assert_eq!(open.queue()["total"], 0, "there is still time");

    // The server is down when the time runs out, and starts again in the afternoon.
    open.close();
    town.it_is("2026-11-26T13:05:00+09:00");
    let open = town.open();
    let (_asker, mut listener) = open.client(true).split();
    if open.queue()["total"] == 0 {
        let by = loop {
            if let FromServer::Notice { notice: Notice::Changed { kind: Kind::Consultation, by, .. } } =
                listener.next().unwrap()
            {
                break by;
            }
        };
        assert_eq!(by, SYSTEM);
    }
    let queue = open.queue();
    assert_eq!((&queue["total"], &queue["rows"][0]["number"]), (&json!(1), &json!("R8-0001")), "{queue}");
    let line = queue["rows"][0]["line"].as_str().unwrap();
    for told in ["q1", "本町クリニック 佐藤医師", "0470-00-0003", "電話"] {
        assert!(line.contains(told), "{told} in {line}");
    }
    assert_eq!(open.question()["row"]["state"], "overdue");

    // A coordinator takes the call and writes down what the physician says.
    open.ask(json!({"change": {"queue": {"act": {"consultation": "c1", "act": "claim"}}}}));
    town.it_is("2026-11-26T13:20:00+09:00");
    let answer = json!({"answer": {"on": "2026-11-26T13:20:00+09:00", "means": "phone", "by": "佐藤医師",
        "text": "収縮期160未満であれば入浴可。"}});
    open.ask(json!({"change": {"question": {"step": {"question": "q1", "seen": 3, "step": answer}}}}));
    let detail = open.question();
    assert_eq!(detail["row"]["state"], "answered");
    assert_eq!(detail["call"]["state"], "closed");
    let call = open.ask(json!({"queue": {"detail": {"consultation": "c1"}}}))["queue"]["detail"].clone();
    assert_eq!(call["consultation"]["steps"][0]["contents"]["text"], "収縮期160未満であれば入浴可。");

    let timeline =
        open.ask(json!({"timeline": {"window": {"patient": "p1", "filter": {"kinds": ["question", "reply"]}}}}));
    let rows = timeline["timeline"]["window"]["page"]["rows"].clone();
    let steps: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["step"]["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["replied", "ran_out", "reminded", "question_put"], "{rows}");

    let shares = open.ask(json!({"question": {"shares": {}}}))["question"]["shares"].clone();
    assert_eq!(shares["shares"][0], json!({"name": "本町クリニック", "questions": 1, "in_time": 0}));
    open.close();

    // Nothing is called for twice, whatever starts come after.
    town.it_is("2026-12-04T09:00:00+09:00");
    let open = town.open();
    open.ask(
        json!({"change": {"queue": {"act": {"consultation": "c1", "seen": 4, "act": {"reopen": {"reason": "確認"}}}}}}),
    );
    assert_eq!(open.queue()["total"], 1);
    open.close();
}
