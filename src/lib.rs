//! renkei: the daily tool of a home medical care and care coordination support centre, as rooms that import only those above them.

pub mod text;
pub mod domain;
pub mod words;
pub mod journal;
pub mod records;
pub mod search;
pub mod api;
pub mod report;
pub mod exchange;
pub mod center;
pub mod wire;
pub mod tui;
pub mod commands;
