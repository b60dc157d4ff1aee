//! Care teams through real transactions, in a town with a clinic, visiting nurses, a hospital and a pharmacy.

mod records;
mod steps;

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::{change, read};
use crate::api::care_team::{
    Candidate, CareTeamAnswer, CareTeamChange, CareTeamCounts, CareTeamDetail, CareTeamFilter, CareTeamOrder,
    CareTeamProblem, CareTeamRead, CareTeamRow, CareTeamStep, TeamSheet,
};
use crate::api::patient::{PatientAnswer, PatientChange, PatientProblem, PatientRead, SeenSection};
use crate::api::resource::ResourceChange;
use crate::api::{Done, Problem, Window};
use crate::center::patient::tests::register;
use crate::center::testing::Desk;
use crate::center::{patient, resource, timeline};
use crate::domain::area::AreaCode;
use crate::domain::care_team::{
    CareRole, CareTeamEvent, Carer, Contact, MemberNumber, MemberState, NeedStanding, Said, ToTell,
};
use crate::domain::code::Code;
use crate::domain::coverage::Cover;
use crate::domain::event::{Event, Kind};
use crate::domain::id::{CareTeamId, PatientId, SiteId, StaffId, Version};
use crate::domain::patient::tests::now;
use crate::domain::patient::{
    Care, CareLevel, Doctors, Head, Health, Identity, Patient, PatientEvent, Physician, Place, Section, SectionName,
    TeamMember, Whereabouts,
};
use crate::domain::person::PersonName;
use crate::domain::referral::Means;
use crate::domain::resource::{FactKey, Field, ServiceKey, SiteDraft};
use crate::domain::staff::{Role, StaffEvent, SupportTeam};
use crate::domain::timeline::{Occurred, StepName};

pub(crate) const ME: StaffId = StaffId(1);

/// A centre with a clinic, another one, visiting nurses, a hospital and a pharmacy in one area, and one patient there.
pub(crate) struct Town {
    pub desk: Desk,
    pub patient: PatientId,
}

pub(crate) const CLINIC: SiteId = SiteId(1);
pub(crate) const SECOND: SiteId = SiteId(2);
pub(crate) const NURSES: SiteId = SiteId(3);
pub(crate) const HOSPITAL: SiteId = SiteId(4);
const PHARMACY: SiteId = SiteId(5);
const FAR: SiteId = SiteId(6);

impl Town {
    pub fn new() -> Self {
        let mut desk = Desk::new(now());
        let areas: Vec<_> = desk.read(ME, |reader| {
            let city = &reader.settings().city;
            let of = |at: usize| (city.areas[at].code.clone(), city.areas[at].towns[0].name.clone());
            vec![of(0), of(1)]
        });
        let city = desk.read(ME, |reader| {
            let city = &reader.settings().city;
            (city.prefecture.clone(), city.name.clone())
        });
        let mut place = |name: &str, service: &str, phone: &str, area: usize| {
            let facts = [
                (Field::Name, name),
                (Field::Phone, phone),
                (Field::Prefecture, &city.0),
                (Field::City, &city.1),
                (Field::Town, &areas[area].1),
            ];
            let facts = facts.into_iter().map(|(field, value)| (FactKey::site(field), value.to_owned())).collect();
            let kind = ServiceKey { office: String::new(), kind: Code::new(service) };
            let draft = SiteDraft { facts, add_services: BTreeSet::from([kind]) };
            desk.change(ME, |tx| resource::change(tx, ResourceChange::Register { draft })).unwrap();
        };
        place("本町クリニック", "clinic", "047-300-0001", 0);
        place("みなみ医院", "clinic", "047-300-0002", 0);
        place("みどり訪問看護", "130", "047-300-0003", 0);
        place("汐見総合病院", "hospital", "047-300-0004", 1);
        place("あおば薬局", "pharmacy", "047-300-0005", 0);
        place("はずれ医院", "clinic", "047-300-0006", 1);
        let mut town = Self { desk, patient: PatientId(0) };
        town.patient = town.person("山田 花子", "やまだ はなこ", &areas[0].0);
        town
    }

    pub fn person(&mut self, name: &str, kana: &str, area: &AreaCode) -> PatientId {
        let identity = Identity {
            name: PersonName { written: name.into(), kana: kana.into() },
            area: Some(area.clone()),
            ..Identity::default()
        };
        let health = Health { procedures: vec![Code::new("opioids")], ..Health::default() };
        let care = Care { level: CareLevel::Care3, ..Care::default() };
        let head = Head { identity, care, health, ..Head::default() };
        let change = PatientChange::Register { head: Box::new(head) };
        self.desk.change(ME, |tx| patient::change(tx, change)).unwrap().id.parse().unwrap()
    }

