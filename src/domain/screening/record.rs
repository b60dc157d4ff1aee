//! A questionnaire that somebody answered (質問票), from the answers to what came of them.
//!
//! Recorded → in the queue, by a published rule or by a reason in words → followed up → ended. It can be set aside with a
//! reason and taken up again; nobody is set aside silently.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::{Answers, Questionnaire, ScreeningEvent, Sheet};
use super::{Rule, RuleState, Verdict};
use crate::domain::aggregate::{Aggregate, Stamp, Subject};
use crate::domain::id::{ConsultationId, PatientId, ScreeningId, Version};
use crate::domain::time::Moment;

/// Where a questionnaire stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningState {
    /// 未対応
    Recorded,
    /// 相談へ: the person is in the queue.
    InQueue,
    /// 見送り
    SetAside,
    /// 終了
    Ended,
}

impl ScreeningState {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Recorded, Self::InQueue, Self::SetAside, Self::Ended];

    /// Whether somebody still has something to do.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Recorded | Self::InQueue)
    }
}

/// Everything that can be done with a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningStep {
    /// It is put right.
    Amend,
    /// The person is said to be a patient.
    Link,
    /// The person goes into the queue.
    EnterQueue,
    /// Nothing is done for now.
    SetAside,
    /// It is looked at after all.
    TakeUp,
    /// What came of it is looked at.
    FollowUp,
    /// It ends.
    End,
}

/// What the answers say about the person, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// 該当: these published criteria are met.
    Met(Vec<Rule>),
    /// 未回答のため判定できない: these could still be met.
    Undecided(Vec<Rule>),
    /// So many answers are worth attention; no rule sums them up.
    Notable(u8),
    /// 非該当, or nothing worth attention.
    None,
}

impl Risk {
    /// What these answers say.
    pub fn of(answers: &Answers) -> Self {
        match answers {
            Answers::BasicChecklist(answers) => {
                let findings = answers.findings();
                let among = |state| findings.iter().filter(|it| it.state == state).map(|it| it.rule).collect();
                match answers.verdict() {
                    Verdict::AtRisk => Self::Met(among(RuleState::Met)),
                    Verdict::Undecided => Self::Undecided(among(RuleState::Open)),
                    Verdict::NotAtRisk => Self::None,
                }
            }
            Answers::OldOld(answers) => match answers.notable().count() {
                0 => Self::None,
                count => Self::Notable(u8::try_from(count).unwrap_or(u8::MAX)),
            },
        }
    }

    /// Whether a published rule says that the person is at risk.
    pub const fn is_by_rule(&self) -> bool {
        matches!(self, Self::Met(_))
    }
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningTurn {
    /// What.
    pub event: ScreeningEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// A questionnaire that somebody answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screening {
    /// Its identifier.
    pub id: ScreeningId,
    /// How often it has changed.
    pub version: Version,
    /// The answers, as they stand.
    pub sheet: Sheet,
    /// Where it stands.
    pub state: ScreeningState,
    /// Since when it stands there.
    pub since: Moment,
    /// The consultation by which the person went into the queue.
    pub consultation: Option<ConsultationId>,
    /// The day of the next look.
    pub next_look: Option<NaiveDate>,
    /// Everything that happened, in the order of recording.
    pub history: Vec<ScreeningTurn>,
}

impl Screening {
    /// The patient, once known.
    pub const fn patient(&self) -> Option<PatientId> {
        self.sheet.person.patient
    }

    /// Which questionnaire.
    pub const fn questionnaire(&self) -> Questionnaire {
        self.sheet.answers.questionnaire()
    }

    /// What the answers say.
    pub fn risk(&self) -> Risk {
        Risk::of(&self.sheet.answers)
    }

    fn fold(&mut self, event: &ScreeningEvent) {
        match event {
            ScreeningEvent::Recorded(sheet) => self.sheet = (**sheet).clone(),
            ScreeningEvent::Amended(sheet) => {
                let patient = self.sheet.person.patient;
                self.sheet = (**sheet).clone();
                self.sheet.person.patient = patient;
            }
            ScreeningEvent::Linked { patient } => self.sheet.person.patient = Some(*patient),
            ScreeningEvent::EnteredQueue { consultation, .. } => {
                self.consultation = Some(*consultation);
                self.state = ScreeningState::InQueue;
            }
            ScreeningEvent::SetAside { .. } => self.state = ScreeningState::SetAside,
            ScreeningEvent::TakenUp => self.state = ScreeningState::Recorded,
            ScreeningEvent::Followed(look) => self.next_look = look.next,
            ScreeningEvent::Ended { .. } => {
                self.next_look = None;
                self.state = ScreeningState::Ended;
            }
        }
    }
}

impl Aggregate for Screening {
    type Id = ScreeningId;
    type Event = ScreeningEvent;

    fn begin(id: ScreeningId, event: &ScreeningEvent, stamp: &Stamp) -> Option<Self> {
        let ScreeningEvent::Recorded(sheet) = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            sheet: (**sheet).clone(),
            state: ScreeningState::Recorded,
            since: stamp.at,
            consultation: None,
            next_look: None,
            history: vec![ScreeningTurn { event: event.clone(), stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &ScreeningEvent, stamp: &Stamp) {
        let before = self.state;
        self.fold(event);
        if self.state != before {
            self.since = stamp.at;
        }
        self.history.push(ScreeningTurn { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> ScreeningId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        self.patient().map_or(Subject::Centre, Subject::Patient)
    }
}
