//! Nights, weeks and absences through real transactions: who is left uncovered, and who stands in.

use chrono::{NaiveDate, TimeDelta};

use super::{change, read};
use crate::api::care_team::CareTeamStep;
use crate::api::coverage::{
    AbsenceFilter, AbsenceProblem, AbsenceRow, AffectedRow, CoverageAnswer, CoverageChange, CoverageRead, NightCounts,
    NightFilter, NightRow, StandInAsk, Week,
};
use crate::api::patient::{PatientChange, SeenSection};
use crate::api::{Done, Problem, Window};
use crate::center::care_team::tests::{CLINIC, HOSPITAL, ME, NURSES, SECOND, Town, at};
use crate::center::patient;
use crate::domain::absence::Away;
use crate::domain::area::AreaCode;
use crate::domain::care_team::{CareRole, CareTeamProblem, StandInNumber, StandInState};
use crate::domain::coverage::{Duty, Period, Standing, midnight, night_of};
use crate::domain::id::{AbsenceId, CareTeamId, PatientId, SiteId, StaffId, Version};
use crate::domain::patient::{Care, Place, Section, Whereabouts};
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::timeline::Occurred;

/// The evening of Tuesday 24 November 2026; the clock of the desk stands on the morning of the 23rd.
fn evening() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn night(town: &Town, by: StaffId, filter: NightFilter) -> Result<(Vec<NightRow>, NightCounts), Problem> {
    let request = CoverageRead::Night { evening: evening(), filter, window: Window::default() };
    match town.desk.read(by, |reader| read(reader, &request))? {
        CoverageAnswer::Night { page, counts } => Ok((page.rows, counts)),
        other => panic!("{other:?}"),
    }
}

fn uncovered(town: &Town) -> Vec<(u64, u32)> {
    let (rows, _) = night(town, ME, NightFilter::default()).unwrap();
    rows.iter().map(|row| (row.patient.id.0, row.half_hours)).collect()
}

fn week(town: &Town, by: StaffId, patient: PatientId) -> Result<Week, Problem> {
    let request = CoverageRead::Week { patient, from: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() };
    match town.desk.read(by, |reader| read(reader, &request))? {
        CoverageAnswer::Week(week) => Ok(*week),
        other => panic!("{other:?}"),
    }
}

fn absence(town: &Town, by: StaffId, absence: AbsenceId) -> Result<(AbsenceRow, Vec<AffectedRow>), Problem> {
    match town.desk.read(by, |reader| read(reader, &CoverageRead::Absence { absence }))? {
        CoverageAnswer::Absence { row, affected } => Ok((*row, affected)),
        other => panic!("{other:?}"),
    }
}

fn absences(town: &Town, filter: AbsenceFilter) -> Vec<AbsenceRow> {
    let request = CoverageRead::Absences { filter, window: Window::default() };
    match town.desk.read(ME, |reader| read(reader, &request)).unwrap() {
        CoverageAnswer::Absences(page) => page.rows,
        other => panic!("{other:?}"),
    }
}

fn away(site: SiteId, name: &str, days: (u32, u32)) -> Away {
    let day = |day| midnight(NaiveDate::from_ymd_opt(2026, 11, day).unwrap()).unwrap();
    Away {
        place: Place { site: Some(site), name: String::new() },
        name: name.into(),
        period: Period::new(day(days.0), day(days.1)).unwrap(),
        reason: "学会".into(),
    }
}

fn enter(town: &mut Town, away: Away) -> AbsenceId {
    let done = town.desk.change(ME, |tx| change(tx, CoverageChange::Enter(away))).unwrap();
    done.id.parse().unwrap()
}

fn area(town: &Town) -> AreaCode {
    town.desk.read(ME, |reader| reader.settings().city.areas[0].code.clone())
}

/// A patient whose physician comes around the clock, with a secondary on weekdays and a hospital.
fn covered() -> Town {
    let mut town = Town::new();
    let patient = town.patient;
    town.know(patient, CareRole::PrimaryPhysician, CLINIC, "佐藤 茂", "24時間 オンコール");
    town.know(patient, CareRole::SecondaryPhysician, SECOND, "高橋", "平日 9-12");
    town
}

