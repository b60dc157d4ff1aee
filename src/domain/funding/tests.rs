//! What is usual, and that an account charges everything once and is the sum of its months.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::domain::code::{Code, CodeEntry, CodeList, CodeLists};
use crate::domain::consultation::Channel;
use crate::domain::id::{ConsultationId, PatientId};
use crate::domain::patient::tests::settings as default_settings;
use crate::domain::settings::Settings;
use crate::domain::time::{FiscalYear, Minutes};

const LINES: [&str; 3] = ["general", "city", "prefecture"];
const ITEMS: [&str; 3] = ["consultation", "training", "provision"];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn codes() -> CodeLists {
    let entry = |name: &&str| CodeEntry {
        code: Code::new(name),
        ja: (*name).into(),
        en: (*name).into(),
        kana: String::new(),
        from: None,
        until: (*name == "training").then(|| day("2027-03-31")),
    };
    let list = |names: &[&str]| names.iter().map(entry).collect();
    CodeLists(
        [
            (CodeList::FundingLines, list(&LINES)),
            (CodeList::ProgrammeItems, list(&ITEMS)),
            (CodeList::Topics, list(&["ict", "discharge"])),
        ]
        .into(),
    )
}

fn rule(from: &str, topic: Option<&str>, channel: Option<Channel>, item: &str, line: &str) -> UsualCharge {
    let some = |name: &str| Some(name).filter(|name| !name.is_empty()).map(Code::new);
    UsualCharge {
        from: day(from),
        work: WorkKind::Consultation,
        topic: topic.map(Code::new),
        channel,
        programme_item: some(item),
        funding_line: some(line),
    }
}

#[test]
fn the_most_precise_rule_of_the_day_decides_for_item_and_line_apart() {
    let funding = Funding {
        grants: Vec::new(),
        usual: vec![
            rule("2026-04-01", None, None, "consultation", "city"),
            rule("2026-04-01", None, Some(Channel::List), "", "prefecture"),
            rule("2026-04-01", Some("ict"), None, "training", ""),
            rule("2026-10-01", None, None, "consultation", "general"),
        ],
    };
    let usual = |on: &str, topics: &[&str], channel| {
        let topics: Vec<Code> = topics.iter().map(|topic| Code::new(topic)).collect();
        let work = Work { kind: WorkKind::Consultation, day: day(on), topics: &topics, channel: Some(channel) };
        let charge = funding.usual(&work, &codes());
        let name = |code: Option<Code>| code.map_or_else(String::new, |code| code.0);
        (name(charge.programme_item), name(charge.funding_line))
    };
    let is = |item: &str, line: &str| (item.to_owned(), line.to_owned());
    assert_eq!(usual("2026-03-31", &[], Channel::Phone), is("", ""), "no rule yet");
    assert_eq!(usual("2026-09-30", &[], Channel::Phone), is("consultation", "city"));
    assert_eq!(
        usual("2026-10-01", &[], Channel::Phone),
        is("consultation", "general"),
        "a later rule ends the earlier"
    );
    assert_eq!(
        usual("2026-10-01", &[], Channel::List),
        is("consultation", "prefecture"),
        "the item is the general rule's"
    );
    assert_eq!(usual("2026-10-01", &["discharge", "ict"], Channel::List), is("training", "prefecture"));
    assert_eq!(
        usual("2027-04-01", &["ict"], Channel::Phone),
        is("", "general"),
        "an item that has ended is not chosen"
    );
    let other = Work { kind: WorkKind::ReferralStep, day: day("2026-10-01"), topics: &[], channel: None };
    assert!(funding.usual(&other, &codes()).is_empty(), "nothing is usual for other work");
}

#[test]
fn a_centre_that_decided_nothing_counts_consultations_under_their_item_where_its_list_has_it() {
    let funding = Funding::usual_at_first();
    let work = Work { kind: WorkKind::Consultation, day: day("2026-11-24"), topics: &[], channel: None };
    let usual = funding.usual(&work, &codes());
    assert_eq!(usual, Charge { programme_item: Some(Code::new("consultation")), funding_line: None });
    assert!(funding.usual(&work, &CodeLists::default()).is_empty(), "a list without the item leaves it open");
    let written = serde_json::to_value(default_settings()).unwrap();
    let mut old = written.clone();
    old.as_object_mut().unwrap().remove("funding");
    let read: Settings = serde_json::from_value(old).unwrap();
    assert_eq!(read.funding, funding, "settings of an older centre");
}

