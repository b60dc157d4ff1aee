//! Which rows and columns each table has, and in which order.

use std::collections::HashSet;

use super::key::Key;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::{AgeBand, Asker, CareField, Channel, Scene};
use crate::domain::pair::Scheme;
use crate::domain::referral::Stage;
use crate::domain::report::{Column, ColumnId, Period, RowKey, TableId};
use crate::domain::screening::Questionnaire;
use crate::domain::settings::Settings;
use crate::domain::staff::SupportTeam;
use crate::report::facts::Names;

/// Whether a table is part of a report: one month alone is not split by months.
pub const fn is_part(table: TableId, period: Period) -> bool {
    !matches!((table, period), (TableId::Months, Period::Month(_)))
}

/// Whether a table's rows have a total that says something.
pub const fn has_total(table: TableId) -> bool {
    !matches!(table, TableId::Movement | TableId::ReferralDays | TableId::Resources)
}

/// The columns of a table.
pub fn columns(table: TableId) -> Vec<Column> {
    let adding = |id| Column { id, adds_up: true };
    let overlapping = |id| Column { id, adds_up: false };
    match table {
        TableId::Movement => vec![overlapping(ColumnId::Cases)],
        TableId::Months => vec![
            adding(ColumnId::New),
            overlapping(ColumnId::Persons),
            adding(ColumnId::Contacts),
            adding(ColumnId::Closed),
        ],
        // A consultation with several topics is in several rows.
        TableId::Topics => [ColumnId::New, ColumnId::Persons, ColumnId::Contacts].map(overlapping).to_vec(),
        TableId::Askers
        | TableId::Areas
        | TableId::AgeBands
        | TableId::Fields
        | TableId::Channels
        | TableId::Scenes
        | TableId::ProgrammeItems
        | TableId::FundingLines => {
            vec![adding(ColumnId::New), overlapping(ColumnId::Persons), adding(ColumnId::Contacts)]
        }
        TableId::Referrals => vec![
            adding(ColumnId::Asked),
            overlapping(ColumnId::Patients),
            adding(ColumnId::Ended),
            adding(ColumnId::Declined),
            adding(ColumnId::Cancelled),
            adding(ColumnId::StillOpen),
        ],
        TableId::Pairs => vec![
            adding(ColumnId::Asked),
            overlapping(ColumnId::Patients),
            adding(ColumnId::Started),
            adding(ColumnId::Ended),
            adding(ColumnId::Cancelled),
            adding(ColumnId::Active),
        ],
        TableId::Questions => vec![adding(ColumnId::Cases)],
        TableId::Screenings => [ColumnId::Cases, ColumnId::AtRisk, ColumnId::InQueue].map(adding).to_vec(),
        TableId::Resources => [ColumnId::Places, ColumnId::Checks].map(overlapping).to_vec(),
        TableId::ReferralDays => {
            SupportTeam::ALL.map(ColumnId::DaysOf).into_iter().chain([ColumnId::Days]).map(overlapping).collect()
        }
    }
}

/// The rows of a table, its total left out: all that there could be in the order of the screen, then whatever else was
/// counted.
pub fn rows(table: TableId, counted: &HashSet<Key>, names: &Names, period: Period, settings: &Settings) -> Vec<RowKey> {
    let mut rows = usual(table, period, settings);
    let known: HashSet<Key> = rows.iter().filter_map(|row| Key::of(row, names)).collect();
    let mut others: Vec<Key> = counted
        .iter()
        .copied()
        .filter(|key| !known.contains(key) && !matches!(key, Key::NotGiven | Key::Total))
        .collect();
    others.sort_unstable();
    rows.extend(others.into_iter().map(|key| key.row(names)));
    // Where one could leave it out, how often nobody said it.
    if may_be_left_out(table) {
        rows.push(RowKey::NotGiven);
    }
    if table == TableId::ReferralDays {
        rows.retain(|row| *row != RowKey::WholeCourse);
        rows.push(RowKey::WholeCourse);
    }
    rows
}

const fn may_be_left_out(table: TableId) -> bool {
    matches!(
        table,
        TableId::Topics | TableId::Areas | TableId::Scenes | TableId::ProgrammeItems | TableId::FundingLines
    )
}

fn usual(table: TableId, period: Period, settings: &Settings) -> Vec<RowKey> {
    let codes = |list: CodeList, row: fn(Code) -> RowKey| -> Vec<RowKey> {
        let entries = settings.codes.list(list).iter();
        let in_force = entries.filter(|it| it.in_force(period.first_day()) || it.in_force(period.last_day()));
        in_force.map(|entry| row(entry.code.clone())).collect()
    };
    match table {
        TableId::Movement => {
            vec![RowKey::CarriedOver, RowKey::Received, RowKey::Reopened, RowKey::Closed, RowKey::CarriedOn]
        }
        TableId::Months => period.months().into_iter().map(RowKey::Month).collect(),
        TableId::Askers => Asker::ALL.iter().copied().map(RowKey::Asker).collect(),
        TableId::Topics => codes(CodeList::Topics, RowKey::Topic),
        TableId::Areas => settings.city.areas.iter().map(|area| RowKey::Area(area.code.clone())).collect(),
        TableId::AgeBands => AgeBand::ALL.iter().copied().map(RowKey::AgeBand).collect(),
        TableId::Fields => CareField::ALL.iter().copied().map(RowKey::Field).collect(),
        TableId::Channels => Channel::ALL.iter().copied().map(RowKey::Channel).collect(),
        TableId::Scenes => Scene::ALL.iter().copied().map(RowKey::Scene).collect(),
        TableId::ProgrammeItems => codes(CodeList::ProgrammeItems, RowKey::ProgrammeItem),
        TableId::FundingLines => codes(CodeList::FundingLines, RowKey::FundingLine),
        TableId::Referrals => SupportTeam::ALL.map(RowKey::Team).to_vec(),
        TableId::Pairs => [Scheme::HospitalAndFamily, Scheme::VisitCover].map(RowKey::Scheme).to_vec(),
        TableId::Questions => vec![RowKey::InTime, RowKey::Late, RowKey::Waiting, RowKey::Withdrawn],
        TableId::Screenings => Questionnaire::ALL.map(RowKey::Questionnaire).to_vec(),
        TableId::Resources => vec![RowKey::Checked],
        TableId::ReferralDays => {
            let pairs = Stage::ALL.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
            pairs.map(|(from, to)| RowKey::Way { from, to }).collect()
        }
    }
}
