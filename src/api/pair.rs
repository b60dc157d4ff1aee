//! Requests, answers and problems about the two-physician arrangement: pairs, candidates, what a place has.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::patient::PatientRow;
use crate::domain::area::AreaCode;
use crate::domain::id::{ConsultationId, PairId, PatientId, SiteId, StaffId, Version};
use crate::domain::pair::rank::Ranked;
use crate::domain::pair::{
    Asking, Beginning, Ending, Ground, Information, Needs, Next, Opening, PairAnswer, PairRole, PairState,
    PhysicianPair, Review, Scheme,
};
use crate::domain::patient::Physician;
use crate::domain::referral::Party;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairRead {
    /// Pairs, sorted and filtered, with the counts of all that the caller may read.
    List {
        /// Which.
        #[serde(default)]
        filter: PairFilter,
        /// In which order.
        #[serde(default)]
        order: PairOrder,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// One pair with what stands around it.
    Pair {
        /// Which.
        pair: PairId,
    },
    /// Candidates for the role that has nobody, the best first, with every reason.
    Candidates {
        /// For which pair.
        pair: PairId,
        /// For this role; for the one that is sought if none is named.
        #[serde(default)]
        role: Option<PairRole>,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// What is known for a pair that is about to begin.
    Suggested {
        /// From whose head.
        #[serde(default)]
        patient: Option<PatientId>,
        /// From which consultation.
        #[serde(default)]
        consultation: Option<ConsultationId>,
        /// From which place of the resources.
        #[serde(default)]
        site: Option<SiteId>,
    },
}

/// Which pairs are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PairFilter {
    /// In this scheme.
    pub scheme: Option<Scheme>,
    /// In these states.
    pub states: Vec<PairState>,
    /// Only open ones, only ended ones, or all.
    pub open: Option<bool>,
    /// Only those that the caller looks after.
    pub mine: bool,
    /// Only those that this member looks after.
    pub member: Option<StaffId>,
    /// Only those past their day.
    pub overdue: bool,
    /// Only about this patient, merged records included.
    pub patient: Option<PatientId>,
    /// Only from this consultation.
    pub consultation: Option<ConsultationId>,
    /// Only those in which this place has a role or is asked.
    pub site: Option<SiteId>,
    /// Of patients who live in these areas.
    pub areas: Vec<AreaCode>,
    /// Whose patient or physician holds this text, by kanji or kana.
    pub text: String,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairOrder {
    /// The day by which somebody should look, the earliest first; those without one last.
    #[default]
    Due,
    /// The number, the newest first.
    Newest,
    /// How long it has been in its state, the longest first.
    Longest,
}

/// A pair as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairRow {
    /// The number.
    pub id: PairId,
    /// The patient, as the record that stands for the one named at the beginning.
    pub patient: PatientRow,
    /// The scheme.
    pub scheme: Scheme,
    /// Its state.
    pub state: PairState,
    /// Calendar days in the state.
    pub days: u32,
    /// The day by which somebody should look; none once it ended or the patient is gone.
    pub due: Option<NaiveDate>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// 主治医, as far as there is one.
    pub primary: Option<Physician>,
    /// 副主治医, as far as there is one.
    pub secondary: Option<Physician>,
    /// The place whose answer is awaited.
    pub asked: Option<String>,
    /// From when on it is active.
    pub from: Option<NaiveDate>,
    /// How many places were asked.
    pub askings: u32,
    /// Who looks after it.
    pub coordinator: StaffId,
    /// What comes next and what is missing.
    pub next: Option<Next>,
}

/// How many pairs there are, of those that the caller may read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairCounts {
    /// Both physicians are being brought together.
    pub arranging: u32,
    /// Active.
    pub active: u32,
    /// Past their day.
    pub overdue: u32,
    /// Open and looked after by the caller.
    pub mine: u32,
    /// In each state that any is in.
    pub states: Vec<(PairState, u32)>,
}

/// One pair with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairDetail {
    /// The record.
    pub pair: PhysicianPair,
    /// As lists show it.
    pub row: PairRow,
    /// After how many days it is looked at again, unless another day is named.
    pub review_days: u32,
    /// What the patient needs, as it was obtained, else as the head suggests.
    pub needs: Needs,
    /// Other pairs of the same person.
    #[serde(default)]
    pub others: Vec<PairRow>,
}

/// A candidate as the list shows one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateRow {
    /// Its place and every reason.
    pub ranked: Ranked,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Its area; none outside the city.
    pub area: Option<AreaCode>,
    /// The number to call.
    pub phone: String,
    /// How it likes to be called, as staff entered it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reach: String,
}

/// Candidates for one role of one pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidates {
    /// For which pair.
    pub pair: PairId,
    /// For which role.
    pub role: PairRole,
    /// What the patient needs, as it was taken for the ranking.
    pub needs: Needs,
    /// The candidates.
    pub page: Page<CandidateRow>,
}

