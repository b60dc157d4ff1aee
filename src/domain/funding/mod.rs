//! Money and programme items: what work is charged to, what is usual for each kind of it, and a year's account.
//!
//! What it promises: work names its item of the programme and its line of funding where it is recorded, so a later change of
//! what is usual moves nothing that was charged. What names neither is charged as its consultation is, and what names
//! nothing at all still counts, as not charged. An account charges every piece of work once, to one line and one item, and
//! the account of a year is the sum of its months; only persons, each counted once, are fewer than their parts.

mod account;
mod charge;
mod grant;
mod terms;
#[cfg(test)]
mod tests;
mod usual;

pub use account::{Account, Charged, ItemAccount, LineAccount, MONTHS, Sums, Whom, account};
pub use charge::Charge;
pub use grant::{Grant, SubsidyRate, Yen};
pub use terms::{Funding, FundingFault};
pub use usual::{UsualCharge, Work, WorkKind};
