//! Outreach through real transactions: the whole course, the gate of consent, rights, order, news.

use super::{change, read};
use crate::api::news::NewsKind;
use crate::api::outreach::{
    OutreachAct, OutreachAnswer, OutreachChange, OutreachCounts, OutreachDetail, OutreachFilter, OutreachProblem,
    OutreachRead, OutreachRow,
};
use crate::api::queue::QueueChange;
use crate::api::{Done, FieldProblem, Problem, Window};
use crate::center::news::since_then;
use crate::center::patient::tests::register;
use crate::center::queue::{self, tests::intake};
use crate::center::testing::Desk;
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, OutreachId, PatientId, StaffId, Version};
use crate::domain::outreach::{
    Basis, Findings, FollowUpDone, FollowUpPlan, Ground, Met, OutreachDecision, OutreachOutcome, OutreachRisk,
    OutreachState, OutreachVisit, Proposal, RiskClass,
};
use crate::domain::referral::Party;
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::time::Minutes;
use crate::domain::timeline::Occurred;
use chrono::Days;

const ME: StaffId = StaffId(1);

/// A centre with a consultation about a patient, and one of each role.
struct Town {
    desk: Desk,
    physician: StaffId,
    coordinator: StaffId,
    clerk: StaffId,
    dietitian: StaffId,
    patient: PatientId,
}

impl Town {
    fn new() -> Self {
        let mut desk = Desk::new("2026-11-24T10:32:00+09:00".parse().unwrap());
        let physician = desk.join("中村 医師", &[Role::Physician], None);
        let coordinator = desk.join("田中 相談員", &[Role::Coordinator], None);
        let clerk = desk.join("石井 事務", &[Role::Clerk], None);
        let dietitian = desk.join("小川 恵", &[Role::Team], Some(SupportTeam::Nutrition));
        let patient = register(&mut desk, "山田 花子", "やまだ はなこ", None);
        for _ in 0..2 {
            let intake = Box::new(intake(desk.now, "隣人が受診を拒む"));
            let received = QueueChange::Receive { intake, patient: Some(patient) };
            desk.change(ME, |tx| queue::change(tx, received)).unwrap();
        }
        Self { desk, physician, coordinator, clerk, dietitian, patient }
    }

    fn propose(&mut self, by: StaffId, consultation: u64) -> Result<OutreachId, Problem> {
        let proposal = Proposal {
            consultation: ConsultationId(consultation),
            patient: None,
            on: Occurred::At(self.desk.now),
            reason: "受診もサービスも拒む。".into(),
        };
        let done = self.desk.change(by, |tx| change(tx, OutreachChange::Propose(Box::new(proposal))))?;
        Ok(done.id.parse().unwrap())
    }

    fn step(&mut self, by: StaffId, outreach: OutreachId, step: OutreachAct) -> Result<Done, Problem> {
        let seen = self.detail(ME, outreach).unwrap().outreach.version;
        self.desk.change(by, |tx| change(tx, OutreachChange::Step { outreach, seen, step }))
    }

    fn decide(&self, basis: Option<Basis>) -> OutreachAct {
        let on = Occurred::At(self.desk.now);
        OutreachAct::Decide(Box::new(OutreachDecision { on, by: self.coordinator, basis, text: String::new() }))
    }

    fn ground(&self, text: &str) -> OutreachAct {
        self.decide(Some(Basis::Ground { ground: Ground::DangerToLife, text: text.into() }))
    }

    fn visit(&self, met: Met, risk: Option<RiskClass>) -> OutreachAct {
        OutreachAct::Visit(Box::new(OutreachVisit {
            on: Occurred::At(self.desk.now),
            physician: self.physician,
            companions: Party::named("地域包括 田中"),
            met,
            minutes: Minutes(40),
            findings: match met {
                Met::Met => Findings { utilities: "ガスが止まっている".into(), ..Findings::default() },
                _ => Findings::default(),
            },
            risk: risk.map(|class| OutreachRisk { class, reason: "食事がとれていない".into() }),
            text: "玄関先で話した。".into(),
        }))
    }

    fn plan(&self, member: StaffId, in_days: u64) -> OutreachAct {
        let due = self.desk.now.date_naive() + Days::new(in_days);
        OutreachAct::PlanFollowUp(FollowUpPlan { what: "再訪問".into(), member, with: String::new(), due })
    }

