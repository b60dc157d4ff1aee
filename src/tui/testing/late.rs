//! A desk whose server answers only when it is told to, in the order of asking.

use super::{Desk, Setup};
use crate::api::Request;
use crate::tui::app::Event;
use crate::tui::link::fake::Reply;

/// What a server of closures answers by.
pub type Answering = Box<dyn FnMut(&Request) -> Reply>;

/// The desk and its server.
pub struct Late {
    pub desk: Desk,
    server: Answering,
    answered: usize,
}

impl Late {
    /// Opens the desk; nothing is answered yet.
    pub fn open(setup: Setup, server: impl FnMut(&Request) -> Reply + 'static) -> Self {
        Self { desk: setup.open(|_| None), server: Box::new(server), answered: 0 }
    }

    /// Lets the server answer one request. Gives the request, if there was one.
    pub fn answer(&mut self) -> Option<Request> {
        let (ticket, request) = self.desk.asked.borrow().get(self.answered).cloned()?;
        self.answered += 1;
        if let Some(outcome) = (self.server)(&request) {
            self.desk.send(Event::Reply(ticket, Box::new(outcome)));
        }
        Some(request)
    }

    /// Answers one request by hand.
    pub fn answer_with(&mut self, outcome: Reply) {
        let next = self.desk.asked.borrow().get(self.answered).map(|(ticket, _)| *ticket);
        self.answered += 1;
        if let (Some(ticket), Some(outcome)) = (next, outcome) {
            self.desk.send(Event::Reply(ticket, Box::new(outcome)));
        }
    }

    /// Answers everything, and whatever is asked upon the answers.
    pub fn catch_up(&mut self) {
        while self.answer().is_some() {}
    }

    /// The changes that were asked for so far.
    pub fn changes(&self) -> Vec<crate::api::Change> {
        let changes = |request: &Request| match request {
            Request::Change(change) => Some(change.clone()),
            _ => None,
        };
        self.desk.asked.borrow().iter().filter_map(|(_, request)| changes(request)).collect()
    }
}
