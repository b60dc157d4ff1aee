//! The pane by keys through the real loop, against a server that knows the rules of one absence.

use std::cell::RefCell;
use std::rc::Rc;

use super::CoveragePane;
use crate::api::care_team::{CareTeamChange, CareTeamStep};
use crate::api::coverage::{
    AbsenceRow, AffectedRow, CoverageAnswer, CoverageChange, CoverageRead, DayCover, NightCounts, NightRow, Offer,
    WatchLine, Week,
};
use crate::api::patient::PatientRow;
use crate::api::{Answer, Change, Done, Notice, Page, Request};
use crate::domain::absence::{Absence, Away};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::calendar::holiday;
use crate::domain::care_team::{CareRole, CareTeam, CareTeamEvent, Carer, StandInState};
use crate::domain::coverage::{Cover, Duty, Period, Relief, Rota, Watch, midnight, night_of};
use crate::domain::event::Kind;
use crate::domain::id::{AbsenceId, CareTeamId, PatientId, SiteId, StaffId};
use crate::domain::patient::{CareLevel, Place, Standing};
use crate::domain::person::{PersonName, Sex};
use crate::tui::testing::{Desk, Setup, now};
use crate::words::Lang;
use chrono::{Days, NaiveDate};

fn stamp() -> Stamp {
    Stamp { at: now(), by: StaffId(1) }
}

fn patient(id: u64, name: &str) -> PatientRow {
    PatientRow {
        id: PatientId(id),
        name: PersonName { written: name.into(), kana: String::new() },
        birth: NaiveDate::from_ymd_opt(1940, 1, 2),
        sex: Sex::Female,
        area: Some(AreaCode("sakuragaoka".into())),
        level: CareLevel::Care3,
        standing: Standing::Living,
        merged_into: None,
    }
}

fn carer(place: &str, name: &str) -> Carer {
    Carer {
        place: Place { site: Some(SiteId(1)), name: place.into() },
        name: name.into(),
        phone: "047-300-0001".into(),
    }
}

/// A server with one patient whose primary can be called around the clock, and whose secondary comes on weekdays.
struct Server {
    team: CareTeam,
    absence: Option<Absence>,
    primary: Cover,
    secondary: Cover,
}

impl Server {
    fn new() -> Self {
        let begun = CareTeamEvent::Begun { members: Vec::new() };
        Self {
            team: CareTeam::begin(CareTeamId(12), &begun, &stamp()).unwrap(),
            absence: None,
            primary: Cover::always(true),
            secondary: Cover::read("平日 9-12").unwrap(),
        }
    }

