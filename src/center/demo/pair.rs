//! Pairs of physicians in every state: some being arranged, some active, some over.

use std::collections::BTreeMap;

use super::World;
use super::chance::Chance;
use super::days::{Days, Pace};
use super::people::Cast;
use super::places::Place;
use super::schedule::{End, Life};
use super::story::{Refused, Story};
use crate::domain::care_team::{CareRole, CareTeam, Carer, Seed};
use crate::domain::id::{PairId, StaffId};
use crate::domain::pair::{
    Asking, Beginning, DeclineGround, EndGround, Ending, Ground, Information, Needs, Opening, PairAnswer, PairRole,
    PairState, PhysicianPair, Reading, Review, Scheme,
};
use crate::domain::patient::{Patient, Physician, Place as Named};
use crate::domain::referral::{Means, Party};
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;
use chrono::{Days as Span, NaiveDate};

/// How far each turn goes.
const GOALS: [PairState; 8] = [
    PairState::Gathering,
    PairState::Choosing,
    PairState::Asking,
    PairState::Active,
    PairState::Agreed,
    PairState::Active,
    PairState::Ended,
    PairState::CalledOff,
];

/// The pair that a patient has.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    id: PairId,
    turn: usize,
}

/// Draws who has a pair: one patient in thirty of those who are still here, and at least one in each state.
pub fn shares(lives: &[Life], days: &Days) -> BTreeMap<usize, Share> {
    let long_enough = |life: &Life| life.end == End::Here && life.from + 40 < days.yesterday();
    let here: Vec<usize> = (0..lives.len()).filter(|at| long_enough(&lives[*at])).collect();
    let many = (here.len() / 30).clamp(GOALS.len().min(here.len()), 400);
    let share = |turn: usize| (here[turn * here.len() / many], Share { id: PairId(turn as u64 + 1), turn });
    (0..many).map(share).collect()
}

/// Where the two physicians of a pair are.
struct Both {
    scheme: Scheme,
    known: Physician,
    asked: Named,
    physician: String,
}

fn named(place: &Place) -> Named {
    Named { site: Some(place.id), name: place.name.clone() }
}

/// Primary and secondary of the team, or the hospital's specialist and the clinic.
fn both(cast: &Cast, team: Option<&CareTeam>) -> Option<Both> {
    let active = |role| team?.active().find(|member| member.role == role).map(|member| member.who.clone());
    let (primary, secondary) = (active(CareRole::PrimaryPhysician), active(CareRole::SecondaryPhysician));
    if let (Some(primary), Some(secondary)) = (primary, secondary)
        && primary.place.site != secondary.place.site
    {
        let known = Physician { name: primary.name, place: primary.place };
        return Some(Both { scheme: Scheme::VisitCover, known, asked: secondary.place, physician: secondary.name });
    }
    let known = Physician { name: "病棟 担当医".to_owned(), place: named(cast.hospital.as_ref()?) };
    let asked = named(cast.clinic.as_ref()?);
    Some(Both { scheme: Scheme::HospitalAndFamily, known, asked, physician: "院長".to_owned() })
}

/// One pair while it is told.
struct Teller<'a> {
    world: &'a World,
    story: &'a mut Story,
    pace: Pace<'a>,
    by: StaffId,
    both: Both,
    goal: PairState,
    /// The care team, which has both physicians of an active pair.
    team: Option<&'a mut CareTeam>,
}

/// Tells the pair of one patient as far as its turn says.
pub fn pair(
    world: &World,
    story: &mut Story,
    share: Share,
    (patient, cast, team): (&Patient, &Cast, Option<&mut CareTeam>),
    chance: &mut Chance,
) -> Result<(), Refused> {
    let Some(both) = both(cast, team.as_deref()) else { return Ok(()) };
    let by = *chance.pick(&world.coordinators);
    let goal = GOALS[share.turn % GOALS.len()];
    let age = if matches!(goal, PairState::Active | PairState::Ended) { 35 } else { 9 };
    let at = world.days.office(world.days.yesterday() - age - chance.range(0, 4), chance).max(patient.registered.at);
    let covered = both.scheme == Scheme::VisitCover;
    let [known_role, _] = both.scheme.roles(Reading::SpecialistPrimary);
    let opening = Opening {
        patient: patient.id,
        scheme: both.scheme,
        reading: Reading::SpecialistPrimary,
        ground: if covered { Ground::VisitsAtHome } else { Ground::SeveralDepartments },
        why: String::new(),
        known: BTreeMap::from([(known_role, both.known.clone())]),
        asked_by: Party { site: both.known.place.site, name: both.known.place.name.clone() },
        wish: "住み慣れた家で過ごしたい。".to_owned(),
        asked: Occurred::At(at),
        consultation: None,
    };
    let pace = world.days.pace(at);
    let event = PhysicianPair::open(opening)?;
    let mut record: PhysicianPair = story.begin(share.id, event, at, by)?;
    let mut teller = Teller { world, story, pace, by, both, goal, team };
    while record.state != teller.goal {
        let Some(at) = teller.pace.later(1, 3, chance) else { return Ok(()) };
        if !teller.step(&mut record, at, cast, chance)? {
            return Ok(());
        }
    }
    if teller.goal == PairState::Active
        && share.turn % 16 == 5
        && let Some(at) = teller.pace.later(8, 12, chance)
    {
        let review = Review {
            on: Occurred::At(at),
            with: teller.both.known.place.name.clone(),
            text: "代わりの訪問は2回。連絡の取り方に問題なし。".to_owned(),
            next: at.date_naive() + Span::new(90),
        };
        let event = record.review(review, at)?;
        teller.story.go(&mut record, event, at, by);
    }
    Ok(())
}

