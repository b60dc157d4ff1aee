//! Where the records are read from: the one place that a change or a read looks for them.

use crate::api::Problem;
use crate::domain::event::{Kind, Record};

/// Where the records are read from.
pub trait Store: Sync {
    /// One record.
    fn get(&self, kind: Kind, key: &[u8]) -> Result<Option<Record>, Problem>;

    /// All records of a kind whose key starts with these bytes, in the order of their keys.
    fn range(&self, kind: Kind, prefix: &[u8]) -> Box<dyn Iterator<Item = Result<Record, Problem>> + '_>;
}