    fn rota(&self) -> Rota<'_> {
        let away = self.absence.iter().filter(|absence| absence.stands()).map(|absence| absence.away.period).collect();
        let reliefs = self.team.stand_ins.iter().filter(|one| one.state.is_open()).flat_map(|one| {
            one.periods.iter().map(|period| Relief { period: *period, agreed: one.state == StandInState::Agreed })
        });
        Rota {
            watches: vec![
                Watch { duty: Duty::Primary, shifts: &self.primary.0, away },
                Watch { duty: Duty::Secondary, shifts: &self.secondary.0, away: vec![] },
            ],
            reliefs: reliefs.collect(),
        }
    }

    fn night(&self, evening: NaiveDate) -> Vec<NightRow> {
        let night = night_of(evening).unwrap();
        let gaps = self.rota().gaps(night);
        let half_hours: u32 = gaps.iter().map(|gap| gap.half_hours()).sum();
        let asked = half_hours > 0 && self.rota().unasked(night).is_empty();
        let row = NightRow {
            patient: patient(12, "山田 花子"),
            half_hours,
            asked,
            unknown: vec![],
            physician: "本町クリニック 佐藤 茂".into(),
            absence: self.absence.as_ref().map(|absence| absence.id),
            gaps,
        };
        let other = NightRow {
            patient: patient(13, "鈴木 一郎"),
            half_hours: 28,
            asked: false,
            unknown: vec![Duty::VisitingNurse],
            physician: String::new(),
            absence: None,
            gaps: vec![night],
        };
        [row, other].into_iter().filter(|row| row.half_hours > 0).collect()
    }

    fn week(&self, from: NaiveDate) -> Week {
        let end = midnight(from + Days::new(7)).unwrap();
        let period = Period::new(midnight(from).unwrap(), end).unwrap();
        let line = |duty, who, cover: &Cover| WatchLine { duty, who, cover: Some(cover.clone()) };
        Week {
            patient: patient(12, "山田 花子"),
            days: from
                .iter_days()
                .take(7)
                .map(|on| DayCover {
                    on,
                    holiday: holiday(on).is_some(),
                    standings: self.rota().on(on).standings().to_vec(),
                })
                .collect(),
            watches: vec![
                line(Duty::Primary, carer("本町クリニック", "佐藤 茂"), &self.primary),
                line(Duty::Secondary, carer("みなみ医院", "高橋"), &self.secondary),
            ],
            gaps: self.rota().gaps(period),
            absences: self.absence.iter().cloned().collect(),
            stand_ins: self.team.stand_ins.iter().map(|one| (self.team.id, one.clone())).collect(),
            resting: false,
        }
    }

    fn affected(&self, absence: &Absence) -> AffectedRow {
        let period = Period::new(absence.away.period.from().max(now()), absence.away.period.to()).unwrap();
        AffectedRow {
            patient: patient(12, "山田 花子"),
            team: self.team.id,
            version: self.team.version,
            role: CareRole::PrimaryPhysician,
            gaps: self.rota().gaps(period),
            unasked: self.rota().unasked(period),
            stand_ins: self.team.stand_ins.clone(),
            offer: Some(Offer { role: CareRole::SecondaryPhysician, who: carer("みなみ医院", "高橋") }),
        }
    }

    fn absence_row(&self, absence: &Absence) -> AbsenceRow {
        let affected = self.affected(absence);
        let (open, asked) = (!affected.gaps.is_empty(), affected.unasked.is_empty());
        let absence = absence.clone();
        AbsenceRow { absence, patients: 1, uncovered: u32::from(open), asked: u32::from(open && asked) }
    }

    fn read(&self, read: &CoverageRead) -> CoverageAnswer {
        match read {
            CoverageRead::Night { evening, window, .. } => {
                let rows = self.night(*evening);
                let uncovered = u32::try_from(rows.len()).unwrap();
                let counts = NightCounts { patients: 40, uncovered, asked: 0, unknown: 1 };
                CoverageAnswer::Night { page: Page::of(&rows, *window, Clone::clone), counts }
            }
            CoverageRead::Week { from, .. } => CoverageAnswer::Week(Box::new(self.week(*from))),
            CoverageRead::Absences { window, .. } => {
                let rows: Vec<AbsenceRow> = self.absence.iter().map(|absence| self.absence_row(absence)).collect();
                CoverageAnswer::Absences(Page::of(&rows, *window, Clone::clone))
            }
            CoverageRead::Absence { .. } => {
                let absence = self.absence.as_ref().unwrap();
                CoverageAnswer::Absence {
                    row: Box::new(self.absence_row(absence)),
                    affected: vec![self.affected(absence)],
                }
            }
        }
    }

    fn change(&mut self, change: &Change) -> Done {
        let done = |kind, id: &str, version| Done { kind, id: id.into(), version, number: None, more: None };
        match change.clone() {
            Change::Coverage(CoverageChange::Enter(away)) => {
                let event = Absence::enter(away, now()).unwrap();
                let absence = Absence::begin(AbsenceId(1), &event, &stamp()).unwrap();
                let version = absence.version;
                self.absence = Some(absence);
                done(Kind::Absence, "b1", version)
            }
            Change::Coverage(CoverageChange::Amend { seen, away, .. }) => {
                let absence = self.absence.as_mut().unwrap();
                assert_eq!(seen, absence.version);
                let event = absence.amend(away, now()).unwrap();
                absence.apply(&event, &stamp());
                done(Kind::Absence, "b1", absence.version)
            }
            Change::Coverage(CoverageChange::StandIn { absence, asks, contact }) => {
                for ask in asks {
                    let team = &self.team;
                    assert_eq!(ask.seen, team.version);
                    let contact = contact.clone();
                    let event = team.ask_stand_in(absence, ask.role, ask.who, ask.periods, contact, now()).unwrap();
                    self.team.apply(&event, &stamp());
                }
                done(Kind::CareTeam, "t12", self.team.version)
            }
            Change::CareTeam(CareTeamChange::Step { step, .. }) => {
                let CareTeamStep::AgreeStandIn { stand_in, contact } = *step else { panic!("{step:?}") };
                let event = self.team.agree_stand_in(stand_in, contact, now()).unwrap();
                self.team.apply(&event, &stamp());
                done(Kind::CareTeam, "t12", self.team.version)
            }
            other => panic!("{other:?}"),
        }
    }
}

fn desk(setup: impl FnOnce(&mut Setup)) -> (Desk, Rc<RefCell<Server>>) {
    let server = Rc::new(RefCell::new(Server::new()));
    let answering = Rc::clone(&server);
    let mut with = Setup::of(vec![Box::new(CoveragePane::default())]);
    setup(&mut with);
    let desk = with.open(move |request| match request {
        Request::Coverage(read) => Some(Ok(Answer::Coverage(Box::new(answering.borrow().read(read))))),
        Request::Change(change) => Some(Ok(Answer::Done(answering.borrow_mut().change(change)))),
        Request::Draft(_) => Some(Ok(Answer::Draft(Vec::new()))),
        _ => None,
    });
    (desk, server)
}

/// Saves the form; the server tells every session, this one too.
fn save(desk: &mut Desk) {
    desk.press("C-s").notice(Notice::Reload);
}

