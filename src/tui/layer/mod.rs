//! What lies over the panes: forms, pickers, questions, help. Keys go to the topmost and fall through to the global ones.

pub mod access_log;
pub mod confirm;
pub mod drafts;
pub mod help;
pub mod lock;
pub mod news;
pub mod palette;
pub mod picker;
pub mod search;
pub mod sessions;

use super::action::{Actor, Place};
use super::app::{Cx, Ticket, View};
use super::key::Key;
use super::step::Step;
use super::surface::Surface;
use crate::api::draft::Draft;
use crate::api::{Answer, Notice, Problem};
use crate::tui::edit::Edit;
use std::time::Instant;

/// Something on top of the panes. It covers all rows but the last, or less if it says so.
pub trait Layer: Actor {
    /// The contexts of its keys, and whether characters are typed into it.
    fn place(&self) -> Place;

    /// A key that no action took. Returns whether it was of use.
    fn typed(&mut self, _key: Key, _cx: &mut Cx) -> bool {
        false
    }

    /// Text pasted as a whole, already neutralised.
    fn paste(&mut self, _text: &str, _cx: &mut Cx) {}

    /// A move or a change in the field that has the focus.
    fn edit(&mut self, _edit: Edit, _cx: &mut Cx) {}

    /// A move in its list.
    fn step(&mut self, _step: Step, _cx: &mut Cx) {}

    /// It comes to be on top, at first or again.
    fn enter(&mut self, _cx: &mut Cx) {}

    /// The answer to one of its requests.
    fn answer(&mut self, _ticket: Ticket, _outcome: Result<Answer, Problem>, _cx: &mut Cx) {}

    fn notice(&mut self, _notice: &Notice, _cx: &mut Cx) {}

    /// When it next wants its `tick`, if it does.
    fn due(&self) -> Option<Instant> {
        None
    }

    fn tick(&mut self, _cx: &mut Cx) {}

    /// Keeps what was typed before the session ends without asking: hang-up, lost server.
    fn keep(&mut self, _cx: &mut Cx) {}

    /// True while it holds typed text that is not saved, so that quitting asks.
    fn holds_text(&self) -> bool {
        false
    }

    /// Takes up what was left half typed, if it was typed into this one.
    fn restore(&mut self, _draft: &Draft) -> bool {
        false
    }

    /// The identifier of the record that is typed about, such as `c45`.
    fn about(&self) -> Option<&str> {
        None
    }

    /// The rows that it wants of `free`; it lies at the bottom, above the hint line.
    fn height(&self, free: u16) -> u16 {
        free
    }

    fn draw(&mut self, on: &mut Surface, view: &View);
}
