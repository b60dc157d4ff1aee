//! The printed page: names and numbers of those who care for one patient, nothing clinical.

use super::read::{person, teams};
use crate::api::Problem;
use crate::api::care_team::{SheetLine, TeamSheet};
use crate::center::reader::Reader;
use crate::domain::care_team::MemberState;
use crate::domain::id::PatientId;
use crate::domain::patient::Patient;

/// What is printed for a patient.
pub fn sheet(reader: &Reader, patient: PatientId) -> Result<TeamSheet, Problem> {
    let (row, group) = person(reader, patient)?;
    let record: Patient = reader.get(row.id)?;
    let teams = teams(reader, &group)?;
    let mut members: Vec<SheetLine> = teams
        .iter()
        .flat_map(|team| &team.members)
        .filter(|member| matches!(member.state, MemberState::Active | MemberState::Agreed))
        .map(|member| SheetLine {
            role: member.role.clone(),
            who: member.who.clone(),
            state: member.state,
            cover: member.cover.clone(),
        })
        .collect();
    members.sort_by(|one, other| one.role.cmp(&other.role));
    Ok(TeamSheet {
        patient: row.clone(),
        phone: record.head.identity.phone,
        address: record.head.identity.address,
        members,
        on: reader.now.date_naive(),
        resting: teams.iter().any(|team| team.rest.is_some()),
    })
}
