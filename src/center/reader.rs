//! One read: the views and records as they are, and who asks.

use std::sync::{Arc, RwLockReadGuard};

use super::store::Store;
use super::views::Views;
use crate::api::Problem;
use crate::domain::aggregate::Key;
use crate::domain::event::Registered;
use crate::domain::settings::Settings;
use crate::domain::staff::Staff;
use crate::domain::time::Moment;

/// One read while it is answered.
pub struct Reader<'a> {
    pub(super) views: RwLockReadGuard<'a, Views>,
    pub(super) store: &'a dyn Store,
    /// Who asks.
    pub actor: Arc<Staff>,
    /// The server's time.
    pub now: Moment,
}

impl Reader<'_> {
    /// The summaries.
    pub fn views(&self) -> &Views {
        &self.views
    }

    /// What the centre decided for itself.
    pub fn settings(&self) -> &Settings {
        &self.views.settings
    }

    /// A record.
    pub fn get<A: Registered>(&self, id: A::Id) -> Result<A, Problem>
    where
        A::Id: std::fmt::Display,
    {
        self.find::<A>(id)?.ok_or_else(|| Problem::NotFound { kind: A::KIND, id: id.to_string() })
    }

    /// A record, if there is one.
    pub fn find<A: Registered>(&self, id: A::Id) -> Result<Option<A>, Problem> {
        Ok(self.store.get(A::KIND, &id.bytes())?.and_then(A::from_record))
    }

    /// All records whose key starts with these bytes, in the order of their keys.
    pub fn range<A: Registered>(&self, prefix: &[u8]) -> Result<Vec<A>, Problem> {
        self.store.range(A::KIND, prefix).filter_map(|record| record.map(A::from_record).transpose()).collect()
    }
}
