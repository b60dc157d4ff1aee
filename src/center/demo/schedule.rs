//! When what comes in over the years: drawn first and numbered by time, so that each patient's story can be told by itself.

use super::chance::Chance;
use super::days::{Days, moment};
use crate::domain::consultation::ConsultationNumber;
use crate::domain::id::ConsultationId;
use crate::domain::month::Month;
use crate::domain::time::{FiscalYear, Moment};

/// The stream of chance of the gap.
const GAPS: u64 = 90;

/// How a life goes on after its person became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Still here.
    Here,
    /// Died on a day.
    Died,
    /// Moved away on a day.
    Moved,
}

/// From when to when the centre knew somebody.
#[derive(Clone, Copy, Debug)]
pub struct Life {
    /// The working day on which they were registered.
    pub from: i64,
    /// The last working day.
    pub to: i64,
    /// What happened then.
    pub end: End,
}

impl Life {
    /// A working day in this time, leaving room before its end.
    pub fn some_day(self, room: i64, chance: &mut Chance) -> i64 {
        chance.range(self.from, (self.to - room).max(self.from))
    }
}

/// What becomes of a consultation by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Long done.
    Past,
    /// Nobody has it yet.
    Unclaimed,
    /// Nobody has it, and it is overdue.
    Overdue,
    /// Somebody has it.
    Claimed,
    /// It is being answered.
    Responding,
    /// Somebody is to be called back.
    CallBack,
    /// It waits until a day to come.
    Waiting,
    /// It waits until a day that has come.
    WaitOver,
    /// It was opened again.
    Reopened,
    /// It has an outcome.
    Resolved,
    /// It was closed lately.
    Closed,
}

/// The open queue, over and over.
const FATES: &[(Fate, usize)] = &[
    (Fate::Unclaimed, 2),
    (Fate::Responding, 2),
    (Fate::Waiting, 2),
    (Fate::Claimed, 2),
    (Fate::Unclaimed, 0),
    (Fate::CallBack, 2),
    (Fate::Overdue, 2),
    (Fate::Responding, 1),
    (Fate::Unclaimed, 1),
    (Fate::Waiting, 1),
    (Fate::Resolved, 2),
    (Fate::Responding, 2),
    (Fate::WaitOver, 2),
    (Fate::Claimed, 1),
    (Fate::CallBack, 1),
    (Fate::Closed, 2),
    (Fate::Overdue, 1),
    (Fate::Responding, 2),
    (Fate::Unclaimed, 2),
    (Fate::Reopened, 2),
    (Fate::Waiting, 2),
    (Fate::Responding, 1),
    (Fate::Resolved, 1),
    (Fate::Overdue, 0),
];

/// One consultation to come.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Its identifier.
    pub id: ConsultationId,
    /// Its number.
    pub number: ConsultationNumber,
    /// When it comes in.
    pub at: Moment,
    /// What becomes of it.
    pub fate: Fate,
    /// How urgent the open queue wants it: 0 emergency, 1 urgent, 2 normal; history leaves it to the case.
    pub urgency: Option<usize>,
    /// Whether it asks for what the region lacks.
    pub gap: bool,
}

/// Everything that comes in.
#[derive(Debug)]
pub struct Schedule {
    /// The lives, by patient.
    pub lives: Vec<Life>,
    /// Each patient's consultations, by time.
    pub of: Vec<Vec<Slot>>,
    /// Those about nobody's record.
    pub general: Vec<Slot>,
}

