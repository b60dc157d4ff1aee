//! How the screen asks the server: requests out, replies and notices back as events of the loop.

#[cfg(test)]
pub mod fake;

mod wire;
#[cfg(test)]
mod wire_tests;

pub use wire::{Again, Reconnect, WireLink};

use super::app::Ticket;
use crate::api::Request;

/// Something that is asked of the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What its reply will carry.
    pub ticket: Ticket,
    pub request: Request,
    /// An earlier question whose answer nobody wants any more: it need not be answered.
    pub instead: Option<Ticket>,
    /// The form whose draft goes once it is done.
    pub settles: Option<String>,
}

/// A way to the server. It never blocks; what comes back arrives in the loop's channel.
pub trait Link {
    /// Sends the request.
    fn ask(&mut self, question: Question);

    /// Tells the server that somebody sits here; no answer comes back.
    fn touch(&mut self) {}
}
