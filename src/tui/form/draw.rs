//! A form on the screen: title, fields, the candidates of the one in focus, and what helps or is wrong.

use super::Form;
use super::field::{Field, Kind};
use super::merge::Beside;
use crate::domain::id::StaffId;
use crate::text::{Ambiguous, era};
use crate::tui::app::View;
use crate::tui::edit::draw_line;
use crate::tui::edit::draw_lines;
use crate::tui::surface::{Surface, width, wrap};
use crate::words::{forms as words, screen};
use chrono::{Datelike, Timelike};

/// Cells of the labels, the sign before them included.
const LABELS: u16 = 18;
/// Rows of a long text in focus, and beside it.
const LONG_ROWS: (u16, u16) = (6, 2);
/// Rows of answers in focus: the answers, the next question, what it can be answered with.
const ANSWER_ROWS: u16 = 3;
/// Rows of the candidates.
const CANDIDATES: u16 = 6;
/// The most rows of what is wrong with the whole, and of what somebody else made of the field in focus.
const SENTENCE: u16 = 3;

impl Form {
    pub(super) fn draw_form(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let mut pen = on.pen(0);
        pen.style(theme.strong).put(self.heading.map_or("", |heading| view.say(heading))).gap(2);
        pen.style(theme.plain).put(&self.title);
        on.rule(1, theme.faint);
        let below = self.foot_rows(on).min(on.height().saturating_sub(4));
        let rows = on.height().saturating_sub(2 + below);
        let foot = on.height() - below;
        self.draw_fields(&mut on.rows(2, rows), view);
        self.draw_foot(&mut on.rows(foot, below), view);
    }

    fn foot_rows(&self, on: &Surface) -> u16 {
        let candidates = self.fields.get(self.focus).is_some_and(Field::narrows);
        let notes = self.pre_save.as_ref().map_or(0, |pre_save| pre_save.notes.len());
        let notes = u16::try_from(notes).unwrap_or(0);
        let fault =
            self.fault.as_ref().map_or(1, |fault| sentence(fault, on.width().saturating_sub(2), on.signs()).len());
        1 + notes + u16::try_from(fault).unwrap_or(1) + if candidates { CANDIDATES } else { 0 }
    }

    fn draw_fields(&mut self, on: &mut Surface, view: &View) {
        let values = self.values(view);
        let shown: Vec<usize> = (0..self.fields.len()).filter(|at| self.is_shown(*at, &values)).collect();
        let (width, signs) = (on.width().saturating_sub(LABELS + 2), on.signs());
        let beside = |at: usize| beside_lines(&self.fields[at], at == self.focus, width, signs, view);
        let height = |at: usize| {
            let lines = u16::try_from(beside(at).len()).unwrap_or(0);
            rows_of(&self.fields[at], at == self.focus) + lines
        };
        let before: usize = shown.iter().filter(|at| **at < self.focus).map(|at| usize::from(height(*at))).sum();
        let focused = usize::from(height(self.focus));
        let page = usize::from(on.height());
        self.top = self.top.min(before).max((before + focused).saturating_sub(page));
        let mut at_row = 0_usize;
        for at in shown {
            let rows = height(at);
            if at_row >= self.top
                && let Ok(y) = u16::try_from(at_row - self.top)
                && y < on.height()
            {
                draw_field(&self.fields[at], &beside(at), &mut on.rows(y, rows), view, at == self.focus);
            }
            at_row += usize::from(rows);
        }
    }

    /// Candidates, then what the check said, then help or what is wrong with the whole.
    fn draw_foot(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        on.rule(0, theme.faint);
        let mut y = 1;
        if let Some(field) = self.fields.get(self.focus).filter(|field| field.narrows()) {
            draw_candidates(field, &mut on.rows(y, CANDIDATES), view);
            y += CANDIDATES;
        }
        let checking = self.pre_save.as_ref().is_some_and(super::check::PreSave::is_waiting);
        for note in self.pre_save.iter().flat_map(|pre_save| &pre_save.notes) {
            on.pen(y).style(theme.alarm).put("! ").style(theme.plain).put(note);
            y += 1;
        }
        if let Some(fault) = &self.fault {
            for (at, line) in sentence(fault, on.width().saturating_sub(2), on.signs()).into_iter().enumerate() {
                on.pen(y).style(theme.alarm).put(if at == 0 { "! " } else { "  " }).style(theme.plain).put(line);
                y += 1;
            }
            return;
        }
        let mut pen = on.pen(y);
        if self.saving.is_waiting() {
            pen.put(view.say(words::SAVING));
        } else if checking || self.is_reading() {
            pen.put(view.say(words::CHECKING));
        } else if y > 1 && self.pre_save.as_ref().is_some_and(|pre_save| !pre_save.notes.is_empty()) {
            pen.style(theme.strong).put(view.say(words::SAVE_ANYWAY));
        } else if let Some(help) = self.fields.get(self.focus).and_then(Field::help_text) {
            pen.style(theme.faint).put(view.say(help));
        }
    }
}

