//! The pane by keys through the real loop, against a server that knows the rules of one team.

use std::cell::RefCell;
use std::rc::Rc;

use super::CareTeamPane;
use crate::api::care_team::{
    Candidate, CareTeamAnswer, CareTeamChange, CareTeamCounts, CareTeamDetail, CareTeamRead, CareTeamRow, CareTeamStep,
    SheetLine, TeamSheet,
};
use crate::api::draft::Draft;
use crate::api::patient::PatientRow;
use crate::api::{Answer, Change, Done, Notice, Page, Problem, Request};
use crate::domain::aggregate::{Aggregate, Stamp};
use crate::domain::area::AreaCode;
use crate::domain::care_team::{
    CareRole, CareTeam, CareTeamEvent, Carer, Contact, Member, MemberState, NeedStanding, Why, needs, wants,
};
use crate::domain::code::Code;
use crate::domain::coverage::Cover;
use crate::domain::event::Kind;
use crate::domain::id::{CareTeamId, PatientId, SiteId, StaffId};
use crate::domain::patient::{CareLevel, Head, Place, Standing, Whereabouts};
use crate::domain::person::{PersonName, Sex};
use crate::domain::referral::Means;
use crate::domain::staff::Role;
use crate::domain::timeline::Occurred;
use crate::tui::testing::{Desk, Setup, now};
use crate::words::Lang;
use chrono::{Days, NaiveDate};

fn stamp() -> Stamp {
    Stamp { at: now(), by: StaffId(1) }
}

fn patient() -> PatientRow {
    PatientRow {
        id: PatientId(12),
        name: PersonName { written: "山田 花子".into(), kana: "やまだ はなこ".into() },
        birth: NaiveDate::from_ymd_opt(1940, 1, 2),
        sex: Sex::Female,
        area: Some(AreaCode("sakuragaoka".into())),
        level: CareLevel::Care3,
        standing: Standing::Living,
        merged_into: None,
    }
}

fn head() -> Head {
    let mut head = Head::default();
    head.care.level = CareLevel::Care3;
    head.health.procedures = vec![Code::new("opioids"), Code::new("oxygen")];
    head
}

/// A server with one team: a physician, visiting nurses who were asked, nobody else.
struct Server {
    team: CareTeam,
    whereabouts: Whereabouts,
    printed: u32,
    drafts: Vec<Draft>,
}

impl Server {
    fn new() -> Self {
        let settings = crate::exchange::city::default_settings().unwrap();
        let early = Stamp { at: now() - Days::new(3), by: StaffId(1) };
        let begun = CareTeamEvent::Begun { members: Vec::new() };
        let mut team = CareTeam::begin(CareTeamId(12), &begun, &early).unwrap();
        let carer = |site, place: &str, name: &str, phone: &str| Carer {
            place: Place { site: Some(SiteId(site)), name: place.into() },
            name: name.into(),
            phone: phone.into(),
        };
        let clinic = carer(1, "本町クリニック", "佐藤 茂", "047-300-0001");
        let event = team.know(CareRole::PrimaryPhysician, clinic, None, &settings, early.at).unwrap();
        team.apply(&event, &early);
        let cover = Some(Cover::read("平日 9-18").unwrap());
        let event = team.cover(crate::domain::care_team::MemberNumber(1), cover).unwrap();
        team.apply(&event, &early);
        let contact =
            Contact { on: Occurred::At(early.at), means: Means::Phone, with: "事務".into(), text: String::new() };
        let nurses = carer(3, "みどり訪問看護ステーション", "", "047-300-0003");
        let event = team.ask(CareRole::VisitingNurse, nurses, contact, &settings, early.at).unwrap();
        team.apply(&event, &early);
        Self { team, whereabouts: Whereabouts::Home, printed: 0, drafts: Vec::new() }
    }

    fn detail(&self) -> CareTeamDetail {
        let mut wanted = wants(&head());
        wanted.push((CareRole::SecondaryPhysician, vec![Why::Uncovered(264)]));
        CareTeamDetail {
            patient: patient(),
            whereabouts: self.whereabouts,
            teams: vec![self.team.clone()],
            needs: needs(&[&self.team], wanted),
            pair: None,
            uncovered: Some(264),
        }
    }

    fn row(&self) -> CareTeamRow {
        let count = |fits: &dyn Fn(&Member) -> bool| {
            u32::try_from(self.team.members.iter().filter(|member| fits(member)).count()).unwrap()
        };
        let missing = self.detail().needs.into_iter().filter(|need| need.standing == NeedStanding::Missing);
        CareTeamRow {
            patient: patient(),
            physician: "本町クリニック 佐藤 茂".into(),
            active: count(&|member| member.state == MemberState::Active),
            missing: missing.map(|need| need.role).collect(),
            asked: count(&|member| member.state == MemberState::Asked),
            agreed: count(&|member| member.state == MemberState::Agreed),
            to_tell: count(&|member| member.to_tell.is_some()),
            resting: self.team.rest.is_some(),
        }
    }

