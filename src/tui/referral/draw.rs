//! The pane on the screen: what is counted above, the list, the detail and what lies beside it.

use super::{ReferralPane, Showing, filter_form, load, row};
use crate::tui::app::View;
use crate::tui::pane::Pane as _;
use crate::tui::surface::Surface;
use crate::tui::widget::Split;
use crate::words::referral_screen as words;

impl ReferralPane {
    pub(super) fn draw_pane(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        self.draw_head(&mut on.rows(0, 1), view);
        let height = on.height().saturating_sub(1);
        let width = on.width();
        let mut rest = on.rows(1, height);
        if self.showing == Showing::Loads {
            load::draw(&self.loads, &mut rest, view);
            return;
        }
        let mut split = Split::of(width, height);
        if self.wide != split.side.is_some() {
            self.wide = split.side.is_some();
            self.redraw_detail(false, view);
        }
        let mut list = rest.at(split.list);
        match self.showing {
            Showing::Introductions => {
                self.introductions.draw(&mut list, view, words::NO_INTRODUCTIONS, row::paint_introduction);
            }
            _ => self.referrals.draw(&mut list, view, words::NO_REFERRALS, row::paint),
        }
        if let Some(rule) = split.rule {
            rest.rule(rule, theme.faint);
        }
        view.company.head(self.record(), &mut split, &mut rest, view);
        self.detail.draw(&mut rest.at(split.detail), view);
        if let Some(side) = split.side {
            self.beside.draw(&mut rest.at(side), view);
        }
    }

    /// The line above the list: what is counted, what is shown, in which order.
    fn draw_head(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let lang = view.lang();
        let mut pen = on.pen(0);
        match self.showing {
            Showing::Referrals | Showing::Loads => {
                let counts = &self.counts;
                let text = words::counts(counts.open, counts.overdue, counts.mine, counts.consent, lang);
                pen.style(theme.plain).put(&text);
            }
            Showing::Introductions => {
                pen.style(theme.plain).put(&words::introductions(self.introductions.total(), lang));
            }
        }
        let shown = filter_form::summary(&self.filter, self.order, self.showing == Showing::Referrals, view);
        pen.gap(2).style(theme.faint).put(&shown);
    }
}