fn rows_of(field: &Field, focused: bool) -> u16 {
    let content = match field.kind {
        Kind::Long { .. } if focused => LONG_ROWS.0,
        Kind::Long { .. } => LONG_ROWS.1,
        Kind::Answers { .. } if focused => ANSWER_ROWS,
        _ => 1,
    };
    content + u16::from(field.fault.is_some())
}

/// A sentence in as many rows as it takes, but not more than a few.
fn sentence(text: &str, width: u16, signs: Ambiguous) -> Vec<&str> {
    let mut lines = wrap(text, usize::from(width), signs);
    lines.truncate(usize::from(SENTENCE));
    lines
}

/// What somebody else made of a field: a line, or some more of it where the focus is.
fn beside_lines(field: &Field, focused: bool, width: u16, signs: Ambiguous, view: &View) -> Vec<String> {
    let lang = view.lang();
    let who = |by: &Option<StaffId>| words::who(by.map(|by| view.name_or_id(by)).as_deref(), lang);
    let said = match &field.beside {
        None => return Vec::new(),
        Some(Beside::Taken { by }) => words::taken_here(&who(by), lang),
        Some(Beside::Other { value, mine: true, .. }) => words::mine(&field.words_of(value), lang),
        Some(Beside::Other { value, by, mine: false }) => words::theirs(&who(by), &field.words_of(value), lang),
    };
    let mut lines: Vec<String> = sentence(&said, width, signs).into_iter().map(str::to_owned).collect();
    lines.truncate(if focused { usize::from(SENTENCE) } else { 1 });
    lines
}

fn draw_field(field: &Field, beside: &[String], on: &mut Surface, view: &View, focused: bool) {
    let theme = view.theme();
    let mut pen = on.pen(0);
    pen.put(if focused { ">" } else { " " });
    pen.style(theme.alarm).put(if field.required { "*" } else { " " });
    pen.style(if focused { theme.strong } else { theme.plain }).column(LABELS - 3, view.say(field.label));
    let below = u16::from(field.fault.is_some()) + u16::try_from(beside.len()).unwrap_or(0);
    let rows = on.height().saturating_sub(below);
    let value_width = on.width().saturating_sub(LABELS);
    draw_value(field, &mut on.part(LABELS, 0, value_width, rows), view, focused);
    let (sign, style) = match field.beside {
        Some(Beside::Taken { .. }) => ("+ ", theme.key),
        _ => ("! ", theme.alarm),
    };
    for (at, line) in beside.iter().enumerate() {
        let y = rows + u16::try_from(at).unwrap_or(0);
        on.pen(y).gap(LABELS).style(style).put(if at == 0 { sign } else { "  " }).style(theme.plain).put(line);
    }
    if let Some(fault) = &field.fault {
        let y = on.height().saturating_sub(1);
        on.pen(y).gap(LABELS).style(theme.alarm).put("! ").style(theme.plain).put(fault);
    }
}

fn draw_value(field: &Field, on: &mut Surface, view: &View, focused: bool) {
    let theme = view.theme();
    let chosen = match &field.kind {
        Kind::One { choices, chosen } => chosen.iter().filter_map(|code| choices.label(code)).collect(),
        Kind::Many { choices, chosen } => chosen.iter().filter_map(|code| choices.label(code)).collect(),
        Kind::Record { chosen, .. } => chosen.iter().map(|picked| picked.label.as_str()).collect(),
        _ => Vec::new(),
    };
    match &field.kind {
        Kind::Long { .. } => return draw_lines(&field.buffer, on, theme.plain, focused),
        Kind::Answers { questions } => return super::answers::draw(&field.buffer, questions, on, view, focused),
        _ => {}
    }
    let mut x = on.text(0, 0, &chosen.join("、"), theme.plain);
    if x > 0 && (focused || !field.buffer.is_empty()) {
        x += 1;
    }
    let room = on.width().saturating_sub(x);
    if focused || !field.narrows() || !field.buffer.is_empty() {
        draw_line(&field.buffer, &mut on.part(x, 0, room, 1), theme.plain, focused);
    }
    let used = u16::try_from(width(field.buffer.text(), on.signs())).unwrap_or(u16::MAX);
    let beside = x.saturating_add(used).saturating_add(2);
    let understood = understood(field, view);
    on.text(beside, 0, &understood, theme.faint);
}

