//! All referrals and introductions as compact summaries: lists, counts, terms, and what each member has.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::api::referral::party_line;
use crate::domain::calendar::WorkingTime;
use crate::domain::code::Code;
use crate::domain::id::{ConsultationId, IntroductionId, PatientId, ReferralId, StaffId};
use crate::domain::introduction::{Introduction, IntroductionState, IntroductionStep, Purpose};
use crate::domain::referral::{ConsentStanding, Course, Missing, Next, Referral, Stage, State, waits_for_consent};
use crate::domain::settings::Settings;
use crate::domain::staff::SupportTeam;
use crate::domain::time::JST;
use crate::domain::timeline::Occurred;
use crate::text::fold;

/// One referral, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReferralSummary {
    /// The number.
    pub id: ReferralId,
    /// The team.
    pub team: SupportTeam,
    /// The patient named in the request.
    pub patient: PatientId,
    /// Its state.
    pub state: State,
    /// How far it has come.
    pub stage: Stage,
    /// The member who has it.
    pub member: Option<StaffId>,
    /// Where the consent stands.
    pub consent: ConsentStanding,
    /// What comes next.
    pub next: Option<Next>,
    /// Since when it has been in its state.
    pub since: NaiveDate,
    /// The day that holds it or was named for the next look, before any term.
    named: Option<NaiveDate>,
    /// The day by which the next step is expected, the patient's end aside.
    pub due: Option<NaiveDate>,
    /// When it was asked for.
    pub asked: NaiveDate,
    /// Who asked.
    pub requester: Box<str>,
    /// The requester as it is searched.
    requester_key: Box<str>,
    /// The requester's profession.
    pub profession: Code,
    /// The consultation that it comes from.
    pub consultation: Option<ConsultationId>,
    /// The referral that it comes from.
    pub from: Option<ReferralId>,
}

impl ReferralSummary {
    fn of(referral: &Referral, settings: &Settings) -> Self {
        let request = &referral.request;
        let requester = party_line(&request.requester.organisation, &request.requester.name);
        let named = match &referral.course {
            Course::OnHold { until, .. } => Some(*until),
            Course::Running => referral.last_follow_up().and_then(|look| look.next),
            _ => None,
        };
        let mut summary = Self {
            id: referral.id,
            team: request.team,
            patient: request.patient,
            state: referral.state(),
            stage: referral.stage,
            member: referral.member,
            consent: referral.consent(),
            next: referral.next(settings.consent_gate(request.team)),
            since: referral.since(),
            named,
            due: None,
            asked: request.asked.date(),
            requester_key: fold(&requester).into_boxed_str(),
            requester: requester.into_boxed_str(),
            profession: request.requester.profession.clone(),
            consultation: request.consultation,
            from: request.from_referral,
        };
        summary.count_term(settings);
        summary
    }

    /// What comes next, under the gates in force.
    fn look_ahead(&mut self, settings: &Settings) {
        let gate = settings.consent_gate(self.team);
        if let Some(next) = self.next.as_mut().filter(|next| next.missing != Some(Missing::Findings)) {
            next.missing = waits_for_consent(next.step, gate, self.consent).then_some(Missing::Consent(self.consent));
        }
    }

    fn count_term(&mut self, settings: &Settings) {
        let time = WorkingTime::new(&settings.hours);
        self.due = self.state.is_open().then(|| {
            self.named.unwrap_or_else(|| time.working_days_after(self.since, settings.referral_term(self.stage)))
        });
    }

    /// Whether the requester's name holds this folded text.
    pub fn requester_holds(&self, folded: &str) -> bool {
        self.requester_key.contains(folded)
    }
}

/// One introduction, as far as lists need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IntroductionSummary {
    /// The number.
    pub id: IntroductionId,
    /// The patient named in the order.
    pub patient: PatientId,
    /// What for.
    pub purpose: Purpose,
    /// The hospital and its department.
    pub hospital: Box<str>,
    hospital_key: Box<str>,
    /// Its state.
    pub state: IntroductionState,
    /// Since when it has been in its state.
    pub since: NaiveDate,
    /// When the hospital takes the patient.
    pub appointment: Option<Occurred>,
    /// The day by which somebody should look, the patient's end aside.
    pub due: Option<NaiveDate>,
    /// The step that comes next.
    pub next: Option<IntroductionStep>,
    /// The referral that it comes from.
    pub referral: Option<ReferralId>,
    /// The consultation that it comes from.
    pub consultation: Option<ConsultationId>,
}

