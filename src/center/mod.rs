//! The one writer: checks right and rule, appends events, applies them, tells everyone.
//!
//! What it promises: a change is answered only after its journal frames are on the disk and every view shows it;
//! a change that is refused has changed nothing; changes of one batch see each other in order;
//! the records and the views are always what the journal adds up to.

mod counters;
pub mod patient;
pub mod reader;
pub mod recorded;
pub mod resource;
pub mod store;
#[cfg(test)]
pub mod testing;
pub mod timeline;
pub mod transaction;
pub mod views;
