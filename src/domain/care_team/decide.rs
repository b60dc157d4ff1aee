//! What may happen to a care team: each decision gives the event, or the reason why not.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::{CareTeamEvent, Contact, Said, Seed};
use super::problem::CareTeamProblem as Problem;
use super::role::CareRole;
use super::{CareTeam, Carer, Member, MemberNumber, MemberState, StandIn, StandInNumber, StandInState};
use crate::domain::absence::same_place;
use crate::domain::code::CodeList;
use crate::domain::coverage::{Cover, MOST_SHIFTS, Period, Shift};
use crate::domain::id::{AbsenceId, PairId};
use crate::domain::patient::Place;
use crate::domain::settings::Settings;
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// What can be done with one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberStep {
    /// They say yes.
    Agree,
    /// They say no.
    Decline,
    /// They begin.
    Start,
    /// They leave.
    Leave,
    /// They are not asked any more.
    Withdraw,
    /// Name or number is put right.
    Amend,
    /// When they can be called.
    Cover,
    /// They are told of admission or discharge.
    Tell,
}

/// What can be done with an asking to stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandInStep {
    /// They will.
    Agree,
    /// They cannot.
    Decline,
    /// It is not needed any more.
    Withdraw,
}

type Decision = Result<CareTeamEvent, Problem>;

/// The longest name, number or place, in characters.
const LINE_LIMIT: u32 = 200;

/// The longest reason or note, in characters.
const TEXT_LIMIT: u32 = 2_000;

/// The most members of a team, those who left included.
const MEMBERS_LIMIT: usize = 200;

fn filled(text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() { Err(Problem::ReasonMissing) } else { fits(text, TEXT_LIMIT) }
}

fn fits(text: &str, limit: u32) -> Result<(), Problem> {
    if text.chars().nth(limit as usize).is_some() { Err(Problem::TooLong { limit }) } else { Ok(()) }
}

fn happened(on: Occurred, now: Moment) -> Result<(), Problem> {
    if on.is_after(now) { Err(Problem::InFuture) } else { Ok(()) }
}

impl Contact {
    fn check(&self, now: Moment) -> Result<(), Problem> {
        happened(self.on, now)?;
        fits(&self.with, LINE_LIMIT)?;
        fits(&self.text, TEXT_LIMIT)
    }
}

impl Carer {
    fn check(&self) -> Result<(), Problem> {
        if self.is_nobody() {
            return Err(Problem::NobodyNamed);
        }
        [&self.place.name, &self.name, &self.phone].into_iter().try_for_each(|text| fits(text, LINE_LIMIT))
    }

    /// Whether both are the same place and the same person of it, as far as either is known.
    pub fn is(&self, other: &Self) -> bool {
        let unplaced = |who: &Self| who.place.site.is_none() && who.place.name.trim().is_empty();
        (same_place(&self.place, &other.place) || (unplaced(self) && unplaced(other))) && self.name == other.name
    }
}

impl CareTeam {
    fn known(&self, number: MemberNumber) -> Result<&Member, Problem> {
        self.member(number).ok_or(Problem::NoSuchMember { member: number })
    }

    /// The member, if their state allows the step, whatever is written down with it.
    pub fn may(&self, number: MemberNumber, step: MemberStep) -> Result<&Member, Problem> {
        use MemberState::{Active, Agreed, Asked};
        let member = self.known(number)?;
        let possible = match step {
            MemberStep::Agree => member.state == Asked,
            MemberStep::Decline | MemberStep::Withdraw => matches!(member.state, Asked | Agreed),
            MemberStep::Start => member.state == Agreed,
            MemberStep::Leave => member.state == Active,
            MemberStep::Amend | MemberStep::Cover | MemberStep::Tell => member.state.is_open(),
        };
        if !possible {
            return Err(Problem::NotNow { step, state: member.state });
        }
        match step {
            MemberStep::Tell if member.to_tell.is_none() => Err(Problem::NothingToTell),
            MemberStep::Start => self.is_free(&member.role).map(|()| member),
            MemberStep::Cover if member.role.duty().is_none() => Err(Problem::NoDuty { role: member.role.clone() }),
            _ => Ok(member),
        }
    }

    /// Refused where somebody is active in a role that only one can have.
    fn is_free(&self, role: &CareRole) -> Result<(), Problem> {
        match self.active().find(|member| role.is_single() && member.role == *role) {
            Some(taken) => Err(Problem::RoleTaken { role: role.clone(), by: taken.who.line() }),
            None => Ok(()),
        }
    }

