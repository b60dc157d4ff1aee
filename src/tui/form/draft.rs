//! A form's fields as JSON, just as typed, and back; and the draft that is made of them.

use super::Form;
use super::field::{Field, Kind};
use super::merge::{Beside, merge};
use crate::api::draft::{Draft, Opened};
use crate::domain::id::Version;
use crate::tui::app::View;
use crate::tui::edit::Buffer;
use serde_json::{Map, Value as Json, json};

/// Fields as typed, by name; empty ones are left out.
pub(super) type Fields = Map<String, Json>;

/// The fields of a form as typed.
pub(super) fn fields(all: &[Field]) -> Fields {
    let filled = all.iter().map(|field| (field.name.to_owned(), kept(field)));
    filled.filter(|(_, value)| !value.is_null()).collect()
}

/// One field as typed; null if it is empty. Letters that only narrow candidates are no content.
pub(super) fn kept(field: &Field) -> Json {
    match &field.kind {
        Kind::One { chosen, .. } => json!(chosen),
        Kind::Many { chosen, .. } if chosen.is_empty() => Json::Null,
        Kind::Many { chosen, .. } => json!(chosen),
        Kind::Record { chosen, .. } => json!(chosen),
        _ if field.buffer.is_empty() => Json::Null,
        _ => json!(field.buffer.text()),
    }
}

/// Puts one field back as it was typed. A choice that there is no more leaves it empty.
pub(super) fn put(field: &mut Field, value: &Json) {
    match &mut field.kind {
        Kind::One { chosen, choices } => {
            let code = value.as_str().filter(|code| choices.label(code).is_some());
            *chosen = code.map(str::to_owned);
        }
        Kind::Many { chosen, choices } => {
            let codes = value.as_array().into_iter().flatten().filter_map(Json::as_str);
            *chosen = codes.filter(|code| choices.label(code).is_some()).map(str::to_owned).collect();
        }
        Kind::Record { chosen, .. } => *chosen = serde_json::from_value(value.clone()).ok(),
        _ => field.buffer = Buffer::new(value.as_str().unwrap_or_default()),
    }
}

/// What a form held when it was opened, and the version of its record then.
#[derive(Clone, Debug, Default)]
pub(super) struct Beginning {
    version: Option<Version>,
    fields: Fields,
}

impl Form {
    /// Remembers what the form holds before anything is typed; later calls change nothing.
    pub(super) fn begin(&mut self) {
        if self.beginning.is_some() {
            return;
        }
        self.before = fields(&self.fields);
        let version = self.basis.as_ref().map(|basis| basis.version);
        self.beginning = Some(Beginning { version, fields: self.before.clone() });
    }

    /// What is typed, to be kept. It is told against what the form was first opened on: whatever others did since then is
    /// looked at anew when the draft is taken up.
    pub(super) fn draft(&self, view: &View) -> Draft {
        let mut typed = fields(&self.fields);
        for field in &self.fields {
            // What is typed and only stands beside the other's for now is what must not be lost.
            if let Some(Beside::Other { value, mine: true, .. }) = &field.beside {
                typed.insert(field.name.to_owned(), value.clone());
            }
        }
        let beginning = self.beginning.clone().unwrap_or_default();
        let mut before = Fields::new();
        for name in self.fields.iter().map(|field| field.name) {
            let old = beginning.fields.get(name);
            if old != typed.get(name) {
                before.insert(name.to_owned(), old.cloned().unwrap_or(Json::Null));
                // Emptied on purpose.
                typed.entry(name).or_insert(Json::Null);
            }
        }
        let heading = self.heading.map_or("", |heading| view.say(heading));
        Draft {
            form: self.name.clone(),
            title: format!("{heading}  {}", self.title).trim().to_owned(),
            fields: Json::Object(typed),
            opened: beginning.version.map(|version| Opened { version, before }),
            at: None,
        }
    }

    /// Puts a draft back into the fields. Where the record has changed since, what others did stays, and where both
    /// changed a field theirs stands beside what is typed.
    pub(super) fn take_up(&mut self, draft: &Draft) {
        self.begin();
        let now = self.basis.as_ref().map(|basis| basis.version);
        let opened = draft.opened.as_ref().filter(|opened| Some(opened.version) != now);
        for field in &mut self.fields {
            let Some(typed) = draft.fields.get(field.name) else { continue };
            match opened {
                None => put(field, typed),
                Some(opened) => {
                    let base = opened.before.get(field.name).unwrap_or(typed);
                    merge(field, base, typed, None);
                }
            }
        }
        self.touched = true;
        self.from_draft = true;
    }
}
