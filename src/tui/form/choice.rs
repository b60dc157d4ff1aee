//! The entries of a code list as a form offers them, found by kanji, kana, romaji or their number.

use super::value::{NO, YES};
use crate::domain::code::CodeList;
use crate::tui::app::View;
use crate::tui::filter::{Filter, best};
use crate::words::{Lang, Say, Text, actions};
use serde::Serialize;

/// One entry.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What the protocol calls it.
    pub code: String,
    /// What the screen calls it.
    pub label: String,
    /// Another way to find it, such as its kana.
    pub reading: String,
}

impl Choice {
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code: code.into(), label: label.into(), reading: String::new() }
    }
}

/// The variants of an enum in the order given, with their words.
pub fn variants<T: Serialize + Say>(all: &[T], lang: Lang) -> Vec<Choice> {
    let code = |variant: &T| match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(code)) => Some(code),
        _ => None,
    };
    all.iter().filter_map(|variant| Some(Choice::new(code(variant)?, variant.say(lang)))).collect()
}

/// The entries of one of the centre's lists.
pub fn listed(list: CodeList, view: &View) -> Vec<Choice> {
    let entries = view.session.welcome.settings.codes.list(list);
    let label = |ja: &String, en: &String| if view.lang() == Lang::En { en.clone() } else { ja.clone() };
    entries
        .iter()
        .map(|entry| Choice {
            code: entry.code.0.clone(),
            label: label(&entry.ja, &entry.en),
            reading: entry.kana.clone(),
        })
        .collect()
}

/// Yes and no.
pub fn yes_no(lang: Lang) -> Vec<Choice> {
    // y and n work on a Japanese screen too.
    let choice = |code: &str, words: Text| Choice { reading: code.to_owned(), ..Choice::new(code, words.say(lang)) };
    vec![choice(YES, actions::YES.short), choice(NO, actions::NO.short)]
}

/// The entries with their keys, and those that match what is typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    all: Vec<Choice>,
    filters: Vec<Filter>,
    /// Places of those that match, best first.
    pub found: Vec<usize>,
    /// The highlighted one among them; none until one is typed for or moved to.
    pub highlight: Option<usize>,
}

impl Choices {
    pub fn new(all: Vec<Choice>) -> Self {
        let number = |at: usize| (at + 1).to_string();
        let filter = |(at, choice): (usize, &Choice)| Filter::of(&[&number(at), &choice.label, &choice.reading]);
        let filters = all.iter().enumerate().map(filter).collect();
        let found = (0..all.len()).collect();
        Self { all, filters, found, highlight: None }
    }

    /// Narrows to what matches; with something typed the best is highlighted.
    pub fn narrow(&mut self, typed: &str) {
        self.found = best(typed, self.filters.iter());
        self.highlight = (!typed.trim().is_empty() && !self.found.is_empty()).then_some(0);
    }

    pub fn step(&mut self, down: bool) {
        let last = self.found.len().saturating_sub(1);
        self.highlight = match (self.highlight, down) {
            _ if self.found.is_empty() => None,
            (None, true) => Some(0),
            (None | Some(0), false) => None,
            (Some(at), true) => Some((at + 1).min(last)),
            (Some(at), false) => Some(at - 1),
        };
    }

    /// The highlighted entry.
    pub fn highlighted(&self) -> Option<&Choice> {
        self.all.get(*self.found.get(self.highlight?)?)
    }

    pub fn label(&self, code: &str) -> Option<&str> {
        self.all.iter().find(|choice| choice.code == code).map(|choice| choice.label.as_str())
    }

    pub fn get(&self, at: usize) -> Option<&Choice> {
        self.all.get(at)
    }
}
