//! Actions that many places share: moves in lists and texts, and editing in fields.

use super::{Spec, spec};
use crate::tui::edit::Edit;
use crate::tui::step::Step;
use crate::words::actions as words;

static ALL_STEPS: [(Spec, Step); 6] = [
    (spec("list.down", words::DOWN), Step::Down),
    (spec("list.up", words::UP), Step::Up),
    (spec("list.page-down", words::PAGE_DOWN), Step::PageDown),
    (spec("list.page-up", words::PAGE_UP), Step::PageUp),
    (spec("list.first", words::FIRST), Step::First),
    (spec("list.last", words::LAST), Step::Last),
];

static ALL_SCROLLS: [(Spec, Step); 4] = [
    (spec("detail.down", words::DETAIL_DOWN), Step::Down),
    (spec("detail.up", words::DETAIL_UP), Step::Up),
    (spec("detail.page-down", words::DETAIL_PAGE_DOWN), Step::PageDown),
    (spec("detail.page-up", words::DETAIL_PAGE_UP), Step::PageUp),
];

static ALL_EDITS: [(Spec, Edit); 11] = [
    (spec("edit.left", words::EDIT_LEFT), Edit::Left),
    (spec("edit.right", words::EDIT_RIGHT), Edit::Right),
    (spec("edit.word-left", words::EDIT_WORD_LEFT), Edit::WordLeft),
    (spec("edit.word-right", words::EDIT_WORD_RIGHT), Edit::WordRight),
    (spec("edit.home", words::EDIT_HOME), Edit::Home),
    (spec("edit.end", words::EDIT_END), Edit::End),
    (spec("edit.backspace", words::EDIT_BACKSPACE), Edit::Backspace),
    (spec("edit.delete", words::EDIT_DELETE), Edit::Delete),
    (spec("edit.delete-word", words::EDIT_DELETE_WORD), Edit::DeleteWord),
    (spec("edit.kill", words::EDIT_KILL), Edit::Kill),
    (spec("edit.undo", words::EDIT_UNDO), Edit::Undo),
];

/// All of them.
pub fn specs() -> impl Iterator<Item = &'static Spec> {
    let steps = ALL_STEPS.iter().chain(&ALL_SCROLLS).map(|(spec, _)| spec);
    steps.chain(ALL_EDITS.iter().map(|(spec, _)| spec))
}

/// The move in a list that the action stands for.
pub fn step(name: &str) -> Option<Step> {
    ALL_STEPS.iter().find(|(spec, _)| spec.name == name).map(|(_, step)| *step)
}

/// The move in a detail text that the action stands for.
pub fn scroll(name: &str) -> Option<Step> {
    ALL_SCROLLS.iter().find(|(spec, _)| spec.name == name).map(|(_, step)| *step)
}

/// The edit that the action stands for.
pub fn edit(name: &str) -> Option<Edit> {
    ALL_EDITS.iter().find(|(spec, _)| spec.name == name).map(|(_, edit)| *edit)
}
