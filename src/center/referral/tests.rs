//! Referrals and introductions through real transactions: the whole loop, rights, lists, load and terms.

use chrono::{Days, TimeDelta};

use super::{change, read};
use crate::api::patient::PatientChange;
use crate::api::referral::{
    IntroductionAct, IntroductionFilter, IntroductionRow, Opens, ReferralAnswer, ReferralChange, ReferralCounts,
    ReferralDetail, ReferralFilter, ReferralOrder, ReferralProblem, ReferralRead, ReferralRow, ReferralStep,
};
use crate::api::{Done, Problem, Window};
use crate::center::patient::tests::register;
use crate::center::testing::Desk;
use crate::domain::centre::{Centre, CentreEvent, CentreId};
use crate::domain::code::Code;
use crate::domain::event::Kind;
use crate::domain::funding::Charge;
use crate::domain::id::{IntroductionId, PatientId, ReferralId, StaffId, Version};
use crate::domain::introduction::{
    Ending, Findings, IntroductionProblem, IntroductionState, Order, Performed, Purpose, Told,
};
use crate::domain::patient::tests::now;
use crate::domain::referral::{
    Acknowledgement, Advice, Advised, Asking, Consent, ConsentAnswer, ConsentStanding, FollowUp, Link, Means, Missing,
    Next, Outcome, Party, ReferralProblem as Rule, Report, Request, Requester, Scale, Score, Scoring, State, Step,
    Visit,
};
use crate::domain::settings::ConsentGate;
use crate::domain::staff::{Role, SupportTeam};
use crate::domain::time::Minutes;
use crate::domain::timeline::{Occurred, StepName};

const ME: StaffId = StaffId(1);

/// A centre with one member in each team, two patients, and the gates under test.
struct Town {
    desk: Desk,
    members: [StaffId; 3],
    patient: PatientId,
}

impl Town {
    fn new(gate: ConsentGate) -> Self {
        let mut desk = Desk::new(now());
        let members = SupportTeam::ALL.map(|team| desk.join("小川 恵", &[Role::Team], Some(team)));
        let patient = register(&mut desk, "山田 花子", "やまだ はなこ", None);
        register(&mut desk, "鈴木 一郎", "すずき いちろう", None);
        let mut town = Self { desk, members, patient };
        town.settings(|settings| {
            settings.consent_gates = SupportTeam::ALL.map(|team| (team, gate)).into();
        });
        town
    }

    fn settings(&mut self, change: impl FnOnce(&mut crate::domain::settings::Settings)) {
        self.desk
            .change(ME, |tx| {
                let mut settings = tx.settings().clone();
                change(&mut settings);
                tx.record::<Centre>(CentreId, CentreEvent::Founded(Box::new(settings)))
            })
            .unwrap();
    }

    fn now(&self) -> Occurred {
        Occurred::At(self.desk.now)
    }

    fn request(&self, team: SupportTeam) -> Request {
        Request {
            team,
            patient: self.patient,
            consultation: None,
            from_referral: None,
            asked: self.now(),
            requester: Requester {
                profession: Code::new("care_manager"),
                organisation: Party::named("本町居宅介護支援事業所"),
                name: "木村".into(),
                phone: "047-000-0001".into(),
            },
            reason: "半年で体重が減っている".into(),
            aim: String::new(),
            dispatch: None,
        }
    }

    fn order(&self) -> Order {
        Order {
            patient: self.patient,
            purpose: Purpose::Examination,
            to: Party::named("汐見総合病院"),
            department: "消化器内科".into(),
            reason: "上部消化管内視鏡".into(),
            physician: Party::named("本町クリニック 佐藤医師"),
            asked: self.now(),
            consultation: None,
            referral: None,
        }
    }

    fn ask(&mut self, by: StaffId, team: SupportTeam) -> Result<ReferralId, Problem> {
        let request = Box::new(self.request(team));
        let done = self.desk.change(by, |tx| change(tx, ReferralChange::Request(request)))?;
        assert_eq!(done.kind, Kind::Referral);
        Ok(done.id.parse().unwrap())
    }

    fn step(&mut self, by: StaffId, referral: ReferralId, step: ReferralStep) -> Result<Done, Problem> {
        let seen = self.detail(ME, referral).unwrap().referral.version;
        self.desk.change(by, |tx| change(tx, ReferralChange::Step { referral, seen, step }))
    }

    fn detail(&self, by: StaffId, referral: ReferralId) -> Result<ReferralDetail, Problem> {
        match self.desk.read(by, |reader| read(reader, &ReferralRead::Referral { referral }))? {
            ReferralAnswer::Referral(detail) => Ok(*detail),
            other => panic!("{other:?}"),
        }
    }

