//! Advice through real transactions: the whole course, whose it is, rights, the patient, news.

use super::{change, read};
use crate::api::news::NewsKind;
use crate::api::queue::{QueueAct, QueueChange};
use crate::api::support_advice::{
    AdviceAct, AdviceAnswer, AdviceChange, AdviceCounts, AdviceDetail, AdviceFilter, AdviceProblem, AdviceRead,
    AdviceRow,
};
use crate::api::timeline::{TimelineAnswer, TimelineFilter, TimelineItem, TimelineRead};
use crate::api::{Done, FieldProblem, Problem, Window};
use crate::center::news::since_then;
use crate::center::patient::tests::register;
use crate::center::queue::{self, tests::intake};
use crate::center::testing::Desk;
use crate::center::timeline;
use crate::domain::event::Kind;
use crate::domain::id::{AdviceId, ConsultationId, PatientId, StaffId, Version};
use crate::domain::referral::Means;
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::support_advice::{Advice, AdviceRequest, AdviceState, Judgement};
use crate::domain::time::Minutes;
use crate::domain::timeline::{ItemKind, Occurred, StepName};

const ME: StaffId = StaffId(1);
const CASE: ConsultationId = ConsultationId(1);

/// A centre with one consultation about nobody yet, two physicians and one of each other role.
struct Town {
    desk: Desk,
    physician: StaffId,
    other: StaffId,
    coordinator: StaffId,
    clerk: StaffId,
    dietitian: StaffId,
    patient: PatientId,
}

impl Town {
    fn new() -> Self {
        let mut desk = Desk::new("2026-11-24T10:32:00+09:00".parse().unwrap());
        let physician = desk.join("中村 医師", &[Role::Physician], None);
        let other = desk.join("林 医師", &[Role::Physician], None);
        let coordinator = desk.join("田中 相談員", &[Role::Coordinator], None);
        let clerk = desk.join("石井 事務", &[Role::Clerk], None);
        let dietitian = desk.join("小川 恵", &[Role::Team], Some(SupportTeam::Nutrition));
        let patient = register(&mut desk, "山田 花子", "やまだ はなこ", None);
        let received =
            QueueChange::Receive { intake: Box::new(intake(desk.now, "隣人が受診を拒む")), patient: None };
        desk.change(ME, |tx| queue::change(tx, received)).unwrap();
        Self { desk, physician, other, coordinator, clerk, dietitian, patient }
    }

    fn request(&self) -> AdviceRequest {
        AdviceRequest {
            consultation: CASE,
            // Whatever is claimed here, the consultation knows better.
            patient: Some(PatientId(99)),
            physician: self.physician,
            on: Occurred::At(self.desk.now),
            means: Means::Phone,
            text: "訪問すべきか。\nやせが目立つ。".into(),
        }
    }

    fn ask(&mut self, by: StaffId, request: AdviceRequest) -> Result<AdviceId, Problem> {
        let done = self.desk.change(by, |tx| change(tx, AdviceChange::Ask(Box::new(request))))?;
        Ok(done.id.parse().unwrap())
    }

    fn asked(&mut self) -> AdviceId {
        let request = self.request();
        self.ask(self.coordinator, request).unwrap()
    }

    fn step(&mut self, by: StaffId, advice: AdviceId, step: AdviceAct) -> Result<Done, Problem> {
        let seen = self.detail(ME, advice).unwrap().advice.version;
        self.desk.change(by, |tx| change(tx, AdviceChange::Step { advice, seen, step }))
    }

    fn said(&self, judgement: Judgement) -> Advice {
        let (on, text) = (Occurred::At(self.desk.now), "脱水が疑われる。訪問を。".to_owned());
        Advice { on, judgement, text, minutes: Minutes(15) }
    }

    fn detail(&self, by: StaffId, advice: AdviceId) -> Result<AdviceDetail, Problem> {
        match self.desk.read(by, |reader| read(reader, &AdviceRead::Advice { advice }))? {
            AdviceAnswer::Advice(detail) => Ok(*detail),
            other @ AdviceAnswer::List { .. } => panic!("{other:?}"),
        }
    }

