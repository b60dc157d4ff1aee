//! Questions through real transactions: the whole course, the call, rights, lists and answers in time.

use chrono::TimeDelta;

use super::{change, read, run_out};
use crate::api::news::NewsKind;
use crate::api::question::{
    QuestionAct, QuestionAnswer, QuestionChange, QuestionCounts, QuestionDetail, QuestionFilter, QuestionOrder,
    QuestionProblem, QuestionRead, QuestionRow,
};
use crate::api::queue::{QueueAct, QueueAnswer, QueueChange, QueueRead};
use crate::api::timeline::{TimelineAnswer, TimelineFilter, TimelineItem, TimelineRead};
use crate::api::{Done, FieldProblem, Problem, Window};
use crate::center::news::since_then;
use crate::center::patient::tests::register;
use crate::center::testing::Desk;
use crate::center::{queue, timeline};
use crate::domain::code::Code;
use crate::domain::consultation::{Act, Asker, Channel, Consultation, Outcome, State, Urgency};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, QuestionId, StaffId};
use crate::domain::question::{Addressee, Answer, FEWEST, Inquiry, QuestionState, Reminder, Share};
use crate::domain::referral::{Means, Party, Requester};
use crate::domain::staff::{Role, SYSTEM, SupportTeam};
use crate::domain::time::Moment;
use crate::domain::timeline::{ItemKind, Occurred, StepName};

const ME: StaffId = StaffId(1);

fn at(text: &str) -> Moment {
    format!("{text}:00+09:00").parse().unwrap()
}

/// A centre with one of each who may ask or answer, and a patient.
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
        let mut desk = Desk::new(at("2026-11-24T10:32"));
        let physician = desk.join("中村 医師", &[Role::Physician], None);
        let coordinator = desk.join("田中 相談員", &[Role::Coordinator], None);
        let clerk = desk.join("石井 事務", &[Role::Clerk], None);
        let dietitian = desk.join("小川 恵", &[Role::Team], Some(SupportTeam::Nutrition));
        let patient = register(&mut desk, "山田 花子", "やまだ はなこ", None);
        Self { desk, physician, coordinator, clerk, dietitian, patient }
    }

    fn inquiry(&self, patient: Option<PatientId>) -> Inquiry {
        Inquiry {
            patient,
            from: Requester {
                profession: Code::new("visiting_nurse"),
                organisation: Party::named("訪問看護ステーション潮"),
                name: "小林".into(),
                phone: "0470000002".into(),
            },
            to: Addressee {
                place: Party::named("本町クリニック"),
                physician: "佐藤医師".into(),
                phone: "0470000003".into(),
            },
            asked: self.desk.now,
            text: "入浴の可否と目安の血圧を教えてください。\n昨日は168/92でした。".into(),
        }
    }

    fn ask(&mut self, by: StaffId, inquiry: Inquiry) -> Result<QuestionId, Problem> {
        let done = self.desk.change(by, |tx| change(tx, QuestionChange::Ask(Box::new(inquiry))))?;
        assert_eq!(done.kind, Kind::Question);
        Ok(done.id.parse().unwrap())
    }

    fn asked(&mut self) -> QuestionId {
        let inquiry = self.inquiry(Some(self.patient));
        self.ask(ME, inquiry).unwrap()
    }

    fn step(&mut self, by: StaffId, question: QuestionId, step: QuestionAct) -> Result<Done, Problem> {
        let seen = self.detail(ME, question).unwrap().question.version;
        self.desk.change(by, |tx| change(tx, QuestionChange::Step { question, seen, step }))
    }

    fn answer(&mut self, by: StaffId, question: QuestionId) -> Result<Done, Problem> {
        let step = QuestionAct::Answer(self.said("収縮期160未満であれば入浴可"));
        self.step(by, question, step)
    }

    fn said(&self, text: &str) -> Answer {
        Answer { on: Occurred::At(self.desk.now), means: Means::Phone, by: "佐藤医師".into(), text: text.into() }
    }

    /// What the committer does when a question's time has run out.
    fn time_is_up(&mut self, question: QuestionId) -> Result<Done, Problem> {
        self.desk.change(SYSTEM, |tx| run_out(tx, question))
    }

    fn detail(&self, by: StaffId, question: QuestionId) -> Result<QuestionDetail, Problem> {
        match self.desk.read(by, |reader| read(reader, &QuestionRead::Question { question }))? {
            QuestionAnswer::Question(detail) => Ok(*detail),
            other => panic!("{other:?}"),
        }
    }

    fn list(&self, by: StaffId, filter: QuestionFilter) -> Result<(Vec<QuestionRow>, QuestionCounts), Problem> {
        let request = QuestionRead::List { filter, order: QuestionOrder::Due, window: Window::default() };
        match self.desk.read(by, |reader| read(reader, &request))? {
            QuestionAnswer::List { page, counts } => Ok((page.rows, counts)),
            other => panic!("{other:?}"),
        }
    }

    /// The call that was made for a question.
    fn call(&self, question: QuestionId) -> Option<Consultation> {
        let consultation = self.detail(ME, question).unwrap().question.call?;
        match self.desk.read(ME, |reader| queue::read(reader, &QueueRead::Detail { consultation })).unwrap() {
            QueueAnswer::Detail(detail) => Some(detail.consultation),
            other => panic!("{other:?}"),
        }
    }

    fn cases(&self) -> u32 {
        match self.desk.read(ME, |reader| queue::read(reader, &QueueRead::Counts)).unwrap() {
            QueueAnswer::Counts(counts) => counts.open,
            other => panic!("{other:?}"),
        }
    }

    fn steps(&self) -> Vec<(ItemKind, StepName)> {
        let filter = TimelineFilter::default();
        let request = TimelineRead::Window { patient: self.patient, filter, window: Window::default() };
        let answer = self.desk.read(ME, |reader| timeline::read(reader, &request)).unwrap();
        let TimelineAnswer::Window(page) = answer else { panic!("{answer:?}") };
        let steps = page.page.rows.into_iter().filter_map(|row| match row {
            TimelineItem::Step(step) => Some((step.kind(), step.step)),
            TimelineItem::Entry(_) => None,
        });
        steps.collect()
    }
}

