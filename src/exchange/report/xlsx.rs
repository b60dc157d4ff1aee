//! A report as a workbook: a sheet of what has to be known, then one sheet a table, each with a chart of its figures.

use std::collections::HashSet;

use chrono::Datelike;
use rust_xlsxwriter::{
    Chart, ChartType, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

pub use rust_xlsxwriter::XlsxError;

use super::Office;
use super::grid::{Cell, Grid, grids, notes};
use crate::api::report::Report;
use crate::domain::report::TableId;
use crate::text::{Ambiguous, width};
use crate::words::report as words;

/// The longest name that a sheet can have.
const NAME: usize = 31;

/// What a spreadsheet does not take in the name of a sheet.
const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// The size of a chart, in pixels: a head, and so much a row.
const CHART_WIDTH: u32 = 640;
const CHART_HEAD: u32 = 120;
const CHART_ROW: u32 = 26;

struct Looks {
    title: Format,
    head: Format,
    name: Format,
    number: Format,
    days: Format,
    aside: Format,
    total_name: Format,
    total: Format,
    total_aside: Format,
}

impl Looks {
    fn new() -> Self {
        let right = |format: Format| format.set_align(FormatAlign::Right);
        let total = || Format::new().set_bold().set_border_top(FormatBorder::Thin);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            head: right(Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin)),
            name: Format::new(),
            number: Format::new().set_num_format("#,##0"),
            days: Format::new().set_num_format("0.0"),
            aside: right(Format::new()),
            total_name: total(),
            total: total().set_num_format("#,##0"),
            total_aside: right(total()),
        }
    }
}

/// The file.
pub fn xlsx(report: &Report, office: Office) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = report.made;
    let day = u8::try_from(made.day()).ok().zip(u8::try_from(made.month()).ok()).zip(u16::try_from(made.year()).ok());
    if let Some(((day, month), year)) = day {
        let created = ExcelDateTime::from_ymd(year, month, day)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    }
    let looks = Looks::new();
    let mut names = HashSet::new();
    let grids = grids(report, office);
    cover(workbook.add_worksheet(), report, &grids, office, &looks, &mut names)?;
    for grid in &grids {
        sheet(workbook.add_worksheet(), grid, &looks, &mut names)?;
    }
    workbook.save_to_buffer()
}

/// A name that no other sheet has and that a spreadsheet takes.
fn name(title: &str, names: &mut HashSet<String>) -> String {
    let plain: String = title.chars().filter(|c| !FORBIDDEN.contains(c)).take(NAME).collect();
    let mut name = plain.clone();
    for number in 2.. {
        if names.insert(name.clone()) {
            break;
        }
        let more = format!(" {number}");
        name = plain.chars().take(NAME - more.len()).chain(more.chars()).collect();
    }
    name
}

fn cover(
    sheet: &mut Worksheet,
    report: &Report,
    grids: &[Grid],
    office: Office,
    looks: &Looks,
    names: &mut HashSet<String>,
) -> Result<(), XlsxError> {
    let lang = office.lang;
    sheet.set_name(name(words::COVER.say(lang), names))?;
    sheet.write_string_with_format(0, 0, words::title(report.period, lang), &looks.title)?;
    sheet.write_string(1, 0, &office.settings.centre_name)?;
    sheet.write_string(2, 0, words::made(report.made, lang))?;
    let rest = notes(report, office).into_iter().chain(grids.iter().map(|grid| grid.title.clone()));
    for (row, text) in (4..).zip(rest) {
        sheet.write_string(row, 0, text)?;
    }
    sheet.set_column_width(0, 100)?;
    Ok(())
}

fn sheet(sheet: &mut Worksheet, grid: &Grid, looks: &Looks, names: &mut HashSet<String>) -> Result<(), XlsxError> {
    let name = name(&grid.title, names);
    sheet.set_name(&name)?;
    sheet.write_string_with_format(0, 0, &grid.title, &looks.title)?;
    let mut row = 1;
    for note in &grid.notes {
        sheet.write_string(row, 0, *note)?;
        row += 1;
    }
    let head = row + 1;
    for (column, text) in (0..).zip(grid.heads()) {
        sheet.write_string_with_format(head, column, &text, if column == 0 { &looks.name } else { &looks.head })?;
    }
    let last = grid.rows.len().saturating_sub(1);
    for (at, (text, cells)) in grid.rows.iter().enumerate() {
        let row = head + 1 + u32::try_from(at).unwrap_or(u32::MAX);
        let is_total = grid.has_total && at == last;
        sheet.write_string_with_format(row, 0, text, if is_total { &looks.total_name } else { &looks.name })?;
        for (column, cell) in (1..).zip(cells) {
            write(sheet, row, column, *cell, is_total, looks)?;
        }
    }
    let widest = grid.rows.iter().map(|(text, _)| width(text, Ambiguous::Wide)).max().unwrap_or(0);
    sheet.set_column_width(0, u32::try_from(widest + 2).unwrap_or(60))?;
    sheet.set_freeze_panes(head + 1, 1)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    let column = u16::try_from(grid.heads.len() + 2).unwrap_or(u16::MAX);
    sheet.insert_chart(head, column, &chart(&name, grid, head))?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: Cell,
    is_total: bool,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        #[allow(
            clippy::cast_precision_loss,
            reason = "a spreadsheet knows no other numbers; counts are far below 2^53"
        )]
        Cell::Number(number) => {
            sheet.write_number_with_format(
                row,
                column,
                number as f64,
                if is_total { &looks.total } else { &looks.number },
            )?;
        }
        Cell::Days(days) => {
            sheet.write_number_with_format(row, column, days, &looks.days)?;
        }
        Cell::None | Cell::Masked => {
            let look = if is_total { &looks.total_aside } else { &looks.aside };
            sheet.write_string_with_format(row, column, cell.to_string(), look)?;
        }
    }
    Ok(())
}

/// A chart of the figures themselves, one series a column, the total left out.
fn chart(sheet: &str, grid: &Grid, head: u32) -> Chart {
    let rows = grid.rows.len() - usize::from(grid.has_total);
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    let upright = matches!(grid.id, TableId::Months);
    let mut chart = Chart::new(if upright { ChartType::Column } else { ChartType::Bar });
    chart.title().set_name(&grid.title);
    for (column, of) in (1..).zip(&grid.heads) {
        if of.beside.is_none() {
            chart
                .add_series()
                .set_name((sheet, head, column))
                .set_categories((sheet, head + 1, 0, head + rows, 0))
                .set_values((sheet, head + 1, column, head + rows, column));
        }
    }
    if !upright {
        // A bar chart counts from below; the table reads from above.
        chart.y_axis().set_reverse();
    }
    chart.set_width(CHART_WIDTH).set_height(CHART_HEAD + CHART_ROW * rows);
    chart
}
