//! Which days are holidays, when the centre works, and how due times are counted in its working time.

mod holiday;
mod working_time;

pub use holiday::{Holiday, holiday};
pub use working_time::WorkingTime;
