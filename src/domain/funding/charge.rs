//! What a piece of work is charged to.

use serde::{Deserialize, Serialize};

use crate::domain::code::Code;

/// What a piece of work is charged to; what is left empty is charged as the case is that it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Charge {
    /// The programme's item that it counts under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme_item: Option<Code>,
    /// The line of funding that it is charged to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding_line: Option<Code>,
}

impl Charge {
    /// Whether it names neither.
    pub const fn is_empty(&self) -> bool {
        self.programme_item.is_none() && self.funding_line.is_none()
    }

    /// The same, with what it leaves empty taken from another.
    pub fn or(self, other: &Self) -> Self {
        Self {
            programme_item: self.programme_item.or_else(|| other.programme_item.clone()),
            funding_line: self.funding_line.or_else(|| other.funding_line.clone()),
        }
    }
}
