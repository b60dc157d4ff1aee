//! The summaries that lists, counts and search are answered from; all of it fits in memory.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;
use std::sync::Arc;

use super::care_team::CareTeams;
use super::funding::view::Charges;
use super::ict::Ict;
use super::outreach::Outreaches;
use super::pair::Pairs;
use super::patient::Patients;
use super::prevention::Prevention;
use super::question::Questions;
use super::queue::view::Queue;
use super::referral::Referrals;
use super::region::Region;
use super::resource::view::Resources;
use super::support_advice::Advices;
use super::timeline::Timelines;
use crate::domain::aggregate::Stamp;
use crate::domain::event::{Kind, Record};
use crate::domain::id::{CareTeamId, ClosingId, PatientId, StaffId, Version};
use crate::domain::settings::Settings;
use crate::domain::staff::{Staff, SupportTeam};
use crate::domain::timeline::EntryRef;
use crate::report::facts::Facts;

/// All summaries of a centre.
pub struct Views {
    /// The settings in force.
    pub settings: Arc<Settings>,
    /// How often the settings have changed.
    pub settings_version: Version,
    /// Everybody, those who left included.
    pub staff: BTreeMap<StaffId, Arc<Staff>>,
    /// The regional resources.
    pub resources: Resources,
    /// Patients.
    pub patients: Patients,
    /// The timelines that were opened.
    pub timelines: Timelines,
    /// Consultations.
    pub queue: Queue,
    /// Referrals and introductions.
    pub referrals: Referrals,
    /// Pairs of physicians.
    pub pairs: Pairs,
    /// Questions to physicians.
    pub questions: Questions,
    /// Advice of support physicians.
    pub advices: Advices,
    /// Outreach.
    pub outreaches: Outreaches,
    /// Questionnaires and fracture prevention.
    pub prevention: Prevention,
    /// Care teams and absences.
    pub care_teams: CareTeams,
    /// The region's shared record.
    pub ict: Ict,
    /// Regional issues, and consultations counted.
    pub region: Region,
    /// The work that is charged.
    pub charges: Charges,
    /// What reports count.
    pub facts: Facts,
    last_changes: HashMap<(Kind, Vec<u8>), Stamp>,
}

impl Views {
    /// No records yet, under these settings.
    pub fn new(settings: Arc<Settings>) -> Self {
        Self {
            settings,
            settings_version: Version::default(),
            staff: BTreeMap::new(),
            resources: Resources::default(),
            patients: Patients::default(),
            timelines: Timelines::default(),
            queue: Queue::default(),
            referrals: Referrals::default(),
            pairs: Pairs::default(),
            questions: Questions::default(),
            advices: Advices::default(),
            outreaches: Outreaches::default(),
            prevention: Prevention::default(),
            care_teams: CareTeams::default(),
            ict: Ict::default(),
            region: Region::default(),
            charges: Charges::default(),
            facts: Facts::default(),
            last_changes: HashMap::new(),
        }
    }

    /// Takes a record in, in place of the one it knew.
    pub fn put(&mut self, record: &Record) {
        self.charges.put(record);
        self.facts.put(record);
        match record {
            Record::Centre(centre) => {
                self.settings = Arc::new(centre.settings.clone());
                self.settings_version = centre.version;
                self.resources.relocate(&self.settings.city);
                self.queue.rehour(&self.settings);
                self.referrals.recount(&self.settings);
                self.pairs.recount(&self.settings.pairs);
            }
            Record::Staff(staff) => {
                self.staff.insert(staff.id, Arc::new((**staff).clone()));
            }
            Record::Site(site) => self.resources.put(site, &self.settings.city),
            Record::Patient(patient) => {
                self.patients.put(patient);
                self.queue.know(patient);
                self.care_teams.know(patient);
                self.patients.know_doctors(patient.id, &self.care_teams.physicians(patient.id));
            }
            Record::Entry(entry) => self.timelines.put(entry),
            Record::Consultation(consultation) => {
                self.queue.put(consultation, &self.settings);
                self.region.tally.put(consultation);
            }
            Record::Referral(referral) => self.referrals.put(referral, &self.settings),
            Record::Introduction(introduction) => self.referrals.put_introduction(introduction),
            Record::PhysicianPair(pair) => self.pairs.put(pair, &self.settings.pairs),
            Record::Question(question) => self.questions.put(question),
            Record::SupportAdvice(advice) => self.advices.put(advice),
            Record::Outreach(outreach) => self.outreaches.put(outreach),
            Record::Screening(screening) => self.prevention.put(screening),
            Record::FractureCase(case) => self.prevention.put_fracture(case),
            Record::CareTeam(team) => {
                self.care_teams.put(team);
                self.patients.know_doctors(team.patient(), &self.care_teams.physicians(team.patient()));
            }
            Record::Absence(absence) => self.care_teams.put_absence(absence),
            Record::Agreement(agreement) => self.ict.put_agreement(agreement),
            Record::IctEnrolment(enrolment) => self.ict.put(enrolment),
            Record::RegionalIssue(issue) => self.region.put(issue),
            // Read from the records where a report asks for it.
            Record::Closing(_) => {}
        }
    }

