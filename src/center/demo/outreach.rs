//! Advice asked of support physicians, and outreach in every state, from consultations of the last months.

use chrono::Days as Span;

use super::World;
use super::chance::Chance;
use super::schedule::{End, Schedule, Slot};
use super::story::{Refused, Story};
use crate::domain::id::{AdviceId, OutreachId, PatientId, StaffId};
use crate::domain::outreach::{
    Basis, Findings, FollowUpDone, FollowUpPlan, Ground, Met, Outreach, OutreachDecision, OutreachOutcome,
    OutreachRisk, OutreachVisit, Proposal, RiskClass,
};
use crate::domain::referral::{Means, Party};
use crate::domain::staff::Role;
use crate::domain::support_advice::{Advice, AdviceRequest, Judgement, SupportAdvice};
use crate::domain::time::{Minutes, Moment};
use crate::domain::timeline::Occurred;

/// The stream of chance.
const STREAM: u64 = 53;

/// How far an outreach is told: each of these in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Proposed,
    Decided,
    NobodyOpened,
    Visited,
    DueNow,
    DueLater,
    Closed,
    NotTakenUp,
    Cancelled,
}

const FATES: [Fate; 9] = [
    Fate::DueNow,
    Fate::Visited,
    Fate::Proposed,
    Fate::NobodyOpened,
    Fate::Closed,
    Fate::Decided,
    Fate::DueLater,
    Fate::NotTakenUp,
    Fate::Cancelled,
];

/// A consultation's steps take so many working days at the most, so that all of them have passed.
const LONGEST: i64 = 13;

/// Consultations of so many working days back are looked at.
const BACK: i64 = 80;

const QUESTIONS: &[&str] = &[
    "半年受診がなく、やせが目立つ。本人は「どこも悪くない」と受診を拒む。訪問すべきか。",
    "室内にごみが積み上がり、異臭の苦情がある。介護サービスもすべて断っている。",
    "糖尿病の薬を2か月のんでいない様子。救急要請の目安を教えてほしい。",
    "物忘れが進み、火の不始末が2回。家族は遠方。医療につなぐ手順を相談したい。",
];

const SAID: &[(Judgement, &str)] = &[
    (Judgement::NeedsVisit, "脱水と低栄養が疑われる。地域包括と一緒に訪問し、飲水・食事・足のむくみを確かめる。"),
    (Judgement::NeedsDoctor, "かかりつけ医に採血を依頼する。受診の同行ができる人を決めておく。"),
    (Judgement::OtherSupportFirst, "まず生活保護と配食の調整を。体重が減り続けるときは再度相談を。"),
    (Judgement::Emergency, "意識がはっきりしない、尿が出ていないときは救急要請する。家族へ先に伝えておく。"),
];

/// Tells of both.
pub fn tell(world: &World, schedule: &Schedule, story: &mut Story) -> Result<(), Refused> {
    let mut chance = Chance::of(world.plan.seed, STREAM);
    let days = &world.days;
    let last = days.yesterday();
    let fits = |slot: &&Slot| (last - BACK..=last - LONGEST).contains(&days.number(slot.at.date_naive()));
    let here = schedule.lives.iter().zip(&schedule.of).enumerate().filter(|(_, (life, _))| life.end == End::Here);
    let cases: Vec<(PatientId, Slot)> = here
        .filter_map(|(at, (_, slots))| slots.iter().rev().find(fits).map(|slot| (PatientId(at as u64 + 1), *slot)))
        .collect();
    let physicians: Vec<StaffId> =
        world.team.all.iter().filter(|staff| staff.holds(Role::Physician)).map(|staff| staff.id).collect();
    if cases.is_empty() || physicians.is_empty() {
        return Ok(());
    }
    let wanted = (cases.len() / 10).clamp(FATES.len(), 90).min(cases.len());
    let mut serial = 0;
    for turn in 0..wanted {
        let (patient, slot) = cases[turn * cases.len() / wanted];
        let case = Told {
            world,
            patient,
            slot,
            by: *chance.pick(&world.coordinators),
            physician: *chance.pick(&physicians),
            first: days.number(slot.at.date_naive()) + 1,
        };
        case.advice(story, AdviceId(turn as u64 + 1), turn, &mut chance)?;
        let fate = FATES[turn % FATES.len()];
        // Not every piece of advice leads to outreach.
        if turn < FATES.len() || turn % 2 == 0 {
            serial += 1;
            case.outreach(story, OutreachId(serial), fate, &mut chance)?;
        }
    }
    Ok(())
}

/// One consultation of which something comes.
struct Told<'a> {
    world: &'a World,
    patient: PatientId,
    slot: Slot,
    by: StaffId,
    physician: StaffId,
    /// The working day after it came in.
    first: i64,
}

