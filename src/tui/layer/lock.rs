//! Hides everything while nobody sits at the screen.

use super::Layer;
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::View;
use crate::tui::surface::Surface;
use crate::words::{actions as words, screen};

/// The locked screen. The account is the session's own, so a key unlocks it.
pub struct Lock;

impl Lock {
    pub const PLACE: Place = Place { words: screen::PLACE_LOCK, contexts: &["lock"], typing: false };
}

impl Acts for Lock {
    const ACTIONS: &'static [Action<Self>] = &[Action::new("lock.open", words::UNLOCK, |_, cx| cx.close()).hinted()];
}

impl Layer for Lock {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let middle = on.height() / 2;
        on.pen(middle).gap(2).style(view.theme().strong).put(view.say(screen::LOCKED));
        on.pen(middle + 1).gap(2).put(&view.me().name.written);
    }
}
