//! What is read of care teams: the list with its counts, one team with who is needed, candidates, the printed page.

use chrono::Days;

use super::candidates;
use super::view::{TeamSummary, Teams};
use crate::api::care_team::{
    CareTeamAnswer, CareTeamCounts, CareTeamDetail, CareTeamFilter, CareTeamOrder, CareTeamRead, CareTeamRow,
};
use crate::api::patient::PatientRow;
use crate::api::{Page, Problem};
use crate::center::coverage;
use crate::center::pair;
use crate::center::patient::Scope;
use crate::center::reader::Reader;
use crate::domain::care_team::{CareRole, CareTeam, MemberState, Why, needs, wants};
use crate::domain::coverage::{Period, midnight};
use crate::domain::event::Kind;
use crate::domain::id::{CareTeamId, PatientId};
use crate::domain::patient::{Patient, Standing};
use crate::text::fold;

/// Answers a read.
pub fn read(reader: &Reader, request: &CareTeamRead) -> Result<CareTeamAnswer, Problem> {
    let scope = Scope::of(&reader.actor);
    match request {
        CareTeamRead::Sheet { patient } => {
            // Names and numbers are no clinical text: reception prints them.
            scope.check(reader.views(), *patient)?;
            super::sheet::sheet(reader, *patient).map(|sheet| CareTeamAnswer::Sheet(Box::new(sheet)))
        }
        _ if !scope.is_clinical() => Err(Problem::NotAllowed),
        CareTeamRead::List { filter, order, window } => {
            let desk = Desk { reader, scope };
            let found = desk.list(filter, *order);
            let page = Page::of(&found, *window, row);
            Ok(CareTeamAnswer::List { page, counts: desk.counts() })
        }
        CareTeamRead::Team { patient } => {
            scope.check(reader.views(), *patient)?;
            detail(reader, *patient).map(|detail| CareTeamAnswer::Team(Box::new(detail)))
        }
        CareTeamRead::Candidates { patient, role, text, limit } => {
            scope.check(reader.views(), *patient)?;
            candidates::candidates(reader, *patient, role, text, *limit).map(CareTeamAnswer::Candidates)
        }
    }
}

/// The record that stands for all of a person's, as lists show it, and all records of the person.
pub fn person<'a>(reader: &'a Reader, patient: PatientId) -> Result<(&'a PatientRow, Vec<PatientId>), Problem> {
    let patients = &reader.views().patients;
    let root = patients.root(patient);
    let row = patients.row(root);
    let row = row.ok_or_else(|| Problem::NotFound { kind: Kind::Patient, id: patient.to_string() })?;
    Ok((row, patients.group(root)))
}

/// The team of a record, or what its head tells where none is kept.
fn team(reader: &Reader, patient: PatientId) -> Result<CareTeam, Problem> {
    match reader.find::<CareTeam>(CareTeamId::of(patient))? {
        Some(team) => Ok(team),
        None => Ok(CareTeam::of_head(&reader.get::<Patient>(patient)?)),
    }
}

/// All teams of a person's records; one without anybody shows only where it is that of the record that stands for all.
pub fn teams(reader: &Reader, group: &[PatientId]) -> Result<Vec<CareTeam>, Problem> {
    let mut teams: Vec<CareTeam> = group.iter().map(|patient| team(reader, *patient)).collect::<Result<_, _>>()?;
    let mut first = true;
    teams.retain(|team| std::mem::take(&mut first) || !team.is_empty());
    Ok(teams)
}

fn detail(reader: &Reader, patient: PatientId) -> Result<CareTeamDetail, Problem> {
    let (row, group) = person(reader, patient)?;
    let teams = teams(reader, &group)?;
    let record: Patient = reader.get(row.id)?;
    let uncovered = uncovered(reader, &group);
    let mut wanted = wants(&record.head);
    if let Some(hours) = uncovered.filter(|hours| *hours > 0) {
        wanted.push((CareRole::SecondaryPhysician, vec![Why::Uncovered(hours)]));
    }
    Ok(CareTeamDetail {
        patient: row.clone(),
        whereabouts: record.head.care.whereabouts,
        needs: needs(&teams.iter().collect::<Vec<_>>(), wanted),
        teams,
        pair: pair::active(reader.views(), row.id).map(|pair| pair.id),
        uncovered,
    })
}

/// How many half hours of the seven days to come nobody covers, absences aside; none where nobody's hours are known.
fn uncovered(reader: &Reader, group: &[PatientId]) -> Option<u32> {
    let teams = reader.views().care_teams.of(group);
    let rota = coverage::rota(&teams, &[]);
    if rota.watches.is_empty() {
        return None;
    }
    let today = reader.now.date_naive();
    let week = Period::new(midnight(today)?, midnight(today.checked_add_days(Days::new(7))?)?)?;
    Some(rota.gaps(week).iter().map(|gap| gap.half_hours()).sum())
}

