//! The map: areas by topics as a picture of characters, with a sign where something rises.

use crate::api::region::RegionMap;
use crate::domain::regional_issue::rise::{Facet, Series};
use crate::tui::app::View;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::{region as case_words, region_screen as words};

/// Cells for the name of an area.
const NAME: u16 = 12;
/// Cells of one topic: a mark, three digits, a sign.
const CELL: u16 = 5;

/// The map with the place that is selected.
#[derive(Clone, Debug)]
pub struct Map {
    of: RegionMap,
    row: usize,
    column: usize,
    /// The first topic on the screen.
    left: usize,
    /// The first area on the screen.
    top: usize,
    page: usize,
}

impl Map {
    /// The map as it came, at its first place that rises.
    pub fn new(of: RegionMap) -> Self {
        let (row, column) = of.rising.first().map_or((0, 0), |(row, column)| (usize::from(*row), usize::from(*column)));
        Self { of, row, column, left: 0, top: 0, page: 10 }
    }

    /// The same place on a newer map.
    pub fn refresh(&mut self, of: RegionMap) {
        self.row = self.row.min(of.areas.len().saturating_sub(1));
        self.column = self.column.min(of.topics.len().saturating_sub(1));
        self.of = of;
    }

    /// Moves up and down the areas.
    pub fn step(&mut self, step: Step) {
        self.row = step.from(self.row, self.of.areas.len(), self.page);
    }

    /// Moves along the topics.
    pub fn across(&mut self, right: bool) {
        let last = self.of.topics.len().saturating_sub(1);
        self.column = if right { (self.column + 1).min(last) } else { self.column.saturating_sub(1) };
    }

    /// What the selected place counts.
    pub fn series(&self) -> Option<Series> {
        let area = self.of.areas.get(self.row)?.clone();
        let topic = self.of.topics.get(self.column)?.clone();
        Some(Series { of: Facet::Area(area), with: Some(Facet::Topic(topic)) })
    }

    fn rises(&self, row: usize, column: usize) -> bool {
        self.of.rising.iter().any(|(area, topic)| (usize::from(*area), usize::from(*topic)) == (row, column))
    }

    /// Draws as many areas and topics as there is room for, the selected place among them.
    pub fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let settings = &view.session.welcome.settings;
        let name = |facet: &Facet| case_words::facet(facet, settings, view.lang());
        let fits = usize::from(on.width().saturating_sub(NAME) / CELL).max(1);
        self.left = self.left.min(self.column).max((self.column + 1).saturating_sub(fits));
        self.page = usize::from(on.height().saturating_sub(2)).max(1);
        self.top = self.top.min(self.row).max((self.row + 1).saturating_sub(self.page));
        let topics = self.left..(self.left + fits).min(self.of.topics.len());
        let mut pen = on.pen(0);
        pen.style(theme.faint).column(NAME, view.say(words::AREA));
        for column in topics.clone() {
            let short: String = name(&Facet::Topic(self.of.topics[column].clone())).chars().take(4).collect();
            let style = if column == self.column { theme.strong } else { theme.faint };
            pen.style(style).column(CELL, &short);
        }
        for (y, row) in (1..=on.height().saturating_sub(2)).zip(self.top..self.of.areas.len()) {
            let mut pen = on.pen(y);
            let here = row == self.row;
            pen.style(if here { theme.strong } else { theme.plain });
            pen.put(if here { ">" } else { " " }).column(NAME - 1, &name(&Facet::Area(self.of.areas[row].clone())));
            for column in topics.clone() {
                let count = self.of.counts.get(row).and_then(|counts| counts.get(column)).copied().unwrap_or(0);
                let (chosen, rises) = (here && column == self.column, self.rises(row, column));
                let number = if count == 0 { ".".to_owned() } else { count.min(999).to_string() };
                let end = match (rises, chosen) {
                    (true, _) => "^",
                    (false, true) => "]",
                    (false, false) => " ",
                };
                let style = match (chosen, rises) {
                    (true, _) => theme.selected,
                    (false, true) => theme.warning,
                    (false, false) if count == 0 => theme.faint,
                    (false, false) => theme.plain,
                };
                pen.style(style).put(&format!("{}{number:>3}{end}", if chosen { "[" } else { " " }));
                pen.style(theme.plain);
            }
        }
        let last = on.height().saturating_sub(1);
        on.pen(last).style(theme.faint).put(view.say(words::MAP_LEGEND));
    }
}
