//! The door by its requests: who gets in, what a locked session may ask, how long one waits, and who is sent away.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use serde_json::json;

use super::*;
use crate::api::Notice;
use crate::api::centre::CentreRead;
use crate::api::session::{Access as May, Secret, SessionAnswer, SessionRequest};
use crate::center::connection::Connections;
use crate::center::testing::{Town as Desk, profile};
use crate::domain::staff::{FullTimeEquivalent, Role, StaffProfile};

/// A session and what it was told.
struct Session<'a> {
    desk: &'a Desk,
    seat: Arc<Seat>,
    welcome: Welcome,
    heard: Arc<Mutex<Vec<Notice>>>,
}

impl Desk {
    /// u1 is its owner and manager, u2 a coordinator at a branch office.
    fn new() -> Self {
        let desk = Self::found(profile("佐藤 恵", "sato", &[Role::Manager, Role::Administrator]));
        let join = json!({"change": {"centre": {"join": profile("田中 一", "tanaka", &[Role::Coordinator])}}});
        desk.owner().ask(&join).unwrap();
        desk
    }

    fn try_enter(&self, account: &str, console: bool, token: Option<&Secret>) -> Result<Session<'_>, Problem> {
        let owner = self.center.access.owner;
        let from = if console { Origin::Console } else { Origin::Ssh { address: "192.0.2.7\u{1b}[2J".into() } };
        let hello = Hello { from, token: token.cloned(), ..Hello::of_this_program(token.is_none()) };
        let uid = if account == "sato" { owner } else { owner + 1 };
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hearing = Arc::clone(&heard);
        let tell: Tell = Box::new(move |notice| hearing.lock().unwrap().push(notice.clone()));
        let arrival = Arrival { account: account.into(), uid, within: false, hello };
        let (seat, welcome) = self.center.enter(arrival, tell)?;
        Ok(Session { desk: self, seat, welcome, heard })
    }

    fn owner(&self) -> Session<'_> {
        self.try_enter("sato", true, None).unwrap()
    }

    fn branch(&self) -> Session<'_> {
        self.try_enter("tanaka", false, None).unwrap()
    }

    /// u2 with a password of its own.
    fn settled_branch(&self) -> Session<'_> {
        let once = self.owner().issue("u2");
        let branch = self.branch();
        assert_eq!(branch.unlock(&once.0), Ok(May::Renewal));
        assert_eq!(branch.change(&once.0, GOOD), Ok(May::Open));
        branch
    }
}

const GOOD: &str = "sakura-2026";

impl Session<'_> {
    fn ask(&self, request: &serde_json::Value) -> Result<Answer, Problem> {
        let request = serde_json::from_value(request.clone()).unwrap();
        self.request(request)
    }

    fn request(&self, request: Request) -> Result<Answer, Problem> {
        let mut connection = Connections::default().begin();
        self.desk.center.serve(&self.seat, &mut connection, Ask { id: 1, command: None, request, settles: None })
    }

    fn session(&self, request: SessionRequest) -> Result<SessionAnswer, Problem> {
        match self.request(Request::Session(request))? {
            Answer::Session(answer) => Ok(*answer),
            other => panic!("{other:?}"),
        }
    }

    fn welcomed(&self, request: SessionRequest) -> Result<May, Problem> {
        match self.session(request)? {
            SessionAnswer::Welcome(welcome) => Ok(welcome.access),
            other => panic!("{other:?}"),
        }
    }

    fn unlock(&self, password: &str) -> Result<May, Problem> {
        self.welcomed(SessionRequest::Unlock { password: Secret(password.into()) })
    }

    fn change(&self, old: &str, new: &str) -> Result<May, Problem> {
        self.welcomed(SessionRequest::ChangePassword { old: Secret(old.into()), new: Secret(new.into()) })
    }

    fn issue(&self, staff: &str) -> Secret {
        match self.session(SessionRequest::IssuePassword { staff: staff.parse().unwrap() }).unwrap() {
            SessionAnswer::Password { secret, .. } => secret,
            other => panic!("{other:?}"),
        }
    }

    fn works(&self) -> Result<(), Problem> {
        self.request(Request::Centre(CentreRead::Staff)).map(|_| ())
    }

    fn token(&self, days: u32, may: &[&str]) -> Result<(u64, Secret), Problem> {
        let may = may.iter().map(|name| (*name).to_owned()).collect();
        match self.session(SessionRequest::NewToken { days, may })? {
            SessionAnswer::Token { token, secret, .. } => Ok((token, secret)),
            other => panic!("{other:?}"),
        }
    }
}

