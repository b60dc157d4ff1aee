//! Answers in time by organisation: each by name, with the middle of all to lay it against; no order of merit, no colours.

use crate::api::Page;
use crate::domain::id::SiteId;
use crate::domain::question::Share;
use crate::tui::app::View;
use crate::tui::surface::{Pen, Surface};
use crate::tui::widget::{Keyed, List};
use crate::words::{question as case_words, question_screen as words};

/// The cells of an organisation's name.
const NAME: u16 = 36;

impl Keyed for Share {
    type Id = (Option<SiteId>, String);

    fn id(&self) -> Self::Id {
        (self.site, self.name.clone())
    }
}

/// The organisations while they are shown.
#[derive(Default)]
pub struct Shares {
    /// By name.
    pub list: List<Share>,
    /// The middle of those with enough questions.
    pub median: Option<u32>,
}

impl Shares {
    /// Takes what came from the server, whole; the selection stays where it is.
    pub fn take(&mut self, shares: Vec<Share>, median: Option<u32>) {
        let total = u32::try_from(shares.len()).unwrap_or(u32::MAX);
        self.list.fill(Page { total, offset: 0, rows: shares });
        self.median = median;
    }

    /// One row an organisation, below the names of the columns.
    pub fn draw(&mut self, on: &mut Surface, view: &View) {
        let mut pen = on.pen(0);
        pen.gap(2).style(view.theme().faint).column(NAME, view.say(words::ORGANISATION_COLUMN));
        pen.put(view.say(words::SHARE));
        let height = on.height().saturating_sub(1);
        self.list.draw(&mut on.rows(1, height), view, words::NO_SHARES, paint);
    }
}

fn paint(share: &Share, pen: &mut Pen, view: &View) {
    pen.style(view.theme().plain).column(NAME, &share.name).put(&case_words::share(share, view.lang()));
}
