//! The care team of each patient at home: who was asked and answered, when they can be called, stays in hospital.

use chrono::{NaiveDate, TimeDelta};

use super::World;
use super::absence::{Absences, doctor};
use super::chance::Chance;
use super::days::Pace;
use super::people::Cast;
use super::places::Place;
use super::schedule::{End, Life};
use super::story::{Refused, Story};
use crate::domain::care_team::{
    CareRole, CareTeam, CareTeamEvent, Carer, Contact, Member, MemberNumber, MemberState, StandInNumber,
};
use crate::domain::coverage::Cover;
use crate::domain::id::{CareTeamId, StaffId};
use crate::domain::patient::{Patient, Place as Named, Section, SectionName, Whereabouts};
use crate::domain::referral::Means;
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;

/// Why somebody says no.
const DECLINED: &[&str] = &[
    "訪問の枠がいっぱいで受けられない。",
    "訪問の範囲の外になる。",
    "対応できる看護師がいない。",
    "夜間の対応が難しい。",
];

/// Hours of physicians, those who come at night first.
const PHYSICIAN_HOURS: &[(&str, u32)] =
    &[("24時間 オンコール", 38), ("平日 9-18、土 9-12", 30), ("平日 9-18、平日 18-22 オンコール", 12), ("", 20)];
const SECONDARY_HOURS: &[(&str, u32)] = &[("毎日 18-9 オンコール", 45), ("土日祝 24時間 オンコール", 30), ("", 25)];
const NURSE_HOURS: &[(&str, u32)] =
    &[("24時間 オンコール", 62), ("平日 9-17:30", 18), ("毎日 8:30-17:30、毎日 17:30-8:30 オンコール", 12), ("", 8)];

/// One team while it is told.
struct Teller<'a> {
    world: &'a World,
    story: &'a mut Story,
    team: CareTeam,
    pace: Pace<'a>,
    by: StaffId,
}

fn named(place: &Place) -> Named {
    Named { site: Some(place.id), name: place.name.clone() }
}

fn carer(place: &Place, name: String) -> Carer {
    Carer { place: named(place), name, phone: place.phone.clone() }
}

fn hours(all: &[(&str, u32)], chance: &mut Chance) -> Option<Cover> {
    let weights: Vec<u32> = all.iter().map(|(_, weight)| *weight).collect();
    let (line, _) = all[chance.weighted(&weights)];
    Cover::read(line).ok().filter(|cover| !cover.0.is_empty())
}

fn contact(at: Moment, text: &str, chance: &mut Chance) -> Contact {
    let means = *chance.pick(&[Means::Phone, Means::Phone, Means::Fax, Means::Meeting, Means::Ict]);
    Contact { on: Occurred::At(at), means, with: String::new(), text: text.to_owned() }
}

