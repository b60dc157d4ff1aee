//! Referrals to the three teams: the whole loop and its side exits, as far as the plan of each says.

use chrono::Days as Span;

use super::World;
use super::chance::Chance;
use super::days::Pace;
use super::loads::Job;
use super::people::Cast;
use super::places::Place;
use super::story::{Refused, Story};
use crate::domain::code::Code;
use crate::domain::funding::Charge;
use crate::domain::id::{ConsultationId, ReferralId, StaffId};
use crate::domain::patient::Patient;
use crate::domain::referral::{
    Acknowledgement, Advice, Advised, Asking, Consent, ConsentAnswer, Dispatch, FollowUp, Link, Means, Outcome, Party,
    Referral, ReferralEvent, Report, Request, Requester, Scale, Score, Scoring, Stage, State, Visit,
};
use crate::domain::settings::ConsentGate;
use crate::domain::staff::{Staff, SupportTeam};
use crate::domain::time::{Minutes, Moment};
use crate::domain::timeline::Occurred;
use crate::exchange::made_up::TeamWords;

/// Whose a referral or an introduction is, and which consultation it comes from.
#[derive(Clone, Copy)]
pub struct Whose<'a> {
    /// The patient.
    pub patient: &'a Patient,
    /// Those around the patient.
    pub cast: &'a Cast,
    /// The consultation.
    pub consultation: Option<ConsultationId>,
}

/// A referral while it is told.
struct Course<'a> {
    world: &'a World,
    cast: &'a Cast,
    words: &'a TeamWords,
    record: Referral,
    pace: Pace<'a>,
    member: &'a Staff,
    gate: ConsentGate,
    /// How many working days lie between two steps.
    stride: i64,
}

fn party(place: Option<&Place>) -> Party {
    place.map_or_else(|| Party::named("主治医"), |place| Party { site: Some(place.id), name: place.name.clone() })
}

fn request(
    world: &World,
    about: Whose<'_>,
    team: SupportTeam,
    words: &TeamWords,
    at: Moment,
    chance: &mut Chance,
) -> Request {
    let Whose { patient, cast, consultation } = about;
    let (profession, place) = *chance.pick(&[
        ("visiting_nurse", &cast.nurse),
        ("care_manager", &cast.office),
        ("care_manager", &cast.office),
        ("physician", &cast.clinic),
        ("pharmacist", &cast.pharmacy),
    ]);
    let to_clinic = profession == "physician" && chance.percent(40);
    Request {
        team,
        patient: patient.id,
        consultation,
        from_referral: None,
        asked: if chance.percent(60) { Occurred::At(at) } else { Occurred::Day(at.date_naive()) },
        requester: Requester {
            profession: Code::new(profession),
            organisation: party(place.as_ref()),
            name: chance.pick(&world.made.surnames).written.clone(),
            phone: place.as_ref().map(|place| place.phone.clone()).unwrap_or_default(),
        },
        reason: cast.fill(chance.word(&words.reason)),
        aim: chance.word(&words.aim).to_owned(),
        dispatch: to_clinic
            .then(|| Dispatch {
                to: party(cast.clinic.as_ref()), wish: "外来での指導に同席してほしい。".to_owned()
            }),
    }
}

/// Tells one referral as far as its job says.
pub fn referral(
    world: &World,
    story: &mut Story,
    id: ReferralId,
    job: Job,
    about: Whose<'_>,
    chance: &mut Chance,
) -> Result<(), Refused> {
    let Some(member) = world.team.get(job.load.member) else { return Ok(()) };
    let words = match job.team {
        SupportTeam::Nutrition => &world.made.care.referral.nutrition,
        SupportTeam::OralHygiene => &world.made.care.referral.oral_hygiene,
        SupportTeam::Rehabilitation => &world.made.care.referral.rehabilitation,
    };
    let asked = world.days.office(job.asked, chance).max(about.patient.registered.at);
    let request = request(world, about, job.team, words, asked, chance);
    let by = *chance.pick(&world.reception);
    let mut pace = world.days.pace(asked);
    let Some(at) = pace.minutes(3, 30, chance) else { return Ok(()) };
    let record: Referral = story.begin(id, ReferralEvent::Requested(Box::new(request)), at, by)?;
    let gate = world.settings.consent_gate(job.team);
    let mut course = Course { world, cast: about.cast, words, record, pace, member, gate, stride: job.stride };
    course.run(story, job, chance).map(|_| ())
}

