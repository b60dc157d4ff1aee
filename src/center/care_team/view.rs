//! All care teams and absences as compact summaries: lists, counts, nights, and what each place has answered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::center::patient::Patients;
use crate::domain::absence::Absence;
use crate::domain::care_team::{CareRole, CareTeam, Carer, Member, MemberState, Said, StandIn, wants};
use crate::domain::coverage::{Cover, Duty, Period};
use crate::domain::id::{AbsenceId, CareTeamId, PatientId, SiteId, Version};
use crate::domain::patient::{Patient, Place, Whereabouts};

/// One member, as far as lists and nights need them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MemberSummary {
    /// As what.
    pub role: CareRole,
    /// Where they stand.
    pub state: MemberState,
    /// Since when.
    pub since: NaiveDate,
    /// Whether they are to be told something.
    pub to_tell: bool,
    /// The place among the resources.
    pub site: Option<SiteId>,
    /// Who, where nights or a list ask for it.
    pub who: Option<Box<Carer>>,
    /// The weekly plan, where nights ask for it and somebody knows it.
    pub cover: Option<Cover>,
}

impl MemberSummary {
    fn of(member: &Member) -> Self {
        let covers = member.role.duty().is_some() && member.state.is_open();
        let named = covers || (member.role.is_physician() && member.state == MemberState::Active);
        Self {
            role: member.role.clone(),
            state: member.state,
            since: member.since,
            to_tell: member.to_tell.is_some(),
            site: member.who.place.site,
            who: named.then(|| Box::new(member.who.clone())),
            cover: member.cover.clone().filter(|_| covers),
        }
    }

    /// The duty of one who cares for the patient now.
    pub fn on_duty(&self) -> Option<Duty> {
        self.role.duty().filter(|_| self.state == MemberState::Active)
    }
}

/// One record's team, as far as lists and nights need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TeamSummary {
    /// Which; it has its patient's number.
    pub id: CareTeamId,
    /// Its version; 0 for one that only the patient's head tells of.
    pub version: Version,
    /// Its members, those who left included.
    pub members: Box<[MemberSummary]>,
    /// What staff said about who is needed: the role, and whether.
    pub said: Box<[(CareRole, bool)]>,
    /// Whether it rests.
    pub resting: bool,
    /// Askings to stand in that count or may come to count.
    pub stand_ins: Box<[StandIn]>,
}

impl TeamSummary {
    fn of(team: &CareTeam) -> Self {
        let said = team.said.iter().filter_map(|(role, said)| match said {
            Said::Needed { .. } => Some((role.clone(), true)),
            Said::NotNeeded { .. } => Some((role.clone(), false)),
            Said::ByRule => None,
        });
        Self {
            id: team.id,
            version: team.version,
            members: team.members.iter().map(MemberSummary::of).collect(),
            said: said.collect(),
            resting: team.rest.is_some(),
            stand_ins: team.stand_ins.iter().filter(|one| one.state.is_open()).cloned().collect(),
        }
    }

    /// The physician who is called first: the primary, else any who treats the patient.
    pub fn physician(&self) -> Option<&MemberSummary> {
        let active = || self.members.iter().filter(|member| member.state == MemberState::Active);
        let primary = active().find(|member| member.role == CareRole::PrimaryPhysician);
        primary.or_else(|| active().find(|member| member.role.is_physician()))
    }
}

/// What the record of a patient says for the team.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Side {
    /// The record.
    pub patient: PatientId,
    /// Roles that the rules want somebody in.
    pub wanted: Box<[CareRole]>,
    /// Where the person is.
    pub whereabouts: Whereabouts,
}

/// The teams of all records of one person; mostly one.
pub type Teams<'a> = Vec<&'a TeamSummary>;

/// All teams and absences as summaries.
#[derive(Default)]
pub struct CareTeams {
    teams: BTreeMap<PatientId, TeamSummary>,
    sides: BTreeMap<PatientId, Side>,
    absences: BTreeMap<AbsenceId, Absence>,
}

impl CareTeams {
    /// Takes a team in, in place of what was known.
    pub fn put(&mut self, team: &CareTeam) {
        self.take(TeamSummary::of(team));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: TeamSummary) {
        self.teams.insert(summary.id.patient(), summary);
    }

    /// Takes in what a patient's record says; whom its head names counts until a team is kept.
    pub fn know(&mut self, patient: &Patient) {
        let wanted = wants(&patient.head).into_iter().map(|(role, _)| role).collect();
        self.take_side(Side { patient: patient.id, wanted, whereabouts: patient.head.care.whereabouts });
        if self.teams.get(&patient.id).is_none_or(|team| team.version == Version(0)) {
            let team = CareTeam::of_head(patient);
            if team.is_empty() {
                self.teams.remove(&patient.id);
            } else {
                self.put(&team);
            }
        }
    }

    /// Takes back a side.
    pub fn take_side(&mut self, side: Side) {
        self.sides.insert(side.patient, side);
    }

