//! The journal as text: one JSON object a line, readable without this program.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use chrono::{DateTime, SecondsFormat};
use serde::Serialize;
use serde_json::Value;

use super::frame::{Body, Frame};
use super::problem::{Doing, JournalProblem, While};

#[derive(Serialize)]
struct Line {
    sequence: u64,
    /// RFC 3339 in UTC.
    time: String,
    key: String,
    batch: Place,
    /// Null when the subject's key was destroyed.
    body: Value,
    hash: String,
}

#[derive(Serialize)]
struct Place {
    part: u16,
    of: u16,
}

/// Writes all frames to `out` and says how many. A body that is not JSON is written as a string of hexadecimal digits.
pub fn export(
    frames: impl Iterator<Item = Result<Frame, JournalProblem>>,
    mut out: impl Write,
) -> Result<u64, JournalProblem> {
    let mut count = 0;
    for frame in frames {
        let line = serde_json::to_string(&line(&frame?)).map_err(std::io::Error::from);
        line.and_then(|line| writeln!(out, "{line}")).while_doing(Doing::Writing, Path::new("export"))?;
        count += 1;
    }
    out.flush().while_doing(Doing::Writing, Path::new("export"))?;
    Ok(count)
}

fn line(frame: &Frame) -> Line {
    let header = &frame.header;
    let time = DateTime::from_timestamp_micros(header.time);
    Line {
        sequence: header.sequence.0,
        time: time.map_or_else(|| header.time.to_string(), |time| time.to_rfc3339_opts(SecondsFormat::Micros, true)),
        key: header.key.to_string(),
        batch: Place { part: header.batch.part, of: header.batch.of },
        body: match &frame.body {
            Body::Destroyed => Value::Null,
            Body::Plain(bytes) => serde_json::from_slice(bytes).unwrap_or_else(|_| Value::String(hex(bytes))),
        },
        hash: frame.hash.to_string(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
