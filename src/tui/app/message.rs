//! What the message line says until the next key.

use super::View;
use crate::api::Problem;

/// How much a message matters; said by a sign, not only by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Info,
    /// Something could not be done.
    Refused,
}

/// A sentence for the message line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    pub weight: Weight,
}

impl Message {
    pub fn info(text: impl Into<String>) -> Self {
        Self { text: text.into(), weight: Weight::Info }
    }

    pub fn refused(text: impl Into<String>) -> Self {
        Self { text: text.into(), weight: Weight::Refused }
    }

    /// Why the server did not do something.
    pub fn problem(problem: &Problem, view: &View) -> Self {
        Self::refused(view.problem(problem))
    }
}
