//! Which keys do what: a trie for each context, read from `keymaps/*.toml` and the user's own file.

mod check;
mod load;
mod say;
mod table;
#[cfg(test)]
mod tests;
mod trie;

pub use load::{BASES, Fault, KeymapProblem, load};
pub use table::keys_table;
pub use trie::{Found, Trie, Way};

use super::key::{Key, sequence_text};
use std::collections::HashMap;

/// The keys of every action, by context.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    contexts: HashMap<&'static str, Trie>,
    keys: HashMap<&'static str, Vec<Vec<Key>>>,
}

impl Keymap {
    /// What the keys pressed so far mean in these contexts; the first that knows them decides.
    pub fn find(&self, contexts: &[&str], pressed: &[Key]) -> Found {
        contexts
            .iter()
            .filter_map(|context| self.contexts.get(context))
            .map(|trie| trie.find(pressed))
            .find(|found| *found != Found::Nothing)
            .unwrap_or(Found::Nothing)
    }

    /// Every way to go on after the keys pressed so far: the next keys and the action.
    pub fn continuations(&self, contexts: &[&str], pressed: &[Key]) -> Vec<Way> {
        let mut all: Vec<Way> = Vec::new();
        for trie in contexts.iter().filter_map(|context| self.contexts.get(context)) {
            for (keys, spec) in trie.below(pressed) {
                if !all.iter().any(|(known, _)| known.starts_with(&keys) || keys.starts_with(known)) {
                    all.push((keys, spec));
                }
            }
        }
        all
    }

    /// The key sequences of an action, the preferred one first.
    pub fn keys_of(&self, action: &str) -> &[Vec<Key>] {
        self.keys.get(action).map_or(&[], Vec::as_slice)
    }

    /// The preferred keys of an action as text.
    pub fn shortest(&self, action: &str) -> Option<String> {
        self.keys_of(action).first().map(|keys| sequence_text(keys))
    }
}
