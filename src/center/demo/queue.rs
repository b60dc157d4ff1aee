//! Consultations: received, claimed, answered step by step, and brought as far as their fate says.

use chrono::{Days as Span, NaiveDate};

use super::chance::Chance;
use super::days::{Days, Pace};
use super::people::Cast;
use super::places::{Place, phone};
use super::schedule::{Fate, Slot};
use super::story::{Refused, Story};
use super::{Case, World};
use crate::domain::calendar::WorkingTime;
use crate::domain::code::Code;
use crate::domain::consultation::{
    AgeBand, AskedBy, Asker, CareField, Channel, Consultation, Counterpart, Intake, Outcome, ProvisionalPerson,
    Resolution, StepContents, StepNumber, Urgency, Wait, WaitReason,
};
use crate::domain::funding::Charge;
use crate::domain::id::StaffId;
use crate::domain::patient::Patient;
use crate::domain::person::age_on;
use crate::domain::settings::Settings;
use crate::domain::time::{Minutes, Moment};

/// What a consultation is about: a patient with those around them, or nobody's record.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// Those around the person.
    pub cast: &'a Cast,
    /// The record, where there is one.
    pub patient: Option<&'a Patient>,
}

/// A consultation while it is told.
struct Course<'a> {
    world: &'a World,
    about: About<'a>,
    case: &'a Case,
    record: Consultation,
    pace: Pace<'a>,
    holder: StaffId,
    asker: Counterpart,
}

/// Tells one consultation as far as its fate says.
pub fn consultation(
    world: &World,
    story: &mut Story,
    slot: Slot,
    about: About<'_>,
    chance: &mut Chance,
) -> Result<(), Refused> {
    let case = match about.patient {
        None if slot.gap => chance.pick(&world.made.gap),
        None => chance.pick(&world.made.general),
        Some(_) => suited(world, about, slot, chance),
    };
    // The open queue wants some of every urgency, but nothing more urgent than the case can be.
    let wanted = slot.urgency.filter(|wanted| case.urgency.get(*wanted).is_some_and(|weight| *weight > 0));
    let urgency = [Urgency::Emergency, Urgency::Urgent, Urgency::Normal]
        [wanted.unwrap_or_else(|| chance.weighted(&case.urgency))];
    let known = about.patient.map(|patient| patient.id);
    // Now and then it turns out only later whom it is about.
    let later = known.is_some() && chance.percent(6);
    let intake = intake(world, case, about, slot.at, (urgency, later), chance);
    let asker = Counterpart {
        who: intake.asked_by.who,
        name: intake.asked_by.name.clone(),
        organisation: intake.asked_by.organisation.clone(),
        site: intake.asked_by.site,
        phone: intake.asked_by.phone.clone(),
    };
    let time = WorkingTime::new(&world.settings.hours);
    let at = slot.at + chrono::TimeDelta::minutes(chance.range(2, 9));
    let by = *chance.pick(&world.reception);
    let event = Consultation::receive(slot.number, intake, if later { None } else { known }, time);
    let mut record: Consultation = story.begin(slot.id, event, at, by)?;
    let mut pace = world.days.pace(at);
    if let (true, Some(patient)) = (later, known)
        && let Some(at) = pace.minutes(1, 20, chance)
    {
        let event = record.link(patient)?;
        story.go(&mut record, event, at, by);
    }
    let holder =
        if slot.fate != Fate::Past && chance.percent(18) { StaffId(1) } else { *chance.pick(&world.coordinators) };
    let mut course = Course { world, about, case, record, pace, holder, asker };
    // The story ends where time does.
    course.run(story, slot.fate, chance).map(|_| ())
}