impl Course<'_> {
    fn go(&mut self, story: &mut Story, event: ReferralEvent, by: StaffId) {
        let at = self.pace.at;
        story.go(&mut self.record, event, at, by);
    }

    /// The moment of the next step, if it is past already.
    fn next(&mut self, chance: &mut Chance) -> Option<Moment> {
        self.pace.later(0, self.stride, chance)
    }

    fn on(&self, chance: &mut Chance) -> Occurred {
        if chance.percent(50) { Occurred::At(self.pace.at) } else { Occurred::Day(self.pace.at.date_naive()) }
    }

    /// Goes on step by step until the state that is wanted; none where time ran out.
    fn run(&mut self, story: &mut Story, job: Job, chance: &mut Chance) -> Result<Option<()>, Refused> {
        macro_rules! step {
            () => {
                if self.next(chance).is_none() {
                    return Ok(None);
                }
            };
        }
        macro_rules! reached {
            ($state:ident) => {
                if job.goal == State::$state {
                    return Ok(Some(()));
                }
            };
        }
        let common = &self.world.made.care.referral.common;
        let who = self.member.id;
        let desk = *chance.pick(&self.world.coordinators);
        reached!(Requested);
        step!();
        if job.goal == State::Declined {
            let event = self.record.decline(chance.word(&common.decline).to_owned())?;
            self.go(story, event, who);
            return Ok(Some(()));
        }
        if job.goal == State::SentBack || chance.percent(7) {
            let event = self.record.send_back(chance.word(&common.send_back).to_owned())?;
            self.go(story, event, who);
            reached!(SentBack);
            step!();
            let event = self.record.resubmit(chance.word(&common.resubmit).to_owned())?;
            self.go(story, event, desk);
            step!();
        }
        let event = self.record.accept()?;
        self.go(story, event, who);
        reached!(Accepted);
        // The day was drawn beforehand, so that what everybody carried that day is known.
        let at = self.world.days.office(job.assigned, chance).max(self.pace.at + chrono::TimeDelta::minutes(1));
        if at >= self.world.days.now {
            return Ok(None);
        }
        self.pace.at = at;
        let event = self.record.assign(self.member, job.load, job.load.is_full())?;
        self.go(story, event, who);
        reached!(Assigned);
        if job.goal == State::Cancelled {
            step!();
            let event = self.record.cancel(chance.word(&common.cancel).to_owned())?;
            self.go(story, event, desk);
            return Ok(Some(()));
        }
        if self.gate == ConsentGate::Assessment {
            step!();
            self.consent(story, ConsentAnswer::Given { conditions: String::new() }, chance)?;
        }
        step!();
        let event = self.record.start_assessment(self.gate)?;
        self.go(story, event, who);
        if job.goal == State::OnHold || chance.percent(6) {
            step!();
            let until = if job.goal == State::OnHold {
                self.world.days.today + Span::new(u64::try_from(chance.range(1, 30)).unwrap_or(7))
            } else {
                self.pace.at.date_naive() + Span::new(7)
            };
            let event = self.record.hold(chance.word(&common.hold).to_owned(), until)?;
            self.go(story, event, who);
            reached!(OnHold);
            step!();
            let event = self.record.resume()?;
            self.go(story, event, who);
        }
        step!();
        self.assess(story, chance)?;
        reached!(Assessing);
        step!();
        let event = self.record.finish_assessment(chance.word(&self.words.summary).to_owned())?;
        self.go(story, event, who);
        reached!(Assessed);
        step!();
        let report = Report {
            on: self.on(chance),
            means: *chance.pick(&[Means::Fax, Means::Letter, Means::Ict, Means::Phone]),
            to: self.record.request.requester.organisation.clone(),
            text: chance.word(&self.words.summary).to_owned(),
        };
        let event = self.record.report(report)?;
        self.go(story, event, who);
        reached!(Reported);
        step!();
        let heard = Acknowledgement {
            on: self.on(chance),
            by: Party::named(&self.record.request.requester.name),
            text: if chance.percent(50) {
                "受け取りました。ケアプランに反映します。".to_owned()
            } else {
                String::new()
            },
        };
        let event = self.record.acknowledge(heard)?;
        self.go(story, event, who);
        if job.outcome == Outcome::AdviceSufficed {
            return self.close(story, job, who, chance);
        }
        if self.gate == ConsentGate::Linking {
            step!();
            self.consent(story, ConsentAnswer::Asked, chance)?;
            reached!(Acknowledged);
            step!();
            if job.outcome == Outcome::ConsentRefused {
                self.consent(
                    story,
                    ConsentAnswer::Refused { reason: chance.word(&common.refused).to_owned() },
                    chance,
                )?;
                return self.close(story, job, who, chance);
            }
            let conditions = chance.word(&common.conditions).to_owned();
            self.consent(story, ConsentAnswer::Given { conditions }, chance)?;
        }
        step!();
        let to = [&self.cast.nurse, &self.cast.dentist, &self.cast.clinic][job.team as usize].as_ref();
        let link = Link { on: self.on(chance), what: chance.word(&self.words.link).to_owned(), to: party(to) };
        let event = self.record.link(link, self.gate)?;
        self.go(story, event, who);
        reached!(Linked);
        step!();
        let (profession, place) =
            *chance.pick(&[("visiting_nurse", &self.cast.nurse), ("care_manager", &self.cast.office)]);
        let asking = Asking {
            on: self.on(chance),
            profession: Code::new(profession),
            to: party(place.as_ref()),
            what: chance.word(&self.words.asking).to_owned(),
            opened: None,
        };
        let event = self.record.ask(asking, self.gate)?;
        self.go(story, event, who);
        reached!(Asked);
        step!();
        let next = chance.percent(50).then(|| self.pace.at.date_naive() + Span::new(30));
        let look = FollowUp {
            on: self.on(chance),
            text: chance.word(&self.words.follow).to_owned(),
            next,
            minutes: Minutes(15),
            charge: self.charge(),
        };
        let event = self.record.follow_up(look)?;
        self.go(story, event, who);
        reached!(FollowingUp);
        self.close(story, job, who, chance)
    }

    /// What is usual for the team's time.
    fn charge(&self) -> Charge {
        self.world.settings.usual_charge(&Referral::work(self.pace.at.date_naive()))
    }

    /// Visits, scores and advice.
    fn assess(&mut self, story: &mut Story, chance: &mut Chance) -> Result<(), Refused> {
        let who = self.member.id;
        let common = &self.world.made.care.referral.common;
        let visit = Visit {
            on: self.on(chance),
            member: who,
            place: chance.word(&common.place).to_owned(),
            findings: chance.word(&self.words.findings).to_owned(),
            minutes: Minutes(u32::try_from(chance.range(4, 12) * 5).unwrap_or(30)),
            charge: self.charge(),
        };
        let event = self.record.visit(visit)?;
        self.go(story, event, who);
        let scale = match self.record.request.team {
            SupportTeam::Nutrition => Scale::MnaSf,
            SupportTeam::OralHygiene => Scale::Ohat,
            SupportTeam::Rehabilitation => Scale::Barthel,
        };
        let steps = i64::from(scale.highest() / scale.step());
        let total = u16::try_from(chance.range(steps / 5, steps)).unwrap_or(0) * scale.step();
        let scoring =
            Scoring { on: self.pace.at.date_naive(), member: who, score: Score { scale, total }, note: String::new() };
        let event = self.record.score(scoring)?;
        self.go(story, event, who);
        let to = if chance.percent(60) { Advised::Patient } else { Advised::CareTeam };
        let advice = Advice { on: self.on(chance), to, text: chance.word(&self.words.advice).to_owned() };
        let event = self.record.advise(advice)?;
        self.go(story, event, who);
        Ok(())
    }

    fn consent(&mut self, story: &mut Story, answer: ConsentAnswer, chance: &mut Chance) -> Result<(), Refused> {
        let consent = Consent {
            answer,
            physician: party(self.cast.clinic.as_ref()),
            on: self.on(chance),
            means: *chance.pick(&[Means::Phone, Means::Fax, Means::Ict]),
            taken_by: self.member.id,
        };
        let event = self.record.consent_said(consent)?;
        self.go(story, event, self.member.id);
        Ok(())
    }

    fn close(&mut self, story: &mut Story, job: Job, who: StaffId, chance: &mut Chance) -> Result<Option<()>, Refused> {
        // An earlier end than was drawn would leave the member with more room than counted.
        let at = self.world.days.office(job.ended, chance).max(self.pace.at + chrono::TimeDelta::minutes(1));
        if at >= self.world.days.now {
            return Ok(None);
        }
        self.pace.at = at;
        debug_assert!(self.record.stage >= Stage::Acknowledged);
        let event = self.record.close(job.outcome, String::new())?;
        self.go(story, event, who);
        Ok(Some(()))
    }
}