    fn read(&self, read: &CareTeamRead) -> CareTeamAnswer {
        match read {
            CareTeamRead::List { window, .. } => {
                let row = self.row();
                let counts = CareTeamCounts { teams: 1, missing: 1, pending: 1, resting: 0, to_tell: row.to_tell };
                CareTeamAnswer::List { page: Page::of(&[row], *window, Clone::clone), counts }
            }
            CareTeamRead::Team { .. } => CareTeamAnswer::Team(Box::new(self.detail())),
            CareTeamRead::Candidates { text, role, .. } => {
                let place = |site, name: &str, near, asked| Candidate {
                    site: SiteId(site),
                    name: name.into(),
                    phone: "047-300-0009".into(),
                    area: Some(AreaCode("sakuragaoka".into())),
                    near,
                    services: vec![],
                    teams: 3,
                    asked,
                    declined: asked,
                };
                let all = match role {
                    CareRole::Pharmacist => vec![place(8, "あおば薬局", true, 0), place(9, "みなみ薬局", false, 2)],
                    _ => vec![place(7, "汐見総合病院", false, 0)],
                };
                CareTeamAnswer::Candidates(all.into_iter().filter(|one| one.name.contains(text)).collect())
            }
            CareTeamRead::Sheet { .. } => {
                let line = |member: &Member| SheetLine {
                    role: member.role.clone(),
                    who: member.who.clone(),
                    state: member.state,
                    cover: member.cover.clone(),
                };
                CareTeamAnswer::Sheet(Box::new(TeamSheet {
                    patient: patient(),
                    phone: "047-100-0012".into(),
                    address: "千葉県汐見市桜ヶ丘1-2-3".into(),
                    members: self.team.active().map(line).collect(),
                    on: now().date_naive(),
                    resting: false,
                }))
            }
        }
    }

    fn change(&mut self, change: &CareTeamChange) -> Result<Done, Problem> {
        let settings = crate::exchange::city::default_settings().unwrap();
        let team = &self.team;
        let event = match change.clone() {
            CareTeamChange::Print { .. } => {
                self.printed += 1;
                return Ok(self.done());
            }
            CareTeamChange::Step { seen, .. } if seen != team.version => {
                let (kind, id) = (Kind::CareTeam, team.id.to_string());
                return Err(Problem::Conflict { kind, id, seen, now: team.version, by: None, at: None });
            }
            CareTeamChange::Step { step, .. } => match *step {
                CareTeamStep::Ask { role, who, contact, .. } => team.ask(role, who, contact, &settings, now())?,
                CareTeamStep::Agree { member, contact, started, .. } => {
                    let event = team.agree(member, contact, now())?;
                    self.team.apply(&event, &stamp());
                    let Some(on) = started else { return Ok(self.done()) };
                    self.team.start(member, on, now())?
                }
                CareTeamStep::Decline { member, contact, reason } => team.decline(member, contact, reason, now())?,
                CareTeamStep::Start { members, on } => team.start(members[0], on, now())?,
                CareTeamStep::Cover { member, cover } => team.cover(member, cover)?,
                CareTeamStep::Tell { member, contact } => team.tell(member, contact, now())?,
                CareTeamStep::Pause { on, hospital, text } => team.pause(on, hospital, text, now())?,
                CareTeamStep::Needs { role, said } => team.needs(role, said, &settings)?,
                other => panic!("{other:?}"),
            },
        };
        self.team.apply(&event, &stamp());
        Ok(self.done())
    }

    fn done(&self) -> Done {
        Done { kind: Kind::CareTeam, id: "t12".into(), version: self.team.version, number: None, more: None }
    }
}

fn desk(setup: impl FnOnce(&mut Setup)) -> (Desk, Rc<RefCell<Server>>) {
    let server = Rc::new(RefCell::new(Server::new()));
    let answering = Rc::clone(&server);
    let mut with = Setup::of(vec![Box::new(CareTeamPane::default())]);
    setup(&mut with);
    let desk = with.open(move |request| match request {
        Request::CareTeam(read) => Some(Ok(Answer::CareTeam(Box::new(answering.borrow().read(read))))),
        Request::Change(Change::CareTeam(change)) => Some(answering.borrow_mut().change(change).map(Answer::Done)),
        Request::Draft(_) => Some(Ok(Answer::Draft(answering.borrow().drafts.clone()))),
        _ => None,
    });
    (desk, server)
}

/// Saves the form; the server tells every session, this one too.
fn save(desk: &mut Desk) {
    desk.press("C-s").notice(Notice::Reload);
}

fn states(server: &Rc<RefCell<Server>>) -> Vec<MemberState> {
    server.borrow().team.members.iter().map(|member| member.state).collect()
}

#[test]
fn the_list_shows_who_is_missing_and_a_team_who_and_why() {
    let (mut desk, _) = desk(|_| {});
    insta::assert_snapshot!("care_teams", desk.screen());
    desk.press("Enter");
    insta::assert_snapshot!("care_team", desk.screen());
}

