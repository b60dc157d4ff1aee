//! The one action table: what can be done, in words, where, why not just now, and the code that does it.
//! Hint line, which-key, help, palette and the printed key table are all derived from it.

mod catalogue;
pub mod shared;

pub use catalogue::{Catalogue, Place};

use crate::tui::app::{Cx, View};
pub use crate::words::actions::ActionWords;

/// What help, hints and keymaps know of an action.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Context and verb: `queue.claim`.
    pub name: &'static str,
    pub words: ActionWords,
    /// Shown on the hint line while there is room, in the order of the table.
    pub hinted: bool,
    /// Loses something: no bare capital and no Esc may be bound to it, and it asks before it acts.
    pub grave: bool,
}

/// A row without a handler, for actions that the loop itself does.
pub const fn spec(name: &'static str, words: ActionWords) -> Spec {
    Spec { name, words, hinted: false, grave: false }
}

impl Spec {
    /// Shown on the hint line.
    pub const fn hinted(mut self) -> Self {
        self.hinted = true;
        self
    }

    /// Loses something.
    pub const fn grave(mut self) -> Self {
        self.grave = true;
        self
    }

    /// The context that the name begins with: `queue` of `queue.claim`.
    pub fn context(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(context, _)| context)
    }
}

/// A row of the action table of a pane or layer `T`.
pub struct Action<T: 'static> {
    pub spec: Spec,
    /// Why it cannot be done now, as a sentence; nothing if it can.
    pub why_not: fn(&T, &View) -> Option<String>,
    pub run: fn(&mut T, &mut Cx),
}

impl<T> Action<T> {
    /// An action that is always possible.
    pub const fn new(name: &'static str, words: ActionWords, run: fn(&mut T, &mut Cx)) -> Self {
        Self { spec: spec(name, words), why_not: |_, _| None, run }
    }

    /// Shown on the hint line.
    pub const fn hinted(mut self) -> Self {
        self.spec.hinted = true;
        self
    }

    /// Loses something; see [`Spec::grave`].
    pub const fn grave(mut self) -> Self {
        self.spec.grave = true;
        self
    }

    /// Possible only while `why_not` gives no sentence.
    pub const fn unless(mut self, why_not: fn(&T, &View) -> Option<String>) -> Self {
        self.why_not = why_not;
        self
    }
}

/// An action that can be chosen now, and why it would do nothing.
#[derive(Clone, Debug)]
pub struct Offer {
    pub spec: &'static Spec,
    pub reason: Option<String>,
}

/// Something that has actions of its own: a pane, a form, a picker.
pub trait Acts: Sized + 'static {
    /// The rows of the table that belong to it. All their names begin with the same context.
    const ACTIONS: &'static [Action<Self>];
}

/// What the loop needs of anything that acts, whatever its type.
pub trait Actor {
    fn specs(&self) -> Box<dyn Iterator<Item = &'static Spec>>;
    /// Why the named action cannot be done now.
    fn why_not(&self, name: &str, view: &View) -> Option<String>;
    /// Does it, if it is one of its own.
    fn run(&mut self, name: &str, cx: &mut Cx) -> bool;
}

impl<T: Acts> Actor for T {
    fn specs(&self) -> Box<dyn Iterator<Item = &'static Spec>> {
        Box::new(T::ACTIONS.iter().map(|action| &action.spec))
    }

    fn why_not(&self, name: &str, view: &View) -> Option<String> {
        find::<T>(name).and_then(|action| (action.why_not)(self, view))
    }

    fn run(&mut self, name: &str, cx: &mut Cx) -> bool {
        let Some(action) = find::<T>(name) else { return false };
        (action.run)(self, cx);
        true
    }
}

fn find<T: Acts>(name: &str) -> Option<&'static Action<T>> {
    T::ACTIONS.iter().find(|action| action.spec.name == name)
}
