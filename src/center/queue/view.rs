//! All consultations as compact summaries: what lists filter and sort by, and what the header counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::order::Finished;
use crate::domain::area::AreaCode;
use crate::domain::calendar::WorkingTime;
use crate::domain::consultation::{Consultation, ConsultationNumber, State, Urgency};
use crate::domain::id::{ConsultationId, PatientId, StaffId};
use crate::domain::patient::Patient;
use crate::domain::person::PersonName;
use crate::domain::settings::Settings;
use crate::domain::time::Moment;
use crate::text::{fold, phone, reading, romaji};

/// How many characters of the first line can be searched for.
const LINE_KEY: usize = 60;

/// One consultation in short.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// Which.
    pub id: ConsultationId,
    /// Its number.
    pub number: ConsultationNumber,
    /// Where it stands.
    pub state: State,
    /// How soon it has to be answered.
    pub urgency: Urgency,
    /// When it came in, in seconds since 1970.
    pub received: i64,
    /// When it has to be looked at.
    pub due: Option<Moment>,
    /// The day until which it waits.
    pub until: Option<NaiveDate>,
    /// The area, by its place in [`Queue::areas`].
    pub(super) area: Option<u16>,
    /// Who has it.
    pub holder: Option<StaffId>,
    /// Whom it is about.
    pub patient: Option<PatientId>,
    /// How many people are to be called back.
    pub calls_back: u32,
    /// When something was last recorded about it, in seconds since 1970.
    pub changed: i64,
    pub(super) key: Box<str>,
}

/// All consultations as summaries.
#[derive(Debug, Default)]
pub struct Queue {
    pub(super) all: BTreeMap<ConsultationId, Summary>,
    open: BTreeSet<ConsultationId>,
    pub(super) finished: Finished,
    by_received: BTreeSet<(i64, ConsultationId)>,
    by_patient: HashMap<PatientId, BTreeSet<ConsultationId>>,
    pub(super) areas: Vec<AreaCode>,
    pub(super) patients: HashMap<PatientId, Box<str>>,
}

impl Queue {
    /// Takes a consultation in, in place of what was known.
    pub fn put(&mut self, consultation: &Consultation, settings: &Settings) {
        let summary = Summary {
            id: consultation.id,
            number: consultation.number,
            state: consultation.state,
            urgency: consultation.intake.urgency,
            received: consultation.intake.received_at.timestamp(),
            due: consultation.due_now(WorkingTime::new(&settings.hours)),
            until: consultation.wait.as_ref().map(|wait| wait.until),
            area: consultation.intake.area.as_ref().map(|area| self.area(area, settings)),
            holder: consultation.claimed_by,
            patient: consultation.patient,
            calls_back: u32::try_from(consultation.calls_back().len()).unwrap_or(u32::MAX),
            changed: consultation.last_stamp().map_or(i64::MIN, |stamp| stamp.at.timestamp()),
            key: key(consultation),
        };
        self.take(summary);
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: Summary) {
        let id = summary.id;
        let old = self.all.remove(&id);
        self.finished.change(old.as_ref(), &summary);
        if let Some(old) = old {
            self.by_received.remove(&(old.received, id));
            if let Some(ids) = old.patient.and_then(|patient| self.by_patient.get_mut(&patient)) {
                ids.remove(&id);
            }
        }
        if summary.state.is_open() {
            self.open.insert(id);
        } else {
            self.open.remove(&id);
        }
        self.by_received.insert((summary.received, id));
        if let Some(patient) = summary.patient {
            self.by_patient.entry(patient).or_default().insert(id);
        }
        self.all.insert(id, summary);
    }

