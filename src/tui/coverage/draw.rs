//! The line above the list, and what the detail says of an absence.

use super::{CoveragePane, Showing, row};
use crate::api::coverage::AbsenceRow;
use crate::tui::app::View;
use crate::tui::surface::Surface;
use crate::tui::widget::Doc;
use crate::words::{Lang, coverage, coverage_screen as words, screen};
use chrono::Datelike;

impl CoveragePane {
    /// The line above the list.
    pub(super) fn draw_head(&self, on: &mut Surface, view: &View) {
        let (theme, lang) = (view.theme(), view.lang());
        let mut pen = on.pen(0);
        match self.showing {
            Showing::Night => {
                let evening = self.evening(view);
                let weekday = screen::weekday(evening.weekday(), lang);
                let day = format!("{}/{}({weekday})", evening.month(), evening.day());
                pen.style(theme.plain).put(&words::night(&day, self.counts, lang));
                pen.gap(2).style(theme.faint).put(&self.summary(view));
            }
            Showing::Absences => {
                pen.style(theme.plain).put(view.say(words::ABSENCES.short));
                let shown = if self.past { view.say(words::PAST.short) } else { "" };
                pen.gap(2).style(theme.faint).put(shown);
            }
            Showing::Absence(_) => {
                let Some(row) = self.current_absence() else { return };
                let away = &row.absence.away;
                pen.style(theme.strong).put(&row::who(away)).gap(1);
                pen.style(theme.plain).put(&coverage::period(away.period, lang)).gap(2);
                pen.put(&words::concerns(row.patients, row.uncovered, row.asked, lang));
            }
        }
    }

    fn summary(&self, view: &View) -> String {
        let city = &view.session.welcome.settings.city;
        let english = view.lang() == Lang::En;
        let mut parts: Vec<String> =
            self.filter.areas.iter().map(|area| city.area_name(area, english).to_owned()).collect();
        if parts.is_empty() {
            parts.push(view.say(words::ALL_AREAS).to_owned());
        }
        if self.filter.covered {
            parts.push(view.say(words::EVERYBODY).to_owned());
        }
        if self.filter.unasked {
            parts.push(view.say(words::UNASKED).to_owned());
        }
        parts.join(" ")
    }
}

/// An absence in the list, with what was said of it before.
pub fn absence(row: &AbsenceRow, view: &View) -> Doc {
    let lang = view.lang();
    let absence = &row.absence;
    let mut doc = Doc::default().heading(row::who(&absence.away)).text(coverage::period(absence.away.period, lang));
    doc = doc.pair(view.say(words::REASON), absence.away.reason.clone());
    if let Some(reason) = &absence.cancelled {
        doc = doc.marked('!', format!("{}: {reason}", view.say(words::CANCELLED)));
    }
    doc = doc.text(words::concerns(row.patients, row.uncovered, row.asked, lang));
    let entered = absence.entered;
    let stamp = format!("{} {}", entered.at.format("%Y-%m-%d %H:%M"), view.staff_name(entered.by));
    doc = doc.pair(view.say(words::ENTER_ABSENCE), stamp);
    absence.earlier.iter().rev().fold(doc, |doc, (away, stamp)| {
        let said = format!("{}  {}", coverage::period(away.period, lang), away.reason);
        doc.pair(view.say(words::AMEND.short), format!("{said} ({})", view.staff_name(stamp.by)))
    })
}