    /// Takes an absence in, in place of what was known.
    pub fn put_absence(&mut self, absence: &Absence) {
        self.absences.insert(absence.id, absence.clone());
    }

    /// All teams, in the order of their numbers.
    pub fn all(&self) -> impl Iterator<Item = &TeamSummary> {
        self.teams.values()
    }

    /// All sides, in the order of their numbers.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        self.sides.values()
    }

    /// All absences, in the order of their numbers.
    pub fn absences(&self) -> impl DoubleEndedIterator<Item = &Absence> {
        self.absences.values()
    }

    /// An absence.
    pub fn absence(&self, id: AbsenceId) -> Option<&Absence> {
        self.absences.get(&id)
    }

    /// Absences that count and have any time in common with this one.
    pub fn absences_in(&self, period: Period) -> Vec<&Absence> {
        self.absences.values().filter(|absence| absence.stands() && absence.away.period.meets(period)).collect()
    }

    /// The team of this very record.
    pub fn team(&self, patient: PatientId) -> Option<&TeamSummary> {
        self.teams.get(&patient)
    }

    /// Where the physicians of this very record's team work.
    pub fn physicians(&self, patient: PatientId) -> BTreeSet<SiteId> {
        let members = self.teams.get(&patient).into_iter().flat_map(|team| team.members.iter());
        let active = members.filter(|one| one.state == MemberState::Active && one.role.is_physician());
        active.filter_map(|one| one.site).collect()
    }

    /// The teams of these records.
    pub fn of(&self, group: &[PatientId]) -> Teams<'_> {
        group.iter().filter_map(|patient| self.teams.get(patient)).collect()
    }

    /// Every person who has a team, by the record that stands for all of theirs, with the teams of all of them.
    pub fn persons<'a>(&'a self, patients: &'a Patients) -> impl Iterator<Item = (PatientId, Teams<'a>)> + 'a {
        self.teams.iter().filter_map(move |(patient, team)| {
            let root = patients.root(*patient);
            if root == *patient && !patients.has_absorbed(root) {
                return Some((root, vec![team]));
            }
            let teams = self.of(&patients.group(root));
            // A person of several records comes once: at the first of their teams.
            teams.first().is_some_and(|first| first.id == team.id).then_some((root, teams))
        })
    }

    /// Where the person is, as the record says.
    pub fn whereabouts(&self, patient: PatientId) -> Whereabouts {
        self.sides.get(&patient).map_or(Whereabouts::Home, |side| side.whereabouts)
    }

    /// Roles that somebody is needed for and nobody has, by the rules and by what staff said.
    pub fn missing(&self, root: PatientId, teams: &[&TeamSummary]) -> Vec<CareRole> {
        let wanted = self.sides.get(&root).map_or(&[][..], |side| &side.wanted);
        let said = || teams.iter().flat_map(|team| team.said.iter());
        let more = said().filter(|(role, needed)| *needed && !wanted.contains(role)).map(|(role, _)| role);
        let mut roles: Vec<&CareRole> = wanted.iter().chain(more).collect();
        roles.sort_unstable();
        roles.dedup();
        roles.into_iter().filter(|role| is_missing(role, teams)).cloned().collect()
    }

    /// Teams with askings to stand in for this absence that count or may come to count.
    pub fn stood_in_for(&self, absence: AbsenceId) -> impl Iterator<Item = &TeamSummary> {
        self.teams.values().filter(move |team| team.stand_ins.iter().any(|one| one.absence == absence))
    }

    /// How many teams a place is in, how often it was asked since this day, and how often it declined.
    pub fn answers(&self, since: NaiveDate) -> BTreeMap<SiteId, Answers> {
        let mut all: BTreeMap<SiteId, Answers> = BTreeMap::new();
        for member in self.teams.values().flat_map(|team| team.members.iter()) {
            let Some(site) = member.site else { continue };
            let answers = all.entry(site).or_default();
            answers.teams += u32::from(member.state == MemberState::Active);
            answers.asked += u32::from(member.since >= since && member.state != MemberState::Left);
            answers.declined += u32::from(member.since >= since && member.state == MemberState::Declined);
        }
        all
    }
}

/// What a place has to do with teams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// In how many it is.
    pub teams: u32,
    /// How often it was asked.
    pub asked: u32,
    /// How often it said no.
    pub declined: u32,
}

/// Whether the absence is that of a member in this role.
pub fn is_away(absence: &Absence, role: &CareRole, place: &Place, name: &str) -> bool {
    if role.is_physician() { absence.away.may_be_of(place, name) } else { absence.away.is_of(place, name) }
}

/// Whether nobody has the role or was asked, and nobody said that it needs nobody.
fn is_missing(role: &CareRole, teams: &[&TeamSummary]) -> bool {
    let mut members = teams.iter().flat_map(|team| team.members.iter());
    let there = members.any(|member| member.state.is_open() && member.role.fills(role));
    !there && !teams.iter().flat_map(|team| team.said.iter()).any(|(of, needed)| of == role && !needed)
}
