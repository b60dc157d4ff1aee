//! The counts kept up with every change, and one month's run over them.

use proptest::prelude::*;

use super::run;
use super::tally::{CountedLine, Tally, months_between};
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::id::ConsultationId;
use crate::domain::month::Month;
use crate::domain::regional_issue::rise::{Facet, Series, dispersion};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

proptest! {
    /// Lines put and put again in any order count as if each had been put once, as it is now.
    #[test]
    fn the_counts_are_those_of_the_consultations_as_they_stand(
        puts in prop::collection::vec((0_u64..12, 0_u32..5, prop::collection::btree_set(0_u16..6, 0..4)), 0..60),
    ) {
        let first = month("2026-01");
        let mut tally = Tally::default();
        let facets: Vec<Facet> = (0..6).map(|at| Facet::Topic(Code(format!("t{at}")))).collect();
        tally.take_facets(facets);
        let mut now = std::collections::BTreeMap::new();
        let later = |months: u32| Month::of(first.first_day() + chrono::Months::new(months));
        let mut stood = Vec::new();
        for (id, of, facets) in &puts {
            let facets: Box<[u16]> = facets.iter().copied().collect();
            tally.take(CountedLine { id: ConsultationId(*id), month: later(*of), facets: facets.clone() });
            now.insert(*id, (*of, facets));
            // A snapshot taken before stays what it was.
            stood.push((tally.snapshot(), now.len()));
        }
        for (snapshot, consultations) in stood {
            let total: u32 = (0..5).map(|of| snapshot.month(None, later(of)).1).sum();
            prop_assert_eq!(total as usize, consultations);
        }
        let snapshot = tally.snapshot();
        let counts = snapshot.counts(later(4), 5);
        for of in 0..5_u32 {
            let lines = || now.values().filter(|(month, _)| *month == of);
            prop_assert_eq!(snapshot.month(None, later(of)).1 as usize, lines().count());
            for a in 0..6_u16 {
                for b in a..6 {
                    let both = lines().filter(|(_, facets)| facets.contains(&a) && facets.contains(&b)).count();
                    let places = (usize::from(a), usize::from(b));
                    prop_assert_eq!(snapshot.month(Some(places), later(of)).0 as usize, both);
                    let from = months_between(counts.first(), later(of));
                    let counted = from.checked_sub(1).and_then(|at| counts.of(places.0, places.1).get(at).copied());
                    prop_assert_eq!(counted.unwrap_or(0) as usize, both);
                }
            }
        }
    }
}

/// A tally in which one area asks for one topic twice as often from a month on, for so many months in all.
fn town_with_a_gap(months: u32, from: u32) -> (Tally, Series, Month) {
    let mut tally = Tally::default();
    let area = |at: u32| Facet::Area(AreaCode(format!("a{at}")));
    let topic = |at: u32| Facet::Topic(Code(format!("t{at}")));
    tally.take_facets((0..5).map(area).chain((0..4).map(topic)).collect());
    let first = month("2024-01");
    let mut id = 0;
    for of in 0..months {
        let this = Month::of(first.first_day() + chrono::Months::new(of));
        for a in 0..5_u16 {
            for t in 0..4_u16 {
                // A steady count that wavers a little, so that there is something to stand.
                let usual = 8 + u32::from((a * 7 + t * 3) % 4) + (of * 5 + u32::from(a + t)) % 3;
                let gap = (a, t) == (2, 1) && of >= from;
                for _ in 0..usual * if gap { 3 } else { 1 } {
                    id += 1;
                    tally.take(CountedLine { id: ConsultationId(id), month: this, facets: [a, 5 + t].into() });
                }
            }
        }
    }
    let last = Month::of(first.first_day() + chrono::Months::new(months - 1));
    (tally, Series { of: area(2), with: Some(topic(1)) }, last)
}

#[test]
fn what_rises_is_found_with_the_consultations_behind_it_and_what_does_not_is_not() {
    let (tally, planted, last) = town_with_a_gap(30, 28);
    let run = run::run(&tally.snapshot(), last);
    assert_eq!(run.rises.first().map(|rise| &rise.series), Some(&planted), "{:?}", run.rises);
    let (own, others) = tally.behind(&planted, run::opens(last), last);
    assert_eq!(own.len(), run.rises[0].count as usize, "what is counted is what is shown");
    assert!(others.len() > own.len() && others.iter().all(|id| !own.contains(id)));
    // Whatever came up first, what counts the same is called the same.
    let mut turned = Tally::default();
    turned.take_facets(tally.facets().iter().rev().cloned().collect());
    let last_place = tally.facets().len() - 1;
    for line in tally.lines() {
        let facets = line.facets.iter().map(|at| u16::try_from(last_place).unwrap() - at).collect();
        turned.take(CountedLine { facets, ..line });
    }
    let again = run::run(&turned.snapshot(), last).rises;
    assert_eq!(
        again.iter().map(|rise| &rise.series).collect::<Vec<_>>(),
        run.rises.iter().map(|rise| &rise.series).collect::<Vec<_>>()
    );
    // A series by itself is counted as it is among all of them.
    let snapshot = tally.snapshot();
    let single = Series { of: planted.of.clone(), with: None };
    for series in [&planted, &single] {
        let (a, b) = snapshot.places(series).unwrap();
        let (alone, (x, y)) = snapshot.counts_of((a, b), last, 24);
        let all = snapshot.counts(last, 24);
        assert_eq!((alone.total(), alone.of(x, y)), (all.total(), all.of(a, b)));
        assert_eq!((alone.of(x, x), alone.of(y, y)), (all.of(a, a), all.of(b, b)));
        assert_eq!(dispersion(&alone, (x, y), 0..24).to_bits(), dispersion(&all, (a, b), 0..24).to_bits());
    }
    let (tally, _, last) = town_with_a_gap(30, 99);
    assert_eq!(run::run(&tally.snapshot(), last).rises, []);
    // A month before there was anything has no past, and nothing rises in it.
    assert_eq!(run::run(&tally.snapshot(), month("1999-01")).rises, []);
    let (nothing, this) = (Tally::default().snapshot(), month("2026-10"));
    assert_eq!(run::run(&nothing, this).rises, []);
    assert!(run::months(&nothing, Some(&planted), this).iter().all(|of| of.total == 0));
}