fn no(problem: SessionProblem) -> Problem {
    Problem::Session(problem)
}

#[test]
fn the_owner_at_the_console_needs_no_password_and_everybody_else_does() {
    let desk = Desk::new();
    assert_eq!(desk.owner().works(), Ok(()));
    let over_ssh = desk.try_enter("sato", false, None).unwrap();
    assert_eq!(over_ssh.works(), Err(no(SessionProblem::Locked)));
    let at_the_console = desk.try_enter("tanaka", true, None).unwrap();
    assert_eq!((at_the_console.welcome.access, at_the_console.welcome.password), (May::Locked, true));
    assert!(matches!(desk.try_enter("nobody", true, None).err(), Some(Problem::Stranger { .. })));
}

#[test]
fn a_locked_session_is_refused_everything_and_learns_nobody_s_name() {
    let desk = Desk::new();
    let branch = desk.branch();
    assert_eq!(branch.welcome.everybody.len(), 1);
    let requests = [
        json!({"centre": "staff"}),
        json!({"centre": "welcome"}),
        json!({"queue": {"list": {}}}),
        json!({"draft": "list"}),
        json!({"draft": {"keep": {"form": "queue.receive", "fields": {}}}}),
        json!({"search": {"text": "山", "kinds": [], "limit": 5}}),
        json!({"session": "list"}),
        json!({"session": {"new_token": {"days": 1, "may": ["queue.list"]}}}),
        json!({"session": "touch"}),
        json!({"journal": "retire"}),
        json!({"change": {"centre": {"leave": {"staff": "u2", "seen": 1}}}}),
    ];
    for request in requests {
        assert_eq!(branch.ask(&request), Err(no(SessionProblem::Locked)), "{request}");
    }
}

#[test]
fn the_first_password_is_used_once_and_changed_at_once() {
    let desk = Desk::new();
    let once = desk.owner().issue("u2");
    let branch = desk.branch();
    assert_eq!(branch.unlock(&once.0), Ok(May::Renewal));
    assert_eq!(branch.works(), Err(no(SessionProblem::Locked)));
    assert_eq!(branch.change(&once.0, "kurz"), Err(no(SessionProblem::PasswordShort { least: 8 })));
    assert_eq!(branch.change(&once.0, &once.0), Err(no(SessionProblem::PasswordSame)));
    assert_eq!(branch.change(&once.0, GOOD), Ok(May::Open));
    assert_eq!(branch.works(), Ok(()));
    let next = desk.branch();
    assert_eq!(next.unlock(&once.0), Err(no(SessionProblem::WrongPassword)));
    desk.wait(1);
    assert_eq!(next.unlock(GOOD), Ok(May::Open));
    assert_eq!(desk.center.enter_count(), 4);
}

#[test]
fn wrong_passwords_are_refused_alike_and_make_the_next_one_wait() {
    let desk = Desk::new();
    let branch = desk.branch();
    assert_eq!(branch.unlock("no password was given out"), Err(no(SessionProblem::WrongPassword)));
    assert_eq!(branch.unlock("again"), Err(no(SessionProblem::Wait { seconds: 1 })));
    desk.wait(1);
    // A new one-time password starts anew.
    let once = desk.owner().issue("u2");
    assert_eq!(branch.unlock("wrong"), Err(no(SessionProblem::WrongPassword)));
    assert_eq!(branch.unlock(&once.0), Err(no(SessionProblem::Wait { seconds: 1 })));
    desk.wait(1);
    assert_eq!(branch.unlock("wrong"), Err(no(SessionProblem::WrongPassword)));
    desk.wait(1);
    assert_eq!(branch.unlock(&once.0), Err(no(SessionProblem::Wait { seconds: 1 })));
    desk.wait(1);
    assert_eq!(branch.unlock(&once.0), Ok(May::Renewal));
}

