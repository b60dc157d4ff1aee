//! Every action of the place beneath by a few letters of its words: kanji, kana, romaji or English.

use super::Layer;
use super::picker::Query;
use crate::tui::action::{Action, Acts, Offer, Place};
use crate::tui::app::{Cx, View};
use crate::tui::edit::Edit;
use crate::tui::filter::Filter;
use crate::tui::key::Key;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::{actions as words, screen};

/// The command palette.
pub struct Palette {
    offers: Vec<(Offer, Filter)>,
    query: Query,
    /// Indices of what matches, best first.
    found: Vec<usize>,
}

impl Palette {
    /// Of these actions, with the reasons against them.
    pub fn new(offers: Vec<Offer>) -> Self {
        let offers: Vec<(Offer, Filter)> = offers
            .into_iter()
            .filter(|offer| !matches!(offer.spec.context(), "list" | "detail" | "edit"))
            .map(|offer| {
                let words = offer.spec.words;
                let texts =
                    [words.short.ja, words.long.ja, words.reading, words.long.en, words.short.en, offer.spec.name];
                let filter = Filter::of(&texts);
                (offer, filter)
            })
            .collect();
        let found = (0..offers.len()).collect();
        Self { offers, query: Query::default(), found }
    }

    pub const PLACE: Place =
        Place { words: screen::PLACE_PALETTE, contexts: &["palette", "list", "edit"], typing: true };

    fn search(&mut self) {
        let filters = self.offers.iter().map(|(_, filter)| filter);
        self.found = crate::tui::filter::best(self.query.text(), filters);
        self.query.found(self.found.len());
    }

    fn run(&mut self, cx: &mut Cx) {
        let chosen = self.found.get(self.query.selected()).and_then(|at| self.offers.get(*at));
        if let Some((offer, _)) = chosen {
            cx.close();
            cx.run(offer.spec.name);
        }
    }
}

impl Acts for Palette {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("palette.run", words::PALETTE_RUN, Self::run).hinted(),
        Action::new("palette.close", words::CLOSE, |_, cx| cx.close()).hinted(),
    ];
}

impl Layer for Palette {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn typed(&mut self, key: Key, _cx: &mut Cx) -> bool {
        let used = self.query.typed(key);
        self.search();
        used
    }

    fn paste(&mut self, text: &str, _cx: &mut Cx) {
        self.query.paste(text);
        self.search();
    }

    fn edit(&mut self, edit: Edit, _cx: &mut Cx) {
        self.query.edit(edit);
        self.search();
    }

    fn step(&mut self, step: Step, _cx: &mut Cx) {
        self.query.step(step);
    }

    fn height(&self, free: u16) -> u16 {
        free.min(14)
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let (offers, found) = (&self.offers, &self.found);
        self.query.draw(on, view, screen::PALETTE_PROMPT, |at, pen, view| {
            let Some((offer, _)) = found.get(at).and_then(|at| offers.get(*at)) else { return };
            let theme = view.theme();
            let keys = view.keymap.shortest(offer.spec.name).unwrap_or_default();
            pen.gap(1).style(theme.key).column(8, &keys);
            pen.style(theme.plain).put(view.say(offer.spec.words.long));
            if let Some(reason) = &offer.reason {
                pen.style(theme.plain).put(" - ").put(reason);
            }
        });
    }
}