impl Teller<'_> {
    fn go(&mut self, event: CareTeamEvent) {
        self.story.go(&mut self.team, event, self.pace.at, self.by);
    }

    /// Somebody who cared already.
    fn know(&mut self, role: CareRole, who: Carer, cover: Option<Cover>, chance: &mut Chance) -> Result<(), Refused> {
        if self.pace.minutes(1, 6, chance).is_none() {
            return Ok(());
        }
        let event = self.team.know(role, who, None, &self.world.settings, self.pace.at)?;
        let member = self.team.next_member();
        self.go(event);
        self.cover(member, cover)
    }

    fn cover(&mut self, member: MemberNumber, cover: Option<Cover>) -> Result<(), Refused> {
        if cover.is_some() {
            let event = self.team.cover(member, cover)?;
            self.go(event);
        }
        Ok(())
    }

    /// Somebody is asked; they answer after some days, if there is time for it.
    fn ask(
        &mut self,
        role: CareRole,
        who: Carer,
        cover: Option<Cover>,
        agrees: bool,
        chance: &mut Chance,
    ) -> Result<(), Refused> {
        if self.pace.later(0, 2, chance).is_none() {
            return Ok(());
        }
        let member = self.team.next_member();
        let asked = contact(self.pace.at, "", chance);
        let event = self.team.ask(role, who, asked, &self.world.settings, self.pace.at)?;
        self.go(event);
        if self.pace.later(0, 3, chance).is_none() {
            return Ok(());
        }
        let said = contact(self.pace.at, "", chance);
        if !agrees {
            let reason = (*chance.pick(DECLINED)).to_owned();
            let event = self.team.decline(member, said, reason, self.pace.at)?;
            self.go(event);
            return Ok(());
        }
        let event = self.team.agree(member, said, self.pace.at)?;
        self.go(event);
        self.cover(member, cover)?;
        if self.pace.later(0, 4, chance).is_some() {
            let event = self.team.start(member, self.pace.at.date_naive(), self.pace.at)?;
            self.go(event);
        }
        Ok(())
    }

    /// Those whom the patient has and whom the centre finds, as chance will have it.
    fn put_together(&mut self, cast: &Cast, chance: &mut Chance) -> Result<(), Refused> {
        let somebody = |chance: &mut Chance| chance.pick(&self.world.made.surnames).written.clone();
        let office = cast.office.as_ref().map(|place| carer(place, somebody(chance)));
        let pharmacy = cast.pharmacy.as_ref().map(|place| carer(place, String::new()));
        let dentist = cast.dentist.as_ref().map(|place| carer(place, somebody(chance)));
        let nurses = cast.nurse.as_ref().map(|place| carer(place, String::new()));
        let physician = |place: &Place| carer(place, doctor(self.world, place));
        let clinic = cast.clinic.as_ref().map(physician);
        let hospital = cast.hospital.clone();
        if let Some(who) = office.filter(|_| chance.percent(78)) {
            self.know(CareRole::CareManager, who, None, chance)?;
        }
        if let Some(who) = clinic {
            let role = match chance.below(100) {
                0..74 => Some(CareRole::PrimaryPhysician),
                74..90 => Some(CareRole::FamilyPhysician),
                _ => None,
            };
            if let Some(role) = role {
                let cover = role.duty().and_then(|_| hours(PHYSICIAN_HOURS, chance));
                self.know(role, who, cover, chance)?;
            }
        }
        if let Some(who) = nurses.filter(|_| chance.percent(64)) {
            if chance.percent(9) {
                self.ask(CareRole::VisitingNurse, who, None, false, chance)?;
                let area = &cast.area;
                if let Some(other) = self.world.places.near("130", area, chance) {
                    let who = carer(other, String::new());
                    self.ask(CareRole::VisitingNurse, who, hours(NURSE_HOURS, chance), true, chance)?;
                }
            } else {
                self.ask(CareRole::VisitingNurse, who, hours(NURSE_HOURS, chance), true, chance)?;
            }
        }
        if let Some(who) = pharmacy.filter(|_| chance.percent(46)) {
            self.ask(CareRole::Pharmacist, who, None, chance.percent(93), chance)?;
        }
        if let Some(who) = dentist.filter(|_| chance.percent(24)) {
            self.ask(CareRole::Dentist, who, None, chance.percent(90), chance)?;
        }
        if let Some(place) = hospital.filter(|_| chance.percent(44)) {
            let who = carer(&place, String::new());
            let cover = if chance.percent(70) { Some(Cover::always(false)) } else { None };
            self.ask(CareRole::BackBed, who, cover, true, chance)?;
        }
        if chance.percent(17)
            && let Some(other) = self.world.places.near("clinic", &cast.area, chance)
            && Some(other.id) != cast.clinic.as_ref().map(|place| place.id)
        {
            let who = carer(other, doctor(self.world, other));
            self.ask(CareRole::SecondaryPhysician, who, hours(SECONDARY_HOURS, chance), chance.percent(86), chance)?;
        }
        Ok(())
    }

    /// A stay in hospital: over and told, over and not all told yet, or still going on.
    fn stay(&mut self, patient: &mut Patient, hospital: &Place, chance: &mut Chance) -> Result<(), Refused> {
        let turn = chance.below(100);
        let ago = match turn {
            0..4 => chance.range(4, 15),
            4..7 => chance.range(16, 30),
            7..25 => chance.range(60, 200),
            _ => return Ok(()),
        };
        let day = self.world.days.office(self.world.days.yesterday() - ago, chance);
        if day <= self.pace.at || day <= patient.changed.at || self.team.active().count() == 0 {
            return Ok(());
        }
        self.pace.at = day;
        let event = self.team.pause(Occurred::At(day), named(hospital), String::new(), day)?;
        self.go(event);
        self.be(patient, Whereabouts::Hospital)?;
        self.tell(if turn < 4 { 60 } else { 100 }, chance)?;
        if turn < 4 || self.pace.later(8, 14, chance).is_none() {
            return Ok(());
        }
        let event = self.team.resume(Occurred::At(self.pace.at), String::new(), self.pace.at)?;
        self.go(event);
        self.be(patient, Whereabouts::Home)?;
        self.tell(if turn < 7 { 50 } else { 100 }, chance)
    }

    fn be(&mut self, patient: &mut Patient, whereabouts: Whereabouts) -> Result<(), Refused> {
        let mut care = patient.head.care.clone();
        care.whereabouts = whereabouts;
        let seen = patient.sections.of(SectionName::Care);
        let event = patient.change(vec![(seen, Section::Care(care))], &self.world.settings, self.pace.at)?;
        self.story.go(patient, event, self.pace.at, self.by);
        Ok(())
    }

    /// So many in a hundred of those who are to be told are told.
    fn tell(&mut self, percent: usize, chance: &mut Chance) -> Result<(), Refused> {
        let to_tell: Vec<MemberNumber> =
            self.team.members.iter().filter(|member| member.to_tell.is_some()).map(|member| member.number).collect();
        for member in to_tell {
            if chance.percent(percent) && self.pace.minutes(3, 20, chance).is_some() {
                let said = contact(self.pace.at, "", chance);
                let event = self.team.tell(member, said, self.pace.at)?;
                self.go(event);
            }
        }
        Ok(())
    }

    /// Where the primary is away soon, the secondary was asked to stand in for some.
    fn stand_in(&mut self, absences: &Absences, chance: &mut Chance) -> Result<(), Refused> {
        let active = |team: &CareTeam, role| team.active().find(|member: &&Member| member.role == role).cloned();
        let Some(primary) = active(&self.team, CareRole::PrimaryPhysician) else { return Ok(()) };
        let Some(absence) = absences.of(&primary.who) else { return Ok(()) };
        let Some(secondary) = active(&self.team, CareRole::SecondaryPhysician) else { return Ok(()) };
        let at = absence.entered.at + TimeDelta::minutes(chance.range(5, 40));
        if at >= self.world.days.now || at <= self.pace.at || self.team.rest.is_some() {
            return Ok(());
        }
        self.pace.at = at;
        let asked = contact(at, "", chance);
        let periods = vec![absence.away.period];
        let event = self.team.ask_stand_in(absence.id, secondary.role, secondary.who, periods, asked, at)?;
        self.go(event);
        if chance.percent(55) && self.pace.minutes(5, 25, chance).is_some() {
            let said = contact(self.pace.at, "", chance);
            let event = self.team.agree_stand_in(StandInNumber(1), said, self.pace.at)?;
            self.go(event);
        }
        Ok(())
    }

    /// The work of everybody ends with the patient's life or move.
    fn end(&mut self, on: NaiveDate, reason: &str) -> Result<(), Refused> {
        let active: Vec<MemberNumber> = self.team.active().map(|member| member.number).collect();
        for member in active {
            let event = self.team.leave(member, on, reason.to_owned(), self.pace.at)?;
            self.go(event);
        }
        Ok(())
    }
}

