//! Requests, answers and problems about referrals to support teams and introductions to hospitals.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::patient::PatientRow;
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::id::{ConsultationId, IntroductionId, PatientId, ReferralId, StaffId, Version};
use crate::domain::introduction::{
    Ending, Findings, Introduction, IntroductionState, IntroductionStep, Order, Performed, Purpose, Told,
};
use crate::domain::referral::{
    Acknowledgement, Advice, Asking, Consent, ConsentStanding, FollowUp, Link, Load, Next, Outcome, Party, Referral,
    Report, Request, Scoring, Stage, State, Stay, Visit,
};
use crate::domain::settings::ConsentGate;
use crate::domain::staff::SupportTeam;
use crate::domain::timeline::Occurred;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralRead {
    /// Referrals, sorted and filtered, with the counts of all that the caller may read.
    List {
        /// Which.
        #[serde(default)]
        filter: ReferralFilter,
        /// In which order.
        #[serde(default)]
        order: ReferralOrder,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One referral with all that stands around it.
    Referral {
        /// Which.
        referral: ReferralId,
    },
    /// What each member of the teams has and can have.
    Loads {
        /// Of this team; of all if none is named.
        #[serde(default)]
        team: Option<SupportTeam>,
    },
    /// Introductions, the most urgent first.
    Introductions {
        /// Which.
        #[serde(default)]
        filter: IntroductionFilter,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One introduction.
    Introduction {
        /// Which.
        introduction: IntroductionId,
    },
}

/// Which referrals are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReferralFilter {
    /// Of this team.
    pub team: Option<SupportTeam>,
    /// In these states.
    pub states: Vec<State>,
    /// Only open ones, only ended ones, or all.
    pub open: Option<bool>,
    /// Only the caller's own.
    pub mine: bool,
    /// Only of this member.
    pub member: Option<StaffId>,
    /// Only those past their term.
    pub overdue: bool,
    /// Only about this patient, merged records included.
    pub patient: Option<PatientId>,
    /// Only from this consultation.
    pub consultation: Option<ConsultationId>,
    /// Of patients who live in these areas.
    pub areas: Vec<AreaCode>,
    /// Whose patient or requester holds this text, by kanji or kana.
    pub text: String,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralOrder {
    /// The term, the earliest first; those without one last.
    #[default]
    Due,
    /// The number, the newest first.
    Newest,
    /// How long it has been in its state, the longest first.
    Longest,
}

/// A referral as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralRow {
    /// The number.
    pub id: ReferralId,
    /// The team.
    pub team: SupportTeam,
    /// The patient, as the record that stands for the one named in the request.
    pub patient: PatientRow,
    /// Its state.
    pub state: State,
    /// How far it has come.
    pub stage: Stage,
    /// Calendar days in the state.
    pub days: u32,
    /// The day by which the next step is expected; none once it ended or the patient is gone.
    pub due: Option<NaiveDate>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Who asked: organisation and name.
    pub requester: String,
    /// The requester's profession.
    pub profession: Code,
    /// The day on which it was asked for.
    pub asked: NaiveDate,
    /// The member who has it.
    pub member: Option<StaffId>,
    /// Where the physician's consent stands.
    pub consent: ConsentStanding,
    /// The step that comes next and what is missing for it.
    pub next: Option<Next>,
}

/// How many referrals there are, of those that the caller may read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralCounts {
    /// Open.
    pub open: u32,
    /// Open and past their term.
    pub overdue: u32,
    /// Open and the caller's own.
    pub mine: u32,
    /// Open, waiting for the physician's consent alone.
    pub consent: u32,
    /// In each state that any is in.
    pub states: Vec<(State, u32)>,
    /// Open, of each team.
    pub teams: Vec<(SupportTeam, u32)>,
}

/// One referral with all that stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralDetail {
    /// The record.
    pub referral: Referral,
    /// As lists show it.
    pub row: ReferralRow,
    /// The step that the centre gates for this team.
    pub gate: ConsentGate,
    /// The stays in each state.
    pub stays: Vec<Stay>,
    /// What each member of the team has and can have.
    pub loads: Vec<Load>,
    /// Introductions that come from it.
    pub introductions: Vec<IntroductionRow>,
    /// Referrals that come from it.
    pub referrals: Vec<ReferralRow>,
}