impl Schedule {
    /// Draws it all: about two consultations a patient, of which one in ten concerns nobody's record.
    pub fn draw(patients: usize, seed: u64, days: &Days) -> Self {
        let mut chance = Chance::of(seed, 1);
        let lives: Vec<Life> = (0..patients).map(|at| life(at, patients, days, &mut chance)).collect();
        let mut all: Vec<(Moment, usize, Fate, Option<usize>)> = Vec::with_capacity(patients * 2 + 128);
        let past = (days.yesterday() - 14).max(0);
        for (patient, life) in lives.iter().enumerate() {
            let more = chance.weighted(&[55, 28, 11, 4, 2]);
            for turn in 0..=more {
                let day = if turn == 0 { life.from } else { life.some_day(25, &mut chance) };
                if day <= past {
                    all.push((received(day, days, &mut chance), patient, Fate::Past, None));
                }
            }
        }
        for _ in 0..patients / 5 {
            let day = chance.range(0, past);
            all.push((received(day, days, &mut chance), patients, Fate::Past, None));
        }
        let here: Vec<usize> =
            (0..patients).filter(|at| lives[*at].end == End::Here && lives[*at].from <= past).collect();
        let open = (patients / 3).clamp(4, 100);
        for turn in 0..open {
            let (fate, urgency) = FATES[turn % FATES.len()];
            let patient = if turn % 8 == 5 || here.is_empty() { patients } else { *chance.pick(&here) };
            all.push((open_since(fate, urgency, days, &mut chance), patient, fate, Some(urgency)));
        }
        // Those that ask for what the region lacks are about nobody's record; they come behind all others of a moment.
        let gap = patients + 1;
        all.extend(gaps(patients, days, seed).into_iter().map(|at| (at, gap, Fate::Past, None)));
        all.sort_by_key(|(at, patient, _, _)| (*at, *patient));
        let mut schedule = Self { lives, of: vec![Vec::new(); patients], general: Vec::new() };
        let mut year = FiscalYear(0);
        let mut serial = 0;
        for (id, (at, patient, fate, urgency)) in (1..).zip(all) {
            let this = FiscalYear::of(at.date_naive());
            if this != year {
                (year, serial) = (this, 0);
            }
            serial += 1;
            let number = ConsultationNumber { year, serial };
            let slot = Slot { id: ConsultationId(id), number, at, fate, urgency, gap: patient == gap };
            schedule.of.get_mut(patient).unwrap_or(&mut schedule.general).push(slot);
        }
        schedule
    }
}

/// When consultations come in about the gap that opens over the last three whole months, in a city old and large enough
/// for one to be found.
fn gaps(patients: usize, days: &Days, seed: u64) -> Vec<Moment> {
    let this = Month::of(days.today);
    let old_enough = this.before(15).first_day() >= days.founded;
    if patients < 100 || !old_enough {
        return Vec::new();
    }
    let mut chance = Chance::of(seed, GAPS);
    let (first, last) = (days.number(this.before(3).first_day()), days.number(this.first_day()) - 1);
    let many = (patients / 40).clamp(14, 60);
    // Few at first, more with every month.
    let day = |chance: &mut Chance| chance.range(first, last).max(chance.range(first, last));
    (0..many)
        .map(|_| day(&mut chance))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|day| received(day, days, &mut chance))
        .collect()
}

/// One after the other over the years, the earlier the longer known; about one in twelve dies in a year.
fn life(at: usize, patients: usize, days: &Days, chance: &mut Chance) -> Life {
    let last = days.yesterday().max(1);
    let place = i64::try_from(at).unwrap_or(0) * (last - 1) / i64::try_from(patients).unwrap_or(1).max(1);
    let from = (place + chance.range(0, 2)).min(last);
    let years_left = (last - from) / 245;
    let lives_on = (0..years_left).all(|_| !chance.percent(9)) && !chance.percent(3);
    if lives_on || last - from < 60 {
        return Life { from, to: last, end: End::Here };
    }
    let end = if chance.percent(85) { End::Died } else { End::Moved };
    Life { from, to: chance.range(from + 30, last - 1), end }
}

fn received(day: i64, days: &Days, chance: &mut Chance) -> Moment {
    days.office(day, chance)
}

/// When something of the open queue came in.
fn open_since(fate: Fate, urgency: usize, days: &Days, chance: &mut Chance) -> Moment {
    let ago = |from: i64, to: i64, chance: &mut Chance| days.yesterday() - chance.range(from, to);
    match (fate, urgency) {
        // Letters and messages of the night and the early morning.
        (Fate::Unclaimed, 0) => moment(days.today, chance.range(7 * 60, 8 * 60 + 50)),
        (Fate::Unclaimed | Fate::Responding | Fate::CallBack, 1) => days.office(ago(0, 1, chance), chance),
        (Fate::Unclaimed, _) => days.office(ago(0, 2, chance), chance),
        (Fate::Overdue, 0) => days.office(ago(0, 0, chance), chance).min(moment(days.day(days.yesterday()), 15 * 60)),
        (Fate::Overdue, 1) => days.office(ago(4, 6, chance), chance),
        (Fate::Overdue, _) => days.office(ago(7, 11, chance), chance),
        (Fate::Claimed, _) => days.office(ago(1, 2, chance), chance),
        (Fate::Responding | Fate::CallBack, _) => days.office(ago(1, 4, chance), chance),
        _ => days.office(ago(6, 13, chance), chance),
    }
}