    fn list(&self, by: StaffId, filter: AdviceFilter) -> Result<(Vec<AdviceRow>, AdviceCounts), Problem> {
        let request = AdviceRead::List { filter, window: Window::default() };
        match self.desk.read(by, |reader| read(reader, &request))? {
            AdviceAnswer::List { page, counts } => Ok((page.rows, counts)),
            other @ AdviceAnswer::Advice(_) => panic!("{other:?}"),
        }
    }

    fn act(&mut self, act: QueueAct) {
        let seen = self.desk.read(ME, |reader| {
            reader.get::<crate::domain::consultation::Consultation>(CASE).map(|case| case.version).ok()
        });
        self.desk.change(ME, |tx| queue::change(tx, QueueChange::Act { consultation: CASE, seen, act })).unwrap();
    }

    fn steps(&self) -> Vec<StepName> {
        let filter = TimelineFilter::default();
        let request = TimelineRead::Window { patient: self.patient, filter, window: Window::default() };
        let answer = self.desk.read(ME, |reader| timeline::read(reader, &request)).unwrap();
        let TimelineAnswer::Window(page) = answer else { panic!("{answer:?}") };
        let steps = page.page.rows.into_iter().filter_map(|row| match row {
            TimelineItem::Step(step) if step.kind() == ItemKind::SupportAdvice => Some(step.step),
            _ => None,
        });
        steps.collect()
    }

    fn news(&self, who: StaffId) -> Vec<(NewsKind, String, String)> {
        let since = Some(self.desk.now - chrono::TimeDelta::minutes(30));
        let news = self.desk.read(who, |reader| since_then(reader, since)).unwrap();
        let ours = news.lines.into_iter().filter(|line| line.kind == Kind::SupportAdvice);
        ours.map(|line| (line.what, line.id, line.text)).collect()
    }
}

#[test]
fn advice_is_asked_told_to_the_physician_answered_and_told_to_whoever_asked() {
    let mut town = Town::new();
    let advice = town.asked();
    assert_eq!(town.detail(ME, advice).unwrap().advice.patient(), None, "the consultation is about nobody yet");
    let waits = (NewsKind::Question, "j1".to_owned(), "訪問すべきか。".to_owned());
    assert_eq!(town.news(town.physician), [waits]);
    assert_eq!(town.news(town.other), []);
    let (rows, counts) = town.list(town.physician, AdviceFilter::default()).unwrap();
    assert_eq!((rows.len(), counts), (1, AdviceCounts { open: 1, of_me: 1 }));
    town.desk.now += chrono::TimeDelta::minutes(20);
    let answer = AdviceAct::Answer(town.said(Judgement::NeedsVisit));
    town.step(town.physician, advice, answer.clone()).unwrap();
    let twice = town.step(town.coordinator, advice, answer);
    assert!(matches!(twice, Err(Problem::SupportAdvice(AdviceProblem::NotNow { .. }))), "{twice:?}");
    assert_eq!(town.news(town.physician), []);
    let came = (NewsKind::Changed, "j1".to_owned(), "脱水が疑われる。訪問を。".to_owned());
    assert_eq!(town.news(town.coordinator), [came]);
    let right = town.said(Judgement::Emergency);
    town.step(town.coordinator, advice, AdviceAct::CorrectAnswer { reason: "聞き違い".into(), advice: right }).unwrap();
    let row = town.detail(ME, advice).unwrap().row;
    assert_eq!((row.state, row.judgement), (AdviceState::Answered, Some(Judgement::Emergency)));
}

