//! Consultations as lists and details show them, cut to what the caller may read.

use crate::api::Problem;
use crate::api::queue::{AboutRow, QueueDetail, QueueRow};
use crate::center::patient::Scope;
use crate::center::reader::Reader;
use crate::domain::calendar::WorkingTime;
use crate::domain::consultation::{Act, Consultation};
use crate::domain::id::ConsultationId;
use crate::domain::person::age_on;

/// How many other consultations about the same patient a detail names.
const OTHERS: usize = 10;

/// The consultation as a line of a list.
pub fn row(reader: &Reader, scope: Scope, consultation: &Consultation) -> QueueRow {
    let (views, intake) = (reader.views(), &consultation.intake);
    let today = reader.now.date_naive();
    let time = WorkingTime::new(&reader.settings().hours);
    let reminders_ended = consultation.patient.is_some_and(|patient| views.patients.reminders_end(patient));
    let due = consultation.due_now(time).filter(|_| !reminders_ended);
    let organisation = intake.asked_by.site.and_then(|site| views.resources.get(site)).map(|site| site.name.clone());
    let patient = consultation.patient.and_then(|patient| views.patients.row(patient));
    let about = match (patient, &intake.person) {
        (Some(row), _) => Some(AboutRow {
            patient: Some(row.id),
            name: row.name.clone(),
            sex: row.sex,
            age: row.birth.map(|birth| age_on(birth, today)),
        }),
        (None, Some(person)) => Some(AboutRow {
            patient: None,
            name: person.name.clone(),
            sex: person.sex,
            age: person.birth.map(|birth| age_on(birth, today)),
        }),
        (None, None) => None,
    };
    let clinical = scope.is_clinical();
    QueueRow {
        id: consultation.id,
        version: consultation.version,
        number: consultation.number,
        state: consultation.state,
        urgency: intake.urgency,
        received_at: intake.received_at,
        channel: intake.channel,
        asker: intake.asked_by.who,
        organisation: organisation.unwrap_or_else(|| intake.asked_by.organisation.clone()),
        area: intake.area.clone().or_else(|| patient.and_then(|row| row.area.clone())),
        about,
        age_band: intake.age_band,
        topics: if clinical { intake.topics.clone() } else { Vec::new() },
        tags: if clinical { intake.tags.clone() } else { Vec::new() },
        line: if clinical { intake.text.lines().next().unwrap_or_default().to_owned() } else { String::new() },
        due,
        remaining: due.map(|due| time.minutes_between(reader.now, due)),
        overdue: due.is_some_and(|due| due < reader.now),
        claimed_by: consultation.claimed_by,
        calls_back: if reminders_ended {
            0
        } else {
            u32::try_from(consultation.calls_back().len()).unwrap_or(u32::MAX)
        },
        waits_until: consultation.wait.as_ref().map(|wait| wait.until),
        wait_over: consultation.wait_is_over(today) && !reminders_ended,
        reminders_ended,
    }
}

/// The rows of these consultations.
pub fn rows(reader: &Reader, scope: Scope, ids: &[ConsultationId]) -> Result<Vec<QueueRow>, Problem> {
    ids.iter().map(|id| reader.get::<Consultation>(*id).map(|found| row(reader, scope, &found))).collect()
}

/// The consultation as a whole with what stands around it.
pub fn detail(reader: &Reader, scope: Scope, consultation: Consultation) -> Result<QueueDetail, Problem> {
    let views = reader.views();
    let mut others = Vec::new();
    let mut patient = None;
    if let Some(id) = consultation.patient {
        patient = views.patients.row(id).cloned();
        let group = views.patients.group(views.patients.root(id));
        let ids: Vec<_> = views.queue.of(&group).iter().map(|summary| summary.id).collect();
        let ids: Vec<_> = ids.into_iter().filter(|other| *other != consultation.id).take(OTHERS).collect();
        others = rows(reader, scope, &ids)?;
    }
    Ok(QueueDetail {
        row: row(reader, scope, &consultation),
        calls_back: consultation.calls_back().iter().map(|step| step.number).collect(),
        consultation: cut(scope, consultation),
        patient,
        others,
    })
}

/// The record as the caller may read it: after reception nothing clinical is for clerks.
fn cut(scope: Scope, mut consultation: Consultation) -> Consultation {
    if scope.is_clinical() {
        return consultation;
    }
    let intake = &mut consultation.intake;
    intake.text.clear();
    intake.wish.clear();
    intake.topics.clear();
    intake.tags.clear();
    for step in &mut consultation.steps {
        step.contents.text.clear();
        step.reason.clear();
    }
    if let Some(wait) = &mut consultation.wait {
        wait.text.clear();
    }
    if let Some(resolution) = &mut consultation.resolution {
        resolution.text.clear();
    }
    for turn in &mut consultation.course {
        match &mut turn.act {
            Act::TakenOver { reason, .. } | Act::Reopened { reason } | Act::Unlinked { reason, .. } => reason.clear(),
            Act::PutOnHold(wait) => wait.text.clear(),
            Act::Resolved(resolution) | Act::Settled(resolution) => resolution.text.clear(),
            Act::Received
            | Act::Amended
            | Act::Claimed
            | Act::Assigned { .. }
            | Act::TakenOffHold
            | Act::Closed
            | Act::Linked { .. } => {}
        }
    }
    consultation
}
