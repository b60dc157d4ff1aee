//! Who of a team gets which referral, and what everybody carried that day: drawn over all patients before any story is told.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::chance::Chance;
use super::days::Days;
use super::schedule::{End, Life};
use crate::domain::id::{ReferralId, StaffId};
use crate::domain::referral::{Load, Outcome, State};
use crate::domain::staff::{Staff, SupportTeam};

/// Working days from an open referral's stage to the next, and from a past one's.
const STRIDE_OPEN: i64 = 2;
const STRIDE_PAST: i64 = 3;

/// The states of the open ones, over and over.
const GOALS: &[State] = &[
    State::Assessing,
    State::Requested,
    State::FollowingUp,
    State::Reported,
    State::Assigned,
    State::Asked,
    State::Acknowledged,
    State::SentBack,
    State::Assessed,
    State::Accepted,
    State::Linked,
    State::OnHold,
];

/// How many open referrals a team of such a city has to carry on a usual day.
pub fn usual(patients: usize, years: u32, team: SupportTeam) -> u32 {
    let share = if team == SupportTeam::Nutrition { 50 } else { 25 };
    let patients = u32::try_from(patients).unwrap_or(u32::MAX);
    // Half the patients, over so many working days, for about 45 of them each.
    let usual = patients / 2 * 45 / (years.max(1) * 243);
    let lately = (patients / 8).clamp(2, 240);
    usual.max(lately) * share / 100
}

/// One referral to come.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Which team.
    pub team: SupportTeam,
    /// The working day on which it is asked for.
    pub asked: i64,
    /// The working day on which a member gets it.
    pub assigned: i64,
    /// The working day on which it ends; beyond the last for an open one.
    pub ended: i64,
    /// The state that it comes to.
    pub goal: State,
    /// What comes of it where it is closed.
    pub outcome: Outcome,
    /// Working days between two steps at the most.
    pub stride: i64,
    /// Whoever gets it, with what they carry already.
    pub load: Load,
}

/// All referrals to come.
#[derive(Debug, Default)]
pub struct Jobs {
    /// Each patient's.
    pub of: BTreeMap<usize, Vec<(ReferralId, Job)>>,
}

/// A referral before anybody has it.
struct Wanted {
    patient: usize,
    job: Job,
}

/// Draws when referrals come; one for every second patient.
fn wanted(lives: &[Life], days: &Days, chance: &mut Chance) -> Vec<Wanted> {
    let last = days.yesterday();
    // A past one has room to end; an open one began lately.
    let past = last - 75;
    let mut all = Vec::new();
    let here: Vec<usize> =
        (0..lives.len()).filter(|at| lives[*at].end == End::Here && lives[*at].from + 45 < last).collect();
    let open = if here.is_empty() { 0 } else { (lives.len() / 8).clamp(2, 240) };
    for turn in 0..open {
        let goal = GOALS[turn % GOALS.len()];
        let age = match goal {
            State::Requested => chance.range(0, 2),
            State::Accepted | State::SentBack => chance.range(3, 5),
            State::Assigned => chance.range(4, 8),
            State::Assessing | State::OnHold => chance.range(12, 18),
            State::Assessed | State::Reported => chance.range(18, 26),
            _ => chance.range(32, 44),
        };
        let asked = last - age;
        let job = job(team(chance), asked, last + 1_000, goal, Outcome::Improved, STRIDE_OPEN, chance);
        all.push(Wanted { patient: *chance.pick(&here), job });
    }
    for (patient, life) in lives.iter().enumerate() {
        let count = chance.weighted(&[55, 38, 7]);
        for _ in 0..count {
            let asked = life.some_day(75, chance);
            if asked > past || asked + 70 > life.to {
                continue;
            }
            let (goal, outcome) = match chance.below(100) {
                0..4 => (State::Declined, Outcome::Improved),
                4..9 => (State::Cancelled, Outcome::Improved),
                9..21 => (State::Closed, Outcome::AdviceSufficed),
                21..26 => (State::Closed, Outcome::ConsentRefused),
                26..58 => (State::Closed, Outcome::Improved),
                58..80 => (State::Closed, Outcome::Continues),
                80..90 => (State::Closed, Outcome::Unchanged),
                90..95 => (State::Closed, Outcome::Worsened),
                95..98 => (State::Closed, Outcome::Admitted),
                _ => (State::Closed, Outcome::PersonDeclined),
            };
            let ended = asked + chance.range(30, 60);
            let job = job(team(chance), asked, ended, goal, outcome, STRIDE_PAST, chance);
            all.push(Wanted { patient, job });
        }
    }
    all
}

fn team(chance: &mut Chance) -> SupportTeam {
    SupportTeam::ALL[chance.weighted(&[50, 25, 25])]
}

fn job(
    team: SupportTeam,
    asked: i64,
    ended: i64,
    goal: State,
    outcome: Outcome,
    stride: i64,
    chance: &mut Chance,
) -> Job {
    let load = Load {
        member: StaffId(0),
        open: 0,
        full_time_equivalent: crate::domain::staff::FullTimeEquivalent(0),
        per_full_time: 0,
    };
    Job { team, asked, assigned: asked + 3 + chance.range(0, 1), ended, goal, outcome, stride, load }
}

impl Jobs {
    /// Draws them, and gives each to whoever of the team has the most room on the day.
    pub fn draw(lives: &[Life], staff: &[Staff], per_full_time: u32, seed: u64, days: &Days) -> Self {
        let mut chance = Chance::of(seed, 4);
        let mut all = wanted(lives, days, &mut chance);
        all.sort_by_key(|wanted| (wanted.job.asked, wanted.patient));
        let mut numbered: Vec<(ReferralId, Wanted)> = (1..).map(ReferralId).zip(all).collect();
        numbered.sort_by_key(|(id, wanted)| (wanted.job.assigned, *id));
        let mut carried: BTreeMap<StaffId, u32> = BTreeMap::new();
        let mut ends: BinaryHeap<Reverse<(i64, StaffId)>> = BinaryHeap::new();
        let mut jobs = Self::default();
        for (id, Wanted { patient, mut job }) in numbered {
            while let Some(Reverse((day, member))) = ends.peek().copied() {
                if day >= job.assigned {
                    break;
                }
                ends.pop();
                carried.entry(member).and_modify(|open| *open -= 1);
            }
            let load = |member: &Staff| Load {
                member: member.id,
                open: carried.get(&member.id).copied().unwrap_or(0),
                full_time_equivalent: member.full_time_equivalent,
                per_full_time,
            };
            let members = staff.iter().filter(|member| member.team == Some(job.team)).map(load);
            let room = |load: &Load| i64::from(load.capacity_tenths()) - i64::from(load.open) * 10;
            let Some(load) = members.max_by_key(|load| (room(load), Reverse(load.member))) else { continue };
            job.load = load;
            if !matches!(job.goal, State::Requested | State::Accepted | State::SentBack | State::Declined) {
                *carried.entry(load.member).or_default() += 1;
                let ended = if job.goal == State::Cancelled { job.assigned + STRIDE_PAST } else { job.ended };
                ends.push(Reverse((ended, load.member)));
            }
            jobs.of.entry(patient).or_default().push((id, job));
        }
        jobs
    }
}
