//! Lines of funding with their amounts: how much, for which fiscal years, at what rate of subsidy.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::time::FiscalYear;

/// An amount in whole yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Yen(pub u64);

/// The part of a line that is subsidised (補助率), in tenths from 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct SubsidyRate(u8);

/// A number that is no rate of subsidy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadRate(pub u8);

impl fmt::Display for BadRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a rate of subsidy is 0 to 10 tenths, not {}", self.0)
    }
}

impl TryFrom<u8> for SubsidyRate {
    type Error = BadRate;

    fn try_from(tenths: u8) -> Result<Self, BadRate> {
        if tenths <= 10 { Ok(Self(tenths)) } else { Err(BadRate(tenths)) }
    }
}

impl From<SubsidyRate> for u8 {
    fn from(rate: SubsidyRate) -> Self {
        rate.0
    }
}

impl fmt::Display for SubsidyRate {
    /// As offices write it: `10/10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/10", self.0)
    }
}

/// What a line of funding gives in each fiscal year of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The line; a code of the list of funding lines, which holds its name.
    pub line: Code,
    /// The first fiscal year, by the western year that it starts in.
    pub from: FiscalYear,
    /// The last fiscal year; none while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<FiscalYear>,
    /// The amount of one fiscal year.
    pub amount: Yen,
    /// The rate of subsidy, where the centre has noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<SubsidyRate>,
}

impl Grant {
    /// Whether it gives anything in this fiscal year.
    pub fn in_force(&self, year: FiscalYear) -> bool {
        self.from <= year && self.until.is_none_or(|until| year <= until)
    }
}
