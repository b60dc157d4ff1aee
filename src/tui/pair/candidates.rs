//! Candidates while they are shown: by rank, with what each reason gives or takes.

use crate::api::Request;
use crate::api::Window;
use crate::api::pair::{CandidateRow, Candidates, PairRead};
use crate::domain::id::{PairId, SiteId};
use crate::domain::pair::PairRole;
use crate::tui::app::View;
use crate::tui::surface::{Align, Pen, Surface};
use crate::tui::widget::{Doc, Keyed, List};
use crate::words::pair_screen as words;

impl Keyed for CandidateRow {
    type Id = SiteId;

    fn id(&self) -> SiteId {
        self.ranked.site
    }
}

/// The candidates of one pair.
pub struct Ranking {
    /// Whose.
    pub pair: PairId,
    /// For which role, once they have come.
    pub role: Option<PairRole>,
    /// The best first; those who cannot be asked last.
    pub list: List<CandidateRow>,
}

impl Ranking {
    /// Of a pair; nothing has come yet.
    pub fn of(pair: PairId) -> Self {
        Self { pair, role: None, list: List::default() }
    }

    /// The request for a part of them.
    pub fn read(pair: PairId, window: Window) -> Request {
        Request::Pair(PairRead::Candidates { pair, role: None, window })
    }

    /// Takes what came from the server.
    pub fn take(&mut self, candidates: Candidates) {
        if candidates.pair == self.pair {
            self.role = Some(candidates.role);
            self.list.fill(candidates.page);
        }
    }

    /// One row a candidate.
    pub fn draw(&mut self, on: &mut Surface, view: &View) {
        self.list.draw(on, view, words::NO_CANDIDATES, paint);
    }
}

/// Sign, place in the ranking, points, distance, name, area.
fn paint(row: &CandidateRow, pen: &mut Pen, view: &View) {
    let (theme, lang) = (view.theme(), view.lang());
    let (sign, style) = if row.ranked.excluded.is_some() { ("x", theme.faint) } else { (" ", theme.plain) };
    let place = row.ranked.place.map(|place| place.to_string()).unwrap_or_default();
    let metres = row.ranked.metres().map(words::distance).unwrap_or_default();
    pen.style(style).put(sign).gap(1).aligned(4, Align::Right, &place).gap(1);
    pen.aligned(6, Align::Right, &words::points(row.ranked.points, lang)).gap(1);
    pen.aligned(7, Align::Right, &metres).gap(2);
    let area = row.area.as_ref().map(|area| view.session.welcome.settings.city.area_name(area, false));
    let area = area.unwrap_or_default();
    let room = pen.left();
    pen.column(room.saturating_sub(14), &row.name).style(theme.faint).column(14, area);
}

/// A candidate with every reason, what it gives, and what it could give at the most.
pub fn doc(row: &CandidateRow, view: &View) -> Doc {
    let (lang, settings) = (view.lang(), &view.session.welcome.settings);
    let points = words::points(row.ranked.points, lang);
    let mut doc = Doc::default().heading(format!("{}  {points}", row.name));
    if let Some(excluded) = row.ranked.excluded {
        doc = doc.marked('x', words::exclusion(excluded, lang));
    }
    for (label, text) in [(words::ADDRESS, &row.address), (words::PHONE, &row.phone), (words::REACH, &row.reach)] {
        if !text.is_empty() {
            doc = doc.pair(view.say(label), text.as_str());
        }
    }
    doc = doc.heading(view.say(words::REASONS));
    for weighed in &row.ranked.reasons {
        let of = if weighed.most > 0 { format!("/{}", weighed.most) } else { String::new() };
        doc = doc.pair(format!("{:+}{of}", weighed.points), words::reason(&weighed.reason, settings, lang));
    }
    doc
}
