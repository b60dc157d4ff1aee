//! The tests above the unit level, in one binary: the real program, its socket, its files.

mod commands;
mod crash;
mod support;
