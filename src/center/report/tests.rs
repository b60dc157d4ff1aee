//! Reports through an open centre: who may read them, and that a figure's list is what the report counted.

use crate::api::queue::QueueChange;
use crate::api::report::{Report, ReportAnswer, ReportChange, ReportProblem, ReportRead, SourceRow};
use crate::api::{Answer, Ask, Change, Done, Page, Problem, Request, Window};
use crate::center::Center;
use crate::center::demo::{self, Plan};
use crate::domain::event::Kind;
use crate::domain::id::StaffId;
use crate::domain::report::{ColumnId, Period, RowKey, TableId, Value};
use crate::domain::staff::Role;
use chrono::NaiveDate;

/// A city of a year, open.
fn city() -> (tempfile::TempDir, Center) {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("city");
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    drop(demo::write(&place, Plan { patients: 60, years: 1, seed: 3, today }, None, |_| {}).unwrap());
    let center = Center::open(&place).unwrap();
    (dir, center)
}

fn ask(center: &Center, staff: StaffId, read: ReportRead) -> Result<ReportAnswer, Problem> {
    let ask = Ask { id: 1, command: None, request: Request::Report(read), settles: None };
    match center.answer(staff, ask)? {
        Answer::Report(answer) => Ok(*answer),
        other => panic!("{other:?}"),
    }
}

fn tables(center: &Center, period: Period) -> Report {
    let read = ReportRead::Tables { period, compare: false, mask_below: 0 };
    match ask(center, StaffId(1), read).unwrap() {
        ReportAnswer::Tables(report) => report,
        other @ ReportAnswer::Sources(_) => panic!("{other:?}"),
    }
}

fn sources(center: &Center, period: Period, row: RowKey, column: ColumnId) -> Page<SourceRow> {
    let window = Window { offset: 0, limit: 1_000 };
    let read = ReportRead::Sources { period, table: TableId::Askers, row, column, window };
    match ask(center, StaffId(1), read).unwrap() {
        ReportAnswer::Sources(page) => page,
        other @ ReportAnswer::Tables(_) => panic!("{other:?}"),
    }
}

#[test]
fn only_managers_read_reports() {
    let (_dir, center) = city();
    let staff: Vec<(StaffId, bool)> =
        center.views().staff.values().map(|staff| (staff.id, staff.holds(Role::Manager))).collect();
    assert!(staff.iter().any(|(_, manages)| !manages), "nobody to refuse");
    for (id, manages) in staff {
        let period = "2026-10".parse().unwrap();
        let read = ReportRead::Tables { period, compare: true, mask_below: 5 };
        assert_eq!(ask(&center, id, read).err(), (!manages).then_some(Problem::NotAllowed), "{id}");
    }
    center.shut_down();
}

#[test]
fn a_figure_opens_the_consultations_by_their_numbers() {
    let (_dir, center) = city();
    let period: Period = "2026-10".parse().unwrap();
    let report = tables(&center, period);
    let askers = report.tables.iter().find(|table| table.id == TableId::Askers).unwrap();
    let mut listed = 0;
    for row in &askers.rows {
        let Value::Count(count) = row.figures[0].value else { panic!("{row:?}") };
        let page = sources(&center, period, row.key.clone(), ColumnId::New);
        assert_eq!(page.total, count);
        assert!(page.rows.iter().all(|row| row.kind == Kind::Consultation && row.number.is_some()));
        listed += page.total;
    }
    assert_eq!(askers.total.as_ref().unwrap()[0].value, Value::Count(listed));
    assert!(listed > 0, "a city in which nobody asks");
    center.shut_down();
}

fn close(center: &Center, staff: StaffId, period: &str) -> Result<Done, Problem> {
    let change = ReportChange::Close { period: period.parse().unwrap(), tables: Vec::new() };
    let ask = Ask { id: 1, command: None, request: Request::Change(Change::Report(change)), settles: None };
    match center.answer(staff, ask)? {
        Answer::Done(done) => Ok(done),
        other => panic!("{other:?}"),
    }
}

fn totals(report: &Report) -> (Value, Option<Value>) {
    let figure = |table: TableId, row, column| {
        report.tables.iter().find(|it| it.id == table).and_then(|table| table.figure(&row, column)).unwrap()
    };
    let figure = match report.period {
        Period::Month(_) => figure(TableId::Askers, RowKey::Total, ColumnId::New),
        Period::Year(_) => figure(TableId::Months, RowKey::Month("2026-10".parse().unwrap()), ColumnId::New),
    };
    (figure.value, figure.now)
}

#[test]
fn a_closed_month_keeps_its_figures_and_shows_later_corrections_beside_them() {
    let (dir, center) = city();
    let (october, year): (Period, Period) = ("2026-10".parse().unwrap(), "R8".parse().unwrap());
    let (was, _) = totals(&tables(&center, october));
    let clerk = center.views().staff.values().find(|staff| !staff.holds(Role::Manager)).map(|staff| staff.id).unwrap();
    assert_eq!(close(&center, clerk, "2026-10"), Err(Problem::NotAllowed));
    assert!(matches!(close(&center, StaffId(1), "2999-10"), Err(Problem::Report(ReportProblem::NotOver { .. }))));
    assert!(matches!(close(&center, StaffId(1), "R7"), Err(Problem::Report(ReportProblem::MonthsOpen { .. }))));
    close(&center, StaffId(1), "2026-10").unwrap();
    let again = close(&center, StaffId(1), "2026-10");
    assert!(matches!(again, Err(Problem::Report(ReportProblem::AlreadyClosed { .. }))), "{again:?}");
    let report = tables(&center, october);
    assert!(report.closed.is_some());
    assert_eq!(totals(&report), (was, None));
    assert!(!report.tables.iter().any(crate::domain::report::Table::is_corrected));
    // A form found in a drawer.
    let received_at = "2026-10-30T10:00:00+09:00".parse().unwrap();
    let intake = Box::new(crate::center::queue::tests::intake(received_at, "見落とし"));
    let receive = Change::Queue(QueueChange::Receive { intake, patient: None });
    center.answer(StaffId(1), Ask { id: 1, command: None, request: Request::Change(receive), settles: None }).unwrap();
    let Value::Count(count) = was else { panic!("{was:?}") };
    let corrected = (was, Some(Value::Count(count + 1)));
    assert_eq!(totals(&tables(&center, october)), corrected);
    let annual = tables(&center, year);
    assert_eq!(totals(&annual), corrected, "in the year's months too");
    assert_eq!(annual.corrected, ["2026-10".parse().unwrap()]);
    center.shut_down();
    drop(center);
    let center = Center::open(&dir.path().join("city")).unwrap();
    assert_eq!(totals(&tables(&center, october)), corrected, "after a restart");
    center.shut_down();
}
