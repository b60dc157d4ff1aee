//! What a frame of the journal says of who changed what; its content is left unread.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::Found;
use crate::api::access_log::{AccessRow, What};
use crate::domain::access::RecordRef;
use crate::domain::event::Kind;
use crate::domain::id::StaffId;
use crate::domain::time::from_micros;
use crate::journal::{Body, Frame};

/// The beginning of what a frame holds: an event is its kind with the identifier of the record that it happened to.
#[derive(Deserialize)]
struct Head {
    by: StaffId,
    events: Vec<BTreeMap<String, (Value, IgnoredAny)>>,
}

/// The frame as a row. Where the key is destroyed only its time is known.
pub fn row(frame: &Frame) -> Option<Found> {
    let (by, records) = match &frame.body {
        Body::Destroyed => (None, Vec::new()),
        Body::Plain(json) => {
            let head: Head = serde_json::from_slice(json)
                .inspect_err(|error| tracing::error!(line = error.line(), "a frame of the journal cannot be read"))
                .ok()?;
            let mut records: Vec<RecordRef> = head.events.into_iter().flatten().filter_map(record).collect();
            records.sort();
            records.dedup();
            (Some(head.by), records)
        }
    };
    let row = AccessRow {
        at: from_micros(frame.header.time),
        by,
        account: String::new(),
        from: None,
        way: None,
        what: What::Changed,
        records: Vec::new(),
        more: 0,
    };
    Some(Found { row, records, patients: Vec::new() })
}

fn record((kind, (id, _)): (String, (Value, IgnoredAny))) -> Option<RecordRef> {
    let kind: Kind = serde_json::from_value(Value::String(kind)).ok()?;
    // The centre itself has no identifier.
    Some(RecordRef { kind, id: id.as_str().unwrap_or_default().to_owned() })
}
