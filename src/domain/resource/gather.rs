//! Entries of one import brought together: the same said twice is one, and what contradicts an earlier entry is left out.

use std::collections::HashMap;

use super::listing::{Listing, ListingKey};

/// What an import takes, and what it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered<T> {
    /// Each identity once, entries of one office beside each other.
    pub taken: Vec<(Listing, T)>,
    /// Entries that say what an earlier one said.
    pub repeats: Vec<T>,
    /// Entries of the identity of an earlier one that say something else.
    pub contradicts: Vec<T>,
}

/// Brings entries together, each with where it came from; the first of an identity stands.
pub fn gather<T>(listings: Vec<(Listing, T)>) -> Gathered<T> {
    let mut gathered = Gathered { taken: Vec::new(), repeats: Vec::new(), contradicts: Vec::new() };
    let mut first: HashMap<ListingKey, usize> = HashMap::new();
    for (listing, origin) in listings {
        match first.get(&listing.key) {
            None => {
                first.insert(listing.key.clone(), gathered.taken.len());
                gathered.taken.push((listing, origin));
            }
            Some(at) if gathered.taken[*at].0 == listing => gathered.repeats.push(origin),
            Some(_) => gathered.contradicts.push(origin),
        }
    }
    gathered.taken.sort_by(|(one, _), (other, _)| (&one.offices, &one.key).cmp(&(&other.offices, &other.key)));
    gathered
}

#[cfg(test)]
mod tests {
    use super::super::{Facts, Field, Source};
    use super::*;
    use crate::domain::resource::FactKey;

    fn listing(id: &str, name: &str) -> Listing {
        let facts: Facts = [(FactKey::site(Field::Name), name.to_owned())].into_iter().collect();
        let key = ListingKey { source: Source::Kaigo, id: id.to_owned() };
        Listing { key, offices: vec![id.to_owned()], services: Vec::new(), facts, notifications: Vec::new() }
    }

    #[test]
    fn the_first_of_an_identity_stands() {
        let gathered = gather(vec![
            (listing("2", "b"), 1),
            (listing("1", "a"), 2),
            (listing("2", "b"), 3),
            (listing("1", "c"), 4),
        ]);
        assert_eq!(gathered.taken.iter().map(|(_, line)| *line).collect::<Vec<_>>(), [2, 1]);
        assert_eq!((gathered.repeats, gathered.contradicts), (vec![3], vec![4]));
    }
}