#[test]
fn advice_goes_with_its_consultation_to_the_patient_and_back() {
    let mut town = Town::new();
    let advice = town.asked();
    assert_eq!(town.steps(), []);
    town.act(QueueAct::Link { patient: town.patient });
    assert_eq!(town.steps(), [StepName::AdviceAsked]);
    let row = town.detail(ME, advice).unwrap().row;
    assert_eq!((row.person.as_str(), row.patient.map(|row| row.id)), ("山田 花子", Some(town.patient)));
    let answer = AdviceAct::Answer(town.said(Judgement::NeedsVisit));
    town.step(ME, advice, answer).unwrap();
    assert_eq!(town.steps().len(), 2);
    town.act(QueueAct::Unlink { reason: "別人".into() });
    assert_eq!(town.steps(), [], "it was the wrong person");
    let found = AdviceFilter { text: "R8-0001".into(), ..AdviceFilter::default() };
    assert_eq!(town.list(ME, found).unwrap().0.len(), 1);
    let of_her = AdviceFilter { patient: Some(town.patient), ..AdviceFilter::default() };
    assert_eq!(town.list(ME, of_her).unwrap().0.len(), 0);
}

#[test]
fn a_physician_answers_only_what_was_asked_of_that_very_one_and_some_roles_see_nothing() {
    let mut town = Town::new();
    let advice = town.asked();
    let answer = AdviceAct::Answer(town.said(Judgement::Watch));
    let refused = town.step(town.other, advice, answer.clone());
    let asked_of = AdviceProblem::AskedOfAnother { physician: town.physician };
    assert_eq!(refused, Err(Problem::SupportAdvice(asked_of)));
    for nobody in [town.clerk, town.dietitian] {
        assert_eq!(town.list(nobody, AdviceFilter::default()), Err(Problem::NotAllowed));
        assert_eq!(town.detail(nobody, advice), Err(Problem::NotAllowed));
        let request = town.request();
        assert_eq!(town.ask(nobody, request), Err(Problem::NotAllowed));
        assert_eq!(town.step(nobody, advice, answer.clone()), Err(Problem::NotAllowed));
        assert_eq!(town.news(nobody), []);
        let kind = (Kind::SupportAdvice, advice.to_string());
        let hears = town.desk.read(nobody, |reader| {
            crate::center::notices::may_read(reader.views(), &reader.actor, kind.0, &kind.1, None)
        });
        assert!(!hears, "a notice tells that there is one");
    }
    let request = town.request();
    town.ask(town.other, request).unwrap();
    town.step(town.coordinator, advice, answer).unwrap();
}

#[test]
fn what_is_missing_or_stale_is_refused() {
    let mut town = Town::new();
    let advice = town.asked();
    let empty = AdviceRequest { text: "  ".into(), ..town.request() };
    let missing = Problem::Field { field: "text".into(), what: FieldProblem::Missing };
    assert_eq!(town.ask(ME, empty), Err(missing));
    let clerk = AdviceRequest { physician: town.clerk, ..town.request() };
    let none = AdviceProblem::NoPhysician { member: town.clerk };
    assert_eq!(town.ask(ME, clerk), Err(none.into()));
    let nowhere = AdviceRequest { consultation: ConsultationId(9), ..town.request() };
    assert!(matches!(town.ask(ME, nowhere), Err(Problem::NotFound { kind: Kind::Consultation, .. })));
    let withdraw = AdviceAct::Withdraw { reason: "受診できた".into() };
    let stale = AdviceChange::Step { advice, seen: Version(9), step: withdraw };
    let refused = town.desk.change(ME, |tx| change(tx, stale));
    assert!(matches!(refused, Err(Problem::Conflict { kind: Kind::SupportAdvice, .. })), "{refused:?}");
    town.act(QueueAct::Link { patient: town.patient });
    let patient = town.patient;
    town.desk
        .change(ME, |tx| {
            let record: crate::domain::patient::Patient = tx.get(patient)?;
            let event = record.die(tx.now().date_naive(), tx.now())?;
            tx.record::<crate::domain::patient::Patient>(patient, event)
        })
        .unwrap();
    let request = town.request();
    assert_eq!(town.ask(ME, request), Err(AdviceProblem::PatientGone.into()));
    assert_eq!(town.news(town.physician), [], "nobody is reminded of who died");
}
