//! What holds for any documents and any query.

use proptest::prelude::*;

use super::super::keys::Keys;
use super::super::matching::lie;
use super::super::query;
use super::super::score::{self, Scorer};
use super::super::store::{Entry, Store};
use super::super::term::Terms;
use super::*;
use crate::search::Spelt;
use crate::text::fold;

/// Names that share many letters, so that hits are close and ties happen.
fn name() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "松戸",
        "柏",
        "木下",
        "高橋",
        "髙",
        "訪問",
        "看護",
        "ひまわり",
        "さくら",
        "ケア",
        "医院",
        "会",
        "株式会社",
        "1-2",
        "ABC",
        " ",
    ]);
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.concat())
}

fn document() -> impl Strategy<Value = Document> {
    let role = prop::sample::select(vec![Role::Name, Role::Address, Role::Service, Role::Text, Role::Number]);
    let fields = prop::collection::vec((role, name()), 1..4);
    (0_u8..3, fields, "[0-9]{0,4}").prop_map(|(kind, fields, phone)| {
        let start = Document::new(kind).with(Role::Phone, phone);
        fields.into_iter().fold(start, |document, (role, text)| document.with(role, text))
    })
}

fn typed() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "matsudo",
            "houmon",
            "kinos",
            "himawari",
            "hiamwari",
            "高",
            "松訪",
            "訪問看",
            "さくら",
            "sakur",
            "ktk",
            "1",
            "12",
            "abc"
        ])
        .prop_map(str::to_owned),
        name(),
        "[a-z]{1,9}",
    ];
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

fn everything(store: &Store<u64>) -> impl Iterator<Item = Entry<'_, u64>> {
    store.blocks().flat_map(|block| block.select(|_| true))
}

