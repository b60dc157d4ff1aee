//! What typing, moving, choosing and pasting do to a field.

use super::field::{Field, Kind};
use super::value::Values;
use crate::text::neutralise_lines;
use crate::tui::app::Cx;
use crate::tui::edit::Edit;

impl Field {
    /// The focus comes here; what is offered by the fields before is asked for.
    pub(super) fn entered(&mut self, before: &Values, cx: &mut Cx) {
        if let Kind::Record { search, chosen: None } = &mut self.kind {
            search.enter(before, self.buffer.text(), cx);
        }
    }

    /// Inserts typed text.
    pub(super) fn insert(&mut self, text: &str, cx: &mut Cx) {
        match &self.kind {
            Kind::Answers { questions } => super::answers::insert(&mut self.buffer, questions, text),
            _ => self.buffer.insert(text),
        }
        self.typed_on(cx);
    }

    /// Inserts pasted text as a whole: in a field of one line, line ends become blanks.
    pub(super) fn paste(&mut self, text: &str, cx: &mut Cx) {
        let text = neutralise_lines(text);
        if matches!(self.kind, Kind::Long { .. }) {
            self.insert(&text, cx);
        } else {
            let one_line = text.trim_end_matches('\n').replace('\n', " ");
            self.insert(&one_line, cx);
        }
    }

    /// One edit. Returns whether the field's content changed.
    pub(super) fn edit(&mut self, edit: Edit, cx: &mut Cx) -> bool {
        if edit == Edit::Backspace && self.buffer.is_empty() {
            return self.take_back();
        }
        let changed = self.buffer.edit(edit);
        if changed {
            self.typed_on(cx);
        }
        changed
    }

    /// With nothing typed, a backspace takes the last choice back.
    fn take_back(&mut self) -> bool {
        match &mut self.kind {
            Kind::One { chosen, .. } => chosen.take().is_some(),
            Kind::Many { chosen, .. } => chosen.pop().is_some(),
            Kind::Record { chosen, .. } => chosen.take().is_some(),
            _ => false,
        }
    }

    fn typed_on(&mut self, cx: &mut Cx) {
        self.fault = None;
        match &mut self.kind {
            Kind::One { choices, .. } | Kind::Many { choices, .. } => choices.narrow(self.buffer.text()),
            Kind::Record { search, .. } => search.search(self.buffer.text(), cx),
            _ => {}
        }
    }

    /// Moves among the candidates. Returns false if the move leads out of the field.
    pub(super) fn step(&mut self, down: bool) -> bool {
        match &mut self.kind {
            Kind::One { choices, .. } | Kind::Many { choices, .. } => {
                if !down && choices.highlight.is_none() {
                    return false;
                }
                choices.step(down);
                true
            }
            Kind::Record { search, .. } => {
                if search.hits.is_empty() || (!down && search.highlight.is_none_or(|at| at == 0)) {
                    return false;
                }
                search.step(down);
                true
            }
            Kind::Long { .. } => self.step_line(down),
            _ => false,
        }
    }

    /// Moves to the same place of the line above or below, by the text's own lines.
    fn step_line(&mut self, down: bool) -> bool {
        let (text, cursor) = (self.buffer.text(), self.buffer.cursor());
        let start = text[..cursor].rfind('\n').map_or(0, |newline| newline + 1);
        let column = text[start..cursor].chars().count();
        let line = if down {
            text[cursor..].find('\n').map(|newline| cursor + newline + 1)
        } else {
            start.checked_sub(1).map(|end| text[..end].rfind('\n').map_or(0, |newline| newline + 1))
        };
        let Some(line) = line else { return false };
        let length: usize = text[line..].chars().take_while(|c| *c != '\n').take(column).map(char::len_utf8).sum();
        self.buffer.move_to(line + length);
        true
    }

    /// Takes the highlighted candidate. Returns whether there was one.
    pub(super) fn choose(&mut self) -> bool {
        let taken = match &mut self.kind {
            Kind::One { choices, chosen } => {
                let highlighted = choices.highlighted().map(|choice| choice.code.clone());
                let taken = highlighted.is_some();
                *chosen = highlighted.or(chosen.take());
                taken
            }
            Kind::Many { choices, chosen } => {
                let Some(code) = choices.highlighted().map(|choice| choice.code.clone()) else { return false };
                match chosen.iter().position(|known| *known == code) {
                    Some(at) => drop(chosen.remove(at)),
                    None => chosen.push(code),
                }
                true
            }
            Kind::Record { search, chosen } => {
                // Hits of what was typed before may be of another person.
                let Some(hit) = search.highlighted().filter(|_| !search.is_waiting()).cloned() else { return false };
                *chosen = Some(hit.picked);
                true
            }
            _ => false,
        };
        if taken {
            self.stop_narrowing();
        }
        taken
    }

    fn stop_narrowing(&mut self) {
        self.fault = None;
        self.buffer = crate::tui::edit::Buffer::default();
        match &mut self.kind {
            Kind::One { choices, .. } => choices.narrow(""),
            Kind::Many { choices, .. } => {
                // The highlight stays, so that the next entries can be taken in turn.
                let highlight = choices.highlight.and_then(|at| choices.found.get(at).copied());
                choices.narrow("");
                choices.highlight = highlight;
            }
            Kind::Record { search, .. } => search.clear(),
            _ => {}
        }
    }

    /// The focus goes elsewhere: what is typed for and highlighted is taken. A person or place is taken only where its name
    /// is what was typed: the nearest hit may be somebody else, and nobody looks back at a field that was left.
    pub(super) fn leave(&mut self) -> bool {
        let meant = match &self.kind {
            Kind::Record { search, .. } => search.is_exactly(self.buffer.text()),
            _ => self.narrows(),
        };
        let taken = !self.buffer.is_empty() && meant && self.choose();
        if let Kind::One { choices, .. } | Kind::Many { choices, .. } = &mut self.kind {
            choices.highlight = None;
        }
        taken
    }
}
