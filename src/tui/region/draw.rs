//! The pane on the screen: the line above, the list with its detail, the consultations, the map.

use super::{RegionPane, Showing, row};
use crate::api::region::IssueCounts;
use crate::tui::app::View;
use crate::tui::pane::Pane as _;
use crate::tui::queue;
use crate::tui::surface::Surface;
use crate::tui::widget::Split;
use crate::words::region_screen as words;

/// The fewest rows that are left to the list.
const LEAST_ROWS: u16 = 5;

impl RegionPane {
    fn draw_head(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let mut pen = on.pen(0);
        if let (Showing::Cases { .. }, Some((_, name))) = (self.showing, &self.behind) {
            pen.style(theme.plain).put(&words::cases(name, self.cases.total(), view.lang()));
            return;
        }
        let IssueCounts { open, due, .. } = self.counts;
        let month = self.month_shown(view);
        let counts = words::counts(self.candidates.len(), open, due, month, view.lang());
        if self.showing == Showing::Map {
            let here = self.counted().map(|series| row::series(&series, view)).unwrap_or_default();
            pen.style(theme.strong).put(&here).gap(2).style(theme.faint).put(&counts);
            return;
        }
        pen.style(theme.plain).put(&counts).gap(2);
        let mut filters = Vec::new();
        if self.filter.mine {
            filters.push(view.say(words::MINE.short));
        }
        if self.filter.open.is_none() {
            filters.push(view.say(words::CLOSED.short));
        }
        filters.push(&self.filter.text);
        pen.style(theme.faint).put(filters.join(" ").trim());
    }

    pub(super) fn draw_pane(&mut self, on: &mut Surface, view: &View) {
        self.draw_head(&mut on.rows(0, 1), view);
        let height = on.height().saturating_sub(1);
        let width = on.width();
        let mut rest = on.rows(1, height);
        if self.method_shown {
            self.detail.draw(&mut rest, view);
            return;
        }
        let mut split = Split::of(width, height).two();
        if let Some(rule) = &mut split.rule {
            // What a short list leaves of its half is for the detail, whose chart needs it.
            let rows = u16::try_from(self.list.total()).unwrap_or(u16::MAX).max(LEAST_ROWS).min(*rule);
            let spare = *rule - rows;
            (*rule, split.list.height) = (rows, rows);
            (split.detail.y, split.detail.height) = (split.detail.y - spare, split.detail.height + spare);
        }
        match self.showing {
            Showing::Cases { .. } => {
                self.cases.draw(&mut rest, view, words::NO_CASES, |row, pen, view| {
                    queue::draw_row(row, pen, view, width >= queue::FULL_ROW);
                });
                return;
            }
            Showing::Map => {
                if let Some(map) = &mut self.map {
                    map.draw(&mut rest, view);
                }
                return;
            }
            Showing::List => self.list.draw(&mut rest.at(split.list), view, words::NOTHING, row::paint),
        }
        if let Some(rule) = split.rule {
            rest.rule(rule, view.theme().faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
    }
}
