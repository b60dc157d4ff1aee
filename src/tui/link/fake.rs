//! A server of closures for tests: it answers at once, when told to, or never.

use super::{Link, Question};
use crate::api::draft::DraftRequest;
use crate::api::{Answer, Problem, Request};
use crate::tui::app::{Event, Ticket};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::mpsc::Sender;

/// What a request gets; nothing leaves it waiting.
pub type Reply = Option<Result<Answer, Problem>>;

/// Everything that was asked so far.
pub type Asked = Rc<RefCell<Vec<(Ticket, Request)>>>;

/// A link to a closure.
pub struct FakeLink {
    pub events: Sender<Event>,
    pub asked: Asked,
    pub server: Box<dyn FnMut(&Request) -> Reply>,
    /// The forms whose drafts went with what was saved.
    pub settled: Rc<RefCell<Vec<String>>>,
}

impl Link for FakeLink {
    fn ask(&mut self, Question { ticket, request, settles, .. }: Question) {
        if let Some(outcome) = (self.server)(&request) {
            if let (Ok(_), Some(form)) = (&outcome, settles) {
                // As the server does, which knows whose draft it is.
                let _ = (self.server)(&Request::Draft(DraftRequest::Discard { form: form.clone() }));
                self.settled.borrow_mut().push(form);
            }
            // The loop may have ended; then nobody waits for the answer.
            drop(self.events.send(Event::Reply(ticket, Box::new(outcome))));
        }
        self.asked.borrow_mut().push((ticket, request));
    }
}
