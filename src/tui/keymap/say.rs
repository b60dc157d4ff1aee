//! The sentence for what is wrong with a keymap.

use super::{Fault, KeymapProblem};
use crate::words::{Lang, Say, keymap as words};
use std::borrow::Cow;

impl Say for KeymapProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let place = words::place(&self.file, self.line, self.column, lang);
        let sentence = match &self.fault {
            Fault::Syntax(message) => words::syntax(message, lang),
            Fault::UnknownBase(name) => words::unknown_base(name, lang),
            Fault::UnknownAction(name) => words::unknown_action(name, lang),
            Fault::NotAKey(text) => words::not_a_key(text, lang),
            Fault::Clash { keys, action, taken_by } => words::clash(keys, action, taken_by, lang),
            Fault::Unreachable { action } => words::unreachable(action, lang),
            Fault::Grave { keys, action } => words::grave(keys, action, lang),
        };
        Cow::Owned(place + &sentence)
    }
}
