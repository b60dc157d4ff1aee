//! The question that a form puts to the server before it saves.

use super::Values;
use crate::api::{Answer, Request};
use crate::tui::app::{Cx, Latest, Ticket, View};

type MakeRequest = Box<dyn Fn(&Values, &View) -> Option<Request>>;
type Says = Box<dyn Fn(&Answer, &View) -> Vec<String>>;

/// Whether the save may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Go,
    /// The answer has to come first.
    Wait,
}

/// The question, and what came of it.
pub(super) struct PreSave {
    request: MakeRequest,
    says: Says,
    asked: Latest,
    answered: bool,
    pub notes: Vec<String>,
}

impl PreSave {
    pub fn new(request: MakeRequest, says: Says) -> Self {
        Self { request, says, asked: Latest::default(), answered: false, notes: Vec::new() }
    }

    /// Asks, unless there is nothing to ask or the answer has been seen.
    pub fn before(&mut self, values: &Values, cx: &mut Cx) -> Verdict {
        if self.answered {
            return Verdict::Go;
        }
        match (self.request)(values, cx) {
            None => Verdict::Go,
            Some(request) => {
                self.asked.ask_first(request, cx);
                Verdict::Wait
            }
        }
    }

    /// Takes the answer, if it is to the newest question. Gives what the save is to do then.
    pub fn answer(&mut self, ticket: Ticket, answer: Option<&Answer>, view: &View) -> Option<Verdict> {
        if !self.asked.takes(ticket) {
            return None;
        }
        self.answered = true;
        self.notes = answer.map_or_else(Vec::new, |answer| (self.says)(answer, view));
        Some(if self.notes.is_empty() { Verdict::Go } else { Verdict::Wait })
    }

    pub fn is_waiting(&self) -> bool {
        self.asked.is_waiting()
    }

    /// The content changed: the question has to be put again.
    pub fn forget(&mut self) {
        self.asked.forget();
        self.answered = false;
        self.notes.clear();
    }
}