#[test]
fn of_several_amounts_of_a_line_the_latest_holds() {
    let grant = |from, until, amount| Grant {
        line: Code::new("city"),
        from: FiscalYear(from),
        until,
        amount: Yen(amount),
        rate: SubsidyRate::try_from(5).ok(),
    };
    let funding =
        Funding { grants: vec![grant(2020, None, 1), grant(2024, Some(FiscalYear(2025)), 2)], usual: Vec::new() };
    let amount = |year| funding.grant(&Code::new("city"), FiscalYear(year)).map(|grant| grant.amount.0);
    assert_eq!([2019, 2020, 2024, 2025, 2026].map(amount), [None, Some(1), Some(2), Some(2), Some(1)]);
    assert!(SubsidyRate::try_from(11).is_err());
}

#[test]
fn lines_with_money_and_no_work_and_work_without_a_line_both_show() {
    let grants = vec![Grant {
        line: Code::new("prefecture"),
        from: FiscalYear(2026),
        until: None,
        amount: Yen(6_000_000),
        rate: None,
    }];
    let funding = Funding { grants, usual: Vec::new() };
    let charge = Charge::default();
    let whom = Whom::Case(ConsultationId(1));
    let work = Charged { day: day("2027-03-31"), minutes: Minutes(10), contact: true, charge: &charge, whom };
    let made = account(FiscalYear(2026), [work, Charged { day: day("2027-04-01"), ..work }], &funding, &codes());
    let lines: Vec<_> = made.lines.iter().map(|line| (line.funding_line.clone(), line.amount, line.sums)).collect();
    let once = Sums { minutes: 10, contacts: 1, persons: 1 };
    assert_eq!(lines, [(Some(Code::new("prefecture")), Some(Yen(6_000_000)), Sums::default()), (None, None, once)]);
    assert_eq!((made.amount, made.sums, made.months[11]), (Yen(6_000_000), once, once), "March is the last month");
}

/// Work as it is drawn: days after 1 January 2026, minutes, contact, item, line, person.
type Drawn = (u64, u32, bool, Option<usize>, Option<usize>, u64);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let which = || prop::option::of(0..LINES.len());
    prop::collection::vec((0..700u64, 0..90u32, any::<bool>(), which(), which(), 0..6u64), 0..60)
}

proptest! {
    #[test]
    fn everything_is_charged_once_and_a_year_is_the_sum_of_its_months(drawn in drawn()) {
        let charges: Vec<Charge> = drawn
            .iter()
            .map(|it| Charge {
                programme_item: it.3.map(|at| Code::new(ITEMS[at])),
                funding_line: it.4.map(|at| Code::new(LINES[at])),
            })
            .collect();
        let work: Vec<Charged> = drawn
            .iter()
            .zip(&charges)
            .map(|(it, charge)| Charged {
                day: day("2026-01-01") + Days::new(it.0),
                minutes: Minutes(it.1),
                contact: it.2,
                charge,
                whom: if it.5 % 2 == 0 { Whom::Patient(PatientId(it.5)) } else { Whom::Case(ConsultationId(it.5)) },
            })
            .collect();
        let (mut minutes, mut contacts) = (0, 0);
        for year in 2025..=2027 {
            let made = account(FiscalYear(year), work.iter().copied(), &Funding::default(), &codes());
            let add = |sums: &mut dyn Iterator<Item = &Sums>| {
                sums.fold((0, 0), |(minutes, contacts), one| (minutes + one.minutes, contacts + one.contacts))
            };
            let whole = (made.sums.minutes, made.sums.contacts);
            prop_assert_eq!(made.months.len(), MONTHS);
            prop_assert_eq!(add(&mut made.months.iter()), whole, "the year is the sum of its months");
            prop_assert_eq!(add(&mut made.lines.iter().map(|line| &line.sums)), whole, "each on one line");
            for line in &made.lines {
                let of_line = (line.sums.minutes, line.sums.contacts);
                prop_assert_eq!(add(&mut line.months.iter()), of_line);
                prop_assert_eq!(add(&mut line.items.iter().map(|item| &item.sums)), of_line, "each under one item");
                let all: u32 = line.items.iter().map(|item| item.sums.persons).sum();
                let most = line.items.iter().map(|item| item.sums.persons).max().unwrap_or(0);
                prop_assert!(most <= line.sums.persons && line.sums.persons <= all);
                prop_assert!(line.sums.persons <= made.sums.persons);
            }
            minutes += made.sums.minutes;
            contacts += made.sums.contacts;
        }
        prop_assert_eq!(minutes, drawn.iter().map(|it| u64::from(it.1)).sum::<u64>(), "nothing is lost between years");
        prop_assert_eq!(contacts as usize, drawn.iter().filter(|it| it.2).count());
    }
}
