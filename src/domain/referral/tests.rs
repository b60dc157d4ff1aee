//! A made-up case for the tests, and what single steps must and must not do.

use chrono::{NaiveDate, Weekday};

use super::*;
use crate::domain::code::Code;
use crate::domain::funding::Charge;
use crate::domain::id::PatientId;
use crate::domain::person::PersonName;
use crate::domain::settings::ConsentGate;
use crate::domain::staff::{FullTimeEquivalent, Role, Staff, SupportTeam};
use crate::domain::time::{Minutes, Moment, from_micros};
use crate::domain::timeline::{Occurred, StepName, TimelineSource};

/// One referral with a clock that goes on by a day with everything that happens.
pub struct Case {
    pub referral: Referral,
    pub gate: ConsentGate,
    day: i64,
}

/// A dietitian, hygienist or therapist: the case's team is not asked for.
pub fn member(id: StaffId) -> Staff {
    Staff {
        id,
        version: Version(1),
        name: PersonName { written: "小川 恵".into(), kana: "おがわ めぐみ".into() },
        profession: Code::new("registered_dietitian"),
        roles: vec![Role::Team],
        full_time_equivalent: FullTimeEquivalent(30),
        team: Some(SupportTeam::ALL[usize::try_from(id.0 / 10).unwrap() % 3]),
        areas: vec![],
        account: None,
        left: false,
    }
}

impl Case {
    pub fn new(team: SupportTeam, gate: ConsentGate) -> Self {
        let request = Request {
            team,
            patient: PatientId(1),
            consultation: None,
            from_referral: None,
            asked: Occurred::At(at(0)),
            requester: Requester {
                profession: Code::new("care_manager"),
                organisation: Party::named("本町居宅介護支援事業所"),
                name: "木村".into(),
                phone: "047-000-0001".into(),
            },
            reason: "半年で体重が減っている".into(),
            aim: String::new(),
            dispatch: None,
        };
        let event = ReferralEvent::Requested(Box::new(request));
        let referral = Referral::begin(ReferralId(1), &event, &Stamp { at: at(0), by: StaffId(1) }).unwrap();
        Self { referral, gate, day: 0 }
    }

    pub fn happens(&mut self, event: &ReferralEvent) {
        self.day += 1;
        self.referral.apply(event, &Stamp { at: at(self.day), by: StaffId(1) });
    }

    /// Another member of the case's team than the one who has it.
    pub fn next_member(&self) -> StaffId {
        let first = SupportTeam::ALL.iter().position(|team| *team == self.referral.request.team).unwrap() as u64 * 10;
        if self.referral.member == Some(StaffId(first)) { StaffId(first + 1) } else { StaffId(first) }
    }

    pub fn day(&self, on: i64) -> NaiveDate {
        at(self.day + on).date_naive()
    }

    pub fn load(&self, open: u32) -> Load {
        let member = self.next_member();
        Load { member, open, full_time_equivalent: FullTimeEquivalent(30), per_full_time: 30 }
    }

    fn now(&self) -> Occurred {
        Occurred::At(at(self.day))
    }

    pub fn visit(&self) -> Visit {
        Visit {
            on: self.now(),
            member: self.next_member(),
            place: String::new(),
            findings: "体重 41.0kg".into(),
            minutes: Minutes(40),
            charge: Charge::default(),
        }
    }

    pub fn advice(&self) -> Advice {
        Advice { on: self.now(), to: Advised::Patient, text: "補助食品を1日1本".into() }
    }

    pub fn report(&self) -> Report {
        Report { on: self.now(), means: Means::Fax, to: Party::named("木村"), text: "低栄養".into() }
    }

    pub fn acknowledgement(&self) -> Acknowledgement {
        Acknowledgement { on: self.now(), by: Party::named("木村"), text: String::new() }
    }

    pub fn consent(&self, answer: ConsentAnswer) -> Consent {
        Consent {
            answer,
            physician: Party::named("本町クリニック 佐藤医師"),
            on: self.now(),
            means: Means::Phone,
            taken_by: StaffId(1),
        }
    }