    fn list(&self, by: StaffId, filter: ReferralFilter) -> Result<(Vec<ReferralRow>, ReferralCounts), Problem> {
        let request = ReferralRead::List { filter, order: ReferralOrder::Due, window: Window::default() };
        match self.desk.read(by, |reader| read(reader, &request))? {
            ReferralAnswer::List { page, counts } => Ok((page.rows, counts)),
            other => panic!("{other:?}"),
        }
    }

    fn introductions(&self, by: StaffId) -> Vec<IntroductionRow> {
        let request = ReferralRead::Introductions { filter: IntroductionFilter::default(), window: Window::default() };
        match self.desk.read(by, |reader| read(reader, &request)).unwrap() {
            ReferralAnswer::Introductions(page) => page.rows,
            other => panic!("{other:?}"),
        }
    }

    fn consent(&self, answer: ConsentAnswer) -> ReferralStep {
        ReferralStep::Consent(Consent {
            answer,
            physician: Party::named("本町クリニック 佐藤医師"),
            on: self.now(),
            means: Means::Phone,
            taken_by: ME,
        })
    }

    fn yes(&self) -> ReferralStep {
        self.consent(ConsentAnswer::Given { conditions: String::new() })
    }

    fn visit(&self, member: StaffId) -> ReferralStep {
        ReferralStep::Visit(Visit {
            on: self.now(),
            member,
            place: String::new(),
            findings: "体重 41.0kg、義歯が合わない".into(),
            minutes: Minutes(40),
            charge: Charge::default(),
        })
    }

    fn link(&self) -> ReferralStep {
        ReferralStep::Link(Link {
            on: self.now(), what: "訪問栄養食事指導".into(), to: Party::named("本町クリニック")
        })
    }

    fn report(&self) -> ReferralStep {
        ReferralStep::Report(Report {
            on: self.now(),
            means: Means::Fax,
            to: Party::named("本町居宅 木村"),
            text: "低栄養のおそれ".into(),
        })
    }

    fn acknowledge(&self) -> ReferralStep {
        ReferralStep::Acknowledge(Acknowledgement { on: self.now(), by: Party::named("木村"), text: String::new() })
    }

    fn asking(&self, opens: Option<Opens>) -> ReferralStep {
        ReferralStep::Ask {
            asking: Asking {
                on: self.now(),
                profession: Code::new("visiting_nurse"),
                to: Party::named("訪問看護ステーション潮"),
                what: "毎週の体重測定".into(),
                opened: None,
            },
            opens,
        }
    }

    fn look(&self) -> ReferralStep {
        let next = Some(self.desk.now.date_naive() + Days::new(30));
        ReferralStep::FollowUp(FollowUp {
            on: self.now(),
            text: "41.8kg".into(),
            next,
            minutes: Minutes(10),
            charge: Charge::default(),
        })
    }

    /// Takes it as far as the report that has arrived.
    fn up_to_acknowledged(&mut self, referral: ReferralId, member: StaffId) {
        for step in [
            ReferralStep::Accept,
            ReferralStep::Assign { member, though_full: false },
            self.visit(member),
            ReferralStep::FinishAssessment { summary: "低栄養のおそれ".into() },
            self.report(),
            self.acknowledge(),
        ] {
            self.step(ME, referral, step).unwrap();
        }
    }
}

fn close(outcome: Outcome) -> ReferralStep {
    ReferralStep::Close { outcome, text: String::new() }
}