#[test]
fn a_team_side_by_side_in_english() {
    let (mut desk, _) = desk(|setup| {
        setup.lang = Lang::En;
        setup.size = (140, 40);
    });
    desk.press("Enter j");
    insta::assert_snapshot!("care_team_wide_en", desk.screen());
}

#[test]
fn enter_leads_from_the_asking_to_the_hours() {
    let (mut desk, server) = desk(|_| {});
    // The visiting nurses were asked; they agree and have begun.
    desk.press("Enter j j Enter").type_text("承諾").press("Enter Tab Tab Tab Tab").type_text("11/24");
    save(&mut desk);
    assert_eq!(states(&server), [MemberState::Active, MemberState::Active], "{}", desk.screen());
    assert!(desk.screen().contains("担当中"), "{}", desk.screen());
    // What comes next is when they can be called; what cannot be read is said before it is sent.
    desk.press("Enter").type_text("よるなら");
    desk.press("C-s");
    assert!(desk.screen().contains("「よるなら」を読み取れません"), "{}", desk.screen());
    desk.press("C-a C-k").type_text("24h オンコール");
    save(&mut desk);
    assert!(desk.screen().contains("24時間 オンコール"), "{}", desk.screen());
    desk.press("Enter");
    assert!(desk.screen().contains("次にすることはありません"), "{}", desk.screen());
}

#[test]
fn a_missing_pharmacist_is_asked_out_of_the_places_that_do_it() {
    let (mut desk, server) = desk(|_| {});
    desk.press("Enter End");
    let (mut found, mut turns) = (false, 0);
    while !found && turns < 10 {
        desk.press("k");
        found = desk.screen().lines().any(|line| line.starts_with('>') && line.contains("薬剤師"));
        turns += 1;
    }
    assert!(found, "{}", desk.screen());
    desk.press("Enter Tab");
    assert!(desk.screen().contains("あおば薬局"), "offered before anything is typed: {}", desk.screen());
    insta::assert_snapshot!("care_team_ask", desk.screen());
    desk.press("Enter");
    assert!(server.borrow().team.members.len() == 2, "Enter alone takes nobody");
    desk.press("S-Tab").type_text("みなみ").press("Enter");
    save(&mut desk);
    assert_eq!(states(&server)[2], MemberState::Asked, "{}", desk.screen());
    let who = server.borrow().team.members[2].who.clone();
    assert_eq!((who.place.site, who.place.name.as_str()), (Some(SiteId(9)), "みなみ薬局"));
}

#[test]
fn a_stay_in_hospital_rests_the_team_and_whoever_must_be_told_stands_out() {
    let (mut desk, server) = desk(|_| {});
    desk.press("Enter z Tab").type_text("汐見").press("Enter");
    save(&mut desk);
    assert!(server.borrow().team.rest.is_some(), "{}", desk.screen());
    insta::assert_snapshot!("care_team_resting", desk.screen());
    desk.press("g g Enter");
    assert!(desk.screen().contains("入退院の連絡"), "{}", desk.screen());
    save(&mut desk);
    assert!(server.borrow().team.members[0].to_tell.is_none(), "{}", desk.screen());
    desk.press("z");
    assert!(desk.screen().contains("チームはすでに休止しています"), "{}", desk.screen());
}

#[test]
fn the_page_is_recorded_before_it_is_shown() {
    let (mut desk, server) = desk(|_| {});
    desk.press("o");
    assert_eq!(server.borrow().printed, 1);
    insta::assert_snapshot!("care_team_sheet", desk.screen());
    desk.press("Esc");
    assert!(desk.screen().contains("チーム1"), "{}", desk.screen());
}

#[test]
fn whoever_only_reads_is_told_so_and_every_form_opens_for_others() {
    let (mut reader, _) = desk(|setup| setup.welcome.staff.roles = vec![Role::Physician]);
    reader.press("Enter a");
    assert!(reader.screen().contains("あなたの役割ではできません"), "{}", reader.screen());
    let (mut desk, _) = desk(|_| {});
    desk.press("Enter");
    let form_is_open = |desk: &Desk| desk.screen().contains("C-s");
    for keys in ["a", "n", "w", "z", "e", "h", "x"] {
        desk.press(keys);
        assert!(form_is_open(&desk), "{keys}: {}", desk.screen());
        desk.press("Esc");
        assert!(!form_is_open(&desk), "{keys}: {}", desk.screen());
    }
    desk.press("j j");
    for keys in ["y", "x"] {
        desk.press(keys);
        assert!(form_is_open(&desk), "{keys}: {}", desk.screen());
        desk.press("Esc");
    }
}

#[test]
fn what_was_half_typed_comes_back_into_its_form() {
    let (mut desk, server) = desk(|_| {});
    let fields = serde_json::json!({"answer": "no", "reason": "途中まで"});
    server.borrow_mut().drafts.push(Draft { form: "care.answer/t12/2".into(), fields, ..Draft::default() });
    desk.press("F4 Enter");
    assert!(desk.screen().contains("途中まで"), "{}", desk.screen());
    assert!(desk.screen().contains("打診の回答"), "{}", desk.screen());
}
