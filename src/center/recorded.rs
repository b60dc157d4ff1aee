//! The body of a journal frame: what one person did to the records of one subject.

use serde::{Deserialize, Serialize};

use crate::api::{CommandId, Done};
use crate::domain::event::Event;
use crate::domain::id::StaffId;

/// The JSON in a journal frame. Its time stands in the frame's header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Who did it.
    pub by: StaffId,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The idempotency id of the change, in the first frame of its batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<CommandId>,
    /// What was answered to it, so that a repetition gets the same answer after a rebuild too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Done>,
}