    /// Areas are kept by their place, first those of the city in its order, then any that it no longer has.
    fn area(&mut self, code: &AreaCode, settings: &Settings) -> u16 {
        if self.areas.is_empty() {
            self.areas = settings.city.areas.iter().map(|area| area.code.clone()).collect();
        }
        let place = self.areas.iter().position(|known| known == code).unwrap_or_else(|| {
            self.areas.push(code.clone());
            self.areas.len() - 1
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    /// The areas that summaries name by their place.
    pub fn areas(&self) -> &[AreaCode] {
        &self.areas
    }

    /// Takes back the areas that kept summaries name by their place.
    pub fn take_areas(&mut self, areas: Vec<AreaCode>) {
        self.areas = areas;
    }

    /// By what consultations about each patient are found, in the order of their numbers.
    pub fn names(&self) -> Vec<(PatientId, &str)> {
        let mut names: Vec<_> = self.patients.iter().map(|(id, name)| (*id, &**name)).collect();
        names.sort_unstable();
        names
    }

    /// Takes back what [`Queue::names`] gave.
    pub fn take_name(&mut self, patient: PatientId, name: Box<str>) {
        self.patients.insert(patient, name);
    }

    /// Learns the name of a patient, so that consultations are found by it.
    pub fn know(&mut self, patient: &Patient) {
        let mut key = String::new();
        name_key(&patient.head.identity.name, &mut key);
        self.patients.insert(patient.id, key.into_boxed_str());
    }

    /// Counts the days of all that waits again, under new hours.
    pub fn rehour(&mut self, settings: &Settings) {
        let time = WorkingTime::new(&settings.hours);
        for id in &self.open {
            if let Some(summary) = self.all.get_mut(id)
                && let Some(until) = summary.until
            {
                summary.due = Some(time.end_of(until));
            }
        }
    }

    /// One consultation in short.
    pub fn get(&self, id: ConsultationId) -> Option<&Summary> {
        self.all.get(&id)
    }

    /// All of them, in the order of their identifiers.
    pub fn all(&self) -> impl Iterator<Item = &Summary> {
        self.all.values()
    }

    /// The consultations about these patients, the newest first.
    pub fn of(&self, group: &[PatientId]) -> Vec<&Summary> {
        let ids = group.iter().filter_map(|patient| self.by_patient.get(patient)).flatten();
        let mut found: Vec<&Summary> = ids.filter_map(|id| self.all.get(id)).collect();
        found.sort_by_key(|summary| Reverse((summary.received, summary.id)));
        found
    }

    /// Consultations that came in between two moments.
    pub fn received_between(&self, from: Moment, to: Moment) -> impl Iterator<Item = &Summary> {
        let range = (from.timestamp(), ConsultationId(0))..=(to.timestamp(), ConsultationId(u64::MAX));
        self.by_received.range(range).filter_map(|(_, id)| self.all.get(id))
    }

    /// All that something is still to be done about.
    pub fn open(&self) -> impl Iterator<Item = &Summary> {
        self.open.iter().filter_map(|id| self.all.get(id))
    }
}

/// All that a consultation is found by, the patient's name apart.
fn key(consultation: &Consultation) -> Box<str> {
    let intake = &consultation.intake;
    let mut key = fold(&consultation.number.to_string());
    let mut add = |text: &str| {
        if !text.is_empty() {
            key.push(' ');
            key.push_str(&fold(text));
        }
    };
    add(&intake.asked_by.organisation);
    add(&intake.asked_by.name);
    add(&phone::digits(&intake.asked_by.phone));
    add(&intake.text.lines().next().unwrap_or_default().chars().take(LINE_KEY).collect::<String>());
    if let Some(person) = &intake.person {
        add(&phone::digits(&person.phone));
        name_key(&person.name, &mut key);
    }
    key.into_boxed_str()
}

fn name_key(name: &PersonName, key: &mut String) {
    let kana = if name.kana.is_empty() { reading(&name.written) } else { name.kana.clone() };
    for part in [fold(&name.written), fold(&kana), romaji::of_reading(&kana)] {
        key.push(' ');
        key.push_str(&part);
    }
}
