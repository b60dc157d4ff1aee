//! What is being typed: kept on the server until it is saved or thrown away.

use serde::{Deserialize, Serialize};

use crate::domain::id::Version;
use crate::domain::time::Moment;

/// Something that the caller has typed and not saved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The form and the record that it is for, such as `queue.receive` or `queue.step/c45`.
    pub form: String,
    /// The fields as typed.
    pub fields: serde_json::Value,
    /// When the server last heard of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// The title that stood over the form, whom it is about included; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What the form was opened on, if it is about a record that others may change meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Opened>,
}

/// What a form was opened on, so that a draft never undoes what others did before it is taken up again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The version of the record.
    pub version: Version,
    /// The fields that were changed in the form, as they stood before; null where one was empty.
    pub before: serde_json::Map<String, serde_json::Value>,
}

/// Requests about the caller's own drafts; nobody sees another's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftRequest {
    /// All of them, the newest first.
    List,
    /// Keeps one in place of the one for the same form.
    Keep(Draft),
    /// Throws one away.
    Discard {
        /// The form that it is for.
        form: String,
    },
}
