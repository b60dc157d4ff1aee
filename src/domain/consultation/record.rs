//! A consultation as it stands, and what reads it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::kinds::{AgeBand, Asker, CareField, Channel, Outcome, Scene, State, Urgency, WaitReason};
use super::number::ConsultationNumber;
use super::step::{Step, StepNumber};
use crate::domain::aggregate::Stamp;
use crate::domain::area::AreaCode;
use crate::domain::calendar::WorkingTime;
use crate::domain::code::Code;
use crate::domain::funding::{Charge, Work, WorkKind};
use crate::domain::id::{ConsultationId, PatientId, QuestionId, SiteId, StaffId, Version};
use crate::domain::person::{PersonName, Sex};
use crate::domain::time::{JST, Moment};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedBy {
    /// What the person is to the case.
    pub who: Asker,
    /// The place of the regional resources where the person works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// The organisation as staff wrote it, where the resources do not hold it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// The name; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Where to call back; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// The person whom it is about, as far as known before there is a patient's record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionalPerson {
    /// Name and kana.
    pub name: PersonName,
    /// Sex.
    #[serde(default)]
    pub sex: Sex,
    /// Birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<NaiveDate>,
    /// Phone; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Address; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// All that the reception form holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// When it came in.
    pub received_at: Moment,
    /// How it came in.
    pub channel: Channel,
    /// Who asks.
    pub asked_by: AskedBy,
    /// The person whom it is about, before there is a patient's record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ProvisionalPerson>,
    /// The daily-living area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaCode>,
    /// The person's age as reports count it.
    pub age_band: AgeBand,
    /// The field of care.
    pub field: CareField,
    /// What it is about, by the centre's list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Code>,
    /// Signs worth a tag, by the centre's list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Code>,
    /// The scene of the ministry's guide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<Scene>,
    /// How soon it has to be answered.
    pub urgency: Urgency,
    /// What was said.
    pub text: String,
    /// What the asker or the person wishes; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wish: String,
    /// The programme's item that it counts under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme_item: Option<Code>,
    /// The line of funding that it is charged to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding_line: Option<Code>,
}

impl Intake {
    /// What the consultation is charged to.
    pub fn charge(&self) -> Charge {
        Charge { programme_item: self.programme_item.clone(), funding_line: self.funding_line.clone() }
    }

    /// The same form with this charge.
    pub fn charged(self, charge: Charge) -> Self {
        Self { programme_item: charge.programme_item, funding_line: charge.funding_line, ..self }
    }

    /// Its reception, as what is usual for work is looked for.
    pub fn work(&self) -> Work<'_> {
        Work {
            kind: WorkKind::Consultation,
            day: day_of(self.received_at),
            topics: &self.topics,
            channel: Some(self.channel),
        }
    }

    /// A step on such a day by such means, as what is usual for work is looked for.
    pub fn step_work(&self, at: Moment, channel: Channel) -> Work<'_> {
        Work { kind: WorkKind::ConsultationStep, day: day_of(at), topics: &self.topics, channel: Some(channel) }
    }
}

/// The day on which something happened, in Japan.
fn day_of(at: Moment) -> NaiveDate {
    at.with_timezone(&JST).date_naive()
}

/// What it waits for, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// What it waits for.
    pub reason: WaitReason,
    /// In more words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The day on which it is due again.
    pub until: NaiveDate,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// What came of it.
    pub outcome: Outcome,
    /// In more words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// One turn in the course of a consultation, kept for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// What was done.
    pub act: Act,
    /// When it was recorded, and by whom.
    pub stamp: Stamp,
}

/// What was done in a turn; steps stand apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// It was received.
    Received,
    /// The reception form was amended.
    Amended,
    /// Somebody claimed it.
    Claimed,
    /// Somebody was named to take it.
    Assigned {
        /// Who.
        to: StaffId,
    },
    /// Somebody took it over.
    TakenOver {
        /// Who had it.
        from: StaffId,
        /// Why.
        reason: String,
    },
    /// It was put on hold.
    PutOnHold(Wait),
    /// It was taken off hold.
    TakenOffHold,
    /// It has an outcome.
    Resolved(Resolution),
    /// It was closed.
    Closed,
    /// The question that it was the call for was answered or withdrawn.
    Settled(Resolution),
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
    },
    /// It was linked to a patient.
    Linked {
        /// The patient.
        patient: PatientId,
    },
    /// It was parted from a patient.
    Unlinked {
        /// The patient.
        patient: PatientId,
        /// Why.
        reason: String,
    },
}

/// A consultation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Its identifier.
    pub id: ConsultationId,
    /// How often it has changed.
    pub version: Version,
    /// The number that staff call it by.
    pub number: ConsultationNumber,
    /// The reception form.
    pub intake: Intake,
    /// The patient whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// The question that it is the call for, where the physician's time ran out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
    /// When it has to be answered: from its reception, or from its last opening.
    pub due: Moment,
    /// Where it stands.
    pub state: State,
    /// Who has it; nobody in [`State::Received`] and [`State::Reopened`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<StaffId>,
    /// What it waits for, in [`State::Waiting`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
    /// What came of it, in [`State::Resolved`] and [`State::Closed`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// The steps of the answer, in the order in which they were recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// All other turns, in the order in which they were recorded.
    pub course: Vec<Turn>,
}

impl Consultation {
    /// The step of this number.
    pub fn step(&self, number: StepNumber) -> Option<&Step> {
        self.steps.iter().find(|step| step.number == number)
    }

    /// The steps that count, in the order in which they were taken.
    pub fn standing_steps(&self) -> Vec<&Step> {
        let mut steps: Vec<_> = self.steps.iter().filter(|step| step.stands()).collect();
        steps.sort_by_key(|step| (step.contents.at, step.number));
        steps
    }

    /// The calls that nobody took and that no later step with the same counterpart made good, oldest first.
    /// Of several calls to one counterpart only the last is told.
    pub fn calls_back(&self) -> Vec<&Step> {
        if !self.state.is_open() {
            return Vec::new();
        }
        let steps = self.standing_steps();
        let open = steps.iter().enumerate().filter(|(at, step)| {
            step.contents.nobody_answered
                && !steps.iter().skip(at + 1).any(|later| later.contents.with.may_be(&step.contents.with))
        });
        open.map(|(_, step)| *step).collect()
    }

    /// When it has to be looked at: the end of the day until which it waits, else its due time; nothing once it is resolved.
    pub fn due_now(&self, time: WorkingTime<'_>) -> Option<Moment> {
        match (&self.wait, self.state.is_open()) {
            (_, false) => None,
            (Some(wait), true) => Some(time.end_of(wait.until)),
            (None, true) => Some(self.due),
        }
    }

    /// When something was last recorded about it, and by whom.
    pub fn last_stamp(&self) -> Option<Stamp> {
        let turns = self.course.iter().map(|turn| turn.stamp);
        turns.chain(self.steps.iter().map(|step| step.recorded)).max_by_key(|stamp| stamp.at)
    }

    /// Whether the day until which it waits has come.
    pub fn wait_is_over(&self, today: NaiveDate) -> bool {
        self.wait.as_ref().is_some_and(|wait| wait.until <= today)
    }
}
