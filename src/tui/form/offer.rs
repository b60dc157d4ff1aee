//! Records that the server offers for a field by what the fields before it say, also before anything is typed.

use super::value::{Picked, Values};
use crate::api::{Answer, Request};
use crate::tui::app::View;
use std::fmt;
use std::rc::Rc;

type Ask = Box<dyn Fn(&Values, &str) -> Option<Request>>;
type Read = Box<dyn Fn(&Answer, &View) -> Vec<Offered>>;

/// One that is offered, with a line that says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub id: String,
    pub label: String,
    pub about: String,
}

impl Offered {
    pub(super) fn hit(self) -> super::search::Hit {
        super::search::Hit { picked: Picked { id: self.id, label: self.label }, about: self.about }
    }
}

/// Where offers come from.
#[derive(Clone)]
pub struct Offers {
    ask: Rc<Ask>,
    read: Rc<Read>,
}

impl fmt::Debug for Offers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Offers").finish_non_exhaustive()
    }
}

impl Offers {
    /// `ask` makes the request of the fields before and what is typed, if they say enough; `read` takes the answer.
    pub fn new(
        ask: impl Fn(&Values, &str) -> Option<Request> + 'static,
        read: impl Fn(&Answer, &View) -> Vec<Offered> + 'static,
    ) -> Self {
        Self { ask: Rc::new(Box::new(ask)), read: Rc::new(Box::new(read)) }
    }

    pub(super) fn request(&self, values: &Values, typed: &str) -> Option<Request> {
        (self.ask)(values, typed)
    }

    pub(super) fn offered(&self, answer: &Answer, view: &View) -> Vec<Offered> {
        (self.read)(answer, view)
    }
}
