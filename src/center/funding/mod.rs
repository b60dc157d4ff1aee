//! Money: the work that was charged, and a fiscal year's account of it.
//!
//! What it promises: an account is made from the work as it is when it is asked for, outside of every lock, and hands out
//! figures alone.

#[cfg(test)]
mod recount;
#[cfg(test)]
mod tests;
pub mod view;

use std::collections::HashMap;
use std::sync::Arc;

use super::Center;
use super::reader::Reader;
use super::rights;
use crate::api::funding::{FundingAnswer, FundingRead};
use crate::api::{Answer, Problem, Request};
use crate::domain::funding::{Account, Charge, Charged, Whom, account};
use crate::domain::id::{PatientId, StaffId};
use crate::domain::settings::Settings;
use crate::domain::time::FiscalYear;
use view::{Source, Year};

impl Center {
    /// Answers a read about money; whoever writes waits only while pointers are copied.
    pub(super) fn funding(&self, staff: StaffId, request: &FundingRead) -> Result<Answer, Problem> {
        let ledger = {
            let reader = self.reader(staff)?;
            rights::read(&reader.actor, &Request::Funding(request.clone()))?;
            Ledger::of(&reader, request)
        };
        Ok(Answer::Funding(Box::new(FundingAnswer::Account(ledger.account()))))
    }
}

/// All that an account is made from.
pub(super) struct Ledger {
    year: FiscalYear,
    work: Year,
    /// The record that stands for the person, where it is another one.
    roots: HashMap<PatientId, PatientId>,
    settings: Arc<Settings>,
}

impl Ledger {
    /// As it is now.
    pub(super) fn of(reader: &Reader, request: &FundingRead) -> Self {
        let FundingRead::Account { year } = request;
        let views = reader.views();
        let work = views.charges.year(*year);
        let patients = work.sheets.values().filter_map(|sheet| sheet.patient);
        let roots = patients.map(|patient| (patient, views.patients.root(patient)));
        let roots = roots.filter(|(patient, root)| patient != root).collect();
        Self { year: *year, work, roots, settings: Arc::clone(&views.settings) }
    }

    /// The account.
    pub(super) fn account(&self) -> Account {
        let nothing = Charge::default();
        let work = self.work.sheets.iter().flat_map(|(source, sheet)| {
            let whom = self.whom(*source, sheet.patient);
            sheet.work.iter().filter_map(move |piece| whom.map(|whom| (piece, whom)))
        });
        let charged = work.map(|(piece, whom)| Charged {
            day: piece.day,
            minutes: piece.minutes,
            contact: piece.contact,
            charge: self.work.charges.get(piece.charge as usize).unwrap_or(&nothing),
            whom,
        });
        account(self.year, charged, &self.settings.funding, &self.settings.codes)
    }

    /// Who is counted; a consultation about nobody known counts as a person of its own.
    fn whom(&self, source: Source, patient: Option<PatientId>) -> Option<Whom> {
        match (patient, source) {
            (Some(patient), _) => Some(Whom::Patient(self.roots.get(&patient).copied().unwrap_or(patient))),
            (None, Source::C(consultation)) => Some(Whom::Case(consultation)),
            // A referral always has its patient.
            (None, Source::R(_)) => None,
        }
    }
}
