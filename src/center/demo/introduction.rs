//! Introductions to a hospital's examination, operation or specialist, followed to their result.

use std::collections::BTreeMap;

use super::World;
use super::chance::Chance;
use super::days::Days;
use super::places::Place;
use super::referral::Whose;
use super::schedule::{End, Life};
use super::story::{Refused, Story};
use crate::domain::id::IntroductionId;
use crate::domain::introduction::{
    Ending, Findings, Introduction, IntroductionEvent, IntroductionState, Order, Performed, Purpose, Told,
};
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

/// Draws when introductions come: one for every tenth patient, the open ones lately.
pub fn errands(lives: &[Life], seed: u64, days: &Days) -> BTreeMap<usize, Vec<Errand>> {
    let mut chance = Chance::of(seed, 5);
    let last = days.yesterday();
    let mut all: Vec<(i64, usize, IntroductionState)> = Vec::new();
    for (patient, life) in lives.iter().enumerate() {
        if chance.percent(10) {
            let asked = life.some_day(60, &mut chance);
            let goal = match chance.below(100) {
                0..8 => IntroductionState::Declined,
                8..14 => IntroductionState::Cancelled,
                _ => IntroductionState::Closed,
            };
            if asked + 60 < last {
                all.push((asked, patient, goal));
            }
        }
    }
    let here: Vec<usize> =
        (0..lives.len()).filter(|at| lives[*at].end == End::Here && lives[*at].from + 40 < last).collect();
    let open = if here.is_empty() { 0 } else { (lives.len() / 25).clamp(1, 60) };
    for turn in 0..open {
        let (goal, age) = [
            (IntroductionState::Asked, 4),
            (IntroductionState::Accepted, 8),
            (IntroductionState::Done, 30),
            (IntroductionState::ResultReceived, 33),
            (IntroductionState::Told, 36),
        ][turn % 5];
        all.push((last - age - chance.range(0, 3), *chance.pick(&here), goal));
    }
    all.sort_unstable_by_key(|(asked, patient, _)| (*asked, *patient));
    let mut of: BTreeMap<usize, Vec<Errand>> = BTreeMap::new();
    for (id, (asked, patient, goal)) in (1..).map(IntroductionId).zip(all) {
        of.entry(patient).or_default().push(Errand { id, asked, goal });
    }
    of
}

/// Tells one introduction as far as its goal says.
pub fn introduction(
    world: &World,
    story: &mut Story,
    errand: Errand,
    about: Whose<'_>,
    chance: &mut Chance,
) -> Result<(), Refused> {
    let Whose { patient, cast, consultation } = about;
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
