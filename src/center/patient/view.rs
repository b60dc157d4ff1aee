//! All patients as compact summaries: lists, doubles, mergers, and whose reminders have come to an end.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::page::WINDOW_LIMIT;
use crate::api::patient::{DoubleSign, PatientFilter, PatientOrder, PatientRow, PossibleDouble};
use crate::api::{Page, Window};
use crate::domain::id::{PatientId, SiteId};
use crate::domain::patient::{Patient, Standing};
use crate::domain::person::PersonName;
use crate::text::{fold, phone};

/// Phone numbers shorter than this are extensions and prove nothing.
const PHONE_DIGITS: usize = 9;

/// One patient in short.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    row: PatientRow,
    absorbed: Box<[PatientId]>,
    /// Where the physicians of the care team work, each place once.
    doctors: Box<[SiteId]>,
    kana: Box<str>,
    name: Box<str>,
    phone: Box<str>,
}

impl Summary {
    fn of(patient: &Patient) -> Self {
        let identity = &patient.head.identity;
        let name = fold(&identity.name.written);
        let kana = fold(&identity.name.kana);
        Self {
            row: PatientRow {
                id: patient.id,
                name: identity.name.clone(),
                birth: identity.birth,
                sex: identity.sex,
                area: identity.area.clone(),
                level: patient.head.care.level,
                standing: patient.standing.clone(),
                merged_into: patient.merged_into,
            },
            absorbed: patient.absorbed.clone().into_boxed_slice(),
            doctors: Box::default(),
            kana: kana.into_boxed_str(),
            name: name.into_boxed_str(),
            phone: proving_phone(&identity.phone).into_boxed_str(),
        }
    }

    /// Whether a place counts this person among its patients.
    fn is_counted(&self) -> bool {
        self.row.merged_into.is_none() && matches!(self.row.standing, Standing::Living)
    }

    fn born(&self) -> NaiveDate {
        self.row.birth.unwrap_or(NaiveDate::MAX)
    }

    /// Sorted by kana; those whose kana nobody knows come last, by their written name.
    fn place(&self) -> (bool, Box<str>, PatientId) {
        let key = if self.kana.is_empty() { &self.name } else { &self.kana };
        (self.kana.is_empty(), key.clone(), self.row.id)
    }
}

fn proving_phone(phone: &str) -> String {
    let digits = phone::digits(phone);
    if digits.len() >= PHONE_DIGITS { digits } else { String::new() }
}

/// All patients as summaries.
#[derive(Default)]
pub struct Patients {
    all: BTreeMap<PatientId, Summary>,
    by_kana: BTreeSet<(bool, Box<str>, PatientId)>,
    by_name: BTreeSet<(Box<str>, PatientId)>,
    by_phone: BTreeSet<(Box<str>, PatientId)>,
    by_birth: BTreeSet<(NaiveDate, PatientId)>,
    /// How many patients have a physician of this place in their care team.
    of_doctor: HashMap<SiteId, u32>,
    /// Records that another one stands for: the list of all leaves them out.
    merged: BTreeSet<PatientId>,
}

impl Patients {
    /// Takes a patient in, in place of what was known.
    pub fn put(&mut self, patient: &Patient) {
        let mut summary = Summary::of(patient);
        if let Some(old) = self.all.get(&patient.id) {
            summary.doctors.clone_from(&old.doctors);
        }
        self.take(summary);
    }

