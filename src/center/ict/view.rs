//! Agreements and enrolments in memory: lists, counts, who takes part where.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::enrolment::{Agreement, AgreementStanding, IctEnrolment, MonthUse};
use crate::domain::id::{AgreementId, EnrolmentId, SiteId};
use crate::domain::month::Month;

/// One enrolment, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnrolmentSummary {
    /// The number.
    pub id: EnrolmentId,
    /// The organisation.
    pub site: SiteId,
    /// Its association.
    pub association: Code,
    /// The first day.
    pub started: NaiveDate,
    /// The day on which it ended.
    pub ended: Option<NaiveDate>,
    /// How many people use the record there.
    pub users: u32,
    /// The last day on which the record was used.
    pub last_used: Option<NaiveDate>,
    /// The use of each month.
    uses: BTreeMap<Month, u32>,
    /// The day of the last contact.
    pub encouraged: Option<NaiveDate>,
    /// The day from which it is to be called where the term is no day at all.
    called_on: Option<NaiveDate>,
    /// Whether the term counts from there; a day that was named does not move with the term.
    moves: bool,
}

impl EnrolmentSummary {
    fn of(enrolment: &IctEnrolment) -> Self {
        let times = |used: &MonthUse| (used.month, used.times);
        let called_on = enrolment.call_from(0);
        Self {
            id: enrolment.id,
            site: enrolment.enrolling.site,
            association: enrolment.enrolling.association.clone(),
            started: enrolment.enrolling.started,
            ended: enrolment.ended.as_ref().map(|end| end.on),
            users: enrolment.users,
            last_used: enrolment.last_used(),
            uses: enrolment.uses.values().map(times).collect(),
            encouraged: enrolment.encouragements().next().map(|contact| contact.on.date()),
            called_on,
            moves: enrolment.call_from(1) != called_on,
        }
    }

    /// Whether the organisation takes part.
    pub const fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// How often the record was used in this month, where that was noted.
    pub fn times(&self, month: Month) -> Option<u32> {
        self.uses.get(&month).copied()
    }

    /// The day from which it is to be called, under this term.
    pub fn call_from(&self, quiet_days: u32) -> Option<NaiveDate> {
        let days = if self.moves { u64::from(quiet_days) } else { 0 };
        self.called_on.and_then(|day| day.checked_add_days(chrono::Days::new(days)))
    }
}

/// All agreements and enrolments.
#[derive(Default)]
pub struct Ict {
    agreements: BTreeMap<AgreementId, Agreement>,
    enrolments: BTreeMap<EnrolmentId, EnrolmentSummary>,
    of_site: HashMap<SiteId, Vec<EnrolmentId>>,
}

impl Ict {
    /// Takes an agreement in, in place of what was known.
    pub fn put_agreement(&mut self, agreement: &Agreement) {
        self.take_agreement(agreement.clone());
    }

    /// Takes an agreement back.
    pub fn take_agreement(&mut self, agreement: Agreement) {
        self.agreements.insert(agreement.id, agreement);
    }

    /// Takes an enrolment in, in place of what was known. Its place never changes.
    pub fn put(&mut self, enrolment: &IctEnrolment) {
        self.take(EnrolmentSummary::of(enrolment));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: EnrolmentSummary) {
        let (id, site) = (summary.id, summary.site);
        if self.enrolments.insert(id, summary).is_none() {
            self.of_site.entry(site).or_default().push(id);
        }
    }

    /// All agreements, the oldest number first.
    pub fn agreements(&self) -> impl Iterator<Item = &Agreement> {
        self.agreements.values()
    }

    /// One agreement.
    pub fn agreement(&self, id: AgreementId) -> Option<&Agreement> {
        self.agreements.get(&id)
    }

    /// The agreement of an association that holds on a day; else the one that was signed last.
    pub fn agreement_of(&self, association: &Code, day: NaiveDate) -> Option<&Agreement> {
        let theirs = || self.agreements.values().filter(|it| it.terms.association == *association);
        theirs().find(|it| it.holds(day)).or_else(|| theirs().max_by_key(|it| (it.terms.signed_on, it.id)))
    }

    /// Where an association's agreement stands on a day; as run out where there is none any more.
    pub fn standing(&self, association: &Code, day: NaiveDate) -> AgreementStanding {
        self.agreement_of(association, day).map_or(AgreementStanding::RunOut, |it| it.standing(day))
    }

    /// All enrolments, the oldest number first.
    pub fn enrolments(&self) -> impl Iterator<Item = &EnrolmentSummary> {
        self.enrolments.values()
    }

    /// One enrolment.
    pub fn enrolment(&self, id: EnrolmentId) -> Option<&EnrolmentSummary> {
        self.enrolments.get(&id)
    }

    /// The enrolments of a place, the newest first.
    pub fn of_site(&self, site: SiteId) -> impl Iterator<Item = &EnrolmentSummary> {
        self.of_site.get(&site).into_iter().flatten().rev().filter_map(|id| self.enrolments.get(id))
    }

    /// The enrolment by which a place takes part.
    pub fn open_of(&self, site: SiteId) -> Option<EnrolmentId> {
        self.of_site(site).find(|it| it.is_open()).map(|it| it.id)
    }

    /// How many organisations of an association take part.
    pub fn members(&self, association: &Code) -> u32 {
        let theirs = |it: &&EnrolmentSummary| it.is_open() && it.association == *association;
        u32::try_from(self.enrolments.values().filter(theirs).count()).unwrap_or(u32::MAX)
    }
}
