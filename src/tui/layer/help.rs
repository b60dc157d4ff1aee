//! All keys of the place beneath, with what they do and why some do nothing now.

use super::Layer;
use crate::tui::action::{Action, Acts, Offer, Place};
use crate::tui::app::View;
use crate::tui::key::sequence_text;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::{actions as words, screen};

/// The help page of one place.
pub struct Help {
    offers: Vec<Offer>,
    top: usize,
    page: usize,
}

impl Help {
    /// Of these actions, with the reasons against them.
    pub fn new(offers: Vec<Offer>) -> Self {
        Self { offers, top: 0, page: 1 }
    }

    pub const PLACE: Place = Place { words: screen::PLACE_HELP, contexts: &["help", "list"], typing: false };
}

impl Acts for Help {
    const ACTIONS: &'static [Action<Self>] = &[Action::new("help.close", words::CLOSE, |_, cx| cx.close()).hinted()];
}

impl Layer for Help {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn step(&mut self, step: Step, _cx: &mut crate::tui::app::Cx) {
        let last = self.offers.len().saturating_sub(self.page);
        self.top = step.from(self.top, last + 1, self.page);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        on.pen(0).style(theme.strong).put(view.say(screen::HELP_TITLE));
        self.page = usize::from(on.height().saturating_sub(2)).max(1);
        for (y, Offer { spec, reason }) in (2..on.height()).zip(self.offers.iter().skip(self.top)) {
            let keys = view.keymap.keys_of(spec.name).iter().map(|keys| sequence_text(keys));
            let mut pen = on.pen(y);
            pen.style(theme.key).column(16, &keys.collect::<Vec<_>>().join("  "));
            match reason {
                None => pen.style(theme.plain).put(view.say(spec.words.long)),
                Some(reason) => pen.style(theme.faint).put(view.say(spec.words.long)).put(" - ").put(reason),
            };
        }
    }
}
