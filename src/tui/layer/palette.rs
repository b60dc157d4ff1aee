//! Every action of the place beneath by a few letters of its words: kanji, kana, romaji or English.

use super::picker::{Find, Local, Picker};
use crate::tui::action::{Action, Acts, Offer, Place};
use crate::tui::app::{Cx, View};
use crate::tui::filter::Filter;
use crate::tui::surface::Pen;
use crate::words::{Text, actions as words, screen};

/// The command palette.
pub type Palette = Picker<Commands>;

/// The actions, with the reasons against them.
pub struct Commands(Local<Offer>);

impl Palette {
    /// Of these actions but for moves and edits, which have no use by name.
    pub fn of(offers: Vec<Offer>) -> Self {
        let named = offers.into_iter().filter(|offer| !matches!(offer.spec.context(), "list" | "detail" | "edit"));
        let offers = Local::of(named.map(keyed).collect());
        let total = offers.total();
        Self::new(Commands(offers), total)
    }

    fn run(&mut self, cx: &mut Cx) {
        if let Some(offer) = self.find.0.get(self.selected()) {
            cx.close();
            cx.run(offer.spec.name);
        }
    }
}

fn keyed(offer: Offer) -> (Offer, Filter) {
    let (words, name) = (offer.spec.words, offer.spec.name);
    (offer, Filter::of(&[words.short.ja, words.long.ja, words.reading, words.long.en, words.short.en, name]))
}

impl Acts for Palette {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("palette.run", words::PALETTE_RUN, Self::run).hinted(),
        Action::new("palette.close", words::CLOSE, |_, cx| cx.close()).hinted(),
    ];
}

impl Find for Commands {
    const PLACE: Place = Place { words: screen::PLACE_PALETTE, contexts: &["palette", "list", "edit"], typing: true };
    const ROWS: u16 = 14;

    fn prompt(&self) -> Text {
        screen::PALETTE_PROMPT
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Option<usize> {
        Some(self.0.narrow(typed))
    }

    fn paint(&self, at: usize, _typed: &str, pen: &mut Pen, view: &View) {
        let Some(offer) = self.0.get(at) else { return };
        let theme = view.theme();
        let keys = view.keymap.shortest(offer.spec.name).unwrap_or_default();
        pen.gap(1).style(theme.key).column(8, &keys);
        pen.style(theme.plain).put(view.say(offer.spec.words.long));
        if let Some(reason) = &offer.reason {
            pen.style(theme.plain).put(" - ").put(reason);
        }
    }
}