/// What is known for a pair that is about to begin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Suggestion {
    /// The patient, as the record that stands for the one that was named.
    pub patient: Option<PatientRow>,
    /// The open pair of this patient, if there is one.
    pub open: Option<PairId>,
    /// On what ground the patient may qualify.
    pub ground: Option<Ground>,
    /// Physicians of the head, or the place that was named, by the roles that they may have in either scheme.
    pub known: Vec<(PairRole, Physician)>,
    /// Who asked: whoever asks in the consultation.
    pub asked_by: Party,
    /// The consultation.
    pub consultation: Option<ConsultationId>,
}

/// How many pairs a place has, of those that the caller may read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacePairs {
    /// It has a role in so many that are active.
    pub active: u32,
    /// It agreed to take part in so many that are not active yet.
    pub agreed: u32,
    /// Its answer is awaited in so many.
    pub asked: u32,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairsAnswer {
    /// To [`PairRead::List`].
    List {
        /// The rows.
        page: Page<PairRow>,
        /// The counts, whatever the filter.
        counts: PairCounts,
    },
    /// To [`PairRead::Pair`].
    Pair(Box<PairDetail>),
    /// To [`PairRead::Candidates`].
    Candidates(Box<Candidates>),
    /// To [`PairRead::Suggested`].
    Suggested(Box<Suggestion>),
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairChange {
    /// A pair begins; the reading is the centre's, whatever is named.
    Begin(Box<Opening>),
    /// A step.
    Step {
        /// Of which pair.
        pair: PairId,
        /// The version that the caller saw.
        seen: Version,
        /// The step.
        step: PairAct,
    },
}

/// A step of a pair, with what is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairAct {
    /// What it began with is put right; patient, scheme and reading stay.
    Amend(Box<Opening>),
    /// Somebody else looks after it.
    Hand {
        /// Who.
        to: StaffId,
        /// Why; may be empty.
        #[serde(default)]
        reason: String,
    },
    /// The patient's information is obtained, or more of it.
    Inform(Box<Information>),
    /// A candidate is asked; where it stands in the ranking is filled in by the server.
    Ask(Box<Asking>),
    /// The candidate's answer.
    Answer(PairAnswer),
    /// A candidate who had agreed does not take part after all.
    TakeBack {
        /// In which role.
        role: PairRole,
        /// Why.
        reason: String,
    },
    /// Both share the patient from a day on.
    Activate(Box<Beginning>),
    /// Who does what changes.
    Rearrange {
        /// Who does what from now on.
        duties: std::collections::BTreeMap<crate::domain::pair::Duty, PairRole>,
        /// What they agreed on besides; may be empty.
        #[serde(default)]
        terms: String,
    },
    /// Another physician of the same place takes a role over.
    Replace {
        /// Which role.
        role: PairRole,
        /// The physician's name.
        physician: String,
        /// Since when.
        from: NaiveDate,
        /// Why; may be empty.
        #[serde(default)]
        reason: String,
    },
    /// It is looked at.
    Review(Box<Review>),
    /// It ends; those who stay are on the patient's head from then on.
    End(Box<Ending>),
    /// It is not wanted any more, before it ever was active.
    CallOff {
        /// Why.
        reason: String,
    },
}

/// Why a change or a read is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairProblem {
    /// The rules of pairs forbid it.
    Rule(crate::domain::pair::PairProblem),
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
    /// The centre's list of procedures does not hold this one.
    UnknownProcedure {
        /// The code.
        code: crate::domain::code::Code,
    },
    /// The patient died or moved away: nobody is asked any more.
    PatientGone {
        /// Who.
        patient: PatientId,
    },
    /// This person has an open pair: a second one would part what belongs together.
    AlreadyOpen {
        /// The open one.
        pair: PairId,
    },
    /// Every role has a physician: nobody is sought.
    NobodySought {
        /// The pair.
        pair: PairId,
    },
    /// Only coordinators and managers look after pairs.
    CannotArrange {
        /// The member who was named.
        member: StaffId,
    },
    /// 主治医 and 副主治医 of the care team are those of the active pair, and are changed there.
    HeldByPair {
        /// The pair.
        pair: PairId,
    },
}

/// A part of what is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 対象となる理由
    Why,
    /// 依頼者
    AskedBy,
    /// 本人・家族の希望
    Wish,
    /// 医師
    Physician,
    /// 情報の提供元
    From,
    /// 情報の内容
    Information,
    /// 医療機関
    Place,
    /// 話した相手
    SpokeWith,
    /// 内容
    Text,
    /// 条件
    Conditions,
    /// 理由
    Reason,
    /// 取り決め
    Terms,
    /// 見直しの相手
    With,
}

impl From<crate::domain::pair::PairProblem> for super::Problem {
    fn from(problem: crate::domain::pair::PairProblem) -> Self {
        Self::Pair(PairProblem::Rule(problem))
    }
}

impl From<PairProblem> for super::Problem {
    fn from(problem: PairProblem) -> Self {
        Self::Pair(problem)
    }
}
