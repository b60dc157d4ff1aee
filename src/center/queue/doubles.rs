//! Consultations that may be about the same person as one about to be saved: of the same week, or still open.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::row::row;
use crate::api::Problem;
use crate::api::queue::{QueueDouble, QueueDoubleSign as Sign};
use crate::center::patient::Scope;
use crate::center::reader::Reader;
use crate::domain::consultation::Consultation;
use crate::domain::id::{ConsultationId, PatientId};
use crate::domain::person::PersonName;
use crate::domain::time::Moment;
use crate::text::{fold, phone};

/// How far apart two consultations are that count as of the same week.
const WEEK: TimeDelta = TimeDelta::days(7);

/// Phone numbers shorter than this are extensions and prove nothing.
const PHONE_DIGITS: usize = 9;

/// The person whom something is about, as far as known.
pub struct Person<'a> {
    /// The patient, where there is a record.
    pub patient: Option<PatientId>,
    /// Name and kana.
    pub name: &'a PersonName,
    /// Birth date.
    pub birth: Option<NaiveDate>,
    /// Phone.
    pub phone: &'a str,
}

struct Keys {
    patient: Option<PatientId>,
    name: String,
    kana: String,
    birth: Option<NaiveDate>,
    phone: String,
}

impl Keys {
    fn of(person: &Person, reader: &Reader) -> Self {
        let digits = phone::digits(person.phone);
        let patients = &reader.views().patients;
        let row = person.patient.and_then(|patient| patients.row(patient));
        let name = row.map_or(person.name, |row| &row.name);
        Self {
            patient: person.patient.map(|patient| patients.root(patient)),
            name: fold(&name.written),
            kana: fold(&name.kana),
            birth: row.and_then(|row| row.birth).or(person.birth),
            phone: if digits.len() >= PHONE_DIGITS { digits } else { String::new() },
        }
    }

    /// By what both look like one person. Two different birth dates, or two records that nobody merged, are two people.
    fn signs(&self, other: &Self) -> Vec<Sign> {
        let differ = |a: &Option<_>, b: &Option<_>| a.is_some() && b.is_some() && a != b;
        if self.patient.is_some() && self.patient == other.patient {
            return vec![Sign::Patient];
        }
        if self.patient.is_some() && other.patient.is_some() {
            return Vec::new();
        }
        let same = |a: &str, b: &str| !a.is_empty() && a == b;
        let born_apart = differ(&self.birth, &other.birth);
        let signs = [
            (Sign::Name, same(&self.name, &other.name) && !born_apart),
            (Sign::Kana, same(&self.kana, &other.kana) && !born_apart),
            (Sign::Birth, self.birth.is_some() && self.birth == other.birth),
            (Sign::Phone, same(&self.phone, &other.phone)),
        ];
        signs.into_iter().filter(|(_, found)| *found).map(|(sign, _)| sign).collect()
    }
}

/// The consultations that may be about this person, the likeliest first.
pub fn doubles(
    reader: &Reader,
    scope: Scope,
    person: &Person,
    received_at: Moment,
    except: Option<ConsultationId>,
) -> Result<Vec<QueueDouble>, Problem> {
    let views = reader.views();
    let keys = Keys::of(person, reader);
    let week = views.queue.received_between(received_at - WEEK, received_at + WEEK).map(|summary| summary.id);
    let candidates: BTreeSet<ConsultationId> = week.chain(views.queue.open().map(|summary| summary.id)).collect();
    let mut found = Vec::new();
    for id in candidates.into_iter().rev().filter(|id| Some(*id) != except) {
        let other: Consultation = reader.get(id)?;
        if other.patient.is_some_and(|patient| !scope.holds(views, patient)) {
            continue;
        }
        let nobody = PersonName::default();
        let told = other.intake.person.as_ref();
        let other_person = Person {
            patient: other.patient,
            name: told.map_or(&nobody, |person| &person.name),
            birth: told.and_then(|person| person.birth),
            phone: told.map_or("", |person| &person.phone),
        };
        let signs = keys.signs(&Keys::of(&other_person, reader));
        if !signs.is_empty() {
            found.push(QueueDouble { row: row(reader, scope, &other), signs });
        }
    }
    found.sort_by_key(|double| (double.signs.first().copied(), std::cmp::Reverse(double.signs.len())));
    Ok(found)
}
