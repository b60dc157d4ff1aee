//! Requests, answers and problems of the queue subject.

use serde::{Deserialize, Serialize};

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueRead {}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueAnswer {}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueChange {}

/// Why a rule forbids a change.
pub use crate::domain::consultation::ConsultationProblem as QueueProblem;
