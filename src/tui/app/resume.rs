//! Takes up what was left half typed: the record is shown, the action that opens the form is done, and what was typed is
//! put into the form that opens.

use super::{App, Message, Target};
use crate::api::draft::Draft;
use crate::tui::layer::Layer;
use crate::words::screen;

/// A draft on its way into its form.
#[derive(Clone, Debug)]
pub(super) struct Resuming {
    draft: Draft,
    /// The action that opens the form.
    action: String,
    /// The pane whose action that is.
    pane: usize,
    /// The record that the pane has to show first, if the form is about one.
    record: Option<String>,
    /// Whether the form was asked for.
    opening: bool,
}

impl App {
    /// Takes up a draft.
    pub(super) fn resume(&mut self, draft: Draft) {
        let (form, record) = match draft.form.split_once('/') {
            Some((form, rest)) => (form, rest.split('/').next()),
            None => (draft.form.as_str(), None),
        };
        let action = self.panes.iter().find_map(|pane| pane.opens(form)).unwrap_or(form).to_owned();
        let Some(pane) = self.panes.iter().position(|pane| pane.specs().any(|spec| spec.name == action)) else {
            return self.say(Message::refused(screen::NO_FORM_FOR_DRAFT.say(self.session.lang)));
        };
        let target = record.and_then(Target::named);
        let record = target.map(|target| target.record().1);
        self.resuming = Some(Resuming { draft, action, pane, record, opening: false });
        match target {
            Some(target) => self.show(target),
            None => self.bring_to_front(pane),
        }
        self.go_on_resuming();
    }

    /// Opens the form once its record is shown; gives up if it does not come.
    pub(super) fn go_on_resuming(&mut self) {
        let Some(Resuming { pane, record, opening, .. }) = &self.resuming else { return };
        let (pane, opening) = (*pane, *opening);
        if self.is_locked() {
            return;
        }
        if !self.layers.is_empty() || self.front != pane {
            // Somebody has gone elsewhere meanwhile.
            self.resuming = None;
            return;
        }
        let shown = self.panes[pane].record().map(|(_, id)| id);
        let ready = !opening && record.as_ref().is_none_or(|wanted| shown.as_ref() == Some(wanted));
        if ready {
            self.open_form(pane);
        }
        let waits = self.asked.values().any(|asked| asked.owner == super::Owner::Pane(pane));
        if self.resuming.is_some() && !waits {
            self.give_up_resuming();
        }
    }

    fn open_form(&mut self, pane: usize) {
        let Some(resuming) = &mut self.resuming else { return };
        resuming.opening = true;
        let (draft, action) = (resuming.draft.clone(), resuming.action.clone());
        // Whether it can be saved now is told at saving; what was typed has to be seen in any case.
        if !self.with_pane(pane, |pane, cx| pane.open_draft(&draft, cx)) {
            self.with_pane(pane, |pane, cx| pane.run(&action, cx));
        }
    }

    fn give_up_resuming(&mut self) {
        let Some(Resuming { pane, action, .. }) = self.resuming.take() else { return };
        let view = self.view();
        let why = self.panes[pane].why_not(&action, &view);
        let why = why.unwrap_or_else(|| screen::NO_FORM_FOR_DRAFT.say(view.lang()).to_owned());
        if self.message.is_none() {
            self.say(Message::refused(why));
        }
    }

    /// Puts the draft that waits into a form that opens, if it is the draft's.
    pub(super) fn put_draft_into(&mut self, layer: &mut dyn Layer) {
        if self.resuming.as_ref().is_some_and(|resuming| layer.restore(&resuming.draft)) {
            self.resuming = None;
        }
    }
}
