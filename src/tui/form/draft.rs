//! A form's fields as JSON, just as typed, and back.

use super::field::{Field, Kind};
use crate::tui::edit::Buffer;
use serde_json::{Value as Json, json};

/// The fields as typed, by name; empty ones are left out.
pub(super) fn fields(all: &[Field]) -> Json {
    let filled = all.iter().map(|field| (field.name.to_owned(), keep(field)));
    Json::Object(filled.filter(|(_, value)| !value.is_null()).collect())
}

fn keep(field: &Field) -> Json {
    match &field.kind {
        Kind::One { chosen, .. } => json!(chosen),
        Kind::Many { chosen, .. } if chosen.is_empty() => Json::Null,
        Kind::Many { chosen, .. } => json!(chosen),
        Kind::Record { chosen, .. } => json!(chosen),
        _ if field.buffer.is_empty() => Json::Null,
        _ => json!(field.buffer.text()),
    }
}

/// Puts the fields of a draft back; what the form does not know is passed over.
pub(super) fn restore(all: &mut [Field], draft: &Json) {
    for field in all {
        let Some(kept) = draft.get(field.name) else { continue };
        match &mut field.kind {
            Kind::One { chosen, choices } => {
                let code = kept.as_str().filter(|code| choices.label(code).is_some());
                *chosen = code.map(str::to_owned);
            }
            Kind::Many { chosen, choices } => {
                let codes = kept.as_array().into_iter().flatten().filter_map(Json::as_str);
                *chosen = codes.filter(|code| choices.label(code).is_some()).map(str::to_owned).collect();
            }
            Kind::Record { chosen, .. } => *chosen = serde_json::from_value(kept.clone()).ok(),
            _ => field.buffer = Buffer::new(kept.as_str().unwrap_or_default()),
        }
    }
}
