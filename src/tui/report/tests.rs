//! The pane by keys through the real loop, against a server with one month of figures.

use std::cell::RefCell;
use std::rc::Rc;

use super::ReportPane;
use crate::api::report::{Report, ReportAnswer, ReportChange, ReportRead, SourceRow};
use crate::api::{Answer, Change, Done, Page, Request};
use crate::domain::aggregate::Stamp;
use crate::domain::consultation::Asker;
use crate::domain::event::Kind;
use crate::domain::id::{StaffId, Version};
use crate::domain::report::{Column, ColumnId, Figure, Period, Row, RowKey, Table, TableId, Value};
use crate::domain::staff::Role;
use crate::tui::testing::{Desk, Setup, now};
use crate::words::Lang;

type Log = Rc<RefCell<Vec<Request>>>;

fn report(period: Period, closed: bool, compare: bool) -> Report {
    let figure = |count: u32, now: Option<u32>| Figure {
        value: Value::Count(count),
        now: now.map(Value::Count),
        before: compare.then_some(Value::Count(count / 2)),
    };
    let row = |asker, new, persons, contacts| Row {
        key: RowKey::Asker(asker),
        figures: vec![figure(new, (new == 12).then_some(13)), figure(persons, None), figure(contacts, None)],
    };
    let adds = |id, adds_up| Column { id, adds_up };
    let askers = Table {
        id: TableId::Askers,
        columns: vec![adds(ColumnId::New, true), adds(ColumnId::Persons, false), adds(ColumnId::Contacts, true)],
        rows: vec![
            row(Asker::Family, 12, 9, 30),
            row(Asker::HospitalSocialWorker, 4, 4, 6),
            row(Asker::School, 0, 0, 0),
        ],
        total: Some(vec![figure(16, Some(17)), figure(12, None), figure(36, None)]),
    };
    let days = Table {
        id: TableId::ReferralDays,
        columns: vec![adds(ColumnId::Days, false)],
        rows: vec![Row { key: RowKey::WholeCourse, figures: vec![Value::Mean { days: 45, of: 6 }.into()] }],
        total: None,
    };
    let stamp = Stamp { at: now(), by: StaffId(1) };
    Report {
        period,
        made: now(),
        compared: compare.then(|| period.a_year_before()),
        mask_below: 0,
        closed: closed.then_some(stamp),
        corrected: Vec::new(),
        tables: vec![askers, days],
    }
}

fn desk(setup: impl FnOnce(&mut Setup)) -> (Desk, Log) {
    let log = Log::default();
    let asked = Rc::clone(&log);
    let mut it = Setup::of(vec![Box::new(ReportPane::default())]);
    setup(&mut it);
    let mut closed = false;
    let desk = it.open(move |request| {
        asked.borrow_mut().push(request.clone());
        match request {
            Request::Report(ReportRead::Tables { period, compare, .. }) => {
                let report = report(*period, closed, *compare);
                Some(Ok(Answer::Report(Box::new(ReportAnswer::Tables(report)))))
            }
            Request::Report(ReportRead::Sources { window, .. }) => {
                let rows: Vec<SourceRow> = (1..=9)
                    .map(|id| SourceRow {
                        kind: Kind::Consultation,
                        id: format!("c{id}"),
                        number: format!("R8-{id}").parse().ok(),
                    })
                    .collect();
                let page = Page::of(&rows, *window, Clone::clone);
                Some(Ok(Answer::Report(Box::new(ReportAnswer::Sources(page)))))
            }
            Request::Change(Change::Report(ReportChange::Close { .. })) => {
                closed = true;
                let id = "m1".to_owned();
                Some(Ok(Answer::Done(Done { kind: Kind::Closing, id, version: Version(1), number: None, more: None })))
            }
            _ => None,
        }
    });
    (desk, log)
}

fn read(log: &Log) -> ReportRead {
    let log = log.borrow();
    let reads = log.iter().rev().find_map(|request| match request {
        Request::Report(read) => Some(read.clone()),
        _ => None,
    });
    reads.unwrap()
}

#[test]
fn the_tables_come_with_the_bars_of_the_selected_one() {
    let (mut desk, log) = desk(|_| {});
    let ReportRead::Tables { period, .. } = read(&log) else { panic!() };
    assert_eq!(period.to_string(), "2026-10", "last month is the one that is reported");
    insta::assert_snapshot!("report_tables", desk.screen());
    insta::assert_snapshot!("report_table", desk.press("Enter").screen());
}

#[test]
fn a_figure_opens_the_list_it_was_counted_from() {
    let (mut desk, log) = desk(|_| {});
    desk.press("Enter Right Enter");
    let ReportRead::Sources { table, row, column, .. } = read(&log) else { panic!() };
    assert_eq!((table, row, column), (TableId::Askers, RowKey::Asker(Asker::Family), ColumnId::Persons));
    insta::assert_snapshot!("report_sources", desk.screen());
    desk.press("Esc Down Down Enter");
    assert!(desk.screen().contains("0のため"), "{}", desk.screen());
}

#[test]
fn another_period_is_turned_to_and_chosen() {
    let (mut desk, log) = desk(|_| {});
    let shown = |log: &Log| match read(log) {
        ReportRead::Tables { period, compare, .. } => (period.to_string(), compare),
        other @ ReportRead::Sources { .. } => panic!("{other:?}"),
    };
    desk.press(",");
    assert_eq!(shown(&log), ("2026-09".into(), false));
    desk.press(". . y");
    assert_eq!(shown(&log), ("2026-11".into(), true));
    desk.press("w");
    assert_eq!(shown(&log), ("R8".into(), true));
    desk.press(",");
    assert_eq!(shown(&log), ("R7".into(), true));
    desk.press("w");
    assert_eq!(shown(&log), ("2026-03".into(), true), "the last month of a year that is over");
    desk.press("d");
    desk.press("Home C-k").type_text("R6").press("C-s");
    assert_eq!(shown(&log), ("R6".into(), true));
}

#[test]
fn a_month_is_closed_after_a_yes_and_only_once() {
    let (mut desk, log) = desk(|_| {});
    desk.press("x");
    assert!(desk.screen().contains("締めますか"), "{}", desk.screen());
    desk.press("y");
    let closes = |log: &Log| log.borrow().iter().filter(|it| matches!(it, Request::Change(Change::Report(_)))).count();
    assert_eq!(closes(&log), 1);
    assert!(desk.screen().contains("締め済"), "{}", desk.screen());
    desk.press("x");
    assert!(desk.screen().contains("締めてあります"), "{}", desk.screen());
    assert_eq!(closes(&log), 1);
}

#[test]
fn whoever_is_no_manager_sees_nothing_and_asks_nothing() {
    let (mut desk, log) = desk(|setup| setup.welcome.staff.roles = vec![Role::Coordinator]);
    assert!(log.borrow().iter().all(|request| !matches!(request, Request::Report(_))));
    assert!(!desk.screen().contains("月報"), "{}", desk.screen());
    desk.press("Enter");
}

#[test]
fn it_fits_a_wide_screen_in_english() {
    let (mut desk, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    insta::assert_snapshot!("report_wide_en", desk.press("y").screen());
}