    /// Takes in where the physicians of a patient's care team work.
    pub fn know_doctors(&mut self, patient: PatientId, sites: &BTreeSet<SiteId>) {
        let Some(summary) = self.all.get_mut(&patient) else { return };
        let old = std::mem::replace(&mut summary.doctors, sites.iter().copied().collect());
        if !summary.is_counted() {
            return;
        }
        for site in &old {
            self.of_doctor.entry(*site).and_modify(|count| *count = count.saturating_sub(1));
        }
        for site in sites {
            *self.of_doctor.entry(*site).or_default() += 1;
        }
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: Summary) {
        let id = summary.row.id;
        if let Some(old) = self.all.remove(&id) {
            self.by_kana.remove(&old.place());
            self.by_birth.remove(&(old.born(), id));
            for site in old.doctors.iter().filter(|_| old.is_counted()) {
                self.of_doctor.entry(*site).and_modify(|count| *count = count.saturating_sub(1));
            }
            self.by_name.remove(&(old.name, id));
            self.by_phone.remove(&(old.phone, id));
        }
        for site in summary.doctors.iter().filter(|_| summary.is_counted()) {
            *self.of_doctor.entry(*site).or_default() += 1;
        }
        if summary.row.merged_into.is_some() {
            self.merged.insert(id);
        } else {
            self.merged.remove(&id);
        }
        self.by_kana.insert(summary.place());
        self.by_birth.insert((summary.born(), id));
        self.by_name.insert((summary.name.clone(), id));
        if !summary.phone.is_empty() {
            self.by_phone.insert((summary.phone.clone(), id));
        }
        self.all.insert(id, summary);
    }

    /// All of them in short, in the order of their numbers.
    pub fn all(&self) -> impl Iterator<Item = &Summary> {
        self.all.values()
    }

    /// How many records there are, merged ones included.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, in the order of their numbers.
    pub fn ids(&self) -> impl Iterator<Item = PatientId> {
        self.all.keys().copied()
    }

    /// How many patients who live here have a physician of this place in their care team.
    pub fn of_doctor(&self, site: SiteId) -> u32 {
        self.of_doctor.get(&site).copied().unwrap_or_default()
    }

    /// A patient as lists show one.
    pub fn row(&self, id: PatientId) -> Option<&PatientRow> {
        self.all.get(&id).map(|summary| &summary.row)
    }

    /// The record that stands for this one: itself, unless it is merged.
    pub fn root(&self, id: PatientId) -> PatientId {
        let mut at = id;
        // A chain of mergers is never longer than the records there are; the count only guards against a broken store.
        for _ in 0..self.all.len() {
            match self.all.get(&at).and_then(|summary| summary.row.merged_into) {
                Some(into) => at = into,
                None => return at,
            }
        }
        at
    }

    /// Whether the record stands for another one.
    pub fn has_absorbed(&self, id: PatientId) -> bool {
        self.all.get(&id).is_some_and(|summary| !summary.absorbed.is_empty())
    }

    /// This record and all that it stands for, itself first.
    pub fn group(&self, id: PatientId) -> Vec<PatientId> {
        let mut group = vec![id];
        let mut looked_at = 0;
        while let Some(at) = group.get(looked_at).copied() {
            for other in self.all.get(&at).map_or(&[][..], |summary| &summary.absorbed) {
                if !group.contains(other) {
                    group.push(*other);
                }
            }
            looked_at += 1;
        }
        group
    }

    /// Whether reminders about this person have come to an end: the person died or moved away.
    pub fn reminders_end(&self, id: PatientId) -> bool {
        self.row(self.root(id)).is_some_and(|row| !matches!(row.standing, Standing::Living))
    }

    /// A part of the list of everybody, for those who may read everybody: it costs no more than the way to its rows from
    /// the nearer end of the list.
    pub fn everybody(&self, order: PatientOrder, window: Window) -> Page<PatientRow> {
        let total = self.all.len() - self.merged.len();
        let (offset, limit) = ((window.offset as usize).min(total), window.limit.clamp(1, WINDOW_LIMIT) as usize);
        let rows = match order {
            PatientOrder::Kana => self.part(self.by_kana.iter().map(|(_, _, id)| *id), total, offset, limit),
            PatientOrder::Newest => self.part(self.all.keys().rev().copied(), total, offset, limit),
            PatientOrder::Oldest => self.part(self.by_birth.iter().map(|(_, id)| *id), total, offset, limit),
        };
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Page { total: count(total), offset: count(offset), rows }
    }

    fn part(
        &self,
        ids: impl DoubleEndedIterator<Item = PatientId>,
        total: usize,
        offset: usize,
        limit: usize,
    ) -> Vec<PatientRow> {
        let limit = limit.min(total - offset);
        let standing = ids.filter(|id| !self.merged.contains(id));
        let ids: Vec<PatientId> = if offset <= total / 2 {
            standing.skip(offset).take(limit).collect()
        } else {
            let mut ids: Vec<PatientId> = standing.rev().skip(total - offset - limit).take(limit).collect();
            ids.reverse();
            ids
        };
        ids.into_iter().filter_map(|id| self.row(id).cloned()).collect()
    }