fn suited<'a>(world: &'a World, about: About<'_>, slot: Slot, chance: &mut Chance) -> &'a Case {
    let birth = about.patient.and_then(|patient| patient.head.identity.birth);
    let years = birth.map_or(80, |birth| age_on(birth, slot.at.date_naive()));
    for _ in 0..20 {
        let case = chance.pick(&world.made.scenarios);
        let urgent = slot.urgency.is_none_or(|wanted| case.urgency.get(wanted).is_some_and(|weight| *weight > 0));
        if fits_age(case, years) && urgent {
            return case;
        }
    }
    // Nothing of that urgency suits: then what suits the age, and it is as urgent as it can be.
    let of_age = |case: &&Case| fits_age(case, years);
    world.made.scenarios.iter().find(of_age).unwrap_or(&world.made.scenarios[0])
}

fn fits_age(case: &Case, years: u32) -> bool {
    let children = case.field == CareField::Children;
    let old = case.field == CareField::OldAge;
    children == (years < 18) && !(old && years < 50)
}

/// Whether a sign can be true of somebody of this age.
fn tag_fits(tag: &str, years: u32) -> bool {
    match tag {
        "old_cares_for_old" | "dementia_cares_for_dementia" => years >= 65,
        "eighty_fifty" => years >= 45,
        "lives_alone" | "no_relatives" | "addiction" => years >= 18,
        _ => true,
    }
}

/// The person as the form has them before they are found among the records.
fn provisional(about: About<'_>, later: bool) -> Option<ProvisionalPerson> {
    let identity = about.patient.filter(|_| later).map(|patient| &patient.head.identity)?;
    let (name, sex, birth) = (identity.name.clone(), identity.sex, identity.birth);
    Some(ProvisionalPerson { name, sex, birth, phone: identity.phone.clone(), address: identity.address.clone() })
}

fn place_of(who: Asker, cast: &Cast) -> Option<&Place> {
    match who {
        Asker::Physician => cast.clinic.as_ref(),
        Asker::Dentist => cast.dentist.as_ref(),
        Asker::Pharmacist => cast.pharmacy.as_ref(),
        Asker::VisitingNurse => cast.nurse.as_ref(),
        Asker::CareManager => cast.office.as_ref(),
        Asker::HospitalSocialWorker => cast.hospital.as_ref(),
        _ => None,
    }
}

fn intake(
    world: &World,
    case: &Case,
    about: About<'_>,
    at: Moment,
    (urgency, later): (Urgency, bool),
    chance: &mut Chance,
) -> Intake {
    let cast = about.cast;
    let who = *chance.pick(&case.askers);
    let place = place_of(who, cast);
    let surname = chance.pick(&world.made.surnames).written.clone();
    let organisation = match (place, who) {
        (Some(place), _) => place.name.clone(),
        (None, Asker::SupportCentre) => {
            world.settings.city.area(&cast.area).map(|area| area.support_centre.clone()).unwrap_or_default()
        }
        (None, Asker::CityOffice) => format!("{}役所", world.settings.city.name),
        (None, Asker::School) => "市立小学校".to_owned(),
        _ => String::new(),
    };
    let name = match who {
        Asker::Family => format!("{}（{}）", cast.person, cast.carer),
        Asker::Person => cast.person.clone(),
        Asker::Neighbour => String::new(),
        _ => surname,
    };
    let channel = match chance.below(20) {
        0..12 => Channel::Phone,
        12..14 => Channel::Fax,
        14..16 => Channel::AtCentre,
        16 => Channel::Mail,
        17 => Channel::Ict,
        18 => Channel::Visit,
        _ => Channel::Conference,
    };
    let birth = about.patient.and_then(|patient| patient.head.identity.birth);
    let topics = if case.topics.len() > 1 && chance.percent(40) { &case.topics[..1] } else { &case.topics[..] };
    let years = birth.map(|birth| age_on(birth, at.date_naive()));
    let fits = |tag: &String| years.is_none_or(|years| tag_fits(tag, years));
    let tags = case.tags.iter().filter(|tag| chance.percent(35) && fits(tag)).map(|tag| Code::new(tag)).collect();
    let phone = place.map_or_else(|| phone(200_000 + chance.below(90_000)), |place| place.phone.clone());
    let intake = Intake {
        received_at: at,
        channel,
        asked_by: AskedBy { who, site: place.map(|place| place.id), organisation, name, phone },
        person: provisional(about, later),
        area: Some(cast.area.clone()),
        age_band: years.map_or(AgeBand::Unknown, AgeBand::of),
        field: case.field,
        topics: topics.iter().map(|topic| Code::new(topic)).collect(),
        tags,
        scene: case.scene,
        urgency,
        text: cast.fill(chance.word(&case.text)),
        wish: if case.wish.is_empty() || chance.percent(40) {
            String::new()
        } else {
            cast.fill(chance.word(&case.wish))
        },
        programme_item: None,
        funding_line: None,
    };
    let charge = charge(&intake, &world.settings, chance);
    intake.charged(charge)
}