#[test]
fn a_question_that_no_one_answers_becomes_a_call_that_goes_with_the_answer() {
    let mut town = Town::new();
    let question = town.asked();
    let detail = town.detail(ME, question).unwrap();
    assert_eq!(detail.question.due, at("2026-11-26T10:32"));
    assert_eq!((detail.row.remaining, detail.row.overdue), (Some(960), false));
    assert_eq!(detail.question.inquiry.from.phone, "0470-00-0002", "brought to its one form");

    town.desk.now = at("2026-11-25T11:00");
    let fax = Reminder { on: Occurred::At(town.desk.now), means: Means::Fax, text: String::new() };
    town.step(town.coordinator, question, QuestionAct::Remind(fax)).unwrap();
    let early = town.time_is_up(question);
    assert!(matches!(early, Err(Problem::Question(QuestionProblem::StillRunning { .. }))), "{early:?}");
    assert_eq!(town.cases(), 0, "a refused change has made no call");

    town.desk.now = at("2026-11-26T10:32");
    town.time_is_up(question).unwrap();
    let twice = town.time_is_up(question);
    assert!(matches!(twice, Err(Problem::Question(QuestionProblem::NotNow { .. }))), "{twice:?}");
    let detail = town.detail(ME, question).unwrap();
    assert_eq!((detail.row.state, detail.row.overdue, detail.row.reminders), (QuestionState::Overdue, true, 1));
    let case = town.call(question).unwrap();
    assert_eq!(town.cases(), 1);
    assert_eq!((case.question, case.patient), (Some(question), Some(town.patient)));
    assert_eq!((case.intake.channel, case.intake.asked_by.who), (Channel::Ict, Asker::VisitingNurse));
    assert_eq!((case.intake.urgency, case.due), (Urgency::Emergency, at("2026-11-26T17:00")), "to be made today");
    assert_eq!(case.course[0].stamp.by, SYSTEM, "nobody pressed a key for it");
    for told in ["q1", "本町クリニック 佐藤医師", "0470-00-0003", "昨日は168/92", "訪問看護ステーション潮 小林"]
    {
        assert!(case.intake.text.contains(told), "{told} in {}", case.intake.text);
    }

    let claim = QueueChange::Act { consultation: case.id, seen: None, act: QueueAct::Claim };
    town.desk.change(town.coordinator, |tx| queue::change(tx, claim)).unwrap();
    town.desk.now = at("2026-11-26T11:00");
    town.answer(town.coordinator, question).unwrap();
    let case = town.call(question).unwrap();
    assert_eq!((case.state, case.claimed_by), (State::Closed, Some(town.coordinator)));
    assert_eq!(case.resolution.as_ref().map(|resolution| resolution.outcome), Some(Outcome::Informed));
    assert_eq!(case.steps[0].contents.with.name, "佐藤医師", "the call counts as a contact");
    let detail = town.detail(ME, question).unwrap();
    assert_eq!((detail.row.state, detail.row.due, detail.row.overdue), (QuestionState::Answered, None, false));
    assert_eq!(detail.call.map(|call| call.state), Some(State::Closed));
    let steps = town.steps();
    for step in [StepName::QuestionPut, StepName::Reminded, StepName::RanOut] {
        assert!(steps.contains(&(ItemKind::Question, step)), "{steps:?}");
    }
    assert!(steps.contains(&(ItemKind::Reply, StepName::Replied)), "{steps:?}");
}