impl Teller<'_> {
    /// The next step; false where it goes no further.
    fn step(
        &mut self,
        pair: &mut PhysicianPair,
        at: Moment,
        cast: &Cast,
        chance: &mut Chance,
    ) -> Result<bool, Refused> {
        let on = Occurred::At(at);
        let event = match pair.state {
            PairState::Gathering if self.goal == PairState::CalledOff => {
                pair.call_off("入院が長引き、在宅の話がなくなった。".to_owned())?
            }
            PairState::Gathering => pair.inform(self.information(on), at)?,
            PairState::Choosing => {
                let first = pair.asked.is_empty();
                let Some(place) = self.candidate(first, cast, chance) else { return Ok(false) };
                pair.ask(asking(pair, place, on), at)?
            }
            PairState::Asking => {
                let answer = if pair.asked.len() == 1 {
                    let (ground, reason) = (DeclineGround::Full, "訪問の枠が埋まっている。".to_owned());
                    PairAnswer::Declined { on, ground, reason }
                } else {
                    let physician = self.both.physician.clone();
                    PairAnswer::Agreed { on, physician, conditions: String::new() }
                };
                pair.answer(answer, at)?
            }
            PairState::Agreed => {
                if !self.tell_team(pair, at) {
                    return Ok(false);
                }
                pair.activate(beginning(pair, at.date_naive()))?
            }
            PairState::Active => {
                let (ground, stays) = (EndGround::Admitted, pair.roles().to_vec());
                pair.end(Ending { on: at.date_naive(), ground, text: String::new(), stays }, at)?
            }
            _ => return Ok(false),
        };
        self.story.go(pair, event, at, self.by);
        // One that is to be chosen stands there after the first has declined.
        Ok(!(self.goal == PairState::Choosing && pair.asked.len() == 1 && pair.state == PairState::Choosing))
    }

    /// The team has both physicians from that day on; not if there is none, or something later happened to it already.
    fn tell_team(&mut self, pair: &PhysicianPair, at: Moment) -> bool {
        let Some(team) = self.team.as_deref_mut() else { return false };
        let physicians = pair.roles().into_iter().filter_map(|role| pair.physicians.get(&role));
        let roles = [CareRole::PrimaryPhysician, CareRole::SecondaryPhysician];
        let carer = |who: &Physician| Carer { place: who.place.clone(), name: who.name.clone(), ..Carer::default() };
        let seeds = roles.into_iter().zip(physicians).map(|(role, who)| Seed { role, who: carer(who) }).collect();
        match team.from_pair(pair.id, at.date_naive(), seeds) {
            None => true,
            Some(_) if team.history.last().is_some_and(|last| last.stamp.at >= at) => false,
            Some(event) => {
                self.story.go(team, event, at, self.by);
                true
            }
        }
    }

    fn information(&self, on: Occurred) -> Information {
        let at_home = self.both.scheme == Scheme::VisitCover;
        Information {
            on,
            from: Party { site: self.both.known.place.site, name: self.both.known.place.name.clone() },
            means: Means::Fax,
            text: "診療情報提供書と看護サマリーを受け取った。".to_owned(),
            needs: Needs { visits: true, round_the_clock: at_home, ..Needs::default() },
        }
    }

    /// The first who is asked is another clinic nearby; then whoever takes part in the end.
    fn candidate(&self, first: bool, cast: &Cast, chance: &mut Chance) -> Option<Named> {
        if !first {
            return Some(self.both.asked.clone());
        }
        let taken = [self.both.asked.site, self.both.known.place.site];
        let near = (0..20).filter_map(|_| self.world.places.near("clinic", &cast.area, chance)).map(named);
        near.into_iter().find(|place| !taken.contains(&place.site))
    }
}

fn asking(pair: &PhysicianPair, place: Named, on: Occurred) -> Asking {
    let role = pair.sought().unwrap_or(PairRole::Family);
    let text = "病状と希望を伝え、受け持ちを依頼した。".to_owned();
    Asking { role, place, spoke_with: "院長".to_owned(), on, means: Means::Phone, text, ranking: None }
}

fn beginning(pair: &PhysicianPair, from: NaiveDate) -> Beginning {
    let duties = pair.opening.scheme.duties().iter().copied().collect();
    let terms = "不在の日は前日までに連絡する。".to_owned();
    // Some are to be looked at soon.
    let review = from + Span::new(if pair.id.0.is_multiple_of(2) { 90 } else { 30 });
    Beginning { from, duties, terms, review }
}