/// What asks the offered one to stand in for all that is not asked yet.
fn asks(rows: &[AffectedRow]) -> Vec<StandInAsk> {
    let ask = |row: &AffectedRow| {
        let offer = row.offer.clone()?;
        let (role, who, periods) = (offer.role, offer.who, row.unasked.clone());
        Some(StandInAsk { team: row.team, seen: row.version, role, who, periods })
    };
    rows.iter().filter_map(ask).collect()
}

fn stand_in(town: &mut Town, absence: AbsenceId, asks: Vec<StandInAsk>) -> Result<Done, Problem> {
    let contact = town.contact();
    town.desk.change(ME, |tx| change(tx, CoverageChange::StandIn { absence, asks, contact }))
}

#[test]
fn a_night_lists_whom_nobody_covers_the_longest_first() {
    let mut town = covered();
    let area = area(&town);
    let second = town.person("鈴木 一郎", "すずき いちろう", &area);
    town.know(second, CareRole::PrimaryPhysician, CLINIC, "佐藤 茂", "平日 9-18");
    let third = town.person("青木 次郎", "あおき じろう", &area);
    town.know(third, CareRole::VisitingNurse, NURSES, "", "毎日 17-22");
    let unknown = town.person("井上 三郎", "いのうえ さぶろう", &area);
    town.know(unknown, CareRole::VisitingNurse, NURSES, "", "");
    let nobody = town.person("上田 四郎", "うえだ しろう", &area);
    assert_eq!(uncovered(&town), [(unknown.0, 28), (second.0, 28), (third.0, 20)]);
    let (rows, counts) = night(&town, ME, NightFilter::default()).unwrap();
    assert_eq!(counts, NightCounts { patients: 4, uncovered: 3, asked: 0, unknown: 1 });
    assert_eq!(rows[0].unknown, [Duty::VisitingNurse]);
    assert_eq!(rows[2].gaps.len(), 1, "from ten in the evening to eight in the morning in one stretch");
    let (all, _) = night(&town, ME, NightFilter { covered: true, ..NightFilter::default() }).unwrap();
    assert_eq!(all.len(), 4);
    let elsewhere = NightFilter { areas: vec![AreaCode("nowhere".into())], ..NightFilter::default() };
    assert_eq!(night(&town, ME, elsewhere).unwrap().1, NightCounts::default());
    assert!(all.iter().all(|row| row.patient.id != nobody), "without a team there is nothing to check");
}

#[test]
fn who_is_in_hospital_or_gone_is_not_checked() {
    let mut town = covered();
    enter(&mut town, away(CLINIC, "", (24, 26)));
    assert_eq!(uncovered(&town).len(), 1);
    let on = Occurred::At(town.desk.now);
    let pause = CareTeamStep::Pause { on, hospital: Place::default(), text: String::new() };
    town.step(pause).unwrap();
    assert!(uncovered(&town).is_empty());
    town.step(CareTeamStep::Resume { on, text: String::new(), start: false }).unwrap();
    assert_eq!(uncovered(&town).len(), 1);
    // The head alone says so: a stay that nobody told the team of.
    let care = Care { whereabouts: Whereabouts::Facility, ..Care::default() };
    let seen = Version(3);
    let sections = vec![SeenSection { seen, section: Section::Care(care) }];
    let change = PatientChange::Change { patient: town.patient, sections };
    town.desk.change(ME, |tx| patient::change(tx, change)).unwrap();
    assert!(uncovered(&town).is_empty());
}

