//! The index as its callers use it.

mod examples;
mod properties;

use super::{Document, Hit, Index, Kinds, Role};

/// An index of places by name and address, numbered from 0.
fn places(places: &[(&str, &str)]) -> Index<u64> {
    let mut index = Index::new();
    for (id, (name, address)) in (0..).zip(places) {
        let place = Document::new(0).with(Role::Name, *name).with(Role::Address, *address);
        index.put(id, &place);
    }
    index
}

fn all(index: &Index<u64>, text: &str) -> Vec<Hit<u64>> {
    index.query(text, Kinds::ALL, |_| true, 100)
}

fn ids(index: &Index<u64>, text: &str) -> Vec<u64> {
    all(index, text).iter().map(|hit| hit.id).collect()
}