/// Every document scored in full, with a fresh matcher each time and no shortcut.
fn full_scan(store: &Store<u64>, text: &str, limit: usize) -> Vec<(u32, i64, u64)> {
    let terms = Terms::of(text);
    let mut found: Vec<(u32, i64, u64)> = everything(store)
        .filter_map(|entry| {
            let (mut slips, mut score) = (0, 0);
            for term in &terms.terms {
                let pairs = || {
                    let keys: Vec<_> = entry.keys().collect();
                    term.patterns().flat_map(move |pattern| {
                        keys.clone()
                            .into_iter()
                            .map(move |(head, key)| (pattern, head, key))
                            .filter(|(pattern, head, _)| pattern.script == head.script)
                    })
                };
                let right = pairs()
                    .filter_map(|(pattern, head, key)| {
                        Some(Scorer::default().score(pattern, head, key, lie(pattern, head, key)?))
                    })
                    .max();
                let wrong = || {
                    pairs()
                        .filter(|(pattern, head, _)| pattern.slips() > 0 && head.role().forgives())
                        .filter_map(|(pattern, head, key)| {
                            let slips = query::slips_in(pattern, key)?;
                            Some((slips, -score::with_slips(pattern, head, slips)))
                        })
                        .min()
                };
                let (by, points) =
                    right.map(|points| (0, points)).or_else(|| wrong().map(|(by, points)| (by, -points)))?;
                slips += by;
                score += points;
            }
            let same = entry.keys().any(|(head, key)| head.role() == Role::Name && key == fold(text));
            let bonus = if same && slips == 0 { query::SAME_NAME } else { 0 };
            (!terms.terms.is_empty()).then_some((slips, score + bonus, entry.id))
        })
        .collect();
    found.sort_by_key(|&(slips, score, id)| (slips, -score, id));
    found.truncate(limit);
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_best_are_those_of_a_full_scan(
        documents in prop::collection::vec(document(), 1..40),
        removed in prop::collection::vec(0_u64..40, 0..5),
        text in typed(),
        limit in 1_usize..8,
    ) {
        let mut store = Store::new();
        for (id, document) in (0_u64..).zip(&documents) {
            store.put(id, document.kind, &Keys::of(document, &mut Spelt::default()));
        }
        for id in removed {
            store.remove(id);
        }
        let found: Vec<_> = query::best(&store, &text, Kinds::ALL, |_| true, limit)
            .into_iter()
            .map(|hit| (hit.slips, hit.score, hit.id))
            .collect();
        prop_assert_eq!(found, full_scan(&store, &text, limit));
    }

    /// Enough documents for several blocks, so that whole ones are passed over; some are put in again and again.
    #[test]
    fn passing_blocks_over_leaves_nothing_out(
        documents in prop::collection::vec(document(), 1..25),
        order in prop::collection::vec(0_usize..25, 100..300),
        changed in prop::collection::vec((0_u64..300, 0_usize..25), 0..40),
        text in typed(),
        limit in 1_usize..8,
    ) {
        let mut store = Store::new();
        let first = (0_u64..).zip(&order).map(|(id, at)| (id, *at));
        for (id, at) in first.chain(changed) {
            let document = &documents[at % documents.len()];
            store.put(id, document.kind, &Keys::of(document, &mut Spelt::default()));
        }
        let found: Vec<_> = query::best(&store, &text, Kinds::ALL, |_| true, limit)
            .into_iter()
            .map(|hit| (hit.slips, hit.score, hit.id))
            .collect();
        prop_assert_eq!(found, full_scan(&store, &text, limit));
    }

    #[test]
    fn a_score_depends_on_nothing_that_was_asked_before(
        documents in prop::collection::vec(document(), 1..12),
        before in prop::collection::vec(typed(), 0..6),
        text in typed(),
    ) {
        let mut index = Index::new();
        for (id, document) in (0_u64..).zip(&documents) {
            index.put(id, document);
        }
        let alone = all(&index, &text);
        for other in &before {
            all(&index, other);
        }
        prop_assert_eq!(&all(&index, &text), &alone);
        // One matcher for all documents in any order gives what each gives by itself.
        for hit in &alone {
            let mut single = Index::new();
            single.put(hit.id, &documents[usize::try_from(hit.id).unwrap()]);
            prop_assert_eq!(&all(&single, &text)[0], hit);
        }
    }

    #[test]
    fn no_score_is_above_its_bound(document in document(), text in typed()) {
        below_bounds(&document, &text)?;
    }

    #[test]
    fn no_digit_behind_a_hyphen_is_above_its_bound(number in "[12-]{1,12}", text in "[12-]{1,6}") {
        below_bounds(&Document::new(0).with(Role::Number, number), &text)?;
    }

    #[test]
    fn an_exact_name_comes_first(names in prop::collection::btree_set(name(), 2..20), at in any::<prop::sample::Index>()) {
        let names: Vec<String> = names.into_iter().collect();
        let wanted = at.get(&names);
        let mut index = Index::new();
        for (id, name) in (0_u64..).zip(&names) {
            index.put(id, &Document::new(0).with(Role::Name, name.as_str()).with(Role::Address, wanted.as_str()));
        }
        let key = fold(super::super::legal::split(wanted).core);
        if let Some(first) = all(&index, super::super::legal::split(wanted).core).first() {
            let name = &names[usize::try_from(first.id).unwrap()];
            prop_assert_eq!(fold(super::super::legal::split(name).core), key);
        }
    }

    #[test]
    fn what_is_put_in_can_be_taken_out(changes in prop::collection::vec((0_u64..200, prop::option::of(document())), 0..300)) {
        let mut index = Index::new();
        let mut kept = std::collections::BTreeMap::new();
        for (id, document) in changes {
            if let Some(document) = document {
                index.put(id, &document);
                kept.insert(id, document);
            } else {
                prop_assert_eq!(index.remove(id), kept.remove(&id).is_some());
            }
        }
        prop_assert_eq!(index.len(), kept.len());
        let mut rebuilt = Index::new();
        for (id, document) in &kept {
            rebuilt.put(*id, document);
        }
        for text in ["松戸", "houmon", "1", "さくら 柏"] {
            prop_assert_eq!(all(&index, text), all(&rebuilt, text));
        }
    }

    #[test]
    fn anything_can_be_typed_and_put_in(text in "\\PC{0,40}", other in any::<String>()) {
        let mut index = Index::new();
        let document = Document::new(255).with(Role::Name, text.as_str()).with(Role::Address, other.as_str()).with(Role::Text, other.as_str());
        index.put(1, &document);
        all(&index, &text);
        all(&index, &other);
    }
}

/// Whatever a pattern scores in a key lies below all that was said of it before: of the key, of the document, of the block.
fn below_bounds(document: &Document, text: &str) -> Result<(), TestCaseError> {
    let keys = Keys::of(document, &mut Spelt::default());
    let mut store = Store::new();
    store.put(1_u64, 0, &keys);
    let terms = Terms::of(text);
    let scorer = Scorer::default();
    for entry in everything(&store) {
        for pattern in terms.terms.iter().flat_map(super::super::term::Term::patterns) {
            for (head, key) in entry.keys().filter(|(head, _)| head.script == pattern.script) {
                if let Some(lie) = lie(pattern, head, key) {
                    prop_assert!(pattern.may_be(head, 0) && pattern.may_be_in(&keys.masks, 0));
                    let (score, bound) = (scorer.score(pattern, head, key, lie), score::bound(pattern, head, lie));
                    prop_assert!(score <= bound, "{} in {}: {} above {}", pattern.text, key, score, bound);
                    prop_assert!(score::reach(pattern, head).is_some_and(|reach| reach >= bound));
                    let weights = store.blocks().next().unwrap().tops.weights(&pattern.features);
                    prop_assert!(score::reach_in_block(pattern, weights) >= bound, "{} in {}", pattern.text, key);
                }
            }
        }
    }
    Ok(())
}
