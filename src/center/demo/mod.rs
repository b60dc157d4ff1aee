//! A made-up city: a centre's years, told event by event through the same rules that a real one lives by.
//!
//! The same plan gives the same events. What comes in when is drawn first (`schedule`); then each patient's story is
//! told by itself, from chance of its own, and its frames go to the journal as they come, so that memory stays small.

mod absence;
mod care_team;
mod chance;
mod days;
mod entries;
mod introduction;
mod loads;
mod pair;
mod outreach;
mod people;
mod places;
mod prevention;
mod queue;
mod referral;
mod region;
mod schedule;
mod special;
mod staff;
mod story;
mod write;

#[cfg(test)]
mod tests;

use chrono::{NaiveDate, TimeDelta};

use crate::domain::consultation::{Asker, CareField, Outcome, Scene};
use crate::domain::id::{EntryId, PatientId, ReferralId, StaffId};
use crate::domain::patient::Patient;
use crate::domain::settings::Settings;
use crate::domain::staff::SupportTeam;
use crate::domain::time::Moment;
use crate::exchange::city::{CityProblem, made_up_settings};
use crate::exchange::made_up::{MadeUp, MadeUpProblem, Scenario, made_up};
use absence::Absences;
use chance::Chance;
use days::Days;
use entries::Timeline;
use introduction::Errand;
use loads::{Job, Jobs};
use people::Cast;
use places::Places;
use queue::About;
use referral::Whose;
use schedule::{End, Life, Schedule, Slot};
use special::Special;
use staff::Team;
use story::{Sheet, Story};

pub use story::Refused;
pub use write::{Written, write};

/// A kind of consultation in the codes of the domain.
type Case = Scenario<Asker, Scene, CareField, Outcome>;

/// What city is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many patients it has.
    pub patients: usize,
    /// For how many years the centre has worked.
    pub years: u32,
    /// What chance starts from.
    pub seed: u64,
    /// The last day, on whose morning the city stands still.
    pub today: NaiveDate,
}

/// What the city came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Patients.
    pub patients: u64,
    /// Consultations.
    pub consultations: u64,
    /// Referrals.
    pub referrals: u64,
    /// Introductions.
    pub introductions: u64,
    /// Pairs of physicians.
    pub pairs: u64,
    /// Questions to physicians.
    pub questions: u64,
    /// Advice that was asked of support physicians.
    pub advices: u64,
    /// Outreaches.
    pub outreaches: u64,
    /// Questionnaires that were answered.
    pub screenings: u64,
    /// Cases of fracture prevention.
    pub fractures: u64,
    /// Care teams.
    pub care_teams: u64,
    /// Organisations of the region's shared record.
    pub enrolments: u64,
    /// Regional issues.
    pub issues: u64,
    /// Timeline entries.
    pub entries: u64,
    /// Places of the resources.
    pub resources: u64,
    /// Members of staff.
    pub staff: u64,
    /// Events.
    pub events: u64,
}

/// Why a city cannot be made up.
#[derive(Debug)]
pub enum DemoProblem {
    /// What it is drawn from cannot be read.
    MadeUp(MadeUpProblem),
    /// Its settings cannot be read.
    Settings(CityProblem),
    /// A rule refused what was made up.
    Refused(Refused),
    /// It cannot be written.
    Open(super::OpenProblem),
}

impl From<MadeUpProblem> for DemoProblem {
    fn from(problem: MadeUpProblem) -> Self {
        Self::MadeUp(problem)
    }
}

impl From<CityProblem> for DemoProblem {
    fn from(problem: CityProblem) -> Self {
        Self::Settings(problem)
    }
}

impl From<Refused> for DemoProblem {
    fn from(problem: Refused) -> Self {
        Self::Refused(problem)
    }
}

impl<T: Into<super::OpenProblem>> From<T> for DemoProblem {
    fn from(problem: T) -> Self {
        Self::Open(problem.into())
    }
}

/// The moment at which the city of this plan stands still: nine in the morning of its last day.
pub fn standing_still(plan: Plan) -> Moment {
    days::moment(plan.today, days::OPENS)
}

/// What every story of one city shares.
struct World {
    plan: Plan,
    settings: Settings,
    days: Days,
    made: MadeUp<Case>,
    team: Team,
    coordinators: Vec<StaffId>,
    reception: Vec<StaffId>,
    places: Places,
    absences: Absences,
}

/// Streams of chance: 1 is the schedule's, from here on each patient has one.
const PLACES: u64 = 2;
const GENERAL: u64 = 3;
const ABSENCES: u64 = 6;
const PATIENTS: u64 = 1_000;

/// How many entries the one long history has, and whose it is, in a city large enough.
const LONG: usize = 5_000;
const LONG_PATIENT: usize = 5;

