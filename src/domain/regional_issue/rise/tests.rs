//! Series that rise and series that do not, against the test as a whole.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::month::Month;

const MONTHS: usize = 48;

/// Three areas and two topics; every month each area brings so many of each topic.
fn steady(of: impl Fn(usize, usize, usize) -> u32) -> Counts {
    let areas = (0..3).map(|at| Facet::Area(AreaCode(format!("area{at}"))));
    let topics = (0..2).map(|at| Facet::Topic(Code(format!("topic{at}"))));
    let first = Month::of(NaiveDate::from_ymd_opt(2020, 4, 1).unwrap());
    let mut counts = Counts::new(areas.chain(topics).collect(), first, MONTHS);
    for month in 0..MONTHS {
        for area in 0..3 {
            for topic in 0..2 {
                counts.add_many(month, &[area, 3 + topic], of(month, area, topic));
            }
        }
    }
    counts
}

fn pair(area: usize, topic: usize) -> Series {
    Series { of: Facet::Area(AreaCode(format!("area{area}"))), with: Some(Facet::Topic(Code(format!("topic{topic}")))) }
}

#[test]
fn what_doubles_in_one_area_is_found_and_named_by_area_and_topic() {
    let counts = steady(|month, area, topic| if month >= 45 && (area, topic) == (1, 0) { 48 } else { 24 });
    let found = rises(&counts, 47, FALSE_DISCOVERY_RATE);
    let risen = found.iter().find(|rise| rise.series == pair(1, 0)).expect("the pair itself is named");
    assert_eq!((risen.count, risen.past_count), (144, 24 * 45));
    assert!(rises(&counts, 44, FALSE_DISCOVERY_RATE).is_empty(), "nothing had happened yet");
}

#[test]
fn what_grows_everywhere_at_once_is_no_rise_of_one_area() {
    let counts = steady(|month, _, _| if month >= 45 { 24 } else { 12 });
    assert_eq!(rises(&counts, 47, FALSE_DISCOVERY_RATE), []);
}

#[test]
fn what_comes_every_winter_is_no_rise_of_this_one() {
    let winter = |month: usize, topic| month % 12 >= 9 && topic == 0;
    let counts = steady(|month, _, topic| if winter(month, topic) { 40 } else { 12 });
    assert_eq!(rises(&counts, 47, FALSE_DISCOVERY_RATE), []);
}

#[test]
fn nothing_is_said_without_a_year_of_past_nor_of_fewer_than_five() {
    let young = steady(|month, area, topic| if month >= 11 && (area, topic) == (1, 0) { 60 } else { 12 });
    assert_eq!(rises(&young, LEAST_MONTHS + WINDOW - 2, FALSE_DISCOVERY_RATE), []);
    assert!(!rises(&young, LEAST_MONTHS + WINDOW - 1, FALSE_DISCOVERY_RATE).is_empty());
    let few = |most| {
        steady(move |month, area, topic| if (area, topic) == (1, 0) { u32::from(month == 47) * most } else { 50 })
    };
    assert_eq!(rises(&few(LEAST_COUNT - 1), 47, FALSE_DISCOVERY_RATE), []);
    assert_eq!(rises(&few(LEAST_COUNT + 2), 47, FALSE_DISCOVERY_RATE)[0].series, pair(1, 0));
    assert_eq!(rises(&young, 4_711, FALSE_DISCOVERY_RATE), [], "no such month");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_counts_are_judged_without_a_panic_and_by_sound_numbers(
        cells in prop::collection::vec(0_u32..60, MONTHS * 6), last in 0_usize..MONTHS,
    ) {
        let counts = steady(|month, area, topic| cells[month * 6 + area * 2 + topic]);
        let found = rises(&counts, last, 1.0);
        for rise in &found {
            prop_assert!((0.0..=1.0).contains(&rise.probability) && rise.dispersion >= 1.0 && rise.count >= LEAST_COUNT);
            prop_assert!(rise.expected.is_finite());
        }
        prop_assert!(found.is_sorted_by(|one, other| one.probability <= other.probability));
        let fewer = rises(&counts, last, 0.01);
        prop_assert!(fewer.iter().all(|rise| found.contains(rise)), "a stricter run finds no other ones");
    }
}