#[test]
fn an_answer_closes_the_call_that_nobody_has_and_a_withdrawal_does_too() {
    let mut town = Town::new();
    let (first, second, third) = (town.asked(), town.asked(), town.asked());
    town.desk.now += TimeDelta::days(7);
    for question in [first, second, third] {
        town.time_is_up(question).unwrap();
    }
    // The physician writes the answer down: that is no contact of the centre's.
    town.answer(town.physician, first).unwrap();
    let case = town.call(first).unwrap();
    assert_eq!((case.state, case.claimed_by, case.steps.len()), (State::Closed, None, 0));
    assert!(matches!(case.course.last().unwrap().act, Act::Settled(_)));
    assert_eq!(case.course.last().unwrap().stamp.by, town.physician);
    // A coordinator does, by telephone: it is.
    town.answer(town.coordinator, second).unwrap();
    let case = town.call(second).unwrap();
    assert_eq!((case.state, case.claimed_by, case.steps.len()), (State::Closed, Some(town.coordinator), 1));
    town.step(ME, third, QuestionAct::Withdraw { reason: "受診で解決した".into() }).unwrap();
    let case = town.call(third).unwrap();
    assert_eq!(case.resolution.map(|resolution| resolution.outcome), Some(Outcome::Withdrawn));
    let open = town.list(ME, QuestionFilter { open: Some(true), ..QuestionFilter::default() }).unwrap();
    assert_eq!((open.0.len(), open.1.open), (0, 0));
}

#[test]
fn a_second_answer_is_told_so_and_a_wrong_one_is_put_right_beside_it() {
    let mut town = Town::new();
    let question = town.asked();
    let stale = town.detail(ME, question).unwrap().question.version;
    let remind = Reminder { on: Occurred::At(town.desk.now), means: Means::Phone, text: "不在".into() };
    town.step(ME, question, QuestionAct::Remind(remind)).unwrap();
    // A reminder came between: it takes nothing away from an answer, but from an amended question it does.
    let amended =
        Inquiry { text: "入浴の可否を教えてください。".into(), ..town.inquiry(Some(town.patient)) };
    let step = QuestionAct::Amend(Box::new(amended));
    let change_stale = QuestionChange::Step { question, seen: stale, step };
    let refused = town.desk.change(ME, |tx| change(tx, change_stale));
    assert!(matches!(refused, Err(Problem::Conflict { kind: Kind::Question, .. })), "{refused:?}");
    let step = QuestionAct::Answer(town.said("可"));
    let taken = QuestionChange::Step { question, seen: stale, step };
    town.desk.change(town.physician, |tx| change(tx, taken)).unwrap();
    let twice = town.answer(ME, question);
    assert!(matches!(twice, Err(Problem::Question(QuestionProblem::NotNow { .. }))), "{twice:?}");
    let answer = town.said("不可");
    town.step(ME, question, QuestionAct::CorrectAnswer { reason: "聞き違い".into(), answer }).unwrap();
    let detail = town.detail(ME, question).unwrap();
    assert_eq!(detail.question.answer.map(|answer| answer.text), Some("不可".into()));
    let steps = town.steps();
    assert!(steps.contains(&(ItemKind::Reply, StepName::Replied)), "{steps:?}");
    assert!(steps.contains(&(ItemKind::Reply, StepName::ReplyCorrected)), "{steps:?}");
}