impl IntroductionSummary {
    fn of(introduction: &Introduction) -> Self {
        let order = &introduction.order;
        let hospital = party_line(&order.to, &order.department);
        Self {
            id: introduction.id,
            patient: order.patient,
            purpose: order.purpose,
            hospital_key: fold(&hospital).into_boxed_str(),
            hospital: hospital.into_boxed_str(),
            state: introduction.state,
            since: introduction.since.with_timezone(&JST).date_naive(),
            appointment: introduction.appointment,
            due: introduction.due(),
            next: introduction.next_step(),
            referral: order.referral,
            consultation: order.consultation,
        }
    }

    /// Whether the hospital's name holds this folded text.
    pub fn hospital_holds(&self, folded: &str) -> bool {
        self.hospital_key.contains(folded)
    }
}

/// All referrals and introductions as summaries.
#[derive(Default)]
pub struct Referrals {
    cases: BTreeMap<ReferralId, ReferralSummary>,
    introductions: BTreeMap<IntroductionId, IntroductionSummary>,
    of_patient: HashMap<PatientId, Vec<ReferralId>>,
    introductions_of: HashMap<PatientId, Vec<IntroductionId>>,
}

impl Referrals {
    /// Takes a referral in, in place of what was known. Its patient never changes.
    pub fn put(&mut self, referral: &Referral, settings: &Settings) {
        self.take(ReferralSummary::of(referral, settings));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take(&mut self, summary: ReferralSummary) {
        let (id, patient) = (summary.id, summary.patient);
        if self.cases.insert(id, summary).is_none() {
            self.of_patient.entry(patient).or_default().push(id);
        }
    }

    /// Takes an introduction in, in place of what was known. Its patient never changes.
    pub fn put_introduction(&mut self, introduction: &Introduction) {
        self.take_introduction(IntroductionSummary::of(introduction));
    }

    /// Takes a summary in, in place of the one there was.
    pub fn take_introduction(&mut self, summary: IntroductionSummary) {
        let (id, patient) = (summary.id, summary.patient);
        if self.introductions.insert(id, summary).is_none() {
            self.introductions_of.entry(patient).or_default().push(id);
        }
    }

    /// Counts all terms and looks at all gates anew, under other settings.
    pub fn recount(&mut self, settings: &Settings) {
        for summary in self.cases.values_mut().filter(|summary| summary.state.is_open()) {
            summary.look_ahead(settings);
            summary.count_term(settings);
        }
    }

    /// All referrals, the oldest number first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &ReferralSummary> {
        self.cases.values()
    }

    /// One referral.
    pub fn referral(&self, id: ReferralId) -> Option<&ReferralSummary> {
        self.cases.get(&id)
    }

    /// All introductions, the oldest number first.
    pub fn introductions(&self) -> impl DoubleEndedIterator<Item = &IntroductionSummary> {
        self.introductions.values()
    }

    /// One introduction.
    pub fn introduction(&self, id: IntroductionId) -> Option<&IntroductionSummary> {
        self.introductions.get(&id)
    }

    /// The numbers of the referrals about this very record.
    pub fn of_patient(&self, patient: PatientId) -> &[ReferralId] {
        self.of_patient.get(&patient).map_or(&[], Vec::as_slice)
    }

    /// The numbers of the introductions about this very record.
    pub fn introductions_of(&self, patient: PatientId) -> &[IntroductionId] {
        self.introductions_of.get(&patient).map_or(&[], Vec::as_slice)
    }

    /// Whether the team was asked to see this very record, and neither declined nor was called off.
    pub fn team_sees(&self, team: SupportTeam, patient: PatientId) -> bool {
        self.of_patient(patient)
            .iter()
            .filter_map(|id| self.cases.get(id))
            .any(|summary| summary.team == team && !matches!(summary.state, State::Declined | State::Cancelled))
    }

    /// How many open referrals this member has.
    pub fn open_of(&self, member: StaffId) -> u32 {
        let theirs = |summary: &&ReferralSummary| summary.member == Some(member) && summary.state.is_open();
        u32::try_from(self.cases.values().filter(theirs).count()).unwrap_or(u32::MAX)
    }
}