fn referral_rule(problem: Problem) -> Rule {
    match problem {
        Problem::Referral(ReferralProblem::Referral(rule)) => rule,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_whole_loop_runs_for_every_team_under_either_gate() {
    for gate in [ConsentGate::Assessment, ConsentGate::Linking] {
        for (place, team) in SupportTeam::ALL.into_iter().enumerate() {
            let mut town = Town::new(gate);
            let member = town.members[place];
            let it = town.ask(ME, team).unwrap();
            town.step(member, it, ReferralStep::Accept).unwrap();
            town.step(member, it, ReferralStep::Assign { member, though_full: false }).unwrap();
            let refused = town.step(member, it, town.visit(member)).map_err(referral_rule);
            if gate == ConsentGate::Assessment {
                let standing = ConsentStanding::NotAsked;
                assert_eq!(refused, Err(Rule::ConsentNeeded { step: Step::StartAssessment, standing }));
                assert_eq!(town.detail(member, it).unwrap().referral.state(), State::Assigned, "nothing changed");
                town.step(member, it, town.yes()).unwrap();
                town.step(member, it, town.visit(member)).unwrap();
            }
            let scale = Scale::ALL[place];
            let scoring = Scoring {
                on: town.desk.now.date_naive(),
                member,
                score: Score { scale, total: 5 },
                note: String::new(),
            };
            town.step(member, it, ReferralStep::Score(scoring)).unwrap();
            for to in [Advised::Patient, Advised::CareTeam] {
                let advice = Advice { on: town.now(), to, text: "補助食品を1日1本".into() };
                town.step(member, it, ReferralStep::Advise(advice)).unwrap();
            }
            town.step(member, it, ReferralStep::FinishAssessment { summary: "低栄養のおそれ".into() }).unwrap();
            town.step(member, it, town.report()).unwrap();
            town.step(member, it, town.acknowledge()).unwrap();
            if gate == ConsentGate::Linking {
                let standing = ConsentStanding::NotAsked;
                let refused = town.step(member, it, town.link()).map_err(referral_rule);
                assert_eq!(refused, Err(Rule::ConsentNeeded { step: Step::Link, standing }));
                let missing = Some(Missing::Consent(standing));
                let detail = town.detail(member, it).unwrap();
                assert_eq!(detail.row.next, Some(Next { step: Step::Link, missing }));
                assert_eq!(town.list(member, ReferralFilter::default()).unwrap().1.consent, 1);
                town.step(member, it, town.yes()).unwrap();
            }
            town.step(member, it, town.link()).unwrap();
            let other = SupportTeam::ALL[(place + 1) % 3];
            let opens = Opens::Referral(Box::new(town.request(other)));
            town.step(member, it, town.asking(Some(opens))).unwrap();
            let order = Opens::Introduction(Box::new(town.order()));
            town.step(member, it, town.asking(Some(order))).unwrap();
            town.step(member, it, town.look()).unwrap();
            town.step(member, it, town.look()).unwrap();
            let detail = town.detail(ME, it).unwrap();
            assert_eq!((detail.referrals.len(), detail.introductions.len()), (1, 1));
            assert_eq!(detail.referrals[0].team, other);
            assert_eq!(detail.row.due, Some(town.desk.now.date_naive() + Days::new(30)), "the next look");
            town.step(member, it, close(Outcome::Improved)).unwrap();
            let detail = town.detail(ME, it).unwrap();
            assert_eq!((detail.row.state, detail.row.next, detail.row.due), (State::Closed, None, None));
            let steps = town.desk.read(ME, |reader| {
                crate::center::timeline::read(
                    reader,
                    &crate::api::timeline::TimelineRead::Window {
                        patient: town.patient,
                        filter: crate::api::timeline::TimelineFilter::default(),
                        window: Window::default(),
                    },
                )
            });
            let shown = format!("{:?}", steps.unwrap());
            for step in [StepName::Reported, StepName::Consented, StepName::Linked, StepName::FollowedUp] {
                assert!(shown.contains(&format!("{step:?}")), "{step:?} is not on the timeline");
            }
        }
    }
}

#[test]
fn what_an_asking_opens_comes_with_it_or_not_at_all() {
    let mut town = Town::new(ConsentGate::Linking);
    let it = town.ask(ME, SupportTeam::Nutrition).unwrap();
    town.up_to_acknowledged(it, town.members[0]);
    town.step(ME, it, town.yes()).unwrap();
    town.step(ME, it, town.link()).unwrap();
    let events = town.desk.events.len();
    let empty = Request { reason: " ".into(), ..town.request(SupportTeam::OralHygiene) };
    assert!(town.step(ME, it, town.asking(Some(Opens::Referral(Box::new(empty))))).is_err());
    let stranger = Order { patient: PatientId(2), ..town.order() };
    assert_eq!(
        town.step(ME, it, town.asking(Some(Opens::Introduction(Box::new(stranger))))),
        Err(ReferralProblem::OtherPatient.into())
    );
    assert_eq!(town.desk.events.len(), events, "nothing happened");
    assert_eq!(town.detail(ME, it).unwrap().referral.state(), State::Linked);
}

#[test]
fn a_team_sees_its_own_referrals_and_their_patients_and_nothing_else() {
    let mut town = Town::new(ConsentGate::Linking);
    let it = town.ask(ME, SupportTeam::Nutrition).unwrap();
    let [dietitian, hygienist, _] = town.members;
    let all = ReferralFilter::default;
    assert_eq!(town.list(dietitian, all()).unwrap().0.len(), 1);
    let (rows, counts) = town.list(hygienist, all()).unwrap();
    assert_eq!((rows, counts), (vec![], ReferralCounts::default()), "not even counted");
    let hidden = Problem::NotFound { kind: Kind::Referral, id: it.to_string() };
    assert_eq!(town.detail(hygienist, it), Err(hidden.clone()));
    assert_eq!(town.step(hygienist, it, ReferralStep::Accept), Err(hidden));
    // A member cannot open the way to a stranger's timeline by asking the own team.
    town.patient = PatientId(2);
    assert!(matches!(town.ask(dietitian, SupportTeam::Nutrition), Err(Problem::NotFound { kind: Kind::Patient, .. })));
    let clerk = town.desk.join("事務 花", &[Role::Clerk], None);
    assert_eq!(town.list(clerk, all()), Err(Problem::NotAllowed));
    let physician = town.desk.join("佐藤 医", &[Role::Physician], None);
    assert_eq!(town.step(physician, it, ReferralStep::Accept), Err(Problem::NotAllowed));
    town.step(physician, it, town.yes()).unwrap();
    assert_eq!(town.detail(physician, it).unwrap().row.consent, ConsentStanding::Given);
}

#[test]
fn an_older_version_is_refused_and_nothing_is_lost() {
    let mut town = Town::new(ConsentGate::Linking);
    let it = town.ask(ME, SupportTeam::Nutrition).unwrap();
    town.step(ME, it, ReferralStep::Accept).unwrap();
    let late = ReferralChange::Step {
        referral: it,
        seen: Version(1),
        step: ReferralStep::Decline { reason: "対象外".into() },
    };
    let refused = town.desk.change(ME, |tx| change(tx, late));
    assert!(matches!(refused, Err(Problem::Conflict { seen: Version(1), now: Version(2), .. })));
}

#[test]
fn terms_run_in_working_days_and_end_with_the_patient() {
    let mut town = Town::new(ConsentGate::Linking);
    let it = town.ask(ME, SupportTeam::Nutrition).unwrap();
    let due = town.detail(ME, it).unwrap().row.due.unwrap();
    let overdue = ReferralFilter { overdue: true, ..ReferralFilter::default() };
    assert_eq!(town.list(ME, overdue.clone()).unwrap().0.len(), 0);
    town.desk.now += (due - town.desk.now.date_naive()) + TimeDelta::days(1);
    let (rows, counts) = town.list(ME, overdue.clone()).unwrap();
    assert_eq!((rows.len(), counts.overdue), (1, 1));
    assert!(rows[0].overdue);
    let late = town.detail(ME, it).unwrap().stays;
    assert_eq!((late.len(), late[0].working_days), (1, 4), "three in the term and one beyond");
    let die = PatientChange::Die { patient: town.patient, seen: Version(1), on: town.desk.now.date_naive() };
    town.desk.change(ME, |tx| crate::center::patient::change(tx, die)).unwrap();
    assert_eq!(town.list(ME, overdue).unwrap().0.len(), 0, "nobody is reminded of the dead");
    assert_eq!(town.detail(ME, it).unwrap().row.due, None);
    assert_eq!(
        town.ask(ME, SupportTeam::OralHygiene),
        Err(ReferralProblem::PatientGone { patient: town.patient }.into())
    );
    town.step(ME, it, close(Outcome::PatientDied)).unwrap();
    assert_eq!(town.detail(ME, it).unwrap().row.state, State::Closed);
}

#[test]
fn load_counts_what_is_open_and_a_full_member_needs_a_word() {
    let mut town = Town::new(ConsentGate::Linking);
    town.settings(|settings| settings.referrals_per_full_time = 2);
    let member = town.members[0];
    let mut cases = Vec::new();
    for name in ["伊藤 実", "加藤 勲", "村上 清"] {
        town.patient = register(&mut town.desk, name, "かな", None);
        let it = town.ask(ME, SupportTeam::Nutrition).unwrap();
        town.step(ME, it, ReferralStep::Accept).unwrap();
        cases.push(it);
    }
    let assign = |though_full| ReferralStep::Assign { member, though_full };
    town.step(ME, cases[0], assign(false)).unwrap();
    town.step(ME, cases[1], assign(false)).unwrap();
    let full = town.step(ME, cases[2], assign(false)).map_err(referral_rule);
    assert!(matches!(full, Err(Rule::OverCapacity(load)) if load.open == 2 && load.capacity_tenths() == 20));
    town.step(ME, cases[0], ReferralStep::Cancel { reason: "本人の希望".into() }).unwrap();
    town.step(ME, cases[2], assign(false)).unwrap();
    let loads = town.detail(ME, cases[2]).unwrap().loads;
    assert_eq!((loads.len(), loads[0].open), (1, 2));
    let mine = ReferralFilter { mine: true, open: Some(true), ..ReferralFilter::default() };
    assert_eq!(town.list(member, mine).unwrap().0.len(), 2);
}

#[test]
fn a_team_has_one_open_referral_of_a_person_at_a_time() {
    let mut town = Town::new(ConsentGate::Linking);
    let first = town.ask(ME, SupportTeam::Nutrition).unwrap();
    let open = Err(Problem::Referral(ReferralProblem::AlreadyOpen { referral: first }));
    assert_eq!(town.ask(ME, SupportTeam::Nutrition), open);
    let other_team = town.ask(ME, SupportTeam::OralHygiene).unwrap();
    town.patient = PatientId(2);
    town.ask(ME, SupportTeam::Nutrition).unwrap();
    town.patient = PatientId(1);
    town.step(ME, first, ReferralStep::Cancel { reason: "本人の希望".into() }).unwrap();
    let second = town.ask(ME, SupportTeam::Nutrition).unwrap();
    assert_ne!(second, other_team);
}

#[test]
fn lists_are_filtered_by_state_patient_and_text() {
    let mut town = Town::new(ConsentGate::Linking);
    let first = town.ask(ME, SupportTeam::Nutrition).unwrap();
    town.step(ME, first, ReferralStep::Accept).unwrap();
    town.patient = PatientId(2);
    let second = town.ask(ME, SupportTeam::OralHygiene).unwrap();
    let found = |filter| town.list(ME, filter).unwrap().0.into_iter().map(|row| row.id).collect::<Vec<_>>();
    let text = |text: &str| ReferralFilter { text: text.into(), ..ReferralFilter::default() };
    assert_eq!(found(text("スズキ")), [second]);
    assert_eq!(found(text("山田")), [first]);
    assert_eq!(found(text("r1")), [first]);
    assert_eq!(found(text("本町居宅")), [first, second]);
    assert_eq!(found(ReferralFilter { states: vec![State::Accepted], ..ReferralFilter::default() }), [first]);
    assert_eq!(found(ReferralFilter { patient: Some(PatientId(2)), ..ReferralFilter::default() }), [second]);
    assert_eq!(found(ReferralFilter { open: Some(false), ..ReferralFilter::default() }), []);
}

#[test]
fn an_introduction_goes_through_to_its_result_and_the_family_physician() {
    let mut town = Town::new(ConsentGate::Linking);
    let order = Box::new(town.order());
    let done = town.desk.change(ME, |tx| change(tx, ReferralChange::Introduce(order))).unwrap();
    let id: IntroductionId = done.id.parse().unwrap();
    let mut seen = done.version;
    let mut step = |town: &mut Town, step| {
        let done =
            town.desk.change(ME, |tx| change(tx, ReferralChange::IntroductionStep { introduction: id, seen, step }))?;
        seen = done.version;
        Ok::<_, Problem>(())
    };
    let appointment = Occurred::At(town.desk.now + TimeDelta::days(3));
    step(&mut town, IntroductionAct::Accept { on: appointment, text: "絶食で来院".into() }).unwrap();
    assert_eq!(town.introductions(ME)[0].due, Some(appointment.date()));
    let performed = |on| IntroductionAct::Perform(Performed { on, text: String::new() });
    assert_eq!(step(&mut town, performed(appointment)), Err(IntroductionProblem::NotYet { on: appointment }.into()));
    town.desk.now += TimeDelta::days(4);
    assert!(town.introductions(ME)[0].overdue);
    let on = town.now();
    let told = Told { on, means: Means::Phone, physician: Party::named("佐藤医師"), text: String::new() };
    assert!(step(&mut town, IntroductionAct::Tell(told.clone())).is_err(), "no result yet");
    step(&mut town, performed(appointment)).unwrap();
    let findings = Findings { on, means: Means::Letter, text: "早期胃がん".into() };
    step(&mut town, IntroductionAct::ReceiveResult(findings)).unwrap();
    step(&mut town, IntroductionAct::Tell(told)).unwrap();
    step(&mut town, IntroductionAct::Close { ending: Ending::Completed, text: String::new() }).unwrap();
    let row = &town.introductions(ME)[0];
    assert_eq!((row.state, row.due, row.next), (IntroductionState::Closed, None, None));
    assert_eq!(row.hospital, "汐見総合病院 消化器内科");
    assert!(town.introductions(town.members[0]).is_empty(), "no referral of the team, no introduction");
    town.ask(ME, SupportTeam::Nutrition).unwrap();
    assert_eq!(town.introductions(town.members[0]).len(), 1);
}