/// Tells the whole city; every frame goes to `write` in an order that is always the same.
fn tell(plan: Plan, mut write: impl FnMut(Sheet) -> Result<(), DemoProblem>) -> Result<(), DemoProblem> {
    let settings = made_up_settings()?;
    let days = Days::new(plan.today, plan.years, &settings.hours);
    let schedule = Schedule::draw(plan.patients, plan.seed, &days);
    let mut story = Story::default();
    let opening = days::moment(days.founded, 9 * 60);
    let per_post = settings.referrals_per_full_time;
    let wanted = |team: SupportTeam| loads::usual(plan.patients, plan.years, team);
    let areas = &settings.city.areas;
    let team = Team::hire(&mut story, staff::founder(None), areas, wanted, per_post, opening)?;
    let jobs = Jobs::draw(&schedule.lives, &team.all, per_post, plan.seed, &days);
    let errands = introduction::errands(&schedule.lives, plan.seed, &days);
    let shares = pair::shares(&schedule.lives, &days);
    let (coordinators, reception) = (team.coordinators(), team.reception());
    let made = made_up()?;
    let count = (plan.patients / 3).clamp(60, 10_000);
    let mut chance = Chance::of(plan.seed, PLACES);
    let places = places::found(count, &mut story, &settings, &days, &made.surnames, &reception, &mut chance)?;
    let mut chance = Chance::of(plan.seed, ABSENCES);
    let absences = absence::absences(areas, &places, &made.surnames, &days, &coordinators, &mut story, &mut chance)?;
    let world = World { plan, settings, days, made, team, coordinators, reception, places, absences };
    for sheet in story.sheets() {
        write(sheet)?;
    }
    let mut next = EntryId(1);
    let mut births = Vec::new();
    let mut special = Special::default();
    for number in 0..plan.patients {
        let mut story = Story::default();
        let comes = Comes {
            life: schedule.lives[number],
            slots: &schedule.of[number],
            jobs: jobs.of.get(&number).map_or(&[], Vec::as_slice),
            errands: errands.get(&number).map_or(&[], Vec::as_slice),
            share: shares.get(&number).copied(),
        };
        let birth;
        (next, birth) = patient(&world, comes, number, next, &mut story, &mut special)?;
        births.push(birth);
        for sheet in story.sheets() {
            write(sheet)?;
        }
    }
    let mut story = Story::default();
    special.tell(&world, &mut story, next)?;
    for sheet in story.sheets() {
        write(sheet)?;
    }
    let mut story = Story::default();
    prevention::tell(&world, &schedule.lives, &births, &mut story)?;
    outreach::tell(&world, &schedule, &mut story)?;
    for sheet in story.sheets() {
        write(sheet)?;
    }
    let mut story = Story::default();
    region::tell(&world, &schedule, &mut story)?;
    for sheet in story.sheets() {
        write(sheet)?;
    }
    let mut chance = Chance::of(plan.seed, GENERAL);
    for slot in schedule.general {
        let mut story = Story::default();
        let areas = &world.settings.city.areas;
        let area = if slot.gap { region::gap_area(areas) } else { chance.pick(areas) };
        let mut cast = Cast::around(&area.code, &world.places, &mut chance);
        cast.town.clone_from(&chance.pick(&area.towns).name);
        let about = About { cast: &cast, patient: None };
        queue::consultation(&world, &mut story, slot, about, &mut chance)?;
        for sheet in story.sheets() {
            write(sheet)?;
        }
    }
    Ok(())
}

/// What comes about one patient.
#[derive(Clone, Copy)]
struct Comes<'a> {
    life: Life,
    slots: &'a [Slot],
    jobs: &'a [(ReferralId, Job)],
    errands: &'a [Errand],
    share: Option<pair::Share>,
}

/// Tells one patient's story; gives the number after their last entry.
fn patient(
    world: &World,
    comes: Comes<'_>,
    number: usize,
    next: EntryId,
    story: &mut Story,
    special: &mut Special,
) -> Result<(EntryId, Option<NaiveDate>), Refused> {
    let mut chance = Chance::of(world.plan.seed, PATIENTS + number as u64);
    let days = &world.days;
    let Comes { life, slots, jobs, errands, share } = comes;
    let registered = days.office(life.from, &mut chance);
    let registered = slots.first().map_or(registered, |first| registered.min(first.at - TimeDelta::minutes(5)));
    let by = *chance.pick(&world.reception);
    let (head, cast) =
        people::person(&world.made, &world.settings, &world.places, registered.date_naive(), number, &mut chance);
    let birth = head.identity.birth;
    let event = Patient::register(head, &world.settings, registered)?;
    let mut patient: Patient = story.begin(PatientId(number as u64 + 1), event, registered, by)?;
    for slot in slots {
        let about = About { cast: &cast, patient: Some(&patient) };
        queue::consultation(world, story, *slot, about, &mut chance)?;
    }
    // A referral or an introduction comes of the last consultation before it, where there is one.
    let from = |day: i64| slots.iter().rev().find(|slot| slot.at.date_naive() < days.day(day)).map(|slot| slot.id);
    for (id, job) in jobs {
        let about = Whose { patient: &patient, cast: &cast, consultation: from(job.asked) };
        referral::referral(world, story, *id, *job, about, &mut chance)?;
    }
    for errand in errands {
        let about = Whose { patient: &patient, cast: &cast, consultation: from(errand.asked) };
        introduction::introduction(world, story, *errand, about, &mut chance)?;
    }
    people::renew(world, story, &mut patient, life, &mut chance)?;
    let mut team = care_team::care_team(world, story, &mut patient, &cast, life, &mut chance)?;
    if let Some(share) = share {
        pair::pair(world, story, share, (&patient, &cast, team.as_mut()), &mut chance)?;
    }
    let long = number == LONG_PATIENT && world.plan.patients >= 1_000;
    let count = if long { LONG } else { entries::count(&mut chance) };
    let timeline = Timeline::new(world, &patient, &cast, next, &mut chance);
    let timeline = timeline.tell(story, life, count, &mut chance)?;
    let (next, last) = (timeline.next(), timeline.last);
    let day = days.day(life.to);
    let at = days::moment(day, 18 * 60 + chance.range(0, 50));
    let event = match life.end {
        End::Here => None,
        End::Died => Some(patient.die(day, at)?),
        End::Moved => Some(patient.move_away(day, "県外の家族宅", at)?),
    };
    if let Some(event) = event {
        story.go(&mut patient, event, at, by);
    }
    special.see(patient, last);
    Ok((next, birth))
}
