//! What was typed and not saved, here or in an earlier session, to be gone on with or thrown away.

use super::Layer;
use super::confirm::Confirm;
use crate::api::draft::{Draft, DraftRequest};
use crate::api::{Answer, Problem, Request};
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Message, Ticket, View};
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::{actions as words, screen};

/// The list of drafts.
#[derive(Default)]
pub struct Drafts {
    kept: Vec<Draft>,
    selected: usize,
    page: usize,
    asked: Latest,
    known: bool,
}

impl Drafts {
    pub const PLACE: Place = Place { words: screen::PLACE_DRAFTS, contexts: &["drafts", "list"], typing: false };

    fn open(&mut self, cx: &mut Cx) {
        if let Some(draft) = self.kept.get(self.selected).cloned() {
            cx.close();
            cx.open_draft(draft);
        }
    }

    fn discard(&mut self, cx: &mut Cx) {
        if let Some(form) = self.kept.get(self.selected).map(|draft| draft.form.clone()) {
            cx.push(Confirm::new(screen::DISCARD_DRAFT, move |cx| cx.discard_draft(&form)));
        }
    }
}

impl Acts for Drafts {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("drafts.open", words::DRAFT_OPEN, Self::open).hinted(),
        Action::new("drafts.discard", words::DRAFT_DISCARD, Self::discard).hinted().grave(),
        Action::new("drafts.close", words::CLOSE, |_, cx| cx.close()).hinted(),
    ];
}

impl Layer for Drafts {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.asked.ask(Request::Draft(DraftRequest::List), cx);
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        if !self.asked.takes(ticket) {
            return;
        }
        match outcome {
            Ok(Answer::Draft(drafts)) => {
                self.known = true;
                self.selected = self.selected.min(drafts.len().saturating_sub(1));
                self.kept = drafts;
            }
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
    }

    fn step(&mut self, step: Step, _cx: &mut Cx) {
        self.selected = step.from(self.selected, self.kept.len(), self.page);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        on.pen(0).style(theme.strong).put(view.say(screen::DRAFTS_TITLE));
        self.page = usize::from(on.height().saturating_sub(2)).max(1);
        if self.kept.is_empty() {
            let text = if self.known { screen::NO_DRAFTS } else { screen::LOADING };
            on.text(1, 2, view.say(text), theme.faint);
        }
        let top = (self.selected + 1).saturating_sub(self.page);
        for (y, (at, draft)) in (2..on.height()).zip(self.kept.iter().enumerate().skip(top)) {
            let mut pen = on.pen(y);
            pen.put(if at == self.selected { ">" } else { " " }).gap(1);
            let kept = draft.at.map(|at| at.format("%-m/%-d %H:%M").to_string()).unwrap_or_default();
            pen.style(theme.faint).column(11, &kept).style(theme.plain).column(34, title(draft, view));
            pen.style(theme.faint).put(first_text(draft));
            if at == self.selected {
                on.style_row(y, theme.selected);
            }
        }
    }
}

/// The title that the form had. Forms are called as the action that opens them, so its words are the form's too.
fn title<'a>(draft: &'a Draft, view: &View) -> &'a str {
    let action = draft.form.split('/').next().unwrap_or(&draft.form);
    match view.catalogue.find(action) {
        Some(spec) if draft.title.is_empty() => view.say(spec.words.long),
        _ => &draft.title,
    }
}

/// The longest text that was typed tells a draft from others; the codes of what was chosen only where nothing else was.
fn first_text(draft: &Draft) -> &str {
    let typed = |name: &String| draft.opened.as_ref().is_none_or(|opened| opened.before.contains_key(name));
    let fields = draft.fields.as_object().into_iter().flatten().filter(|(name, _)| typed(name));
    let texts = fields.filter_map(|(_, value)| value.as_str());
    texts.max_by_key(|text| (!is_code(text), text.len())).unwrap_or_default()
}

fn is_code(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_word_that_was_typed_says_more_than_a_long_code_that_was_not() {
        let fields =
            serde_json::json!({ "funding_line": "home_care_programme", "at": "11/4", "name": "加藤", "topics": ["a"] });
        assert_eq!(first_text(&Draft { fields, ..Draft::default() }), "加藤");
        let fields = serde_json::json!({ "channel": "phone" });
        assert_eq!(first_text(&Draft { fields, ..Draft::default() }), "phone");
    }
}