/// Which introductions are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IntroductionFilter {
    /// In these states.
    pub states: Vec<IntroductionState>,
    /// Only open ones, only ended ones, or all.
    pub open: Option<bool>,
    /// Only those past their day.
    pub overdue: bool,
    /// Only about this patient, merged records included.
    pub patient: Option<PatientId>,
    /// Only from this referral.
    pub referral: Option<ReferralId>,
    /// Only from this consultation.
    pub consultation: Option<ConsultationId>,
    /// Whose patient or hospital holds this text, by kanji or kana.
    pub text: String,
}

/// An introduction as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntroductionRow {
    /// The number.
    pub id: IntroductionId,
    /// The patient, as the record that stands for the one named in the order.
    pub patient: PatientRow,
    /// What for.
    pub purpose: Purpose,
    /// The hospital and its department.
    pub hospital: String,
    /// Its state.
    pub state: IntroductionState,
    /// Calendar days in the state.
    pub days: u32,
    /// When the hospital takes the patient.
    pub appointment: Option<Occurred>,
    /// The day by which somebody should look.
    pub due: Option<NaiveDate>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// The step that comes next.
    pub next: Option<IntroductionStep>,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralAnswer {
    /// To [`ReferralRead::List`].
    List {
        /// The rows.
        page: Page<ReferralRow>,
        /// The counts, whatever the filter.
        counts: ReferralCounts,
    },
    /// To [`ReferralRead::Referral`].
    Referral(Box<ReferralDetail>),
    /// To [`ReferralRead::Loads`].
    Loads(Vec<Load>),
    /// To [`ReferralRead::Introductions`].
    Introductions(Page<IntroductionRow>),
    /// To [`ReferralRead::Introduction`].
    Introduction {
        /// The record.
        introduction: Box<Introduction>,
        /// As lists show it.
        row: Box<IntroductionRow>,
    },
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralChange {
    /// A team is asked.
    Request(Box<Request>),
    /// A step of a referral.
    Step {
        /// Which referral.
        referral: ReferralId,
        /// The version that the caller saw.
        seen: Version,
        /// The step.
        step: ReferralStep,
    },
    /// A hospital is asked.
    Introduce(Box<Order>),
    /// A step of an introduction.
    IntroductionStep {
        /// Which introduction.
        introduction: IntroductionId,
        /// The version that the caller saw.
        seen: Version,
        /// The step.
        step: IntroductionAct,
    },
}

/// A step of a referral, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralStep {
    /// The request is put right; team and patient stay.
    Amend(Box<Request>),
    /// The team takes it.
    Accept,
    /// A member gets it, or another one.
    Assign {
        /// Who.
        member: StaffId,
        /// Whether it is to be so though the member has no room.
        #[serde(default)]
        though_full: bool,
    },
    /// The assessment starts.
    StartAssessment,
    /// A contact of the assessment; the first one starts it where nothing else is missing.
    Visit(Visit),
    /// A score.
    Score(Scoring),
    /// Advice.
    Advise(Advice),
    /// The assessment ends.
    FinishAssessment {
        /// What it comes to.
        summary: String,
    },
    /// The requester is told.
    Report(Report),
    /// The requester acknowledges.
    Acknowledge(Acknowledgement),
    /// A physician was asked, answered, or took an answer back.
    Consent(Consent),
    /// The person is linked to support.
    Link(Link),
    /// A profession is asked to act; that may open another case, and both happen or neither.
    Ask {
        /// Who is asked what; what it opens is filled in by the server.
        asking: Asking,
        /// The case that it opens.
        #[serde(default)]
        opens: Option<Opens>,
    },
    /// What came of it is looked at.
    FollowUp(FollowUp),
    /// It ends.
    Close {
        /// What came of it.
        outcome: Outcome,
        /// In words; may be empty.
        #[serde(default)]
        text: String,
    },
    /// The requester is asked for more.
    SendBack {
        /// What is missing.
        question: String,
    },
    /// The requester gave more.
    Resubmit {
        /// What was given.
        information: String,
    },
    /// The team says no.
    Decline {
        /// Why.
        reason: String,
    },
    /// It is not wanted any more.
    Cancel {
        /// Why.
        reason: String,
    },
    /// It waits.
    Hold {
        /// For what.
        reason: String,
        /// Until when; today or later.
        until: NaiveDate,
    },
    /// It goes on.
    Resume,
}

