//! A question before something is lost: y or n, and nothing else does anything.

use super::Layer;
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, View};
use crate::tui::surface::Surface;
use crate::words::actions as words;
use crate::words::{Text, screen};

type Yes = Box<dyn FnOnce(&mut Cx)>;

/// A question, and what follows a yes.
pub struct Confirm {
    question: String,
    fixed: Option<Text>,
    yes: Option<Yes>,
}

impl Confirm {
    /// Asks a fixed question.
    pub fn new(question: Text, yes: impl FnOnce(&mut Cx) + 'static) -> Self {
        Self { question: String::new(), fixed: Some(question), yes: Some(Box::new(yes)) }
    }

    /// Asks a question that names something.
    pub fn about(question: String, yes: impl FnOnce(&mut Cx) + 'static) -> Self {
        Self { question, fixed: None, yes: Some(Box::new(yes)) }
    }

    pub const PLACE: Place = Place { words: screen::PLACE_CONFIRM, contexts: &["confirm"], typing: false };
}

impl Acts for Confirm {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("confirm.yes", words::YES, |this: &mut Self, cx: &mut Cx| {
            // Closed first: what follows may open something of its own.
            cx.close();
            if let Some(yes) = this.yes.take() {
                yes(cx);
            }
        })
        .hinted(),
        Action::new("confirm.no", words::NO, |_, cx| cx.close()).hinted(),
    ];
}

impl Layer for Confirm {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn height(&self, _free: u16) -> u16 {
        2
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        on.rule(0, view.theme().faint);
        let question = self.fixed.map_or(self.question.as_str(), |text| view.say(text));
        let mut pen = on.pen(1);
        pen.style(view.theme().strong).put(question).gap(1).caret();
    }
}
