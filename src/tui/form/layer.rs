//! The form as a layer: its actions, typing, saving, and what comes back.

use super::check::Verdict;
use super::field::{Field, Kind};
use super::{Form, KEEP_AFTER, SaveFault};
use crate::api::draft::Draft;
use crate::api::{Answer, Notice, Problem};
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Ticket, View};
use crate::tui::edit::Edit;
use crate::tui::key::Key;
use crate::tui::layer::Layer;
use crate::tui::layer::confirm::Confirm;
use crate::tui::surface::Surface;
use crate::words::actions as action_words;
use crate::words::{Say, forms as words};
use std::time::Instant;

impl Acts for Form {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("form.save", action_words::FORM_SAVE, Self::try_save).hinted(),
        Action::new("form.next", action_words::FORM_NEXT, |this: &mut Self, cx: &mut Cx| this.next(cx)).hinted(),
        Action::new("form.previous", action_words::FORM_PREVIOUS, |this: &mut Self, cx: &mut Cx| {
            this.go(false, &cx.view());
            this.look_ahead(cx);
        })
        .hinted(),
        Action::new("form.enter", action_words::FORM_ENTER, Self::enter_key),
        Action::new("form.down", action_words::FORM_DOWN, |this: &mut Self, cx: &mut Cx| this.step_field(true, cx)),
        Action::new("form.up", action_words::FORM_UP, |this: &mut Self, cx: &mut Cx| this.step_field(false, cx)),
        Action::new("form.swap", action_words::FORM_SWAP, Self::swap).hinted().unless(Self::why_no_swap),
        Action::new("form.cancel", action_words::FORM_CANCEL, Self::cancel).hinted(),
    ];
}

impl Form {
    pub const PLACE: Place = Place { words: words::PLACE, contexts: &["form", "edit", "global"], typing: true };

    fn next(&mut self, cx: &mut Cx) {
        if !self.go(true, &cx.view()) {
            let last = &mut self.fields[self.focus];
            if last.leave() {
                self.changed(cx);
            }
            cx.inform(words::LAST_FIELD);
        }
        self.look_ahead(cx);
    }

    fn enter_key(&mut self, cx: &mut Cx) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        if matches!(field.kind, Kind::Long { .. }) {
            field.insert("\n", cx);
            self.changed(cx);
            return;
        }
        let chose = field.choose();
        let several = matches!(field.kind, Kind::Many { .. });
        if chose {
            self.changed(cx);
        }
        if !(chose && several) {
            self.next(cx);
        }
    }

    fn step_field(&mut self, down: bool, cx: &mut Cx) {
        let inside = self.fields.get_mut(self.focus).is_some_and(|field| field.step(down));
        if !inside {
            self.go(down, &cx.view());
            self.look_ahead(cx);
        }
    }

    fn cancel(&mut self, cx: &mut Cx) {
        if !self.touched {
            cx.close();
            return;
        }
        let name = self.name.clone();
        cx.push(Confirm::new(words::DISCARD, move |cx| {
            cx.discard_draft(&name);
            cx.close_top();
        }));
    }

    fn swap(&mut self, cx: &mut Cx) {
        if self.fields.get_mut(self.focus).is_some_and(Field::swap) {
            self.changed(cx);
        }
    }

    fn why_no_swap(&self, view: &View) -> Option<String> {
        let can = self.fields.get(self.focus).is_some_and(Field::can_swap);
        (!can).then(|| view.say(words::NOTHING_BESIDE).to_owned())
    }

    pub(super) fn try_save(&mut self, cx: &mut Cx) {
        if self.saving.is_waiting() || self.is_reading() {
            return;
        }
        if let Some(field) = self.fields.get_mut(self.focus)
            && field.leave()
        {
            self.changed(cx);
        }
        self.fault = None;
        let values = match self.validate(&cx.view()) {
            Ok(values) => values,
            Err(at) => {
                self.focus = at;
                return;
            }
        };
        if let Some(pre_save) = &mut self.pre_save
            && pre_save.before(&values, cx) == Verdict::Wait
        {
            return;
        }
        let Some(save) = &self.save else { return };
        match save(&values, cx) {
            Ok(request) => {
                self.kept_behind = false;
                self.saving.ask_settling(&self.name, request, cx);
            }
            Err(fault) => self.refuse(fault),
        }
    }

    /// Shows a sentence at its field, with the cursor there, or for the whole form.
    pub(super) fn refuse(&mut self, fault: SaveFault) {
        let at = fault.field.and_then(|name| self.fields.iter().position(|field| field.name == name));
        match at {
            Some(at) => {
                self.fields[at].fault = Some(fault.sentence);
                self.focus = at;
            }
            None => self.fault = Some(fault.sentence),
        }
    }

    fn refused(&mut self, problem: Problem, cx: &mut Cx) {
        let view = cx.view();
        if let Problem::Conflict { now, by, .. } = problem {
            if self.basis.is_some() {
                return self.read_anew(by, Some(problem), cx);
            }
            self.told = Some(now);
        }
        if let Problem::Field { field, what } = &problem {
            // The request may nest what the form shows flat.
            let last = field.rsplit('.').next().unwrap_or(field);
            let name = self.fields.iter().map(|field| field.name).find(|name| name == field || *name == last);
            if let Some(name) = name {
                self.refuse(SaveFault::field(name, what.say(view.lang())));
                return;
            }
        }
        self.refuse(SaveFault::whole(view.problem(&problem)));
    }
}

