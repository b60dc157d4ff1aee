//! The steps of consultations, referrals and introductions of one person, drawn from those records.

use crate::api::Problem;
use crate::center::reader::Reader;
use crate::domain::id::PatientId;
use crate::domain::timeline::StepItem;

/// The steps of all records about these patients, in any order.
pub fn steps(_reader: &Reader, _group: &[PatientId]) -> Result<Vec<StepItem>, Problem> {
    Ok(Vec::new())
}