#[test]
fn an_absence_shows_whom_it_leaves_uncovered_and_the_secondary_stands_in() {
    let mut town = covered();
    assert!(uncovered(&town).is_empty());
    let id = enter(&mut town, away(CLINIC, "佐藤", (24, 26)));
    assert_eq!(uncovered(&town), [(town.patient.0, 28)]);
    let (row, affected) = absence(&town, ME, id).unwrap();
    assert_eq!((row.patients, row.uncovered, row.asked), (1, 1, 0));
    // Two days, less two mornings of the secondary.
    let hours: u32 = affected[0].gaps.iter().map(|gap| gap.half_hours()).sum();
    assert_eq!(hours, 96 - 12);
    assert_eq!(affected[0].offer.as_ref().unwrap().who.name, "高橋");
    stand_in(&mut town, id, asks(&affected)).unwrap();
    let (row, affected) = absence(&town, ME, id).unwrap();
    assert_eq!((row.uncovered, row.asked), (1, 1), "asked is not covered");
    assert!(affected[0].unasked.is_empty());
    let (rows, counts) = night(&town, ME, NightFilter::default()).unwrap();
    assert!(rows[0].asked);
    assert_eq!((rows[0].absence, counts.asked), (Some(id), 1));
    assert!(night(&town, ME, NightFilter { unasked: true, ..NightFilter::default() }).unwrap().0.is_empty());
    let contact = town.contact();
    town.step(CareTeamStep::AgreeStandIn { stand_in: StandInNumber(1), contact }).unwrap();
    assert!(uncovered(&town).is_empty());
    let shown = week(&town, ME, town.patient).unwrap();
    let on_call = Standing::OnCall(Duty::Primary);
    assert_eq!((shown.days[0].standings[40], shown.days[1].standings[40]), (on_call, Standing::StoodIn));
    assert_eq!(shown.days[1].standings[20], Standing::Present(Duty::Secondary));
    assert!(shown.days[0].holiday && !shown.days[1].holiday);
    assert_eq!((shown.absences.len(), shown.stand_ins.len()), (1, 1));
}

#[test]
fn who_falls_ill_cannot_stand_in_and_the_night_is_open_again() {
    let mut town = covered();
    let id = enter(&mut town, away(CLINIC, "佐藤 茂", (24, 26)));
    let (_, affected) = absence(&town, ME, id).unwrap();
    stand_in(&mut town, id, asks(&affected)).unwrap();
    let contact = town.contact();
    town.step(CareTeamStep::AgreeStandIn { stand_in: StandInNumber(1), contact }).unwrap();
    let contact = town.contact();
    let decline = CareTeamStep::DeclineStandIn { stand_in: StandInNumber(1), contact, reason: "発熱".into() };
    town.step(decline).unwrap();
    assert_eq!(uncovered(&town), [(town.patient.0, 28)]);
    // The hospital's night is asked next.
    let hospital = StandInAsk {
        team: CareTeamId::of(town.patient),
        seen: Version(8),
        role: CareRole::BackBed,
        who: at(HOSPITAL),
        periods: vec![night_of(evening()).unwrap()],
    };
    stand_in(&mut town, id, vec![hospital]).unwrap();
    let states: Vec<StandInState> = town.detail(town.patient).teams[0].stand_ins.iter().map(|one| one.state).collect();
    assert_eq!(states, [StandInState::Declined, StandInState::Asked]);
}

#[test]
fn an_absence_called_off_frees_whoever_stands_in() {
    let mut town = covered();
    let id = enter(&mut town, away(CLINIC, "佐藤", (24, 26)));
    let (_, affected) = absence(&town, ME, id).unwrap();
    stand_in(&mut town, id, asks(&affected)).unwrap();
    let cancel = CoverageChange::Cancel { absence: id, seen: Version(1), reason: "学会が中止".into() };
    town.desk.change(ME, |tx| change(tx, cancel)).unwrap();
    assert!(uncovered(&town).is_empty());
    let one = &town.detail(town.patient).teams[0].stand_ins[0];
    assert_eq!((one.state, one.reason.as_str()), (StandInState::Withdrawn, "学会が中止"));
    assert!(absences(&town, AbsenceFilter::default()).is_empty());
    assert_eq!(absences(&town, AbsenceFilter { past: true, ..AbsenceFilter::default() }).len(), 1);
    let again = stand_in(&mut town, id, asks(&affected));
    assert_eq!(again, Err(Problem::Absence(AbsenceProblem::IsCancelled)));
}