    pub fn link(&self) -> Link {
        Link { on: self.now(), what: "訪問栄養食事指導".into(), to: Party::named("本町クリニック") }
    }

    pub fn asking(&self) -> Asking {
        Asking {
            on: self.now(),
            profession: Code::new("visiting_nurse"),
            to: Party::named("訪問看護ステーション"),
            what: "毎週の体重測定".into(),
            opened: None,
        }
    }

    pub fn follow_up(&self) -> FollowUp {
        FollowUp { on: self.now(), text: "41.8kg".into(), next: None, minutes: Minutes(10), charge: Charge::default() }
    }
}

/// 2026-11-16, a Monday, and so many days on.
fn at(day: i64) -> Moment {
    from_micros(1_794_787_200_000_000 + day * 86_400_000_000)
}

fn up_to_assigned(gate: ConsentGate) -> Case {
    let mut case = Case::new(SupportTeam::Nutrition, gate);
    case.happens(&ReferralEvent::Accepted);
    case.happens(&ReferralEvent::Assigned { member: case.next_member(), over: None });
    case
}

#[test]
fn each_gate_stops_its_own_step_and_says_what_is_missing() {
    let mut case = up_to_assigned(ConsentGate::Assessment);
    let step = Step::StartAssessment;
    let refused = |standing| Err(ReferralProblem::ConsentNeeded { step, standing });
    assert_eq!(case.referral.start_assessment(case.gate), refused(ConsentStanding::NotAsked));
    assert_eq!(
        case.referral.next(case.gate),
        Some(Next { step, missing: Some(Missing::Consent(ConsentStanding::NotAsked)) })
    );
    case.happens(&ReferralEvent::Consent(case.consent(ConsentAnswer::Asked)));
    assert_eq!(case.referral.start_assessment(case.gate), refused(ConsentStanding::Asked));
    assert!(case.referral.start_assessment(ConsentGate::Linking).is_ok(), "another centre gates another step");
    case.happens(&ReferralEvent::Consent(case.consent(ConsentAnswer::Given { conditions: String::new() })));
    assert!(case.referral.start_assessment(case.gate).is_ok());
}

#[test]
fn a_no_closes_the_case_and_stops_linking_under_either_gate() {
    for gate in [ConsentGate::Assessment, ConsentGate::Linking] {
        let mut case = up_to_assigned(gate);
        case.happens(&ReferralEvent::Consent(case.consent(ConsentAnswer::Given { conditions: String::new() })));
        case.happens(&ReferralEvent::AssessmentStarted);
        case.happens(&ReferralEvent::Visited(case.visit()));
        case.happens(&ReferralEvent::Assessed { summary: "低栄養".into() });
        case.happens(&ReferralEvent::Reported(case.report()));
        case.happens(&ReferralEvent::Acknowledged(case.acknowledgement()));
        assert_eq!(
            case.referral.close(Outcome::ConsentRefused, String::new()),
            Err(ReferralProblem::NotRefused { standing: ConsentStanding::Given })
        );
        case.happens(&ReferralEvent::Consent(case.consent(ConsentAnswer::Withdrawn { reason: "急変".into() })));
        assert_eq!(
            case.referral.link(case.link(), gate),
            Err(ReferralProblem::ConsentNeeded { step: Step::Link, standing: ConsentStanding::Withdrawn })
        );
        assert!(case.referral.close(Outcome::ConsentRefused, String::new()).is_ok());
    }
}