/// The case that asking a profession opens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opens {
    /// A referral, to another team or the same.
    Referral(Box<Request>),
    /// An introduction to a hospital.
    Introduction(Box<Order>),
}

/// A step of an introduction, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionAct {
    /// The order is put right; the patient stays.
    Amend(Box<Order>),
    /// The hospital takes the patient, or moves the day.
    Accept {
        /// When.
        on: Occurred,
        /// What is to be brought or minded; may be empty.
        #[serde(default)]
        text: String,
    },
    /// The hospital says no.
    Decline {
        /// Why.
        reason: String,
    },
    /// It took place.
    Perform(Performed),
    /// The result arrived.
    ReceiveResult(Findings),
    /// The family physician is told.
    Tell(Told),
    /// It ends.
    Close {
        /// How.
        ending: Ending,
        /// In words; may be empty.
        #[serde(default)]
        text: String,
    },
    /// It is not wanted any more.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// Why a change or a read is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralProblem {
    /// The rules of referrals forbid it.
    Referral(crate::domain::referral::ReferralProblem),
    /// The rules of introductions forbid it.
    Introduction(crate::domain::introduction::IntroductionProblem),
    /// Something that must be said is not.
    Missing {
        /// What.
        part: Part,
    },
    /// A text is longer than it may be.
    TooLong {
        /// Which.
        part: Part,
        /// The most characters.
        limit: u32,
    },
    /// It is said to have happened, and lies ahead.
    InFuture {
        /// What.
        part: Part,
    },
    /// It is to be, and lies behind.
    InPast {
        /// What.
        part: Part,
    },
    /// The centre's list of professions does not hold this one.
    UnknownProfession {
        /// The code.
        code: Code,
    },
    /// The patient died or moved away: nothing new is begun.
    PatientGone {
        /// Who.
        patient: PatientId,
    },
    /// The case that an asking opens is about somebody else.
    OtherPatient,
    /// The team has an open referral about this person: a second one would part what belongs together.
    AlreadyOpen {
        /// The open one.
        referral: ReferralId,
    },
}

/// A part of what is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 依頼理由・紹介理由・理由
    Reason,
    /// 目標
    Aim,
    /// 依頼者
    Requester,
    /// 電話
    Phone,
    /// 派遣先
    Dispatch,
    /// 所見
    Findings,
    /// まとめ
    Summary,
    /// 内容
    Text,
    /// 日時
    When,
    /// 期限
    Until,
    /// 相手
    Party,
    /// 医師
    Physician,
    /// 医療機関
    Hospital,
    /// 診療科
    Department,
    /// 不足している情報
    Question,
    /// 追加の情報
    Information,
    /// 場所
    Place,
}

impl From<crate::domain::referral::ReferralProblem> for super::Problem {
    fn from(problem: crate::domain::referral::ReferralProblem) -> Self {
        Self::Referral(ReferralProblem::Referral(problem))
    }
}

impl From<crate::domain::introduction::IntroductionProblem> for super::Problem {
    fn from(problem: crate::domain::introduction::IntroductionProblem) -> Self {
        Self::Referral(ReferralProblem::Introduction(problem))
    }
}

impl From<ReferralProblem> for super::Problem {
    fn from(problem: ReferralProblem) -> Self {
        Self::Referral(problem)
    }
}

/// Whoever is named, as one line: the organisation and the person.
pub fn party_line(organisation: &Party, person: &str) -> String {
    [organisation.name.as_str(), person].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}
