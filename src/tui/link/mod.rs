//! How the screen asks the server: requests out, replies and notices back as events of the loop.

#[cfg(test)]
pub mod fake;

mod wire;

pub use wire::{Reconnect, WireLink};

use super::app::Ticket;
use crate::api::Request;

/// A way to the server. It never blocks; what comes back arrives in the loop's channel.
pub trait Link {
    /// Sends the request. Its reply will carry the ticket.
    fn ask(&mut self, ticket: Ticket, request: Request);

    /// Tells the server that somebody sits here; no answer comes back.
    fn touch(&mut self) {}
}
