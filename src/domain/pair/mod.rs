//! The two-physician arrangement (二人主治医制): two physicians share one patient, each in a role of the scheme.
//!
//! Begun → the patient's information obtained → a candidate asked, who agrees or declines, one after the other until
//! every role has a physician → active from a day on → reviewed, again and again → ended. No step is skipped, every
//! asking and answer is kept. `scheme` names the roles, `decide` says which step is possible, `rank` orders candidates.

mod decide;
mod event;
mod needs;
pub mod rank;
mod scheme;
mod steps;
mod terms;

#[cfg(test)]
mod model;
#[cfg(test)]
pub(crate) mod tests;

pub use decide::{Missing, Next, PairProblem};
pub use event::{
    Asking, Beginning, DeclineGround, EndGround, Ending, Information, Opening, PairAnswer, PairEvent, Ranking, Review,
};
pub use needs::{DaySet, Disease, Ground, Needs, NoDays};
pub use scheme::{Duty, PairRole, Reading, Scheme};
pub use terms::PairTerms;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Stamp, Subject};
use super::id::{PairId, StaffId, Version};
use super::patient::Physician;
use super::time::{JST, Moment};

/// Where a pair stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairState {
    /// 情報収集: the patient's information is to be obtained.
    Gathering,
    /// 候補選定: a candidate is to be chosen and asked.
    Choosing,
    /// 打診中: a candidate was asked.
    Asking,
    /// 内諾: every role has a physician; the day is to be named.
    Agreed,
    /// 実施中
    Active,
    /// 終了
    Ended,
    /// 取止め: not wanted any more before it was active.
    CalledOff,
}

impl PairState {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 7] =
        [Self::Gathering, Self::Choosing, Self::Asking, Self::Agreed, Self::Active, Self::Ended, Self::CalledOff];

    /// Whether somebody still has something to do.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Ended | Self::CalledOff)
    }

    /// The day by which somebody should look: the answer, the review, else the centre's own next step. `since` is the
    /// day on which the state began, `asked` that of the asking whose answer is awaited, `review` that of the next look.
    pub fn due(
        self,
        since: NaiveDate,
        asked: Option<NaiveDate>,
        review: Option<NaiveDate>,
        terms: &PairTerms,
    ) -> Option<NaiveDate> {
        let after = |day: NaiveDate, days: u32| day.checked_add_days(Days::new(u64::from(days))).unwrap_or(day);
        match self {
            Self::Gathering | Self::Choosing | Self::Agreed => Some(after(since, terms.step_days)),
            Self::Asking => Some(after(asked.unwrap_or(since), terms.answer_days)),
            Self::Active => review,
            Self::Ended | Self::CalledOff => None,
        }
    }

    /// Whether both physicians are still being brought together.
    pub const fn is_before_active(self) -> bool {
        matches!(self, Self::Gathering | Self::Choosing | Self::Asking | Self::Agreed)
    }
}

/// Everything that can be done with a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairStep {
    /// What it began with is put right.
    Amend,
    /// Somebody else looks after it.
    Hand,
    /// The patient's information is obtained.
    Inform,
    /// A candidate is asked.
    Ask,
    /// The candidate's answer is taken down.
    Answer,
    /// A candidate who had agreed does not take part after all.
    TakeBack,
    /// Both share the patient from a day on.
    Activate,
    /// Who does what changes.
    Rearrange,
    /// Another physician of the same place takes a role over.
    Replace,
    /// It is looked at.
    Review,
    /// It ends.
    End,
    /// It is not wanted any more.
    CallOff,
}

/// One asking with what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Who was asked what.
    pub asking: Asking,
    /// When and by whom that was recorded.
    pub stamp: Stamp,
    /// What became of it; none while the answer is awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<PairAnswer>,
    /// Why the candidate does not take part after all; empty where the answer stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub taken_back: String,
}

/// Something that happened, with the stamp of its recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// What.
    pub event: PairEvent,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// Two physicians who share one patient, or are being brought together for that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhysicianPair {
    /// Its identifier.
    pub id: PairId,
    /// How often it has changed.
    pub version: Version,
    /// What it began with, as it stands.
    pub opening: Opening,
    /// The member of staff who looks after it.
    pub coordinator: StaffId,
    /// Where it stands.
    pub state: PairState,
    /// Since when it stands there.
    pub since: Moment,
    /// The patient's information, as it was obtained last.
    pub information: Option<Information>,
    /// Every asking, in the order of recording.
    pub asked: Vec<Asked>,
    /// The physicians of the roles that have one.
    pub physicians: BTreeMap<PairRole, Physician>,
    /// From when on, and who does what.
    pub beginning: Option<Beginning>,
    /// How it ended, if it was active and ended.
    pub ending: Option<Ending>,
    /// Everything that happened, in the order of recording.
    pub history: Vec<Happened>,
}

impl PhysicianPair {
    /// Its roles, the primary physician's first.
    pub const fn roles(&self) -> [PairRole; 2] {
        self.opening.scheme.roles(self.opening.reading)
    }

    /// 主治医: whoever has that role under the reading of this pair.
    pub fn primary(&self) -> Option<&Physician> {
        let [primary, _] = self.roles();
        self.physicians.get(&primary)
    }