    fn detail(&self, by: StaffId, outreach: OutreachId) -> Result<OutreachDetail, Problem> {
        match self.desk.read(by, |reader| read(reader, &OutreachRead::Outreach { outreach }))? {
            OutreachAnswer::Outreach(detail) => Ok(*detail),
            other @ OutreachAnswer::List { .. } => panic!("{other:?}"),
        }
    }

    fn list(&self, by: StaffId, filter: OutreachFilter) -> Result<(Vec<OutreachRow>, OutreachCounts), Problem> {
        let request = OutreachRead::List { filter, window: Window::default() };
        match self.desk.read(by, |reader| read(reader, &request))? {
            OutreachAnswer::List { page, counts } => Ok((page.rows, counts)),
            other @ OutreachAnswer::Outreach(_) => panic!("{other:?}"),
        }
    }

    fn news(&self, who: StaffId) -> Vec<(NewsKind, String, String)> {
        let news = self.desk.read(who, |reader| since_then(reader, None)).unwrap();
        let ours = news.lines.into_iter().filter(|line| line.kind == Kind::Outreach);
        ours.map(|line| (line.what, line.about, line.text)).collect()
    }
}

#[test]
fn from_the_proposal_over_a_closed_door_to_the_end() {
    let mut town = Town::new();
    let it = town.propose(town.coordinator, 1).unwrap();
    assert_eq!(town.detail(ME, it).unwrap().outreach.patient(), Some(town.patient));
    let none = town.step(ME, it, town.decide(None));
    assert_eq!(none, Err(OutreachProblem::NoBasis.into()));
    let empty = town.step(ME, it, town.ground(" \n "));
    assert_eq!(empty, Err(OutreachProblem::NoBasis.into()));
    let early = town.step(ME, it, town.visit(Met::NobodyOpened, None));
    assert!(matches!(early, Err(Problem::Outreach(OutreachProblem::NotNow { .. }))), "{early:?}");
    town.step(town.physician, it, town.ground("衰弱が進む")).unwrap();
    town.step(town.physician, it, town.visit(Met::NobodyOpened, None)).unwrap();
    let closed = OutreachAct::Close { outcome: OutreachOutcome::Connected, text: "つながった".into() };
    let never = OutreachProblem::NeverMet { outcome: OutreachOutcome::Connected };
    assert_eq!(town.step(ME, it, closed.clone()), Err(never.into()));
    let silent = town.step(ME, it, town.visit(Met::Met, None));
    assert_eq!(silent, Err(OutreachProblem::NoFindings.into()));
    town.step(ME, it, town.visit(Met::Met, Some(RiskClass::High))).unwrap();
    let row = town.detail(town.physician, it).unwrap().row;
    assert_eq!((row.visits, row.risk, row.state), (2, Some(RiskClass::High), OutreachState::Visited));

    town.step(ME, it, town.plan(town.coordinator, 2)).unwrap();
    assert_eq!(town.news(town.coordinator), [], "there is still time");
    town.desk.now = town.desk.now + Days::new(2);
    let due = (NewsKind::DueToday, "山田 花子".to_owned(), "再訪問".to_owned());
    assert_eq!(town.news(town.coordinator), [due]);
    assert_eq!(town.news(ME), [], "it is somebody else's");
    town.desk.now = town.desk.now + Days::new(1);
    assert_eq!(town.news(town.coordinator)[0].0, NewsKind::Overdue);
    let (rows, counts) = town.list(ME, OutreachFilter { due: true, ..OutreachFilter::default() }).unwrap();
    assert_eq!((rows.len(), counts), (1, OutreachCounts { open: 1, undecided: 0, in_danger: 1, due: 1 }));
    assert_eq!(town.step(ME, it, closed.clone()), Err(OutreachProblem::FollowUpWaits { count: 1 }.into()));
    let (on, text) = (Occurred::At(town.desk.now), "訪問看護が入った".to_owned());
    let done = OutreachAct::FollowUp(FollowUpDone { number: 1, on, text });
    town.step(town.coordinator, it, done.clone()).unwrap();
    assert!(town.step(town.coordinator, it, done).is_err(), "it is done only once");
    assert_eq!(town.news(town.coordinator), []);
    town.step(ME, it, closed).unwrap();
    let open = OutreachFilter { open: Some(true), ..OutreachFilter::default() };
    assert_eq!(town.list(ME, open).unwrap(), (vec![], OutreachCounts::default()));
}

