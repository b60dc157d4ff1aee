//! Requests about the consultation queue: lists, counts, one consultation, possible doubles, and every step of its course.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::{Page, Window};
use super::patient::PatientRow;
use crate::domain::area::AreaCode;
use crate::domain::code::Code;
use crate::domain::consultation::{
    AgeBand, Asker, Channel, Consultation, ConsultationNumber, Intake, Resolution, State, StepContents, StepNumber,
    Urgency, Wait,
};
use crate::domain::id::{ConsultationId, PatientId, StaffId, Version};
use crate::domain::person::{PersonName, Sex};
use crate::domain::time::Moment;

pub use crate::domain::consultation::ConsultationProblem as QueueProblem;

/// Reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueRead {
    /// Consultations, sorted and filtered.
    List {
        /// Which.
        #[serde(default)]
        filter: QueueFilter,
        /// In which order.
        #[serde(default)]
        order: QueueOrder,
        /// Which part of the list.
        #[serde(default)]
        window: Window,
    },
    /// How many there are of what the header tells.
    Counts,
    /// One consultation as a whole; this counts as having read it.
    Detail {
        /// Which.
        consultation: ConsultationId,
    },
    /// Consultations that may be about the same person as one about to be saved.
    Doubles {
        /// The patient, where there is a record.
        #[serde(default)]
        patient: Option<PatientId>,
        /// The name and its kana, as far as known.
        #[serde(default)]
        name: PersonName,
        /// The birth date.
        #[serde(default)]
        birth: Option<NaiveDate>,
        /// The person's phone number.
        #[serde(default)]
        phone: String,
        /// When it came in; none for now.
        #[serde(default)]
        received_at: Option<Moment>,
        /// The consultation that is not to be found: the one being amended.
        #[serde(default)]
        except: Option<ConsultationId>,
    },
}

/// Which consultations are listed; whatever is left empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueFilter {
    /// In these states.
    pub states: Vec<State>,
    /// Of these areas.
    pub areas: Vec<AreaCode>,
    /// Of these urgencies.
    pub urgencies: Vec<Urgency>,
    /// Only those that the caller has.
    pub mine: bool,
    /// Only those whose time is over.
    pub overdue: bool,
    /// Only those where somebody is to be called back.
    pub call_back: bool,
    /// Only those about this patient, records merged into that one included.
    pub patient: Option<PatientId>,
    /// Which hold each of these words in number, names, kana, romaji, organisation, phone or first line.
    pub text: String,
}

impl QueueFilter {
    /// All that something is still to be done about.
    pub fn open() -> Self {
        Self { states: State::ALL.iter().copied().filter(|state| state.is_open()).collect(), ..Self::default() }
    }
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueOrder {
    /// What is due first; what is done comes last.
    #[default]
    Due,
    /// What came in last first.
    Received,
    /// By number, the highest first.
    Number,
    /// By area in the order of the city's list, then by due time.
    Area,
    /// By state in the order of a case's course, then by due time.
    State,
}

impl QueueOrder {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Self; 5] = [Self::Due, Self::Received, Self::Number, Self::Area, Self::State];
}

/// The person whom a consultation is about, as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutRow {
    /// The patient, where there is a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// Name and kana; both empty if it is about nobody or nobody knows.
    pub name: PersonName,
    /// Sex.
    pub sex: Sex,
    /// Full years of age today, where the birth date is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u32>,
}

/// A consultation as lists show one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// Its identifier.
    pub id: ConsultationId,
    /// How often it has changed.
    pub version: Version,
    /// Its number.
    pub number: ConsultationNumber,
    /// Where it stands.
    pub state: State,
    /// How soon it has to be answered.
    pub urgency: Urgency,
    /// When it came in.
    pub received_at: Moment,
    /// How it came in.
    pub channel: Channel,
    /// Who asks.
    pub asker: Asker,
    /// The asker's organisation; may be empty.
    #[serde(default)]
    pub organisation: String,
    /// The daily-living area.
    pub area: Option<AreaCode>,
    /// The person whom it is about; none if it is about nobody.
    pub about: Option<AboutRow>,
    /// The person's age as reports count it.
    pub age_band: AgeBand,
    /// What it is about.
    #[serde(default)]
    pub topics: Vec<Code>,
    /// Signs worth a tag.
    #[serde(default)]
    pub tags: Vec<Code>,
    /// What was said, its first line; empty where it is not for the caller.
    #[serde(default)]
    pub line: String,
    /// When it has to be looked at: for one on hold the end of the day until which it waits.
    /// None once it is resolved, or when reminders about the person have come to an end.
    #[serde(default)]
    pub due: Option<Moment>,
    /// The working minutes that are left; negative when its time is over.
    #[serde(default)]
    pub remaining: Option<i64>,
    /// Whether its time is over.
    pub overdue: bool,
    /// Who has it.
    #[serde(default)]
    pub claimed_by: Option<StaffId>,
    /// How many people are to be called back.
    #[serde(default)]
    pub calls_back: u32,
    /// The day until which it waits.
    #[serde(default)]
    pub waits_until: Option<NaiveDate>,
    /// Whether that day has come.
    #[serde(default)]
    pub wait_over: bool,
    /// Whether the person died or moved away, so that nothing reminds any more.
    #[serde(default)]
    pub reminders_ended: bool,
}

