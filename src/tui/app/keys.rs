//! From a key to what it does.

use super::ahead::Ahead;
use super::{App, Message, View};
use crate::tui::action::{Spec, shared};
use crate::tui::key::{Code, Key, sequence_text};
use crate::tui::keymap::Found;
use crate::words::screen as words;

impl App {
    /// A key has its turn.
    pub(super) fn take_key(&mut self, key: Key) {
        self.message = None;
        self.touch();
        let place = self.place();
        if place.typing {
            self.here.typed(self.clock.instant());
        }
        if place.typing && self.pending.is_empty() && key.typed().is_some() {
            self.typed(key);
            return;
        }
        self.pending.push(key);
        match self.keymap.find(place.contexts, &self.pending) {
            Found::Prefix => {}
            Found::Action(spec) => {
                self.pending.clear();
                self.run(spec);
            }
            Found::Nothing => {
                let pressed = std::mem::take(&mut self.pending);
                if let [alone] = pressed.as_slice() {
                    self.typed(*alone);
                } else if key.code != Code::Esc {
                    self.say_unknown(&pressed);
                }
            }
        }
    }

    fn typed(&mut self, key: Key) {
        let used = match self.layers.len() {
            0 => false,
            n => self.with_layer(n - 1, |layer, cx| layer.typed(key, cx)),
        };
        if !used && key.code != Code::Esc {
            self.say_unknown(&[key]);
        }
    }

    fn say_unknown(&mut self, pressed: &[Key]) {
        let text = words::no_such_key(self.session.lang, &sequence_text(pressed));
        self.message = Some(Message::info(text));
    }

    /// Pasted text has its turn.
    pub(super) fn take_paste(&mut self, text: &str) {
        self.message = None;
        self.pending.clear();
        self.touch();
        if let Some(top) = self.layers.len().checked_sub(1) {
            self.with_layer(top, |layer, cx| layer.paste(text, cx));
        }
    }

    /// Gives a named action its turn before whatever was typed behind it.
    pub(super) fn run_named(&mut self, name: &str) {
        if let Some(spec) = self.catalogue.find(name) {
            self.meant = None;
            self.ahead.push_front(Ahead::Act(spec));
        }
    }

    /// Does an action, or says why not.
    pub(super) fn run(&mut self, spec: &'static Spec) {
        let top = self.layers.len().checked_sub(1);
        if let Some(step) = shared::step(spec.name) {
            match top {
                Some(top) => self.with_layer(top, |layer, cx| layer.step(step, cx)),
                None => self.with_pane(self.front, |pane, cx| pane.step(step, cx)),
            }
        } else if let Some(step) = shared::scroll(spec.name) {
            if top.is_none() {
                self.with_pane(self.front, |pane, cx| pane.scroll(step, cx));
            }
        } else if let Some(edit) = shared::edit(spec.name) {
            if let Some(top) = top {
                self.with_layer(top, |layer, cx| layer.edit(edit, cx));
            }
        } else if spec.context() == "global" {
            self.run_global(spec.name);
        } else if let Some(reason) = self.why_not(spec) {
            self.message = Some(Message::refused(reason));
        } else {
            match top {
                Some(top) => self.with_layer(top, |layer, cx| layer.run(spec.name, cx)),
                None => self.with_pane(self.front, |pane, cx| pane.run(spec.name, cx)),
            };
        }
    }

    /// Why the action cannot be done now by what is on top.
    pub(super) fn why_not(&self, spec: &Spec) -> Option<String> {
        match spec.name {
            "global.emergency" => return self.patient_in_front().err(),
            "global.sessions" => return self.why_no_sessions(),
            "global.access-log" => return self.why_no_access_log(),
            "global.search" => return self.why_no_search(),
            _ => {}
        }
        let view: View = self.view();
        match self.layers.last() {
            Some(held) => held.layer.why_not(spec.name, &view),
            None => self.panes[self.front].why_not(spec.name, &view),
        }
    }
}
