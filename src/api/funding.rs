//! Requests about money: a fiscal year's account.

use serde::{Deserialize, Serialize};

use crate::domain::funding::Account;
use crate::domain::time::FiscalYear;

/// Reads; managers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundingRead {
    /// What was charged to each line in a fiscal year, as it is counted now.
    Account {
        /// The year, by the western year that it starts in.
        year: FiscalYear,
    },
}

/// Answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundingAnswer {
    /// To [`FundingRead::Account`].
    Account(Account),
}