impl Told<'_> {
    /// So many working days after the first.
    fn day(&self, after: i64, chance: &mut Chance) -> Moment {
        self.world.days.office(self.first + after, chance)
    }

    fn advice(&self, story: &mut Story, id: AdviceId, turn: usize, chance: &mut Chance) -> Result<(), Refused> {
        // The last few wait for their answer since yesterday.
        let waits = turn % 5 == 4;
        let at = if waits { self.world.days.office(self.world.days.yesterday(), chance) } else { self.day(0, chance) };
        let request = AdviceRequest {
            consultation: self.slot.id,
            patient: Some(self.patient),
            physician: self.physician,
            on: Occurred::At(at),
            means: *chance.pick(&[Means::Phone, Means::Ict, Means::Phone]),
            text: (*chance.pick(QUESTIONS)).to_owned(),
        };
        let physician = self.world.team.get(self.physician);
        let physician = physician.ok_or_else(|| Refused(format!("{} is nobody", self.physician)))?;
        let event = SupportAdvice::ask(request, physician, at)?;
        let mut record: SupportAdvice = story.begin(id, event, at, self.by)?;
        if waits {
            return Ok(());
        }
        let at = self.day(1, chance);
        let event = match turn % 10 {
            7 => record.decline("学会出張のため、今週は対応できない。".to_owned())?,
            8 => record.withdraw("家族の付き添いで受診できたため。".to_owned())?,
            _ => {
                let (judgement, text) = *chance.pick(SAID);
                let minutes = Minutes(u32::try_from(chance.range(5, 25)).unwrap_or(10));
                record.answer(Advice { on: Occurred::At(at), judgement, text: text.to_owned(), minutes }, at)?
            }
        };
        story.go(&mut record, event, at, self.by);
        Ok(())
    }

    fn outreach(&self, story: &mut Story, id: OutreachId, fate: Fate, chance: &mut Chance) -> Result<(), Refused> {
        let by = self.by;
        let at = self.day(2, chance);
        let proposal = Proposal {
            consultation: self.slot.id,
            patient: Some(self.patient),
            on: Occurred::At(at),
            reason: "受診も介護サービスも断り続けている。近隣から異臭の訴えがあり、安否の確認も要る。".to_owned(),
        };
        let mut it: Outreach = story.begin(id, Outreach::propose(proposal, at)?, at, by)?;
        if fate == Fate::Proposed {
            return Ok(());
        }
        let at = self.day(3, chance);
        if fate == Fate::NotTakenUp {
            let event = it.not_take_up("長女の付き添いで受診が決まったため。".to_owned())?;
            story.go(&mut it, event, at, by);
            return Ok(());
        }
        let event = it.decide(decision(by, at, chance), at)?;
        story.go(&mut it, event, at, by);
        if fate == Fate::Decided {
            return Ok(());
        }
        let at = self.day(5, chance);
        let event = it.visit(self.visit(Met::NobodyOpened, at), at)?;
        story.go(&mut it, event, at, by);
        if fate == Fate::NobodyOpened {
            return Ok(());
        }
        let at = self.day(7, chance);
        if fate == Fate::Cancelled {
            let event = it.cancel("県外の家族のもとへ移ることになったため。".to_owned())?;
            story.go(&mut it, event, at, by);
            return Ok(());
        }
        let event = it.visit(self.visit(Met::Met, at), at)?;
        story.go(&mut it, event, at, by);
        if fate == Fate::Visited {
            return Ok(());
        }
        let at = self.day(8, chance);
        let today = self.world.plan.today;
        let due = if fate == Fate::DueLater { today.checked_add_days(Span::new(9)).unwrap_or(today) } else { today };
        let plan = FollowUpPlan {
            what: "訪問看護の初回訪問に同席し、飲水と服薬を確かめる".to_owned(),
            member: by,
            with: "訪問看護ステーション".to_owned(),
            due,
        };
        let event = it.plan_follow_up(plan)?;
        story.go(&mut it, event, at, by);
        if fate != Fate::Closed {
            return Ok(());
        }
        let at = self.day(10, chance);
        let text = "訪問看護が週1回入った。本人も受け入れている。".to_owned();
        let event = it.follow_up(FollowUpDone { number: 1, on: Occurred::At(at), text: text.clone() }, at)?;
        story.go(&mut it, event, at, by);
        let at = self.day(11, chance);
        let event = it.close(OutreachOutcome::Connected, text)?;
        story.go(&mut it, event, at, by);
        Ok(())
    }

    fn visit(&self, met: Met, at: Moment) -> OutreachVisit {
        let seen = met == Met::Met;
        let found = |text: &str| if seen { text.to_owned() } else { String::new() };
        OutreachVisit {
            on: Occurred::At(at),
            physician: self.physician,
            companions: Party::named("地域包括支援センター 保健師"),
            met,
            minutes: Minutes(if seen { 50 } else { 15 }),
            findings: Findings {
                daily_living: found("屋内は伝い歩き。入浴は3か月していない"),
                cognition: found("日付は答えられない。会話は続く"),
                illness: found("両下腿のむくみ。血圧 172/94"),
                hygiene: found("台所にごみ。衣類に汚れ"),
                contact: found("週1回、隣人が声をかける"),
                utilities: found("電気・水道は通じる。ガスは止まっている"),
            },
            risk: seen.then(|| OutreachRisk {
                class: RiskClass::High,
                reason: "心不全の疑い。食事と水分がとれていない".to_owned(),
            }),
            text: if seen {
                "玄関先で10分話し、室内に入れた。"
            } else {
                "呼び鈴に応答なし。郵便受けに新聞がたまっている。"
            }
            .to_owned(),
        }
    }
}

fn decision(by: StaffId, at: Moment, chance: &mut Chance) -> OutreachDecision {
    let basis = if chance.percent(40) {
        Basis::Consent { text: "「話を聞くだけなら」と電話で本人が同意した。".to_owned() }
    } else {
        let text = "食事がとれず、衰弱が進んでいる。放置すれば生命の危険がある。".to_owned();
        Basis::Ground { ground: *chance.pick(&[Ground::DangerToLife, Ground::AbuseOrNeglect]), text }
    };
    OutreachDecision { on: Occurred::At(at), by, basis: Some(basis), text: String::new() }
}
