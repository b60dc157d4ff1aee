//! Who of those who cover one patient counts when, and what is left uncovered.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::cover::{DayOfPlan, Shift, hours};
use super::half_hours::{HalfHour, HalfHours, PER_DAY};
use super::period::Period;

/// The duties that lie over a patient's week, in the order in which they are shown where several cover at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 主治医
    Primary,
    /// 副主治医
    Secondary,
    /// 訪問看護
    VisitingNurse,
    /// バックベッド
    BackBed,
}

impl Duty {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Primary, Self::Secondary, Self::VisitingNurse, Self::BackBed];
}

/// Somebody who covers by a weekly plan, and when they are away all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch<'a> {
    /// What they are to the patient.
    pub duty: Duty,
    /// The weekly plan.
    pub shifts: &'a [Shift],
    /// When they are away, in any order.
    pub away: Vec<Period>,
}

/// Somebody who was asked to stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relief {
    /// For how long.
    pub period: Period,
    /// Whether they have said yes.
    pub agreed: bool,
}

/// All who cover one patient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rota<'a> {
    /// Those with a weekly plan.
    pub watches: Vec<Watch<'a>>,
    /// Those who stand in.
    pub reliefs: Vec<Relief>,
}

/// How one half hour stands; it is never both covered and uncovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Somebody is there.
    Present(Duty),
    /// Somebody is on call.
    OnCall(Duty),
    /// Somebody stands in.
    StoodIn,
    /// Nobody covers it yet; somebody was asked to stand in.
    Asked,
    /// Nobody covers it.
    Uncovered,
}

impl Standing {
    /// Whether somebody covers it.
    pub const fn is_covered(self) -> bool {
        matches!(self, Self::Present(_) | Self::OnCall(_) | Self::StoodIn)
    }
}

/// What covers one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayOfRota {
    present: [HalfHours; 4],
    on_call: [HalfHours; 4],
    stood_in: HalfHours,
    asked: HalfHours,
}

impl DayOfRota {
    /// The half hours that somebody covers.
    pub fn covered(&self) -> HalfHours {
        self.present.iter().chain(&self.on_call).fold(self.stood_in, |all, one| all.or(*one))
    }

    /// The half hours that nobody covers, those included for which somebody was only asked.
    pub fn uncovered(&self) -> HalfHours {
        HalfHours::ALL.without(self.covered())
    }

    /// The uncovered half hours for which somebody was asked and has not answered.
    pub fn asked(&self) -> HalfHours {
        self.asked.without(self.covered())
    }

    /// The half hours that one duty covers.
    pub fn of(&self, duty: Duty) -> HalfHours {
        self.present[duty as usize].or(self.on_call[duty as usize])
    }

    /// How the half hour of this number, 0 to 47, stands: who is there comes before who is on call.
    pub fn standing(&self, number: u8) -> Standing {
        let first = |sets: &[HalfHours; 4]| Duty::ALL.into_iter().find(|duty| sets[*duty as usize].holds(number));
        if let Some(duty) = first(&self.present) {
            Standing::Present(duty)
        } else if let Some(duty) = first(&self.on_call) {
            Standing::OnCall(duty)
        } else if self.stood_in.holds(number) {
            Standing::StoodIn
        } else if self.asked.holds(number) {
            Standing::Asked
        } else {
            Standing::Uncovered
        }
    }

    /// How all its half hours stand, from midnight on.
    pub fn standings(&self) -> [Standing; PER_DAY as usize] {
        let mut all = [Standing::Uncovered; PER_DAY as usize];
        for (number, standing) in (0..PER_DAY).zip(&mut all) {
            *standing = self.standing(number);
        }
        all
    }
}

impl Rota<'_> {
    /// What covers this date: the weekly plans less the absences, and those who stand in.
    pub fn on(&self, date: NaiveDate) -> DayOfRota {
        let (day, before) = days_of_plan(date);
        self.on_day(date, day, before)
    }

    /// The same for somebody who knows already what days these are to the plans.
    pub fn on_day(&self, date: NaiveDate, day: DayOfPlan, before: DayOfPlan) -> DayOfRota {
        let mut rota = DayOfRota::default();
        for watch in &self.watches {
            let away = watch.away.iter().fold(HalfHours::NONE, |all, period| all.or(period.on(date)));
            let hours = hours(watch.shifts, day, before).without(away);
            let (present, on_call) = (&mut rota.present[watch.duty as usize], &mut rota.on_call[watch.duty as usize]);
            *present = present.or(hours.present);
            *on_call = on_call.or(hours.on_call);
        }
        for relief in &self.reliefs {
            let into = if relief.agreed { &mut rota.stood_in } else { &mut rota.asked };
            *into = into.or(relief.period.on(date));
        }
        rota
    }

    /// The stretches of a period that nobody covers, the earliest first; one that goes on after midnight is one.
    pub fn gaps(&self, within: Period) -> Vec<Period> {
        self.stretches(within, DayOfRota::uncovered)
    }

    /// The stretches of a period that are neither covered nor asked for.
    pub fn unasked(&self, within: Period) -> Vec<Period> {
        self.stretches(within, |day| day.uncovered().without(day.asked()))
    }

    fn stretches(&self, within: Period, pick: impl Fn(&DayOfRota) -> HalfHours) -> Vec<Period> {
        let (first, last) = within.days();
        let mut all: Vec<Period> = Vec::new();
        for date in first.iter_days().take_while(|date| *date <= last) {
            let picked = pick(&self.on(date)).and(within.on(date));
            for (from, to) in picked.stretches() {
                let Some(next) = Period::of_day(date, from, to) else { continue };
                match all.last_mut() {
                    Some(before) if before.to() == next.from() => {
                        if let Some(both) = Period::new(before.from(), next.to()) {
                            *before = both;
                        }
                    }
                    _ => all.push(next),
                }
            }
        }
        all
    }
}

/// What a date and the one before it are to weekly plans.
pub fn days_of_plan(date: NaiveDate) -> (DayOfPlan, DayOfPlan) {
    let day = DayOfPlan::of(date);
    (day, date.pred_opt().map_or(day, DayOfPlan::of))
}

/// When nights begin and end: 夜間・深夜・早朝 of the fee schedule for house calls, 18:00 to 8:00.
pub const NIGHT: (HalfHour, HalfHour) = (HalfHour::hour(18), HalfHour::hour(8));

/// The night that begins on the evening of this day.
pub fn night_of(evening: NaiveDate) -> Option<Period> {
    let from = Period::of_day(evening, NIGHT.0, HalfHour::END)?.from();
    let to = Period::of_day(evening.succ_opt()?, HalfHour::MIDNIGHT, NIGHT.1)?.to();
    Period::new(from, to)
}