struct Desk<'a> {
    reader: &'a Reader<'a>,
    scope: Scope,
}

/// A person of the list, with what sorting and filtering need.
struct Line<'a> {
    row: &'a PatientRow,
    teams: Teams<'a>,
    missing: Vec<CareRole>,
    tally: Tally,
}

/// How many members of each kind there are.
#[derive(Clone, Copy, Default)]
struct Tally {
    active: u32,
    asked: u32,
    agreed: u32,
    to_tell: u32,
    resting: bool,
}

impl Tally {
    fn of(teams: &[&TeamSummary]) -> Self {
        let mut tally = Self { resting: coverage::is_resting(teams), ..Self::default() };
        for member in teams.iter().flat_map(|team| team.members.iter()) {
            match member.state {
                MemberState::Active => tally.active += 1,
                MemberState::Asked => tally.asked += 1,
                MemberState::Agreed => tally.agreed += 1,
                MemberState::Declined | MemberState::Withdrawn | MemberState::Left => {}
            }
            tally.to_tell += u32::from(member.to_tell);
        }
        tally
    }

    const fn is_pending(self) -> bool {
        self.asked + self.agreed > 0
    }
}

fn physician(teams: &[&TeamSummary]) -> String {
    let member = teams.iter().find_map(|team| team.physician());
    member.and_then(|member| member.who.as_ref()).map(|who| who.line()).unwrap_or_default()
}

impl<'a> Desk<'a> {
    /// Everybody who lives here, has a team, and is for the caller.
    fn everybody(&self) -> impl Iterator<Item = Line<'a>> {
        let views = self.reader.views();
        let scope = self.scope;
        views.care_teams.persons(&views.patients).filter_map(move |(root, teams)| {
            let row = views.patients.row(root)?;
            if !matches!(row.standing, Standing::Living) || !scope.holds(views, root) {
                return None;
            }
            let missing = views.care_teams.missing(root, &teams);
            Some(Line { row, tally: Tally::of(&teams), missing, teams })
        })
    }

    fn list(&self, filter: &CareTeamFilter, order: CareTeamOrder) -> Vec<Line<'a>> {
        let text = fold(&filter.text);
        let root = filter.patient.map(|patient| self.reader.views().patients.root(patient));
        let mut found: Vec<Line> = self
            .everybody()
            .filter(|line| {
                root.is_none_or(|root| line.row.id == root)
                    && (filter.areas.is_empty()
                        || line.row.area.as_ref().is_some_and(|area| filter.areas.contains(area)))
                    && (!filter.missing || !line.missing.is_empty())
                    && (!filter.pending || line.tally.is_pending())
                    && (!filter.resting || line.tally.resting)
                    && (!filter.to_tell || line.tally.to_tell > 0)
                    && filter.site.is_none_or(|site| {
                        let mut members = line.teams.iter().flat_map(|team| team.members.iter());
                        members.any(|member| member.state.is_open() && member.site == Some(site))
                    })
                    && (text.is_empty()
                        || fold(&line.row.name.written).contains(&text)
                        || fold(&line.row.name.kana).contains(&text)
                        || fold(&physician(&line.teams)).contains(&text))
            })
            .collect();
        let kana = |line: &Line| (line.row.name.kana.is_empty(), line.row.name.kana.clone(), line.row.id);
        match order {
            CareTeamOrder::ToDo => found.sort_by_cached_key(|line| {
                let tally = line.tally;
                // Whoever must be told comes first, then the gaps, then what is under way.
                let rank = if tally.to_tell > 0 { 0 } else { u8::from(line.missing.is_empty()) + 1 };
                (rank, std::cmp::Reverse((line.missing.len(), tally.asked + tally.agreed)), kana(line))
            }),
            CareTeamOrder::Kana => found.sort_by_cached_key(kana),
            CareTeamOrder::Area => found.sort_by_cached_key(|line| (line.row.area.clone(), kana(line))),
        }
        found
    }

    fn counts(&self) -> CareTeamCounts {
        let mut counts = CareTeamCounts::default();
        for line in self.everybody() {
            counts.teams += 1;
            counts.missing += u32::from(!line.missing.is_empty());
            counts.pending += u32::from(line.tally.is_pending());
            counts.resting += u32::from(line.tally.resting);
            counts.to_tell += u32::from(line.tally.to_tell > 0);
        }
        counts
    }
}

fn row(line: &Line) -> CareTeamRow {
    let Tally { active, asked, agreed, to_tell, resting } = line.tally;
    CareTeamRow {
        patient: line.row.clone(),
        physician: physician(&line.teams),
        active,
        missing: line.missing.clone(),
        asked,
        agreed,
        to_tell,
        resting,
    }
}
