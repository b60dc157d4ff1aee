//! How long a person has to wait after wrong passwords: a second, doubled each time up to a minute.
//!
//! Nobody sleeps: an attempt that comes too soon is refused, whatever was typed. What somebody owes is kept with the
//! credentials, so that a restart of the server forgives nothing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::api::session::SessionProblem;
use crate::domain::id::StaffId;
use crate::domain::time::Moment;

/// The longest wait, in seconds.
const LONGEST: u32 = 60;

/// What somebody owes for wrong passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    times: u32,
    until: Moment,
}

/// Who has to wait.
pub struct Delays(Mutex<BTreeMap<StaffId, Wrong>>);

impl Delays {
    /// With what was owed when the server ended.
    pub const fn new(owed: BTreeMap<StaffId, Wrong>) -> Self {
        Self(Mutex::new(owed))
    }

    /// Begins an attempt. It counts as wrong until [`Delays::right`] is said, so that many at once are no way around;
    /// what is owed then is given back, to be kept.
    pub fn begin(&self, staff: StaffId, now: Moment) -> Result<Wrong, SessionProblem> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = all.get(&staff).copied();
        if let Some(Wrong { until, .. }) = before {
            let left = u32::try_from((until - now).num_milliseconds()).unwrap_or(0).div_ceil(1_000);
            // A clock that was set back must not shut anybody out for longer.
            if (1..=LONGEST).contains(&left) {
                return Err(SessionProblem::Wait { seconds: left });
            }
        }
        let times = before.map_or(0, |wrong| wrong.times);
        let seconds = 1_u32.checked_shl(times).unwrap_or(LONGEST).clamp(1, LONGEST);
        let until = now + TimeDelta::seconds(i64::from(seconds));
        let wrong = Wrong { times: (times + 1).min(LONGEST), until };
        all.insert(staff, wrong);
        Ok(wrong)
    }

    /// The password was right, or the person has a new one.
    pub fn right(&self, staff: StaffId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&staff);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ten_o_clock() -> Moment {
        "2026-11-24T10:00:00+09:00".parse().unwrap()
    }

    #[test]
    fn the_wait_doubles_up_to_a_minute_and_one_person_s_is_not_another_s() {
        let delays = Delays::new(BTreeMap::new());
        let mut now = ten_o_clock();
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

    #[test]
    fn a_clock_that_was_set_back_shuts_nobody_out_for_good() {
        let delays = Delays::new(BTreeMap::new());
        let now = ten_o_clock();
        delays.begin(StaffId(2), now).unwrap();
        let earlier = now - TimeDelta::hours(3);
        delays.begin(StaffId(2), earlier).unwrap();
        assert_eq!(delays.begin(StaffId(2), earlier), Err(SessionProblem::Wait { seconds: 2 }), "and forgives nothing");
    }
}