/// Most are charged as usual; some staff put elsewhere, and some they leave open.
fn charge(intake: &Intake, settings: &Settings, chance: &mut Chance) -> Charge {
    let usual = settings.usual_charge(&intake.work());
    let (sure, line) = (chance.percent(80), chance.percent(70).then(|| chance.percent(85)));
    match (sure, line) {
        (false, None) => Charge::default(),
        (_, Some(false)) => Charge { funding_line: Some(Code::new(ELSEWHERE)), ..usual },
        _ => usual,
    }
}

/// The line that staff choose where the usual one does not fit.
const ELSEWHERE: &str = "multi_layered_support";

impl Course<'_> {
    /// None where time ran out.
    fn run(&mut self, story: &mut Story, fate: Fate, chance: &mut Chance) -> Result<Option<()>, Refused> {
        if matches!(fate, Fate::Unclaimed | Fate::Overdue) {
            return Ok(Some(()));
        }
        let soon = i64::from(fate == Fate::Past && self.record.intake.urgency == Urgency::Normal);
        let Some(at) = self.pace.later(0, soon, chance) else { return Ok(None) };
        if chance.percent(12) {
            let event = self.record.assign(self.holder)?;
            story.go(&mut self.record, event, at, StaffId(1));
        } else {
            let event = self.record.claim(self.holder)?;
            story.go(&mut self.record, event, at, self.holder);
        }
        if fate == Fate::Claimed {
            return Ok(Some(()));
        }
        if chance.percent(14) && self.missed(story, 0, chance)?.is_none() {
            return Ok(None);
        }
        let steps =
            if fate == Fate::Past { chance.weighted(&[0, 40, 35, 18, 7]) } else { chance.weighted(&[0, 60, 40]) };
        for turn in 0..steps {
            let to = if fate == Fate::Past && turn > 0 { 2 } else { 0 };
            if self.step(story, turn == 0, to, chance)?.is_none() {
                return Ok(None);
            }
        }
        match fate {
            Fate::Responding => return Ok(Some(())),
            Fate::CallBack => return self.missed(story, 1, chance),
            Fate::Waiting | Fate::WaitOver => return self.wait(story, fate, chance),
            _ => {}
        }
        if fate == Fate::Past && chance.percent(8) && self.rest(story, chance)?.is_none() {
            return Ok(None);
        }
        if fate == Fate::Past && chance.percent(3) && self.take_over(story, chance)?.is_none() {
            return Ok(None);
        }
        if self.end(story, fate != Fate::Resolved, chance)?.is_none() {
            return Ok(None);
        }
        let again = fate == Fate::Reopened || (fate == Fate::Past && chance.percent(3));
        if !again {
            return Ok(Some(()));
        }
        let Some(at) = self.pace.later(0, if fate == Fate::Past { 4 } else { 1 }, chance) else { return Ok(None) };
        let time = WorkingTime::new(&self.world.settings.hours);
        let reason = "相談者から再度連絡があり、状況が変わったため。".to_owned();
        let event = self.record.reopen(reason, at, time)?;
        story.go(&mut self.record, event, at, self.holder);
        if fate == Fate::Reopened {
            return Ok(Some(()));
        }
        let Some(at) = self.pace.later(0, 1, chance) else { return Ok(None) };
        let event = self.record.claim(self.holder)?;
        story.go(&mut self.record, event, at, self.holder);
        if self.step(story, true, 1, chance)?.is_none() {
            return Ok(None);
        }
        self.end(story, true, chance)
    }

    /// What is usual for a step, else what the consultation is charged to.
    fn charge(&self, at: Moment, channel: Channel) -> Charge {
        self.world.settings.usual_step_charge(&self.record.intake, at, channel)
    }

    fn contents(&self, at: Moment, with_asker: bool, chance: &mut Chance) -> StepContents {
        let cast = self.about.cast;
        let others: Vec<(Asker, &Place)> = [
            (Asker::Physician, &cast.clinic),
            (Asker::VisitingNurse, &cast.nurse),
            (Asker::CareManager, &cast.office),
            (Asker::HospitalSocialWorker, &cast.hospital),
        ]
        .into_iter()
        .filter_map(|(who, place)| Some((who, place.as_ref()?)))
        .collect();
        let with = if with_asker || others.is_empty() {
            self.asker.clone()
        } else {
            let (who, place) = *chance.pick(&others);
            Counterpart {
                who,
                name: chance.pick(&self.world.made.surnames).written.clone(),
                organisation: place.name.clone(),
                site: Some(place.id),
                phone: place.phone.clone(),
            }
        };
        let channel = match chance.below(10) {
            0..7 => Channel::Phone,
            7 => Channel::Fax,
            8 => Channel::Visit,
            _ => Channel::AtCentre,
        };
        let minutes = u32::try_from(chance.range(1, 12) * 5).unwrap_or(5);
        let text = cast.fill(chance.word(&self.case.steps));
        let charge = self.charge(at, channel);
        StepContents { at, channel, with, text, minutes: Minutes(minutes), nobody_answered: false, charge }
    }

    fn step(
        &mut self,
        story: &mut Story,
        with_asker: bool,
        to: i64,
        chance: &mut Chance,
    ) -> Result<Option<()>, Refused> {
        let Some(at) = self.pace.later(0, to, chance) else { return Ok(None) };
        let contents = self.contents(at, with_asker, chance);
        let Some(recorded) = self.pace.minutes(3, 25, chance) else { return Ok(None) };
        let event = self.record.answer(contents.clone())?;
        story.go(&mut self.record, event, recorded, self.holder);
        if chance.per_mille(12)
            && let Some(at) = self.pace.minutes(5, 40, chance)
        {
            let number = StepNumber(u32::try_from(self.record.steps.len()).unwrap_or(1));
            let right = StepContents { text: format!("{}（日時を確認）", contents.text), ..contents };
            let event = self.record.correct_step(number, "聞き違いがあったため。".to_owned(), right)?;
            story.go(&mut self.record, event, at, self.holder);
        }
        Ok(Some(()))
    }

    /// A call that nobody took.
    fn missed(&mut self, story: &mut Story, to: i64, chance: &mut Chance) -> Result<Option<()>, Refused> {
        let Some(at) = self.pace.later(0, to, chance) else { return Ok(None) };
        let contents = StepContents {
            at,
            channel: Channel::Phone,
            with: self.asker.clone(),
            text: (*chance.pick(&[
                "不在。あらためてかけ直す。",
                "留守番電話に折り返しを依頼。",
                "呼び出し音のみ。",
                "",
            ]))
            .to_owned(),
            minutes: Minutes(3),
            nobody_answered: true,
            charge: self.charge(at, Channel::Phone),
        };
        let event = self.record.answer(contents)?;
        let Some(recorded) = self.pace.minutes(1, 5, chance) else { return Ok(None) };
        story.go(&mut self.record, event, recorded, self.holder);
        Ok(Some(()))
    }

    fn hold(&mut self, story: &mut Story, until: NaiveDate, at: Moment, chance: &mut Chance) -> Result<(), Refused> {
        let (reason, text) = *chance.pick(&[
            (WaitReason::Asker, "相談者からの連絡を待つ。"),
            (WaitReason::Family, "家族で話し合うとのこと。"),
            (WaitReason::MedicalReply, "医療機関の返事を待つ。"),
            (WaitReason::ServiceReply, "事業所の空き状況の返事を待つ。"),
            (WaitReason::PhysicianConsent, ""),
            (WaitReason::CareLevel, "要介護認定の結果待ち。"),
            (WaitReason::Discharge, "退院日が決まるまで待つ。"),
            (WaitReason::Conference, "支援会議の結果を待つ。"),
        ]);
        let event = self.record.put_on_hold(Wait { reason, text: text.to_owned(), until })?;
        story.go(&mut self.record, event, at, self.holder);
        Ok(())
    }

    fn wait(&mut self, story: &mut Story, fate: Fate, chance: &mut Chance) -> Result<Option<()>, Refused> {
        let Some(at) = self.pace.later(0, 0, chance) else { return Ok(None) };
        let days: &Days = &self.world.days;
        let until = if fate == Fate::Waiting {
            days.today + Span::new(u64::try_from(chance.range(1, 24)).unwrap_or(1))
        } else {
            let back = u64::try_from(chance.range(0, 1)).unwrap_or(0);
            (days.today - Span::new(back)).max(at.date_naive())
        };
        self.hold(story, until, at, chance).map(Some)
    }

    /// A hold that came to its end.
    fn rest(&mut self, story: &mut Story, chance: &mut Chance) -> Result<Option<()>, Refused> {
        let Some(at) = self.pace.later(0, 1, chance) else { return Ok(None) };
        let until = at.date_naive() + Span::new(u64::try_from(chance.range(2, 6)).unwrap_or(2));
        self.hold(story, until, at, chance)?;
        let Some(at) = self.pace.later(2, 5, chance) else { return Ok(None) };
        let event = self.record.take_off_hold()?;
        story.go(&mut self.record, event, at, self.holder);
        self.step(story, true, 0, chance)
    }

    fn take_over(&mut self, story: &mut Story, chance: &mut Chance) -> Result<Option<()>, Refused> {
        let Some(at) = self.pace.later(0, 1, chance) else { return Ok(None) };
        let next = *chance.pick(&self.world.coordinators);
        if next != self.holder {
            let event = self.record.take_over(next, "担当者の休暇のため引き継ぐ。".to_owned())?;
            story.go(&mut self.record, event, at, next);
            self.holder = next;
        }
        self.step(story, true, 0, chance)
    }

    fn end(&mut self, story: &mut Story, close: bool, chance: &mut Chance) -> Result<Option<()>, Refused> {
        let Some(at) = self.pace.later(0, 1, chance) else { return Ok(None) };
        let outcome = if self.record.calls_back().is_empty() {
            match *chance.pick(&self.case.outcomes) {
                // A death is told by the patient's own record.
                Outcome::Died => Outcome::LinkedToMedicalCare,
                outcome => outcome,
            }
        } else {
            Outcome::Unreachable
        };
        let text = if outcome == Outcome::Unreachable {
            "何度かけてもつながらず、手紙を送った。".to_owned()
        } else {
            self.about.cast.fill(chance.word(&self.case.ending))
        };
        let event = self.record.resolve(Resolution { outcome, text })?;
        story.go(&mut self.record, event, at, self.holder);
        if close {
            let Some(at) = self.pace.later(0, 3, chance) else { return Ok(None) };
            let event = self.record.close()?;
            story.go(&mut self.record, event, at, self.holder);
        }
        Ok(Some(()))
    }
}
