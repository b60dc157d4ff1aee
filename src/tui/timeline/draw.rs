//! How patients and timelines are drawn.

use super::{Showing, TimelinePane, doc, filter_form, row, weight};
use crate::tui::app::View;
use crate::tui::pane::Pane;
use crate::tui::surface::Surface;
use crate::tui::widget::{Detail, Split};
use crate::words::timeline_screen as words;

impl TimelinePane {
    /// Draws the list of patients, or one timeline with its head.
    pub(super) fn draw_pane(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        if self.patient.is_none() {
            let split = Split::of(on.width(), on.height()).two();
            self.patients.draw(&mut on.at(split.list), view, words::NO_PATIENTS, row::paint_patient);
            if let Some(rule) = split.rule {
                on.rule(rule, theme.faint);
            }
            self.detail.draw(&mut on.at(split.detail), view);
            return;
        }
        let mut top = on.pen(0);
        let summary = self.head.as_ref().map(|head| doc::summary(head, view)).unwrap_or_default();
        top.style(theme.strong).put(&summary);
        let mut second = on.pen(1);
        second.style(theme.faint).put(&words::count(self.items.total(), view.lang()));
        if let Some(text) = filter_form::summary(&self.filter, view) {
            second.gap(2).style(theme.warning).put(&text);
        }
        let height = on.height().saturating_sub(2);
        let width = on.width();
        let mut rest = on.rows(2, height);
        let mut split = Split::of(width, height);
        if self.showing == Showing::Weights && split.rule.is_some() {
            split = curve_split(split, height);
        }
        let side = split.side;
        let losses = &self.losses;
        self.items.draw(&mut rest.at(split.list), view, words::NO_ENTRIES, |item, pen, view| {
            row::paint(item, row::shows_loss(item, losses), pen, view);
        });
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        if self.showing == Showing::Weights {
            let mut detail = rest.at(split.detail);
            let rows = detail.height();
            let curve = (rows * 3 / 5).max(rows.saturating_sub(6).min(12));
            weight::draw(&self.weights, &mut detail.rows(0, curve), view);
            self.detail.draw(&mut detail.rows(curve, rows - curve), view);
        } else {
            self.detail.draw(&mut rest.at(split.detail), view);
        }
        if let (Some(side), Some(head)) = (side, &self.head) {
            let mut beside = Detail::default();
            beside.open(doc::head(head, view));
            beside.draw(&mut rest.at(side), view);
        }
    }
}

/// A curve needs height: where list and detail are stacked, the list keeps five rows.
fn curve_split(mut split: Split, height: u16) -> Split {
    let list = split.list.height.min(5);
    split.list.height = list;
    split.rule = Some(list);
    split.detail.y = (list + 1).min(height);
    split.detail.height = height - split.detail.y;
    split
}