#[test]
fn each_sees_and_does_what_the_role_says_and_nothing_else_is_hinted_at() {
    let mut town = Town::new();
    let about = town.asked();
    let nobody = town.inquiry(None);
    let general = town.ask(ME, nobody.clone()).unwrap();
    let all = QuestionFilter::default();
    assert_eq!(town.list(town.physician, all.clone()).unwrap().0.len(), 2);
    assert_eq!(town.list(town.clerk, all.clone()), Err(Problem::NotAllowed));
    assert_eq!(town.detail(town.clerk, about), Err(Problem::NotAllowed));
    // The dietitian was not asked to see the patient yet.
    let (rows, counts) = town.list(town.dietitian, all.clone()).unwrap();
    assert_eq!((rows.len(), counts), (0, QuestionCounts::default()));
    let hidden = Err(Problem::NotFound { kind: Kind::Question, id: about.to_string() });
    assert_eq!(town.detail(town.dietitian, about).map(|_| ()), hidden);
    let theirs = town.inquiry(Some(town.patient));
    let refused = town.ask(town.dietitian, theirs.clone());
    assert_eq!(refused, Err(Problem::NotFound { kind: Kind::Patient, id: town.patient.to_string() }));
    assert_eq!(town.ask(town.dietitian, nobody.clone()), Err(Problem::NotAllowed));
    let request = crate::domain::referral::Request {
        team: SupportTeam::Nutrition,
        patient: town.patient,
        consultation: None,
        from_referral: None,
        asked: Occurred::At(town.desk.now),
        requester: nobody.from.clone(),
        reason: "体重減少".into(),
        aim: String::new(),
        dispatch: None,
    };
    let change_referral = crate::api::referral::ReferralChange::Request(Box::new(request));
    town.desk.change(ME, |tx| crate::center::referral::change(tx, change_referral)).unwrap();
    let (rows, counts) = town.list(town.dietitian, all).unwrap();
    assert_eq!((rows.len(), counts.open), (1, 1), "only the patient's");
    assert!(town.detail(town.dietitian, general).is_err());
    town.ask(town.dietitian, theirs.clone()).unwrap();
    assert_eq!(town.answer(town.dietitian, about), Err(Problem::NotAllowed));
    assert_eq!(town.ask(town.physician, theirs), Err(Problem::NotAllowed), "who owes answers puts no questions here");
    let shares = QuestionRead::Shares { from: None, to: None };
    assert_eq!(town.desk.read(town.dietitian, |reader| read(reader, &shares)), Err(Problem::NotAllowed));
    town.answer(town.physician, about).unwrap();
}

#[test]
fn what_is_missing_or_cannot_be_is_refused_by_its_field() {
    let mut town = Town::new();
    let field = |town: &mut Town, spoil: &dyn Fn(&mut Inquiry)| {
        let mut inquiry = town.inquiry(None);
        spoil(&mut inquiry);
        match town.ask(ME, inquiry) {
            Err(Problem::Field { field, what }) => (field, what),
            other => panic!("{other:?}"),
        }
    };
    let missing = |name: &str| (name.to_owned(), FieldProblem::Missing);
    assert_eq!(field(&mut town, &|it| it.text = " ".into()), missing("text"));
    assert_eq!(field(&mut town, &|it| it.to.place = Party::default()), missing("place"));
    let nobody = |it: &mut Inquiry| (it.from.organisation, it.from.name) = (Party::default(), String::new());
    assert_eq!(field(&mut town, &nobody), missing("name"));
    assert_eq!(field(&mut town, &|it| it.asked += TimeDelta::days(1)), ("asked".into(), FieldProblem::InFuture));
    let unknown = field(&mut town, &|it| it.from.profession = Code::new("wizard"));
    assert_eq!(unknown, ("profession".into(), FieldProblem::UnknownCode { code: "wizard".into() }));
    let question = town.asked();
    let silent = Answer { by: String::new(), ..town.said("可") };
    assert_eq!(town.step(ME, question, QuestionAct::Answer(silent)), Err(Problem::field("by", FieldProblem::Missing)));
}

#[test]
fn whoever_died_is_asked_about_no_more_and_no_call_comes() {
    let mut town = Town::new();
    let question = town.asked();
    let patient = town.patient;
    let due = |town: &Town| {
        town.desk.read(ME, |reader| {
            let views = reader.views();
            views.questions.next_due(&|patient| views.patients.reminders_end(patient))
        })
    };
    assert_eq!(due(&town), Some(at("2026-11-26T10:32")));
    let seen = crate::domain::id::Version(1);
    let on = town.desk.now.date_naive();
    let died = crate::api::patient::PatientChange::Die { patient, seen, on };
    town.desk.change(ME, |tx| crate::center::patient::change(tx, died)).unwrap();
    assert_eq!(due(&town), None);
    let row = town.detail(ME, question).unwrap().row;
    assert_eq!((row.due, row.overdue), (None, false));
    let refused = town.inquiry(Some(patient));
    assert_eq!(town.ask(ME, refused), Err(QuestionProblem::PatientGone.into()));
}

