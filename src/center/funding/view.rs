//! All work that is charged, by fiscal year.
//!
//! What it promises: a year is shared with whoever counts it at the price of a pointer, so that nobody who writes waits while
//! an account is made; a change copies one year, and only while one of its accounts is being made. What a record no longer
//! says is gone from every year.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::consultation::{Channel, Consultation};
use crate::domain::event::Record;
use crate::domain::funding::Charge;
use crate::domain::id::{ConsultationId, PatientId, ReferralId};
use crate::domain::referral::{Happened, Referral, ReferralEvent};
use crate::domain::time::{FiscalYear, JST, Minutes};

/// The record that work was done for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Source {
    /// A consultation.
    C(ConsultationId),
    /// A referral.
    R(ReferralId),
}

/// A piece of work; its charge is named by its place in [`Year::charges`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The day.
    pub day: NaiveDate,
    /// How long it took.
    pub minutes: Minutes,
    /// Whether it was a contact.
    pub contact: bool,
    /// To what it is charged.
    pub charge: u32,
}

/// What was done for one record in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Whom the record is about.
    pub patient: Option<PatientId>,
    /// What was done.
    pub work: Box<[Piece]>,
}

/// The work of one year, shared.
#[derive(Clone, Debug, Default)]
pub struct Year {
    /// The charges that pieces name by their place.
    pub charges: Arc<Vec<Charge>>,
    /// What was done for each record.
    pub sheets: Arc<BTreeMap<Source, Sheet>>,
}

/// A line of what is kept beside the records.
#[derive(Debug, Serialize, Deserialize)]
pub enum Line {
    /// All charges, before the first sheet.
    Charges(Vec<Charge>),
    /// What was done for a record in a year.
    Sheet(FiscalYear, Source, Sheet),
}

/// All work that is charged.
#[derive(Debug, Default)]
pub struct Charges {
    known: Arc<Vec<Charge>>,
    places: HashMap<Charge, u32>,
    years: BTreeMap<FiscalYear, Arc<BTreeMap<Source, Sheet>>>,
}

/// A piece of work before its charge has a place.
struct Done {
    day: NaiveDate,
    minutes: Minutes,
    contact: bool,
    charge: Charge,
}

impl Charges {
    /// Takes a record in, in place of what was known of it.
    pub fn put(&mut self, record: &Record) {
        match record {
            Record::Consultation(it) => self.replace(Source::C(it.id), it.patient, of_consultation(it)),
            Record::Referral(it) => self.replace(Source::R(it.id), Some(it.request.patient), of_referral(it)),
            _ => {}
        }
    }

    fn replace(&mut self, source: Source, patient: Option<PatientId>, done: Vec<Done>) {
        let mut new: BTreeMap<FiscalYear, Vec<Piece>> = BTreeMap::new();
        for Done { day, minutes, contact, charge } in done {
            let charge = self.place(&charge);
            new.entry(FiscalYear::of(day)).or_default().push(Piece { day, minutes, contact, charge });
        }
        for (year, sheets) in &mut self.years {
            if !new.contains_key(year) && sheets.contains_key(&source) {
                Arc::make_mut(sheets).remove(&source);
            }
        }
        for (year, work) in new {
            self.take_sheet(year, source, Sheet { patient, work: work.into_boxed_slice() });
        }
    }

    fn take_sheet(&mut self, year: FiscalYear, source: Source, sheet: Sheet) {
        let sheets = self.years.entry(year).or_default();
        if sheets.get(&source) != Some(&sheet) {
            Arc::make_mut(sheets).insert(source, sheet);
        }
    }

    fn place(&mut self, charge: &Charge) -> u32 {
        if let Some(place) = self.places.get(charge) {
            return *place;
        }
        let known = Arc::make_mut(&mut self.known);
        // Pairs of two short lists; there are never more than some hundreds.
        let place = u32::try_from(known.len()).unwrap_or(u32::MAX);
        known.push(charge.clone());
        self.places.insert(charge.clone(), place);
        place
    }

    /// The work of one year as it is now.
    pub fn year(&self, year: FiscalYear) -> Year {
        Year { charges: Arc::clone(&self.known), sheets: self.years.get(&year).cloned().unwrap_or_default() }
    }

    /// Everything that [`Charges::take`] takes back: the same whatever the order in which charges came up.
    pub fn lines(&self) -> Vec<Line> {
        let mut sorted: Vec<(u32, &Charge)> = (0..).zip(self.known.iter()).collect();
        sorted.sort_by_key(|(_, charge)| *charge);
        let new: HashMap<u32, u32> = (0..).zip(&sorted).map(|(new, (old, _))| (*old, new)).collect();
        let mut lines = Vec::new();
        if !sorted.is_empty() {
            lines.push(Line::Charges(sorted.iter().map(|(_, charge)| (*charge).clone()).collect()));
        }
        for (year, sheets) in &self.years {
            for (source, Sheet { patient, work }) in sheets.iter() {
                let place = |piece: &Piece| new.get(&piece.charge).copied().unwrap_or(piece.charge);
                let work = work.iter().map(|piece| Piece { charge: place(piece), ..*piece }).collect();
                lines.push(Line::Sheet(*year, *source, Sheet { patient: *patient, work }));
            }
        }
        lines
    }

    /// Takes back a line of [`Charges::lines`], in their order.
    pub fn take(&mut self, line: Line) {
        match line {
            Line::Charges(charges) => {
                for charge in charges {
                    self.place(&charge);
                }
            }
            Line::Sheet(year, source, sheet) => self.take_sheet(year, source, sheet),
        }
    }
}

/// The reception, where somebody spoke or wrote to the centre, and every step that stands. Nobody did where a list brought
/// the person or where the centre's own rule made the call; a call that nobody took costs time and is no contact.
fn of_consultation(consultation: &Consultation) -> Vec<Done> {
    let intake = &consultation.intake;
    let own = intake.charge();
    let steps = consultation.steps.iter().filter(|step| step.stands()).map(|step| {
        let contents = &step.contents;
        Done {
            day: contents.at.with_timezone(&JST).date_naive(),
            minutes: contents.minutes,
            contact: !contents.nobody_answered,
            charge: contents.charge.clone().or(&own),
        }
    });
    let came = intake.channel != Channel::List && consultation.question.is_none();
    let reception = came.then(|| Done {
        day: intake.received_at.with_timezone(&JST).date_naive(),
        minutes: Minutes(0),
        contact: true,
        charge: own.clone(),
    });
    reception.into_iter().chain(steps).collect()
}

/// The visits and the looks at what came of it: the steps of a referral that say how long they took.
fn of_referral(referral: &Referral) -> Vec<Done> {
    let done = |happened: &Happened| {
        let (on, minutes, charge) = match &happened.event {
            ReferralEvent::Visited(visit) => (visit.on, visit.minutes, &visit.charge),
            ReferralEvent::FollowedUp(look) => (look.on, look.minutes, &look.charge),
            _ => return None,
        };
        Some(Done { day: on.date(), minutes, contact: true, charge: charge.clone() })
    };
    referral.history.iter().filter_map(done).collect()
}
