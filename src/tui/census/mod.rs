//! The census as a board: every area a ward, fit to be left open on a screen of 80 by 24.

#[cfg(test)]
mod tests;

use crate::api::census::{CensusAnswer, CensusCounts, CensusRead, CensusRow};
use crate::api::{Answer, Notice, Problem, Request};
use crate::domain::event::Kind;
use crate::domain::regional_issue::rise::Facet;
use crate::domain::time::Moment;
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Message, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::surface::{Align, Pen, Surface};
use crate::words::{Text, census_screen as words};
use chrono::Timelike;
use ratatui::style::Style;

/// Cells for the name of an area.
const NAME: u16 = 16;
/// Cells of a count.
const COUNT: u16 = 11;

/// The pane.
#[derive(Default)]
pub struct CensusPane {
    rows: Vec<CensusRow>,
    total: CensusCounts,
    at: Option<Moment>,
    asked: Latest,
    /// Something changed while it was counted: it is counted once more.
    again: bool,
    entered: bool,
}

impl CensusPane {
    /// The keys that count here.
    pub const PLACE: Place = Place { words: words::TITLE, contexts: &["global"], typing: false };

    /// However much changes at once, it is counted once at a time.
    fn ask(&mut self, cx: &mut Cx) {
        if self.asked.is_waiting() {
            self.again = true;
        } else {
            self.again = false;
            self.asked.ask_beside(Request::Census(CensusRead::Now), cx);
        }
    }
}

impl Acts for CensusPane {
    const ACTIONS: &'static [Action<Self>] = &[];
}

/// The five counts of a line; whatever is more than none and calls for somebody is marked with `!`.
fn counts(pen: &mut Pen, counts: &CensusCounts, view: &View) {
    let theme = view.theme();
    let CensusCounts { at_home, visits_due, no_physician, uncovered, referrals_waiting } = *counts;
    let mut put = |count: u32, calls: bool| {
        let (sign, style): (&str, Style) = match (calls, count) {
            (_, 0) => (" ", theme.faint),
            (true, _) => ("!", theme.warning),
            (false, _) => (" ", theme.plain),
        };
        pen.style(style).aligned(COUNT, Align::Right, &format!("{sign}{count}"));
    };
    put(at_home, false);
    put(visits_due, true);
    put(no_physician, true);
    put(uncovered, true);
    put(referrals_waiting, false);
}

impl Pane for CensusPane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn tab(&self) -> &'static str {
        "region"
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            self.ask(cx);
        }
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let ours = self.asked.takes(ticket);
        match outcome {
            Ok(Answer::Census(answer)) if ours => {
                let CensusAnswer::Now { rows, total, at } = *answer;
                (self.rows, self.total, self.at) = (rows, total, Some(at));
            }
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
        if ours && self.again {
            self.ask(cx);
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        let concerns = match notice {
            Notice::Changed { kind, .. } => {
                matches!(kind, Kind::Patient | Kind::CareTeam | Kind::Absence | Kind::Referral | Kind::Centre)
            }
            Notice::Reload => true,
            _ => false,
        };
        if concerns && self.entered {
            self.ask(cx);
        }
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let Some(at) = self.at else { return };
        let time = format!("{} {:02}:{:02}", at.format("%-m/%-d"), at.hour(), at.minute());
        let mut pen = on.pen(0);
        pen.style(theme.strong).put(&words::as_of(&time, view.lang())).gap(2);
        if at.date_naive() != view.now.date_naive() {
            pen.style(theme.alarm).put(view.say(words::STALE));
        }
        let mut pen = on.pen(1);
        pen.style(theme.faint).column(NAME, view.say(words::WARD));
        for label in [words::AT_HOME, words::VISITS_DUE, words::NO_PHYSICIAN, words::UNCOVERED, words::REFERRALS] {
            pen.aligned(COUNT, Align::Right, view.say(label));
        }
        // The last rows are for the sum and for what the columns mean.
        let room = usize::from(on.height().saturating_sub(5));
        let mut y = 2;
        for row in self.rows.iter().take(room) {
            let name = row.area.as_ref().map_or_else(
                || view.say(words::UNKNOWN).to_owned(),
                |area| {
                    let facet = Facet::Area(area.clone());
                    crate::words::region::facet(&facet, &view.session.welcome.settings, view.lang())
                },
            );
            let mut pen = on.pen(y);
            pen.style(theme.plain).column(NAME, &name);
            counts(&mut pen, &row.counts, view);
            y += 1;
        }
        on.rule(y, theme.faint);
        let mut pen = on.pen(y + 1);
        pen.style(theme.strong).column(NAME, view.say(words::TOTAL));
        counts(&mut pen, &self.total, view);
        for (line, text) in (y + 2..on.height()).zip(crate::tui::surface::wrap(
            view.say(words::LEGEND),
            usize::from(on.width().saturating_sub(1)),
            on.signs(),
        )) {
            on.text(0, line, text, theme.faint);
        }
    }
}
