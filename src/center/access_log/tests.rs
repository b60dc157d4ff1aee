//! The log through real sessions: what counts as reading, who may see it, and what becomes of it when the disk or
//! somebody's hand fails it.

use std::fs;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::super::access::Arrival;
use super::super::connection::{Connection, Connections};
use super::super::testing::{Town, profile};
use super::*;
use crate::api::access_log::{
    AccessCursor, AccessFilter, AccessLogAnswer, AccessLogState, AccessPage, AccessRow, What,
};
use crate::api::{Ask, Hello, Notice, Problem};
use crate::center::queue::tests::intake;
use crate::domain::access::Beginning;
use crate::domain::staff::Role;
use crate::journal::faults::FaultyDisk;

/// A session of a member whom no password is asked of.
struct Session<'a> {
    town: &'a Town,
    seat: Arc<Seat>,
    connection: Connection,
    heard: Arc<Mutex<Vec<Notice>>>,
}

impl Session<'_> {
    fn ask(&mut self, request: &Value) -> Result<Answer, Problem> {
        let request = serde_json::from_value(request.clone()).unwrap();
        self.town.center.serve(&self.seat, &mut self.connection, Ask { id: 1, command: None, settles: None, request })
    }

    fn done(&mut self, request: &Value) -> Answer {
        self.ask(request).unwrap_or_else(|problem| panic!("{request}: {problem:?}"))
    }

    fn page(&mut self, filter: &AccessFilter, before: Option<AccessCursor>, limit: u32) -> AccessPage {
        let list = json!({"access_log": {"list": {"filter": filter, "before": before, "limit": limit}}});
        let Answer::AccessLog(answer) = self.done(&list) else { panic!() };
        let AccessLogAnswer::List(page) = *answer;
        page
    }

    /// All that is listed, the newest first.
    fn list(&mut self, filter: &AccessFilter) -> Vec<AccessRow> {
        let page = self.page(filter, None, 1_000);
        assert_eq!(page.next, None);
        page.rows
    }
}

impl Town {
    /// u1 manager sato, u2 coordinator tanaka, u3 auditor kansa, u4 administrator, u5 clerk; patients p1 and p2, and the
    /// cases c1 about p1, c2 about p2, c3 about nobody.
    fn with_cases() -> Self {
        let town = Self::found(profile("佐藤 恵", "sato", &[Role::Manager, Role::Coordinator]));
        let mut owner = town.enter("sato", false);
        for (name, account, role) in [
            ("田中 一", "tanaka", Role::Coordinator),
            ("監査 役", "kansa", Role::Auditor),
            ("管理 人", "admin", Role::Administrator),
            ("受付 子", "uketsuke", Role::Clerk),
        ] {
            owner.done(&json!({"change": {"centre": {"join": profile(name, account, &[role])}}}));
        }
        for name in ["山田 花子", "鈴木 一郎"] {
            let head = json!({"identity": {"name": {"written": name}}});
            owner.done(&json!({"change": {"patient": {"register": {"head": head}}}}));
        }
        for patient in [json!("p1"), json!("p2"), Value::Null] {
            let intake = intake(town.now(), "退院の相談");
            owner.done(&json!({"change": {"queue": {"receive": {"intake": intake, "patient": patient}}}}));
        }
        town
    }

    fn enter(&self, account: &str, screen: bool) -> Session<'_> {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hearing = Arc::clone(&heard);
        let tell = Box::new(move |notice: &Notice| hearing.lock().unwrap().push(notice.clone()));
        let hello = Hello::of_this_program(screen);
        let (seat, _) =
            self.center.enter(Arrival { account: account.into(), uid: 0, within: true, hello }, tell).unwrap();
        Session { town: self, seat, connection: Connections::default().begin(), heard }
    }
}

fn detail(case: u32) -> Value {
    json!({"queue": {"detail": {"consultation": format!("c{case}")}}})
}

fn all() -> AccessFilter {
    AccessFilter::default()
}

/// Who did what to which records, reads only.
fn reads(rows: &[AccessRow]) -> Vec<(String, String)> {
    let said = |row: &AccessRow| {
        let What::Read(access) = &row.what else { return None };
        let access = serde_json::to_value(access).unwrap();
        let name =
            access.as_str().map_or_else(|| access.as_object().unwrap().keys().next().unwrap().clone(), str::to_owned);
        let records: Vec<&str> = row.records.iter().map(|record| record.id.as_str()).collect();
        Some((
            row.by.map(|by| by.to_string()).unwrap_or_default(),
            format!("{name} {}", records.join(" ")).trim().to_owned(),
        ))
    };
    rows.iter().filter_map(said).collect()
}

