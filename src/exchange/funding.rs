//! What lines of funding give and what work is usually charged to, read from TOML: the file that comes along, and a
//! centre's own of the same form.

use crate::domain::code::CodeLists;
use crate::domain::funding::{Funding, FundingFault};

/// The file that comes with the program.
const FILE: &str = include_str!("../../fixtures/funding.toml");

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FundingProblem {
    /// It is not TOML of the right form.
    Unreadable {
        /// The line, counted from 1, where the reader knows it.
        line: Option<usize>,
        /// What the reader said.
        why: String,
    },
    /// Something in it cannot be.
    Fault(FundingFault),
}

/// Reads a file and checks it against the centre's code lists.
pub fn funding(text: &str, codes: &CodeLists) -> Result<Funding, FundingProblem> {
    let funding: Funding = toml::from_str(text).map_err(|error| FundingProblem::Unreadable {
        line: error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1),
        why: error.message().to_owned(),
    })?;
    funding.fault(codes).map_or(Ok(funding), |fault| Err(FundingProblem::Fault(fault)))
}

/// The same as a file of this form.
pub fn written(funding: &Funding) -> String {
    // Nothing in it is anything that TOML cannot say.
    toml::to_string_pretty(funding).unwrap_or_default()
}

/// What a new centre starts with: what is usual, and no money.
pub fn usual(codes: &CodeLists) -> Result<Funding, FundingProblem> {
    funding(FILE, codes).map(|all| Funding { grants: Vec::new(), ..all })
}

/// What the made-up city starts with: what is usual, and the lines of Matsudo's centre.
pub fn made_up(codes: &CodeLists) -> Result<Funding, FundingProblem> {
    funding(FILE, codes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Code;
    use crate::domain::time::FiscalYear;
    use crate::exchange::codes;

    #[test]
    fn the_five_lines_of_matsudo_come_along_and_a_new_centre_has_none_of_them() {
        let codes = codes::defaults().unwrap();
        let lines = made_up(&codes).unwrap();
        let amounts: Vec<u64> = lines.grants.iter().map(|grant| grant.amount.0).collect();
        assert_eq!(amounts, [38_000_000, 3_500_000, 6_000_000, 300_000, 300_000]);
        let line = Code::new("prefecture_home_care");
        assert_eq!(lines.grant(&line, FiscalYear(2026)).map(|grant| grant.amount.0), Some(6_000_000));
        assert_eq!(lines.grant(&line, FiscalYear(2014)), None);
        let new = usual(&codes).unwrap();
        assert!(new.grants.is_empty());
        assert_eq!(new.usual, lines.usual);
    }

    #[test]
    fn a_file_that_cannot_be_is_refused_with_its_place() {
        let codes = codes::defaults().unwrap();
        let read = |text: &str| funding(text, &codes).unwrap_err();
        assert!(matches!(read("grants = []\nusual = 3\n"), FundingProblem::Unreadable { line: Some(2), .. }));
        let rate = "grants = [{ line = \"general\", from = 2026, amount = 1, rate = 11 }]";
        assert!(matches!(read(rate), FundingProblem::Unreadable { .. }));
        let unknown = "grants = [{ line = \"lottery\", from = 2026, amount = 1 }]";
        assert!(matches!(read(unknown), FundingProblem::Fault(FundingFault::UnknownCode { .. })));
        let backwards = "grants = [{ line = \"general\", from = 2026, until = 2025, amount = 1 }]";
        assert!(matches!(read(backwards), FundingProblem::Fault(FundingFault::EndsEarly { .. })));
        let one = "{ from = \"2026-04-01\", work = \"consultation\", funding_line = \"general\" }";
        let twice = format!("usual = [{one}, {one}]");
        assert!(matches!(read(&twice), FundingProblem::Fault(FundingFault::UsualTwice { .. })));
        let grant = "{ line = \"general\", from = 2026, amount = 1 }";
        let twice = format!("grants = [{grant}, {grant}]");
        assert!(matches!(read(&twice), FundingProblem::Fault(FundingFault::GrantTwice { .. })));
    }
}
