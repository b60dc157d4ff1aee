//! What reports count of a consultation.

use serde::{Deserialize, Serialize};

use super::month::MonthNumber;
use super::names::{Name, Names};
use crate::domain::consultation::{Act, AgeBand, Asker, CareField, Channel, Consultation, ConsultationNumber, Scene};
use crate::domain::id::{ConsultationId, PatientId};

/// Contacts of one month by one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contacts(pub MonthNumber, pub Channel, pub u16);

/// A consultation was closed, or was opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn(pub MonthNumber, pub bool);

impl Turn {
    /// Whether it was closed.
    pub const fn is_close(self) -> bool {
        self.1
    }
}

/// A consultation as reports count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Line", into = "Line")]
pub struct CaseFact {
    /// Which.
    pub id: ConsultationId,
    /// The number that staff call it by.
    pub number: ConsultationNumber,
    /// Whom it is about, as named in it.
    pub patient: Option<PatientId>,
    /// The month in which it came in.
    pub received: MonthNumber,
    /// Who asks.
    pub asker: Asker,
    /// The age.
    pub age_band: AgeBand,
    /// The field of care.
    pub field: CareField,
    /// How it came in.
    pub channel: Channel,
    /// The scene.
    pub scene: Option<Scene>,
    /// The area.
    pub area: Option<Name>,
    /// The item of the programme.
    pub item: Option<Name>,
    /// The line of funding.
    pub funding: Option<Name>,
    /// What it is about.
    pub topics: Box<[Name]>,
    /// The contacts, by month and way.
    pub contacts: Box<[Contacts]>,
    /// When it was closed and opened again, in order; never before it came in.
    pub turns: Box<[Turn]>,
}

/// A fact as it is kept: in the order of its fields, without their names.
type Line = (
    ConsultationId,
    ConsultationNumber,
    Option<PatientId>,
    MonthNumber,
    (Asker, AgeBand, CareField, Channel, Option<Scene>),
    (Option<Name>, Option<Name>, Option<Name>),
    Box<[Name]>,
    Box<[Contacts]>,
    Box<[Turn]>,
);

impl From<Line> for CaseFact {
    fn from(line: Line) -> Self {
        let (id, number, patient, received, kinds, names, topics, contacts, turns) = line;
        let ((asker, age_band, field, channel, scene), (area, item, funding)) = (kinds, names);
        Self {
            id,
            number,
            patient,
            received,
            asker,
            age_band,
            field,
            channel,
            scene,
            area,
            item,
            funding,
            topics,
            contacts,
            turns,
        }
    }
}

impl From<CaseFact> for Line {
    fn from(it: CaseFact) -> Self {
        let kinds = (it.asker, it.age_band, it.field, it.channel, it.scene);
        let names = (it.area, it.item, it.funding);
        (it.id, it.number, it.patient, it.received, kinds, names, it.topics, it.contacts, it.turns)
    }
}

impl CaseFact {
    /// What is counted of a consultation.
    pub fn of(consultation: &Consultation, names: &mut Names) -> Self {
        let intake = &consultation.intake;
        let received = MonthNumber::at(intake.received_at);
        let mut topics: Vec<Name> = intake.topics.iter().map(|topic| names.number(&topic.0)).collect();
        topics.sort_unstable();
        topics.dedup();
        Self {
            id: consultation.id,
            number: consultation.number,
            patient: consultation.patient,
            received,
            asker: intake.asked_by.who,
            age_band: intake.age_band,
            field: intake.field,
            channel: intake.channel,
            scene: intake.scene,
            area: intake.area.as_ref().map(|area| names.number(&area.0)),
            item: intake.programme_item.as_ref().map(|item| names.number(&item.0)),
            funding: intake.funding_line.as_ref().map(|line| names.number(&line.0)),
            topics: topics.into_boxed_slice(),
            contacts: contacts(consultation, received),
            turns: turns(consultation, received),
        }
    }

    /// Whether it is open at the end of the last month before this one.
    pub fn is_open_before(&self, month: MonthNumber) -> bool {
        let last = self.turns.iter().rev().find(|turn| turn.0 < month);
        self.received < month && last.is_none_or(|turn| !turn.is_close())
    }

    /// Whether it is open at the end of this month.
    pub fn is_open_after(&self, month: MonthNumber) -> bool {
        let last = self.turns.iter().rev().find(|turn| turn.0 <= month);
        self.received <= month && last.is_none_or(|turn| !turn.is_close())
    }
}

/// The reception, where somebody spoke or wrote to the centre, and every step that stands and that somebody answered.
/// Nobody did where a list brought the person, or where the centre's own rule made the call.
fn contacts(consultation: &Consultation, received: MonthNumber) -> Box<[Contacts]> {
    let reception = (consultation.intake.channel != Channel::List && consultation.question.is_none())
        .then_some((received, consultation.intake.channel));
    let steps = consultation.steps.iter().filter(|step| step.stands() && !step.contents.nobody_answered);
    let steps = steps.map(|step| (MonthNumber::at(step.contents.at), step.contents.channel));
    let mut single: Vec<(MonthNumber, Channel)> = reception.into_iter().chain(steps).collect();
    single.sort_unstable();
    single
        .chunk_by(|one, next| one == next)
        .filter_map(|same| same.first().map(|(month, channel)| (month, channel, same.len())))
        .map(|(month, channel, times)| Contacts(*month, *channel, u16::try_from(times).unwrap_or(u16::MAX)))
        .collect()
}

/// A closing counts in the month in which it was recorded. One that was put down as received only later, when the form
/// was amended, counts as closed then too, so that what was open at the start and what came always equals what was closed
/// and what is open at the end.
fn turns(consultation: &Consultation, received: MonthNumber) -> Box<[Turn]> {
    let mut turns: Vec<Turn> = Vec::new();
    for turn in &consultation.course {
        let closes = match turn.act {
            Act::Closed | Act::Settled(_) => true,
            Act::Reopened { .. } => false,
            _ => continue,
        };
        // What was resolved and not closed is opened again without ever having been closed.
        if turns.last().map_or(closes, |last| last.is_close() != closes) {
            turns.push(Turn(MonthNumber::at(turn.stamp.at).max(received), closes));
        }
    }
    turns.into_boxed_slice()
}
