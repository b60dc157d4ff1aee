//! Japanese text: width, kana, romaji, character variants, era dates, and what a terminal may be sent.
//!
//! Everything here is a pure function. What is shown is never folded: [`fold`], [`romaji`] and
//! [`variants`] make keys that are compared and thrown away; [`normalise_input`] and [`neutralise`]
//! are the only ones whose results are kept.

pub mod clock;
pub mod era;
pub mod fold;
pub mod forms;
pub mod input;
pub mod kana;
pub mod neutral;
pub mod phone;
pub mod reading;
pub mod romaji;
pub mod variants;
pub mod width;

pub use clock::{TimeProblem, parse_time};
pub use era::{DateProblem, Era, FiscalYear, parse_date};
pub use fold::fold;
pub use input::normalise_input;
pub use neutral::{neutralise, neutralise_lines};
pub use phone::Phone;
pub use reading::reading;
pub use width::{Ambiguous, fit, pad_left, pad_right, width};