    pub fn contact(&self) -> Contact {
        Contact { on: Occurred::At(self.desk.now), means: Means::Phone, with: String::new(), text: String::new() }
    }

    pub fn step_by(&mut self, by: StaffId, patient: PatientId, step: CareTeamStep) -> Result<Done, Problem> {
        let seen = self.detail(patient).teams.iter().find(|team| team.patient() == patient).unwrap().version;
        let step = CareTeamChange::Step { team: CareTeamId::of(patient), seen, step: Box::new(step) };
        self.desk.change(by, |tx| change(tx, step))
    }

    pub fn step(&mut self, step: CareTeamStep) -> Result<Done, Problem> {
        self.step_by(ME, self.patient, step)
    }

    pub fn ask(&mut self, role: CareRole, site: SiteId) -> Result<Done, Problem> {
        let contact = self.contact();
        self.step(CareTeamStep::Ask { role, who: at(site), contact, cover: None })
    }

    /// Somebody who cares already, with their hours.
    pub fn know(&mut self, patient: PatientId, role: CareRole, site: SiteId, name: &str, hours: &str) {
        let who = Carer { name: name.into(), ..at(site) };
        let cover = Some(Cover::read(hours).unwrap()).filter(|_| !hours.is_empty());
        self.step_by(ME, patient, CareTeamStep::Know { role, who, since: None, cover }).unwrap();
    }

    pub fn detail(&self, patient: PatientId) -> CareTeamDetail {
        self.detail_for(ME, patient).unwrap()
    }

    fn detail_for(&self, by: StaffId, patient: PatientId) -> Result<CareTeamDetail, Problem> {
        match self.desk.read(by, |reader| read(reader, &CareTeamRead::Team { patient }))? {
            CareTeamAnswer::Team(detail) => Ok(*detail),
            other => panic!("{other:?}"),
        }
    }

    fn list(&self, by: StaffId, filter: CareTeamFilter) -> Result<(Vec<CareTeamRow>, CareTeamCounts), Problem> {
        let request = CareTeamRead::List { filter, order: CareTeamOrder::ToDo, window: Window::default() };
        match self.desk.read(by, |reader| read(reader, &request))? {
            CareTeamAnswer::List { page, counts } => Ok((page.rows, counts)),
            other => panic!("{other:?}"),
        }
    }

    fn candidates(&self, role: CareRole, text: &str) -> Vec<Candidate> {
        let request = CareTeamRead::Candidates { patient: self.patient, role, text: text.into(), limit: 50 };
        match self.desk.read(ME, |reader| read(reader, &request)).unwrap() {
            CareTeamAnswer::Candidates(found) => found,
            other => panic!("{other:?}"),
        }
    }

    fn sheet(&self, by: StaffId) -> Result<TeamSheet, Problem> {
        let request = CareTeamRead::Sheet { patient: self.patient };
        match self.desk.read(by, |reader| read(reader, &request))? {
            CareTeamAnswer::Sheet(sheet) => Ok(*sheet),
            other => panic!("{other:?}"),
        }
    }

    fn states(&self) -> Vec<MemberState> {
        self.detail(self.patient).members().map(|(_, member)| member.state).collect()
    }

    fn steps(&self) -> Vec<(StepName, String)> {
        use crate::api::timeline::{TimelineAnswer, TimelineFilter, TimelineItem, TimelineRead};
        let filter = TimelineFilter::default();
        let request = TimelineRead::Window { patient: self.patient, filter, window: Window::default() };
        let TimelineAnswer::Window(page) = self.desk.read(ME, |reader| timeline::read(reader, &request)).unwrap()
        else {
            panic!("a timeline was asked for");
        };
        let steps = page.page.rows.into_iter().rev().filter_map(|row| match row {
            TimelineItem::Step(step) => Some((step.step, step.with)),
            TimelineItem::Entry(_) => None,
        });
        steps.collect()
    }

    fn whereabouts(&self) -> Whereabouts {
        let read = PatientRead::Head { patient: self.patient };
        match self.desk.read(ME, |reader| patient::read(reader, &read)).unwrap() {
            PatientAnswer::Head(head) => head.patient.head.care.whereabouts,
            other => panic!("{other:?}"),
        }
    }
}

pub(crate) fn at(site: SiteId) -> Carer {
    Carer { place: Place { site: Some(site), name: String::new() }, ..Carer::default() }
}

fn refused(result: Result<Done, Problem>) -> CareTeamProblem {
    match result {
        Err(Problem::CareTeam(problem)) => problem,
        other => panic!("{other:?}"),
    }
}
