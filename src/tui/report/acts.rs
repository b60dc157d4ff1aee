//! The pane's part of the action table.

use std::rc::Rc;

use super::{Behind, ReportPane, Showing};
use crate::api::report::{ReportChange, ReportRead};
use crate::api::{Change, Request};
use crate::domain::month::Month;
use crate::domain::report::{Period, Value};
use crate::domain::time::FiscalYear;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::{Field, Form, SaveFault};
use crate::tui::layer::confirm::Confirm;
use crate::words::report as names;
use crate::words::{Say, report_screen as words};

impl Acts for ReportPane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("report.open", words::OPEN, Self::open).hinted().unless(Self::why_not_open),
        Action::new("report.back", words::BACK, |this: &mut Self, _: &mut Cx| {
            this.showing = match this.showing {
                Showing::Sources(_) => Showing::Table,
                Showing::Table | Showing::Tables => Showing::Tables,
            };
        })
        .hinted(),
        Action::new("report.earlier", words::EARLIER, |this: &mut Self, cx: &mut Cx| this.turn(-1, cx)).hinted(),
        Action::new("report.later", words::LATER, |this: &mut Self, cx: &mut Cx| this.turn(1, cx)).hinted(),
        Action::new("report.span", words::SPAN, |this: &mut Self, cx: &mut Cx| {
            let to = match this.period(cx) {
                Period::Month(month) => Period::Year(FiscalYear::of(month.first_day())),
                // The month that is reported next, or the last of a year that is over.
                Period::Year(_) => {
                    let last = Month::of(this.period(cx).last_day());
                    Period::Month(last.min(Month::of(cx.now.date_naive()).before(1)))
                }
            };
            this.turn_to(to, cx);
        })
        .hinted(),
        Action::new("report.compare", words::COMPARE, |this: &mut Self, cx: &mut Cx| {
            this.compare = !this.compare;
            this.ask(cx);
        })
        .hinted(),
        Action::new("report.choose", words::CHOOSE, Self::choose).hinted(),
        Action::new("report.close", words::CLOSE, Self::confirm_close).hinted().unless(Self::why_not_close),
        Action::new("report.left", words::LEFT, |this: &mut Self, _: &mut Cx| {
            this.column = this.column.saturating_sub(1);
        })
        .unless(Self::why_no_table),
        Action::new("report.right", words::RIGHT, |this: &mut Self, _: &mut Cx| {
            let last = this.table().map_or(0, |table| table.columns.len().saturating_sub(1));
            this.column = (this.column + 1).min(last);
        })
        .unless(Self::why_no_table),
    ];
}

impl ReportPane {
    fn why_no_table(&self, view: &View) -> Option<String> {
        (self.showing != Showing::Table).then(|| view.say(words::NEED_TABLE).to_owned())
    }

    fn why_not_open(&self, view: &View) -> Option<String> {
        let none = self.showing == Showing::Table && self.value().is_none_or(|value| value.size() == Some(0));
        none.then(|| view.say(words::NOTHING_BEHIND).to_owned())
    }

    /// What is counted now in the selected row and column.
    fn value(&self) -> Option<Value> {
        let figure = self.rows.selected()?.figures.get(self.column)?;
        Some(figure.now.unwrap_or(figure.value))
    }

    fn open(&mut self, cx: &mut Cx) {
        match self.showing {
            Showing::Tables => self.showing = Showing::Table,
            Showing::Table => {
                let (Some(row), Some(table)) = (self.rows.selected(), self.table()) else { return };
                let Some(column) = table.columns.get(self.column).map(|column| column.id) else { return };
                let name = format!("{} {}", row.name, column.say(cx.lang()));
                self.showing = Showing::Sources(Behind { row: row.key.clone(), column, name });
                self.sources.clear();
                self.ask_sources(cx);
            }
            Showing::Sources(_) => {
                if let Some(target) = self.sources.selected_id().and_then(|id| Target::named(id)) {
                    cx.show(target);
                }
            }
        }
    }

    fn turn(&mut self, by: i32, cx: &mut Cx) {
        let to = match self.period(cx) {
            Period::Month(month) if by < 0 => Period::Month(month.before(1)),
            Period::Month(month) => Period::Month(month.last_day().succ_opt().map_or(month, Month::of)),
            Period::Year(year) => Period::Year(FiscalYear(year.0.saturating_add(by))),
        };
        self.turn_to(to, cx);
    }

    fn choose(&mut self, cx: &mut Cx) {
        // The form leaves what it was filled with here and comes back by the same action.
        if let Some(period) = self.chosen.take() {
            self.turn_to(period, cx);
            return;
        }
        let chosen = Rc::clone(&self.chosen);
        let form = Form::new("report.choose", words::CHOOSE_PERIOD)
            .field(Field::text("period", words::PERIOD).with_text(self.period(cx).to_string()).required())
            .save(move |values, view| {
                let text = values.text("period");
                let unreadable = |_| SaveFault::field("period", view.say(words::UNREADABLE));
                let period: Period = text.trim().parse().map_err(unreadable)?;
                *chosen.borrow_mut() = Some(period);
                Ok(Request::Report(ReportRead::Tables { period, compare: false, mask_below: 0 }))
            })
            .done(|_, cx| cx.run("report.choose"));
        cx.push(form);
    }

    fn why_not_close(&self, view: &View) -> Option<String> {
        let Some(report) = &self.report else { return Some(view.say(words::NEED_REPORT).to_owned()) };
        let period = report.period;
        if let Some(stamp) = report.closed {
            let problem = crate::api::report::ReportProblem::AlreadyClosed { period, stamp };
            return Some(problem.say(view.lang()).into_owned());
        }
        let over = period.is_over(view.now.date_naive());
        let problem = crate::api::report::ReportProblem::NotOver { period };
        (!over).then(|| problem.say(view.lang()).into_owned())
    }

    fn confirm_close(&mut self, cx: &mut Cx) {
        let Some(period) = self.report.as_ref().map(|report| report.period) else { return };
        // A yes comes back by the same action.
        if let Some(period) = self.to_close.take() {
            self.close_period(period, cx);
            return;
        }
        let wanted = Rc::clone(&self.to_close);
        let question = words::close(&names::period(period, cx.lang()), cx.lang());
        cx.push(Confirm::about(question, move |cx| {
            *wanted.borrow_mut() = Some(period);
            cx.run("report.close");
        }));
    }

    pub(super) fn close_period(&mut self, period: Period, cx: &mut Cx) {
        let change = ReportChange::Close { period, tables: Vec::new() };
        self.closing.ask_first(Request::Change(Change::Report(change)), cx);
    }
}