    /// Whom a record is about, if it is about anybody; none if there is no such record.
    pub fn about(&self, kind: Kind, id: &str) -> Option<Option<PatientId>> {
        fn of<T: FromStr, R>(id: &str, find: impl Fn(T) -> Option<R>) -> Option<R> {
            find(id.parse().ok()?)
        }
        match kind {
            Kind::Consultation => of(id, |id| self.queue.get(id)).map(|summary| summary.patient),
            Kind::Patient => of(id, |id| self.patients.row(id)).map(|row| Some(row.id)),
            Kind::Referral => of(id, |id| self.referrals.referral(id)).map(|summary| Some(summary.patient)),
            Kind::Introduction => of(id, |id| self.referrals.introduction(id)).map(|summary| Some(summary.patient)),
            Kind::PhysicianPair => of(id, |id| self.pairs.pair(id)).map(|summary| Some(summary.patient)),
            Kind::Question => of(id, |id| self.questions.get(id)).map(|summary| summary.patient),
            Kind::SupportAdvice => of(id, |id| self.advices.get(id)).map(|summary| summary.patient),
            Kind::Outreach => of(id, |id| self.outreaches.get(id)).map(|summary| summary.patient),
            Kind::Entry => of(id, |entry: EntryRef| self.patients.row(entry.patient)).map(|row| Some(row.id)),
            Kind::Site => of(id, |id| self.resources.get(id)).map(|_| None),
            Kind::Staff => of(id, |id| self.staff.get(&id)).map(|_| None),
            Kind::Centre => Some(None),
            Kind::Screening => of(id, |id| self.prevention.screening(id)).map(|summary| summary.who.patient),
            Kind::FractureCase => of(id, |id| self.prevention.fracture(id)).map(|summary| summary.who.patient),
            Kind::CareTeam => of(id, |id: CareTeamId| self.patients.row(id.patient())).map(|row| Some(row.id)),
            Kind::Absence => of(id, |id| self.care_teams.absence(id)).map(|_| None),
            Kind::Agreement => of(id, |id| self.ict.agreement(id)).map(|_| None),
            Kind::IctEnrolment => of(id, |id| self.ict.enrolment(id)).map(|_| None),
            Kind::RegionalIssue => of(id, |id| self.region.issue(id)).map(|_| None),
            Kind::Closing => of(id, |id: ClosingId| Some(id)).map(|_| None),
        }
    }

    /// Remembers who changed a record last; only changes since the server's start are known.
    pub fn note_change(&mut self, kind: Kind, key: Vec<u8>, stamp: Stamp) {
        self.last_changes.insert((kind, key), stamp);
    }

    /// Who changed a record last, if that was since the server's start.
    pub fn last_change(&self, kind: Kind, key: &[u8]) -> Option<Stamp> {
        self.last_changes.get(&(kind, key.to_vec())).copied()
    }

    /// Whether a support team was asked to see this patient, under any of the person's records.
    pub fn team_sees(&self, team: SupportTeam, patient: PatientId) -> bool {
        let sees = |id: &PatientId| self.referrals.team_sees(team, *id);
        sees(&patient) || self.patients.group(self.patients.root(patient)).iter().any(sees)
    }

    /// The member of staff who comes in by this Unix account.
    pub fn by_account(&self, account: &str) -> Option<&Arc<Staff>> {
        self.staff.values().find(|staff| !staff.left && staff.account.as_deref() == Some(account))
    }
}