#[test]
fn clerks_and_teams_see_nothing_of_it_and_no_notice_says_so() {
    let mut town = Town::new();
    let it = town.propose(town.physician, 1).unwrap();
    for nobody in [town.clerk, town.dietitian] {
        assert_eq!(town.list(nobody, OutreachFilter::default()), Err(Problem::NotAllowed));
        assert_eq!(town.detail(nobody, it), Err(Problem::NotAllowed));
        assert_eq!(town.propose(nobody, 1), Err(Problem::NotAllowed));
        assert_eq!(town.step(nobody, it, town.ground("衰弱")), Err(Problem::NotAllowed));
        let hears = town.desk.read(nobody, |reader| {
            let patient = Some(town.patient);
            crate::center::notices::may_read(reader.views(), &reader.actor, Kind::Outreach, "o1", patient)
        });
        assert!(!hears);
    }
    assert_eq!(town.list(town.physician, OutreachFilter::default()).unwrap().0.len(), 1);
}

#[test]
fn what_is_urgent_or_due_comes_first_and_is_found_by_name() {
    let mut town = Town::new();
    let calm = town.propose(ME, 1).unwrap();
    let urgent = town.propose(ME, 2).unwrap();
    let ended = town.propose(ME, 2).unwrap();
    town.step(ME, ended, OutreachAct::NotTakeUp { reason: "受診できた".into() }).unwrap();
    town.step(ME, urgent, town.ground("衰弱")).unwrap();
    town.step(ME, urgent, town.visit(Met::Met, Some(RiskClass::Urgent))).unwrap();
    let order = |town: &Town| -> Vec<OutreachId> {
        town.list(ME, OutreachFilter::default()).unwrap().0.iter().map(|row| row.id).collect()
    };
    assert_eq!(order(&town), [urgent, calm, ended]);
    town.step(ME, calm, town.ground("衰弱")).unwrap();
    town.step(ME, calm, town.visit(Met::Met, Some(RiskClass::Low))).unwrap();
    town.step(ME, calm, town.plan(ME, 0)).unwrap();
    assert_eq!(order(&town), [calm, urgent, ended], "it is due today");
    for text in ["やまだ", "R8-0001", "o1"] {
        let filter = OutreachFilter { text: text.into(), ..OutreachFilter::default() };
        assert_eq!(town.list(ME, filter).unwrap().0.first().map(|row| row.id), Some(calm), "{text}");
    }
}

#[test]
fn a_visit_needs_a_physician_and_company_and_nothing_is_overwritten_unseen() {
    let mut town = Town::new();
    let it = town.propose(ME, 1).unwrap();
    town.step(ME, it, town.ground("衰弱")).unwrap();
    let spoilt = |town: &Town, spoil: &dyn Fn(&mut OutreachVisit)| {
        let OutreachAct::Visit(mut visit) = town.visit(Met::Met, Some(RiskClass::Low)) else { panic!() };
        spoil(&mut visit);
        OutreachAct::Visit(visit)
    };
    let field = |result: Result<Done, Problem>| match result {
        Err(Problem::Field { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let coordinator = town.coordinator;
    let act = spoilt(&town, &|visit| visit.physician = coordinator);
    assert_eq!(field(town.step(ME, it, act)), "physician");
    let act = spoilt(&town, &|visit| visit.companions = Party::named(" "));
    assert_eq!(field(town.step(ME, it, act)), "companions");
    let act = spoilt(&town, &|visit| visit.risk.as_mut().unwrap().reason = String::new());
    assert_eq!(field(town.step(ME, it, act)), "risk_reason");
    let act = town.visit(Met::Met, Some(RiskClass::Low));
    let late = OutreachChange::Step { outreach: it, seen: Version(1), step: act };
    town.desk.change(ME, |tx| change(tx, late)).unwrap();
    let past = OutreachAct::PlanFollowUp(FollowUpPlan {
        what: "電話".into(),
        member: ME,
        with: String::new(),
        due: town.desk.now.date_naive() - Days::new(1),
    });
    let in_past = Problem::Field { field: "due".into(), what: FieldProblem::InPast };
    assert_eq!(town.step(ME, it, past), Err(in_past));
    let cancel = OutreachAct::Cancel { reason: "転居".into() };
    let stale = OutreachChange::Step { outreach: it, seen: Version(1), step: cancel };
    let refused = town.desk.change(ME, |tx| change(tx, stale));
    assert!(matches!(refused, Err(Problem::Conflict { kind: Kind::Outreach, .. })), "{refused:?}");
}
