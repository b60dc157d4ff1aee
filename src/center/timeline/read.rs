//! Reads of a timeline: a window on entries and steps together, the weight curve, one entry.

use chrono::NaiveDate;

use super::acp;
use super::index::{self, Lines};
use super::steps::steps;
use crate::api::patient::{PatientAnswer, PatientRead, PatientRow};
use crate::api::timeline::{TimelineAnswer, TimelineFilter, TimelineItem, TimelinePage, TimelineRead};
use crate::api::{Page, Problem, Window};
use crate::center::patient::{self, Scope};
use crate::center::reader::Reader;
use crate::domain::event::Kind;
use crate::domain::id::{EntryId, PatientId};
use crate::domain::timeline::{Entry, EntryRef, ItemKind, Occurred, StepItem, WeightPoint, curve};

/// Answers a read.
pub fn read(reader: &Reader, request: &TimelineRead) -> Result<TimelineAnswer, Problem> {
    let scope = Scope::of(&reader.actor);
    match request {
        TimelineRead::Window { patient, filter, window } => {
            scope.check_clinical(reader.views(), *patient)?;
            Ok(TimelineAnswer::Window(page(reader, *patient, filter, *window)?))
        }
        TimelineRead::Weights { patient, from, to } => {
            scope.check_clinical(reader.views(), *patient)?;
            let mut points = weights(reader, &known_group(reader, *patient)?)?;
            points.retain(|point| in_period(point.weighing.on, *from, *to));
            Ok(TimelineAnswer::Weights(points))
        }
        TimelineRead::Entry { entry } => {
            scope.check_clinical(reader.views(), entry.patient)?;
            Ok(TimelineAnswer::Entry(Box::new(reader.get::<Entry>(*entry)?)))
        }
        TimelineRead::Acp { patient } => {
            scope.check_clinical(reader.views(), *patient)?;
            Ok(TimelineAnswer::Acp(acp::record(reader, &known_group(reader, *patient)?)?))
        }
        TimelineRead::Emergency { patient } => {
            scope.check_clinical(reader.views(), *patient)?;
            let record = acp::record(reader, &known_group(reader, *patient)?)?;
            let head = PatientRead::Head { patient: record.patient.id };
            match patient::read(reader, &head)? {
                PatientAnswer::Head(head) => Ok(TimelineAnswer::Emergency { head, acp: record }),
                _ => Err(Problem::Internal),
            }
        }
    }
}

/// The weight curve of the person whose records these are.
fn weights(reader: &Reader, group: &[PatientId]) -> Result<Vec<WeightPoint>, Problem> {
    let mut weighings = Vec::new();
    for id in group {
        weighings.extend(lines(reader, *id)?.iter().filter_map(|line| line.weighing(*id)));
    }
    Ok(curve(weighings))
}

/// The records whose entries show on this patient's timeline; a merged record shows what stands for it.
fn known_group(reader: &Reader, patient: PatientId) -> Result<Vec<PatientId>, Problem> {
    let patients = &reader.views().patients;
    let root = patients.root(patient);
    match patients.row(root) {
        Some(PatientRow { .. }) => Ok(patients.group(root)),
        None => Err(Problem::NotFound { kind: Kind::Patient, id: patient.to_string() }),
    }
}

/// The lines of one record's entries.
pub fn lines(reader: &Reader, patient: PatientId) -> Result<Lines, Problem> {
    reader.views().timelines.open(patient, || index::read(reader.store, patient))
}

fn in_period(day: NaiveDate, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// A row before it is fetched.
enum Found<'a> {
    Entry(EntryRef),
    Step(&'a StepItem),
}

fn page(reader: &Reader, patient: PatientId, filter: &TimelineFilter, window: Window) -> Result<TimelinePage, Problem> {
    let group = known_group(reader, patient)?;
    let steps = steps(reader, &group)?;
    let from = filter.from.map_or(i64::MIN, |day| Occurred::Day(day).minute());
    let until = filter.to.and_then(|day| day.succ_opt()).map_or(i64::MAX, |day| Occurred::Day(day).minute());
    let wanted = filter.kinds.iter().fold(0, |set, kind| set | kind.bit());
    let mut counts = [0_u32; ItemKind::ALL.len()];
    let mut found: Vec<(i64, u64, Found)> = Vec::new();
    let mut counted = |minute: i64, kind: ItemKind| {
        let inside = (from..until).contains(&minute);
        counts[kind as usize] += u32::from(inside);
        inside && (wanted == 0 || wanted & kind.bit() != 0)
    };
    for id in &group {
        for line in lines(reader, *id)?.iter().filter(|line| counted(line.minute, line.kind)) {
            let entry = EntryRef { patient: *id, entry: line.entry };
            found.push((line.minute, line.entry.0, Found::Entry(entry)));
        }
    }
    for (tie, step) in (0..).zip(&steps) {
        let minute = step.occurred.minute();
        if counted(minute, step.kind()) {
            found.push((minute, tie, Found::Step(step)));
        }
    }
    found.sort_unstable_by_key(|(minute, tie, _)| std::cmp::Reverse((*minute, *tie)));
    let page = Page::of(&found, window, |(_, _, item)| match item {
        Found::Entry(id) => {
            let entry = reader.views().timelines.entry(*id, || reader.get::<Entry>(*id));
            entry.map(|entry| TimelineItem::Entry(Box::new(entry)))
        }
        Found::Step(step) => Ok(TimelineItem::Step((*step).clone())),
    });
    let page =
        Page { total: page.total, offset: page.offset, rows: page.rows.into_iter().collect::<Result<Vec<_>, _>>()? };
    let shown = |point: &WeightPoint| {
        page.rows.iter().any(|row| matches!(row, TimelineItem::Entry(entry) if entry.id == point.weighing.entry))
    };
    let mut losses = weights(reader, &group)?;
    losses.retain(|point| !point.losses.is_empty() && shown(point));
    Ok(TimelinePage {
        patient: group.first().copied().unwrap_or(patient),
        page,
        losses,
        counts: ItemKind::ALL
            .into_iter()
            .map(|kind| (kind, counts[kind as usize]))
            .filter(|(_, count)| *count > 0)
            .collect(),
    })
}

/// The entry with this number among the records of the same person.
pub fn find_entry(
    find: impl Fn(EntryRef) -> Result<Option<Entry>, Problem>,
    group: &[PatientId],
    entry: EntryId,
) -> Result<Option<Entry>, Problem> {
    for patient in group {
        if let Some(found) = find(EntryRef { patient: *patient, entry })? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