/// How many there are of what the header tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueCounts {
    /// 受付: nobody has them.
    pub unclaimed: u32,
    /// 超過: their time is over.
    pub overdue: u32,
    /// 自分: the caller has them.
    pub mine: u32,
    /// 新: came in today, and nobody has them.
    pub new: u32,
    /// 折返し: somebody is to be called back.
    pub call_back: u32,
    /// 保留: on hold.
    pub waiting: u32,
    /// All that something is still to be done about.
    pub open: u32,
}

/// One consultation with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueDetail {
    /// The record; clinical text is left out where it is not for the caller.
    pub consultation: Consultation,
    /// The same as a list shows it.
    pub row: QueueRow,
    /// The patient whom it is about.
    #[serde(default)]
    pub patient: Option<PatientRow>,
    /// The steps whose counterpart is to be called back.
    #[serde(default)]
    pub calls_back: Vec<StepNumber>,
    /// Other consultations about the same patient, the newest first, ten at the most.
    #[serde(default)]
    pub others: Vec<QueueRow>,
}

/// By what two consultations look like they were about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueDoubleSign {
    /// The same patient.
    Patient,
    /// The same name, old and new character forms alike.
    Name,
    /// The same kana.
    Kana,
    /// The same birth date.
    Birth,
    /// The same phone number.
    Phone,
}

/// A consultation that may be about the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueDouble {
    /// The consultation.
    pub row: QueueRow,
    /// By what it looks so, the strongest sign first.
    pub signs: Vec<QueueDoubleSign>,
}

/// Answers to reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueAnswer {
    /// To [`QueueRead::List`].
    List(Page<QueueRow>),
    /// To [`QueueRead::Counts`].
    Counts(QueueCounts),
    /// To [`QueueRead::Detail`].
    Detail(Box<QueueDetail>),
    /// To [`QueueRead::Doubles`]: the likeliest first.
    Doubles(Vec<QueueDouble>),
}

/// Changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueChange {
    /// Something comes in.
    Receive {
        /// The reception form.
        intake: Box<Intake>,
        /// The patient, where there is a record.
        #[serde(default)]
        patient: Option<PatientId>,
    },
    /// Something is done about a consultation.
    Act {
        /// Which.
        consultation: ConsultationId,
        /// The version that the caller saw; steps and claims do without, since they cannot overwrite anything.
        #[serde(default)]
        seen: Option<Version>,
        /// What is done.
        act: QueueAct,
    },
    /// The caller gives own cases to a colleague, all of them or none.
    HandOver {
        /// Which.
        cases: Vec<ConsultationId>,
        /// Who takes them.
        to: StaffId,
        /// What the colleague is told of them.
        reason: String,
    },
}

/// What is done about a consultation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueAct {
    /// The reception form is amended as a whole.
    Amend(Box<Intake>),
    /// The caller takes it, which nobody has.
    Claim,
    /// Somebody is named to take it, which nobody has.
    Assign {
        /// Who.
        to: StaffId,
    },
    /// It is taken over from whoever has it.
    TakeOver {
        /// Who takes it; none for the caller.
        #[serde(default)]
        to: Option<StaffId>,
        /// Why.
        reason: String,
    },
    /// A step was taken.
    Answer(Box<StepContents>),
    /// A step was written down wrongly.
    CorrectStep {
        /// The step.
        step: StepNumber,
        /// Why.
        reason: String,
        /// What is right.
        contents: Box<StepContents>,
    },
    /// A step did not happen here.
    WithdrawStep {
        /// The step.
        step: StepNumber,
        /// Why.
        reason: String,
    },
    /// It has to wait.
    PutOnHold(Wait),
    /// It need not wait any more.
    TakeOffHold,
    /// Something came of it.
    Resolve(Resolution),
    /// Nothing more is to be done.
    Close,
    /// It comes up again.
    Reopen {
        /// Why.
        reason: String,
    },
    /// It turns out whom it is about.
    Link {
        /// The patient.
        patient: PatientId,
    },
    /// It turns out that it is about somebody else.
    Unlink {
        /// Why.
        reason: String,
    },
}
