//! What is being typed: kept on the server until it is saved or thrown away.

use serde::{Deserialize, Serialize};

use crate::domain::time::Moment;

/// Something that the caller has typed and not saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The form and the record that it is for, such as `queue.receive` or `queue.step/c45`.
    pub form: String,
    /// The fields as typed.
    pub fields: serde_json::Value,
    /// When the server last heard of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
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