/// An absence of the primary from this evening on for two days.
fn away(server: &Rc<RefCell<Server>>) {
    let from = now().date_naive();
    let period = Period::new(midnight(from).unwrap(), midnight(from + Days::new(2)).unwrap()).unwrap();
    let place = Place { site: Some(SiteId(1)), name: "本町クリニック".into() };
    let away = Away { place, name: "佐藤 茂".into(), period, reason: "学会".into() };
    let event = Absence::enter(away, now()).unwrap();
    server.borrow_mut().absence = Absence::begin(AbsenceId(1), &event, &stamp());
}

#[test]
fn a_night_and_the_week_of_whoever_is_uncovered() {
    let (mut desk, server) = desk(|_| {});
    away(&server);
    desk.notice(Notice::Reload);
    desk.press("k");
    insta::assert_snapshot!("coverage_night", desk.screen());
    desk.press("Space");
    insta::assert_snapshot!("coverage_week_below", desk.screen());
}

#[test]
fn a_week_side_by_side_in_english() {
    let (mut desk, server) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    away(&server);
    desk.notice(Notice::Reload).press("k");
    insta::assert_snapshot!("coverage_wide_en", desk.screen());
}

#[test]
fn an_absence_entered_shows_whom_it_leaves_uncovered_and_the_secondary_is_asked_in_one_step() {
    let (mut desk, server) = desk(|_| {});
    desk.press("a Tab").type_text("本町クリニック").press("Tab").type_text("佐藤 茂");
    desk.press("Tab").type_text("11/24 18:00").press("Tab").type_text("11/26 9:00");
    desk.press("Tab").type_text("学会");
    save(&mut desk);
    assert!(server.borrow().absence.is_some(), "{}", desk.screen());
    insta::assert_snapshot!("coverage_absence", desk.screen());
    desk.press("Enter");
    assert!(desk.screen().contains("みなみ医院 高橋"), "{}", desk.screen());
    save(&mut desk);
    assert_eq!(server.borrow().team.stand_ins[0].state, StandInState::Asked, "{}", desk.screen());
    assert!(desk.screen().contains("代行打診中"), "{}", desk.screen());
    desk.press("Enter").type_text("承諾").press("Enter");
    save(&mut desk);
    assert_eq!(server.borrow().team.stand_ins[0].state, StandInState::Agreed, "{}", desk.screen());
    assert!(desk.screen().contains("空白なし"), "{}", desk.screen());
    desk.press("Esc");
    insta::assert_snapshot!("coverage_absences", desk.screen());
}

#[test]
fn all_whom_an_absence_leaves_uncovered_are_asked_for_at_once() {
    let (mut desk, server) = desk(|_| {});
    away(&server);
    desk.press("b Enter S");
    save(&mut desk);
    assert_eq!(server.borrow().team.stand_ins.len(), 1, "{}", desk.screen());
    desk.press("S");
    assert!(desk.screen().contains("残っていません"), "{}", desk.screen());
}

#[test]
fn nights_are_turned_like_pages_and_a_gap_leads_to_its_absence() {
    let (mut desk, server) = desk(|_| {});
    away(&server);
    desk.notice(Notice::Reload);
    assert!(desk.screen().contains("11/24(火)の夜"), "{}", desk.screen());
    desk.press("Right");
    assert!(desk.screen().contains("11/25(水)の夜"), "{}", desk.screen());
    desk.press("d").press("C-a C-k").type_text("11/24").press("C-s");
    assert!(desk.screen().contains("11/24(火)の夜"), "{}", desk.screen());
    desk.press("Home Enter");
    assert!(desk.screen().contains("本町クリニック 佐藤 茂"), "{}", desk.screen());
    assert!(desk.screen().contains("代行候補"), "{}", desk.screen());
    desk.press("f");
    assert!(desk.screen().contains("夜の一覧で使います"), "{}", desk.screen());
}

#[test]
fn what_another_put_right_in_an_absence_meanwhile_stays() {
    let (mut desk, server) = desk(|_| {});
    away(&server);
    desk.press("b Enter e Tab").press("C-a C-k").type_text("11/27 9:00");
    let mut other = server.borrow().absence.clone().unwrap().away;
    other.reason = "学会と休暇".into();
    let seen = server.borrow().absence.as_ref().unwrap().version;
    let amend = CoverageChange::Amend { absence: AbsenceId(1), seen, away: other };
    let version = server.borrow_mut().change(&Change::Coverage(amend)).version;
    let id = AbsenceId(1).to_string();
    desk.notice(Notice::Changed { kind: Kind::Absence, id, patient: None, version, by: StaffId(2), at: now() });
    assert!(desk.screen().contains("学会と休暇"), "{}", desk.screen());
    save(&mut desk);
    let away = server.borrow().absence.clone().unwrap().away;
    assert_eq!(away.reason, "学会と休暇", "{}", desk.screen());
    assert_eq!(away.period.to().date_naive().to_string(), "2026-11-27", "{}", desk.screen());
}