#[test]
fn the_secondary_is_not_offered_while_away_too_and_what_has_passed_is_not_asked_for() {
    let mut town = covered();
    let id = enter(&mut town, away(CLINIC, "佐藤", (22, 26)));
    enter(&mut town, away(SECOND, "", (24, 25)));
    let (_, affected) = absence(&town, ME, id).unwrap();
    assert_eq!(affected[0].offer, None);
    assert!(
        affected[0]
            .gaps
            .iter()
            .all(|gap| gap.to() > town.desk.now && gap.from() + TimeDelta::minutes(30) > town.desk.now)
    );
    let past = Period::new(town.desk.now - TimeDelta::hours(5), town.desk.now - TimeDelta::hours(3)).unwrap();
    let outside = Period::new(town.desk.now + TimeDelta::days(9), town.desk.now + TimeDelta::days(10)).unwrap();
    for period in [past, outside] {
        let ask = StandInAsk {
            team: affected[0].team,
            seen: affected[0].version,
            role: CareRole::BackBed,
            who: at(HOSPITAL),
            periods: vec![period],
        };
        assert_eq!(stand_in(&mut town, id, vec![ask]), Err(Problem::CareTeam(CareTeamProblem::NoHours)));
    }
}

#[test]
fn an_absence_of_one_nurse_takes_nobody_from_the_station() {
    let mut town = Town::new();
    let patient = town.patient;
    town.know(patient, CareRole::VisitingNurse, NURSES, "", "24時間");
    let id = enter(&mut town, away(NURSES, "木村", (24, 26)));
    assert!(uncovered(&town).is_empty());
    assert_eq!(absence(&town, ME, id).unwrap().0.patients, 0);
    enter(&mut town, away(NURSES, "", (24, 26)));
    assert_eq!(uncovered(&town), [(patient.0, 28)], "the whole station is closed");
}

#[test]
fn all_are_asked_or_none_and_only_for_patients_whom_the_caller_may_read() {
    let mut town = covered();
    let area = area(&town);
    let other = town.person("鈴木 一郎", "すずき いちろう", &area);
    town.know(other, CareRole::PrimaryPhysician, CLINIC, "佐藤 茂", "24時間");
    town.know(other, CareRole::SecondaryPhysician, SECOND, "高橋", "平日 9-12");
    let id = enter(&mut town, away(CLINIC, "佐藤", (24, 26)));
    let (_, affected) = absence(&town, ME, id).unwrap();
    let mut stale = asks(&affected);
    stale[1].seen = Version(1);
    assert!(matches!(stand_in(&mut town, id, stale), Err(Problem::Conflict { .. })));
    assert!(town.detail(town.patient).teams[0].stand_ins.is_empty(), "nothing happened to the first either");
    stand_in(&mut town, id, asks(&affected)).unwrap();
    assert_eq!(absence(&town, ME, id).unwrap().0.asked, 2);

    let physician = town.desk.join("森", &[Role::Physician], None);
    let member = town.desk.join("小川", &[Role::Team], Some(SupportTeam::Nutrition));
    let clerk = town.desk.join("事務", &[Role::Clerk], None);
    assert_eq!(night(&town, physician, NightFilter::default()).unwrap().0.len(), 2);
    assert_eq!(night(&town, member, NightFilter::default()).unwrap(), (vec![], NightCounts::default()));
    assert_eq!(absence(&town, member, id).unwrap().1, []);
    assert!(matches!(week(&town, member, other), Err(Problem::NotFound { .. })));
    assert_eq!(night(&town, clerk, NightFilter::default()), Err(Problem::NotAllowed));
    for who in [physician, member, clerk] {
        let entered = town.desk.change(who, |tx| change(tx, CoverageChange::Enter(away(CLINIC, "", (24, 26)))));
        assert_eq!(entered, Err(Problem::NotAllowed));
    }
}
