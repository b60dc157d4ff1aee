//! What a person said they want, and what was agreed in ACP conferences, gathered from the records of one person.

use super::read::lines;
use crate::api::Problem;
use crate::api::timeline::AcpRecord;
use crate::center::reader::Reader;
use crate::domain::event::Kind;
use crate::domain::id::PatientId;
use crate::domain::timeline::{Content, Entry, EntryRef, ItemKind, Meeting};

/// From all records of a person, the one that stands for them first.
pub fn record(reader: &Reader, group: &[PatientId]) -> Result<AcpRecord, Problem> {
    let root = group.first().and_then(|root| reader.views().patients.row(*root));
    let unknown = || Problem::NotFound { kind: Kind::Patient, id: String::new() };
    let patient = root.cloned().ok_or_else(unknown)?;
    let (mut statements, mut conferences) = (Vec::new(), Vec::new());
    for id in group {
        for line in lines(reader, *id)?.iter() {
            if !matches!(line.kind, ItemKind::Acp | ItemKind::Conference) {
                continue;
            }
            let at = EntryRef { patient: *id, entry: line.entry };
            let entry = reader.views().timelines.entry(at, || reader.get::<Entry>(at))?;
            match &entry.statement.content {
                Content::Acp { .. } if entry.moved_to.is_none() => statements.push(entry),
                Content::Conference { meeting: Meeting::AcpConference, .. } if entry.stands() => {
                    conferences.push(entry);
                }
                _ => {}
            }
        }
    }
    for all in [&mut statements, &mut conferences] {
        all.sort_by_key(|entry| std::cmp::Reverse((entry.statement.occurred.minute(), entry.id.entry)));
    }
    Ok(AcpRecord { patient, statements, conferences })
}