#[test]
fn a_first_password_has_an_end_which_only_whoever_knows_it_is_told() {
    let desk = Desk::new();
    let owner = desk.owner();
    let issue = SessionRequest::IssuePassword { staff: "u2".parse().unwrap() };
    let SessionAnswer::Password { secret, days, ends } = owner.session(issue).unwrap() else { panic!() };
    assert_eq!(ends, desk.now() + TimeDelta::days(days.into()));
    let branch = desk.branch();
    desk.wait(i64::from(days) * 24 * 60 * 60 - 1);
    assert_eq!(branch.unlock(&secret.0), Ok(May::Renewal));
    desk.wait(1);
    assert_eq!(branch.change(&secret.0, GOOD), Err(no(SessionProblem::FirstPasswordOver)));
    assert_eq!(branch.unlock("wrong"), Err(no(SessionProblem::WrongPassword)));
    desk.wait(1);
    assert_eq!(branch.unlock(&secret.0), Err(no(SessionProblem::FirstPasswordOver)));
    assert_eq!(branch.works(), Err(no(SessionProblem::Locked)));
    // A chosen one has none.
    let settled = desk.settled_branch();
    desk.wait(400 * 24 * 60 * 60);
    assert_eq!(settled.unlock(GOOD), Ok(May::Open));
}

#[test]
fn a_restart_forgives_no_wrong_password() {
    let desk = Desk::new();
    for _ in 0..3 {
        desk.wait(60);
        assert_eq!(desk.branch().unlock("wrong"), Err(no(SessionProblem::WrongPassword)));
    }
    let desk = desk.restarted();
    assert_eq!(desk.branch().unlock("wrong"), Err(no(SessionProblem::Wait { seconds: 4 })));
    desk.wait(4);
    assert_eq!(desk.branch().unlock("wrong"), Err(no(SessionProblem::WrongPassword)));
    assert_eq!(desk.branch().unlock("wrong"), Err(no(SessionProblem::Wait { seconds: 8 })));
    // Somebody else's wait, and who has none, say the same as ever.
    assert_eq!(desk.try_enter("sato", false, None).unwrap().unlock("x"), Err(no(SessionProblem::WrongPassword)));
    desk.wait(60);
    desk.settled_branch();
    let desk = desk.restarted();
    assert_eq!(desk.branch().unlock(GOOD), Ok(May::Open));
    desk.center.shut_down();
}

#[test]
fn somebody_who_can_let_others_in_always_remains() {
    let desk = Desk::new();
    let owner = desk.owner();
    let last = Err(Problem::Centre(crate::api::centre::CentreProblem::NobodyLeft));
    let change = |profile: StaffProfile| {
        owner.ask(&json!({"change": {"centre": {"change_staff": {"staff": "u1", "seen": 1, "profile": profile}}}}))
    };
    assert_eq!(owner.ask(&json!({"change": {"centre": {"leave": {"staff": "u1", "seen": 1}}}})), last);
    assert_eq!(change(profile("佐藤 恵", "sato", &[Role::Coordinator])), last);
    assert_eq!(change(StaffProfile { account: None, ..profile("佐藤 恵", "sato", &[Role::Manager]) }), last);
    assert!(change(profile("佐藤 恵", "sato", &[Role::Administrator])).is_ok());
    let second = json!({"change": {"centre": {"join": profile("森 香", "mori", &[Role::Administrator])}}});
    owner.ask(&second).unwrap();
    assert!(owner.ask(&json!({"change": {"centre": {"leave": {"staff": "u1", "seen": 2}}}})).is_ok());
}

