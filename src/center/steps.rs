//! A change of many records in steps: one append to the journal, then the records a few hundred at a time, so that nobody
//! who reads waits for all of it. The journal has the whole change before the first step: the next opening completes it.

use std::collections::HashSet;

use super::transaction::Overlay;
use crate::domain::aggregate::Subject;
use crate::domain::event::{Event, Kind};
use crate::records::Op;

/// The most events in a frame.
const FRAME_EVENTS: usize = 200;

/// A change of more records than this is applied frame by frame.
const AT_ONCE: usize = 512;

/// A record's place: its kind and key.
pub type Place = (Kind, Vec<u8>);

/// What is applied at a time.
pub struct Step {
    /// The last of the frames that it is the outcome of, counted from 0.
    pub frame: usize,
    /// The records after it.
    pub overlay: Overlay,
    /// What the store is told besides.
    pub side_ops: Vec<Op>,
}

/// The events of a change as they go into frames: those of one subject together, as far as a frame reaches.
pub fn frames(events: Vec<(Subject, Event)>) -> Vec<(Subject, Vec<Event>)> {
    let mut frames: Vec<(Subject, Vec<Event>)> = Vec::new();
    for (subject, event) in events {
        match frames.last_mut() {
            Some((last, together)) if *last == subject && together.len() < FRAME_EVENTS => together.push(event),
            _ => frames.push((subject, vec![event])),
        }
    }
    frames
}

/// The steps in which the records are applied, given the places that each frame changed.
pub fn of(frames: &[Vec<Place>], mut overlay: Overlay, side_ops: Vec<Op>) -> Vec<Step> {
    if overlay.len() <= AT_ONCE || !are_apart(frames) {
        return vec![Step { frame: frames.len().saturating_sub(1), overlay, side_ops }];
    }
    let mut steps: Vec<Step> = frames
        .iter()
        .enumerate()
        .map(|(frame, places)| Step {
            frame,
            overlay: places.iter().filter_map(|place| overlay.remove_entry(place)).collect(),
            side_ops: Vec::new(),
        })
        .collect();
    // A replay finds the answer to the change in its first frame too.
    if let Some(first) = steps.first_mut() {
        first.side_ops = side_ops;
    }
    steps
}

/// Whether no record is changed by two frames: it would have no state of its own between them.
fn are_apart(frames: &[Vec<Place>]) -> bool {
    let mut changed: HashSet<&Place> = HashSet::new();
    frames.iter().all(|places| {
        let here: HashSet<&Place> = places.iter().collect();
        let apart = here.is_disjoint(&changed);
        changed.extend(here);
        apart
    })
}
