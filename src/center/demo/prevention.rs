//! Questionnaires of a health check, most of them waiting to be looked at, and bones that broke.

use super::World;
use super::chance::Chance;
use super::schedule::{End, Life};
use super::story::{Refused, Story};
use crate::domain::consultation::ProvisionalPerson;
use crate::domain::fracture::{
    Bone, Coordination, FallAssessment, FallRisk, Fracture, FractureCase, FractureEvent, Keeping, MedicationCheck,
};
use crate::domain::id::{FractureCaseId, PatientId, ScreeningId};
use crate::domain::person::{PersonName, Sex, age_on};
use crate::domain::referral::{Means, Party};
use crate::domain::screening::{
    Answers, BasicAnswers, BasicItem, OldOldAnswers, OldOldItem, Screened, Screening, ScreeningEvent, Sheet, YesNo,
};
use crate::domain::timeline::Occurred;
use chrono::NaiveDate;

/// The stream of chance.
const STREAM: u64 = 70;

/// From this age on the basic checklist is sent out, and from that one the questionnaire of the very old.
const OLD: u32 = 65;
const VERY_OLD: u32 = 75;

/// So many working days ago somebody may have answered at the most.
const LONGEST_AGO: i64 = 80;

/// How often an item scores, and how often it is left out, in a hundred.
const SCORES: usize = 14;
const LEFT_OUT: usize = 2;

/// Tells of the last round of questionnaires and of fractures since.
///
/// `births` are the patients' in the order of their numbers, as `lives` are.
pub fn tell(world: &World, lives: &[Life], births: &[Option<NaiveDate>], story: &mut Story) -> Result<(), Refused> {
    let mut chance = Chance::of(world.plan.seed, STREAM);
    let last = world.days.yesterday();
    // The list was made before anybody answered, and holds who had the age by then.
    let listed = world.days.day(last - LONGEST_AGO);
    let age = |birth: Option<NaiveDate>| birth.map_or(0, |birth| age_on(birth, listed));
    let asked = |at: &usize| lives[*at].end == End::Here && births.get(*at).is_some_and(|birth| age(*birth) >= OLD);
    let here: Vec<usize> = (0..lives.len()).filter(asked).collect();
    if here.is_empty() {
        return Ok(());
    }
    let known = (here.len() / 12).clamp(1, 2_000);
    for (serial, turn) in (1_u64..).zip(0..known + known / 3) {
        let day = last - chance.range(5, 60);
        let at = world.days.office(day, &mut chance);
        let on = world.days.day(day - chance.range(3, 20));
        let person = if turn < known {
            let patient = here[turn * here.len() / known];
            Screened { patient: Some(PatientId(patient as u64 + 1)), ..Screened::default() }
        } else {
            stranger(world, &mut chance)
        };
        let birth = match person.patient {
            Some(_) => births[here[turn * here.len() / known]],
            None => person.listed.birth,
        };
        let very_old = age(birth) >= VERY_OLD;
        let answers = if very_old && chance.percent(30) { old_old(&mut chance) } else { basic(&mut chance) };
        let sheet = Sheet { person, on, answers, list: "令和8年度 健康診査".to_owned(), note: String::new() };
        let by = *chance.pick(&world.coordinators);
        let event = ScreeningEvent::Recorded(Box::new(sheet));
        let mut screening: Screening = story.begin(ScreeningId(serial), event, at, by)?;
        if !screening.risk().is_by_rule() && chance.percent(30) {
            let event = screening.set_aside("健診の場で説明済み。次回の健診で確認する".to_owned())?;
            story.go(&mut screening, event, at + chrono::TimeDelta::minutes(20), by);
        }
    }
    let broken = (here.len() / 60).clamp(1, 300);
    for (serial, turn) in (1_u64..).zip(0..broken) {
        let patient = PatientId(here[turn * here.len() / broken] as u64 + 1);
        fracture(world, story, FractureCaseId(serial), patient, turn, &mut chance)?;
    }
    Ok(())
}

/// Somebody whom the centre does not know yet.
fn stranger(world: &World, chance: &mut Chance) -> Screened {
    let surname = chance.pick(&world.made.surnames);
    let area = chance.pick(&world.settings.city.areas);
    let age = i32::try_from(chance.range(66, 92)).unwrap_or(75);
    let year = chrono::Datelike::year(&world.plan.today) - age;
    let town = chance.pick(&area.towns);
    let city = &world.settings.city;
    Screened {
        patient: None,
        listed: ProvisionalPerson {
            name: PersonName {
                written: format!("{} 和子", surname.written), kana: format!("{} かずこ", surname.kana)
            },
            sex: Sex::Female,
            birth: NaiveDate::from_ymd_opt(year, 5, 1 + u32::try_from(chance.below(28)).unwrap_or(0)),
            phone: String::new(),
            address: format!("{}{}{}", city.prefecture, city.name, town.name),
        },
        area: Some(area.code.clone()),
    }
}

fn basic(chance: &mut Chance) -> Answers {
    let mut answers = BasicAnswers::default();
    for item in BasicItem::all() {
        let scores = chance.percent(SCORES);
        let yes = (item.scoring() == YesNo::Yes) == scores;
        let said = if yes { YesNo::Yes } else { YesNo::No };
        answers.set(item, Some(said).filter(|_| !chance.percent(LEFT_OUT)));
    }
    Answers::BasicChecklist(answers)
}

fn old_old(chance: &mut Chance) -> Answers {
    let mut answers = OldOldAnswers::default();
    for item in OldOldItem::all() {
        let answer = 1 + u8::try_from(chance.below(usize::from(item.choices()))).unwrap_or(0);
        // An answer of an item that it does not have is not taken, and none is made up here.
        let _ = answers.set(item, Some(answer).filter(|_| !chance.percent(LEFT_OUT)));
    }
    Answers::OldOld(answers)
}

/// A fracture, as far as its turn says.
fn fracture(
    world: &World,
    story: &mut Story,
    id: FractureCaseId,
    patient: PatientId,
    turn: usize,
    chance: &mut Chance,
) -> Result<(), Refused> {
    let by = *chance.pick(&world.coordinators);
    let day = world.days.yesterday() - 20 - chance.range(0, 20);
    let at = world.days.office(day, chance);
    let fracture = Fracture {
        person: Screened { patient: Some(patient), ..Screened::default() },
        bone: *chance.pick(&Bone::ALL),
        on: world.days.day(day - 12),
        treated_by: Party::named("市立病院 整形外科"),
        list: String::new(),
        note: String::new(),
    };
    let event = FractureEvent::Recorded(Box::new(fracture));
    let mut case: FractureCase = story.begin(id, event, at, by)?;
    let mut pace = world.days.pace(at);
    for step in 0..turn % 4 {
        let Some(at) = pace.later(1, 4, chance) else { return Ok(()) };
        let on = Occurred::At(at);
        let event = match step {
            0 => case.coordinate(
                Coordination {
                    on,
                    with: Party::named("市立病院 整形外科"),
                    means: Means::Phone,
                    text: "退院後は、かかりつけ医が骨粗鬆症の薬を続ける。".to_owned(),
                },
                at,
            )?,
            1 => case.check_medication(
                MedicationCheck { on, keeping: *chance.pick(&Keeping::ALL), text: String::new() },
                at,
            )?,
            _ => case.assess_fall_risk(
                FallAssessment {
                    on,
                    member: by,
                    risk: *chance.pick(&FallRisk::ALL),
                    findings: "屋内は伝い歩き。玄関の段差に手すりがない。".to_owned(),
                },
                at,
            )?,
        };
        story.go(&mut case, event, at, by);
    }
    Ok(())
}
