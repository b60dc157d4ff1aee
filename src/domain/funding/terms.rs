//! What a centre decides about money: its grants and what is usual.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::charge::Charge;
use super::grant::Grant;
use super::usual::{UsualCharge, Work, WorkKind, usual};
use crate::domain::code::{Code, CodeList, CodeLists};
use crate::domain::time::FiscalYear;

/// What a centre decides about money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Funding {
    /// What its lines give.
    #[serde(default)]
    pub grants: Vec<Grant>,
    /// What is usual for each kind of work.
    #[serde(default)]
    pub usual: Vec<UsualCharge>,
}

/// Why a centre cannot decide so about money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundingFault {
    /// A list holds no such code.
    UnknownCode {
        /// The list.
        list: CodeList,
        /// The code.
        code: Code,
    },
    /// A grant ends before it starts.
    EndsEarly {
        /// Its line.
        line: Code,
    },
    /// A line has two grants that start in one year.
    GrantTwice {
        /// The line.
        line: Code,
        /// The year.
        from: FiscalYear,
    },
    /// Two rules for the same work start on one day.
    UsualTwice {
        /// The rule.
        rule: Box<UsualCharge>,
    },
}

impl Funding {
    /// What holds in a centre that has decided nothing about money: consultations count under the item of that name.
    pub fn usual_at_first() -> Self {
        let consultations = UsualCharge {
            from: NaiveDate::default(),
            work: WorkKind::Consultation,
            topic: None,
            channel: None,
            programme_item: Some(Code::new("consultation")),
            funding_line: None,
        };
        Self { grants: Vec::new(), usual: vec![consultations] }
    }

    /// What this line gives in this fiscal year: of several grants the one that started last.
    pub fn grant(&self, line: &Code, year: FiscalYear) -> Option<&Grant> {
        let given = self.grants.iter().filter(|grant| grant.line == *line && grant.in_force(year));
        given.max_by_key(|grant| grant.from)
    }

    /// What is usual for this work, as far as its codes may be chosen on its day.
    pub fn usual(&self, work: &Work<'_>, codes: &CodeLists) -> Charge {
        let usual = usual(&self.usual, work);
        let open = |list, code: Option<Code>| code.filter(|code| may_be_chosen(codes, list, code, work.day));
        Charge {
            programme_item: open(CodeList::ProgrammeItems, usual.programme_item),
            funding_line: open(CodeList::FundingLines, usual.funding_line),
        }
    }

    /// The first thing that cannot be.
    pub fn fault(&self, codes: &CodeLists) -> Option<FundingFault> {
        let unknown = |list, code: Option<&Code>| {
            codes.unknown(list, code).map(|code| FundingFault::UnknownCode { list, code: code.clone() })
        };
        let grants = self.grants.iter().enumerate().find_map(|(at, grant)| {
            let (line, from) = (grant.line.clone(), grant.from);
            if let Some(fault) = unknown(CodeList::FundingLines, Some(&grant.line)) {
                return Some(fault);
            }
            if grant.until.is_some_and(|until| until < from) {
                return Some(FundingFault::EndsEarly { line });
            }
            let twice = self.grants.iter().skip(at + 1).any(|other| (&other.line, other.from) == (&line, from));
            twice.then_some(FundingFault::GrantTwice { line, from })
        });
        grants.or_else(|| {
            self.usual.iter().enumerate().find_map(|(at, rule)| {
                let twice = |other: &UsualCharge| other.from == rule.from && other.same_work(rule);
                unknown(CodeList::Topics, rule.topic.as_ref())
                    .or_else(|| unknown(CodeList::ProgrammeItems, rule.programme_item.as_ref()))
                    .or_else(|| unknown(CodeList::FundingLines, rule.funding_line.as_ref()))
                    .or_else(|| {
                        let again = self.usual.iter().skip(at + 1).any(twice);
                        again.then(|| FundingFault::UsualTwice { rule: Box::new(rule.clone()) })
                    })
            })
        })
    }
}

fn may_be_chosen(codes: &CodeLists, list: CodeList, code: &Code, day: NaiveDate) -> bool {
    codes.find(list, code).is_some_and(|entry| entry.in_force(day))
}