/// What the form made of a date or a number, beside it.
fn understood(field: &Field, view: &View) -> String {
    let value = field.value(view).ok().flatten();
    match (&field.kind, value) {
        (Kind::Date, Some(super::Value::Date(date))) => {
            let weekday = screen::weekday(date.weekday(), view.lang());
            format!("= {} ({weekday}) {}", date.format("%Y-%m-%d"), era::short(date))
        }
        (Kind::Moment, Some(super::Value::Moment(moment))) => {
            let date = moment.date_naive();
            let weekday = screen::weekday(date.weekday(), view.lang());
            let (hour, minute) = (moment.hour(), moment.minute());
            format!("= {} ({weekday}) {hour:02}:{minute:02}", date.format("%Y-%m-%d"))
        }
        (Kind::Number { unit, .. }, _) => view.say(*unit).to_owned(),
        _ => String::new(),
    }
}

fn draw_candidates(field: &Field, on: &mut Surface, view: &View) {
    let theme = view.theme();
    match &field.kind {
        Kind::One { choices, chosen } => {
            let chosen = chosen.as_slice();
            draw_choices(choices, |code| chosen.iter().any(|known| known == code), on, view);
        }
        Kind::Many { choices, chosen } => {
            draw_choices(choices, |code| chosen.iter().any(|known| known == code), on, view);
        }
        Kind::Record { search, .. } => {
            let page = usize::from(on.height()).max(1);
            let top = (search.highlight.unwrap_or(0) + 1).saturating_sub(page);
            for (y, (at, hit)) in (0..on.height()).zip(search.hits.iter().enumerate().skip(top)) {
                let mut pen = on.pen(y);
                pen.put(if search.highlight == Some(at) { ">" } else { " " });
                pen.gap(1).column(30, &hit.picked.label).style(theme.faint).put(&hit.about);
                if search.highlight == Some(at) {
                    on.style_row(y, theme.selected);
                }
            }
            if search.hits.is_empty() && !field.buffer.is_empty() {
                let text = if search.is_waiting() { words::SEARCHING } else { words::NOTHING };
                on.text(2, 0, view.say(text), theme.faint);
            }
        }
        _ => {}
    }
}

/// Entries in columns, downwards, each with its number; `x` marks those chosen.
fn draw_choices(choices: &super::choice::Choices, is_chosen: impl Fn(&str) -> bool, on: &mut Surface, view: &View) {
    let theme = view.theme();
    if choices.found.is_empty() {
        on.text(2, 0, view.say(words::NOTHING), theme.faint);
        return;
    }
    let rows = usize::from(on.height()).max(1);
    let cells = choices.found.iter().filter_map(|at| choices.get(*at)).map(|choice| width(&choice.label, on.signs()));
    let column = u16::try_from(cells.max().unwrap_or(0).clamp(8, 34)).unwrap_or(34) + 6;
    let across = usize::from((on.width() / column).max(1));
    let highlighted = choices.highlight.unwrap_or(0);
    let top = (highlighted / (rows * across)) * rows * across;
    for (cell, (at, place)) in choices.found.iter().enumerate().skip(top).take(rows * across).enumerate() {
        let Some(choice) = choices.get(*place) else { continue };
        let (Ok(x), Ok(y)) = (u16::try_from(cell / rows), u16::try_from(cell % rows)) else { continue };
        let mut part = on.part(x * column, y, column - 1, 1);
        let here = choices.highlight == Some(at);
        let mut pen = part.pen(0);
        pen.put(if here { ">" } else { " " }).put(if is_chosen(&choice.code) { "x" } else { " " });
        pen.style(theme.key).aligned(2, crate::tui::surface::Align::Right, &(place + 1).to_string());
        pen.style(theme.plain).put(&choice.label);
        if here {
            part.style_row(0, theme.selected);
        }
    }
}