#[test]
fn a_profile_that_nobody_could_work_with_is_refused_by_its_field() {
    let desk = Desk::new();
    let owner = desk.owner();
    let fine = profile("森 香", "mori", &[Role::Clerk]);
    let refused = |profile: StaffProfile| match owner.ask(&json!({"change": {"centre": {"join": profile}}})) {
        Err(Problem::Field { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(StaffProfile { roles: vec![], ..fine.clone() }), "role");
    assert_eq!(refused(StaffProfile { roles: vec![Role::Team], ..fine.clone() }), "team");
    assert_eq!(refused(StaffProfile { full_time_equivalent: FullTimeEquivalent(101), ..fine.clone() }), "fte");
    assert_eq!(
        refused(StaffProfile { areas: vec![crate::domain::area::AreaCode("x".into())], ..fine.clone() }),
        "area"
    );
    for account in ["", "-x", "a b", "a:b", "\u{1b}[2J", &"x".repeat(300)] {
        assert_eq!(refused(StaffProfile { account: Some(account.into()), ..fine.clone() }), "account", "{account}");
    }
    assert_eq!(refused(StaffProfile { account: Some("tanaka".into()), ..fine }), "account");
}

#[test]
fn a_screen_that_nobody_touches_is_locked_and_background_requests_do_not_count() {
    let desk = Desk::new();
    let branch = desk.settled_branch();
    for _ in 0..9 {
        desk.wait(60);
        assert_eq!(branch.works(), Ok(()));
    }
    branch.session(SessionRequest::Touch).unwrap();
    desk.wait(540);
    assert_eq!(branch.works(), Ok(()));
    assert!(branch.heard.lock().unwrap().is_empty());
    desk.wait(60);
    desk.center.lock_if_idle(&branch.seat);
    assert_eq!(*branch.heard.lock().unwrap(), [Notice::Locked]);
    assert_eq!(branch.works(), Err(no(SessionProblem::Locked)));
    let changed = Notice::Reload;
    assert!(!branch.seat.hears(&changed) && branch.seat.hears(&Notice::Closing));
    assert_eq!(branch.unlock(GOOD), Ok(May::Open));
    assert_eq!(branch.works(), Ok(()));
    assert!(branch.seat.hears(&changed));
}

#[test]
fn the_owner_s_screen_is_locked_too_and_a_key_unlocks_it() {
    let desk = Desk::new();
    let owner = desk.owner();
    owner.session(SessionRequest::Lock).unwrap();
    assert_eq!(owner.works(), Err(no(SessionProblem::Locked)));
    assert_eq!(owner.unlock(""), Ok(May::Open));
    assert_eq!(owner.works(), Ok(()));
}

#[test]
fn a_manager_ends_a_session_by_name_and_what_is_typed_can_still_be_kept() {
    let desk = Desk::new();
    let (owner, branch) = (desk.owner(), desk.settled_branch());
    let SessionAnswer::Sessions(rows) = owner.session(SessionRequest::List).unwrap() else { panic!() };
    let row = rows.iter().find(|row| row.session == branch.seat.number).unwrap();
    assert_eq!((row.account.as_str(), row.screen, row.locked, row.own), ("tanaka", true, false, false));
    assert_eq!(row.from, Origin::Ssh { address: "192.0.2.7\\u{1b}[2J".into() });
    assert_eq!(branch.session(SessionRequest::List), Err(Problem::NotAllowed));
    assert_eq!(branch.session(SessionRequest::End { session: owner.seat.number }), Err(Problem::NotAllowed));
    owner.session(SessionRequest::End { session: branch.seat.number }).unwrap();
    let by = Some("佐藤 恵".to_owned());
    assert_eq!(*branch.heard.lock().unwrap(), [Notice::Ended { by: by.clone() }]);
    assert_eq!(branch.works(), Err(no(SessionProblem::Ended { by })));
    let keep = json!({"draft": {"keep": {"form": "queue.receive", "fields": {"text": "書きかけ"}}}});
    assert!(branch.ask(&keep).is_ok());
    desk.center.leave(&branch.seat);
    let gone = owner.session(SessionRequest::End { session: branch.seat.number });
    assert_eq!(gone, Err(no(SessionProblem::NoSuchSession)));
}

#[test]
fn whoever_leaves_or_loses_the_account_is_out_at_once_with_password_and_tokens() {
    let desk = Desk::new();
    let (owner, branch) = (desk.owner(), desk.settled_branch());
    let (_, secret) = branch.token(30, &["centre.staff"]).unwrap();
    let script = desk.try_enter("tanaka", true, Some(&secret)).unwrap();
    assert_eq!(script.works(), Ok(()));
    let seen = |name: &str| {
        let Ok(Answer::Centre(answer)) = owner.ask(&json!({"centre": "staff"})) else { panic!() };
        let crate::api::centre::CentreAnswer::Staff(all) = *answer else { panic!() };
        all.iter().find(|staff| staff.name.written == name).unwrap().version.0
    };
    // The account goes to somebody else's name: the sessions end, the password stays the person's own.
    let other = profile("田中 一", "tanaka2", &[Role::Coordinator]);
    let change = json!({"change": {"centre": {"change_staff":
        {"staff": "u2", "seen": seen("田中 一"), "profile": other}}}});
    owner.ask(&change).unwrap();
    for session in [&branch, &script] {
        assert_eq!(*session.heard.lock().unwrap(), [Notice::Ended { by: None }]);
        assert_eq!(session.works(), Err(no(SessionProblem::Ended { by: None })));
    }
    let again = desk.try_enter("tanaka2", false, None).unwrap();
    assert_eq!(again.unlock(GOOD), Ok(May::Open));
    let leave = json!({"change": {"centre": {"leave": {"staff": "u2", "seen": seen("田中 一")}}}});
    owner.ask(&leave).unwrap();
    assert_eq!(again.works(), Err(no(SessionProblem::Ended { by: None })));
    let keep = json!({"draft": {"keep": {"form": "queue.receive", "fields": {}}}});
    assert_eq!(again.ask(&keep), Err(no(SessionProblem::Ended { by: None })));
    assert!(matches!(desk.try_enter("tanaka2", false, Some(&secret)).err(), Some(Problem::Stranger { .. })));
    assert!(desk.center.access.credentials.look(|kept| kept.passwords.is_empty() && kept.tokens.is_empty()));
}

#[test]
fn a_token_does_what_it_names_until_it_ends_and_nothing_else() {
    let desk = Desk::new();
    let branch = desk.settled_branch();
    assert_eq!(
        branch.token(30, &["queue.lisst"]),
        Err(no(SessionProblem::NoSuchRequest { request: "queue.lisst".into() }))
    );
    assert!(matches!(branch.token(0, &["queue.list"]), Err(Problem::Field { .. })));
    let (number, secret) = branch.token(2, &["centre.staff"]).unwrap();
    assert_eq!(secret.0.len(), 64);
    let script = desk.try_enter("tanaka", false, Some(&secret)).unwrap();
    assert_eq!(script.works(), Ok(()));
    let not_for = |request: &str| Err(no(SessionProblem::NotForToken { request: request.into() }));
    assert_eq!(script.ask(&json!({"queue": {"list": {}}})), not_for("queue.list"));
    assert_eq!(script.ask(&json!({"session": "tokens"})), not_for("session.tokens"));
    assert_eq!(script.ask(&json!({"session": {"unlock": {}}})), not_for("session.unlock"));
    assert_eq!(
        script.change("", "another-password"),
        Err(no(SessionProblem::NotForToken { request: "session.change_password".into() }))
    );
    // Another account's token is none.
    assert_eq!(desk.try_enter("sato", true, Some(&secret)).err(), Some(no(SessionProblem::BadToken)));
    desk.wait(2 * 24 * 60 * 60);
    assert_eq!(script.works(), Err(no(SessionProblem::BadToken)));
    assert_eq!(desk.try_enter("tanaka", true, Some(&secret)).err(), Some(no(SessionProblem::BadToken)));
    branch.unlock(GOOD).unwrap();
    let (second, secret) = branch.token(2, &["centre.staff"]).unwrap();
    assert!(second > number);
    let script = desk.try_enter("tanaka", false, Some(&secret)).unwrap();
    desk.owner().session(SessionRequest::EndToken { token: second }).unwrap();
    assert_eq!(script.works(), Err(no(SessionProblem::BadToken)));
}

#[test]
fn passwords_and_tokens_outlive_the_server_and_are_nowhere_in_the_journal() {
    let desk = Desk::new();
    let branch = desk.settled_branch();
    let (_, secret) = branch.token(30, &["centre.staff"]).unwrap();
    let desk = desk.restarted();
    let journal = std::fs::read(desk.data.join("journal/00000001.seg")).unwrap();
    let sealed = std::fs::read(desk.data.join("credentials")).unwrap();
    for hidden in [GOOD, &secret.0] {
        for bytes in [&journal, &sealed] {
            assert!(!bytes.windows(hidden.len()).any(|window| window == hidden.as_bytes()));
        }
    }
    assert_eq!(desk.branch().unlock(GOOD), Ok(May::Open));
    assert_eq!(desk.try_enter("tanaka", false, Some(&secret)).unwrap().works(), Ok(()));
    desk.center.shut_down();
}

#[test]
fn one_session_too_many_is_told_so() {
    let desk = Desk::new();
    let before = u32::try_from(desk.center.enter_count()).unwrap();
    let all: Vec<Session> = (before..MOST).map(|_| desk.owner()).collect();
    assert_eq!(desk.try_enter("sato", true, None).err(), Some(no(SessionProblem::TooMany { most: MOST })));
    desk.center.leave(&all[0].seat);
    assert!(desk.try_enter("sato", true, None).is_ok());
}

impl Center {
    /// How many sessions are open.
    fn enter_count(&self) -> usize {
        self.access.seats().len()
    }
}