    /// 副主治医: whoever has that role under the reading of this pair.
    pub fn secondary(&self) -> Option<&Physician> {
        let [_, secondary] = self.roles();
        self.physicians.get(&secondary)
    }

    /// The role for which a physician is sought: the first that has none.
    pub fn sought(&self) -> Option<PairRole> {
        self.roles().into_iter().find(|role| !self.physicians.contains_key(role))
    }

    /// The asking whose answer is awaited.
    pub fn open_asking(&self) -> Option<&Asked> {
        self.asked.last().filter(|asked| asked.answer.is_none())
    }

    /// The day by which somebody should look; none once it has ended.
    pub fn due(&self, terms: &PairTerms) -> Option<NaiveDate> {
        self.state.due(self.since_day(), self.asked_on(), self.next_review(), terms)
    }

    /// The day on which its state began.
    pub fn since_day(&self) -> NaiveDate {
        self.since.with_timezone(&JST).date_naive()
    }

    /// The day of the asking whose answer is awaited.
    pub fn asked_on(&self) -> Option<NaiveDate> {
        self.open_asking().map(|asked| asked.asking.on.date())
    }

    /// The day of the next look at an active pair.
    pub fn next_review(&self) -> Option<NaiveDate> {
        self.beginning.as_ref().map(|beginning| beginning.review)
    }

    /// Where it stands by what is there.
    fn stands(&self) -> PairState {
        if self.beginning.is_some() {
            PairState::Active
        } else if self.information.is_none() {
            PairState::Gathering
        } else if self.open_asking().is_some() {
            PairState::Asking
        } else if self.sought().is_some() {
            PairState::Choosing
        } else {
            PairState::Agreed
        }
    }

    fn fold(&mut self, event: &PairEvent) {
        match event {
            PairEvent::Begun(opening) | PairEvent::Amended(opening) => {
                self.physicians.retain(|role, _| !self.opening.known.contains_key(role));
                self.physicians.extend(opening.known.clone());
                self.opening = (**opening).clone();
            }
            PairEvent::Handed { to, .. } => self.coordinator = *to,
            PairEvent::Informed(information) => self.information = Some((**information).clone()),
            // Its stamp comes with the record of what happened.
            PairEvent::Asked(_) | PairEvent::CalledOff { .. } => {}
            PairEvent::Answered(answer) => {
                if let Some(asked) = self.asked.last_mut() {
                    asked.answer = Some(answer.clone());
                    if let PairAnswer::Agreed { physician, .. } = answer {
                        let physician = Physician { name: physician.clone(), place: asked.asking.place.clone() };
                        self.physicians.insert(asked.asking.role, physician);
                    }
                }
            }
            PairEvent::TakenBack { role, reason } => {
                self.physicians.remove(role);
                let stood = self.asked.iter_mut().rev().find(|asked| asked.stands_for(*role));
                if let Some(asked) = stood {
                    asked.taken_back.clone_from(reason);
                }
            }
            PairEvent::Activated(beginning) => self.beginning = Some((**beginning).clone()),
            PairEvent::Rearranged { duties, terms } => {
                if let Some(beginning) = &mut self.beginning {
                    beginning.duties.clone_from(duties);
                    beginning.terms.clone_from(terms);
                }
            }
            PairEvent::Replaced { role, physician, .. } => {
                if let Some(known) = self.physicians.get_mut(role) {
                    known.name.clone_from(physician);
                }
            }
            PairEvent::Reviewed(review) => {
                if let Some(beginning) = &mut self.beginning {
                    beginning.review = review.next;
                }
            }
            PairEvent::Ended(ending) => self.ending = Some((**ending).clone()),
        }
    }
}

impl Asked {
    /// Whether this asking is why a physician has the role.
    pub fn stands_for(&self, role: PairRole) -> bool {
        self.asking.role == role && self.taken_back.is_empty() && matches!(self.answer, Some(PairAnswer::Agreed { .. }))
    }
}

impl Aggregate for PhysicianPair {
    type Id = PairId;
    type Event = PairEvent;

    fn begin(id: PairId, event: &PairEvent, stamp: &Stamp) -> Option<Self> {
        let PairEvent::Begun(opening) = event else { return None };
        Some(Self {
            id,
            version: Version(1),
            opening: (**opening).clone(),
            coordinator: stamp.by,
            state: PairState::Gathering,
            since: stamp.at,
            information: None,
            asked: Vec::new(),
            physicians: opening.known.clone(),
            beginning: None,
            ending: None,
            history: vec![Happened { event: event.clone(), stamp: *stamp }],
        })
    }

    fn apply(&mut self, event: &PairEvent, stamp: &Stamp) {
        if let PairEvent::Asked(asking) = event {
            let asking = (**asking).clone();
            self.asked.push(Asked { asking, stamp: *stamp, answer: None, taken_back: String::new() });
        }
        self.fold(event);
        let state = match event {
            PairEvent::Ended(_) => PairState::Ended,
            PairEvent::CalledOff { .. } => PairState::CalledOff,
            _ if self.state.is_open() => self.stands(),
            _ => self.state,
        };
        // Each candidate who is asked has the whole time for the answer.
        if state != self.state || matches!(event, PairEvent::Asked(_)) {
            self.state = state;
            self.since = stamp.at;
        }
        self.history.push(Happened { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> PairId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Patient(self.opening.patient)
    }
}
