//! Regional issues (地域課題): what the region lacks, drawn from consultations.

pub mod effect;
pub mod rise;