    /// A part of the list. The filter sees only patients that the caller may read.
    pub fn list(
        &self,
        filter: &PatientFilter,
        order: PatientOrder,
        window: Window,
        mut may_read: impl FnMut(PatientId) -> bool,
    ) -> Page<PatientRow> {
        let text = fold(&filter.text);
        let number = filter.text.trim().trim_start_matches('p').parse().ok().map(PatientId);
        let mut fits = |summary: &&Summary| {
            let row = &summary.row;
            (filter.merged || row.merged_into.is_none())
                && filter.living.is_none_or(|living| living == matches!(row.standing, Standing::Living))
                && (filter.areas.is_empty() || row.area.as_ref().is_some_and(|area| filter.areas.contains(area)))
                && (filter.levels.is_empty() || filter.levels.contains(&row.level))
                && (text.is_empty()
                    || summary.kana.starts_with(&text)
                    || summary.name.starts_with(&text)
                    || number == Some(row.id))
                && may_read(row.id)
        };
        let found: Vec<&Summary> = match order {
            PatientOrder::Kana => self.by_kana.iter().filter_map(|(_, _, id)| self.all.get(id)).filter(fits).collect(),
            PatientOrder::Newest => self.all.values().rev().filter(&mut fits).collect(),
            PatientOrder::Oldest => self.by_birth.iter().filter_map(|(_, id)| self.all.get(id)).filter(fits).collect(),
        };
        Page::of(&found, window, |summary| summary.row.clone())
    }

    /// Records that may be of the same person, the strongest sign first.
    pub fn doubles(
        &self,
        name: &PersonName,
        birth: Option<NaiveDate>,
        phone: &str,
        except: Option<PatientId>,
    ) -> Vec<PossibleDouble> {
        let mut signs: BTreeMap<PatientId, Vec<DoubleSign>> = BTreeMap::new();
        let (kana, written, phone) = (fold(&name.kana), fold(&name.written), proving_phone(phone));
        if let Some(birth) = birth {
            for (_, id) in self.by_birth.range((birth, PatientId(0))..=(birth, PatientId(u64::MAX))) {
                let Some(summary) = self.all.get(id) else { continue };
                if !kana.is_empty() && *summary.kana == *kana {
                    signs.entry(*id).or_default().push(DoubleSign::KanaAndBirth);
                }
                if !written.is_empty() && *summary.name == *written {
                    signs.entry(*id).or_default().push(DoubleSign::NameAndBirth);
                }
            }
        }
        for id in same(&self.by_phone, &phone) {
            signs.entry(id).or_default().push(DoubleSign::Phone);
        }
        for id in same(&self.by_name, &written) {
            let other_birth = self.all.get(&id).and_then(|summary| summary.row.birth);
            // Two people of one name with different birth dates are two people.
            if birth.is_none() || other_birth.is_none() {
                signs.entry(id).or_default().push(DoubleSign::Name);
            }
        }
        let mut found: Vec<PossibleDouble> = signs
            .into_iter()
            .filter(|(id, _)| Some(*id) != except)
            .filter_map(|(id, signs)| Some(PossibleDouble { row: self.row(id)?.clone(), signs }))
            .filter(|double| except.is_none_or(|id| self.root(double.row.id) != self.root(id)))
            .collect();
        found.sort_by_key(|double| (double.signs.first().copied(), double.row.id));
        found
    }
}

fn same<'a>(index: &'a BTreeSet<(Box<str>, PatientId)>, key: &str) -> impl Iterator<Item = PatientId> + 'a {
    let key: Box<str> = key.into();
    let (from, to) = ((key.clone(), PatientId(0)), (key.clone(), PatientId(u64::MAX)));
    let range = (!key.is_empty()).then(|| index.range(from..=to));
    range.into_iter().flatten().map(|(_, id)| *id)
}
