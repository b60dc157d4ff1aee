//! Regional issues at the centre: what is counted, what rises, each step of an issue.
//!
//! What it promises: whatever takes long is done from a snapshot of the counts with no lock held; who may not read cases
//! is told neither candidates nor issues; a candidate that becomes an issue is tested again by the server.

mod change;
#[cfg(test)]
mod counts_tests;
mod read;
mod run;
pub mod tally;
#[cfg(test)]
mod tests;
pub mod view;

pub use change::change;
pub use view::Region;

use super::Center;
use crate::api::Problem;
use crate::api::region::{RegionAnswer, RegionChange, RegionRead};
use crate::domain::id::StaffId;
use crate::domain::staff::{Role, Staff};

/// Whether issues, candidates and the counts behind them are for this person: for those who may read every case.
pub fn reads(staff: &Staff) -> bool {
    [Role::Coordinator, Role::Manager, Role::Physician].into_iter().any(|role| staff.holds(role))
}

/// Whether this person draws issues and works on them.
pub fn writes(staff: &Staff) -> bool {
    [Role::Coordinator, Role::Manager].into_iter().any(|role| staff.holds(role))
}

impl Center {
    /// Answers a read.
    pub(super) fn region(&self, staff: StaffId, request: &RegionRead) -> Result<RegionAnswer, Problem> {
        if !reads(&self.reader(staff)?.actor) {
            return Err(Problem::NotAllowed);
        }
        match request {
            RegionRead::Issues { filter, window } => Ok(read::list(&self.reader(staff)?, filter, *window)),
            RegionRead::Issue { issue } => read::issue(&self.reader(staff)?, *issue),
            RegionRead::Cases { of, window } => read::cases(&self.reader(staff)?, of, *window),
            RegionRead::Candidates { month } => run::candidates(self, staff, *month),
            RegionRead::Candidate { series, month } => run::candidate(self, staff, series, *month),
            RegionRead::Map { month } => run::map(self, staff, *month),
        }
    }

    /// Puts the candidate into what is drawn from one, before the writer sees it: the test takes longer than others may wait.
    pub(super) fn prepare_region(&self, staff: StaffId, change: &mut RegionChange) -> Result<(), Problem> {
        let RegionChange::Extract(extraction) = change else { return Ok(()) };
        let Some(month) = extraction.month else { return Ok(()) };
        let reader = self.reader(staff)?;
        if !writes(&reader.actor) {
            return Err(Problem::NotAllowed);
        }
        drop(reader);
        extraction.found = Some(run::found(self, staff, extraction.matter.series.as_ref(), month)?);
        Ok(())
    }
}
