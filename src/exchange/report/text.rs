//! A report as plain text: one table below the other, figures at the right edge of their columns.

use super::Office;
use super::grid::{Grid, grids, notes};
use crate::api::report::Report;
use crate::text::{Ambiguous, pad_right, width};
use crate::words::report as words;

/// The report, line by line.
pub fn lines(report: &Report, office: Office) -> Vec<String> {
    let title = format!("{}  {}", words::title(report.period, office.lang), office.settings.centre_name);
    let mut lines = vec![title.trim_end().to_owned(), words::made(report.made, office.lang)];
    lines.extend(notes(report, office));
    for grid in grids(report, office) {
        lines.push(String::new());
        lines.push(format!("[{}]", grid.title));
        lines.extend(table(&grid));
        lines.extend(grid.notes.iter().map(|note| (*note).to_owned()));
    }
    lines
}

fn cells(text: &str) -> usize {
    width(text, Ambiguous::Narrow)
}

fn table(grid: &Grid) -> Vec<String> {
    let rows = grid.rows.iter().map(|(name, row)| {
        std::iter::once(name.clone()).chain(row.iter().map(ToString::to_string)).collect::<Vec<String>>()
    });
    let rows: Vec<Vec<String>> = std::iter::once(grid.short_heads()).chain(rows).collect();
    let widths: Vec<usize> = (0..=grid.heads.len())
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|text| cells(text)).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (at, (text, columns)) in row.iter().zip(&widths).enumerate() {
            if at == 0 {
                line.push_str(&pad_right(text, *columns, Ambiguous::Narrow));
            } else {
                line.push_str(&" ".repeat(columns.saturating_sub(cells(text)) + 2));
                line.push_str(text);
            }
        }
        line.trim_end().to_owned()
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    let rule = "-".repeat(widths.iter().map(|columns| columns + 2).sum::<usize>().saturating_sub(2));
    if grid.has_total {
        lines.insert(lines.len().saturating_sub(1), rule.clone());
    }
    lines.insert(1, rule);
    lines
}