impl Layer for Form {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn typed(&mut self, key: Key, cx: &mut Cx) -> bool {
        let Some(c) = key.typed() else { return false };
        let Some(field) = self.fields.get_mut(self.focus) else { return false };
        // Between candidates a blank chooses, since no entry begins with one.
        if c == ' ' && field.buffer.is_empty() && field.narrows() {
            field.choose();
        } else {
            field.insert(c.encode_utf8(&mut [0; 4]), cx);
        }
        self.changed(cx);
        true
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.paste(text, cx);
            self.changed(cx);
        }
    }

    fn edit(&mut self, edit: Edit, cx: &mut Cx) {
        if self.fields.get_mut(self.focus).is_some_and(|field| field.edit(edit, cx)) {
            self.changed(cx);
        }
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.begin();
        if std::mem::take(&mut self.from_draft) {
            cx.inform(words::FROM_DRAFT);
        }
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        let view = cx.view();
        if self.saving.takes(ticket) {
            match outcome {
                Ok(answer) => {
                    cx.close();
                    // The draft went with the save; one that was kept behind it did not.
                    if self.kept_behind {
                        cx.discard_draft(&self.name);
                    }
                    if let Some(done) = &mut self.done {
                        done(&answer, cx);
                    }
                }
                Err(problem) => self.refused(problem, cx),
            }
            return;
        }
        if self.read(ticket, &outcome, cx) {
            return;
        }
        if let Some(pre_save) = &mut self.pre_save
            && let Some(verdict) = pre_save.answer(ticket, outcome.as_ref().ok(), &view)
        {
            if verdict == Verdict::Go {
                self.try_save(cx);
            }
            return;
        }
        for field in &mut self.fields {
            if let (Kind::Record { search, .. }, Ok(answer)) = (&mut field.kind, &outcome)
                && search.answer(ticket, answer, field.buffer.text(), &view)
            {
                return;
            }
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        let by = match notice {
            Notice::Changed { id, by, .. } if Layer::about(self) == Some(id) => Some(*by),
            // Whatever was not heard of meanwhile.
            Notice::Reload => None,
            _ => return,
        };
        // A save of the caller's own makes a notice too.
        if !self.saving.is_waiting() {
            self.read_anew(by, None, cx);
        }
    }

    fn due(&self) -> Option<Instant> {
        self.unsaved_since.map(|since| since + KEEP_AFTER)
    }

    fn tick(&mut self, cx: &mut Cx) {
        self.keep_draft(cx);
    }

    fn keep(&mut self, cx: &mut Cx) {
        self.keep_draft(cx);
    }

    fn holds_text(&self) -> bool {
        self.touched
    }

    fn restore(&mut self, draft: &Draft) -> bool {
        let mine = draft.form == self.name;
        if mine {
            self.take_up(draft);
        }
        mine
    }

    fn about(&self) -> Option<&str> {
        self.name.split('/').nth(1)
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        self.draw_form(on, view);
    }
}