    fn check_new(&self, role: &CareRole, who: &Carer, settings: &Settings) -> Result<(), Problem> {
        who.check()?;
        if let CareRole::Other(profession) = role
            && settings.codes.find(CodeList::Professions, profession).is_none()
        {
            return Err(Problem::UnknownProfession { code: profession.clone() });
        }
        if self.members.len() >= MEMBERS_LIMIT {
            return Err(Problem::TooMany { limit: 200 });
        }
        match self.open_in(role, who) {
            Some(member) => Err(Problem::AlreadyThere { role: role.clone(), who: member.who.line() }),
            None => Ok(()),
        }
    }

    /// Whoever is in the team, or is asked, in this role at this place and under this name.
    pub fn open_in(&self, role: &CareRole, who: &Carer) -> Option<&Member> {
        let there = |member: &&Member| member.state.is_open() && member.role == *role && member.who.is(who);
        self.members.iter().find(there)
    }

    /// Primary and secondary are those of the pair from this day on; none if they are so already.
    pub fn from_pair(&self, pair: PairId, on: NaiveDate, physicians: Vec<Seed>) -> Option<CareTeamEvent> {
        let paired: Vec<&Member> = self.active().filter(|member| member.role.is_paired()).collect();
        let has = |seed: &Seed| paired.iter().any(|member| member.role == seed.role && member.who.is(&seed.who));
        let same = paired.len() == physicians.len() && physicians.iter().all(has);
        (!same).then_some(CareTeamEvent::FromPair { pair, on, physicians })
    }

    /// Somebody is asked to join.
    pub fn ask(&self, role: CareRole, who: Carer, contact: Contact, settings: &Settings, now: Moment) -> Decision {
        self.check_new(&role, &who, settings)?;
        contact.check(now)?;
        Ok(CareTeamEvent::Asked { member: self.next_member(), role, who, contact })
    }

    /// Somebody cares for the patient already.
    pub fn know(
        &self,
        role: CareRole,
        who: Carer,
        since: Option<NaiveDate>,
        settings: &Settings,
        now: Moment,
    ) -> Decision {
        self.check_new(&role, &who, settings)?;
        self.is_free(&role)?;
        since.map_or(Ok(()), |since| happened(Occurred::Day(since), now))?;
        Ok(CareTeamEvent::Known { member: self.next_member(), role, who, since })
    }

    /// They say yes.
    pub fn agree(&self, member: MemberNumber, contact: Contact, now: Moment) -> Decision {
        let of = self.may(member, MemberStep::Agree)?;
        contact.check(now)?;
        not_before(contact.on.date(), of.since)?;
        Ok(CareTeamEvent::Agreed { member, contact })
    }

    /// They say no, with the reason.
    pub fn decline(&self, member: MemberNumber, contact: Contact, reason: String, now: Moment) -> Decision {
        let of = self.may(member, MemberStep::Decline)?;
        contact.check(now)?;
        not_before(contact.on.date(), of.since)?;
        filled(&reason)?;
        Ok(CareTeamEvent::Declined { member, contact, reason })
    }

    /// They care for the patient from this day on.
    pub fn start(&self, member: MemberNumber, on: NaiveDate, now: Moment) -> Decision {
        let of = self.may(member, MemberStep::Start)?;
        happened(Occurred::Day(on), now)?;
        not_before(on, of.since)?;
        Ok(CareTeamEvent::Started { member, on })
    }

    /// They care for the patient no longer.
    pub fn leave(&self, member: MemberNumber, on: NaiveDate, reason: String, now: Moment) -> Decision {
        let of = self.may(member, MemberStep::Leave)?;
        happened(Occurred::Day(on), now)?;
        not_before(on, of.since)?;
        filled(&reason)?;
        Ok(CareTeamEvent::Left { member, on, reason })
    }

    /// They are not asked any more.
    pub fn withdraw(&self, member: MemberNumber, reason: String) -> Decision {
        self.may(member, MemberStep::Withdraw)?;
        filled(&reason)?;
        Ok(CareTeamEvent::Withdrawn { member, reason })
    }

    /// Name or number is put right. Another place is another member.
    pub fn amend(&self, member: MemberNumber, who: Carer) -> Decision {
        let of = self.may(member, MemberStep::Amend)?;
        who.check()?;
        if of.who == who {
            return Err(Problem::NothingChanged);
        }
        let placed = of.who.place.site.is_some() || !of.who.place.name.trim().is_empty();
        if placed && !same_place(&of.who.place, &who.place) {
            return Err(Problem::OtherPerson);
        }
        Ok(CareTeamEvent::Amended { member, who })
    }

    /// When they can be called; none if nobody knows.
    pub fn cover(&self, member: MemberNumber, cover: Option<Cover>) -> Decision {
        let of = self.may(member, MemberStep::Cover)?;
        let shifts = cover.as_ref().map_or(&[][..], |cover| &cover.0);
        if shifts.len() > MOST_SHIFTS || shifts.iter().any(|shift: &Shift| !shift.is_possible()) {
            return Err(Problem::CoverImpossible);
        }
        if of.cover == cover {
            return Err(Problem::NothingChanged);
        }
        Ok(CareTeamEvent::Covers { member, cover })
    }

