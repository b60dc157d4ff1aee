//! How reports are drawn: the tables by name, a table with bars of its selected column, the list behind a figure.

use super::{FigureRow, ReportPane, Showing, TableRow};
use crate::api::report::SourceRow;
use crate::domain::report::{Figure, RowKey, Table, Value};
use crate::tui::app::View;
use crate::tui::surface::{Align, Pen, Surface};
use crate::tui::widget::Split;
use crate::words::report as names;
use crate::words::{Say, report_screen as words};

/// The columns of a row's name, and of a figure.
const NAME: u16 = 24;
const FIGURE: u16 = 9;

/// A bar is a part of it.
const BAR: &str = "##############################################################################";

/// What the bars of a column are measured by.
#[derive(Clone, Copy)]
struct Scale {
    column: usize,
    most: f64,
}

impl Scale {
    /// Of all rows but the total, which would dwarf them.
    fn of(table: &Table, column: usize) -> Self {
        let sizes = table.rows.iter().filter_map(|row| row.figures.get(column)).map(|figure| size(figure.value));
        Self { column, most: sizes.fold(0.0, f64::max) }
    }

    fn bar(self, figure: Option<&Figure>, cells: u16) -> &'static str {
        let part = figure.map_or(0.0, |figure| size(figure.value)) / self.most.max(1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a screen's width")]
        let long = (part.clamp(0.0, 1.0) * f64::from(cells)).round() as usize;
        // Whatever is there shows.
        let long = if long == 0 && part > 0.0 { 1 } else { long };
        BAR.get(..long.min(usize::from(cells))).unwrap_or(BAR)
    }
}

fn size(value: Value) -> f64 {
    match value {
        Value::Count(count) => f64::from(count),
        Value::Mean { days, of } if of > 0 => f64::from(days) / f64::from(of),
        Value::Mean { .. } | Value::Masked => 0.0,
    }
}

/// A figure; with `*` where something else is counted now that its period is closed.
fn text(figure: &Figure) -> String {
    let value = names::value(figure.value);
    if figure.now.is_some() { format!("{value}*") } else { value }
}

impl ReportPane {
    /// Draws everything between header and hint line.
    pub(super) fn paint(&mut self, on: &mut Surface, view: &View) {
        self.head(&mut on.rows(0, 1), view);
        let height = on.height().saturating_sub(1);
        let mut rest = on.rows(1, height);
        match &self.showing {
            Showing::Tables => self.paint_tables(&mut rest, view),
            Showing::Table => self.paint_table(&mut rest, view),
            Showing::Sources(behind) => {
                let head = words::sources(&behind.name, self.sources.total(), view.lang());
                rest.text(0, 0, &head, view.theme().strong);
                let height = rest.height().saturating_sub(1);
                self.sources.draw(&mut rest.rows(1, height), view, words::NO_SOURCES, source);
            }
        }
    }

    fn head(&self, on: &mut Surface, view: &View) {
        let (theme, lang) = (view.theme(), view.lang());
        let mut pen = on.pen(0);
        pen.style(theme.strong).put(&names::title(self.period(view), lang)).gap(2);
        let Some(report) = &self.report else { return };
        let closed = if report.closed.is_some() { words::CLOSED } else { words::NOT_CLOSED };
        pen.style(theme.faint).put(view.say(closed)).gap(2);
        let corrected = !report.corrected.is_empty() || report.tables.iter().any(Table::is_corrected);
        if corrected {
            pen.style(theme.warning).put("* ").put(view.say(words::CORRECTED)).gap(2);
        }
        pen.style(theme.faint).right(&names::made(report.made, lang));
    }

    fn paint_tables(&mut self, on: &mut Surface, view: &View) {
        let mut split = Split::of(on.width(), on.height()).two();
        self.tables.draw(&mut on.at(split.list), view, words::NO_TABLES, table_name);
        if let Some(rule) = split.rule.take() {
            on.rule(rule, view.theme().faint);
        }
        // The same table below, as far as there is room, so that one need not open it to see its bars.
        let Some(table) = self.table() else { return };
        let scale = Scale::of(table, self.column);
        let mut part = on.at(split.detail);
        heads(&mut part.rows(0, 1), table, scale, view);
        for (y, row) in (1..part.height()).zip(self.rows.rows()) {
            let mut pen = part.pen(y);
            pen.put(" ");
            figures(row, scale, &mut pen, view);
        }
    }

    fn paint_table(&mut self, on: &mut Surface, view: &View) {
        let Some(table) = self.table() else { return };
        let scale = Scale::of(table, self.column);
        on.text(0, 0, &table.id.say(view.lang()), view.theme().strong);
        heads(&mut on.rows(1, 1), table, scale, view);
        let height = on.height().saturating_sub(3);
        let foot = on.height().saturating_sub(1);
        self.rows.draw(&mut on.rows(2, height), view, words::NO_ROWS, |row, pen, view| figures(row, scale, pen, view));
        if let Some(figure) = self.rows.selected().and_then(|row| row.figures.get(scale.column)) {
            on.text(1, foot, &names::beside(figure, view.lang()), view.theme().plain);
        }
    }
}

fn table_name(row: &TableRow, pen: &mut Pen, view: &View) {
    pen.gap(1).style(view.theme().plain).put(&row.name);
}

/// The names of the columns, the one of the bars reversed.
fn heads(on: &mut Surface, table: &Table, scale: Scale, view: &View) {
    let theme = view.theme();
    let mut pen = on.pen(0);
    pen.gap(1 + NAME + 1);
    for (at, column) in table.columns.iter().enumerate() {
        pen.style(if at == scale.column { theme.selected } else { theme.faint });
        pen.aligned(FIGURE, Align::Right, &column.id.say(view.lang()));
    }
}

/// A row: its name, its figures, the bar of the selected column.
fn figures(row: &FigureRow, scale: Scale, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let is_total = row.key == RowKey::Total;
    pen.style(if is_total { theme.strong } else { theme.plain }).column(NAME, &row.name);
    for figure in &row.figures {
        pen.style(if figure.now.is_some() { theme.warning } else { theme.plain });
        pen.aligned(FIGURE, Align::Right, &text(figure));
    }
    if !is_total {
        let cells = pen.left().saturating_sub(1);
        pen.style(theme.key).put(scale.bar(row.figures.get(scale.column), cells));
    }
}

/// What a figure was counted from.
fn source(row: &SourceRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let number = row.number.map_or_else(|| row.id.clone(), |number| number.to_string());
    pen.gap(1).style(theme.plain).column(12, &number).style(theme.faint).put(&row.kind.say(view.lang()));
}
