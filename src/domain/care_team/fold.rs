//! How events fold into a care team.

use chrono::NaiveDate;

use super::event::{CareTeamEvent, Said, Seed};
use super::role::CareRole;
use super::{
    CareTeam, Carer, Happened, Member, MemberNumber, MemberState, Rest, StandIn, StandInNumber, StandInState, ToTell,
};
use crate::domain::aggregate::{Aggregate, Stamp, Subject};
use crate::domain::id::{CareTeamId, Version};
use crate::domain::time::JST;

/// Members whom the head named, active since the day on which that was taken over.
pub fn seeded(seeds: &[Seed], since: NaiveDate) -> Vec<Member> {
    let numbered = (1..).map(MemberNumber).zip(seeds);
    numbered.map(|(number, seed)| member(number, &seed.role, &seed.who, MemberState::Active, since)).collect()
}

fn member(number: MemberNumber, role: &CareRole, who: &Carer, state: MemberState, since: NaiveDate) -> Member {
    Member {
        number,
        role: role.clone(),
        who: who.clone(),
        state,
        since,
        reason: String::new(),
        cover: None,
        to_tell: None,
    }
}

impl CareTeam {
    fn stand(&mut self, number: MemberNumber, state: MemberState, since: NaiveDate, reason: &str) {
        let Some(member) = self.members.iter_mut().find(|member| member.number == number) else { return };
        (member.state, member.since) = (state, since);
        reason.clone_into(&mut member.reason);
        if !state.is_open() {
            member.to_tell = None;
        }
    }

    /// Primary and secondary are those of the pair; somebody who was here before keeps their hours.
    fn pair(&mut self, physicians: &[Seed], on: NaiveDate) {
        for one in &mut self.members {
            let meant = |seed: &Seed| seed.role == one.role && seed.who.is(&one.who);
            if one.state == MemberState::Active && one.role.is_paired() && !physicians.iter().any(meant) {
                (one.state, one.since, one.to_tell) = (MemberState::Left, on, None);
            }
        }
        for seed in physicians {
            let there = |one: &&Member| one.state == MemberState::Active && one.role == seed.role;
            if !self.members.iter().any(|one| there(&one)) {
                let before = self.members.iter().rev().find(|one| one.who.is(&seed.who) && one.cover.is_some());
                let cover = before.and_then(|one| one.cover.clone());
                let new = member(self.next_member(), &seed.role, &seed.who, MemberState::Active, on);
                self.members.push(Member { cover, ..new });
            }
        }
    }

    fn answer_stand_in(&mut self, number: StandInNumber, state: StandInState, reason: &str) {
        if let Some(one) = self.stand_ins.iter_mut().find(|one| one.number == number) {
            one.state = state;
            reason.clone_into(&mut one.reason);
        }
    }

    fn say(&mut self, role: &CareRole, said: &Said) {
        self.said.retain(|(of, _)| of != role);
        if *said != Said::ByRule {
            self.said.push((role.clone(), said.clone()));
        }
    }

    /// Everybody who has something to do with the patient is to be told; at admission only those who had begun.
    fn mark(&mut self, what: ToTell) {
        for member in &mut self.members {
            let concerned = match what {
                ToTell::Admission => member.state == MemberState::Active,
                ToTell::Discharge => matches!(member.state, MemberState::Active | MemberState::Agreed),
            };
            if concerned {
                member.to_tell = Some(what);
            }
        }
    }

    fn fold(&mut self, event: &CareTeamEvent, recorded: NaiveDate) {
        match event {
            CareTeamEvent::Begun { members } => self.members = seeded(members, recorded),
            CareTeamEvent::FromPair { on, physicians, .. } => self.pair(physicians, *on),
            CareTeamEvent::Asked { member: number, role, who, contact } => {
                self.members.push(member(*number, role, who, MemberState::Asked, contact.on.date()));
            }
            CareTeamEvent::Known { member: number, role, who, since } => {
                self.members.push(member(*number, role, who, MemberState::Active, since.unwrap_or(recorded)));
            }
            CareTeamEvent::Agreed { member, contact } => {
                self.stand(*member, MemberState::Agreed, contact.on.date(), "");
            }
            CareTeamEvent::Declined { member, contact, reason } => {
                self.stand(*member, MemberState::Declined, contact.on.date(), reason);
            }
            CareTeamEvent::Started { member, on } => self.stand(*member, MemberState::Active, *on, ""),
            CareTeamEvent::Left { member, on, reason } => self.stand(*member, MemberState::Left, *on, reason),
            CareTeamEvent::Withdrawn { member, reason } => {
                self.stand(*member, MemberState::Withdrawn, recorded, reason);
            }
            CareTeamEvent::Amended { member, who } => {
                if let Some(of) = self.members.iter_mut().find(|of| of.number == *member) {
                    of.who.clone_from(who);
                }
            }
            CareTeamEvent::Covers { member, cover } => {
                if let Some(of) = self.members.iter_mut().find(|of| of.number == *member) {
                    of.cover.clone_from(cover);
                }
            }
            CareTeamEvent::Needs { role, said } => self.say(role, said),
            CareTeamEvent::Paused { on, hospital, .. } => {
                self.rest = Some(Rest { on: *on, hospital: hospital.clone() });
                self.mark(ToTell::Admission);
            }
            CareTeamEvent::Resumed { .. } => {
                self.rest = None;
                self.mark(ToTell::Discharge);
            }
            CareTeamEvent::Told { member, .. } => {
                if let Some(of) = self.members.iter_mut().find(|of| of.number == *member) {
                    of.to_tell = None;
                }
            }
            CareTeamEvent::StandInAsked { stand_in, absence, role, who, periods, .. } => {
                self.stand_ins.push(StandIn {
                    number: *stand_in,
                    absence: *absence,
                    role: role.clone(),
                    who: who.clone(),
                    periods: periods.clone(),
                    state: StandInState::Asked,
                    reason: String::new(),
                });
            }
            CareTeamEvent::StandInAgreed { stand_in, .. } => {
                self.answer_stand_in(*stand_in, StandInState::Agreed, "");
            }
            CareTeamEvent::StandInDeclined { stand_in, reason, .. } => {
                self.answer_stand_in(*stand_in, StandInState::Declined, reason);
            }
            CareTeamEvent::StandInWithdrawn { stand_in, reason } => {
                self.answer_stand_in(*stand_in, StandInState::Withdrawn, reason);
            }
        }
    }
}

impl Aggregate for CareTeam {
    type Id = CareTeamId;
    type Event = CareTeamEvent;

    fn begin(id: CareTeamId, event: &CareTeamEvent, stamp: &Stamp) -> Option<Self> {
        if !matches!(event, CareTeamEvent::Begun { .. }) {
            return None;
        }
        let mut team = Self {
            id,
            version: Version(0),
            members: Vec::new(),
            said: Vec::new(),
            rest: None,
            stand_ins: Vec::new(),
            history: Vec::new(),
        };
        team.apply(event, stamp);
        Some(team)
    }

    fn apply(&mut self, event: &CareTeamEvent, stamp: &Stamp) {
        self.fold(event, stamp.at.with_timezone(&JST).date_naive());
        self.history.push(Happened { event: event.clone(), stamp: *stamp });
        self.version = self.version.next();
    }

    fn id(&self) -> CareTeamId {
        self.id
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Patient(self.patient())
    }
}
