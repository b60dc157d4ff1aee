//! The tests above the unit level, in one binary: the real program, its socket, its files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod access;
mod commands;
mod crash;
mod crowd;
mod day;
mod hands;
mod house;
mod import;
mod outreach;
mod pairs;
mod questions;
mod region;
mod reports;
mod sessions;
mod shift;
mod ssh;
mod support;
mod terminal;
mod together;
mod unit;
mod wishes;
