//! The number that staff call a consultation by: fiscal year and serial, as in R8-0123.

use std::fmt;
use std::str::FromStr;

use crate::domain::as_text::as_text;
use crate::domain::time::FiscalYear;

/// A consultation's number; it sorts by fiscal year, then by serial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConsultationNumber {
    /// The fiscal year in which it was received.
    pub year: FiscalYear,
    /// Counts from 1 in each fiscal year.
    pub serial: u32,
}

impl fmt::Display for ConsultationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}", self.year, self.serial)
    }
}

/// A text that is not a consultation's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadNumber {
    /// What was given.
    pub given: String,
}

impl fmt::Display for BadNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not of the form R8-0123", self.given)
    }
}

impl std::error::Error for BadNumber {}

impl FromStr for ConsultationNumber {
    type Err = BadNumber;

    /// Takes `R8-0123`, `r8-123` and, for years before Reiwa, `2018-0123`.
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
        let read = || {
            let (year, serial) = text.split_once('-')?;
            let year = match year.strip_prefix(['R', 'r']) {
                Some(reiwa) => digits(reiwa).filter(|n| (1..=200).contains(n))? + 2018,
                None => digits(year).filter(|n| (1900..=2018).contains(n))?,
            };
            let serial = digits(serial).filter(|n| *n > 0)?;
            Some(Self { year: FiscalYear(i32::try_from(year).ok()?), serial })
        };
        read().ok_or_else(|| BadNumber { given: text.chars().take(40).collect() })
    }
}

as_text!(ConsultationNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_written() {
        let number = ConsultationNumber { year: FiscalYear(2026), serial: 123 };
        assert_eq!(number.to_string(), "R8-0123");
        for text in ["R8-0123", "r8-123"] {
            assert_eq!(text.parse(), Ok(number));
        }
        let old = ConsultationNumber { year: FiscalYear(2017), serial: 12_345 };
        assert_eq!(old.to_string().parse(), Ok(old));
        for wrong in ["", "R8", "R0-1", "R8-0", "R8-x", "8-1", "R8-+1", "2026-1"] {
            assert!(wrong.parse::<ConsultationNumber>().is_err(), "{wrong}");
        }
    }
}
