//! The pane of reports: the tables of a month or fiscal year, a table beside bars, the list that a figure was counted from.

mod acts;
mod draw;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::report::{Report, ReportAnswer, ReportRead, SourceRow};
use crate::api::{Answer, Notice, Page, Problem, Request, Window};
use crate::domain::event::Kind;
use crate::domain::month::Month;
use crate::domain::report::{ColumnId, Figure, Period, RowKey, Table, TableId};
use crate::domain::staff::Role;
use crate::tui::action::Place;
use crate::tui::app::{Cx, Latest, Message, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::widget::{Keyed, List};
use crate::words::report as names;
use crate::words::{Say, Text, report_screen as words};

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Showing {
    /// The tables by name.
    #[default]
    Tables,
    /// The selected table.
    Table,
    /// What a figure was counted from.
    Sources(Behind),
}

/// A figure whose list is open.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Behind {
    row: RowKey,
    column: ColumnId,
    /// Row and column by name.
    name: String,
}

/// A table by its name.
#[derive(Clone, Debug)]
struct TableRow {
    id: TableId,
    name: String,
}

impl Keyed for TableRow {
    type Id = TableId;

    fn id(&self) -> TableId {
        self.id
    }
}

/// A row of a table, ready to be drawn.
#[derive(Clone, Debug)]
struct FigureRow {
    key: RowKey,
    name: String,
    figures: Vec<Figure>,
}

impl Keyed for FigureRow {
    type Id = RowKey;

    fn id(&self) -> RowKey {
        self.key.clone()
    }
}

impl Keyed for SourceRow {
    type Id = String;

    fn id(&self) -> String {
        self.id.clone()
    }
}

/// The pane.
#[derive(Default)]
pub struct ReportPane {
    showing: Showing,
    /// Of what; none until the pane is entered.
    period: Option<Period>,
    compare: bool,
    report: Option<Report>,
    asked: Latest,
    closing: Latest,
    tables: List<TableRow>,
    rows: List<FigureRow>,
    column: usize,
    sources: List<SourceRow>,
    /// What the form of the period was filled with.
    chosen: Rc<RefCell<Option<Period>>>,
    /// A period that a yes was said to.
    to_close: Rc<RefCell<Option<Period>>>,
}

impl ReportPane {
    /// The keys that count here.
    pub const PLACE: Place =
        Place { words: words::TITLE, contexts: &["report", "list", "detail", "global"], typing: false };

    /// What is shown, or last month, the one that is reported next.
    fn period(&self, view: &View) -> Period {
        self.period.unwrap_or_else(|| Period::Month(Month::of(view.now.date_naive()).before(1)))
    }

    fn ask(&mut self, cx: &mut Cx) {
        let read = ReportRead::Tables { period: self.period(cx), compare: self.compare, mask_below: 0 };
        self.asked.ask(Request::Report(read), cx);
    }

    /// Shows another period, in the same table.
    fn turn_to(&mut self, period: Period, cx: &mut Cx) {
        self.period = Some(period);
        if matches!(self.showing, Showing::Sources(_)) {
            self.showing = Showing::Table;
        }
        self.ask(cx);
    }

    fn table(&self) -> Option<&Table> {
        let id = self.tables.selected_id()?;
        self.report.as_ref()?.tables.iter().find(|table| table.id == *id)
    }

    fn filled(&mut self, report: Report, view: &View) {
        let name = |id: TableId| id.say(view.lang()).into_owned();
        let all: Vec<TableRow> =
            report.tables.iter().map(|table| TableRow { id: table.id, name: name(table.id) }).collect();
        self.period = Some(report.period);
        self.report = Some(report);
        self.tables.fill(whole(all));
        self.fill_rows(view);
    }

    /// The rows of the selected table.
    fn fill_rows(&mut self, view: &View) {
        let settings = &view.session.welcome.settings;
        let rows = self.table().map_or_else(Vec::new, |table| {
            let row = |(key, figures): (RowKey, &[Figure])| FigureRow {
                name: names::row(&key, settings, view.lang()),
                key,
                figures: figures.to_vec(),
            };
            table.all_rows().map(row).collect()
        });
        self.column = self.column.min(self.table().map_or(0, |table| table.columns.len().saturating_sub(1)));
        self.rows.fill(whole(rows));
    }

    fn ask_sources(&mut self, cx: &mut Cx) {
        if let Some(request) = self.sources_request(cx) {
            self.sources.ask(request, cx);
        }
    }

    fn sources_request(&self, view: &View) -> Option<impl FnOnce(Window) -> Request + use<>> {
        let Showing::Sources(behind) = &self.showing else { return None };
        let (period, table) = (self.period(view), *self.tables.selected_id()?);
        let Behind { row, column, .. } = behind.clone();
        Some(move |window| Request::Report(ReportRead::Sources { period, table, row, column, window }))
    }
}

/// A list that is here as a whole.
fn whole<T>(rows: Vec<T>) -> Page<T> {
    Page { total: u32::try_from(rows.len()).unwrap_or(u32::MAX), offset: 0, rows }
}

impl Pane for ReportPane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Manager]
    }

    fn tab(&self) -> &'static str {
        "region"
    }

    fn enter(&mut self, cx: &mut Cx) {
        if let Some(period) = self.to_close.take() {
            self.close_period(period, cx);
        }
        if self.period.is_none() {
            self.period = Some(self.period(cx));
            self.ask(cx);
        }
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let closed = self.closing.takes(ticket);
        let ours = self.asked.takes(ticket) | self.sources.takes(ticket);
        match outcome {
            Ok(Answer::Done(_)) if closed => {
                cx.inform(words::CLOSED_NOW);
                self.ask(cx);
            }
            Ok(Answer::Report(answer)) if ours => match *answer {
                ReportAnswer::Tables(report) => self.filled(report, &cx.view()),
                ReportAnswer::Sources(page) => self.sources.fill(page),
            },
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
    }

    /// Figures are counted when they are asked for: nobody's key waits for a count at every change of anybody.
    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        let concerns = match notice {
            Notice::Changed { kind, .. } => matches!(kind, Kind::Closing | Kind::Centre),
            Notice::Reload => true,
            _ => false,
        };
        if concerns && self.period.is_some() {
            self.ask(cx);
            self.ask_sources(cx);
        }
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        match self.showing {
            Showing::Tables => {
                if self.tables.step(step) {
                    self.rows.clear();
                    self.fill_rows(&cx.view());
                }
            }
            Showing::Table => {
                self.rows.step(step);
            }
            Showing::Sources(_) => {
                self.sources.step(step);
                if let Some(request) = self.sources_request(cx) {
                    self.sources.ask_if_needed(request, cx);
                }
            }
        }
    }

    fn subject(&self) -> Option<String> {
        let period = self.period.map(|period| period.to_string()).unwrap_or_default();
        match self.showing {
            Showing::Sources(_) => self.sources.selected_id().cloned(),
            Showing::Tables | Showing::Table => Some(format!("{period} {:?}", self.tables.selected_id()?)),
        }
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        self.paint(on, view);
    }
}