#[test]
fn shares_stand_by_name_with_small_numbers_said_to_be_small() {
    let mut town = Town::new();
    let mut put = |place: &str, questions: u32, in_time: u32| {
        for number in 0..questions {
            town.desk.now = at("2026-11-24T10:32");
            let to = Addressee { place: Party::named(place), physician: String::new(), phone: String::new() };
            let inquiry = Inquiry { to, ..town.inquiry(None) };
            let question = town.ask(ME, inquiry).unwrap();
            if number >= in_time {
                town.desk.now = at("2026-11-27T10:00");
                town.time_is_up(question).unwrap();
            } else {
                town.answer(ME, question).unwrap();
            }
        }
    };
    put("みなと医院", FEWEST, 2);
    put("あさひ医院", 10, 9);
    put("さくら医院", FEWEST, 3);
    put("わかば医院", 2, 0);
    town.desk.now = at("2026-12-01T09:00");
    town.asked();
    let request = QuestionRead::Shares { from: None, to: None };
    let answer = town.desk.read(ME, |reader| read(reader, &request)).unwrap();
    let QuestionAnswer::Shares { shares, median } = answer else { panic!("{answer:?}") };
    let lines: Vec<_> = shares.iter().map(|share| (share.name.as_str(), share.questions, share.percent())).collect();
    let expected = [
        ("あさひ医院", 10, Some(90)),
        ("さくら医院", 5, Some(60)),
        ("みなと医院", 5, Some(40)),
        ("わかば医院", 2, None),
    ];
    assert_eq!(lines, expected, "by name, and a question that waits counts nowhere");
    assert_eq!(median, Some(60));
    let own = town.detail(ME, QuestionId(1)).unwrap();
    assert_eq!(own.share, Share { site: None, name: "みなと医院".into(), questions: 5, in_time: 2 });
    assert_eq!(own.median, Some(60));
    let later = QuestionRead::Shares { from: Some(at("2026-11-25T00:00").date_naive()), to: None };
    let answer = town.desk.read(ME, |reader| read(reader, &later)).unwrap();
    assert_eq!(answer, QuestionAnswer::Shares { shares: vec![], median: None });
}

#[test]
fn lists_are_narrowed_and_sorted_by_what_runs_out_first() {
    let mut town = Town::new();
    let first = town.asked();
    town.desk.now = at("2026-11-25T09:00");
    let mut other = town.inquiry(None);
    other.to.place = Party::named("みなと医院");
    let second = town.ask(town.coordinator, other).unwrap();
    town.desk.now = at("2026-11-26T15:00");
    let ids = |rows: Vec<QuestionRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    let list = |filter| ids(town.list(ME, filter).unwrap().0);
    let all = QuestionFilter::default();
    assert_eq!(list(all.clone()), [first, second]);
    assert_eq!(list(QuestionFilter { overdue: true, ..all.clone() }), [first]);
    assert_eq!(list(QuestionFilter { mine: true, ..all.clone() }), [first]);
    assert_eq!(list(QuestionFilter { patient: Some(town.patient), ..all.clone() }), [first]);
    for text in ["やまだ", "山田", "q1"] {
        assert_eq!(list(QuestionFilter { text: text.into(), ..all.clone() }), [first], "{text}");
    }
    assert_eq!(list(QuestionFilter { text: "みなと".into(), ..all.clone() }), [second]);
    let states = vec![QuestionState::Answered];
    assert_eq!(list(QuestionFilter { states, ..all }), []);
    let counts = town.list(ME, QuestionFilter::default()).unwrap().1;
    assert_eq!(counts, QuestionCounts { open: 2, overdue: 1, today: 1, mine: 1 });
}

#[test]
fn news_tell_what_waits_and_what_others_answered() {
    let mut town = Town::new();
    let (first, second) = (town.asked(), town.asked());
    town.desk.now += TimeDelta::hours(1);
    let left = town.desk.now;
    let kinds = |town: &Town, by| {
        let news = town.desk.read(by, |reader| since_then(reader, Some(left))).unwrap();
        news.lines.into_iter().map(|line| (line.what, line.id)).collect::<Vec<_>>()
    };
    let waits = |id: QuestionId| (NewsKind::Question, id.to_string());
    assert_eq!(kinds(&town, ME), [waits(first), waits(second)]);
    assert_eq!(kinds(&town, town.coordinator), [], "neither asked nor in charge");
    assert_eq!(kinds(&town, town.clerk), []);
    town.desk.now += TimeDelta::hours(1);
    town.answer(town.physician, first).unwrap();
    assert_eq!(kinds(&town, ME), [(NewsKind::Changed, first.to_string()), waits(second)]);
}
