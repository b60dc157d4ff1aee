//! How long a person has to wait after wrong passwords: a second, doubled each time up to a minute.
//!
//! Nobody sleeps: an attempt that comes too soon is refused, whatever was typed.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use crate::api::session::SessionProblem;
use crate::domain::id::StaffId;
use crate::domain::time::Moment;

/// The longest wait, in seconds.
const LONGEST: u32 = 60;

#[derive(Clone, Copy)]
struct Wrong {
    times: u32,
    until: Moment,
}

/// Who has to wait, in memory only.
#[derive(Default)]
pub struct Delays(Mutex<HashMap<StaffId, Wrong>>);

impl Delays {
    /// Begins an attempt. It counts as wrong until [`Delays::right`] is said, so that many at once are no way around.
    pub fn begin(&self, staff: StaffId, now: Moment) -> Result<(), SessionProblem> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = all.get(&staff).copied();
        if let Some(Wrong { until, .. }) = before
            && now < until
        {
            let left = u32::try_from((until - now).num_milliseconds()).unwrap_or(u32::MAX).div_ceil(1_000);
            return Err(SessionProblem::Wait { seconds: left.clamp(1, LONGEST) });
        }
        let times = before.map_or(0, |wrong| wrong.times);
        let seconds = 1_u32.checked_shl(times).unwrap_or(LONGEST).clamp(1, LONGEST);
        let until = now + TimeDelta::seconds(i64::from(seconds));
        all.insert(staff, Wrong { times: (times + 1).min(LONGEST), until });
        Ok(())
    }

    /// The password was right, or the person has a new one.
    pub fn right(&self, staff: StaffId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&staff);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_minute_and_one_person_s_is_not_another_s() {
        let delays = Delays::default();
        let mut now: Moment = "2026-11-24T10:00:00+09:00".parse().unwrap();
        for seconds in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
            delays.begin(StaffId(2), now).unwrap();
            assert_eq!(delays.begin(StaffId(2), now), Err(SessionProblem::Wait { seconds }));
            now += TimeDelta::seconds(seconds.into());
        }
        delays.begin(StaffId(3), now).unwrap();
        delays.right(StaffId(2));
        delays.begin(StaffId(2), now).unwrap();
        assert_eq!(delays.begin(StaffId(2), now), Err(SessionProblem::Wait { seconds: 1 }));
    }
}
