//! Frames, peer identity, server and client of the Unix socket.
//!
//! A frame is four bytes of length (big-endian) and that much JSON: an [`Ask`](crate::api::Ask) on the way in,
//! a [`FromServer`](crate::api::FromServer) on the way out. The first ask is a hello.

pub mod client;
mod door;
pub mod frame;
pub mod modes;
mod notices;
mod outbox;
pub mod peer;
pub mod server;

pub use client::{Client, ClientProblem};
pub use door::{connect, listen};