/// Tells the team of one patient, as it stands in the end; a few have none.
pub fn care_team(
    world: &World,
    story: &mut Story,
    patient: &mut Patient,
    cast: &Cast,
    life: Life,
    chance: &mut Chance,
) -> Result<Option<CareTeam>, Refused> {
    if chance.percent(12) {
        return Ok(None);
    }
    let by = *chance.pick(&world.coordinators);
    let mut pace = world.days.pace(patient.registered.at);
    let Some(at) = pace.minutes(10, 40, chance) else { return Ok(None) };
    let begun = CareTeamEvent::Begun { members: Vec::new() };
    let team = story.begin::<CareTeam>(CareTeamId::of(patient.id), begun, at, by)?;
    let mut teller = Teller { world, story, team, pace, by };
    teller.put_together(cast, chance)?;
    if life.end == End::Here {
        if let Some(hospital) = &cast.hospital {
            teller.stay(patient, hospital, chance)?;
        }
        teller.stand_in(&world.absences, chance)?;
    }
    let last = world.days.day(life.to);
    let at = super::days::moment(last, 18 * 60);
    if life.end != End::Here && at > teller.pace.at && teller.team.members.iter().any(is_active) {
        teller.pace.at = at;
        teller.end(last, if life.end == End::Died { "死亡" } else { "転出" })?;
    }
    Ok(Some(teller.team))
}

fn is_active(member: &Member) -> bool {
    member.state == MemberState::Active
}
