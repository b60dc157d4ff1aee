//! Sessions over the real socket and in a real terminal: locked, unlocked, ended, by token.

use renkei::api::centre::CentreRead;
use renkei::api::session::{Access, Origin, Secret, SessionAnswer, SessionProblem, SessionRequest};
use renkei::api::{Answer, FromServer, Hello, Notice, Problem, Request};
use renkei::wire::{Client, ClientProblem};
use serde_json::{Value, json};

use crate::support::{Centre, program, said};
use crate::terminal::Terminal;

const GOOD: &str = "sakura-2026";

fn from_afar(notices: bool) -> Hello {
    Hello { from: Origin::Ssh { address: "192.0.2.7".into() }, ..Hello::of_this_program(notices) }
}

fn ask(client: &mut Client, request: SessionRequest) -> Result<SessionAnswer, Problem> {
    match client.ask(Request::Session(request), None) {
        Ok(Answer::Session(answer)) => Ok(*answer),
        Err(ClientProblem::Refused(problem)) => Err(problem),
        other => panic!("{other:?}"),
    }
}

fn access(answer: Result<SessionAnswer, Problem>) -> Access {
    match answer {
        Ok(SessionAnswer::Welcome(welcome)) => welcome.access,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_session_from_afar_is_locked_and_one_that_is_ended_hears_who_did_it_before_it_closes() {
    let centre = Centre::found();
    let server = centre.serve();
    let once = centre.first_password("u1");
    let (mut afar, welcome) = server.enter(from_afar(true)).unwrap();
    assert_eq!(welcome.access, Access::Locked);
    let locked = afar.ask(Request::Centre(CentreRead::Staff), None);
    assert!(matches!(locked, Err(ClientProblem::Refused(Problem::Session(SessionProblem::Locked)))), "{locked:?}");
    let unlocked = ask(&mut afar, SessionRequest::Unlock { password: Secret(once.clone()) });
    assert_eq!(access(unlocked), Access::Renewal);
    let changed = ask(&mut afar, SessionRequest::ChangePassword { old: Secret(once), new: Secret(GOOD.into()) });
    assert_eq!(access(changed), Access::Open);
    assert!(afar.ask(Request::Centre(CentreRead::Staff), None).is_ok());

    let (mut near, _) = server.client();
    let Ok(SessionAnswer::Sessions(rows)) = ask(&mut near, SessionRequest::List) else { panic!() };
    let row = rows.iter().find(|row| row.screen).unwrap();
    assert_eq!(row.from, Origin::Ssh { address: "192.0.2.7".into() });
    ask(&mut near, SessionRequest::End { session: row.session }).unwrap();
    let (asker, mut listener) = afar.split();
    let notice = loop {
        match listener.next().unwrap() {
            FromServer::Notice { notice: Notice::Ended { by } } => break by,
            FromServer::Notice { .. } => {}
            other @ FromServer::Reply(_) => panic!("{other:?}"),
        }
    };
    assert_eq!(notice.as_deref(), Some("佐藤 恵"));
    assert!(matches!(listener.next(), Err(ClientProblem::Gone)));
    drop(asker);
}

#[test]
fn a_token_serves_a_command_that_has_no_terminal_and_only_for_what_it_names() {
    let centre = Centre::found();
    let _server = centre.serve();
    let token = centre.done(&["token", "new", "--days", "30", "--may", "queue.list", "centre.staff"]);
    let token = token.trim();
    let afar = |words: &[&str], token: Option<&str>| {
        let mut command = centre.command(words);
        command.env("SSH_CONNECTION", "192.0.2.7 50022 192.0.2.1 22").stdin(std::process::Stdio::null());
        command.envs(token.map(|token| ("RENKEI_TOKEN", token)));
        command.output().unwrap()
    };
    let queue = afar(&["queue", "--json"], Some(token));
    assert!(queue.status.success(), "{}", said(&queue));
    let refused = afar(&["journal", "head"], Some(token));
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("journal.head"), "{}", said(&refused));
    assert_eq!(afar(&["queue"], Some("0123456789abcdef")).status.code(), Some(1));
    // A copy brings it along.
    let (copy, again) = (centre.beside("copy"), centre.beside("again"));
    centre.done(&["backup", copy.to_str().unwrap()]);
    let restored = program().arg("--data").arg(&again).arg("restore").arg(&copy).output().unwrap();
    assert!(restored.status.success(), "{}", said(&restored));
    let mut there = program();
    there.arg("--data").arg(&again).args(["queue", "--json"]).env("RENKEI_TOKEN", token);
    let there = there.output().unwrap();
    assert!(there.status.success(), "{}", said(&there));
    let listed = centre.done(&["token", "list", "--json"]);
    assert!(!listed.contains(token));
    let listed: Value = serde_json::from_str(&listed).unwrap();
    centre.done(&["token", "end", &listed[0]["token"].to_string()]);
    assert_eq!(afar(&["queue"], Some(token)).status.code(), Some(1));
}

#[test]
fn staff_are_added_changed_and_leave_from_the_command_line() {
    let centre = Centre::found();
    let _server = centre.serve();
    let added = centre.done(&[
        "staff",
        "add",
        "--name",
        "田中 一",
        "--kana",
        "たなか はじめ",
        "--profession",
        "nurse",
        "--role",
        "coordinator,clerk",
        "--fte",
        "60",
        "--account",
        "tanaka",
    ]);
    assert!(added.contains("u2") && added.contains("最初のパスワード"), "{added}");
    centre.done(&["staff", "change", "tanaka", "--role", "team", "--team", "nutrition"]);
    let taken = centre.run(&[
        "staff",
        "add",
        "--name",
        "別",
        "--profession",
        "nurse",
        "--role",
        "clerk",
        "--account",
        "tanaka",
    ]);
    assert_eq!(taken.status.code(), Some(1), "{}", said(&taken));
    let list: Value = serde_json::from_str(&centre.done(&["staff", "list", "--json"])).unwrap();
    assert_eq!(list[1]["roles"], json!(["team"]));
    assert_eq!((&list[1]["name"], &list[1]["full_time_equivalent"]), (&json!("田中 一"), &json!(60)));
    assert_eq!((&list[1]["team"], &list[1]["account"]), (&json!("nutrition"), &json!("tanaka")));
    centre.done(&["staff", "leave", "田中 一"]);
    let list: Value = serde_json::from_str(&centre.done(&["staff", "list", "--json"])).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(centre.run(&["staff", "leave", "nobody"]).status.code(), Some(1));
    let journal = centre.call(&[json!({"centre": "staff"})])[0].to_string();
    assert!(!journal.contains("password"), "{journal}");
}

#[test]
fn a_screen_is_locked_and_unlocked_and_a_restarted_server_asks_for_the_password_again() {
    let centre = Centre::found();
    let server = centre.serve();
    let once = centre.first_password("u1");
    let mut screen = Terminal::open_from(&centre, "ja", Some("192.0.2.7"));
    screen.until("表示されません").keys(&once).keys("\r").until("新しいパスワード");
    screen.keys(GOOD).keys("\r").until("もう一度").keys(GOOD).keys("\r");
    screen.until("新規").keys("n").until("受付").keys("\t\tkeama\r").keys("加藤").until("加藤");
    screen.keys("\x1b[24~").until("画面をロックしています");
    assert!(!screen.text().contains("加藤"));
    screen.keys("\x1b[200~").keys(&"x".repeat(50_000)).keys("\x1b[201~").until("長すぎる");
    screen.keys(GOOD).keys("\r").until("加藤");
    server.kill();
    let _server = centre.serve();
    screen.until("画面をロックしています");
    assert!(!screen.text().contains("加藤"));
    screen.keys(GOOD).keys("\r").until("加藤");
    screen.keys("\x11").until("終わりますか").keys("y").until_over();
}
