//! Keys that are ahead of the server, so that a fast typist gets what a patient one gets.
//!
//! What is typed counts in the order of typing. A key that depends on the answer to something an earlier key set going waits
//! for that answer, and every key behind it waits with it: moves wait for the list, acts also for the selected record, and
//! everything waits for a save. What others at the centre do never makes a key wait. On top of that:
//!
//! * A key never acts upon another record than the one that was selected when it was typed. Where an answer moves the
//!   selection, the keys typed before it was seen are dropped, with a sentence.
//! * A refusal, a form that asks again, and a lost line drop the keys that wait, with a sentence. Without a line a form
//!   can still be gone through: a search in it is not waited for, and nothing is taken from what it found before.
//! * Esc takes back at once what waits, and a quit key that is no text asks at once whether to leave without it.

use super::{App, Message, Owner, Standing, Weight, globals};
use crate::tui::action::{Spec, shared};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Found;
use crate::tui::layer::confirm::Confirm;
use crate::words::screen as words;

/// Something that the caller did and that has its turn.
#[derive(Clone, Debug)]
pub(super) enum Ahead {
    Key(Key),
    Paste(String),
    /// An action that was chosen by name.
    Act(&'static Spec),
}

/// What has to wait for an answer: this and whatever stands above it here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// What is done with the selected record.
    Acts,
    /// Moves in the list too.
    Moves,
    /// All that is typed.
    Typing,
}

/// Answers lead to new questions, such as a list to the record of its first row. After so many in a row nobody waits, so that
/// a pane that asks without end never holds the keys.
pub(super) const DEEPEST: u8 = 6;

impl App {
    /// A key was pressed.
    pub(super) fn key(&mut self, key: Key) {
        self.changed = true;
        self.told.pressed(self.clock.instant());
        if !self.ahead.is_empty() {
            if key.code == Code::Esc {
                self.drop_ahead(words::keys_taken_back);
                return;
            }
            if key.typed().is_none() && self.quits(key) {
                self.drop_ahead(words::keys_taken_back);
                self.push(Box::new(Confirm::new(words::QUIT_WITH_KEYS, globals::leave)));
                return;
            }
        }
        self.ahead.push_back(Ahead::Key(key));
        self.catch_up();
    }

    /// Text was pasted.
    pub(super) fn pasted(&mut self, text: &str) {
        self.changed = true;
        self.ahead.push_back(Ahead::Paste(text.to_owned()));
        self.catch_up();
    }

    /// Does whatever need not wait any longer, in order.
    pub(super) fn catch_up(&mut self) {
        while let Some(next) = self.ahead.pop_front() {
            let need = self.need(&next);
            let waits = need.is_some_and(|need| self.has_to_wait(need));
            let acts = need.is_some() && !matches!(need, Some(Holds::Moves));
            let moved = self.selection_moved() || (self.unseen && acts && self.layers.is_empty());
            if waits || (moved && need.is_some()) {
                self.changed = true;
                self.ahead.push_front(next);
                if moved {
                    self.drop_ahead(words::keys_dropped_moved);
                } else if self.standing == Standing::Lost {
                    self.drop_ahead(words::keys_dropped_lost);
                } else if self.meant.is_none() {
                    self.meant = self.subject();
                }
                return;
            }
            self.meant = None;
            self.cause = Some(0);
            match next {
                Ahead::Key(key) => self.take_key(key),
                Ahead::Paste(text) => self.take_paste(&text),
                Ahead::Act(spec) => self.run(spec),
            }
            self.cause = None;
        }
    }

    /// Drops what waits and says so, behind a refusal that stands there already.
    pub(super) fn drop_ahead(&mut self, sentence: fn(crate::words::Lang, usize) -> String) {
        let count = self.ahead.len();
        if count == 0 {
            return;
        }
        self.ahead.clear();
        self.pending.clear();
        self.meant = None;
        let said = sentence(self.session.lang, count);
        self.message = Some(match self.message.take() {
            Some(Message { text, weight: Weight::Refused }) => Message::refused(format!("{text}  {said}")),
            _ => Message::info(said),
        });
    }

    /// The record that acts would be upon now.
    pub(super) fn subject(&self) -> Option<String> {
        if self.layers.is_empty() { self.panes[self.front].subject() } else { None }
    }

    /// Whether the keys that wait were meant for another record than the one that is selected now.
    fn selection_moved(&self) -> bool {
        self.meant.is_some() && self.subject().is_some_and(|now| self.meant.as_ref() != Some(&now))
    }

    /// Whether a save was answered and what was to be saved is still there: the caller is asked something.
    pub(super) fn asks_again(&self, owner: Owner) -> bool {
        let top = self.layers.last().map(|held| Owner::Layer(held.id));
        top == Some(owner) && !self.has_to_wait(Holds::Typing)
    }

    /// True if the key quits wherever it is pressed now.
    fn quits(&self, key: Key) -> bool {
        matches!(self.keymap.find(self.place().contexts, &[key]), Found::Action(spec) if spec.name == "global.quit")
    }

    /// Which answers what is next depends on; none if it never waits.
    fn need(&self, next: &Ahead) -> Option<Holds> {
        let typing = (!self.layers.is_empty()).then_some(Holds::Typing);
        match next {
            Ahead::Paste(_) => typing,
            Ahead::Act(spec) => self.need_of(spec),
            Ahead::Key(key) if key.code == Code::Esc => None,
            Ahead::Key(key) => {
                let place = self.place();
                if place.typing && self.pending.is_empty() && key.typed().is_some() {
                    return typing;
                }
                let mut keys = self.pending.clone();
                keys.push(*key);
                match self.keymap.find(place.contexts, &keys) {
                    Found::Action(spec) => self.need_of(spec),
                    Found::Prefix | Found::Nothing => typing,
                }
            }
        }
    }

    fn need_of(&self, spec: &Spec) -> Option<Holds> {
        if spec.name == "global.quit" {
            None
        } else if shared::step(spec.name).is_some() {
            Some(Holds::Moves)
        } else if spec.context() == "global" || shared::edit(spec.name).is_some() {
            (!self.layers.is_empty()).then_some(Holds::Typing)
        } else {
            Some(Holds::Acts)
        }
    }

    fn has_to_wait(&self, need: Holds) -> bool {
        let top = self.layers.last().map_or(Owner::Pane(self.front), |held| Owner::Layer(held.id));
        let (on_pane, lost) = (self.layers.is_empty(), self.standing == Standing::Lost);
        self.asked.values().filter(|asked| asked.depth.is_some() && asked.holds >= need).any(|asked| {
            let save = asked.holds == Holds::Typing;
            // The form of a save may have been left; the pane beneath waits for the save all the same.
            if asked.owner == top { save || on_pane || !lost } else { save && on_pane }
        })
    }
}
