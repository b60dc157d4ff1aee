//! A table of a report as rows of cells with their names: what every format is written from.

use super::Office;
use crate::api::report::Report;
use crate::domain::report::{Column, ColumnId, Figure, Row, RowKey, Table, TableId, Value};
use crate::words::report as words;
use crate::words::{Lang, Say};

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A count, or the difference of two.
    Number(i64),
    /// Days on average.
    Days(f64),
    /// An average of nothing.
    None,
    /// Too small to be published.
    Masked,
}

impl Cell {
    fn of(value: Value) -> Self {
        match value {
            Value::Count(count) => Self::Number(i64::from(count)),
            Value::Mean { of: 0, .. } => Self::None,
            // To one decimal, so that every format shows the same.
            Value::Mean { days, of } => Self::Days((f64::from(days) * 10.0 / f64::from(of)).round() / 10.0),
            Value::Masked => Self::Masked,
        }
    }

    fn size(value: Value) -> Self {
        value.size().map_or(Self::Masked, |size| Self::Number(i64::from(size)))
    }

    fn difference(now: Value, before: Value) -> Self {
        match (now, before) {
            (Value::Count(now), Value::Count(before)) => Self::Number(i64::from(now) - i64::from(before)),
            (Value::Masked, _) | (_, Value::Masked) => Self::Masked,
            _ => Self::None,
        }
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Days(days) => write!(f, "{days:.1}"),
            Self::None => f.write_str("-"),
            Self::Masked => f.write_str(words::MASKED),
        }
    }
}

/// A table with its names.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Which table.
    pub id: TableId,
    /// Its name.
    pub title: String,
    /// What has to be known to read it.
    pub notes: Vec<&'static str>,
    /// What stands above the names of the rows.
    pub rows_head: &'static str,
    /// The heads of the cells.
    pub heads: Vec<Head>,
    /// The rows with their names.
    pub rows: Vec<(String, Vec<Cell>)>,
    /// Whether the last row is the total.
    pub has_total: bool,
}

impl Grid {
    /// All heads, each with the name of its column, for formats that are read by machines.
    pub fn heads(&self) -> Vec<String> {
        let heads = self.heads.iter().map(|head| match head.beside {
            None => head.column.clone(),
            Some(beside) => format!("{} {beside}", head.column),
        });
        std::iter::once(self.rows_head.to_owned()).chain(heads).collect()
    }

    /// All heads, where what stands beside a figure need not name it again.
    pub fn short_heads(&self) -> Vec<String> {
        let heads = self.heads.iter().map(|head| head.beside.map_or_else(|| head.column.clone(), str::to_owned));
        std::iter::once(self.rows_head.to_owned()).chain(heads).collect()
    }
}

/// The head of a column of cells.
#[derive(Clone, Debug)]
pub struct Head {
    /// The name of the table's column.
    pub column: String,
    /// What it is of that column, if it is not its figures themselves.
    pub beside: Option<&'static str>,
}

/// All tables of a report, in its order.
pub fn grids(report: &Report, office: Office) -> Vec<Grid> {
    report.tables.iter().map(|table| grid(table, report.compared.is_some(), office)).collect()
}

/// What holds for the whole report: what its columns count, when it was closed, what is masked, and whether it is unfinished.
pub fn notes(report: &Report, office: Office) -> Vec<String> {
    let Office { staff, lang, .. } = office;
    let mut notes = vec![words::LEGEND.say(lang).to_owned()];
    match report.closed {
        Some(stamp) => {
            let by = staff.iter().find(|staff| staff.id == stamp.by).map_or("", |staff| staff.name.written.as_str());
            notes.push(words::closed(stamp.at, by, lang));
        }
        None => notes.push(words::OPEN.say(lang).to_owned()),
    }
    if !report.corrected.is_empty() {
        notes.push(words::corrected(&report.corrected, lang));
    }
    if report.mask_below > 1 {
        notes.push(words::masked(report.mask_below, lang));
    }
    if !report.period.is_over(report.made.date_naive()) {
        notes.push(words::unfinished(lang).to_owned());
    }
    notes
}

/// What is written of a column.
#[derive(Clone, Copy)]
enum Part {
    Value,
    Of,
    Now,
    Before,
    Change,
}

fn grid(table: &Table, compare: bool, office: Office) -> Grid {
    let Office { settings, lang, .. } = office;
    let columns: Vec<(usize, Column, Part)> = table
        .columns
        .iter()
        .enumerate()
        .flat_map(|(at, column)| parts(table, at, *column, compare).into_iter().map(move |part| (at, *column, part)))
        .collect();
    let head = |(_, column, part): &(usize, Column, Part)| head(column.id, *part, lang);
    let cells = |figures: &[Figure]| -> Vec<Cell> {
        columns.iter().filter_map(|(at, _, part)| figures.get(*at).map(|figure| cell(*figure, *part))).collect()
    };
    let name = |key: &RowKey| words::row(key, settings, lang);
    let mut rows: Vec<(String, Vec<Cell>)> =
        table.rows.iter().map(|Row { key, figures }| (name(key), cells(figures))).collect();
    rows.extend(table.total.iter().map(|figures| (name(&RowKey::Total), cells(figures))));
    Grid {
        id: table.id,
        title: table.id.say(lang).into_owned(),
        notes: table_notes(table).into_iter().map(|note| note.say(lang)).collect(),
        rows_head: words::ROWS.say(lang),
        heads: columns.iter().map(head).collect(),
        rows,
        has_total: table.total.is_some(),
    }
}

fn parts(table: &Table, at: usize, column: Column, compare: bool) -> Vec<Part> {
    let corrected = table.all_rows().any(|(_, figures)| figures.get(at).is_some_and(|figure| figure.now.is_some()));
    let mut parts = vec![Part::Value];
    if column.id.is_mean() {
        parts.push(Part::Of);
    }
    if corrected {
        parts.push(Part::Now);
    }
    if compare {
        parts.push(Part::Before);
        if !column.id.is_mean() {
            parts.push(Part::Change);
        }
    }
    parts
}

fn head(column: ColumnId, part: Part, lang: Lang) -> Head {
    let beside = match part {
        Part::Value => None,
        Part::Of => Some(words::OF),
        Part::Now => Some(words::NOW),
        Part::Before => Some(words::BEFORE),
        Part::Change => Some(words::CHANGE),
    };
    Head { column: column.say(lang).into_owned(), beside: beside.map(|text| text.say(lang)) }
}

fn cell(figure: Figure, part: Part) -> Cell {
    match part {
        Part::Value => Cell::of(figure.value),
        Part::Of => Cell::size(figure.value),
        Part::Now => Cell::of(figure.now.unwrap_or(figure.value)),
        Part::Before => figure.before.map_or(Cell::None, Cell::of),
        Part::Change => {
            figure.before.map_or(Cell::None, |before| Cell::difference(figure.now.unwrap_or(figure.value), before))
        }
    }
}

fn table_notes(table: &Table) -> Vec<crate::words::Text> {
    match table.id {
        TableId::Movement => vec![words::BALANCE],
        TableId::Topics => vec![words::OVERLAPS],
        TableId::ReferralDays => vec![words::DAYS],
        TableId::Questions => vec![words::BY_ASKED],
        TableId::Referrals | TableId::Pairs | TableId::Screenings | TableId::Resources => Vec::new(),
        _ => vec![words::ONCE],
    }
}
