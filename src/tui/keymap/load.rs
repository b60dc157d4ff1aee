//! Reads keymap files and lays the user's over a built-in one, each fault with its line and column.

use super::{Keymap, check};
use crate::tui::action::{Catalogue, Spec};
use crate::tui::key::{Key, parse_sequence};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The built-in keymaps, the default first. All but the first say only what they change.
pub const BASES: [(&str, &str); 4] = [
    ("standard", include_str!("../../../keymaps/standard.toml")),
    ("vim", include_str!("../../../keymaps/vim.toml")),
    ("emacs", include_str!("../../../keymaps/emacs.toml")),
    ("function-keys", include_str!("../../../keymaps/function-keys.toml")),
];

/// What is wrong with a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No TOML, or a value that is neither a sequence of keys nor a list of them.
    Syntax(String),
    UnknownBase(String),
    UnknownAction(String),
    NotAKey(String),
    /// The keys already do something else there, or begin what does.
    Clash {
        keys: String,
        action: &'static str,
        taken_by: &'static str,
    },
    /// No key of the action does it in this place.
    Unreachable {
        action: &'static str,
    },
    /// A bare capital or Esc would lose something.
    Grave {
        keys: String,
        action: &'static str,
    },
}

/// A fault and where it stands; lines and columns count from one, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapProblem {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub fault: Fault,
}

/// A text that is being read, so that a fault can say where it stands.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn problem(&self, at: usize, fault: Fault) -> KeymapProblem {
        let before = self.text.get(..at).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        KeymapProblem {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
            fault,
        }
    }
}

/// One key sequence of one action, and where it was written.
pub(super) struct Binding {
    pub spec: &'static Spec,
    pub keys: Vec<Key>,
    /// A problem at this binding, its fault still to be filled in.
    place: KeymapProblem,
}

impl Binding {
    pub fn problem(&self, fault: Fault) -> KeymapProblem {
        KeymapProblem { fault, ..self.place.clone() }
    }
}

/// The keymap named `base` with the user's file (its name and text) over it.
/// A user's file may name another base in its first line: `base = "vim"`.
pub fn load(catalogue: &Catalogue, base: &str, user: Option<(&str, &str)>) -> Result<Keymap, KeymapProblem> {
    let mut bindings = Vec::new();
    match user {
        Some((file, text)) => layer(catalogue, &Source { file, text }, Some(base), &mut bindings)?,
        None => built_in(catalogue, base, &mut bindings)?,
    }
    let keymap = build(&bindings)?;
    check::reachable(catalogue, &keymap, &bindings)?;
    Ok(keymap)
}

fn built_in(catalogue: &Catalogue, name: &str, bindings: &mut Vec<Binding>) -> Result<(), KeymapProblem> {
    match BASES.iter().find(|(known, _)| *known == name) {
        Some((file, text)) => layer(catalogue, &Source { file, text }, None, bindings),
        None => Err(Source { file: name, text: "" }.problem(0, Fault::UnknownBase(name.to_owned()))),
    }
}

/// Adds what one file says, over the base that it names, else `default_base`.
fn layer(
    catalogue: &Catalogue,
    source: &Source,
    default_base: Option<&str>,
    bindings: &mut Vec<Binding>,
) -> Result<(), KeymapProblem> {
    let table = DeTable::parse(source.text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        source.problem(at, Fault::Syntax(error.message().to_owned()))
    })?;
    let table = table.get_ref();
    match table.get("base") {
        Some(value) => {
            let (name, at) = (value.get_ref().as_str().unwrap_or_default(), value.span().start);
            if !BASES.iter().any(|(known, _)| *known == name) || name == source.file {
                return Err(source.problem(at, Fault::UnknownBase(name.to_owned())));
            }
            built_in(catalogue, name, bindings)?;
        }
        None => default_base.map_or(Ok(()), |name| built_in(catalogue, name, bindings))?,
    }
    for (context, actions) in table {
        if context.get_ref() == "base" {
            continue;
        }
        let Some(actions) = actions.get_ref().as_table() else {
            return Err(source.problem(context.span().start, Fault::UnknownAction(context.get_ref().to_string())));
        };
        for (verb, keys) in actions {
            let name = format!("{}.{}", context.get_ref(), verb.get_ref());
            let Some(spec) = catalogue.find(&name) else {
                return Err(source.problem(verb.span().start, Fault::UnknownAction(name)));
            };
            bindings.retain(|binding| binding.spec.name != spec.name);
            read_keys(source, spec, verb.span(), keys, bindings)?;
        }
    }
    Ok(())
}

/// Reads `"c"` or `["c", "Enter"]`.
fn read_keys(
    source: &Source,
    spec: &'static Spec,
    verb: Range<usize>,
    value: &Spanned<DeValue>,
    bindings: &mut Vec<Binding>,
) -> Result<(), KeymapProblem> {
    let not_keys = |at: usize| source.problem(at, Fault::Syntax(format!("{}: \"c\", [\"c\", \"g g\"]", spec.name)));
    let mut read = |text: Option<&str>, at: usize| {
        let text = text.ok_or_else(|| not_keys(at))?;
        let keys = parse_sequence(text).map_err(|_| source.problem(at, Fault::NotAKey(text.to_owned())))?;
        let place = source.problem(at, Fault::Unreachable { action: spec.name });
        bindings.push(Binding { spec, keys, place });
        Ok(())
    };
    match value.get_ref() {
        DeValue::Array(all) if all.is_empty() => {
            Err(source.problem(verb.start, Fault::Unreachable { action: spec.name }))
        }
        DeValue::Array(all) => all.iter().try_for_each(|one| read(one.get_ref().as_str(), one.span().start)),
        one => read(one.as_str(), value.span().start),
    }
}

fn build(bindings: &[Binding]) -> Result<Keymap, KeymapProblem> {
    let mut keymap = Keymap::default();
    for binding in bindings {
        let (spec, keys) = (binding.spec, &binding.keys);
        let written = || crate::tui::key::sequence_text(keys);
        if spec.grave && matches!(keys.as_slice(), [key] if key.is_harmless()) {
            return Err(binding.problem(Fault::Grave { keys: written(), action: spec.name }));
        }
        let trie = keymap.contexts.entry(spec.context()).or_default();
        trie.bind(keys, spec).map_err(|taken| {
            binding.problem(Fault::Clash { keys: written(), action: spec.name, taken_by: taken.name })
        })?;
        keymap.keys.entry(spec.name).or_default().push(keys.clone());
    }
    Ok(keymap)
}
