//! Introductions to a hospital's examination, operation or specialist, followed to their result.

use super::World;
use super::chance::Chance;
use super::people::Cast;
use super::places::Place;
use super::story::{Refused, Story};
use crate::domain::id::{ConsultationId, IntroductionId};
use crate::domain::introduction::{
    Ending, Findings, Introduction, IntroductionEvent, IntroductionState, Order, Performed, Purpose, Told,
};
use crate::domain::patient::Patient;
use crate::domain::referral::{Means, Party};
use crate::domain::timeline::Occurred;

fn party(place: Option<&Place>) -> Party {
    place.map_or_else(|| Party::named("市立病院"), |place| Party { site: Some(place.id), name: place.name.clone() })
}

/// One introduction to come.
#[derive(Clone, Copy, Debug)]
pub struct Errand {
    /// Its identifier.
    pub id: IntroductionId,
    /// The working day on which the hospital is asked.
    pub asked: i64,
    /// The state that it comes to, if there is time for it.
    pub goal: IntroductionState,
}

/// Tells one introduction as far as its goal says.
pub fn introduction(
    world: &World,
    story: &mut Story,
    errand: Errand,
    patient: &Patient,
    cast: &Cast,
    consultation: Option<ConsultationId>,
    chance: &mut Chance,
) -> Result<(), Refused> {
    let words = &world.made.care.introduction;
    let by = *chance.pick(&world.coordinators);
    let asked = world.days.office(errand.asked, chance).max(patient.registered.at);
    let mut pace = world.days.pace(asked);
    let purpose = Purpose::ALL[chance.weighted(&[55, 15, 30])];
    let reason = match purpose {
        Purpose::Examination => &words.examination,
        Purpose::Operation => &words.operation,
        Purpose::Specialist => &words.specialist,
    };
    let order = Order {
        patient: patient.id,
        purpose,
        to: party(cast.hospital.as_ref()),
        department: chance.word(&words.departments).to_owned(),
        reason: chance.word(reason).to_owned(),
        physician: party(cast.clinic.as_ref()),
        asked: Occurred::At(asked),
        consultation,
        referral: None,
    };
    let Some(at) = pace.minutes(2, 20, chance) else { return Ok(()) };
    let mut record: Introduction = story.begin(errand.id, IntroductionEvent::Asked(Box::new(order)), at, by)?;
    while record.state != errand.goal {
        let to = if record.state == IntroductionState::Accepted { 12 } else { 3 };
        let Some(at) = pace.later(1, to, chance) else { return Ok(()) };
        let on = Occurred::Day(at.date_naive());
        let event = match record.state {
            IntroductionState::Asked => match errand.goal {
                IntroductionState::Declined => record.decline(chance.word(&words.decline).to_owned())?,
                IntroductionState::Cancelled => record.cancel(chance.word(&words.cancel).to_owned())?,
                _ => {
                    let ahead = u64::try_from(chance.range(3, 25)).unwrap_or(7);
                    let day = world.days.day(world.days.number(at.date_naive() + chrono::Days::new(ahead)));
                    let day = if day <= at.date_naive() { at.date_naive() + chrono::Days::new(ahead) } else { day };
                    record.accept(Occurred::Day(day), chance.word(&words.accept_text).to_owned())?
                }
            },
            IntroductionState::Accepted => {
                let appointed = record.appointment.map_or(at.date_naive(), Occurred::date);
                if appointed > at.date_naive() {
                    // Nothing is written down before the day has come.
                    pace.at = at;
                    continue;
                }
                record.perform(Performed { on: Occurred::Day(appointed), text: String::new() }, at)?
            }
            IntroductionState::Done => {
                let means = *chance.pick(&[Means::Letter, Means::Fax, Means::Ict]);
                record.receive(Findings { on, means, text: chance.word(&words.findings).to_owned() })?
            }
            IntroductionState::ResultReceived => {
                let means = *chance.pick(&[Means::Phone, Means::Fax, Means::InPerson]);
                let physician = record.order.physician.clone();
                record.tell(Told { on, means, physician, text: chance.word(&words.told).to_owned() })?
            }
            IntroductionState::Told => record.close(Ending::Completed, String::new())?,
            _ => return Ok(()),
        };
        story.go(&mut record, event, at, by);
    }
    Ok(())
}
