//! The next free numbers: of each kind of record, and of consultations within a fiscal year.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::event::{Kind, Record};
use crate::domain::time::FiscalYear;

/// The highest numbers given so far. A number once given is never given again, even if its change was refused.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Counters {
    serials: BTreeMap<Kind, u64>,
    numbers: BTreeMap<FiscalYear, u32>,
}

impl Counters {
    /// Learns the numbers of a record that exists.
    pub fn learn(&mut self, record: &Record) {
        self.learn_serial(record.kind(), record.serial());
        if let Record::Consultation(consultation) = record {
            self.learn_number(consultation.number.year, consultation.number.serial);
        }
    }

    /// Learns that numbers up to this one are given.
    pub fn learn_serial(&mut self, kind: Kind, serial: u64) {
        let highest = self.serials.entry(kind).or_default();
        *highest = serial.max(*highest);
    }

    /// Learns a consultation number that exists.
    fn learn_number(&mut self, year: FiscalYear, number: u32) {
        let highest = self.numbers.entry(year).or_default();
        *highest = number.max(*highest);
    }

    /// The next free serial of a kind.
    pub fn serial(&mut self, kind: Kind) -> u64 {
        let serial = self.serials.entry(kind).or_default();
        *serial += 1;
        *serial
    }

    /// The next free consultation number of a fiscal year.
    pub fn number(&mut self, year: FiscalYear) -> u32 {
        let number = self.numbers.entry(year).or_default();
        *number += 1;
        *number
    }
}
