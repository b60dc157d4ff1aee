//! renkei: the daily tool of a home medical care and care coordination support centre, as rooms that import only those above them.

pub mod api;
pub mod center;
pub mod commands;
pub mod domain;
pub mod exchange;
pub mod journal;
pub mod records;
pub mod search;
pub mod text;
pub mod tui;
pub mod wire;
pub mod words;
