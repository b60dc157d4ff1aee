//! The forms of the steps of a referral.

mod answer;
mod aside;
mod assessment;
mod onward;

pub use answer::{acknowledge, consent, link, report};
pub use aside::{cancel, decline, hold, resubmit, send_back};
pub use assessment::{advise, assign, finish, score, visit};
pub use onward::{ask, close, follow_up};
