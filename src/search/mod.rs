//! Index, match and rank over documents of fields.
//!
//! The room knows neither a patient nor a clinic: whoever calls it describes each record as a
//! [`Document`] of [`Role`]s and weights, and asks with [`Index::query`]. Everything is compared by
//! keys ([`crate::text::fold`], [`crate::text::romaji`]); what is shown stays with the caller.

mod document;
mod index;
mod keys;
mod legal;
mod matching;
mod query;
mod rank;
mod score;
mod spelt;
mod store;
mod term;
mod tops;
mod typo;

pub use document::{Document, Kinds, Role};
pub use index::{Index, Prepared};
pub use query::{Hit, Matched};
pub use spelt::Spelt;

#[cfg(test)]
mod tests;
