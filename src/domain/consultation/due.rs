//! When a consultation has to be answered.

use super::kinds::Urgency;
use crate::domain::calendar::WorkingTime;
use crate::domain::time::Moment;

/// How many working days 至急 leaves; the day of reception is not counted.
const URGENT_DAYS: u32 = 3;

/// The moment by which something of this urgency, come in at `from`, has to be answered: the end of the
/// working day (緊急), of the third working day after it (至急), or of a working week after it (通常).
pub fn due_time(time: WorkingTime<'_>, urgency: Urgency, from: Moment) -> Moment {
    match urgency {
        Urgency::Emergency => time.end_of_day(from),
        Urgency::Urgent => time.after_days(from, URGENT_DAYS),
        Urgency::Normal => time.after_week(from),
    }
}
