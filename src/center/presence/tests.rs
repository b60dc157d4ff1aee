//! Presence through a real centre: who hears of whom, and how it ends.

use std::sync::{Arc, Mutex};

use crate::api::centre::CentreChange;
use crate::api::patient::PatientChange;
use crate::api::presence::{Doing, Presence, PresenceRequest, Whereabouts};
use crate::api::{Answer, Ask, Change, CommandId, Notice, Problem, Request};
use crate::center::connection::{Connection, Connections};
use crate::center::{Center, open};
use crate::domain::code::Code;
use crate::domain::event::Kind;
use crate::domain::id::StaffId;
use crate::domain::patient::Head;
use crate::domain::person::PersonName;
use crate::domain::staff::{FullTimeEquivalent, Role, StaffProfile};
use crate::exchange::city::default_settings;

const ME: StaffId = StaffId(1);
const CLERK: StaffId = StaffId(2);
const AUDITOR: StaffId = StaffId(3);

fn profile(name: &str, roles: &[Role]) -> StaffProfile {
    StaffProfile {
        name: PersonName { written: name.into(), kana: String::new() },
        profession: Code::new("public_health_nurse"),
        roles: roles.to_vec(),
        full_time_equivalent: FullTimeEquivalent(100),
        team: None,
        areas: vec![],
        account: None,
    }
}

fn ask(center: &Center, connection: &mut Connection, who: StaffId, request: Request) -> Result<Answer, Problem> {
    let command = matches!(request, Request::Change(_)).then(|| CommandId(format!("{request:?}")));
    center.answer_on(connection, who, Ask { id: 1, command, request, settles: None })
}

/// A centre with a manager, a clerk, an auditor and a patient.
fn town(dir: &std::path::Path) -> Center {
    let founder = profile("佐藤 恵", &[Role::Manager, Role::Coordinator, Role::Administrator]);
    let clock = crate::center::wall_clock();
    drop(open::found(dir, default_settings().unwrap(), founder, &clock, None).unwrap());
    let center = Center::open(dir).unwrap();
    let mut connection = Connections::default().begin();
    for (name, role) in [("小川 恵", Role::Clerk), ("森 香", Role::Auditor)] {
        let join = CentreChange::Join(profile(name, &[role]));
        ask(&center, &mut connection, ME, Request::Change(Change::Centre(join))).unwrap();
    }
    let mut head = Head::default();
    head.identity.name.written = "山田 花子".into();
    let register = PatientChange::Register { head: Box::new(head) };
    ask(&center, &mut connection, ME, Request::Change(Change::Patient(register))).unwrap();
    center
}

fn at(id: &str, doing: Doing) -> Request {
    Request::Presence(PresenceRequest { at: Some(Whereabouts { kind: Kind::Patient, id: id.into(), doing }) })
}

fn who(presence: &Presence) -> Vec<(StaffId, Doing)> {
    presence.who.iter().map(|present| (present.staff, present.doing)).collect()
}

#[test]
fn presence_is_told_to_those_who_may_read_the_record_and_ends_with_the_session() {
    let dir = tempfile::tempdir().unwrap();
    let center = town(&dir.path().join("data"));
    let heard: Arc<Mutex<Vec<(StaffId, Presence)>>> = Arc::default();
    for staff in [CLERK, AUDITOR] {
        let heard = Arc::clone(&heard);
        let hear = move |notice: &Notice| {
            if let Notice::Presence(presence) = notice {
                heard.lock().unwrap().push((staff, presence.clone()));
            }
        };
        center.subscribe(staff, Box::new(hear));
    }
    let take = || std::mem::take(&mut *heard.lock().unwrap());
    let connections = Connections::default();
    let (mut mine, mut second, mut clerk) = (connections.begin(), connections.begin(), connections.begin());
    ask(&center, &mut mine, ME, at("p1", Doing::Looking)).unwrap();
    ask(&center, &mut second, ME, at("p1", Doing::Typing)).unwrap();
    let told = take();
    assert!(told.iter().all(|(staff, _)| *staff == CLERK), "an auditor hears nothing: {told:?}");
    assert_eq!(who(&told[1].1), [(ME, Doing::Typing)], "one person counts once, by what is more");

    let Answer::Presence(all) = ask(&center, &mut clerk, CLERK, at("p1", Doing::Looking)).unwrap() else { panic!() };
    assert_eq!(all.iter().map(who).collect::<Vec<_>>(), [vec![(ME, Doing::Typing), (CLERK, Doing::Looking)]]);
    assert!(matches!(ask(&center, &mut clerk, AUDITOR, at("p1", Doing::Looking)), Err(Problem::NotFound { .. })));
    assert!(matches!(ask(&center, &mut clerk, CLERK, at("p9", Doing::Looking)), Err(Problem::NotFound { .. })));
    let nowhere = || Request::Presence(PresenceRequest::default());
    let answer = ask(&center, &mut connections.begin(), AUDITOR, nowhere());
    assert_eq!(answer, Ok(Answer::Presence(vec![])), "nor may an auditor ask");

    take();
    drop(second);
    assert_eq!(who(&take()[0].1), [(ME, Doing::Looking), (CLERK, Doing::Looking)]);
    ask(&center, &mut mine, ME, nowhere()).unwrap();
    assert_eq!(who(&take()[0].1), [(CLERK, Doing::Looking)]);
    center.shut_down();
}

#[test]
fn typing_without_a_sign_of_life_is_no_more_than_looking() {
    let dir = tempfile::tempdir().unwrap();
    let center = town(&dir.path().join("data"));
    let mut mine = Connections::default().begin();
    let Answer::Presence(all) = ask(&center, &mut mine, ME, at("p1", Doing::Typing)).unwrap() else { panic!() };
    let present = all[0].who[0];
    assert_eq!(present.doing_at(present.until - chrono::TimeDelta::seconds(1)), Doing::Typing);
    assert_eq!(present.doing_at(present.until), Doing::Looking);
    center.shut_down();
}