#[test]
fn assigning_beyond_capacity_takes_an_explicit_word_and_keeps_the_numbers() {
    let mut case = Case::new(SupportTeam::Nutrition, ConsentGate::Linking);
    case.happens(&ReferralEvent::Accepted);
    let dietitian = member(StaffId(1));
    let full = Load { member: dietitian.id, ..case.load(9) };
    assert_eq!(case.referral.assign(&dietitian, full, false), Err(ReferralProblem::OverCapacity(full)));
    let assigned = ReferralEvent::Assigned { member: dietitian.id, over: Some(full) };
    assert_eq!(case.referral.assign(&dietitian, full, true), Ok(assigned));
    let hygienist = member(StaffId(10));
    assert_eq!(
        case.referral.assign(&hygienist, case.load(0), true),
        Err(ReferralProblem::NotOfTeam { member: StaffId(10), team: SupportTeam::Nutrition })
    );
    let gone = Staff { left: true, ..dietitian };
    assert_eq!(case.referral.assign(&gone, case.load(0), true), Err(ReferralProblem::HasLeft { member: StaffId(1) }));
}

#[test]
fn advice_alone_ends_it_only_after_the_report_has_arrived() {
    let mut case = up_to_assigned(ConsentGate::Linking);
    let close = |case: &Case, outcome| case.referral.close(outcome, String::new());
    assert!(matches!(close(&case, Outcome::AdviceSufficed), Err(ReferralProblem::TooEarly { .. })));
    case.happens(&ReferralEvent::AssessmentStarted);
    assert_eq!(case.referral.finish_assessment("なし".into()), Err(ReferralProblem::NothingAssessed));
    let beyond = Scoring {
        on: case.day(0),
        member: StaffId(0),
        score: Score { scale: Scale::MnaSf, total: 15 },
        note: String::new(),
    };
    assert_eq!(case.referral.score(beyond), Err(ReferralProblem::ScoreOutOfRange { scale: Scale::MnaSf, total: 15 }));
    case.happens(&ReferralEvent::Visited(case.visit()));
    case.happens(&ReferralEvent::Assessed { summary: "問題なし".into() });
    case.happens(&ReferralEvent::Reported(case.report()));
    assert!(close(&case, Outcome::AdviceSufficed).is_err());
    case.happens(&ReferralEvent::Acknowledged(case.acknowledgement()));
    assert!(close(&case, Outcome::AdviceSufficed).is_ok());
    assert!(matches!(close(&case, Outcome::Improved), Err(ReferralProblem::TooEarly { .. })));
    assert!(close(&case, Outcome::PatientDied).is_ok());
}

#[test]
fn the_days_in_each_state_come_from_the_stamps() {
    let mut case = up_to_assigned(ConsentGate::Linking);
    case.happens(&ReferralEvent::Held { reason: "入院".into(), until: case.day(9) });
    case.day += 5;
    case.happens(&ReferralEvent::Resumed);
    let weekday = |day: NaiveDate| !matches!(chrono::Datelike::weekday(&day), Weekday::Sat | Weekday::Sun);
    let stays = case.referral.stays(at(10), weekday);
    let said: Vec<_> = stays.iter().map(|stay| (stay.state, stay.days, stay.working_days)).collect();
    assert_eq!(
        said,
        [
            (State::Requested, 1, 1),
            (State::Accepted, 1, 1),
            (State::Assigned, 1, 1),
            (State::OnHold, 6, 4),
            (State::Assigned, 1, 1),
        ]
    );
    case.happens(&ReferralEvent::Cancelled { reason: "本人の希望".into() });
    assert_eq!(case.referral.stays(at(400), weekday).len(), 5, "nobody waits in an end");
}

#[test]
fn the_timeline_shows_each_step_with_its_own_day() {
    let mut case = up_to_assigned(ConsentGate::Linking);
    case.happens(&ReferralEvent::AssessmentStarted);
    case.happens(&ReferralEvent::Visited(case.visit()));
    let steps = case.referral.timeline_steps();
    let names: Vec<_> = steps.iter().map(|item| item.step).collect();
    assert_eq!(names, [StepName::Requested, StepName::Accepted, StepName::Assigned, StepName::Assessed]);
    assert_eq!(steps[0].with, "本町居宅介護支援事業所 木村");
    assert_eq!(steps[3].occurred, Occurred::At(at(3)));
    assert_eq!(steps[3].recorded.at, at(4));
}
