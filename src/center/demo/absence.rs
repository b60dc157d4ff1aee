//! Planned absences of clinics in the days around today, and the name of each clinic's physician.

use chrono::{Days as Span, TimeDelta};

use super::World;
use super::chance::Chance;
use super::days::{Days, moment};
use super::places::{Place, Places};
use super::story::{Refused, Story};
use crate::domain::absence::{Absence, Away};
use crate::domain::area::Area;
use crate::domain::care_team::Carer;
use crate::domain::coverage::Period;
use crate::domain::id::{AbsenceId, StaffId};
use crate::domain::patient::Place as Named;
use crate::exchange::made_up::Name;

/// Why, how many days from today it begins, and how many days it lasts.
const PLANS: &[(&str, i64, u64)] = &[
    ("学会出席", 0, 2),
    ("研修のため休診", 2, 1),
    ("夏季の代休", 4, 3),
    ("入院のため休診", -1, 6),
    ("忌引", 0, 1),
    ("学会出席", 9, 2),
];

/// All absences, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Absences {
    all: Vec<Absence>,
}

impl Absences {
    /// The absence of somebody, if there is one.
    pub fn of(&self, who: &Carer) -> Option<&Absence> {
        self.all.iter().find(|absence| absence.away.is_of(&who.place, &who.name))
    }
}

/// The physician of a clinic, always the same one.
pub fn doctor(world: &World, place: &Place) -> String {
    physician(&world.made.surnames, place)
}

fn physician(surnames: &[Name], place: &Place) -> String {
    let at = usize::try_from(place.id.0).unwrap_or(0).wrapping_mul(37) % surnames.len().max(1);
    surnames.get(at).map(|name| name.written.clone()).unwrap_or_default()
}

/// Enters an absence in each of the first areas, as of the last working days.
pub fn absences(
    areas: &[Area],
    places: &Places,
    surnames: &[Name],
    days: &Days,
    by: &[StaffId],
    story: &mut Story,
    chance: &mut Chance,
) -> Result<Absences, Refused> {
    let mut all = Vec::new();
    for ((number, area), (reason, ahead, length)) in (1..).zip(areas).zip(PLANS) {
        let Some(clinic) = places.near("clinic", &area.code, chance) else { continue };
        let from = moment(days.today, 0) + TimeDelta::days(*ahead);
        let to = moment(from.date_naive() + Span::new(*length), 0);
        let Some(period) = Period::new(from, to) else { continue };
        let away = Away {
            place: Named { site: Some(clinic.id), name: clinic.name.clone() },
            name: physician(surnames, clinic),
            period,
            reason: (*reason).to_owned(),
        };
        let at = days.office(days.yesterday() - chance.range(0, 3), chance);
        let event = Absence::enter(away, at)?;
        all.push(story.begin::<Absence>(AbsenceId(number), event, at, *chance.pick(by))?);
    }
    Ok(Absences { all })
}