fn read(by: &str, what: &str) -> (String, String) {
    (by.to_owned(), what.to_owned())
}

#[test]
fn a_detail_that_stays_is_read_and_a_cursor_passing_by_is_not() {
    let town = Town::with_cases();
    let mut screen = town.enter("tanaka", true);
    for case in [1, 2, 3] {
        screen.done(&detail(case));
    }
    screen.done(&json!({"queue": {"list": {}}}));
    town.wait(3);
    let mut auditor = town.enter("kansa", true);
    assert_eq!(reads(&auditor.list(&all()))[..2], [read("u3", "read_log"), read("u2", "opened c3")]);
    // It says itself where it is, and the timeline of the same person is another place.
    screen.done(&json!({"presence": {"at": {"kind": "consultation", "id": "c1", "doing": "looking"}}}));
    screen.done(&json!({"timeline": {"window": {"patient": "p1"}}}));
    screen.done(&json!({"presence": {"at": {"kind": "patient", "id": "p1", "doing": "typing"}}}));
    screen.done(&json!({"timeline": {"window": {"patient": "p1"}}}));
    town.wait(10);
    let rows = auditor.list(&all());
    assert_eq!(reads(&rows)[1..3], [read("u2", "opened p1"), read("u2", "opened c1")]);
    assert_eq!((rows[1].way, rows[1].account.as_str()), (Some(Way::Screen), "tanaka"));
    // What was not given was not read.
    let stranger = json!({"presence": {"at": {"kind": "consultation", "id": "c99", "doing": "looking"}}});
    assert!(screen.ask(&stranger).is_err() && screen.ask(&detail(99)).is_err());
    // Whoever leaves at once has not read, whoever leaves later has.
    screen.done(&detail(2));
    town.center.leave(&screen.seat);
    let mut again = town.enter("tanaka", true);
    again.done(&detail(2));
    town.wait(1);
    town.center.leave(&again.seat);
    assert_eq!(reads(&auditor.list(&all()))[1..3], [read("u2", "opened c2"), read("u3", "read_log")]);
}

#[test]
fn whatever_a_command_is_handed_is_an_export_at_once() {
    let town = Town::with_cases();
    let mut command = town.enter("tanaka", false);
    command.done(&detail(1));
    command.done(&json!({"timeline": {"window": {"patient": "p2"}}}));
    command.done(&json!({"queue": {"list": {"order": "number"}}}));
    command.done(&json!({"search": {"text": "山田"}}));
    for nothing in [json!({"centre": "staff"}), json!({"queue": "counts"}), json!({"search": {"text": "ない"}})] {
        command.done(&nothing);
    }
    let rows = town.enter("sato", false).list(&all());
    let exports: Vec<_> = reads(&rows).into_iter().skip(1).take(4).collect();
    assert_eq!(
        exports,
        [
            read("u2", "exported p1 c1"),
            read("u2", "exported c3 c2 c1"),
            read("u2", "exported p2"),
            read("u2", "exported c1")
        ]
    );
    let asked = rows.iter().filter_map(|row| match &row.what {
        What::Read(Accessed::Exported { request }) => Some(request.as_str()),
        _ => None,
    });
    assert_eq!(asked.take(4).collect::<Vec<_>>(), ["search", "queue.list", "timeline.window", "queue.detail"]);
    assert_eq!(rows[1].way, Some(Way::Command));
}

