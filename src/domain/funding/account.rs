//! A fiscal year's account: the work that was charged to each line and item, with what the line gives beside it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::charge::Charge;
use super::grant::{SubsidyRate, Yen};
use super::terms::Funding;
use crate::domain::code::{Code, CodeList, CodeLists};
use crate::domain::id::{ConsultationId, PatientId};
use crate::domain::time::{FiscalYear, Minutes};

/// The months of a fiscal year.
pub const MONTHS: usize = 12;

/// For whom something was done, as persons are counted (実数).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whom {
    /// The person whom this record stands for.
    Patient(PatientId),
    /// Whoever this consultation is about, of whom there is no record.
    Case(ConsultationId),
}

/// A piece of work that was done and is charged.
#[derive(Clone, Copy, Debug)]
pub struct Charged<'a> {
    /// The day.
    pub day: NaiveDate,
    /// How long it took.
    pub minutes: Minutes,
    /// Whether it was a contact (延数): a reception, a step that somebody answered, a visit.
    pub contact: bool,
    /// To what it is charged.
    pub charge: &'a Charge,
    /// For whom.
    pub whom: Whom,
}

/// What was done, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// The time that it took.
    pub minutes: u64,
    /// 延数: the contacts.
    pub contacts: u32,
    /// 実数: the persons, each once; what several parts count is more together than the whole.
    pub persons: u32,
}

/// What was charged to one item of the programme on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemAccount {
    /// The item; none where none was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme_item: Option<Code>,
    /// What was done.
    pub sums: Sums,
}

/// What was charged to one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineAccount {
    /// The line; none for what is charged to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding_line: Option<Code>,
    /// What it gives in the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Yen>,
    /// At what rate of subsidy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<SubsidyRate>,
    /// What was done.
    pub sums: Sums,
    /// By item, in the order of the centre's list; what names none comes last.
    pub items: Vec<ItemAccount>,
    /// By month, from April to March.
    pub months: Vec<Sums>,
}

/// A fiscal year's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The year.
    pub year: FiscalYear,
    /// What all lines give together.
    pub amount: Yen,
    /// What was done altogether.
    pub sums: Sums,
    /// By line, in the order of the centre's list, those without money and work left out; what names none comes last.
    pub lines: Vec<LineAccount>,
    /// By month, from April to March.
    pub months: Vec<Sums>,
}

/// What was done, while it is added up.
#[derive(Default)]
struct Tally {
    minutes: u64,
    contacts: u32,
    persons: HashSet<Whom>,
}

impl Tally {
    fn add(&mut self, work: &Charged<'_>) {
        self.minutes += u64::from(work.minutes.0);
        self.contacts = self.contacts.saturating_add(u32::from(work.contact));
        self.persons.insert(work.whom);
    }

    fn sums(&self) -> Sums {
        let persons = u32::try_from(self.persons.len()).unwrap_or(u32::MAX);
        Sums { minutes: self.minutes, contacts: self.contacts, persons }
    }
}

/// One tally for the whole, one a month.
#[derive(Default)]
struct Year {
    whole: Tally,
    months: [Tally; MONTHS],
}

impl Year {
    fn add(&mut self, work: &Charged<'_>) {
        self.whole.add(work);
        // April comes first.
        if let Some(month) = self.months.get_mut((work.day.month0() as usize + MONTHS - 3) % MONTHS) {
            month.add(work);
        }
    }

    fn months(&self) -> Vec<Sums> {
        self.months.iter().map(Tally::sums).collect()
    }
}

/// A code's place in the centre's list: those that it no longer has come behind, none comes last.
fn place(codes: &CodeLists, list: CodeList, code: Option<&Code>) -> (usize, Option<Code>) {
    let at = code.map_or(usize::MAX, |code| {
        codes.list(list).iter().position(|entry| entry.code == *code).unwrap_or(usize::MAX - 1)
    });
    (at, code.cloned())
}

/// The account of this year; work of other years is passed over.
pub fn account<'a>(
    year: FiscalYear,
    work: impl IntoIterator<Item = Charged<'a>>,
    funding: &Funding,
    codes: &CodeLists,
) -> Account {
    let mut all = Year::default();
    let mut lines: BTreeMap<Option<&Code>, Year> = BTreeMap::new();
    let mut items: BTreeMap<&Charge, Tally> = BTreeMap::new();
    for work in work {
        if FiscalYear::of(work.day) != year {
            continue;
        }
        all.add(&work);
        lines.entry(work.charge.funding_line.as_ref()).or_default().add(&work);
        items.entry(work.charge).or_default().add(&work);
    }
    let given = funding.grants.iter().map(|grant| &grant.line).filter(|line| funding.grant(line, year).is_some());
    let names: BTreeSet<Option<&Code>> = lines.keys().copied().chain(given.map(Some)).collect();
    let mut accounts: Vec<LineAccount> = names
        .into_iter()
        .map(|line| {
            let done = lines.get(&line);
            let grant = line.and_then(|line| funding.grant(line, year));
            let mut items: Vec<ItemAccount> = items
                .iter()
                .filter(|(charge, _)| charge.funding_line.as_ref() == line)
                .map(|(charge, tally)| ItemAccount {
                    programme_item: charge.programme_item.clone(),
                    sums: tally.sums(),
                })
                .collect();
            items.sort_by_key(|item| place(codes, CodeList::ProgrammeItems, item.programme_item.as_ref()));
            LineAccount {
                funding_line: line.cloned(),
                amount: grant.map(|grant| grant.amount),
                rate: grant.and_then(|grant| grant.rate),
                sums: done.map(|year| year.whole.sums()).unwrap_or_default(),
                items,
                months: done.map_or_else(|| vec![Sums::default(); MONTHS], Year::months),
            }
        })
        .collect();
    accounts.sort_by_key(|line| place(codes, CodeList::FundingLines, line.funding_line.as_ref()));
    Account {
        year,
        amount: Yen(accounts.iter().filter_map(|line| line.amount).fold(0, |sum, yen| sum.saturating_add(yen.0))),
        sums: all.whole.sums(),
        lines: accounts,
        months: all.months(),
    }
}