    /// Staff say whether somebody in this role is needed.
    pub fn needs(&self, role: CareRole, said: Said, settings: &Settings) -> Decision {
        if let CareRole::Other(profession) = &role
            && settings.codes.find(CodeList::Professions, profession).is_none()
        {
            return Err(Problem::UnknownProfession { code: profession.clone() });
        }
        if let Said::Needed { reason } | Said::NotNeeded { reason } = &said {
            filled(reason)?;
        }
        let before = self.said.iter().find(|(of, _)| *of == role).map_or(&Said::ByRule, |(_, said)| said);
        if *before == said {
            return Err(Problem::NothingChanged);
        }
        Ok(CareTeamEvent::Needs { role, said })
    }

    /// The patient went to hospital.
    pub fn pause(&self, on: Occurred, hospital: Place, text: String, now: Moment) -> Decision {
        if self.rest.is_some() {
            return Err(Problem::Resting);
        }
        happened(on, now)?;
        fits(&hospital.name, LINE_LIMIT)?;
        fits(&text, TEXT_LIMIT)?;
        Ok(CareTeamEvent::Paused { on, hospital, text })
    }

    /// The patient is home again.
    pub fn resume(&self, on: Occurred, text: String, now: Moment) -> Decision {
        let rest = self.rest.as_ref().ok_or(Problem::NotResting)?;
        happened(on, now)?;
        not_before(on.date(), rest.on.date())?;
        fits(&text, TEXT_LIMIT)?;
        Ok(CareTeamEvent::Resumed { on, text })
    }

    /// A member is told of admission or discharge.
    pub fn tell(&self, member: MemberNumber, contact: Contact, now: Moment) -> Decision {
        self.may(member, MemberStep::Tell)?;
        contact.check(now)?;
        Ok(CareTeamEvent::Told { member, contact })
    }

    /// Somebody is asked to stand in for these hours.
    pub fn ask_stand_in(
        &self,
        absence: AbsenceId,
        role: CareRole,
        who: Carer,
        periods: Vec<Period>,
        contact: Contact,
        now: Moment,
    ) -> Decision {
        who.check()?;
        contact.check(now)?;
        if periods.is_empty() || periods.iter().any(|period| period.to() <= now) {
            return Err(Problem::NoHours);
        }
        let asked = |one: &StandIn| one.state.is_open() && one.absence == absence && one.who.is(&who);
        let covers =
            |one: &&StandIn| asked(one) && one.periods.iter().any(|old| periods.iter().any(|new| old.meets(*new)));
        if self.stand_ins.iter().any(|one| covers(&one)) {
            return Err(Problem::NothingUncovered);
        }
        Ok(CareTeamEvent::StandInAsked { stand_in: self.next_stand_in(), absence, role, who, periods, contact })
    }

    /// The asking to stand in, if it allows the step.
    pub fn may_stand_in(&self, number: StandInNumber, step: StandInStep) -> Result<&StandIn, Problem> {
        let one = self.stand_in(number).ok_or(Problem::NoSuchStandIn { stand_in: number })?;
        let possible = match step {
            StandInStep::Agree => one.state == StandInState::Asked,
            // Whoever agreed may fall ill.
            StandInStep::Decline | StandInStep::Withdraw => one.state.is_open(),
        };
        if possible { Ok(one) } else { Err(Problem::StandInNotNow { step, state: one.state }) }
    }

    /// They will stand in.
    pub fn agree_stand_in(&self, stand_in: StandInNumber, contact: Contact, now: Moment) -> Decision {
        self.may_stand_in(stand_in, StandInStep::Agree)?;
        contact.check(now)?;
        Ok(CareTeamEvent::StandInAgreed { stand_in, contact })
    }

    /// They cannot stand in.
    pub fn decline_stand_in(&self, stand_in: StandInNumber, contact: Contact, reason: String, now: Moment) -> Decision {
        self.may_stand_in(stand_in, StandInStep::Decline)?;
        contact.check(now)?;
        filled(&reason)?;
        Ok(CareTeamEvent::StandInDeclined { stand_in, contact, reason })
    }

    /// Nobody needs to stand in any more.
    pub fn withdraw_stand_in(&self, stand_in: StandInNumber, reason: String) -> Decision {
        self.may_stand_in(stand_in, StandInStep::Withdraw)?;
        filled(&reason)?;
        Ok(CareTeamEvent::StandInWithdrawn { stand_in, reason })
    }
}

fn not_before(on: NaiveDate, since: NaiveDate) -> Result<(), Problem> {
    if on < since { Err(Problem::BeforeThat) } else { Ok(()) }
}