#[test]
fn auditors_see_who_did_what_and_nothing_of_what_it_is_and_reading_the_log_is_written_down() {
    let town = Town::with_cases();
    town.enter("tanaka", false).done(&detail(1));
    for account in ["tanaka", "admin", "uketsuke"] {
        let list = json!({"access_log": {"list": {}}});
        assert_eq!(town.enter(account, true).ask(&list), Err(Problem::NotAllowed), "{account}");
    }
    let mut auditor = town.enter("kansa", true);
    let rows = auditor.list(&all());
    let exported = rows.iter().find(|row| row.way == Some(Way::Command)).unwrap();
    let record = &exported.records[0];
    assert_eq!((record.number.as_deref(), record.patient), (Some("R8-0001"), Some(PatientId(1))));
    let told = serde_json::to_string(&rows).unwrap();
    for hidden in ["山田", "鈴木", "退院", "汐見"] {
        assert!(!told.contains(hidden), "{told}");
    }
    let changed = rows.iter().filter(|row| row.what == What::Changed).count();
    assert_eq!(changed, 1 + 4 + 2 + 3, "{told}");
    let mut manager = town.enter("sato", true);
    let named = manager.list(&AccessFilter { about: Some("p1".into()), ..all() });
    assert!(named.iter().any(|row| row.records.iter().any(|record| record.name.as_deref() == Some("山田 花子"))));
    let read_log = Accessed::ReadLog { about: Some("p1".into()), staff: None, since: None };
    let rows = auditor.list(&all());
    assert!(rows.iter().any(|row| row.by == Some(StaffId(1)) && row.what == What::Read(read_log.clone())));
    for request in [
        json!({"queue": {"list": {}}}),
        json!({"queue": "counts"}),
        json!({"patient": {"list": {}}}),
        json!({"timeline": {"window": {"patient": "p1"}}}),
        json!({"referral": {"list": {}}}),
        detail(1),
    ] {
        assert_eq!(auditor.ask(&request), Err(Problem::NotAllowed), "{request}");
    }
    assert_eq!(auditor.done(&json!({"search": {"text": "山田"}})), Answer::Search(vec![]));
}

#[test]
fn what_is_listed_is_cut_to_a_person_a_member_or_a_day() {
    let town = Town::with_cases();
    let mut command = town.enter("tanaka", false);
    let statement = json!({"occurred": "2026-11-24", "text": "様子を見る", "content": {"note": {}}});
    for patient in ["p1", "p2"] {
        let write = json!({"change": {"timeline": {"write": {"patient": patient, "statement": statement}}}});
        command.done(&write);
    }
    for case in [1, 2, 3] {
        command.done(&detail(case));
    }
    let mut auditor = town.enter("kansa", false);
    let of = |auditor: &mut Session, about: &str| {
        let rows = auditor.list(&AccessFilter { about: Some(about.into()), ..all() });
        let mut ids: Vec<String> = rows.iter().flat_map(|row| &row.records).map(|record| record.id.clone()).collect();
        ids.sort();
        ids
    };
    let first = ["c1", "c1", "p1", "p1.e1"];
    for about in ["p1", "c1", "R8-0001", "r8-1"] {
        assert_eq!(of(&mut auditor, about), first, "{about}");
    }
    assert_eq!(of(&mut auditor, "R8-0003"), ["c3", "c3"]);
    let mut refused = |about: &str| auditor.ask(&json!({"access_log": {"list": {"filter": {"about": about}}}}));
    assert!(matches!(refused("山田"), Err(Problem::Field { .. })));
    assert!(matches!(refused("R8-0999"), Err(Problem::NotFound { .. })));
    let by = auditor.list(&AccessFilter { staff: Some(StaffId(2)), ..all() });
    assert_eq!(by.len(), 5);
    assert!(by.iter().all(|row| row.by == Some(StaffId(2))));
    town.wait(24 * 60 * 60);
    town.enter("tanaka", false).done(&detail(2));
    let today = AccessFilter { since: Some(town.now().date_naive()), ..all() };
    assert_eq!(reads(&auditor.list(&today)), [read("u3", "read_log"), read("u2", "exported c2")]);
}

#[test]
fn pages_of_the_list_put_together_are_the_list_and_only_a_new_question_is_written_down() {
    let town = Town::with_cases();
    let mut command = town.enter("tanaka", false);
    for round in 0..20 {
        command.done(&detail(round % 3 + 1));
        town.wait(1);
        let intake = intake(town.now(), "相談");
        command.done(&json!({"change": {"queue": {"receive": {"intake": intake}}}}));
    }
    let mut auditor = town.enter("kansa", true);
    let whole = auditor.list(&all());
    let (mut rows, mut before) = (Vec::new(), None);
    loop {
        let page = auditor.page(&all(), before, 7);
        rows.extend(page.rows);
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(reads(&rows)[1..], reads(&whole)[..], "one more entry for the second question, and none for its pages");
    assert_eq!(rows[1..], whole[..]);
    assert!(rows.is_sorted_by(|newer, older| newer.at >= older.at));
    // A place to go on from that was never given is a question of its own.
    let far = AccessCursor { read: u64::MAX, changed: u64::MAX };
    auditor.page(&all(), Some(far), 5);
    assert_eq!(reads(&auditor.list(&all()))[..3], std::array::from_fn::<_, 3, _>(|_| read("u3", "read_log")));
}

#[test]
fn a_full_disk_stops_no_reading_and_is_said_and_nothing_is_lost_once_there_is_room() {
    let disk = Arc::new(FaultyDisk::default());
    let town = Town::with_cases().restarted_on(Arc::clone(&disk) as _);
    let mut screen = town.enter("tanaka", true);
    town.center.subscribe(screen.seat.staff, {
        let heard = Arc::clone(&screen.heard);
        Box::new(move |notice| heard.lock().unwrap().push(notice.clone()))
    });
    screen.done(&detail(1));
    town.wait(3);
    town.center.access_log.flush();
    assert_eq!(town.center.access_log.state(), AccessLogState::Kept);
    disk.leave_room(0);
    disk.fail_sync(true);
    screen.done(&detail(2));
    town.wait(3);
    town.center.access_log.flush();
    assert_eq!(*screen.heard.lock().unwrap(), [Notice::AccessLog(AccessLogState::Failing)]);
    assert!(screen.ask(&detail(3)).is_ok());
    town.wait(3);
    town.center.access_log.flush();
    disk.fail_sync(false);
    disk.make_room();
    town.center.access_log.flush();
    assert_eq!(screen.heard.lock().unwrap().last(), Some(&Notice::AccessLog(AccessLogState::Kept)));
    let rows = town.enter("kansa", true).list(&all());
    let opened = [read("u2", "opened c3"), read("u2", "opened c2"), read("u2", "opened c1")];
    assert_eq!(reads(&rows)[1..4], opened);
}

#[test]
fn what_was_written_a_second_ago_survives_a_kill_and_stands_in_no_clear_word() {
    let town = Town::with_cases();
    town.enter("tanaka", false).done(&detail(1));
    town.center.access_log.flush();
    let copy = town.base.path().join("killed");
    copy_dir(&town.data, &copy);
    let bytes = fs::read(copy.join("access/00000001.seg")).unwrap();
    assert!(!bytes.windows(6).any(|window| window == b"tanaka"));
    let killed = town.restarted_in("killed");
    let mut manager = killed.enter("sato", false);
    assert_eq!(reads(&manager.list(&all()))[1], read("u2", "exported c1"));
}

fn copy_dir(from: &std::path::Path, into: &std::path::Path) {
    fs::create_dir_all(into).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = into.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &to);
        } else {
            drop(fs::copy(entry.path(), to));
        }
    }
}

#[test]
fn a_break_in_the_chain_is_said_and_kept_and_another_log_is_begun() {
    let town = Town::with_cases();
    for _ in 0..3 {
        town.enter("tanaka", false).done(&detail(1));
        town.center.access_log.flush();
    }
    assert!(matches!(town.center.access_log.check(), Ok(crate::api::journal::AccessVerified::Whole { .. })));
    town.center.shut_down();
    let segment = town.data.join("access/00000001.seg");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[400] ^= 1;
    fs::write(&segment, &bytes).unwrap();
    assert!(matches!(check(&town.data), Ok(crate::api::journal::AccessVerified::Broken { .. })));
    let town = town.restarted();
    assert_eq!(town.center.access_log.state(), AccessLogState::Broken);
    assert_eq!(fs::read(town.data.join("access.broken-1/00000001.seg")).unwrap(), bytes);
    let mut auditor = town.enter("kansa", true);
    let page = auditor.page(&all(), None, 1_000);
    assert_eq!(page.state, AccessLogState::Broken);
    let begun = page.rows.iter().find_map(|row| match &row.what {
        What::Read(Accessed::Begun(Beginning::Broken { kept, .. })) => Some(kept.clone()),
        _ => None,
    });
    assert_eq!(begun.as_deref(), Some("access.broken-1"));
    town.center.shut_down();
    fs::remove_dir_all(town.data.join("access")).unwrap();
    fs::rename(town.data.join("access.broken-1"), town.base.path().join("looked into")).unwrap();
    let town = town.restarted();
    assert_eq!(town.center.access_log.state(), AccessLogState::Kept);
    let rows = town.enter("kansa", true).list(&all());
    assert!(rows.iter().any(|row| row.what == What::Read(Accessed::Begun(Beginning::Missing))));
}
